"""The organisation: functions, positions and people, in tables that are typed into."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from ui.document import Document
from ui.prioritise.choice import PayChoice
from ui.prioritise.organisation_panel import OrganisationPanel
from ui.prioritise.page import Page
from ui.theme import Theme
from workbench.language import Language


class OrganisationPage(Page):
    """The tables of the organisation."""

    def __init__(
        self,
        document: Document,
        theme: Theme,
        language: Language,
        choice: PayChoice,
        parent: QWidget,
    ) -> None:
        """Make the page."""
        super().__init__(document, theme, language, choice, parent)
        self.organisation = OrganisationPanel(
            document, theme, language, self.content, callout=self.callout
        )
        column = QVBoxLayout(self.content)
        room = theme.space.room
        column.setContentsMargins(room, room, room, room)
        column.addWidget(self.organisation)
        column.addStretch(1)

    @override
    def refresh(self) -> None:
        """Show the plan as it is now."""
        self.organisation.refresh()

"""Designs side by side: what each costs, who wins and who loses."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from ui.document import Document
from ui.prioritise.choice import PayChoice
from ui.prioritise.compare_panel import ComparePanel
from ui.prioritise.cost_panel import CostPanel
from ui.prioritise.page import Page
from ui.prioritise.winners_panel import WinnersPanel
from ui.theme import Theme
from workbench.language import Language


class DesignsPage(Page):
    """The designs of the plan, compared; the cost of the one that is looked at.

    Attributes:
        compare: designs × scenarios.
        cost: of the design that is looked at.
        winners: who is paid more and less.
    """

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
        given = (document, theme, language, choice, self.content)
        self.compare = ComparePanel(*given)
        self.cost = CostPanel(*given)
        self.winners = WinnersPanel(*given)
        self._another = False
        column = QVBoxLayout(self.content)
        room = theme.space.room
        column.setContentsMargins(room, room, room, room)
        column.setSpacing(theme.space.inset)
        for panel in (self.compare, self.cost, self.winners):
            column.addWidget(panel)
        column.addStretch(1)

    @override
    def refresh(self) -> None:
        """Show the plan and its results as they are now."""
        another, self._another = self._another, False
        self.compare.refresh()
        self.cost.refresh(another=another)
        self.winners.refresh()

    @override
    def plan_loaded(self) -> None:
        """Forget what was of another plan."""
        self._another = True
        self.winners.plan_loaded()

    @override
    def panes(self) -> tuple[QWidget, ...]:
        """Return the panels."""
        return (self.compare, self.cost, self.winners)

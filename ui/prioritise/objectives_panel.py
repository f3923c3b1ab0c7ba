"""The objectives: a table of all of them, and the scale of the one with the cursor."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget
from typing_extensions import override

from models.keys import ObjectiveKey
from ui.document import Document
from ui.prioritise.callout import Callout
from ui.prioritise.sheet_panel import SheetPanel
from ui.theme import Theme
from workbench.language import Language
from workbench.sheets.objectives import GradeSheet, ObjectiveSheet

_SIDE_BY_SIDE = 960
"""Width from which the scale stands beside the objectives."""


class ObjectivesPanel(QWidget):
    """The table of objectives beside the scale of one.

    Attributes:
        panel: the table.
        scale: the grades of the objective with the cursor.
    """

    def __init__(
        self,
        document: Document,
        theme: Theme,
        language: Language,
        parent: QWidget,
        *,
        callout: Callout,
    ) -> None:
        """Make the panel; ``callout`` lies over the room and says what cannot be taken."""
        super().__init__(parent)
        text = language.text
        self._document, self._language = document, language
        self.panel = SheetPanel(
            document,
            ObjectiveSheet(language),
            theme,
            self,
            callout=callout,
            title=text("Objectives"),
            subtitle=text(
                "Goals that are rated rather than measured. What is a person’s own is in the "
                "details of the person."
            ),
        )
        self.scale = SheetPanel(
            document,
            GradeSheet(language, None),
            theme,
            self,
            callout=callout,
            title=text("Scale"),
            subtitle=text("Ratings it may get; without any, every figure may be given."),
        )
        self.scale.setMinimumWidth(270)
        self._halves = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._halves.setContentsMargins(0, 0, 0, 0)
        self._halves.setSpacing(theme.space.inset)
        self._halves.addWidget(self.panel, 4)
        self._halves.addWidget(self.scale, 1)
        self.panel.view.current_changed.connect(self._other_objective)

    def refresh(self) -> None:
        """Show the plan as it is now."""
        self.panel.model.refresh()
        self.scale.model.refresh()
        if not self.panel.view.currentIndex().isValid() and self.panel.model.keys:
            self.panel.view.setCurrentIndex(self.panel.model.index(0, 0))
        self._other_objective()

    def panes(self) -> tuple[QWidget, ...]:
        """Return what F6 walks through."""
        return (self.panel.view, self.scale.view)

    def show_objective(self, key: ObjectiveKey) -> None:
        """Put the cursor on an objective."""
        self.panel.view.show_key(key)
        self.panel.view.setFocus()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand side by side where there is room."""
        super().resizeEvent(event)
        wide = event.size().width() >= _SIDE_BY_SIDE
        self._halves.setDirection(
            QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        )

    def _other_objective(self) -> None:
        key = self.panel.view.key
        objective = ObjectiveKey(key) if key else None
        shown = self.scale.model.sheet
        if isinstance(shown, GradeSheet) and shown.objective != objective:
            self.scale.model.show_sheet(GradeSheet(self._language, objective))
            told = self._language.text(
                "Ratings it may get; without any, every figure may be given."
            )
            if objective is not None and self._document.plan.objectives[objective].scale:
                told = self._document.plan.objectives[objective].name
            self.scale.set_heading(self._language.text("Scale"), told)

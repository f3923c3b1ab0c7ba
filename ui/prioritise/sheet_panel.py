"""A panel with a sheet in it; what cannot be taken is said beside the cell."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from ui.document import Document
from ui.prioritise.callout import Callout
from ui.tables.sheet_model import SheetModel
from ui.tables.sheet_view import SheetView
from ui.theme import Theme
from ui.widgets.panel import Panel
from workbench.sheets.sheet import PlanSheet


class SheetPanel(Panel):
    """A title, a quiet line, and a sheet that takes all the room there is.

    Attributes:
        model: the rows.
        view: where they are typed into.
    """

    def __init__(
        self,
        document: Document,
        sheet: PlanSheet,
        theme: Theme,
        parent: QWidget,
        *,
        callout: Callout,
        title: str,
        subtitle: str = "",
    ) -> None:
        """Make the panel; ``callout`` lies over the room and says what cannot be taken."""
        super().__init__(theme, parent, title=title, subtitle=subtitle)
        self._callout = callout
        self.model = SheetModel(document, sheet, self)
        self.view = SheetView(theme, self.model, self, name=title)
        self.view.refused.connect(self._refused)
        self.view.settled.connect(callout.clear)
        self.body.addWidget(self.view, 1)

    def _refused(self, place: QRect, sentence: str) -> None:
        corner = self.view.viewport().mapTo(self._callout.room, place.topLeft())
        self._callout.complain(QRect(corner, place.size()), sentence)

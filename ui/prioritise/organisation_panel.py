"""Functions and positions, side by side."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget
from typing_extensions import override

from ui.document import Document
from ui.prioritise.callout import Callout
from ui.prioritise.sheet_panel import SheetPanel
from ui.theme import Theme
from workbench.language import Language
from workbench.sheets.positions import FunctionSheet, PositionSheet

_SIDE_BY_SIDE = 820
"""Width from which positions stand beside functions."""


class OrganisationPanel(QWidget):
    """Functions at the left; positions at the right, or below.

    Attributes:
        functions: the functions and their roles.
        positions: the positions, their functions, target bonuses and holders.
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
        self.functions = SheetPanel(
            document,
            FunctionSheet(language),
            theme,
            self,
            callout=callout,
            title=text("Functions"),
            subtitle=text("What each is to the program, whatever its name."),
        )
        self.positions = SheetPanel(
            document,
            PositionSheet(language),
            theme,
            self,
            callout=callout,
            title=text("Positions"),
            subtitle=text(
                "Type a name into the last row to add one; clear a name to remove it. "
                "A target bonus is an amount, or a percentage of base pay."
            ),
        )
        self._halves = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._halves.setContentsMargins(0, 0, 0, 0)
        self._halves.setSpacing(theme.space.inset)
        self._halves.addWidget(self.functions, 2)
        self._halves.addWidget(self.positions, 4)

    def refresh(self) -> None:
        """Show the plan as it is now."""
        self.functions.model.refresh()
        self.positions.model.refresh()

    def panes(self) -> tuple[QWidget, ...]:
        """Return what F6 walks through."""
        return (self.functions.view, self.positions.view)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand side by side where there is room."""
        super().resizeEvent(event)
        wide = event.size().width() >= _SIDE_BY_SIDE
        self._halves.setDirection(
            QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        )

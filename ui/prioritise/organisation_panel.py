"""The organisation: who there is to be paid, in three tables that are typed into."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from ui.document import Document
from ui.prioritise.callout import Callout
from ui.prioritise.organisation_tables import FunctionTable, PersonTable, PositionTable
from ui.prioritise.row_table import RowTable
from ui.tables.table_view import CalmTable
from ui.theme import Theme
from ui.widgets.panel import Panel
from workbench.language import Language

_SIDE_BY_SIDE = 880
"""Width from which people stand beside positions and functions."""


class OrganisationPanel(Panel):
    """Functions and positions at the left; people at the right, or below."""

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
        text = language.text
        super().__init__(
            theme,
            parent,
            title=text("Organisation"),
            subtitle=text(
                "Type a name into the last row to add one; clear a name to remove it. "
                "A target bonus is an amount, or a percentage of base pay."
            ),
        )
        self._callout = callout
        self.people = PersonTable(document, language, self)
        self.positions = PositionTable(document, language, self)
        self.functions = FunctionTable(document, language, self)
        self.function_table = CalmTable(theme, self, name=text("Functions"))
        self.position_table = CalmTable(theme, self, name=text("Positions"))
        self.people_table = CalmTable(theme, self, name=text("People"))
        self._halves = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._halves.setSpacing(2 * theme.space.inset)
        left, right = QVBoxLayout(), QVBoxLayout()
        left.setSpacing(theme.space.inset)
        self._put(self.function_table, self.functions, left)
        self._put(self.position_table, self.positions, left)
        left.addStretch(1)
        self._put(self.people_table, self.people, right)
        right.addStretch(1)
        self._halves.addLayout(left, 3)
        self._halves.addLayout(right, 4)
        self.body.addLayout(self._halves)

    def refresh(self) -> None:
        """Show the plan as it is now."""
        for table in (self.people, self.positions, self.functions):
            table.refresh()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand side by side where there is room."""
        super().resizeEvent(event)
        wide = event.size().width() >= _SIDE_BY_SIDE
        self._halves.setDirection(
            QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        )

    def _put(self, table: CalmTable, rows: RowTable, column: QVBoxLayout) -> None:
        table.show_model(rows)
        table.refused.connect(self._refused)
        table.settled.connect(self._callout.clear)
        column.addWidget(table)

    def _refused(self, place: QRect, sentence: str) -> None:
        table = self.sender()
        if isinstance(table, CalmTable):
            corner = table.viewport().mapTo(self._callout.room, place.topLeft())
            self._callout.complain(QRect(corner, place.size()), sentence)

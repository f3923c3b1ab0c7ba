"""A part of the details of a scorecard: tables and words that scroll under one heading."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from models.keys import KpiKey
from ui.fonts import TextStyle
from ui.icons import icon
from ui.prioritise.callout import Callout
from ui.prioritise.card_desk import CardDesk
from ui.prioritise.card_table import CardTable
from ui.prioritise.subject_picker import SubjectPicker
from ui.tables.cell_table import EntryTable
from ui.tables.table_view import CalmTable
from ui.theme import Theme
from ui.widgets.button import Button
from ui.widgets.text import text_label
from workbench.analysis.weighting import Subject


class CardTab(QWidget):
    """What belongs together of a scorecard; put it into :attr:`body`.

    Attributes:
        desk: the scorecard.
        theme: how it looks.
        body: the column of what it holds.
        callout: says beside a cell what cannot be taken.
        tables: those that were added, in order.
    """

    def __init__(self, desk: CardDesk, theme: Theme, parent: QWidget) -> None:
        """Make an empty part."""
        super().__init__(parent)
        self.desk = desk
        self.theme = theme
        self.tables: list[CalmTable] = []
        self.setAutoFillBackground(True)
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Window, theme.colours.panel)
        self.setPalette(palette)
        self.body = QVBoxLayout(self)
        inset = theme.space.inset
        self.body.setContentsMargins(inset, theme.space.gap, inset, inset)
        self.body.setSpacing(theme.space.gap)
        self.callout = Callout(theme, self)
        self._picker: SubjectPicker | None = None
        self._picked: Callable[[KpiKey], object] | None = None

    def refresh(self) -> None:
        """Show the scorecard as it is now."""

    def forget(self) -> None:
        """Forget what was of another scorecard."""

    def add_line(self, words: str = "") -> QLabel:
        """Add a quiet sentence."""
        quiet = self.theme.colours.text_quiet
        label = text_label(words, self, style=TextStyle.SMALL, colour=quiet, wraps=True)
        self.body.addWidget(label)
        return label

    def add_heading(self, words: str = "") -> QLabel:
        """Add a heading within the part."""
        label = text_label(words, self, style=TextStyle.BODY_STRONG)
        self.body.addSpacing(self.theme.space.gap)
        self.body.addWidget(label)
        return label

    def add_table(self, name: str, model: EntryTable, *, wide: int = 0) -> CalmTable:
        """Add a table; what cannot be taken is said beside its cells."""
        table = CalmTable(self.theme, self, name=name, wide=wide)
        table.show_model(model)
        table.refused.connect(partial(self._refused, table))
        table.settled.connect(self.callout.clear)
        self.body.addWidget(table)
        self.tables.append(table)
        return table

    def add_row(self, *widgets: QWidget) -> QHBoxLayout:
        """Add widgets side by side, from the left."""
        row = QHBoxLayout()
        row.setSpacing(self.theme.space.gap)
        for widget in widgets:
            row.addWidget(widget)
        row.addStretch(1)
        self.body.addLayout(row)
        return row

    def find_button(self, table: CalmTable, model: CardTable, column: int) -> Button:
        """Make a button that finds a KPI for a column of the row of the cursor."""
        button = Button(
            self.theme,
            self,
            text=self.desk.language.text("Find a KPI…"),
            icon=icon("search", self.theme),
        )
        button.clicked.connect(partial(self._find_for, button, table, model, column))
        return button

    def pick_kpi(self, beside: QWidget, picked: Callable[[KpiKey], object]) -> None:
        """Let somebody find a KPI by a part of its name."""
        if self._picker is None:
            self._picker = SubjectPicker(self.theme, self.desk.language, self, only_kpis=True)
            self._picker.picked.connect(self._kpi_picked)
        self._picked = picked
        below = beside.mapToGlobal(QPoint(0, beside.height() + 2))
        plan = self.desk.plan
        self._picker.open(below, [(Subject(key), kpi.name) for key, kpi in plan.kpis.items()])

    @property
    def picker(self) -> SubjectPicker | None:
        """The small window that finds KPIs; None before it was asked for."""
        return self._picker

    def complain(self, beside: QWidget, sentence: str) -> None:
        """Say beside a widget why something cannot be done."""
        corner = beside.mapTo(self, QPoint(0, 0))
        self.callout.complain(QRect(corner, beside.size()), sentence)

    def _find_for(
        self, button: Button, table: CalmTable, model: CardTable, column: int, *_: object
    ) -> None:
        self.pick_kpi(button, partial(self._put_kpi, table, model, column))

    def _put_kpi(self, table: CalmTable, model: CardTable, column: int, kpi: KpiKey) -> None:
        row = table.currentIndex().row()
        if row < 0:
            row = model.rowCount() - 1
        free = model.key_at(row) is None
        index = model.index(row, 0 if free else column)
        fault = model.typed_kpi(index, kpi)
        table.setFocus(Qt.FocusReason.OtherFocusReason)
        if fault:
            self._refused(table, table.visualRect(index), fault)
        else:
            table.setCurrentIndex(model.index(row, column))

    def _kpi_picked(self, subject: Subject) -> None:
        picked, self._picked = self._picked, None
        if picked is not None and subject.kpi is not None:
            picked(subject.kpi)

    def _refused(self, table: CalmTable, place: QRect, sentence: str) -> None:
        corner = table.viewport().mapTo(self, place.topLeft())
        self.callout.complain(QRect(corner, place.size()), sentence)

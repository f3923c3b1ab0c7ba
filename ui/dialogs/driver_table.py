"""The drivers behind a target: what each comes to, and how far it may move, edited in place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Final, cast

from PySide6.QtCore import QObject, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QTableView, QWidget
from typing_extensions import override

from models.keys import FunctionKey, KpiKey
from models.kpi import Bounds, Unit
from models.plan import Plan
from ui.icons import pixmap
from ui.tables.cell_delegate import PADDING, CellDelegate, cell_size
from ui.tables.cell_table import Cell, EntryTable, Index, Tone
from ui.tables.table_view import CalmTable
from ui.theme import Theme
from workbench.analysis.cascade.proposal import DriverLine
from workbench.bounds_typed import Bound, bound_of, bound_unit, with_bound
from workbench.cascade_words import answer_words, moved_words
from workbench.figures_typed import figure_text
from workbench.language import Language, NumberError

_STRIPE: Final = 4
_ICON: Final = 16
_MOST_ANSWERS: Final = 200
"""Width of who answers; a driver of five functions names the first ones."""
_LEAST_ANSWERS: Final = 96
_LEAST_NAME: Final = 150
_MEASURED: Final = 60
"""Rows whose words say how wide a column is; thousands would take longer than a frame."""


class DriverColumn(IntEnum):
    """The columns, from left to right."""

    LOCK = 0
    NAME = 1
    NOW = 2
    PROPOSED = 3
    MOVED = 4
    CHANGE = 5
    LEAST = 6
    MOST = 7
    STRETCH = 8
    ANSWERS = 9


_WORDS: Final = frozenset({DriverColumn.LOCK, DriverColumn.NAME, DriverColumn.ANSWERS})
_BOUNDS: Final = {
    DriverColumn.LEAST: Bound.LEAST,
    DriverColumn.MOST: Bound.MOST,
    DriverColumn.STRETCH: Bound.STRETCH,
}


@dataclass(frozen=True, slots=True)
class BoundsTyped:
    """Somebody says how far a driver may move."""

    driver: KpiKey
    bounds: Bounds


class DriverTable(EntryTable):
    """One row per driver. Cells are worded when they are looked at: a plan may have thousands."""

    typed = Signal(object)
    """BoundsTyped: a lock was ticked, or a bound typed."""

    def __init__(self, plan: Plan, language: Language, parent: QObject) -> None:
        super().__init__(parent)
        self._plan = plan
        self._language = language
        self._lines: tuple[DriverLine, ...] = ()
        self._bounds: Mapping[KpiKey, Bounds] = {}
        self._worded: dict[tuple[int, int], Cell] = {}
        text = language.text
        self.show_cells(
            (
                text("Lock"),
                text("Driver"),
                text("Now"),
                text("Proposed"),
                text("Change"),
                text("Change in %"),
                text("Least in a period"),
                text("Most in a period"),
                text("Stretch"),
                text("Who answers"),
            ),
            (),
        )

    @property
    def lines(self) -> tuple[DriverLine, ...]:
        """The drivers, row by row."""
        return self._lines

    def show_lines(self, lines: Sequence[DriverLine], bounds: Mapping[KpiKey, Bounds]) -> None:
        """Show other figures; ``bounds`` are those that differ from the lines' own."""
        if [line.driver for line in lines] != [line.driver for line in self._lines]:
            self.beginResetModel()
            self._worded.clear()
            self._lines, self._bounds = tuple(lines), bounds
            self.endResetModel()
        else:
            self._lines, self._bounds = tuple(lines), bounds
            self._all_changed()
        self.shown.emit()

    def show_bounds(self, bounds: Mapping[KpiKey, Bounds]) -> None:
        """Show other locks and bounds at once, before what they lead to is worked out."""
        self._bounds = bounds
        self._all_changed()

    def bounds_of(self, row: int) -> Bounds:
        """Return how far the driver of a row may move."""
        line = self._lines[row]
        return self._bounds.get(line.driver, line.bounds)

    def toggle_lock(self, row: int) -> None:
        """Lock a driver, or let it move again."""
        bounds = self.bounds_of(row)
        locked = bounds.locked
        self.typed.emit(BoundsTyped(self._lines[row].driver, replace(bounds, locked=not locked)))

    def shares_of(self, row: int) -> Mapping[FunctionKey, float]:
        """Return who answers for the driver of a row."""
        return self._lines[row].shares

    @override
    def rowCount(self, parent: Index | None = None) -> int:
        """Return the number of drivers; cells have none below them."""
        return 0 if parent is not None and parent.isValid() else len(self._lines)

    @override
    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """Return a heading; a column of words stands at the left."""
        if role == Qt.ItemDataRole.TextAlignmentRole and orientation is Qt.Orientation.Horizontal:
            return self._alignment(right=section not in _WORDS)
        return super().headerData(section, orientation, role)

    @override
    def cell(self, index: Index) -> Cell:
        """Return one cell, which is worded once: it is asked for again with every paint."""
        place = (index.row(), index.column())
        known = self._worded.get(place)
        if known is None:
            known = self._worded[place] = self._word(*place)
        return known

    def _word(self, row: int, at: int) -> Cell:
        line, column = self._lines[row], DriverColumn(at)
        bounds = self.bounds_of(row)
        kpi, language = self._plan.kpis[line.driver], self._language
        still = line.after == line.before
        match column:
            case DriverColumn.LOCK:
                spoken = language.text("locked") if bounds.locked else language.text("free to move")
                return Cell("", right=False, spoken=spoken)
            case DriverColumn.NAME:
                tone = Tone.QUIET if bounds.locked else Tone.PLAIN
                return Cell(kpi.name, right=False, tone=tone, strong=not still)
            case DriverColumn.NOW:
                return Cell(self._figure(line.before, kpi.unit), tone=Tone.QUIET)
            case DriverColumn.PROPOSED:
                tone = Tone.QUIET if still else Tone.PLAIN
                return Cell(self._figure(line.after, kpi.unit), tone=tone, strong=not still)
            case DriverColumn.MOVED | DriverColumn.CHANGE:
                moved, change = moved_words(line, self._plan, language)
                return Cell(moved if column is DriverColumn.MOVED else change)
            case DriverColumn.ANSWERS:
                words = answer_words(line.shares, self._plan, language)
                return Cell(words, right=False, tone=Tone.QUIET)
            case _:
                return self._bound_cell(line, bounds, _BOUNDS[column])

    def _bound_cell(self, line: DriverLine, bounds: Bounds, which: Bound) -> Cell:
        unit = self._unit(line, which)
        own = bound_of(bounds, which)
        edit = figure_text(own, unit, self._language)
        if own is not None:
            return Cell(self._figure(own, unit), edit=edit)
        if which is Bound.STRETCH and line.stretch is not None:
            # What holds where nobody said anything.
            return Cell(self._figure(line.stretch, unit), edit=edit, tone=Tone.QUIET)
        return Cell("–", edit=edit, tone=Tone.QUIET, spoken=self._language.text("none"))

    @override
    def fault(self, index: Index, text: str) -> str:
        """Return why ``text`` is no bound; empty where it is one, or none at all."""
        try:
            self._read(index, text)
        except NumberError as error:
            return str(error)
        return ""

    @override
    def enter(self, index: Index, text: str) -> None:
        """Say how far a driver may move."""
        driver = self._lines[index.row()].driver
        self.typed.emit(BoundsTyped(driver, self._read(index, text)))

    def _read(self, index: Index, text: str) -> Bounds:
        line, which = self._lines[index.row()], _BOUNDS[DriverColumn(index.column())]
        bounds = self.bounds_of(index.row())
        return with_bound(bounds, which, text, self._unit(line, which), self._language)

    def _unit(self, line: DriverLine, which: Bound) -> Unit:
        return bound_unit(which, self._plan.kpis[line.driver].unit, shifts=line.shifts)

    def _figure(self, value: float, unit: Unit) -> str:
        return self._language.figure(value, unit, self._plan.currency)

    def _all_changed(self) -> None:
        self._worded.clear()
        if self._lines:
            last = self.index(len(self._lines) - 1, len(DriverColumn) - 1)
            self.dataChanged.emit(self.index(0, 0), last)


class _DriverDelegate(CellDelegate):
    """Paints locks as icons, and before each name the stripe of who answers."""

    def __init__(self, plan: Plan, theme: Theme, parent: QTableView) -> None:
        super().__init__(theme, parent)
        self._plan = plan
        self._colours = theme

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a cell, and the icon or stripe that it has."""
        super().paint(painter, option, index)
        model = index.model()
        if not isinstance(model, DriverTable):
            return
        rect = cast("QRect", option.rect)
        if index.column() == DriverColumn.LOCK:
            locked = model.bounds_of(index.row()).locked
            colours = self._colours.colours
            ink = colours.accent if locked else colours.line_strong
            ratio = painter.device().devicePixelRatioF()
            drawn = pixmap("lock" if locked else "unlock", ink, _ICON, ratio)
            left, top = rect.center().x() - _ICON // 2, rect.center().y() - _ICON // 2
            painter.drawPixmap(QRect(left, top, _ICON, _ICON), drawn)
        elif index.column() == DriverColumn.NAME:
            self._paint_stripe(painter, rect, model.shares_of(index.row()))

    def _paint_stripe(
        self, painter: QPainter, rect: QRect, shares: Mapping[FunctionKey, float]
    ) -> None:
        top, height = rect.top() + 5.0, rect.height() - 11.0
        rest = 1.0
        for key, share in shares.items():
            part = height * max(0.0, min(share, rest))
            colour = self._colours.function_colour(self._plan, key)
            painter.fillRect(QRectF(rect.left() + 1.0, top, _STRIPE, part), colour)
            top, rest = top + part, rest - share
        if rest > 1e-9:
            box = QRectF(rect.left() + 1.0, top, _STRIPE, height * rest)
            painter.fillRect(box, self._colours.unassigned)


class DriverView(CalmTable):
    """The table on screen: scrolls inside the dialog, and ticks locks by Space or a click."""

    def __init__(self, plan: Plan, theme: Theme, language: Language, parent: QWidget) -> None:
        super().__init__(theme, parent, name=language.text("Drivers that can move"))
        delegate = _DriverDelegate(plan, theme, self)
        delegate.moved.connect(self.step)
        delegate.refused.connect(self._refused)
        delegate.settled.connect(self.settled)
        self.setItemDelegate(delegate)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setMinimumHeight(118)

    @override
    def fit(self) -> None:
        """Give columns the room that their words need, and the names what is left."""
        model = self.model()
        if not isinstance(model, DriverTable):
            return
        header = self.horizontalHeader()
        rows = range(min(model.rowCount(), _MEASURED))
        widths = [
            max(
                header.sectionSizeHint(column),
                *(cell_size(model.cell(model.index(row, column))).width() for row in rows),
                0,
            )
            for column in range(model.columnCount())
        ]
        widths[DriverColumn.ANSWERS] = min(widths[DriverColumn.ANSWERS], _MOST_ANSWERS)
        widths[DriverColumn.LOCK] = max(widths[DriverColumn.LOCK], _ICON + 2 * PADDING)
        free = self.viewport().width() - sum(widths)
        widths[DriverColumn.NAME] += max(0, free)
        # Who answers is elided, then the names, before anything has to be scrolled to.
        for words, least in (
            (DriverColumn.ANSWERS, _LEAST_ANSWERS),
            (DriverColumn.NAME, _LEAST_NAME),
        ):
            spared = max(0, min(-free, widths[words] - least))
            widths[words] -= spared
            free += spared
        for column, width in enumerate(widths):
            self.setColumnWidth(column, width)

    @override
    def sizeHint(self) -> QSize:
        """Return room for a few drivers; the dialog gives more where it has it."""
        return QSize(super().sizeHint().width(), 220)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick the lock on Space, in any cell that is not typed into."""
        index, model = self.currentIndex(), self.model()
        if event.key() == Qt.Key.Key_Space and index.isValid() and isinstance(model, DriverTable):
            model.toggle_lock(index.row())
            return
        super().keyPressEvent(event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tick the lock that is clicked."""
        super().mouseReleaseEvent(event)
        index, model = self.indexAt(event.position().toPoint()), self.model()
        clicked = event.button() == Qt.MouseButton.LeftButton and index.isValid()
        if clicked and index.column() == DriverColumn.LOCK and isinstance(model, DriverTable):
            model.toggle_lock(index.row())

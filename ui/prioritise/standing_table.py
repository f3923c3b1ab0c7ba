"""People and where each stands with their statement, as a table that is read as it is shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget
from typing_extensions import override

from models.keys import PersonKey
from models.plan import Plan
from ui.tables.calm_header import CalmHeader
from ui.tables.cell_delegate import ROW_HEIGHT, CellDelegate
from ui.tables.cell_table import CELL_ROLE, Cell, Index, Tone
from ui.theme import Theme
from workbench.analysis.life.standing import PersonStanding, Standing
from workbench.language import Language
from workbench.life_words import standing_words
from workbench.place_words import person_name, position_name

_MOST_ROWS = 10
"""So many rows show at once."""
_TONES = {
    Standing.NONE: Tone.PLAIN,
    Standing.OUTDATED: Tone.BAD,
    Standing.HANDED_OUT: Tone.PLAIN,
    Standing.ACKNOWLEDGED: Tone.GOOD,
}
_SIGNS = {
    Standing.NONE: "○",
    Standing.OUTDATED: "!",
    Standing.HANDED_OUT: "◐",
    Standing.ACKNOWLEDGED: "✓",
}
_NONE = QModelIndex()


class StandingTable(QAbstractTableModel):
    """A row per person; words are made as rows come into view, so that thousands cost nothing."""

    def __init__(self, language: Language, parent: QObject) -> None:
        super().__init__(parent)
        self._language = language
        text = language.text
        self._headings = (
            text("Person"),
            text("Position"),
            text("Statement"),
            text("Acknowledged"),
            text("State"),
        )
        self._plan: Plan | None = None
        self._rows: tuple[PersonStanding, ...] = ()

    def show_people(self, plan: Plan, rows: Sequence[PersonStanding]) -> None:
        """Show where people stand."""
        listed = tuple(rows)
        same = [each.person for each in listed] == [each.person for each in self._rows]
        if same and self._plan is not None:
            self._plan, self._rows = plan, listed
            if listed:
                self.dataChanged.emit(
                    self.index(0, 0), self.index(len(listed) - 1, len(self._headings) - 1)
                )
            return
        self.beginResetModel()
        self._plan, self._rows = plan, listed
        self.endResetModel()

    @property
    def rows(self) -> tuple[PersonStanding, ...]:
        """Who is listed."""
        return self._rows

    @override
    def rowCount(self, parent: Index = _NONE) -> int:
        """Return how many people are listed."""
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: Index = _NONE) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self._headings)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a cell shows under ``role``."""
        if not index.isValid() or self._plan is None:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        wanted = {CELL_ROLE, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}
        if role not in wanted:
            return None
        cell = self._cell(self._plan, self._rows[index.row()], index.column())
        return cell if role == CELL_ROLE else cell.text

    @override
    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """Return a heading."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self._headings):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._headings[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return that people can be selected."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        enabled = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return enabled | Qt.ItemFlag.ItemNeverHasChildren

    def _cell(self, plan: Plan, each: PersonStanding, column: int) -> Cell:
        language = self._language
        match column:
            case 0:
                return Cell(person_name(plan, each.person), right=False, strong=True)
            case 1:
                person = plan.people.get(each.person)
                position = "" if person is None else position_name(plan, person.position)
                return Cell(position, right=False, tone=Tone.QUIET)
            case 2:
                if each.handed_out is None:
                    return Cell("—", right=False, tone=Tone.QUIET)
                version = language.text("v{number}", number=language.number(each.version))
                return Cell(f"{language.date(each.handed_out)} · {version}", right=False)
            case 3:
                if each.acknowledged is None:
                    return Cell("—", right=False, tone=Tone.QUIET)
                return Cell(language.date(each.acknowledged), right=False)
            case _:
                words = f"{_SIGNS[each.standing]}  {standing_words(each, language)}"
                return Cell(words, right=False, tone=_TONES[each.standing])


class StandingView(QTableView):
    """The table; rows are selected together with Shift, Ctrl or Ctrl+A."""

    def __init__(
        self, model: StandingTable, theme: Theme, language: Language, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._people = model
        self.setModel(model)
        self.setItemDelegate(CellDelegate(theme, self))
        self.setHorizontalHeader(CalmHeader(theme, self))
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.show()
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(language.text("People and their statements"))
        model.modelReset.connect(self.fit)
        self.fit()

    @property
    def chosen(self) -> tuple[PersonKey, ...]:
        """The people that are selected, from top to bottom."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return tuple(self._people.rows[row].person for row in rows)

    def choose(self, people: Iterable[PersonKey]) -> None:
        """Put the cursor on the first of some people."""
        wanted = frozenset(people)
        for row, each in enumerate(self._people.rows):
            if each.person in wanted:
                self.setCurrentIndex(self._people.index(row, 0))
                return

    def fit(self) -> None:
        """Take the height of the rows, up to a screenful, and share out the width."""
        rows = min(max(self._people.rowCount(), 1), _MOST_ROWS)
        header = self.horizontalHeader().sizeHint().height()
        self.setFixedHeight(rows * ROW_HEIGHT + header + 1)
        width = self.viewport().width()
        parts = (0.2, 0.2, 0.22, 0.18, 0.2)
        for column, part in enumerate(parts):
            self.setColumnWidth(column, int(width * part))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share out another width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave Escape and Enter to what stands around."""
        if event.key() in {Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            event.ignore()
            return
        super().keyPressEvent(event)

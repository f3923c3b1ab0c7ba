"""Who wins and who loses, person by person and group by group."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final

import numpy as np
from PySide6.QtCore import QObject, Qt
from typing_extensions import override

from models.plan import Plan
from ui.tables.cell_table import Cell, CellTable, Index, Tone
from workbench.analysis.designs.differences import (
    Column,
    Differences,
    GroupDifference,
    Lot,
    Order,
)
from workbench.design_words import LOT_NAMES, SIGNS, change_words
from workbench.language import Language, message

_SAMPLE: Final = 60
"""So many rows are measured to make columns wide enough."""
_TONES: Final[Mapping[Lot, Tone]] = {Lot.WINS: Tone.GOOD, Lot.LOSES: Tone.BAD}
_COUNTED: Final[Mapping[Lot, str]] = {
    Lot.WINS: message("Win"),
    Lot.LOSES: message("Lose"),
    Lot.KEEPS: message("Keep"),
    Lot.UNKNOWN: message("Unknown"),
    Lot.JOINED: message("Joined"),
    Lot.LEFT: message("Left"),
}
_ALWAYS: Final = (Lot.WINS, Lot.LOSES, Lot.KEEPS)
_ARROWS: Final = {False: "▲", True: "▼"}


class PeopleTable(CellTable):
    """A row per person; cells are made when they are seen, so ten thousand cost nothing."""

    columns: Final = (
        Column.NAME,
        Column.POSITION,
        Column.BEFORE,
        Column.AFTER,
        Column.CHANGE,
        Column.RATE,
        Column.LOT,
    )

    def __init__(self, language: Language, parent: QObject) -> None:
        """Make an empty table."""
        super().__init__(parent)
        self._language = language
        self._found: Differences | None = None
        self._order: Order = np.empty(0, dtype=np.intp)
        self._names = ("", "")
        self._sorted = (Column.CHANGE, False)
        self._headings = tuple(self._heading(column) for column in self.columns)

    def show_people(
        self,
        found: Differences | None,
        order: Order,
        names: tuple[str, str],
        by: tuple[Column, bool],
    ) -> None:
        """Show people in an order.

        Args:
            found: what everybody is paid; None: nothing to show.
            order: places of people in it.
            names: of what is before and after, for the headings.
            by: what they are sorted by, and whether the largest is first.
        """
        self.beginResetModel()
        self._found, self._order, self._names, self._sorted = found, order, names, by
        self._headings = tuple(self._heading(column) for column in self.columns)
        self.endResetModel()
        self.shown.emit()

    @property
    @override
    def rows(self) -> tuple[tuple[Cell, ...], ...]:
        """The cells of a sample of rows, by which columns are measured."""
        found = self._found
        if found is None:
            return ()
        sample = self._order[:_SAMPLE].tolist()
        if len(self._order) > _SAMPLE:
            # What is longest must fit, wherever it stands.
            for words in (found.names, found.position_names):
                longest = max(self._order.tolist(), key=lambda place: len(words[place]))
                sample.append(longest)
            figures = np.nan_to_num(np.abs(found.before[self._order]))
            sample.append(int(self._order[int(np.argmax(figures))]))
        return tuple(self._cells(found, place) for place in sample)

    @override
    def cell(self, index: Index) -> Cell:
        """Return what ``index`` shows."""
        assert self._found is not None  # noqa: S101 - without it there is no row
        return self._cells(self._found, int(self._order[index.row()]))[index.column()]

    @override
    def rowCount(self, parent: Index | None = None) -> int:
        """Return the number of people."""
        return 0 if parent is not None and parent.isValid() else len(self._order)

    @override
    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """Return a heading; figures stand at the right."""
        sides = role == Qt.ItemDataRole.TextAlignmentRole
        if sides and orientation is Qt.Orientation.Horizontal and 0 <= section < len(self.columns):
            words = {Column.NAME, Column.POSITION, Column.LOT}
            return self._alignment(right=self.columns[section] not in words)
        if orientation is Qt.Orientation.Horizontal and 0 <= section < len(self.columns):
            return self._headings[section] if role == Qt.ItemDataRole.DisplayRole else None
        return None

    def _cells(self, found: Differences, place: int) -> tuple[Cell, ...]:
        language, plan = self._language, found.plan
        lot = Lot(int(found.lots[place]))
        tone = _TONES.get(lot, Tone.QUIET)
        change = float(found.change[place])
        return (
            Cell(found.names[place], right=False),
            Cell(found.position_names[place], right=False, tone=Tone.QUIET),
            Cell(language.money(float(found.before[place]), plan.currency, 0)),
            Cell(language.money(float(found.after[place]), plan.currency, 0)),
            Cell(change_words(change, plan, language), tone=tone, strong=True),
            Cell(_rate_words(float(found.rate[place]), language), tone=tone),
            Cell(f"{SIGNS[lot]} {language.text(LOT_NAMES[lot])}", right=False, tone=tone),
        )

    def _heading(self, column: Column) -> str:
        text = self._language.text
        words = {
            Column.NAME: text("Person"),
            Column.POSITION: text("Position"),
            Column.BEFORE: self._names[0],
            Column.AFTER: self._names[1],
            Column.CHANGE: text("Difference"),
            Column.RATE: text("In %"),
            Column.LOT: text("Outcome"),
        }[column]
        by, falling = self._sorted
        return f"{words}\u00a0{_ARROWS[falling]}" if column is by else words


class GroupTable(CellTable):
    """A row per position or function, and one of all below them."""

    def __init__(self, language: Language, parent: QObject) -> None:
        """Make an empty table."""
        super().__init__(parent)
        self._language = language
        self._lots: tuple[Lot, ...] = ()

    def show_groups(
        self,
        groups: tuple[GroupDifference, ...],
        plan: Plan,
        names: tuple[str, str],
        *,
        positions: bool,
    ) -> None:
        """Show what positions, or else functions, come to."""
        text = self._language.text
        headings = [
            text("Position") if positions else text("Function"),
            text("People"),
            *names,
            text("Difference"),
            text("In %"),
        ]
        whole = _whole(groups)
        # Who joined or left is told where anybody did.
        self._lots = tuple(lot for lot in _COUNTED if lot in _ALWAYS or whole.counts[lot])
        headings += [text(_COUNTED[lot]) for lot in self._lots]
        rows = [self._row(each, plan, self._name(each, plan, positions)) for each in groups]
        rows.append(self._row(whole, plan, text("All"), strong=True))
        self.show_cells(headings, rows)

    def _row(
        self, group: GroupDifference, plan: Plan, name: str, *, strong: bool = False
    ) -> list[Cell]:
        language = self._language
        change = group.change
        tone = Tone.GOOD if change > 0 else Tone.BAD if change < 0 else Tone.QUIET
        cells = [
            Cell(name, right=False, strong=strong),
            Cell(language.number(group.people), tone=Tone.QUIET),
            Cell(language.money(group.before, plan.currency, 0), strong=strong),
            Cell(language.money(group.after, plan.currency, 0), strong=strong),
            Cell(change_words(change, plan, language), tone=tone, strong=True),
            Cell(_rate_words(group.rate, language), tone=tone),
        ]
        for lot in self._lots:
            count = group.counts[lot]
            words = f"{SIGNS[lot]} {language.number(count)}" if count else "·"
            cells.append(Cell(words, tone=_TONES.get(lot, Tone.QUIET) if count else Tone.QUIET))
        return cells

    def _name(self, group: GroupDifference, plan: Plan, positions: bool) -> str:  # noqa: FBT001
        for key, row in (plan.positions if positions else plan.functions).items():
            if key == group.key:
                return row.name
        return group.key or self._language.text("No function")


def _whole(groups: tuple[GroupDifference, ...]) -> GroupDifference:
    return GroupDifference(
        key="",
        people=sum(each.people for each in groups),
        before=math.fsum(each.before for each in groups),
        after=math.fsum(each.after for each in groups),
        counts={lot: sum(each.counts[lot] for each in groups) for lot in Lot},
    )


def _rate_words(rate: float, language: Language) -> str:
    return language.share(rate) if math.isnan(rate) else language.change(rate)

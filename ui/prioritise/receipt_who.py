"""Positions and the people who hold them, line by line, as far as they have the typed words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from models.accents import without_accents
from models.keys import DesignKey, PersonKey, PositionKey
from models.plan import Plan
from ui.document import Document
from workbench.language import Language
from workbench.pay.payouts import Payouts

Index = QModelIndex | QPersistentModelIndex
LINE: Final = Qt.ItemDataRole.UserRole + 1
"""The role of the whole line."""
MONEY: Final = Qt.ItemDataRole.UserRole + 2
"""The role of what a person is paid, in words; empty for a position."""


@dataclass(frozen=True, slots=True)
class WhoLine:
    """One line of the list.

    Attributes:
        position: the position.
        person: who holds it; None for the position as a whole.
        name: what is shown.
        sought: name, position and id without accents and case, which typing is looked for in.
    """

    position: PositionKey
    person: PersonKey | None
    name: str
    sought: str


class WhoModel(QAbstractListModel):
    """Positions, each followed by the people who hold it, as far as they have the typed words."""

    def __init__(self, document: Document, language: Language, parent: QObject) -> None:
        """List everybody of the plan."""
        super().__init__(parent)
        self._document = document
        self._language = language
        self._every: tuple[WhoLine, ...] = ()
        self._shown: tuple[WhoLine, ...] = ()
        self._people: object = None
        self._positions: object = None
        self._sought = ""
        self._design: DesignKey | None = None
        self.refresh()

    @property
    def lines(self) -> tuple[WhoLine, ...]:
        """The lines that are shown."""
        return self._shown

    @property
    def payouts(self) -> Payouts:
        """What everybody is paid in the scenario on screen, by the design that is looked at."""
        document = self._document
        return document.results.under(self._design).payouts[document.scenario]

    def refresh(self, design: DesignKey | None = None) -> None:
        """Show the plan and its payouts as they are now.

        Args:
            design: the one that is looked at; None: the one that is paid.
        """
        self._design = design
        plan = self._document.plan
        if plan.people is self._people and plan.positions is self._positions:
            # Payouts are asked for line by line, when they are painted.
            if self._shown:
                last = self.index(len(self._shown) - 1)
                self.dataChanged.emit(self.index(0), last, [MONEY])
            return
        self._people, self._positions = plan.people, plan.positions
        self._every = _lines_of(plan)
        self._narrow()

    def seek(self, typed: str) -> None:
        """Show only lines that have all the typed words."""
        sought = without_accents(typed)
        if sought != self._sought:
            self._sought = sought
            self._narrow()

    def place(self, position: PositionKey | None, person: PersonKey | None) -> Index:
        """Return where somebody stands; an invalid index where they are not shown."""
        for row, line in enumerate(self._shown):
            if line.person == person and (person is not None or line.position == position):
                return self.index(row)
        return QModelIndex()

    def _narrow(self) -> None:
        words = self._sought.split()
        found = tuple(line for line in self._every if all(word in line.sought for word in words))
        self.beginResetModel()
        self._shown = found
        self.endResetModel()

    @override
    def rowCount(self, parent: Index | None = None) -> int:
        """Return the number of lines; they have none below them."""
        return 0 if parent is not None and parent.isValid() else len(self._shown)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a line shows under ``role``."""
        if not index.isValid():
            return None
        line = self._shown[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return line.name
            case Qt.ItemDataRole.AccessibleTextRole:
                return " ".join(filter(None, (line.name, self._money(line))))
            case _:
                if role == LINE:
                    return line
                return self._money(line) if role == MONEY else None

    def _money(self, line: WhoLine) -> str:
        if line.person is None:
            return ""
        payouts = self.payouts
        if line.person in payouts.program.left_out:
            return ""
        paid = payouts.of(line.person).payout
        return self._language.money(paid, self._document.plan.currency, 0)


def _lines_of(plan: Plan) -> tuple[WhoLine, ...]:
    held: dict[PositionKey, list[WhoLine]] = {key: [] for key in plan.positions}
    names = {key: position.name or key for key, position in plan.positions.items()}
    for key, person in plan.people.items():
        if person.position in held:
            name = person.name or key
            sought = without_accents(f"{name} {names[person.position]} {key}")
            held[person.position].append(WhoLine(person.position, key, name, sought))
    found: list[WhoLine] = []
    for position, people in held.items():
        found.append(WhoLine(position, None, names[position], without_accents(names[position])))
        found += people
    return tuple(found)

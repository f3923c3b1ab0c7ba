"""Rows of a table put into a plan as KPIs: what is new, what changes, and one edit for all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from immutables import Map

from models.accents import without_accents
from models.changes import EditError
from models.cycles import cycles
from models.edits.formula_names import with_keys
from models.edits.kpis import fresh_key_among
from models.edits.operands import with_operand
from models.formula import is_valid_key, references
from models.formula_parser import FormulaError, parse
from models.keys import KpiKey
from models.kpi import Kpi, TimeRule
from models.plan import Plan
from models.table import Table
from workbench.tables.guessed_rows import are_multiplied, counted, guessed
from workbench.tables.tree_row import Remark, RowRemark, TreeRow


class Fate(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Placed:
    """A row as it stands in the plan after the import.

    Attributes:
        row: as it was read.
        kpi: what it becomes.
        fate: whether it is new, changes a KPI that is there, or changes nothing.
        depth: how deep it stands below the others of the table, from 0.
    """

    row: TreeRow
    kpi: Kpi
    fate: Fate
    depth: int


@dataclass(frozen=True, slots=True)
class TreeImport:
    """An import that is worked out and can be made.

    Attributes:
        rows: every row that is taken, in the order of the table.
        remarks: on rows that could not be taken as they stand.
        after: the plan with the rows in it.
    """

    rows: tuple[Placed, ...]
    remarks: tuple[RowRemark, ...]
    after: Plan


def place_rows(plan: Plan, rows: tuple[TreeRow, ...], under: KpiKey | None = None) -> TreeImport:
    """Work out what a plan is with the rows of a table in it; see :class:`Placed`.

    A row whose key, or whose name where it gives no key, is that of a KPI changes that KPI.
    What stands below a row without formula is added up in it, or multiplied where its units
    leave no other sense: clients and money per client, a count and a share.

    Args:
        plan: the plan.
        rows: as :func:`workbench.tables.tree_rows.read_rows` reads them.
        under: the KPI that takes in whatever stands at the top of the table; None leaves it
            at the top of the plan.
    """
    return _Placing(plan, rows, under).result()


class _Placing:
    """One import on its way."""

    def __init__(self, plan: Plan, rows: tuple[TreeRow, ...], under: KpiKey | None) -> None:
        self._plan = plan
        self._under = under
        self._remarks: list[RowRemark] = []
        self._keys = self._keyed(rows)
        self._rows = tuple(row for row in rows if row.place in self._keys)
        self._parents = self._parented()

    def result(self) -> TreeImport:
        kpis = self._with_rows()
        kpis = self._with_formulas(kpis)
        kpis = self._without_cycles(kpis)
        kpis = self._under_parent(kpis)
        self._check_named(kpis)
        rows = {self._keys[row.place]: row for row in self._rows}
        new = frozenset(rows) - frozenset(self._plan.kpis)
        after, turned = guessed(replace(self._plan, kpis=kpis), rows, new)
        for row in turned:
            self._say(row, Remark.COST_SIGN)
        after = replace(after, kpis=self._shared_out(after.kpis))
        return TreeImport(
            tuple(self._placed(row, after.kpis) for row in self._rows), tuple(self._remarks), after
        )

    # Keys and parents

    def _keyed(self, rows: tuple[TreeRow, ...]) -> Mapping[tuple[int, int], KpiKey]:
        """Return the key of each row, by its place; a row that comes twice is left out."""
        known = self._plan.kpis
        bearers = Counter(folded(kpi.name) for kpi in known.values())
        by_name = {
            folded(kpi.name): kpi.key for kpi in known.values() if bearers[folded(kpi.name)] == 1
        }
        keys: dict[tuple[int, int], KpiKey] = {}
        taken: set[str] = set()
        given = {row.key for row in rows if is_valid_key(row.key)}
        for row in rows:
            there = row.key if row.key in known else by_name.get(folded(row.name), "")
            if row.key and row.key not in known:
                there = ""
            if there:
                key = there
            elif is_valid_key(row.key):
                key = row.key
            else:
                key = fresh_key_among({*known, *taken, *given}, row.key or row.name, "kpi")
            if key in taken:
                self._say(row, Remark.TWICE, name=row.key or row.name)
                continue
            taken.add(key)
            keys[row.place] = KpiKey(key)
        return keys

    def _parented(self) -> Mapping[KpiKey, KpiKey]:
        """Return the parent of each row that has one: as it says, else as it is indented."""
        by_word = self._keys_by_word()
        parents = self._indented()
        for row in self._rows:
            if not row.parent:
                continue
            key, parent = self._keys[row.place], by_word.get(folded(row.parent))
            if parent is None:
                self._say(row, Remark.NO_PARENT, parent=row.parent)
            elif parent == key:
                self._say(row, Remark.OWN_PARENT)
            else:
                parents[key] = parent
        return parents

    def _keys_by_word(self) -> dict[str, KpiKey]:
        """Return the KPIs by what names them: keys before names, rows before the plan."""
        by_word: dict[str, KpiKey] = {}
        for kpi in self._plan.kpis.values():
            by_word.setdefault(folded(kpi.name), kpi.key)
            by_word[folded(kpi.key)] = kpi.key
        for row in reversed(self._rows):
            by_word[folded(row.name)] = self._keys[row.place]
        for row in self._rows:
            for word in filter(None, (row.key, self._keys[row.place])):
                by_word[folded(word)] = self._keys[row.place]
        return by_word

    def _indented(self) -> dict[KpiKey, KpiKey]:
        parents: dict[KpiKey, KpiKey] = {}
        path: list[tuple[int, KpiKey]] = []
        for row in self._rows:
            if row.depth is None:
                continue
            key = self._keys[row.place]
            while path and path[-1][0] >= row.depth:
                path.pop()
            if path:
                parents[key] = path[-1][1]
            path.append((row.depth, key))
        return parents

    # Kpis

    def _with_rows(self) -> Table[KpiKey, Kpi]:
        kpis = dict(self._plan.kpis)
        for row in self._rows:
            key = self._keys[row.place]
            kpis[key] = self._described(kpis.get(key), row, key)
        return Table[KpiKey, Kpi](kpis.values())

    def _described(self, there: Kpi | None, row: TreeRow, key: KpiKey) -> Kpi:
        kpi = there or Kpi(key, row.name)
        if row.unit is not None and row.unit.kind is not kpi.unit.kind:
            kpi = replace(kpi, unit=row.unit, time=row.unit.kind.time_rule)
        elif row.unit is not None and row.unit.label:
            kpi = replace(kpi, unit=replace(kpi.unit, label=row.unit.label))
        values = kpi.values
        if row.figures:
            count = max(len(values), max(row.figures) + 1)
            listed = [*values, *([None] * (count - len(values)))]
            for period, figure in row.figures.items():
                listed[period] = figure
            values = tuple(listed)
        return replace(
            kpi,
            name=row.name if row.key or there is None else kpi.name,
            sense=row.sense or kpi.sense,
            definition=row.definition or kpi.definition,
            source=row.source or kpi.source,
            note=row.note or kpi.note,
            values=values,
        )

    def _shared_out(self, kpis: Table[KpiKey, Kpi]) -> Table[KpiKey, Kpi]:
        """Give each period its part of a figure that is for all of them together."""
        for row in self._rows:
            if not row.whole or not row.figures:
                continue
            kpi, first, count = kpis[self._keys[row.place]], row.whole[0], len(row.whole)
            figure = kpi.values[first]
            assert figure is not None  # noqa: S101 - it was put there with the row
            each = figure / count if kpi.time is TimeRule.SUM else figure
            values = dict(enumerate(kpi.values)) | dict.fromkeys(row.whole, each)
            listed = tuple(values.get(period) for period in range(max(values) + 1))
            kpis = kpis.replacing(replace(kpi, values=listed))
        return kpis

    def _with_formulas(self, kpis: Table[KpiKey, Kpi]) -> Table[KpiKey, Kpi]:
        """Give each row its formula; one without adds up what stands below it."""
        named = replace(self._plan, kpis=kpis)
        for row in self._rows:
            if not row.formula:
                continue
            key = self._keys[row.place]
            text = with_keys(named, row.formula)
            try:
                parse(text)
            except FormulaError as error:
                self._say(row, Remark.BAD_FORMULA, error=error, text=text)
                continue
            unknown = tuple(name for name in references(text).all if name not in kpis)
            if unknown:
                self._say(row, Remark.UNKNOWN_NAMES, names=unknown)
            if row.figures:
                self._say(row, Remark.FORMULA_WINS)
            kpis = kpis.replacing(replace(kpis[key], formula=text))
        with_own = {self._keys[row.place] for row in self._rows if row.formula}
        below: dict[KpiKey, list[KpiKey]] = {}
        for key, parent in self._parents.items():
            if parent not in with_own:
                below.setdefault(parent, []).append(key)
        for parent, children in below.items():
            if not kpis[parent].formula and are_multiplied(
                [counted(kpis[key]) for key in children]
            ):
                text = " * ".join(children)
                kpis = kpis.replacing(replace(kpis[parent], formula=text))
            for key in children:
                kpis = self._joined(kpis, parent, key)
        return kpis

    def _without_cycles(self, kpis: Table[KpiKey, Kpi]) -> Table[KpiKey, Kpi]:
        """Take the formula of a row away that would make it depend on itself."""
        rows = {self._keys[row.place]: row for row in self._rows}
        for _ in range(len(rows)):
            found = cycles(kpis)
            if not found:
                break
            for path in found:
                key = next((each for each in reversed(path) if each in rows), None)
                if key is None or not kpis[key].formula:
                    return kpis
                self._say(rows[key], Remark.CYCLE, path=path)
                was = self._plan.kpis.get(key)
                formula = "" if was is None or was.formula == kpis[key].formula else was.formula
                kpis = kpis.replacing(replace(kpis[key], formula=formula))
        return kpis

    def _under_parent(self, kpis: Table[KpiKey, Kpi]) -> Table[KpiKey, Kpi]:
        under = self._under
        if under is None or under not in kpis:
            return kpis
        named = {name for kpi in kpis.values() for name in references(kpi.formula).all}
        for row in self._rows:
            key = self._keys[row.place]
            new = key not in self._plan.kpis
            if new and key != under and key not in named:
                kpis = self._joined(kpis, under, key)
        return kpis

    def _joined(
        self, kpis: Table[KpiKey, Kpi], parent: KpiKey, child: KpiKey
    ) -> Table[KpiKey, Kpi]:
        try:
            return with_operand(kpis, parent, child)
        except EditError as error:
            row = next(row for row in self._rows if self._keys[row.place] == child)
            self._say(row, Remark.BAD_FORMULA, **error.details)
            return kpis

    def _check_named(self, kpis: Table[KpiKey, Kpi]) -> None:
        """Remark where a table puts a row below one whose formula says nothing of it."""
        for row in self._rows:
            key = self._keys[row.place]
            parent = self._parents.get(key)
            if parent is not None and key not in references(kpis[parent].formula).all:
                self._say(row, Remark.NOT_NAMED, parent=kpis[parent].name)

    def _placed(self, row: TreeRow, kpis: Table[KpiKey, Kpi]) -> Placed:
        key = self._keys[row.place]
        before = self._plan.kpis.get(key)
        fate = Fate.NEW if before is None else _changed(before, kpis[key])
        depth, at, seen = 0, key, {key}
        while (above := self._parents.get(at)) is not None and above not in seen:
            depth, at = depth + 1, above
            seen.add(above)
        return Placed(row, kpis[key], fate, depth)

    def _say(self, row: TreeRow, remark: Remark, **details: object) -> None:
        self._remarks.append(RowRemark(row.row, remark, Map(details)))


def _changed(before: Kpi, after: Kpi) -> Fate:
    return Fate.SAME if before == after else Fate.CHANGED


def folded(text: str) -> str:
    """Return a name or key as two that read alike are compared: without case and accents."""
    return " ".join(without_accents(text.replace("_", " ")).split())

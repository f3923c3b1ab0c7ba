"""Entering figures and words into cells of the outline: all of them as one step, or none."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from models.changes import Edited, edited
from models.edits.drivers import set_values
from models.keys import KpiKey
from models.kpi import TimeRule
from models.plan import Plan
from ui.decompose.describe_edits import DescribeEdits
from ui.decompose.outline_columns import DESCRIBED, Column, ColumnKind
from ui.decompose.outline_words import OutlineWords
from ui.decompose.tree_edits import TreeEdits
from ui.document import Edit
from ui.refusal import Refusal

_Figures = dict[tuple[KpiKey, int], float | None]


@dataclass(frozen=True, slots=True)
class Target:
    """A cell that is to take a figure.

    Attributes:
        node: its row.
        column: its column.
        text: what was typed or copied for it; empty for no figure.
    """

    node: int
    column: int
    text: str


class OutlineEntry:
    """Reads what is to go into cells, and asks for one edit that does it all."""

    def __init__(self, words: OutlineWords, edits: TreeEdits, describing: DescribeEdits) -> None:
        self._words = words
        self._edits = edits
        self._describing = describing

    def why_fixed(self, node: int, column: int) -> Refusal | None:
        """Return why no figure can be pasted or filled into a cell; None where one can."""
        text, kpi = self._words.language.text, self._words.kpi(node)
        if kpi is not None and not kpi.is_driver and self._words.columns[column].takes_figures:
            place = self._words.place(node, column)
            return Refusal(
                text("“{place}” is worked out. Change its formula with Ctrl+E.", place=place)
            )
        return self.why_no_target(node, column)

    def why_no_target(self, node: int, column: int) -> Refusal | None:
        """Return why no figure can be typed into a cell, one that is worked out included."""
        text, kpi = self._words.language.text, self._words.kpi(node)
        place, shown = self._words.place(node, column), self._words.columns[column]
        if kpi is None:
            key = self._words.nodes.keys[node]
            return Refusal(text("There is no KPI {key}. Add it, or mend the formula.", key=key))
        if not shown.takes_figures:
            return Refusal(
                text("This column takes no figures. Go to a period of “{place}”.", place=kpi.name)
            )
        if shown.kind is ColumnKind.GROUP and not self._words.document.group.periods:
            return Refusal(text("“{place}” takes no figures.", place=place))
        return None

    def enter(self, label: str, targets: list[Target]) -> Refusal | None:
        """Enter figures and words as one step, or nothing where one cannot be taken.

        Figures of periods come after those of groups, which hold them.
        """
        read: list[tuple[KpiKey, Column, float | None]] = []
        words: list[Edit] = []
        for target in targets:
            key, shown = self._words.nodes.keys[target.node], self._words.columns[target.column]
            described = shown.kind in DESCRIBED and self._words.kpi(target.node) is not None
            refusal = None if described else self.why_fixed(target.node, target.column)
            if refusal is not None:
                return refusal
            if described:
                taken = self._describing.edit_of(key, shown.kind, target.text)
            else:
                taken = self._edits.read_cell(key, target.text)
            if isinstance(taken, Refusal):
                place = self._words.place(target.node, target.column)
                sentence = self._words.language.text(
                    "{place}: {sentence}", place=place, sentence=taken.sentence
                )
                return Refusal(sentence)
            if callable(taken):
                words.append(taken)
            else:
                read.append((key, shown, taken))
        cells: _Figures = {}
        for key, column, value in sorted(read, key=_is_period):
            cells.update(self._spread(key, column, value))
        if not words:
            return self._edits.set_cells(label, cells) if cells else None
        scenario = self._words.document.scenario
        figures = partial(set_values, cells=cells, scenario=scenario)
        return self._edits.make(label, partial(_all, edits=[figures, *words]))

    def _spread(
        self, key: KpiKey, column: Column, value: float | None
    ) -> Mapping[tuple[KpiKey, int], float | None]:
        """Return the figures of the periods that make a cell come to ``value``."""
        if column.kind is ColumnKind.PERIOD:
            return {(key, column.period): value}
        document = self._words.document
        periods = document.group.periods
        now = self._words.figure(key, column)
        if value is None or len(periods) == 1:
            return {(key, period): value for period in periods}
        if math.isfinite(now) and now != 0.0:
            figures = document.results.values.of(key, document.scenario)[list(periods)]
            scaled = (figures * (value / now)).tolist()
            return {
                (key, period): None if math.isnan(each) else each
                for period, each in zip(periods, scaled, strict=True)
            }
        flow = document.plan.kpis[key].time is TimeRule.SUM
        return {(key, period): value / len(periods) if flow else value for period in periods}


def _all(plan: Plan, edits: Sequence[Edit]) -> Edited:
    """Make edits one after the other, as one."""
    after = plan
    for edit in edits:
        after, _ = edit(after)
    return edited(plan, after)


def _is_period(entry: tuple[KpiKey, Column, float | None]) -> bool:
    return entry[1].kind is ColumnKind.PERIOD

"""What the hints look at, gathered in a few walks over the plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from models.formula_parser import FormulaError, parse
from models.formula_tree import COHORT_FUNCTIONS, Call, Name, walk
from models.keys import KpiKey
from models.kpi import KpiRole
from models.places import kpi_references
from models.plan import Plan
from models.tree import Child, KpiTree, kpi_tree
from workbench.analysis.structure.kinds import Kind, kind_of
from workbench.analysis.structure.profit import movers_of_profit
from workbench.engine.values import Values

_LATER = COHORT_FUNCTIONS | {"lag"}


@dataclass(frozen=True, slots=True, eq=False)
class Survey:
    """A plan as the hints see it.

    Attributes:
        tree: the tree of its formulas.
        kinds: what each KPI is by itself.
        below: the kinds of each KPI and of everything that it is worked out from.
        named: the KPIs that something besides a formula names: a weight, measure, gate,
            modifier, pool, scenario, lever, actual, correlation or member of a split.
        paid: the KPIs that a measure of any design pays.
        profit: the KPI with the role of profit, where there is one.
    """

    plan: Plan
    tree: KpiTree
    kinds: Mapping[KpiKey, Kind]
    below: Mapping[KpiKey, Kind]
    named: frozenset[KpiKey]
    paid: frozenset[KpiKey]
    profit: KpiKey | None

    def children(self, key: KpiKey) -> tuple[Child, ...]:
        """Return what the formula of a KPI names, itself left out."""
        return self.tree.children[key]


def survey_of(plan: Plan, values: Values) -> Survey:
    """Look over a plan and what it comes to."""
    tree = kpi_tree(plan.kpis)
    read_later = frozenset(_read_later(plan))
    kinds = {
        key: kind_of(kpi) | (Kind.EARLY if key in read_later else Kind.NONE)
        for key, kpi in plan.kpis.items()
    }
    profit = next((key for key, kpi in plan.kpis.items() if kpi.role is KpiRole.PROFIT), None)
    if profit is not None:
        for key in movers_of_profit(values, profit):
            if key in kinds:
                kinds[key] |= Kind.MOVES_PROFIT
    return Survey(
        plan=plan,
        tree=tree,
        kinds=kinds,
        below=_gathered(tree, kinds),
        named=frozenset(_named(plan)),
        paid=frozenset(_paid(plan)),
        profit=profit,
    )


def _read_later(plan: Plan) -> Iterator[KpiKey]:
    """Yield the KPIs that formulas of others read for later periods: what leads them."""
    for kpi in plan.kpis.values():
        if not any(function in kpi.formula for function in _LATER):
            continue
        try:
            node = parse(kpi.formula)
        except FormulaError:
            continue
        for call in walk(node):
            if isinstance(call, Call) and call.function in _LATER:
                for part in walk(call.arguments[0]):
                    if isinstance(part, Name) and part.key != kpi.key:
                        yield KpiKey(part.key)


def _named(plan: Plan) -> Iterator[KpiKey]:
    yield from (key for key, _ in kpi_references(plan))
    yield from (kpi.origin for kpi in plan.kpis.values() if kpi.origin is not None)
    yield from plan.actuals
    for each in plan.correlations:
        yield from (each.one, each.other)


def _paid(plan: Plan) -> Iterator[KpiKey]:
    for design in plan.designs.values():
        for scorecard in design.scorecards.values():
            for measure in scorecard.measures:
                if measure.kpi is not None:
                    yield measure.kpi


def _gathered(tree: KpiTree, kinds: Mapping[KpiKey, Kind]) -> Mapping[KpiKey, Kind]:
    """Return the kinds of each KPI and all below it, each KPI being walked once.

    What turns in a circle, through ``prev`` or in a file that is wrong, is read as far as it
    was known when the circle closed.
    """
    below = dict(kinds)
    seen: set[KpiKey] = set()
    for start in tree.preorder():
        if start in seen:
            continue
        seen.add(start)
        path = [(start, iter(tree.children[start]))]
        while path:
            key, ahead = path[-1]
            child = next(ahead, None)
            if child is None:
                path.pop()
                if path:
                    below[path[-1][0]] |= below[key]
            elif child.known and child.key not in seen:
                seen.add(child.key)
                path.append((child.key, iter(tree.children[child.key])))
            elif child.known:
                below[key] |= below[child.key]
    return below

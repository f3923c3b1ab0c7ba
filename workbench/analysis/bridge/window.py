"""Two groups of periods as two states of one plan that lasts as long as a group."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import final

import numpy as np

from models.calendar import Group
from models.formula_parser import FormulaError, parse
from models.formula_tree import Arithmetic, Call, Name, Node, Number
from models.keys import KpiKey, ScenarioKey
from models.kpi import Kpi
from models.plan import Plan
from models.table import Table
from workbench.analysis.bridge.formula_text import formula_text
from workbench.analysis.bridge.rewriting import rewritten
from workbench.analysis.bridge.stand_ins import StandIns, behind, new_key
from workbench.analysis.bridge.track import Owner, Player, PlayerKind
from workbench.engine.arrays import Floats
from workbench.engine.evaluate import evaluate_plan
from workbench.engine.values import Values


def window_of(
    values: Values, key: KpiKey, start: Group, end: Group, scenario: ScenarioKey
) -> StandIns:
    """Return two groups of the same length as two states.

    What formulas read from before a group becomes drivers, which are called carried in.

    Args:
        values: the plan worked out.
        key: the KPI.
        start: the group that is state A.
        end: the group that is state B.
        scenario: in which both are.
    """
    plan = values.plan
    window = _Window(plan, len(start.periods))
    kept = behind(plan, key)
    kpis: list[Kpi] = [window.within(plan.kpis[each]) for each in kept]
    # What is carried in is worked out where it is: in the whole plan.
    whole = evaluate_plan(
        replace(plan, kpis=Table((*plan.kpis.values(), *window.probes))), (scenario,)
    )
    states: list[dict[KpiKey, Floats]] = []
    for group in (start, end):
        first, last = group.periods[0], group.periods[-1] + 1
        state = {
            each: whole.of(each, scenario)[first:last] for each in kept if plan.kpis[each].is_driver
        }
        starts = {0, *plan.calendar.fiscal_year_starts()}
        for carried in window.carried:
            figures = whole.of(carried.probe, scenario)
            state[carried.key] = carried.taken(figures, first, last, starts=first in starts)
        states.append(state)
    kpis.extend(Kpi(carried.key, carried.source) for carried in window.carried)
    calendar = replace(
        plan.calendar,
        first_month=plan.calendar.period_start(start.periods[0]),
        count=len(start.periods),
    )
    made = replace(plan, calendar=calendar, kpis=Table((*kpis, *window.parts)))
    owners = {
        carried.key: Owner(Player(PlayerKind.CARRIED_IN, carried.source), carried.source)
        for carried in window.carried
    }
    return StandIns(made, states[0], states[1], owners)


@dataclass(frozen=True, slots=True)
class _Carried:
    """A driver that holds what an operation reads from before the window.

    Attributes:
        key: the driver.
        source: the KPI that is read.
        probe: the KPI of the whole plan that says what the operation comes to.
        steps: how many periods it looks back; 0: it adds up a fiscal year.
    """

    key: KpiKey
    source: KpiKey
    probe: KpiKey
    steps: int

    def taken(self, figures: Floats, first: int, last: int, *, starts: bool) -> Floats:
        """Return its figures in a window of the plan.

        Args:
            figures: shape (periods of the plan,), what the operation comes to.
            first: the first period of the window.
            last: the period after its last.
            starts: whether a fiscal year begins with the window.
        """
        found = np.zeros(last - first)
        if not self.steps:
            if not starts:
                found[:] = figures[first - 1]
        else:
            count = min(self.steps, last - first)
            found[:count] = figures[first : first + count]
        return found


@final
class _Window:
    """The formulas of a plan as they are within a window.

    Attributes:
        carried: the drivers for what is read from before.
        probes: KPIs of the whole plan that say what they hold.
        parts: KPIs of the window for parts of formulas.
    """

    def __init__(self, plan: Plan, count: int) -> None:
        self.carried: list[_Carried] = []
        self.probes: list[Kpi] = []
        self.parts: list[Kpi] = []
        self._count = count
        self._taken: set[str] = set(plan.kpis)

    def within(self, kpi: Kpi) -> Kpi:
        """Return a KPI as it is within the window."""
        if kpi.is_driver:
            return kpi
        try:
            node = parse(kpi.formula)
        except FormulaError:
            return kpi
        other = self._inside(node, kpi)
        return kpi if other == node else replace(kpi, formula=formula_text(other))

    def _inside(self, node: Node, kpi: Kpi) -> Node:
        def instead(part: Node) -> Node | None:
            match part:
                case Call("prev", (earlier, _)):
                    return Call(
                        "prev", (self._inside(earlier, kpi), self._carry(part, earlier, kpi, 1))
                    )
                case Call("lag", (earlier, Number(steps))):
                    carried = self._carry(part, earlier, kpi, int(steps))
                    return self._later(self._inside(earlier, kpi), int(steps), carried, kpi)
                case Call("cumulative", (each,)):
                    carried = self._carry(part, each, kpi, 0)
                    return Arithmetic("+", Call("cumulative", (self._inside(each, kpi),)), carried)
                case Call("spread", (cohort, *weights)):
                    return self._spread(cohort, weights, kpi)
                case _:
                    return None

        return rewritten(node, instead)

    def _spread(self, cohort: Node, weights: list[Node], kpi: Kpi) -> Node:
        terms: list[Node] = []
        for age, weight in enumerate(weights):
            own: Node = Arithmetic("*", self._inside(cohort, kpi), self._inside(weight, kpi))
            if age:
                alone = Call("spread", (cohort, *[Number(0.0)] * age, weight))
                carried = self._carry(alone, cohort, kpi, age)
                own = self._later(own, age, carried, kpi)
            terms.append(own)
        return Call("sum", tuple(self._part(term, kpi) for term in terms))

    def _later(self, node: Node, steps: int, carried: Name, kpi: Kpi) -> Node:
        """Return ``node`` of so many periods before, plus what is carried in."""
        if steps >= self._count:
            return carried
        earlier: Node = self._part(node, kpi)
        for number in range(steps):
            earlier = Call("prev", (earlier, Number(0.0)))
            if number % 10 == 9:
                earlier = self._part(earlier, kpi)
        return Arithmetic("+", earlier, carried)

    def _part(self, node: Node, kpi: Kpi) -> Node:
        """Return a KPI for a part of a formula, so that no formula grows too long."""
        if isinstance(node, Name | Number):
            return node
        key = self._free(f"{kpi.key}__part")
        self.parts.append(Kpi(key, kpi.name, formula=formula_text(node)))
        return Name(key)

    def _carry(self, call: Node, source: Node, kpi: Kpi, steps: int) -> Name:
        """Return the driver for what ``call`` reads from before the window."""
        key = self._free(f"{kpi.key}__carried")
        probe = self._free(f"{kpi.key}__probe")
        self.probes.append(Kpi(probe, kpi.name, formula=formula_text(call)))
        read = KpiKey(source.key) if isinstance(source, Name) else kpi.key
        self.carried.append(_Carried(key, read, probe, steps))
        return Name(key)

    def _free(self, wanted: str) -> KpiKey:
        key = new_key(wanted, self._taken)
        self._taken.add(key)
        return key

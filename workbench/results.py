"""Everything that is worked out from a plan at once: its figures and its payouts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from models.changes import Changes
from models.keys import DesignKey, KpiKey, ScenarioKey
from models.kpi import KpiRole
from models.plan import Plan
from workbench.engine.evaluate import evaluate_plan, follow
from workbench.engine.values import Values
from workbench.pay.payouts import Payouts, pay
from workbench.pay.program import PayProgram, prepare


@dataclass(frozen=True, slots=True, eq=False)
class Results:
    """What a plan comes to.

    Attributes:
        values: every KPI under the base and every scenario.
        payouts: of the current design over the year of the report, by scenario.
        program: who is paid, and by which steps.
        roles: the first KPI of each role, in the order of the plan.
    """

    plan: Plan
    values: Values
    payouts: Mapping[ScenarioKey, Payouts]
    program: PayProgram
    roles: Mapping[KpiRole, KpiKey]
    _others: dict[DesignKey, Results] = field(default_factory=dict["DesignKey", "Results"])
    _before: Mapping[DesignKey, Results] = field(default_factory=dict["DesignKey", "Results"])

    def under(self, design: DesignKey | None) -> Results:
        """Return what the plan would come to were ``design`` the one that is paid.

        It is worked out once, from the same figures of the KPIs; None, and what the plan does
        not have, is the design that is paid.
        """
        plan = self.plan
        if design is None or design == plan.current_design or design not in plan.designs:
            return self
        found = self._others.get(design)
        if found is None:
            other = replace(plan, current_design=design)
            found = _paid(other, self.values, self._before.get(design), self.roles)
            self._others[design] = found
        return found

    def remembered(self) -> Mapping[DesignKey, Results]:
        """Return what other designs came to, so that their walks are shared after an edit."""
        known = {**self._before, **self._others}
        # Without what was remembered in its turn, or every plan there was would be kept.
        return {key: replace(each, _others={}, _before={}) for key, each in known.items()}


def results_of(plan: Plan) -> Results:
    """Work a plan out."""
    return _paid(plan, evaluate_plan(plan), None, _roles(plan))


def follow_results(results: Results, plan: Plan, changes: Changes) -> Results:
    """Return what ``plan`` comes to, sharing with ``results`` what an edit left as it was.

    Args:
        results: of the plan before.
        plan: the plan now.
        changes: what differs between the two.
    """
    before = results.plan.kpis
    same = not changes.structure and all(
        plan.kpis[key].role is before[key].role for key in changes.kpis
    )
    roles = results.roles if same else _roles(plan)
    return _paid(plan, follow(results.values, plan, changes), results, roles)


def _roles(plan: Plan) -> Mapping[KpiRole, KpiKey]:
    found: dict[KpiRole, KpiKey] = {}
    for kpi in plan.kpis.values():
        if kpi.role is not None:
            found.setdefault(kpi.role, kpi.key)
    return MappingProxyType(found)


def _paid(
    plan: Plan, values: Values, earlier: Results | None, roles: Mapping[KpiRole, KpiKey]
) -> Results:
    program = prepare(plan, earlier=None if earlier is None else earlier.program)
    before = MappingProxyType[ScenarioKey, Payouts]({}) if earlier is None else earlier.payouts
    payouts = {
        scenario: pay(program, values, scenario, earlier=before.get(scenario))
        for scenario in values.scenarios
    }
    return Results(
        plan,
        values,
        MappingProxyType(payouts),
        program,
        roles,
        _before={} if earlier is None else earlier.remembered(),
    )

"""Writes a figure over a group as one more formula, where grouping is by formulas itself."""

from __future__ import annotations

from dataclasses import replace

from models.calendar import Group
from models.formula_parser import FormulaError, parse
from models.formula_tree import Arithmetic, Call, Name, Node, Number
from models.keys import KpiKey
from models.kpi import Kpi, TimeRule
from models.plan import Plan
from models.table import Table
from workbench.analysis.bridge.faults import BridgeError, BridgeFault
from workbench.analysis.bridge.formula_text import formula_text
from workbench.analysis.bridge.rewriting import rewritten
from workbench.analysis.bridge.stand_ins import behind, new_key


def flattened(plan: Plan, key: KpiKey, group: Group) -> tuple[Plan, KpiKey, Group]:
    """Return a plan in which the figure of ``key`` over ``group`` is that of one period.

    Choices and conditions that are made on figures of the group are then found on the way
    like those of periods.

    Raises:
        BridgeError: the formula cannot be worked out over several periods.
    """
    made = _Flattening(plan, group)
    name = made.over(key)
    kept = [plan.kpis[each] for each in behind(plan, key)]
    flat = replace(plan, kpis=Table((*kept, *made.kpis.values())))
    last = replace(group, periods=group.periods[-1:])
    return flat, name, last


class _Flattening:
    """The KPIs that stand for figures over a group, made as they are asked for."""

    def __init__(self, plan: Plan, group: Group) -> None:
        self.kpis: dict[KpiKey, Kpi] = {}
        self._plan = plan
        self._group = group
        self._names: dict[KpiKey, KpiKey] = {}

    def over(self, key: KpiKey) -> KpiKey:
        """Return the KPI that is ``key`` over the group, in its last period."""
        if key in self._names:
            return self._names[key]
        kpi = self._plan.kpis.get(key)
        if kpi is None:
            return key
        name = self._names[key] = self._free(f"{key}_group")
        if kpi.time is TimeRule.FORMULA:
            text = formula_text(self._by_formula(kpi))
        else:
            text = self._by_rule(kpi)
        # Time runs from one period to the next: only the last one counts.
        self.kpis[name] = Kpi(name, kpi.name, kpi.unit, formula=text)
        return name

    def _free(self, wanted: str) -> KpiKey:
        return new_key(wanted, (*self._plan.kpis, *self.kpis, *self._names.values()))

    def _by_rule(self, kpi: Kpi) -> str:
        match kpi.time:
            case TimeRule.LAST:
                return kpi.key
            case TimeRule.SUM:
                return self._sum(kpi.key)
            case TimeRule.MEAN:
                return f"({self._sum(kpi.key)}) / {len(self._group.periods)}"
            case _:
                by = kpi.weight_by or ""
                product = self._free(f"{kpi.key}_weighed")
                self.kpis[product] = Kpi(product, kpi.name, formula=f"{kpi.key} * {by}")
                return f"({self._sum(product)}) / ({self._sum(by)})"

    def _sum(self, key: str) -> str:
        count = len(self._group.periods)
        running = self._free(f"{key}_sum")
        earlier = "".join(f" + lag({key}, {steps})" for steps in range(1, count))
        self.kpis[running] = Kpi(running, key, formula=f"{key}{earlier}")
        return running

    def _by_formula(self, kpi: Kpi) -> Node:
        try:
            node = parse(kpi.formula)
        except FormulaError:
            return Name(kpi.key)
        steps = len(self._group.periods) - 1

        def of_group(part: Node) -> Node | None:
            match part:
                case Name(key):
                    return Name(self.over(KpiKey(key)))
                case Call("prev", _):
                    inner = self._free(f"{kpi.key}_before")
                    self.kpis[inner] = Kpi(inner, kpi.name, formula=formula_text(part))
                    return Call("lag", (Name(inner), Number(steps))) if steps else Name(inner)
                case Call("spread", (cohort, weight)):
                    of_both = (rewritten(cohort, of_group), rewritten(weight, of_group))
                    return Arithmetic("*", *of_both)
                case Call("lag" | "cumulative" | "spread", _):
                    raise BridgeError(BridgeFault.TIME_RULE, {"kpi": kpi.key})
                case _:
                    return None

        return rewritten(node, of_group)

"""Where the leads of a plan are: every ``spread`` of a KPI, with the weights of each cohort."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from models.keys import KpiKey, ScenarioKey
from models.plan import Plan
from workbench.engine.arrays import Floats, Rows
from workbench.engine.operations import Instruction, Op, Operand, Snippet, lower
from workbench.engine.values import Values

_FUNCTION: Final = "spread"


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """Leads, and by which weights they convert.

    Attributes:
        leads: the KPI whose figures are the cohorts.
        readers: the KPIs whose formulas spread it by these weights.
        partly: those of them that do more with what converts than say it.
        births: shape (cohorts,): the period of each cohort, oldest first; before the plan it
            is negative: -1 is the period just before.
        sizes: shape (cohorts,): leads; NaN is no value.
        weights: shape (ages, cohorts): the share of each cohort that converts at each age;
            NaN is no value.
    """

    leads: KpiKey
    readers: tuple[KpiKey, ...]
    partly: tuple[KpiKey, ...]
    births: Rows
    sizes: Floats
    weights: Floats

    @property
    def last(self) -> int:
        """The age at which a cohort is through."""
        return len(self.weights) - 1


def sources(plan: Plan, values: Values, scenario: ScenarioKey) -> tuple[Source, ...]:
    """Return the leads of a plan, in the order of its KPIs.

    Leads that several formulas spread by the same weights are one source.

    Args:
        plan: the plan.
        values: what it comes to.
        scenario: under which; must be one of those of ``values``.

    Raises:
        ValueError: there is no such scenario.
    """
    reader = _Reader(plan, values, values.scenarios.index(scenario))
    found: list[Source] = []
    for key, kpi in plan.kpis.items():
        snippet = lower(kpi.formula) if _FUNCTION in kpi.formula else None
        if snippet is None:
            continue
        for place, instruction in enumerate(snippet):
            if instruction.op is Op.SPREAD:
                whole = place == len(snippet) - 1
                source = reader.source(key, snippet, instruction, whole=whole)
                if source is not None:
                    _join(found, source)
    return tuple(found)


def _join(found: list[Source], source: Source) -> None:
    for place, other in enumerate(found):
        same = other.leads == source.leads and np.array_equal(
            other.weights, source.weights, equal_nan=True
        )
        if same:
            found[place] = Source(
                other.leads,
                tuple(dict.fromkeys((*other.readers, *source.readers))),
                tuple(dict.fromkeys((*other.partly, *source.partly))),
                other.births,
                other.sizes,
                other.weights,
            )
            return
    found.append(source)


@dataclass(frozen=True, slots=True, eq=False)
class _Reader:
    """Reads figures of one scenario."""

    plan: Plan
    values: Values
    scenario: int

    def source(
        self, key: KpiKey, snippet: Snippet, spread: Instruction, *, whole: bool
    ) -> Source | None:
        """Return the leads of a spread in the formula of ``key``; None where they are no KPI."""
        parts = [snippet[each] for each in spread.operands if isinstance(each, int)]
        first = parts[0]
        cohort = first.operands[0]
        if not isinstance(cohort, str) or cohort not in self.plan.kpis:
            return None
        leads = KpiKey(cohort)
        # At age 0 a weight stands behind its cohort, later behind what is carried.
        weights = [part.operands[1] for part in parts]
        last = len(parts) - 1
        # Of what came before the plan, what still converts in its first period.
        back = min(last, len(self.plan.kpis[leads].history))
        births = np.arange(-back, self.values.program.calendar.count)
        sizes = self._with_history(leads, self._figures(key, cohort), back)
        known = (births >= 0) | ~np.isnan(sizes)
        shares = np.array([self._weights(key, each, back) for each in weights])
        partly = () if whole else (key,)
        return Source(leads, (key,), partly, births[known], sizes[known], shares[:, known])

    def _weights(self, key: KpiKey, weight: Operand, back: int) -> Floats:
        """Return one weight for every cohort.

        As :func:`workbench.engine.running.early_cohort` has it: a cohort from before the plan
        has the weight's own history, else the weight of the first period.
        """
        figures = self._figures(key, weight)
        own = self._with_history(weight if isinstance(weight, str) else "", figures, back)
        missing = np.isnan(own)
        missing[back:] = False
        own[missing] = figures[0] if len(figures) else np.nan
        return own

    def _with_history(self, name: str, figures: Floats, back: int) -> Floats:
        """Return figures with those of ``back`` periods before; NaN where nobody gave one."""
        kpi = self.plan.kpis.get(KpiKey(name))
        past = () if kpi is None else kpi.history
        before = np.full(back, np.nan)
        for place in range(1, min(back, len(past)) + 1):
            figure = past[-place]
            before[-place] = np.nan if figure is None else figure
        return np.concatenate((before, figures))

    def _figures(self, key: KpiKey, operand: Operand) -> Floats:
        """Return what a formula of ``key`` reads, shape (periods,); NaN for an unknown name."""
        program = self.values.program
        periods = program.calendar.count
        if isinstance(operand, int):
            row = program.operation_row(program.number(key), operand)
        elif isinstance(operand, float):
            return np.full(periods, operand)
        elif operand in program:
            row = program.row(KpiKey(operand))
        else:
            return np.full(periods, np.nan)
        found: Floats = self.values.row(row)[self.scenario]
        return found

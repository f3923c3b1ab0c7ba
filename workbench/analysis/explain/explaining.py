"""Explains the figure of a KPI: over a group of periods, or of one of them."""

from __future__ import annotations

import math
from dataclasses import replace

from models.calendar import Group
from models.formula import references
from models.keys import KpiKey, ScenarioKey
from models.kpi import Kpi, TimeRule
from models.plan import Plan
from models.rollup import RollupKind, recognise
from workbench.analysis.combining import figures_combine
from workbench.analysis.explain.drivers import driver_line, origin, provenance
from workbench.analysis.explain.formulas import GroupFrame, PeriodFrame, operation
from workbench.analysis.explain.lines import (
    Explanation,
    How,
    KpiSubject,
    Line,
    Name,
    Thing,
    When,
)
from workbench.analysis.explain.reading import NONE, Reader
from workbench.analysis.reasons import Reason, why_not, why_not_in_period
from workbench.engine.operations import lower
from workbench.engine.values import Values

_RULES = {
    TimeRule.SUM: How.SUM_OF_PERIODS,
    TimeRule.LAST: How.LAST_PERIOD,
    TimeRule.MEAN: How.MEAN_OF_PERIODS,
    TimeRule.WEIGHTED: How.WEIGHTED_MEAN,
}
_LEAVES = frozenset({How.KPI, How.LITERAL, How.GIVEN, How.NO_VALUE})
_EXACT = 1e-9


def explain_kpi(
    plan: Plan, values: Values, key: KpiKey, scenario: ScenarioKey, when: When
) -> Explanation:
    """Explain a figure of a KPI.

    Args:
        plan: the plan.
        values: its results.
        key: the KPI; one that the plan does not have has no value, and the reason says so.
        scenario: whose figure.
        when: the group of periods, or the index of the one period, that it is of.

    Raises:
        ValueError: there is no such scenario.
    """
    reader = Reader(plan, values, scenario)
    kpi = plan.kpis.get(key)
    if kpi is None or key not in values.program:
        line = Line(How.NO_VALUE, *NONE, when, name=Name(Thing.KPI, key))
        return Explanation(KpiSubject(key, when), scenario, line, reason=_reason(reader, key, when))
    when = _plainest(kpi, when)
    periods = when.periods if isinstance(when, Group) else (when,)
    other_ways: tuple[Line, ...] = ()
    beside: tuple[Line, ...] = ()
    if not isinstance(when, Group):
        line = _in_period(reader, kpi, when)
    elif kpi.time is TimeRule.FORMULA or not periods:
        line = _by_formula(reader, kpi, when)
    else:
        line = _by_periods(reader, kpi, when)
        if _combines(plan, kpi):
            combined = _by_formula(reader, kpi, when)
            if _is_exact(combined, line):
                combined = replace(combined, figure=line.figure, base=line.base)
                line, other_ways = combined, (line,)
        # The last period alone is shown with its formula.
        if kpi.formula and not other_ways and line.how is not How.LAST_PERIOD:
            beside = _beside(reader, kpi, when)
    return Explanation(
        KpiSubject(key, when),
        scenario,
        line,
        other_ways=other_ways,
        beside=beside,
        periods=len(periods),
        formula=kpi.formula,
        provenance=provenance(reader, kpi, periods),
        reason=_reason(reader, key, when) if math.isnan(line.figure) else None,
    )


def _plainest(kpi: Kpi, when: When) -> When:
    """Return a group of one period as that period, where the time rule makes no difference."""
    alike = kpi.time in {TimeRule.SUM, TimeRule.LAST, TimeRule.MEAN}
    if isinstance(when, Group) and len(when.periods) == 1 and alike:
        return when.periods[0]
    return when


def _own(reader: Reader, kpi: Kpi, when: When, line: Line) -> Line:
    """Return the line of a formula as that of its KPI."""
    figure, base = reader.figures(kpi, when)
    name = Name(Thing.KPI, kpi.key)
    own = Line(How.SAME, figure, base, when, (line,), name=name, unit=kpi.unit)
    if line.how in _LEAVES or line.when != when:
        return own
    return replace(line, figure=figure, base=base, name=name, unit=kpi.unit)


def _nothing(kpi: Kpi, when: When) -> Line:
    return Line(How.NO_VALUE, *NONE, when, name=Name(Thing.KPI, kpi.key), unit=kpi.unit)


def _in_period(reader: Reader, kpi: Kpi, period: int) -> Line:
    """Return the figure of a KPI in one period, with its formula or where it was typed."""
    if not 0 <= period < reader.values.program.calendar.count:
        return _nothing(kpi, period)
    if not kpi.formula:
        return driver_line(reader, kpi, period)
    snippet = lower(kpi.formula)
    if snippet is None or kpi.key in reader.values.program.cyclic:
        return _nothing(kpi, period)
    frame = PeriodFrame(reader, kpi.key, snippet, period)
    return _own(reader, kpi, period, operation(frame, len(snippet) - 1))


def _by_formula(reader: Reader, kpi: Kpi, group: Group) -> Line:
    """Return the figure over a group, worked out on the figures of its operands over it."""
    snippet = lower(kpi.formula) if kpi.formula else None
    if snippet is None or kpi.key in reader.values.program.cyclic or not group.periods:
        return _nothing(kpi, group)
    frame = GroupFrame(reader, kpi.key, snippet, group)
    return _own(reader, kpi, group, operation(frame, len(snippet) - 1))


def _by_periods(reader: Reader, kpi: Kpi, group: Group) -> Line:
    """Return the figure over a group by the time rule, from the figures of its periods."""
    figure, base = reader.figures(kpi, group)
    parts = tuple(reader.kpi(kpi.key, period) for period in group.periods)
    if kpi.is_driver:
        parts = _with_origins(reader, kpi, parts, group.periods)
    if kpi.time is TimeRule.WEIGHTED:
        by = kpi.weight_by
        if by is None or by not in reader.values.program:
            return _nothing(kpi, group)
        parts = tuple(
            replace(part, weight=reader.kpi(by, period))
            for part, period in zip(parts, group.periods, strict=True)
        )
    elif kpi.time is TimeRule.LAST and not math.isnan(figure):
        parts = (_in_period(reader, kpi, group.periods[-1]),)
        parts = (replace(parts[0], subject=KpiSubject(kpi.key, group.periods[-1])),)
    name = Name(Thing.KPI, kpi.key)
    return Line(_RULES[kpi.time], figure, base, group, parts, name=name, unit=kpi.unit)


def _with_origins(
    reader: Reader, kpi: Kpi, parts: tuple[Line, ...], periods: tuple[int, ...]
) -> tuple[Line, ...]:
    """Return the figures of periods with who set each, unless it is the same for all."""
    origins = [origin(reader, kpi, period) for period in periods]
    if len(set(origins)) == 1:
        return parts
    return tuple(
        part if note is None else replace(part, notes=(note,))
        for part, note in zip(parts, origins, strict=True)
    )


def _combines(plan: Plan, kpi: Kpi) -> bool:
    """Return whether the figures of a group add up just as those of a period do."""
    rollup = recognise(kpi.formula) if kpi.formula else None
    return (
        rollup is not None
        and rollup.kind is RollupKind.SUM
        and len(rollup.terms) > 1
        and all(KpiKey(term.key) in plan.kpis for term in rollup.terms)
        and figures_combine(plan, kpi.key)
    )


def _is_exact(combined: Line, line: Line) -> bool:
    """Return whether the way over the operands leads to the same figures."""
    sizes = [abs(part.figure) for part in combined.parts if math.isfinite(part.figure)]
    return all(
        math.isnan(one) == math.isnan(other)
        and not abs(one - other) > _EXACT * max((*sizes, abs(other)), default=0.0)
        for one, other in ((sum_of(combined), line.figure),)
    )


def sum_of(line: Line) -> float:
    """Return Σ of the parts of a sum, those that are taken off with a minus."""
    return math.fsum(-part.figure if part.inverse else part.figure for part in line.parts)


def _beside(reader: Reader, kpi: Kpi, group: Group) -> tuple[Line, ...]:
    """Return what the formula names, over the group; itself is read for earlier periods."""
    named = references(kpi.formula).all
    return tuple(reader.kpi(key, group) for key in named if key != kpi.key)


def _reason(reader: Reader, key: KpiKey, when: When) -> Reason | None:
    plan, values = reader.plan, reader.values
    if isinstance(when, Group):
        return why_not(plan, values, key, reader.scenario, when)
    if not 0 <= when < values.program.calendar.count:
        return None
    return why_not_in_period(plan, values, key, reader.scenario, when)

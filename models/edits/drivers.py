"""Edits of the figures of drivers, in the base and in scenarios."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from models.changes import Edited, diff_of_rows, edited
from models.edits.lookup import check_periods, finite, finite_or_none, kpi_of, row_of
from models.keys import BASE, KpiKey, ScenarioKey
from models.kpi import Kpi
from models.plan import Plan
from models.scenario import Override
from models.tree import keep_tree

Figures = tuple[float | None, ...]


def set_value(
    plan: Plan, key: KpiKey, period: int, value: float | None, *, scenario: ScenarioKey = BASE
) -> Edited:
    """Set one figure; None takes it away (in a scenario, the base shows again).

    Raises:
        EditError: NO_SUCH_ROW, NO_SUCH_PERIOD, NOT_FINITE.
    """
    return set_values(plan, {(key, period): value}, scenario=scenario)


def set_values(
    plan: Plan,
    cells: Mapping[tuple[KpiKey, int], float | None],
    *,
    scenario: ScenarioKey = BASE,
) -> Edited:
    """Set many figures at once, as a paste does.

    Args:
        plan: the plan.
        cells: figure of each (KPI, period); None takes it away.
        scenario: whose figures; BASE sets those of the plan itself. A figure replaces a
            percentage of the base at the same place.

    Raises:
        EditError: NO_SUCH_ROW, NO_SUCH_PERIOD, NOT_FINITE.
    """
    check_periods(plan, {period for _, period in cells})
    typed: dict[KpiKey, dict[int, float | None]] = {}
    for (key, period), value in cells.items():
        typed.setdefault(key, {})[period] = finite_or_none(value)
    if scenario == BASE:
        return _base(
            plan, typed, lambda kpi: replace(kpi, values=with_figures(kpi.values, typed[kpi.key]))
        )

    def change(key: KpiKey, override: Override) -> Override:
        cleared = dict.fromkeys(typed[key])
        return Override(
            with_figures(override.values, typed[key]), with_figures(override.factors, cleared)
        )

    return _scenario(plan, scenario, typed, change)


def fill_values(
    plan: Plan,
    key: KpiKey,
    periods: Iterable[int],
    value: float | None,
    *,
    scenario: ScenarioKey = BASE,
) -> Edited:
    """Set the same figure in several periods.

    Raises:
        EditError: NO_SUCH_ROW, NO_SUCH_PERIOD, NOT_FINITE.
    """
    kpi_of(plan, key)
    return set_values(plan, {(key, period): value for period in periods}, scenario=scenario)


def scale_values(
    plan: Plan,
    key: KpiKey,
    periods: Iterable[int],
    factor: float,
    *,
    scenario: ScenarioKey = BASE,
) -> Edited:
    """Multiply figures; what is missing stays missing.

    In a scenario, a typed figure is multiplied; otherwise the multiple of the base is, so
    that it keeps following the base.

    Raises:
        EditError: NO_SUCH_ROW, NO_SUCH_PERIOD, NOT_FINITE.
    """
    listed = tuple(periods)
    times = finite(factor)
    kpi = kpi_of(plan, key)
    check_periods(plan, listed)
    if scenario == BASE:
        cells = {(key, period): _scaled(_at(kpi.values, period), times) for period in listed}
        return set_values(plan, cells)

    def change(_: KpiKey, override: Override) -> Override:
        values: dict[int, float | None] = {}
        factors: dict[int, float | None] = {}
        for period in listed:
            value = _at(override.values, period)
            if value is not None:
                values[period] = _scaled(value, times)
            else:
                already = _at(override.factors, period)
                factors[period] = _scaled(1.0 if already is None else already, times)
        return Override(
            with_figures(override.values, values), with_figures(override.factors, factors)
        )

    return _scenario(plan, scenario, (key,), change)


def follow_base(
    plan: Plan, scenario: ScenarioKey, key: KpiKey, periods: Iterable[int] | None = None
) -> Edited:
    """Take away what a scenario says of a driver, in ``periods`` or (None) everywhere.

    Works for overrides of a KPI that is no more, too.

    Raises:
        EditError: NO_SUCH_ROW for the scenario; NO_SUCH_PERIOD.
    """
    listed = None if periods is None else tuple(periods)
    check_periods(plan, listed or ())

    def change(_: KpiKey, override: Override) -> Override:
        if listed is None:
            return Override()
        cleared: dict[int, float | None] = dict.fromkeys(listed)
        return Override(
            with_figures(override.values, cleared), with_figures(override.factors, cleared)
        )

    row_of("scenarios", plan.scenarios, scenario)
    return _scenario(plan, scenario, (key,), change)


def set_factor(
    plan: Plan,
    scenario: ScenarioKey,
    key: KpiKey,
    periods: Iterable[int],
    factor: float | None,
) -> Edited:
    """Let a driver follow the base times ``factor``; None: as it is.

    Raises:
        EditError: NO_SUCH_ROW, NO_SUCH_PERIOD, NOT_FINITE.
    """
    kpi_of(plan, key)
    listed = tuple(periods)
    check_periods(plan, listed)
    times = finite_or_none(factor)

    def change(_: KpiKey, override: Override) -> Override:
        cleared: dict[int, float | None] = dict.fromkeys(listed)
        typed = dict.fromkeys(listed, times)
        return Override(
            with_figures(override.values, cleared), with_figures(override.factors, typed)
        )

    return _scenario(plan, scenario, (key,), change)


def _base(plan: Plan, keys: Iterable[KpiKey], change: Callable[[Kpi], Kpi]) -> Edited:
    kpis = plan.kpis
    listed = tuple(keys)
    for key in listed:
        kpi = kpi_of(plan, key)
        changed = change(kpi)
        if changed != kpi:
            kpis = kpis.replacing(changed)
    if kpis is plan.kpis:
        return edited(plan, plan)
    keep_tree(plan.kpis, kpis)
    after = replace(plan, kpis=kpis)
    return after, diff_of_rows(plan, after, kpis=listed)


def _scenario(
    plan: Plan,
    key: ScenarioKey,
    kpis: Iterable[KpiKey],
    change: Callable[[KpiKey, Override], Override],
) -> Edited:
    scenario = row_of("scenarios", plan.scenarios, key)
    overrides = scenario.overrides
    for kpi in kpis:
        there = overrides.get(kpi)
        if there is None:
            kpi_of(plan, kpi)
        override = change(kpi, there or Override())
        if override == (there or Override()):
            continue
        overrides = (
            overrides.delete(kpi)
            if override == Override() and there is not None
            else overrides.set(kpi, override)
        )
    if overrides is scenario.overrides:
        return edited(plan, plan)
    after = replace(
        plan, scenarios=plan.scenarios.replacing(replace(scenario, overrides=overrides))
    )
    return after, diff_of_rows(plan, after, scenarios=(key,))


def _at(figures: Figures, period: int) -> float | None:
    return figures[period] if period < len(figures) else None


def _scaled(value: float | None, factor: float) -> float | None:
    return None if value is None else finite(value * factor)


def with_figures(figures: Figures, typed: Mapping[int, float | None]) -> Figures:
    """Return ``figures`` with those of ``typed``; nothing is written after the last one."""
    if all(_at(figures, period) == value for period, value in typed.items()):
        return figures
    listed = list(figures)
    listed += [None] * (max(typed) + 1 - len(listed))
    for period, value in typed.items():
        listed[period] = value
    while listed and listed[-1] is None:
        listed.pop()
    return tuple(listed)

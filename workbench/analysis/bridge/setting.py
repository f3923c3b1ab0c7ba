"""Turns two states of a plan into two states of one program."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from models.calendar import Calendar, Group
from models.keys import BASE, KpiKey, ScenarioKey
from models.kpi import TimeRule
from models.plan import Plan
from models.scenario import Scenario
from models.table import Table
from workbench.analysis.bridge.actual_state import with_actuals
from workbench.analysis.bridge.faults import BridgeError, BridgeFault
from workbench.analysis.bridge.flattening import flattened
from workbench.analysis.bridge.question import Question, State, StateKind
from workbench.analysis.bridge.stand_ins import StandIns, given_values
from workbench.analysis.bridge.track import Track, track_between
from workbench.analysis.bridge.window import window_of
from workbench.engine.arrays import Floats
from workbench.engine.evaluate import evaluate_plan
from workbench.engine.values import Values


@dataclass(frozen=True, slots=True, eq=False)
class Setting:
    """Two states as a track, and what it was made from.

    Attributes:
        track: the two states of one program.
        values: of that program, state A.
        scenario: which one of ``values`` A is.
        without_actuals: drivers that keep the figures of the plan.
        end_calendar: when state B plays.
    """

    track: Track
    values: Values
    scenario: ScenarioKey
    without_actuals: tuple[KpiKey, ...]
    end_calendar: Calendar


def setting_of(values: Values, question: Question) -> Setting:
    """Return the track between two states of a plan.

    Args:
        values: the plan worked out, under the base and every scenario.
        question: which KPI, and which states.

    Raises:
        BridgeError: the states cannot be compared, or the plan lacks one.
    """
    key, scenario = question.kpi, question.scenario
    start, end = question.start, question.end
    kinds = {start.kind, end.kind}
    if StateKind.GROUP in kinds:
        if start.group is None or end.group is None:
            raise BridgeError(BridgeFault.NOT_COMPARABLE)
        return _between_groups(values, key, start.group, end.group, scenario)
    group = question.group or values.plan.calendar.report_group()
    if group is None:
        raise BridgeError(BridgeFault.NO_YEAR)
    if StateKind.ACTUALS in kinds:
        planned = _planned(start, end) or scenario
        backwards = start.kind is StateKind.ACTUALS
        return _with_actuals(values, key, group, planned, backwards=backwards)
    return _between_scenarios(
        values, key, group, start.scenario or scenario, end.scenario or scenario
    )


def plan_at_end(setting: Setting) -> Plan:
    """Return a plan whose base is state B."""
    track, plan = setting.track, setting.values.plan
    figures = {
        key: setting.values.of(key, setting.scenario) for key in setting.values.program.drivers
    }
    figures.update(zip(track.focus.drivers, track.given[:, 1], strict=True))
    kpis = [
        replace(kpi, values=given_values(figures[key])) if key in figures else kpi
        for key, kpi in plan.kpis.items()
    ]
    return replace(
        plan,
        kpis=Table(kpis),
        scenarios=Table[ScenarioKey, Scenario](),
        calendar=setting.end_calendar,
    )


def _between_scenarios(
    values: Values, key: KpiKey, group: Group, start: ScenarioKey, end: ScenarioKey
) -> Setting:
    places = [values.scenarios.index(each) for each in (start, end)]
    drivers = values.program.drivers
    rows = values.rows(np.arange(len(drivers), dtype=np.intp))
    one, other = rows[:, places[0]], rows[:, places[1]]
    same = (one == other) | (np.isnan(one) & np.isnan(other))
    changed = np.flatnonzero(~same.all(axis=1)).tolist()
    after = {drivers[row]: other[row] for row in changed}
    plan = values.plan
    if plan.kpis[key].time is TimeRule.FORMULA:
        plan, key, group = flattened(plan, key, group)
        values = evaluate_plan(plan, (start,))
    track = track_between(values, start, (key, group), after, {})
    return Setting(track, values, start, (), plan.calendar)


def _planned(start: State, end: State) -> ScenarioKey | None:
    """Return the scenario that actuals are compared with, where one is named."""
    if start.kind is end.kind:
        raise BridgeError(BridgeFault.BOTH_ALIKE)
    return (end if start.kind is StateKind.ACTUALS else start).scenario


def _with_actuals(
    values: Values, key: KpiKey, group: Group, planned: ScenarioKey, *, backwards: bool
) -> Setting:
    made, without = with_actuals(values, key, planned)
    if backwards:
        made = made.exchanged()
    return _of_stand_ins(made, key, group, without, made.plan.calendar)


def _between_groups(
    values: Values, key: KpiKey, start: Group, end: Group, scenario: ScenarioKey
) -> Setting:
    if start.span is not end.span or len(start.periods) != len(end.periods):
        raise BridgeError(BridgeFault.DIFFERENT_SPANS)
    made = window_of(values, key, start, end, scenario)
    count = len(start.periods)
    group = replace(start, periods=tuple(range(count)))
    calendar = values.plan.calendar
    later = replace(made.plan.calendar, first_month=calendar.period_start(end.periods[0]))
    return _of_stand_ins(made, key, group, (), later)


def _of_stand_ins(
    made: StandIns, key: KpiKey, group: Group, without: tuple[KpiKey, ...], later: Calendar
) -> Setting:
    plan = made.plan
    if plan.kpis[key].time is TimeRule.FORMULA:
        plan, key, group = flattened(plan, key, group)
    first: dict[KpiKey, Floats] = dict(made.before)
    kpis = [
        replace(kpi, values=given_values(first[each])) if each in first else kpi
        for each, kpi in plan.kpis.items()
    ]
    plan = replace(plan, kpis=Table(kpis), scenarios=Table[ScenarioKey, Scenario]())
    base = evaluate_plan(plan, (BASE,))
    after = {
        each: figures
        for each, figures in made.after.items()
        if not np.array_equal(first[each], figures, equal_nan=True)
    }
    track = track_between(base, BASE, (key, group), after, made.owners)
    return Setting(track, base, BASE, without, later)

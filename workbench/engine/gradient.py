"""The reverse gradient: how much each figure of each driver moves one KPI over a group."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from models.calendar import Group
from models.keys import KpiKey, ScenarioKey
from models.kpi import Kpi, TimeRule
from workbench.engine.adjoints import slopes, times
from workbench.engine.arrays import Floats, Rows
from workbench.engine.evaluate import year_starts
from workbench.engine.grouped_formula import demanded, grouped, grouped_slopes
from workbench.engine.operations import TIME_OPS, Op, lower
from workbench.engine.running import early_cohort, past
from workbench.engine.tape import Part, Slice
from workbench.engine.values import Values


@dataclass(frozen=True, slots=True, eq=False)
class Slopes:
    """The slope of a group figure in every driver that it is worked out from.

    Attributes:
        drivers: in the order of the program.
        rows: shape (drivers,): their rows of the value array.
        slopes: shape (drivers, periods), units of the KPI per unit of the driver; NaN where a
            figure it hangs on has no value.
    """

    drivers: tuple[KpiKey, ...]
    rows: Rows
    slopes: Floats

    def moved(self, values: Values, scenario: ScenarioKey) -> Floats:
        """Return, for each driver, Σ over periods of slope × figure, shape (drivers,).

        That is what the KPI would gain, to first order, were the driver twice itself. Where a
        slope is 0 the figure does not matter, even if there is none.
        """
        place = values.scenarios.index(scenario)
        figures = values.rows(self.rows)[:, place, :]
        with np.errstate(over="ignore", invalid="ignore"):
            return np.where(self.slopes == 0.0, 0.0, self.slopes * figures).sum(axis=1)


def gradient(
    values: Values, key: KpiKey, scenario: ScenarioKey, group: Group
) -> Mapping[KpiKey, Floats]:
    """Return the slope of a KPI's figure over ``group`` in each driver it is worked out from.

    Args:
        values: what was worked out.
        key: the KPI.
        scenario: where the slope is taken.
        group: the periods its figure is for.

    Returns:
        By driver: shape (periods,), as :class:`Slopes`. Empty where there is no such KPI.

    Raises:
        KeyError: there is no such scenario.
    """
    found = driver_slopes(values, key, scenario, group)
    return dict(zip(found.drivers, found.slopes, strict=True))


def driver_slopes(values: Values, key: KpiKey, scenario: ScenarioKey, group: Group) -> Slopes:
    """Return the slope of a KPI's figure over ``group`` in every driver, as arrays.

    One backward pass, through every function, stocks and lags included.

    Args:
        values: what was worked out.
        key: the KPI.
        scenario: where the slopes are taken.
        group: the periods its figure is for.

    Raises:
        KeyError: there is no such scenario.
    """
    program = values.program
    seeds = _Seeds(values, scenario, group)
    seeds.add(key)
    if not seeds.rows:
        return Slopes((), np.empty(0, dtype=np.intp), np.empty((0, program.calendar.count)))
    part = program.upstream(frozenset(seeds.rows))
    rows = np.concatenate((part.outside, part.inside))
    place = values.scenarios.index(scenario)
    figures = np.ascontiguousarray(values.rows(rows)[:, place : place + 1, :])
    slope = np.zeros((len(rows), program.calendar.count))
    for row, seed in seeds.rows.items():
        slope[part.place(np.array([row]))[0]] += seed
    with np.errstate(all="ignore"):
        _walk_back(part, figures, slope, values)
    # Drivers are the first rows of all, and what is given comes first in a part.
    found = int(np.searchsorted(part.outside, len(program.drivers)))
    rows: Rows = part.outside[:found]
    listed: list[int] = rows.tolist()
    drivers = tuple([program.drivers[row] for row in listed])
    return Slopes(drivers, rows, slope[:found])


class _Seeds:
    """Where the backward pass starts: slopes in rows of the value array."""

    def __init__(self, values: Values, scenario: ScenarioKey, group: Group) -> None:
        self.rows: dict[int, Floats] = {}
        self._values = values
        self._scenario = scenario
        self._place = values.scenarios.index(scenario)
        self._group = group

    def add(self, key: KpiKey) -> None:
        """Add the slope of the group figure of ``key``, by its time rule."""
        slope: dict[KpiKey, float] = {key: 1.0}
        for at in self._grouped_from(key):
            kpi = self._values.plan.kpis[at]
            own = slope.get(at, 0.0)
            if kpi.time is TimeRule.FORMULA:
                for operand, part in self._add_formula(kpi, own).items():
                    slope[operand] = slope.get(operand, 0.0) + part
            else:
                self._add_periods(kpi, own)

    def _grouped_from(self, key: KpiKey) -> list[KpiKey]:
        """Return the KPIs that ``key`` is grouped from, each before what it is grouped from."""
        kpis = self._values.plan.kpis
        order: list[KpiKey] = []
        entered: set[KpiKey] = set()
        waiting = [(key, False)]
        while waiting:
            at, left = waiting.pop()
            if left:
                order.append(at)
            elif at not in entered and at in kpis and at in self._values.program:
                entered.add(at)
                waiting.append((at, True))
                if kpis[at].time is TimeRule.FORMULA:
                    waiting.extend((KpiKey(each), False) for each in demanded(kpis[at].formula))
        order.reverse()
        return order if self._group.periods else []

    def _add_periods(self, kpi: Kpi, slope: float) -> None:
        periods = list(self._group.periods)
        seed = np.zeros(self._values.program.calendar.count)
        match kpi.time:
            case TimeRule.SUM:
                seed[periods] = slope
            case TimeRule.MEAN:
                seed[periods] = slope / len(periods)
            case TimeRule.LAST:
                seed[periods[-1]] = slope
            case _:
                self._add_weighted(kpi, slope)
                return
        self._put(self._values.program.row(kpi.key), seed)

    def _add_weighted(self, kpi: Kpi, slope: float) -> None:
        """Add Σ x·w ÷ Σ w: it moves with x, and with w where x is off the mean."""
        by = kpi.weight_by
        if by is None or by not in self._values.program:
            return
        periods = list(self._group.periods)
        weights = self._values.of(by, self._scenario)[periods]
        figures = self._values.of(kpi.key, self._scenario)[periods]
        mean = self._values.group(kpi.key, self._scenario, self._group)
        own = np.zeros(self._values.program.calendar.count)
        other = own.copy()
        with np.errstate(all="ignore"):
            own[periods] = slope * weights / weights.sum()
            other[periods] = slope * (figures - mean) / weights.sum()
        self._put(self._values.program.row(kpi.key), own)
        self._put(self._values.program.row(by), other)

    def _add_formula(self, kpi: Kpi, slope: float) -> dict[KpiKey, float]:
        """Return the slope in each KPI that a formula is grouped from; note those in prev."""
        snippet = lower(kpi.formula)
        values, group, place = self._values, self._group, self._place
        if snippet is None or kpi.key in values.program.cyclic:
            return {}

        def operand(key: str) -> Floats:
            return values.over(KpiKey(key), group)[place : place + 1]

        def before(at: int) -> Floats:
            return values.prev_before(kpi.key, at, group)[place : place + 1]

        known = grouped(snippet, operand, before, 1)
        in_kpis, in_prevs = grouped_slopes(snippet, operand, known, np.array([slope]))
        for at, part in in_prevs.items():
            seed = np.zeros(values.program.calendar.count)
            seed[group.periods[0]] = float(part[0])
            number = values.program.number(kpi.key)
            self._put(values.program.operation_row(number, at), seed)
        return {KpiKey(key): float(part[0]) for key, part in in_kpis.items()}

    def _put(self, row: int, seed: Floats) -> None:
        self.rows[row] = self.rows[row] + seed if row in self.rows else seed


def _walk_back(part: Part, figures: Floats, slope: Floats, values: Values) -> None:
    """Carry slopes from results to operands, the last operation first.

    Args:
        part: what is walked.
        figures: shape (rows of the part, 1, periods): what everything came to.
        slope: shape (rows of the part, periods): added to in place.
        values: for the history and the fiscal year.
    """
    starts = year_starts(values.program)
    periods = figures.shape[2]
    flat = figures[:, 0, :]
    for step in reversed(part.tape.steps):
        if isinstance(step, Slice):
            if step.op in TIME_OPS:
                for period in reversed(range(periods)):
                    _time_back(
                        step, figures, slope, history=values.history, starts=starts, period=period
                    )
            else:
                _own_period_back(step, flat, slope)
            continue
        for period in reversed(range(periods)):
            now = slice(period, period + 1)
            for piece in reversed(step.slices):
                if piece.op in TIME_OPS:
                    _time_back(
                        piece, figures, slope, history=values.history, starts=starts, period=period
                    )
                else:
                    _own_period_back(piece, flat[:, now], slope[:, now])


def _own_period_back(piece: Slice, figures: Floats, slope: Floats) -> None:
    own = slope[piece.start : piece.stop]
    if not own.any():
        return
    operands = [figures[rows] for rows in piece.rows]
    partials = slopes(piece.op, figures[piece.start : piece.stop], operands)
    for rows, partial in zip(piece.rows, partials, strict=True):
        if partial is not None:
            # Several results may read the same row.
            np.add.at(slope, rows, times(own, partial))


def _time_back(
    piece: Slice,
    figures: Floats,
    slope: Floats,
    *,
    history: Floats,
    starts: frozenset[int],
    period: int,
) -> None:
    """Carry the slope of one period of an operation that reads other periods."""
    own = slope[piece.start : piece.stop, period]
    rows = piece.rows[0]
    match piece.op:
        case Op.PREV if period == 0:
            np.add.at(slope[:, 0], piece.rows[1], own)
        case Op.PREV:
            np.add.at(slope[:, period - 1], rows, own)
        case Op.CUMULATIVE:
            np.add.at(slope[:, period], rows, own)
            if period not in starts:
                slope[piece.start : piece.stop, period - 1] += own
        case Op.CARRIED if period < piece.parameter:
            _, cohort = early_cohort(piece, figures, history, period)
            typed = ~np.isnan(past(history, piece, 1, period))
            # A cohort from before the plan hangs on the first period's weight, unless the
            # weight has a history of its own.
            part = np.where(typed | np.isnan(cohort), 0.0, times(own, cohort))
            np.add.at(slope[:, 0], piece.rows[1], part)
        case _:
            if period >= piece.parameter:
                np.add.at(slope[:, period - piece.parameter], rows, own)

"""Where the figures of a driver come from: typed, set by a scenario, or following the base."""

from __future__ import annotations

import math
from collections import Counter

from models.keys import BASE
from models.kpi import Kpi, Unit, UnitKind
from models.plan import Plan
from models.scenario import Override
from workbench.analysis.explain.lines import (
    How,
    LeverMove,
    Line,
    Name,
    Note,
    Provenance,
    Term,
    Thing,
)
from workbench.analysis.explain.reading import Reader


def driver_line(reader: Reader, kpi: Kpi, period: int) -> Line:
    """Return the figure of a driver in a period, and how the scenario made it."""
    figure, base = reader.figures(kpi, period)
    note = origin(reader, kpi, period)
    name = Name(Thing.KPI, kpi.key)
    notes = () if note is None else (note,)
    line = Line(How.GIVEN, figure, base, period, name=name, unit=kpi.unit, notes=notes)
    factor = _said(_override(reader, kpi).factors, period)
    if note is not Note.FOLLOWING or factor is None:
        return line
    own = Name(Thing.TERM, Term.FIGURE_OF_BASE)
    typed = Line(How.GIVEN, base, base, period, name=own, unit=kpi.unit, notes=(Note.TYPED,))
    part = Name(Thing.TERM, Term.PART_OF_BASE)
    times = Line(How.GIVEN, factor, 1.0, period, name=part, unit=Unit(UnitKind.SHARE))
    return Line(
        How.MULTIPLY, figure, base, period, (typed, times), name=name, unit=kpi.unit, notes=notes
    )


def origin(reader: Reader, kpi: Kpi, period: int) -> Note | None:
    """Return what a driver's figure in a period is; None where there is none."""
    override = _override(reader, kpi)
    if _said(override.values, period) is not None:
        return Note.OVERRIDDEN
    if _said(kpi.values, period) is None:
        return None
    return Note.TYPED if _said(override.factors, period) is None else Note.FOLLOWING


def provenance(reader: Reader, kpi: Kpi, periods: tuple[int, ...]) -> Provenance:
    """Return where the figures of a KPI come from, over ``periods``."""
    plan = reader.plan
    actual = plan.actuals.get(kpi.key)
    actuals = () if actual is None else actual.values
    known = [_said(actuals, period) for period in periods]
    origins: Counter[Note | None] = Counter()
    factors: set[float | None] = set()
    if kpi.is_driver:
        override = _override(reader, kpi)
        origins.update(origin(reader, kpi, period) for period in periods)
        factors = {
            _said(override.factors, period)
            for period in periods
            if origin(reader, kpi, period) is Note.FOLLOWING
        }
    return Provenance(
        typed=origins[Note.TYPED],
        overridden=origins[Note.OVERRIDDEN],
        following=origins[Note.FOLLOWING],
        missing=origins[None],
        factor=factors.pop() if len(factors) == 1 else None,
        levers=_levers(plan, kpi) if kpi.is_driver else (),
        actuals=sum(each is not None for each in known),
        actual=known[0] if len(known) == 1 else None,
        actual_source="" if actual is None else actual.source,
        source=kpi.source,
        note=kpi.note,
    )


def _levers(plan: Plan, kpi: Kpi) -> tuple[LeverMove, ...]:
    return tuple(
        LeverMove(key, lever.factors[kpi.key], lever.start)
        for key, lever in plan.levers.items()
        if kpi.key in lever.factors
    )


def _override(reader: Reader, kpi: Kpi) -> Override:
    if reader.scenario == BASE:
        return Override()
    return reader.plan.scenarios[reader.scenario].overrides.get(kpi.key, Override())


def _said(figures: tuple[float | None, ...], period: int) -> float | None:
    """Return the figure of a period; None where none is given, or it is none."""
    figure = figures[period] if period < len(figures) else None
    return figure if figure is not None and math.isfinite(figure) else None

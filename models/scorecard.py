"""Scorecards: which results a position is paid for, and how."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final

from models.calendar import Span
from models.keys import (
    CurveKey,
    DesignKey,
    KpiKey,
    MeasureKey,
    ObjectiveKey,
    PersonKey,
    PositionKey,
)
from models.table import Table


class CurveKind(StrEnum):
    """How a payout curve is read between its points."""

    INTERPOLATED = "interpolated"
    STEP = "step"
    TIERS = "tiers"


class CurveBasis(StrEnum):
    """What the results of a curve's points are."""

    VALUE = "value"
    TARGET = "target"


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """A point of a payout curve.

    Attributes:
        at: the result, in the unit of the measure, or as a fraction of its target (0.8), by
            the basis of the curve. Of a tier: the attainment, result ÷ target, from which
            it counts.
        pay: the payout, 1.0 being 100 %. Of a tier: the rate.
        retroactive: of a tier: its rate holds for the whole attainment below it too.
    """

    at: float
    pay: float
    retroactive: bool = False


@dataclass(frozen=True, slots=True)
class Curve:
    """Result → payout.

    Interpolated: straight between points, nothing before the first, flat after the last
    unless ``last_slope`` is given; two points may share a result, and the later pays there.
    Step: the payout of the last point reached. Tiers: each slice of attainment at its rate,
    ``first_rate`` below the first point.

    Attributes:
        points: in the order of their results, rising, or falling where lower is better (a
            result then "reaches" a point by being ≤). On the basis of the target they are
            written as attainments, always rising, and mirrored where lower is better.
        last_slope: payout per unit of ``at`` after the last point, where uncapped; negative
            where points fall and results beyond the last one pay more.
        first_rate: of tiers: the rate below the first point.
    """

    kind: CurveKind = CurveKind.INTERPOLATED
    basis: CurveBasis = CurveBasis.TARGET
    points: tuple[CurvePoint, ...] = ()
    last_slope: float | None = None
    first_rate: float = 1.0


DEFAULT_CURVE: Final = Curve(
    points=(CurvePoint(0.8, 0.5), CurvePoint(1.0, 1.0), CurvePoint(1.2, 2.0))
)
"""80 % of target pays 50 %, 100 % pays 100 %, 120 % and above pay 200 %."""


@dataclass(frozen=True, slots=True)
class NamedCurve:
    """A payout curve of the plan's library.

    Measures hold curves of their own; choosing one of the library copies it.

    Attributes:
        note: when to use it.
    """

    key: CurveKey
    name: str
    curve: Curve = DEFAULT_CURVE
    note: str = ""


@dataclass(frozen=True, slots=True)
class Matrix:
    """Two results → payout, step on both axes.

    Attributes:
        kpi: the second result; the measure's own is the first.
        rows: results of the measure from which each row counts, ascending (descending where
            lower is better).
        columns: results of ``kpi`` from which each column counts, likewise.
        pay: payout of each row, of each column; below the first row or column nothing.
    """

    kpi: KpiKey
    rows: tuple[float, ...]
    columns: tuple[float, ...]
    pay: tuple[tuple[float, ...], ...]


class GateSide(StrEnum):
    """On which side of its value a gate is open."""

    AT_LEAST = ">="
    AT_MOST = "<="


@dataclass(frozen=True, slots=True)
class Gate:
    """A condition without which only a part is paid.

    Attributes:
        kpi: the KPI that is read, over the group of ``span``.
        span: the group it is read over. Where the payout spans several such groups, the
            condition must hold in each.
        part: the part paid where it does not hold.
    """

    kpi: KpiKey
    side: GateSide
    value: float
    span: Span = Span.YEAR
    part: float = 0.0


@dataclass(frozen=True, slots=True)
class Measure:
    """One line of a scorecard: a KPI or an objective, exactly one of the two.

    Attributes:
        weight: 0 to 1; the weights of a scorecard sum to 1. Unused in a product form.
        targets: the stored target of each payout group of the fiscal year, in the unit of
            the KPI: one for ``every`` year, four for ``every`` quarter. Turning a driver
            never moves them. None: no target was set.
        curve: result → payout; None: the default curve for a KPI, and for an objective
            its rating as it stands (1.0 pays 100 %).
        matrix: pays by two results instead of by the curve.
        every: the group its result is read over. The payouts of shorter groups count by
            their mean.
        cap: most that the measure pays, 1.0 being 100 %.
        gates: conditions of this measure; several multiply.
        locked: whether spreading and suggesting leave its weight as it is.
    """

    key: MeasureKey
    kpi: KpiKey | None = None
    objective: ObjectiveKey | None = None
    weight: float = 0.0
    targets: tuple[float | None, ...] = ()
    curve: Curve | None = None
    matrix: Matrix | None = None
    every: Span = Span.YEAR
    cap: float | None = None
    gates: tuple[Gate, ...] = ()
    locked: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a scorecard, with gates of its own."""

    name: str = ""
    measures: tuple[Measure, ...] = ()
    gates: tuple[Gate, ...] = ()


@dataclass(frozen=True, slots=True)
class Modifier:
    """A factor on the whole payout: from a KPI through a curve, or typed.

    Attributes:
        key: its name in :attr:`models.organisation.Person.modifiers`.
        kpi: the KPI that ``curve`` reads over the payout group, on the basis of values (or
            of ``target`` where the curve is in % of target). None: typed per person.
        curve: result → factor.
        target: what the curve's percentages refer to.
        least: the smallest factor a typed one may be.
        most: the largest.
    """

    key: str
    name: str
    kpi: KpiKey | None = None
    curve: Curve | None = None
    target: float | None = None
    least: float = 0.0
    most: float | None = None


class ScoreForm(StrEnum):
    """How payouts of measures become a score."""

    ADDITIVE = "additive"
    MULTIPLICATIVE = "multiplicative"


class CatchUp(StrEnum):
    """How an instalment looks back on those before it."""

    NONE = "none"
    """Each instalment is paid for its own periods."""
    YEAR_TO_DATE = "year_to_date"
    """Each pays what the year to date entitles to, less what was paid; never less than 0."""
    CLAWBACK = "clawback"
    """Likewise, and what was paid too much is taken back."""


@dataclass(frozen=True, slots=True)
class MeasureException:
    """What is different for one person in one measure.

    Attributes:
        weight: instead of that of the measure; None: as there. 0 takes it out. Unused in a
            product form.
        targets: instead of those of the measure; empty: as there.
    """

    measure: MeasureKey
    weight: float | None = None
    targets: tuple[float | None, ...] = ()


@dataclass(frozen=True, slots=True)
class CardException:
    """What is different for one holder of a position.

    Attributes:
        reason: why, in words that the person may read.
    """

    person: PersonKey
    measures: tuple[MeasureException, ...] = ()
    reason: str = ""

    @property
    def key(self) -> PersonKey:
        """An exception is named by its person."""
        return self.person

    def of(self, measure: MeasureKey) -> MeasureException | None:
        """Return what is different in one measure; None where nothing is."""
        return next((each for each in self.measures if each.measure == measure), None)


@dataclass(frozen=True, slots=True)
class Scorecard:
    """What a position is paid for, under one design.

    Attributes:
        cap_rate: most that is paid, of the target bonus (after modifiers and gates).
        cap_amount: most that is paid, in money, for a full year at full time.
        frequency: how often is paid; each instalment is for the groups of this span. A measure
            that is read over a longer time is paid when that time ends, by an instalment of
            that length; a product cannot be torn apart so.
        catch_up: how an instalment looks back on those before it of its length.
        exceptions: what is different for single people.
    """

    position: PositionKey
    sections: tuple[Section, ...] = ()
    form: ScoreForm = ScoreForm.ADDITIVE
    gates: tuple[Gate, ...] = ()
    modifiers: tuple[Modifier, ...] = ()
    cap_rate: float | None = None
    cap_amount: float | None = None
    frequency: Span = Span.YEAR
    catch_up: CatchUp = CatchUp.NONE
    exceptions: Table[PersonKey, CardException] = field(
        default_factory=Table[PersonKey, CardException]
    )

    @property
    def key(self) -> PositionKey:
        """A scorecard is named by its position."""
        return self.position

    @property
    def measures(self) -> tuple[Measure, ...]:
        """The measures of all sections, in order."""
        return tuple(measure for section in self.sections for measure in section.measures)

    def for_person(self, person: PersonKey) -> Scorecard:
        """Return the scorecard as it is for one holder, without exceptions."""
        exception = self.exceptions.get(person)
        sections = self.sections
        if exception is not None:
            sections = tuple(
                replace(
                    section,
                    measures=tuple(_excepted(measure, exception) for measure in section.measures),
                )
                for section in sections
            )
        return replace(self, sections=sections, exceptions=Table())


def _excepted(measure: Measure, exception: CardException) -> Measure:
    own = exception.of(measure.key)
    if own is None:
        return measure
    weight = measure.weight if own.weight is None else own.weight
    return replace(measure, weight=weight, targets=own.targets or measure.targets)


class PoolKind(StrEnum):
    """When the funding factor of a pool applies."""

    CAPPED = "capped"
    FIXED = "fixed"


@dataclass(frozen=True, slots=True)
class Pool:
    """Money that the payouts of some positions must fit into.

    Attributes:
        kind: capped scales down only, fixed always spends the pool.
        amount: the pool; rounded down to the currency's minor unit. Used where no ``kpi``.
        kpi: the KPI whose group value is the pool.
        positions: whose payouts it funds; empty: everybody's that no other pool funds.
    """

    kind: PoolKind = PoolKind.CAPPED
    amount: float | None = None
    kpi: KpiKey | None = None
    positions: tuple[PositionKey, ...] = ()


@dataclass(frozen=True, slots=True)
class Design:
    """A named variant of the scorecards, comparable with others for any scenario."""

    key: DesignKey
    name: str
    scorecards: Table[PositionKey, Scorecard] = field(default_factory=Table[PositionKey, Scorecard])
    pools: tuple[Pool, ...] = ()

"""From a scorecard to the one list of steps by which its holders are paid.

The list is data. The array walker of :mod:`workbench.pay.walking`, the workbook, statements
and Explain walk the same list, so order, gates and rounding are defined here and nowhere
else.
"""

from __future__ import annotations

from collections.abc import Iterable

from models.calendar import Group, Span
from models.keys import KpiKey, ObjectiveKey, PositionKey
from models.kpi import Sense, TimeRule
from models.plan import Plan
from models.scorecard import (
    DEFAULT_CURVE,
    Gate,
    Measure,
    Modifier,
    Pool,
    Scorecard,
    ScoreForm,
    Section,
)
from workbench.pay.aims import Aims, in_figures
from workbench.pay.curve_stack import CurveStack
from workbench.pay.curves import compile_curve
from workbench.pay.matrices import compile_matrix
from workbench.pay.own import OwnRatings, OwnTargets
from workbench.pay.reasons import NoPayoutCode
from workbench.pay.rounding import minor_digits
from workbench.pay.schedule import Term, groups_within
from workbench.pay.step_kinds import (
    BonusAtTarget,
    CurvePayout,
    GatePart,
    KpiResult,
    MatrixPayout,
    Mean,
    MoneyCap,
    NoValue,
    PartOfYear,
    PoolFactor,
    Product,
    ProRata,
    RateCap,
    Rating,
    Register,
    RoundedMoney,
    Stage,
    Step,
    Sum,
    TypedModifier,
    WeightedSum,
    operands,
    personal,
    personal_steps,
)

__all__ = [
    "BonusAtTarget",
    "CurvePayout",
    "GatePart",
    "KpiResult",
    "MatrixPayout",
    "Mean",
    "MoneyCap",
    "NoValue",
    "PartOfYear",
    "PoolFactor",
    "ProRata",
    "Product",
    "RateCap",
    "Rating",
    "Register",
    "RoundedMoney",
    "Stage",
    "Step",
    "Sum",
    "TypedModifier",
    "WeightedSum",
    "compile_term",
    "operands",
    "personal",
    "personal_steps",
    "pool_of",
]


def compile_term(plan: Plan, pool: int | None, term: Term) -> tuple[Step, ...]:
    """Return the steps by which the holders of a position are paid one instalment.

    Args:
        plan: with the KPIs and objectives that are read.
        pool: index of the pool that funds the position; None where there is none.
        term: the instalment.
    """
    compiler = _Compiler(plan, term)
    compiler.compile(term.card, pool)
    return tuple(compiler.steps)


def pool_of(pools: tuple[Pool, ...], position: PositionKey) -> int | None:
    """Return the index of the pool that funds a position: the first that names it.

    Where none does: the first that names nobody, and so funds everybody else.
    """
    for index, pool in enumerate(pools):
        if position in pool.positions:
            return index
    return next((index for index, pool in enumerate(pools) if not pool.positions), None)


class _Compiler:
    """Writes the steps of one instalment of a scorecard, in order."""

    def __init__(self, plan: Plan, term: Term) -> None:
        self.steps: list[Step] = []
        self._plan = plan
        self._term = term
        self._group = term.read
        self._aims = Aims(plan, term)

    def compile(self, scorecard: Scorecard, pool: int | None) -> None:
        score = self._score(scorecard)
        target = self._put(BonusAtTarget(self._next(Stage.TARGET_BONUS)))
        money = self._product(Stage.EARNED, target, score)
        modifiers = [self._modifier(modifier) for modifier in scorecard.modifiers]
        money = self._product(Stage.MODIFIED, money, self._product(Stage.MODIFIERS, *modifiers))
        gates = self._gates(scorecard.gates, Stage.PLAN_GATE, self._group)
        money = self._product(Stage.AFTER_GATES, money, self._product(Stage.PLAN_GATES, *gates))
        counted = self._counted(scorecard)
        money = self._put(
            MoneyCap(
                self._next(Stage.AFTER_CAPS),
                money,
                target,
                scorecard.cap_rate,
                scorecard.cap_amount,
                counted,
            )
        )
        presence = [self._put(ProRata(self._next(Stage.PRO_RATA), self._group))]
        if self._group.months != Span.YEAR.months:
            share = self._group.months / Span.YEAR.months
            presence.append(self._put(PartOfYear(self._next(Stage.PART_OF_YEAR), share)))
        money = self._product(Stage.PRORATED, money, *presence)
        factor = self._put(PoolFactor(self._next(Stage.FUNDING), money, pool))
        money = self._product(Stage.FUNDED, money, factor)
        digits = minor_digits(self._plan.currency)
        self._put(RoundedMoney(self._next(Stage.PAYOUT), money, pool, digits))

    def _next(
        self, stage: Stage, owner: str = "", number: int = 0, item: int = 0, part: int = 0
    ) -> Register:
        return Register(len(self.steps), stage, owner, number, item, part)

    def _put(self, step: Step) -> Register:
        self.steps.append(step)
        return step.out

    def _product(
        self, stage: Stage, *factors: Register, owner: str = "", number: int = 0
    ) -> Register:
        return self._put(Product(self._next(stage, owner, number), factors))

    def _counted(self, scorecard: Scorecard) -> Register | None:
        """Write the part of the weights that is paid here; None: all, or no cap asks for it."""
        if not self._term.partial or (scorecard.cap_rate is None and scorecard.cap_amount is None):
            return None
        measures = scorecard.measures
        whole = self._product(Stage.COUNTED, owner="whole")
        weights = tuple(measure.weight for measure in measures)
        own = self._aims.own_weights(measures)
        out = self._next(Stage.COUNTED)
        return self._put(WeightedSum(out, (whole,) * len(measures), weights, own))

    def _score(self, scorecard: Scorecard) -> Register:
        sections = [
            self._section(index, section, scorecard.form)
            for index, section in enumerate(scorecard.sections)
            # A section without measures is no part of the score: its product would be 1.
            if section.measures
        ]
        refusal = self._term.refusal or (None if sections else NoPayoutCode.NO_MEASURES)
        if refusal is not None:
            out = self._next(Stage.SCORE)
            return self._put(NoValue(out, refusal, scorecard.position))
        if scorecard.form is ScoreForm.MULTIPLICATIVE:
            return self._product(Stage.SCORE, *sections)
        return self._put(Sum(self._next(Stage.SCORE), tuple(sections)))

    def _section(self, index: int, section: Section, form: ScoreForm) -> Register:
        owner = str(index)
        paid = tuple(self._measure(measure) for measure in section.measures)
        if form is ScoreForm.MULTIPLICATIVE:
            total = self._product(Stage.SECTION_SUM, *paid, owner=owner)
        else:
            weights = tuple(measure.weight for measure in section.measures)
            out, own = (
                self._next(Stage.SECTION_SUM, owner),
                self._aims.own_weights(section.measures),
            )
            total = self._put(WeightedSum(out, paid, weights, own))
        gates = self._gates(section.gates, Stage.SECTION_GATE, self._group, owner)
        return self._product(Stage.SECTION, total, *gates, owner=owner)

    def _measure(self, measure: Measure) -> Register:
        """Write the steps of a measure: per group of its own, then their mean."""
        if (measure.kpi is None) == (measure.objective is None):
            out = self._next(Stage.MEASURE, measure.key)
            return self._put(NoValue(out, NoPayoutCode.NOT_ONE_SUBJECT, measure.key))
        # A rating is given once, for the whole of the payout; so is what is read to date.
        once = measure.kpi is None or self._term.to_date
        groups = (self._group,) if once else self._within(measure.every, self._group)
        if not groups:
            out = self._next(Stage.MEASURE, measure.key)
            return self._put(NoValue(out, NoPayoutCode.NO_SUCH_GROUP, measure.key))
        paid: list[Register] = []
        for group in groups:
            number = group.number if len(groups) > 1 else 0
            payout = self._by_curve(measure, group, number)
            if measure.cap is not None:
                out = self._next(Stage.CAPPED, measure.key, number)
                payout = self._put(RateCap(out, payout, measure.cap))
            gates = self._gates(measure.gates, Stage.MEASURE_GATE, group, measure.key, number)
            if len(groups) == 1:
                return self._product(Stage.MEASURE, payout, *gates, owner=measure.key)
            paid.append(
                self._product(Stage.GATED, payout, *gates, owner=measure.key, number=number)
            )
        return self._put(Mean(self._next(Stage.MEASURE, measure.key), tuple(paid)))

    def _by_curve(self, measure: Measure, group: Group, number: int) -> Register:
        target = self._aims.target(measure, measure.targets, group)
        curve = measure.curve
        sense = Sense.HIGHER
        own = self._aims.own_targets(measure, group)
        if measure.objective is not None:
            result = self._rating(measure.objective, target or 0.0, measure.key, own)
        else:
            kpi = measure.kpi or KpiKey("")
            curve = curve or DEFAULT_CURVE
            figures = measure.matrix is not None or in_figures(curve)
            parts = self._aims.parts(kpi, group, measure.every) if figures else 1
            out = self._next(Stage.RESULT, measure.key, number)
            result = self._result(out, kpi, group, parts)
            sense = self._sense(kpi)
        if measure.matrix is not None:
            matrix = measure.matrix
            out = self._next(Stage.COLUMN_RESULT, measure.key, number)
            parts = self._aims.parts(matrix.kpi, group, measure.every)
            column = self._result(out, matrix.kpi, group, parts)
            compiled_matrix = compile_matrix(matrix, sense, self._sense(matrix.kpi))
            out = self._next(Stage.BY_CURVE, measure.key, number)
            return self._put(MatrixPayout(out, result, column, matrix, compiled_matrix))
        if curve is None:
            return self._product(Stage.BY_CURVE, result, owner=measure.key)
        compiled = compile_curve(curve, target, sense)
        stack = None
        if own is not None:
            stack = OwnTargets(self._aims.few, own, CurveStack(curve, own, sense))
        out = self._next(Stage.BY_CURVE, measure.key, number)
        return self._put(CurvePayout(out, result, curve, target, sense, compiled, stack))

    def _rating(
        self,
        objective: ObjectiveKey,
        unrated: float,
        owner: str,
        own: tuple[float | None, ...] | None,
    ) -> Register:
        out = self._next(Stage.RESULT, owner)
        if objective not in self._plan.objectives:
            return self._put(NoValue(out, NoPayoutCode.UNKNOWN_OBJECTIVE, objective))
        ratings = None
        if own is not None:
            ratings = OwnRatings(self._aims.few, tuple(each or 0.0 for each in own))
        return self._put(Rating(out, objective, unrated, ratings))

    def _result(self, out: Register, kpi: KpiKey, group: Group, parts: int = 1) -> Register:
        if kpi not in self._plan.kpis:
            return self._put(NoValue(out, NoPayoutCode.UNKNOWN_KPI, kpi))
        return self._put(KpiResult(out, kpi, group, parts))

    def _sense(self, kpi: KpiKey) -> Sense:
        found = self._plan.kpis.get(kpi)
        return Sense.HIGHER if found is None else found.sense

    def _gates(
        self,
        gates: Iterable[Gate],
        stage: Stage,
        group: Group,
        owner: str = "",
        number: int = 0,
    ) -> list[Register]:
        """Write what gates leave of a payout over ``group``: one register each."""
        parts: list[Register] = []
        for item, gate in enumerate(gates):
            read = self._within(gate.span, group) or self._around(gate.span, group)
            if not read:
                out = self._next(stage, owner, number, item)
                parts.append(self._put(NoValue(out, NoPayoutCode.NO_SUCH_GROUP, gate.kpi)))
                continue
            results = tuple(
                self._result(
                    self._next(Stage.GATE_RESULT, owner, number, item, part), gate.kpi, each
                )
                for part, each in enumerate(read)
            )
            out = self._next(stage, owner, number, item)
            parts.append(self._put(GatePart(out, results, gate)))
        return parts

    def _modifier(self, modifier: Modifier) -> Register:
        out = self._next(Stage.MODIFIER, modifier.key)
        if modifier.kpi is None:
            return self._put(TypedModifier(out, modifier.key, modifier.least, modifier.most))
        if modifier.curve is None:
            return self._put(NoValue(out, NoPayoutCode.MODIFIER_WITHOUT_CURVE, modifier.key))
        # Curve and target of a modifier are meant for one instalment of the scorecard.
        parts = 1
        if self._aims.rule(modifier.kpi) is TimeRule.SUM:
            parts = max(self._group.months // self._term.span.months, 1)
        out = self._next(Stage.MODIFIER_RESULT, modifier.key)
        result = self._result(out, modifier.kpi, self._group, parts)
        sense = self._sense(modifier.kpi)
        compiled = compile_curve(modifier.curve, modifier.target, sense)
        out = self._next(Stage.MODIFIER, modifier.key)
        return self._put(CurvePayout(out, result, modifier.curve, modifier.target, sense, compiled))

    def _within(self, span: Span, group: Group) -> tuple[Group, ...]:
        """Return the groups of ``span`` that make up ``group``; none where it is longer."""
        return groups_within(self._plan.calendar, span, group)

    def _around(self, span: Span, group: Group) -> tuple[Group, ...]:
        """Return the one complete group of ``span`` that ``group`` is a part of, if any."""
        start = group.first_month.ordinal
        return tuple(
            each
            for each in self._plan.calendar.groups(span)
            if each.complete and 0 <= start - each.first_month.ordinal < span.months
        )

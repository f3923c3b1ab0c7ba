"""Problems of designs and scorecards: measures, weights, gates, modifiers and pools."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from models.calendar import Span
from models.checks.curves import curve_problems, matrix_problems
from models.checks.kpis import TOLERANCE
from models.checks.pay_times import time_problems
from models.checks.problem import Problem, ProblemCode, Severity
from models.keys import KpiKey
from models.kpi import Sense
from models.places import Place, kpi_references
from models.plan import Plan
from models.scorecard import (
    DEFAULT_CURVE,
    CardException,
    Design,
    Gate,
    Measure,
    Modifier,
    Scorecard,
    ScoreForm,
)

FEWEST: Final = 3
MOST: Final = 5
"""Measures that somebody can keep in mind."""
LIGHT: Final = 0.1
"""The weight below which a measure moves nobody."""
_OF_TARGETS: Final = frozenset(
    {ProblemCode.TARGET_MISSING, ProblemCode.TARGET_ZERO, ProblemCode.TIERS_REFUSED}
)


def design_problems(plan: Plan) -> Iterator[Problem]:
    """Yield what is wrong with the designs of a plan and the choice among them."""
    place = Place("plan", "", "current_design")
    if plan.current_design is not None and plan.current_design not in plan.designs:
        details = {"key": plan.current_design}
        yield Problem(ProblemCode.UNKNOWN_DESIGN, Severity.ERROR, place, details)
    elif plan.current_design is None and plan.designs:
        yield Problem(ProblemCode.NO_DESIGN_CHOSEN, Severity.WARNING, place)
    paid = any(design.scorecards for design in plan.designs.values())
    if paid and plan.calendar.report_group() is None:
        place = Place("plan", "", "calendar")
        yield Problem(ProblemCode.NO_COMPLETE_YEAR, Severity.ERROR, place)
    for key, place in kpi_references(plan):
        if place.table == "designs" and key not in plan.kpis:
            yield Problem(ProblemCode.UNKNOWN_KPI, Severity.ERROR, place, {"key": key})
    for design in plan.designs.values():
        for scorecard in design.scorecards.values():
            yield from _Sheet(plan, design, scorecard).problems()
        yield from _pools(plan, design)
        yield from time_problems(plan, design)


def _pools(plan: Plan, design: Design) -> Iterator[Problem]:
    for number, pool in enumerate(design.pools):
        path = f"pools/{number}"
        if pool.kpi is None and pool.amount is None:
            place = Place("designs", design.key, f"{path}/amount")
            yield Problem(ProblemCode.POOL_WITHOUT_AMOUNT, Severity.ERROR, place)
        for position in pool.positions:
            if position not in plan.positions:
                place = Place("designs", design.key, f"{path}/positions")
                details = {"key": position}
                yield Problem(ProblemCode.UNKNOWN_POSITION, Severity.ERROR, place, details)


class _Sheet:
    """One scorecard under inspection."""

    def __init__(self, plan: Plan, design: Design, scorecard: Scorecard) -> None:
        self._plan = plan
        self._design = design
        self._scorecard = scorecard
        self._path = f"scorecards/{scorecard.position}"

    def problems(self) -> Iterator[Problem]:
        scorecard = self._scorecard
        if scorecard.position not in self._plan.positions:
            details: dict[str, object] = {"key": scorecard.position}
            yield self._problem(ProblemCode.UNKNOWN_POSITION, Severity.ERROR, "", details)
        measures = scorecard.measures
        if not measures:
            yield self._problem(ProblemCode.NO_MEASURES, Severity.ERROR, "/measures")
        seen: set[str] = set()
        for measure in measures:
            if measure.key in seen:
                details = {"key": measure.key}
                at = f"/measures/{measure.key}"
                yield self._problem(ProblemCode.MEASURE_TWICE, Severity.ERROR, at, details)
            seen.add(measure.key)
            yield from self._measure(measure)
        if measures:
            yield from self._weights()
        yield from self._gates(scorecard.gates, "")
        for number, section in enumerate(scorecard.sections):
            yield from self._gates(section.gates, f"/sections/{number}")
        keys: set[str] = set()
        for modifier in scorecard.modifiers:
            if modifier.key in keys:
                details = {"key": modifier.key}
                at = f"/modifiers/{modifier.key}"
                yield self._problem(ProblemCode.MODIFIER_TWICE, Severity.ERROR, at, details)
            keys.add(modifier.key)
            yield from self._modifier(modifier)
        for exception in scorecard.exceptions.values():
            yield from self._exception(exception)

    def _place(self, rest: str) -> Place:
        return Place("designs", self._design.key, f"{self._path}{rest}")

    def _problem(
        self,
        code: ProblemCode,
        severity: Severity,
        rest: str,
        details: dict[str, object] | None = None,
    ) -> Problem:
        return Problem(code, severity, self._place(rest), details or {})

    def _weights(self) -> Iterator[Problem]:
        measures = self._scorecard.measures
        if not FEWEST <= len(measures) <= MOST:
            details: dict[str, object] = {"count": len(measures)}
            yield self._problem(ProblemCode.MEASURE_COUNT, Severity.HINT, "/measures", details)
        if self._scorecard.form is not ScoreForm.ADDITIVE:
            return
        for measure in measures:
            at = f"/measures/{measure.key}/weight"
            details = {"weight": measure.weight}
            if measure.weight < 0:
                yield self._problem(ProblemCode.WEIGHT_NEGATIVE, Severity.ERROR, at, details)
            elif measure.weight < LIGHT - TOLERANCE:
                yield self._problem(ProblemCode.LIGHT_WEIGHT, Severity.HINT, at, details)
        total = sum(measure.weight for measure in measures)
        if abs(total - 1.0) > TOLERANCE:
            details = {"sum": total}
            yield self._problem(ProblemCode.WEIGHTS_SUM, Severity.ERROR, "/measures", details)

    def _measure(self, measure: Measure) -> Iterator[Problem]:
        at = f"/measures/{measure.key}"
        yield from self._gates(measure.gates, at)
        if (measure.kpi is None) == (measure.objective is None):
            details: dict[str, object] = {"both": measure.kpi is not None}
            yield self._problem(ProblemCode.NOT_ONE_SUBJECT, Severity.ERROR, at, details)
            return
        if measure.objective is not None and measure.objective not in self._plan.objectives:
            details = {"key": measure.objective}
            code = ProblemCode.UNKNOWN_OBJECTIVE
            yield self._problem(code, Severity.ERROR, f"{at}/objective", details)
        yield from self._group(measure.every, f"{at}/every", measure)
        if measure.matrix is not None:
            yield from matrix_problems(measure.matrix, self._place(f"{at}/matrix"))
            return
        curve = measure.curve
        if measure.kpi is not None:
            curve = curve or DEFAULT_CURVE
        if curve is not None:
            targets, sense = self._targets(measure), self._sense(measure.kpi)
            place, target_place = self._place(f"{at}/curve"), self._place(f"{at}/targets")
            yield from curve_problems(curve, targets, sense, place, target_place)

    def _targets(self, measure: Measure) -> list[float | None]:
        """Return the target of each group; without one an objective is reached at 1."""
        if measure.kpi is None:
            first = next(iter(measure.targets), None)
            return [1.0 if first is None else first]
        groups = Span.YEAR.months // measure.every.months
        return [*measure.targets[:groups], *[None] * (groups - len(measure.targets))]

    def _exception(self, exception: CardException) -> Iterator[Problem]:
        at = f"/exceptions/{exception.person}"
        person = self._plan.people.get(exception.person)
        details: dict[str, object] = {"key": exception.person}
        if person is None:
            yield self._problem(ProblemCode.UNKNOWN_PERSON, Severity.ERROR, at, details)
        elif person.position != self._scorecard.position:
            details = {"person": exception.person}
            yield self._problem(ProblemCode.EXCEPTION_IDLE, Severity.WARNING, at, details)
        measures = {measure.key: measure for measure in reversed(self._scorecard.measures)}
        for different in exception.measures:
            measure = measures.get(different.measure)
            if measure is None:
                details = {"key": different.measure}
                yield self._problem(ProblemCode.UNKNOWN_MEASURE, Severity.ERROR, at, details)
            elif different.targets:
                yield from self._own_targets(replace(measure, targets=different.targets), at)
        if self._scorecard.form is ScoreForm.ADDITIVE:
            yield from self._own_weights(exception, at)

    def _own_targets(self, measure: Measure, at: str) -> Iterator[Problem]:
        """Yield what is wrong with the targets of one holder: the curve is told of elsewhere."""
        curve = measure.curve or (None if measure.kpi is None else DEFAULT_CURVE)
        if curve is None or measure.matrix is not None:
            return
        place = self._place(at)
        targets, sense = self._targets(measure), self._sense(measure.kpi)
        for problem in curve_problems(curve, targets, sense, place, place):
            if problem.code in _OF_TARGETS:
                yield problem

    def _own_weights(self, exception: CardException, at: str) -> Iterator[Problem]:
        if all(different.weight is None for different in exception.measures):
            return
        weights = [
            measure.weight for measure in self._scorecard.for_person(exception.person).measures
        ]
        if min(weights, default=0.0) < 0:
            details: dict[str, object] = {"weight": min(weights)}
            yield self._problem(ProblemCode.WEIGHT_NEGATIVE, Severity.ERROR, at, details)
        total = sum(weights)
        if abs(total - 1.0) > TOLERANCE:
            details = {"sum": total}
            yield self._problem(ProblemCode.EXCEPTION_WEIGHTS, Severity.ERROR, at, details)

    def _group(self, span: Span, at: str, measure: Measure | None = None) -> Iterator[Problem]:
        rated = measure is not None and measure.kpi is None
        if span.months < self._plan.calendar.period.months and not rated:
            details: dict[str, object] = {"span": span}
            yield self._problem(ProblemCode.NO_SUCH_GROUP, Severity.ERROR, at, details)

    def _gates(self, gates: tuple[Gate, ...], at: str) -> Iterator[Problem]:
        for number, gate in enumerate(gates):
            yield from self._group(gate.span, f"{at}/gates/{number}/span")

    def _modifier(self, modifier: Modifier) -> Iterator[Problem]:
        at = f"/modifiers/{modifier.key}"
        if modifier.kpi is None:
            if modifier.most is not None and modifier.least > modifier.most:
                details: dict[str, object] = {"least": modifier.least, "most": modifier.most}
                yield self._problem(ProblemCode.MODIFIER_BOUNDS, Severity.ERROR, at, details)
        elif modifier.curve is None:
            code = ProblemCode.MODIFIER_WITHOUT_CURVE
            yield self._problem(code, Severity.ERROR, f"{at}/curve")
        else:
            place, target_place = self._place(f"{at}/curve"), self._place(f"{at}/target")
            sense = self._sense(modifier.kpi)
            targets = [modifier.target]
            yield from curve_problems(modifier.curve, targets, sense, place, target_place)

    def _sense(self, key: KpiKey | None) -> Sense:
        kpi = None if key is None else self._plan.kpis.get(key)
        return Sense.HIGHER if kpi is None else kpi.sense

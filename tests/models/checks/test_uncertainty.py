"""What is wrong with uncertain drivers is found, with its place, and said in both languages."""

from __future__ import annotations

from dataclasses import replace

import pytest
from examples.shop import ARPU, CONVERSION, LEADS, PROFIT, sound_shop

from models.keys import KpiKey
from models.plan import Plan
from models.problems import Problem, ProblemCode, Severity, check
from models.uncertainty import Correlation, Distribution, DistributionFault, Shape
from workbench.language import language
from workbench.problem_words import problem_sentence

GOOD = Distribution(Shape.NORMAL, 0.9, 1.1)


def spread(plan: Plan, key: KpiKey, distribution: Distribution) -> Plan:
    kpi = replace(plan.kpis[key], distribution=distribution)
    return replace(plan, kpis=plan.kpis.replacing(kpi))


def correlated(one: str, other: str, rho: float = 0.5) -> Plan:
    plan = spread(spread(sound_shop(), LEADS, GOOD), ARPU, GOOD)
    return replace(plan, correlations=(Correlation(KpiKey(one), KpiKey(other), rho),))


def test_that_sound_spreads_are_no_problem() -> None:
    before = check(sound_shop())
    assert check(correlated(LEADS, ARPU)) == before


@pytest.mark.parametrize(
    ("plan", "code", "severity", "place", "words"),
    [
        (
            spread(sound_shop(), LEADS, Distribution(Shape.PERT, 0.9, 1.1)),
            ProblemCode.NO_SUCH_DISTRIBUTION,
            Severity.ERROR,
            ("kpis", LEADS, "distribution"),
            (
                "The distribution of “Leads” is PERT and needs a P50: type it, or choose another "
                "shape."
            ),
        ),
        (
            spread(sound_shop(), LEADS, Distribution(Shape.TRIANGULAR, 0.0, 1.0, 0.9)),
            ProblemCode.NO_SUCH_DISTRIBUTION,
            Severity.ERROR,
            ("kpis", LEADS, "distribution"),
            (
                "No triangular distribution has the percentiles of “Leads”: (P50 − P10) ÷ "
                "(P90 − P50) must be from 0.618 to 1.618. Move P50 towards the middle, or "
                "choose another shape."
            ),
        ),
        (
            spread(sound_shop(), LEADS, Distribution(Shape.UNIFORM, 0.9, 1.1, 1.05)),
            ProblemCode.NO_SUCH_DISTRIBUTION,
            Severity.ERROR,
            ("kpis", LEADS, "distribution"),
            (
                "The P50 of “Leads” does not fit a uniform distribution with this P10 and P90, "
                "where it is 1: leave it empty, or choose another shape."
            ),
        ),
        (
            spread(sound_shop(), PROFIT, GOOD),
            ProblemCode.DISTRIBUTION_IDLE,
            Severity.WARNING,
            ("kpis", PROFIT, "distribution"),
            (
                "“Profit” has a distribution and a formula, by which its spread follows from its "
                "drivers: the distribution counts for nothing. Take it out."
            ),
        ),
        (
            correlated(LEADS, "gone"),
            ProblemCode.UNKNOWN_KPI,
            Severity.ERROR,
            ("plan", "", "correlations/0"),
            "A correlation names “gone”, which is no KPI: take it out.",
        ),
        (
            correlated(LEADS, CONVERSION),
            ProblemCode.CORRELATION_IDLE,
            Severity.WARNING,
            ("plan", "", "correlations/0"),
            (
                "The correlation of “Leads” and “Conversion of leads” counts for nothing, for "
                "“Conversion of leads” is not uncertain: give it a distribution, or take the "
                "correlation out."
            ),
        ),
        (
            correlated(LEADS, ARPU, -1.01),
            ProblemCode.RHO_OUT_OF_RANGE,
            Severity.ERROR,
            ("plan", "", "correlations/0"),
            "The rank correlation of “Leads” and “ARPU” must be from −1 to 1: type another.",
        ),
        (
            correlated(LEADS, LEADS),
            ProblemCode.CORRELATED_WITH_ITSELF,
            Severity.ERROR,
            ("plan", "", "correlations/0"),
            "“Leads” is correlated with itself, which says nothing: take that out.",
        ),
    ],
)
def test_that_a_problem_is_found_where_it_is(
    plan: Plan,
    code: ProblemCode,
    severity: Severity,
    place: tuple[str, str, str],
    words: str,
) -> None:
    known = check(sound_shop())
    found = [problem for problem in check(plan) if problem not in known]
    assert [(each.code, each.severity) for each in found] == [(code, severity)]
    problem: Problem = found[0]
    assert (problem.place.table, problem.place.key, problem.place.field) == place
    assert problem_sentence(problem, plan, language("en")) == words
    assert problem_sentence(problem, plan, language("fr")) != words


def test_that_every_fault_of_a_distribution_has_a_sentence() -> None:
    plan = spread(sound_shop(), LEADS, Distribution(Shape.LOGNORMAL, -1.0, 1.0))
    problem = next(each for each in check(plan) if each.code is ProblemCode.NO_SUCH_DISTRIBUTION)
    for fault in DistributionFault:
        told = replace(problem, details={"fault": fault})
        assert "“Leads”" in problem_sentence(told, plan, language("en"))
        assert "{" not in problem_sentence(told, plan, language("fr"))

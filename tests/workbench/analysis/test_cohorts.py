"""Weights fitted from cohorts: a published triangle, a naive loop, and what is missing."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.analysis.cohorts import CohortRow, fit
from workbench.analysis.lead_faults import LeadError, LeadFault

CASES = Path(__file__).parents[2] / "cases"
cells = st.one_of(st.none(), st.integers(0, 60).map(float))


def test_that_a_published_triangle_comes_to_its_printed_figures() -> None:
    told = json.loads((CASES / "E_lag_development_triangle.json").read_text(encoding="utf-8"))
    given_rows = told["inputs"]["triangle"]
    expected = told["expected"]
    found = fit([CohortRow(name, None, tuple(row)) for name, row in given_rows.items()])
    assert list(found.factors) == pytest.approx(expected["factors"], abs=0.0005)
    assert found.factors[1] == pytest.approx(expected["factor_2_3"], abs=0.0005)
    ultimate = {each.name: each.ultimate for each in found.cohorts}
    for name, figure in expected["ultimate"].items():
        assert ultimate[name] == pytest.approx(figure, abs=0.001)
    assert math.isnan(found.rate)
    # The printed pair, and what is to come of a printed ultimate.
    one, other = map(float, told["inputs"]["pair"])
    reported, last = float(told["inputs"]["reported"]), float(told["inputs"]["ultimate"])
    pair = fit([CohortRow("pair", None, (one, other))])
    assert pair.factors[0] == pytest.approx(expected["factor_pair"], abs=0.0005)
    whole = fit([CohortRow("old", None, (reported, last)), CohortRow("new", None, (reported,))])
    assert whole.cohorts[1].to_come == pytest.approx(expected["to_come"], abs=0.5)


def naive_factor(rows: list[list[float | None]], age: int) -> float:
    above = below = 0.0
    for row in rows:
        one = row[age] if age < len(row) else None
        other = row[age + 1] if age + 1 < len(row) else None
        if one is not None and other is not None:
            below += one
            above += other
    return above / below if below else math.nan


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(cells, st.lists(cells, max_size=5)), min_size=1, max_size=6))
def test_that_factors_and_ultimates_are_those_of_a_loop(
    drawn: list[tuple[float | None, list[float | None]]],
) -> None:
    rows = [CohortRow(str(at), leads, tuple(row)) for at, (leads, row) in enumerate(drawn)]
    known = [[age for age, x in enumerate(row) if x is not None] for _, row in drawn]
    if not any(known):
        with pytest.raises(LeadError) as caught:
            fit(rows)
        assert caught.value.fault is LeadFault.NO_AGES
        return
    found = fit(rows)
    ages = max(each[-1] for each in known if each) + 1
    factors = [naive_factor([row for _, row in drawn], age) for age in range(ages - 1)]
    assert list(found.factors) == pytest.approx(factors, nan_ok=True)
    for (leads, row), reached, cohort in zip(drawn, known, found.cohorts, strict=True):
        if not reached:
            assert math.isnan(cohort.ultimate)
            continue
        ultimate = row[reached[-1]]
        assert ultimate is not None
        for factor in factors[reached[-1] :]:
            ultimate *= factor
        assert cohort.ultimate == pytest.approx(ultimate, nan_ok=True)
        assert cohort.to_come == pytest.approx(ultimate - row[reached[-1]], nan_ok=True)
        assert math.isnan(cohort.leads) == (leads is None)
    if not any(map(math.isnan, found.weights)):
        assert math.fsum(found.weights) == pytest.approx(found.rate)


def test_that_weights_of_complete_cohorts_come_back() -> None:
    weights = (0.0, 0.0, 0.25, 0.1, 0.05)
    sizes = (100.0, 200.0, 80.0, 40.0, 60.0, 20.0)
    rows = []
    for born, size in enumerate(sizes):
        to_date = [size * sum(weights[: age + 1]) for age in range(5)]
        # Younger cohorts are not known to the end; one figure was never counted.
        seen: list[float | None] = [*to_date[: 7 - born]]
        if born == 1:
            seen[2] = None
        rows.append(CohortRow(str(born), size, tuple(seen)))
    found = fit(rows)
    # Nobody converts at first: no factor, and yet a weight of 0.
    assert math.isnan(found.factors[0])
    assert list(found.weights) == pytest.approx(weights)
    assert found.rate == pytest.approx(0.4)
    assert math.isnan(found.cohorts[-1].ultimate) == (len(rows[-1].converted) < 3)


def test_that_falling_conversions_are_flagged() -> None:
    found = fit([CohortRow("a", 10.0, (3.0, None, 2.0)), CohortRow("b", 10.0, (3.0, 3.0, 4.0))])
    assert [each.falls for each in found.cohorts] == [True, False]


def test_that_there_is_nothing_to_fit_without_cohorts() -> None:
    with pytest.raises(LeadError) as caught:
        fit([])
    assert caught.value.fault is LeadFault.NO_COHORTS

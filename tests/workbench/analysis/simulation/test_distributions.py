"""Distributions against their closed moments, their own percentiles, and published cases."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from models.uncertainty import Distribution, DistributionFault, Shape, distribution_fault
from workbench.analysis.simulation.distributions import (
    Lognormal,
    Pert,
    Triangular,
    fitted,
    pert_mean,
    pert_rule_of_thumb,
    scores,
    stacked,
)

MIDPOINTS = (np.arange(2**16) + 0.5) / 2**16

GIVEN = (
    Distribution(Shape.TRIANGULAR, 0.8, 1.3, 1.0),
    Distribution(Shape.TRIANGULAR, -5.0, 5.0, 0.0),
    Distribution(Shape.PERT, 0.8, 1.4, 1.0),
    Distribution(Shape.PERT, 10.0, 30.0, 23.0),
    Distribution(Shape.NORMAL, 0.9, 1.1),
    Distribution(Shape.NORMAL, -2.0, 4.0, 1.04),
    Distribution(Shape.UNIFORM, 0.9, 1.1, 1.0),
    Distribution(Shape.LOGNORMAL, 0.8, 1.25),
)


@pytest.mark.parametrize("given", GIVEN, ids=lambda each: f"{each.shape}-{each.p10}")
def test_that_the_percentiles_that_were_given_come_back(given: Distribution) -> None:
    found = fitted(given).of_parts(np.array([0.1, 0.5, 0.9]))
    width = given.p90 - given.p10
    assert found[0] == pytest.approx(given.p10, abs=1e-8 * width)
    assert found[2] == pytest.approx(given.p90, abs=1e-8 * width)
    if given.p50 is not None and given.shape in {Shape.TRIANGULAR, Shape.PERT}:
        assert found[1] == pytest.approx(given.p50, abs=1e-8 * width)


@pytest.mark.parametrize("given", GIVEN, ids=lambda each: f"{each.shape}-{each.p10}")
def test_that_parts_and_normal_scores_draw_the_same(given: Distribution) -> None:
    u = np.linspace(0.001, 0.999, 501)
    family = fitted(given)
    assert family.of_parts(u) == pytest.approx(family.of_scores(scores(u)), rel=1e-9, abs=1e-9)


def test_that_a_family_drawn_together_draws_what_each_draws_alone() -> None:
    u = np.random.default_rng(1).random((2, 300))
    for pair in (GIVEN[0:2], GIVEN[2:4], GIVEN[4:6]):
        families = [fitted(each) for each in pair]
        together = stacked(families).of_parts(u)
        for row, family in enumerate(families):
            assert np.array_equal(together[row], family.of_parts(u[row]))


@pytest.mark.parametrize(
    ("ends", "mean", "sd"),
    [
        # Hubbard, How to Measure Anything; Rocscience: left and right triangles.
        ((0.0, 0.0, 3.0), 1.0, 0.7071067811865476),
        ((0.0, 3.0, 3.0), 2.0, 0.7071067811865476),
        ((2.0, 5.0, 11.0), 6.0, 1.8708286933869707),
    ],
)
def test_that_triangles_have_the_published_moments(
    ends: tuple[float, float, float], mean: float, sd: float
) -> None:
    triangle = Triangular(*ends)
    assert triangle.mean == pytest.approx(mean, abs=1e-12)
    assert triangle.sd == pytest.approx(sd, abs=1e-12)
    drawn = triangle.of_parts(MIDPOINTS)
    assert drawn.mean() == pytest.approx(mean, abs=1e-6)
    assert drawn.std() == pytest.approx(sd, abs=1e-5)
    assert ends[0] <= drawn.min() <= drawn.max() <= ends[2]


def test_that_the_rule_of_thumb_gives_the_published_project() -> None:
    # Schematex: spec, build 5/8/14, test, deploy; 17.83 days with a deviation of 1.69.
    assert pert_mean(5.0, 8.0, 14.0) == pytest.approx(8.5)
    assert pert_rule_of_thumb(5.0, 14.0) == pytest.approx(1.5)
    deviations = (0.5, pert_rule_of_thumb(5.0, 14.0), 0.5, 0.33)
    assert math.hypot(*deviations) == pytest.approx(1.69, abs=0.011)
    assert 3.17 + pert_mean(5.0, 8.0, 14.0) + 4.17 + 2.0 == pytest.approx(17.83, abs=0.011)


@pytest.mark.parametrize("mode", [0.0, 0.1, 0.37, 0.5, 0.9, 1.0])
def test_that_pert_is_the_beta_that_scipy_has(mode: float) -> None:
    u = np.concatenate((MIDPOINTS[::37], [2.0**-32, 1e-7, 1 - 1e-7, 1 - 2.0**-32]))
    expected = stats.beta.ppf(u, 1 + 4 * mode, 5 - 4 * mode)
    found = Pert.between(0.0, mode, 1.0).of_parts(u)
    assert np.abs(found - expected).max() < 1e-9
    drawn = Pert.between(5.0, 5.0 + 9.0 * mode, 14.0).of_parts(MIDPOINTS)
    assert drawn.mean() == pytest.approx(pert_mean(5.0, 5.0 + 9.0 * mode, 14.0), abs=1e-4)


def test_that_a_lognormal_has_the_moments_of_its_variable() -> None:
    family = Lognormal.of_moments(120.0, 30.0)
    assert (family.mean, family.sd) == (pytest.approx(120.0), pytest.approx(30.0))
    drawn = family.of_parts(MIDPOINTS)
    assert drawn.mean() == pytest.approx(120.0, rel=1e-4)
    assert drawn.std() == pytest.approx(30.0, rel=2e-3)
    with pytest.raises(ValueError, match="mean above 0"):
        Lognormal.of_moments(0.0, 1.0)


def test_that_normal_and_uniform_have_their_moments() -> None:
    normal = fitted(Distribution(Shape.NORMAL, 0.9, 1.1)).of_parts(MIDPOINTS)
    assert normal.std() == pytest.approx(0.1 / stats.norm.ppf(0.9), rel=1e-3)
    uniform = fitted(Distribution(Shape.UNIFORM, 0.9, 1.1)).of_parts(MIDPOINTS)
    assert uniform.std() == pytest.approx(0.25 / math.sqrt(12.0), rel=1e-6)


def test_that_no_spread_is_always_the_same_figure() -> None:
    for shape in Shape:
        family = fitted(Distribution(shape, 2.0, 2.0, 2.0))
        assert family.of_parts(np.array([0.01, 0.5, 0.99])) == pytest.approx([2.0] * 3, rel=1e-15)


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        (Distribution(Shape.NORMAL, 1.1, 0.9), DistributionFault.BACKWARDS),
        (Distribution(Shape.NORMAL, math.nan, 0.9), DistributionFault.NOT_FINITE),
        (Distribution(Shape.PERT, 0.9, 1.1), DistributionFault.MIDDLE_MISSING),
        # 0.618 to 1.618 of a triangle, 0.453 to 2.206 of a PERT.
        (Distribution(Shape.TRIANGULAR, 0.0, 1.617, 0.617), DistributionFault.TOO_SKEWED),
        (Distribution(Shape.TRIANGULAR, 0.0, 1.6185, 0.6185), None),
        (Distribution(Shape.TRIANGULAR, 0.0, 2.619, 1.619), DistributionFault.TOO_SKEWED),
        (Distribution(Shape.PERT, 0.0, 1.452, 0.452), DistributionFault.TOO_SKEWED),
        (Distribution(Shape.PERT, 0.0, 1.4535, 0.4535), None),
        (Distribution(Shape.PERT, 0.0, 3.207, 2.207), DistributionFault.TOO_SKEWED),
        (Distribution(Shape.PERT, 0.0, 1.0, 0.0), DistributionFault.TOO_SKEWED),
        (Distribution(Shape.NORMAL, 0.9, 1.1, 1.0099), None),
        (Distribution(Shape.NORMAL, 0.9, 1.1, 1.011), DistributionFault.MIDDLE_OFF),
        (Distribution(Shape.LOGNORMAL, 0.5, 2.0, 1.0), None),
        (Distribution(Shape.LOGNORMAL, 0.5, 2.0, 1.25), DistributionFault.MIDDLE_OFF),
        (Distribution(Shape.LOGNORMAL, 0.0, 2.0), DistributionFault.NOT_POSITIVE),
    ],
)
def test_that_what_does_not_exist_is_refused(
    given: Distribution, fault: DistributionFault | None
) -> None:
    assert distribution_fault(given) is fault
    if fault is None:
        fitted(given)
    else:
        with pytest.raises(ValueError, match=fault.value):
            fitted(given)

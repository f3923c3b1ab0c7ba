"""Shaping a payout curve: it pays the same in values and in %, and points keep their order."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from models.kpi import Sense
from models.scorecard import Curve, CurveBasis, CurveKind, CurvePoint
from workbench.analysis.curve_shaping import (
    PRESETS,
    CurvePreset,
    halved,
    in_basis,
    inserted,
    moved,
    preset_of,
    uncapped,
    with_kind,
    with_points,
    without,
)
from workbench.pay.curves import compile_curve, curve_payout, in_order

TARGETS = st.sampled_from([100.0, 0.04, 4.1e6, -250.0])
KINDS = st.sampled_from([CurveKind.INTERPOLATED, CurveKind.STEP])


@st.composite
def curves(draw: st.DrawFn) -> Curve:
    ats = sorted(draw(st.lists(st.integers(0, 40), min_size=1, max_size=6)))
    points = tuple(CurvePoint(at / 20, draw(st.integers(0, 40)) / 20) for at in ats)
    kind = draw(KINDS)
    slope = draw(st.sampled_from([None, 0.5, 3.0])) if kind is CurveKind.INTERPOLATED else None
    return Curve(kind, CurveBasis.TARGET, points, slope)


def beside(curve: Curve, target: float, sense: Sense) -> np.ndarray:
    """Return results around and between the points, none of them on one."""
    values = in_basis(curve, CurveBasis.VALUE, target, sense)
    assert values is not None
    ats = sorted({point.at for point in values.points})
    width = abs(target) / 20
    return np.array([at + width * step for at in ats for step in (-3.3, -0.37, 0.41, 2.7)])


@given(curves(), TARGETS, st.sampled_from(Sense))
def test_that_a_curve_pays_the_same_in_values_and_in_percent(
    curve: Curve, target: float, sense: Sense
) -> None:
    values = in_basis(curve, CurveBasis.VALUE, target, sense)
    assert values is not None
    # A single point in values falls or rises by the sense alone, whatever the target's sign.
    assume(len({point.at for point in curve.points}) > 1 or target > 0)
    results = beside(curve, target, sense)
    paid = curve_payout(curve, target, sense, results)
    assert curve_payout(values, target, sense, results) == pytest.approx(paid, abs=1e-9)
    back = in_basis(values, CurveBasis.TARGET, target, sense)
    assert back is not None
    assert [each.at for each in back.points] == pytest.approx([p.at for p in curve.points])


def test_that_percent_of_no_target_is_refused_and_tiers_stay_shares() -> None:
    curve = PRESETS[CurvePreset.STANDARD]
    for target in (None, 0.0, math.nan):
        assert in_basis(curve, CurveBasis.VALUE, target, Sense.HIGHER) is None
    tiers = PRESETS[CurvePreset.MARGINAL]
    assert in_basis(tiers, CurveBasis.VALUE, 100.0, Sense.HIGHER) is None


@given(curves(), st.integers(0, 5), st.floats(-5, 5), st.floats(-5, 5), st.booleans())
def test_that_a_point_stays_between_its_neighbours(
    curve: Curve, index: int, at: float, pay: float, mirrored: bool
) -> None:
    if mirrored:
        flipped = tuple(CurvePoint(-each.at, each.pay) for each in curve.points)
        curve = Curve(curve.kind, CurveBasis.VALUE, flipped)
    index %= len(curve.points)
    changed = moved(curve, index, at, pay)
    assert in_order([each.at for each in changed.points], may_fall=mirrored)
    assert changed.points[index].pay == max(pay, 0.0)
    more, place = inserted(changed, at, pay)
    assert more.points[place].at == at
    assert in_order([each.at for each in more.points], may_fall=mirrored)
    assert without(more, place) == changed
    half, place = halved(changed, index)
    assert in_order([each.at for each in half.points], may_fall=mirrored)
    assert without(half, place) == changed


def test_that_typed_points_are_put_in_order_and_the_last_one_stays() -> None:
    curve = PRESETS[CurvePreset.STANDARD]
    mixed = (CurvePoint(1.2, 2.0), CurvePoint(0.8, 0.5), CurvePoint(1.0, 1.0))
    assert with_points(curve, mixed, Sense.HIGHER) == curve
    falling = Curve(basis=CurveBasis.VALUE, points=(CurvePoint(9.0, 0.5), CurvePoint(5.0, 2.0)))
    more = with_points(falling, (*falling.points, CurvePoint(7.0, 1.0)), Sense.LOWER)
    assert [each.at for each in more.points] == [9.0, 7.0, 5.0]
    alone = Curve(points=(CurvePoint(1.0, 1.0),))
    assert without(alone, 0) == alone


@pytest.mark.parametrize("preset", CurvePreset)
def test_that_every_preset_pays_full_at_target(preset: CurvePreset) -> None:
    curve = PRESETS[preset]
    assert preset_of(curve) is preset
    compiled = compile_curve(curve, 200.0, Sense.HIGHER)
    wanted = 1.4 if preset is CurvePreset.RETROACTIVE else 1.0
    assert compiled.payout(200.0) == pytest.approx(wanted)


def test_that_another_kind_keeps_what_fits() -> None:
    curve = PRESETS[CurvePreset.UNCAPPED]
    steps = with_kind(curve, CurveKind.STEP)
    assert (steps.points, steps.last_slope) == (curve.points, None)
    tiers = with_kind(steps, CurveKind.TIERS, retroactive=True)
    assert tiers == PRESETS[CurvePreset.RETROACTIVE]
    assert with_kind(tiers, CurveKind.TIERS) == PRESETS[CurvePreset.MARGINAL]
    assert with_kind(tiers, CurveKind.INTERPOLATED) == PRESETS[CurvePreset.STANDARD]
    assert uncapped(PRESETS[CurvePreset.STANDARD], on=True).last_slope == pytest.approx(5.0)
    assert uncapped(curve, on=False) == PRESETS[CurvePreset.STANDARD]


@pytest.mark.parametrize("sense", Sense)
@pytest.mark.parametrize("target", [2500.0, 0.04, 6e6])
@pytest.mark.parametrize("shape", [((0.8, 0.5), (1.0, 1.0), (1.1, 1.0)), ((1.0, 1.0),)])
def test_that_a_curve_in_values_that_ends_flat_goes_on_no_steeper_than_one_in_percent(
    shape: tuple[tuple[float, float], ...], target: float, sense: Sense
) -> None:
    flat = Curve(points=tuple(CurvePoint(at, pay) for at, pay in shape))
    values = in_basis(flat, CurveBasis.VALUE, target, sense)
    assert values is not None
    rising = uncapped(values, on=True, sense=sense)
    last = values.points[-1]
    better = last.at + 0.01 * target * (1.0 if sense is Sense.HIGHER else -1.0)
    paid = compile_curve(rising, target, sense).payout(better)
    assert last.pay + 0.03 < paid < last.pay + 0.07
    assert uncapped(flat, on=True).last_slope == pytest.approx(5.0)


@pytest.mark.parametrize("sense", Sense)
def test_that_points_go_the_way_of_their_kpi(sense: Sense) -> None:
    better = 1.0 if sense is Sense.HIGHER else -1.0
    alone = Curve(basis=CurveBasis.VALUE, points=(CurvePoint(1000.0, 1.0),))
    more, place = inserted(alone, 1000.0 - 200.0 * better, 0.5, sense)
    assert place == 0
    assert curve_payout(more, None, sense, np.array([1000.0 + 500.0 * better])) == [1.0]
    more, place = halved(alone, 0, sense)
    assert place == 1
    assert curve_payout(more, None, sense, np.array([1000.0 + 500.0 * better])) == [1.0]
    # The first of two is typed past the second: less still pays less.
    pair = Curve(
        basis=CurveBasis.VALUE,
        points=(CurvePoint(1000.0, 0.5), CurvePoint(1000.0 + 500.0 * better, 1.0)),
    )
    typed = (CurvePoint(1000.0 + 600.0 * better, 0.5), pair.points[1])
    turned = with_points(pair, typed, sense)
    assert [point.at for point in turned.points] == [typed[1].at, typed[0].at]
    assert curve_payout(turned, None, sense, np.array([1000.0])) == [0.0]

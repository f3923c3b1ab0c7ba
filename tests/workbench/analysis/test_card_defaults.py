"""What parts of a scorecard start as, and how matrices and exceptions are shaped."""

from __future__ import annotations

from dataclasses import replace

import pytest
from examples.shop import ARPU, CLIENTS, COSTS, DESIGN, LEAD, LEADS, PROFIT, shop
from hypothesis import given
from hypothesis import strategies as st

from models.calendar import Span
from models.keys import BASE, KpiKey, MeasureKey, PersonKey
from models.scorecard import (
    CardException,
    CurveBasis,
    GateSide,
    Matrix,
    Measure,
    MeasureException,
    Modifier,
)
from workbench.analysis.card_defaults import (
    modifier_from,
    new_gate,
    new_matrix,
    on_basis,
    read_second,
    second_kpi,
)
from workbench.analysis.card_state import gate_state, matrix_spot, modifier_factor
from workbench.analysis.exceptions import own_target, weight_with
from workbench.analysis.matrix_shaping import moved_row, transposed, with_pay, with_row, without_row
from workbench.pay.matrices import compile_matrix
from workbench.results import results_of

SHOP = shop()
VALUES = results_of(SHOP).values
CARD = SHOP.designs[DESIGN].scorecards[LEAD]


@pytest.mark.parametrize("kpi", [PROFIT, COSTS, LEADS, ARPU])
def test_that_what_is_new_changes_nothing_in_the_base(kpi: KpiKey) -> None:
    gate = new_gate(SHOP, VALUES, kpi)
    assert gate.side is (GateSide.AT_MOST if kpi == COSTS else GateSide.AT_LEAST)
    assert gate_state(SHOP, VALUES, BASE, gate).open is True
    modifier = modifier_from(SHOP, VALUES, Modifier("m", "M"), kpi)
    assert modifier_factor(SHOP, VALUES, BASE, modifier)[1] == pytest.approx(1.0)
    in_figures = on_basis(SHOP, modifier, CurveBasis.VALUE)
    assert in_figures.curve is not None
    assert modifier_factor(SHOP, VALUES, BASE, in_figures)[1] == pytest.approx(1.0)
    again = on_basis(SHOP, in_figures, CurveBasis.TARGET)
    assert again.curve is not None
    assert modifier.curve is not None
    assert [each.at for each in again.curve.points] == pytest.approx(
        [each.at for each in modifier.curve.points]
    )


def test_that_a_new_matrix_can_be_read_whichever_way_is_better() -> None:
    leads = next(each for each in CARD.measures if each.kpi == LEADS)
    assert second_kpi(SHOP, CARD, leads) == PROFIT
    for kpi in (PROFIT, COSTS, ARPU):
        matrix = new_matrix(SHOP, VALUES, leads, kpi)
        compiled = compile_matrix(matrix, SHOP.kpis[LEADS].sense, SHOP.kpis[kpi].sense)
        assert compiled.refusal is None
        assert matrix_spot(SHOP, VALUES, BASE, replace(leads, matrix=matrix)) is not None
    other = read_second(SHOP, VALUES, matrix, CLIENTS)
    assert (other.rows, other.pay) == (matrix.rows, matrix.pay)
    assert other.columns == (24_600.0, 30_800.0, 37_000.0)


@given(
    st.permutations([1.0, 2.0, 3.0, 4.0]), st.booleans(), st.sampled_from([0.5, 1.5, 2.5, 3.5, 4.5])
)
def test_that_rows_stay_in_order_and_keep_their_payouts(
    order: list[float], falling: bool, to: float
) -> None:
    matrix = Matrix(LEADS, (order[0],), (1.0, 2.0), ((order[0], order[0]),))
    for at in order[1:]:
        matrix = with_row(matrix, at, falling=falling)
        place = matrix.rows.index(at)
        matrix = with_pay(with_pay(matrix, place, 0, at), place, 1, at)
    assert list(matrix.rows) == sorted(order, reverse=falling)
    assert [row[0] for row in matrix.pay] == list(matrix.rows)
    moved = moved_row(matrix, 0, to, falling=falling)
    assert list(moved.rows) == sorted(moved.rows, reverse=falling)
    assert moved.pay[moved.rows.index(to)] == matrix.pay[0]
    assert set(moved.pay) == set(matrix.pay)
    assert without_row(matrix, 3).rows == matrix.rows[:3]
    assert transposed(transposed(matrix)) == matrix


def test_that_an_own_target_is_kept_only_while_it_differs() -> None:
    measure = Measure(MeasureKey("m"), LEADS, targets=(1.0, 2.0, 3.0, 4.0), every=Span.QUARTER)
    own = own_target(measure, MeasureException(measure.key), 2, 9.0)
    assert own.targets == (1.0, 2.0, 9.0, 4.0)
    assert own_target(measure, own, 2, None).targets == ()
    assert own_target(measure, own, 2, 3.0).targets == ()


def test_that_weights_of_an_exception_count_its_own() -> None:
    own = MeasureException(MeasureKey("leads"), 0.0)
    assert weight_with(CARD, CardException(PersonKey("ada"), (own,))) == pytest.approx(0.6)

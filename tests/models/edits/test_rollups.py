"""What stands below a KPI, brought together in another way at one click."""

from __future__ import annotations

import pytest
from examples.shop import CLIENTS, CONVERSION, LEADS, PROFIT, REVENUE, shop

from models.changes import EditError, EditFault
from models.edits.kpis import set_formula, update_kpi
from models.edits.rollups import RollupFault, RollupShape, roll_up, shape_of, weights_of
from models.keys import KpiKey
from models.kpi import Kpi, Unit, UnitKind
from models.plan import Plan
from models.table import Table


def plan_of(counts: tuple[str, ...] = (), **formulas: str) -> Plan:
    count, plain = Unit(UnitKind.COUNT), Unit()
    rows = (
        Kpi(KpiKey(key), key, count if key in counts else plain, formula=formula)
        for key, formula in formulas.items()
    )
    return Plan("Trial", shop().calendar, kpis=Table(rows))


@pytest.mark.parametrize(
    ("shape", "formula"),
    [
        (RollupShape.SUM, "a + b"),
        (RollupShape.DIFFERENCE, "a - b"),
        (RollupShape.PRODUCT, "a * b"),
        (RollupShape.RATIO, "a / b"),
    ],
)
def test_that_every_shape_turns_into_every_other(shape: RollupShape, formula: str) -> None:
    for before in ("a + b", "a - b", "a * b", "a / b", "prev(top, a) * 2 + b"):
        after, _ = roll_up(plan_of(top=before, a="", b=""), KpiKey("top"), shape)
        assert after.kpis[KpiKey("top")].formula == formula
        assert shape_of(formula) is shape


def test_that_other_formulas_have_no_shape() -> None:
    for formula in ("", "2 * a", "-a", "a + b - c", "a +"):
        assert shape_of(formula) is None


@pytest.mark.parametrize(
    ("formula", "shape", "why"),
    [
        ("", RollupShape.SUM, RollupFault.NOTHING_BELOW),
        ("7", RollupShape.SUM, RollupFault.NOTHING_BELOW),
        ("a", RollupShape.RATIO, RollupFault.ONE_BELOW),
        ("a", RollupShape.DIFFERENCE, RollupFault.ONE_BELOW),
        ("a + b + c", RollupShape.RATIO, RollupFault.NOT_TWO),
        ("a + b", RollupShape.AVERAGE, RollupFault.NO_WEIGHTS),
    ],
)
def test_that_a_shape_that_does_not_fit_is_refused(
    formula: str, shape: RollupShape, why: RollupFault
) -> None:
    with pytest.raises(EditError) as refusal:
        roll_up(plan_of(top=formula, a="", b="", c=""), KpiKey("top"), shape)
    assert refusal.value.fault is EditFault.NOT_TO_ROLL_UP
    assert refusal.value.details["why"] is why


def test_that_an_average_takes_the_counts_among_its_parts() -> None:
    plan = plan_of(("m", "n"), top="a + m + b + n", a="", m="", b="", n="")
    after, _ = roll_up(plan, KpiKey("top"), RollupShape.AVERAGE)
    assert after.kpis[KpiKey("top")].formula == "(a * m + b * n) / (m + n)"
    assert shape_of(after.kpis[KpiKey("top")].formula) is RollupShape.AVERAGE
    again, changes = roll_up(after, KpiKey("top"), RollupShape.AVERAGE)
    assert again is after or changes.is_empty
    back, _ = roll_up(after, KpiKey("top"), RollupShape.SUM)
    assert back.kpis[KpiKey("top")].formula == "a + b"


def test_that_an_average_takes_what_weighs_over_time_or_a_count_beside_it() -> None:
    plan = plan_of(
        ("all", "m", "n"), root="top * all", top="a + b", a="", b="", all="m + n", m="", n=""
    )
    assert weights_of(plan, KpiKey("top")) == {"a": "m", "b": "n"}
    turned, _ = update_kpi(plan, KpiKey("a"), weight_by=KpiKey("n"))
    turned, _ = update_kpi(turned, KpiKey("b"), weight_by=KpiKey("m"))
    assert weights_of(turned, KpiKey("top")) == {"a": "n", "b": "m"}


def test_that_a_cycle_is_refused() -> None:
    plan, _ = set_formula(shop(), LEADS, "prev(clients, 1) + conversion")
    with pytest.raises(EditError) as refusal:
        roll_up(plan, LEADS, RollupShape.SUM)
    assert refusal.value.fault is EditFault.CYCLE
    after, _ = roll_up(shop(), REVENUE, RollupShape.SUM)
    assert after.kpis[REVENUE].formula == "clients + arpu"
    assert CLIENTS in after.kpis
    assert CONVERSION in after.kpis
    assert PROFIT in after.kpis

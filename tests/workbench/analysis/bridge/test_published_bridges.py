"""Published and worked-out decompositions, to the digits that were printed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest
from immutables import Map

from models.calendar import Calendar, Month, Span
from models.dimension import Dimension, Member
from models.keys import BASE, DimensionKey, FunctionKey, KpiKey, MemberKey, ScenarioKey
from models.kpi import Kpi, Unit, UnitKind
from models.organisation import Function
from models.plan import Plan
from models.scenario import Override, Scenario
from models.table import Table
from workbench.analysis.bridge.bridging import (
    Bridge,
    Method,
    Question,
    State,
    StateKind,
    bridge,
)
from workbench.analysis.bridge.gathering import by_function, by_segment
from workbench.engine.evaluate import evaluate_plan

AFTER = ScenarioKey("after")
ENDS = (State(StateKind.SCENARIO, BASE), State(StateKind.SCENARIO, AFTER))


def plan_of(
    formulas: Mapping[str, str],
    figures: Mapping[str, tuple[float, float]],
    **more: Mapping[str, Kpi],
) -> Plan:
    """Return a plan of one year: formulas, and drivers in two states."""
    changed = more.get("changed", {})
    drivers = [
        changed.get(key) or Kpi(KpiKey(key), key, values=(before,))
        for key, (before, _) in figures.items()
    ]
    after = {KpiKey(key): Override(values=(last,)) for key, (_, last) in figures.items()}
    return Plan(
        "Case",
        Calendar(Month(2027, 1), Span.YEAR, 1),
        kpis=Table(
            [*(Kpi(KpiKey(key), key, formula=text) for key, text in formulas.items()), *drivers]
        ),
        scenarios=Table([Scenario(AFTER, "After", Map(after))]),
    )


def bridged(plan: Plan, key: str, method: Method, order: Sequence[str] = ()) -> Bridge:
    asked = Question(KpiKey(key), *ENDS, method, BASE, tuple(map(KpiKey, order)))
    return bridge(evaluate_plan(plan), asked)


def parts(found: Bridge) -> dict[str, float]:
    return {player.key: amount for player, amount in found.parts.items()}


def test_that_the_accountants_price_and_volume_are_one_order() -> None:
    """ACCA MA, sales price and volume variances: volume first, at standard margins."""
    plan = plan_of(
        {"contribution": "units * (price - 72)", "profit": "units * (price - 90)"},
        {"units": (8500.0, 8900.0), "price": (100.0, 700_000.0 / 8900.0)},
    )
    marginal = parts(bridged(plan, "contribution", Method.SEQUENTIAL))
    assert marginal == pytest.approx({"units": 11_200.0, "price": -190_000.0}, abs=1e-9)
    absorbed = parts(bridged(plan, "profit", Method.SEQUENTIAL))
    assert absorbed == pytest.approx({"units": 4_000.0, "price": -190_000.0}, abs=1e-9)
    turned = parts(bridged(plan, "profit", Method.SEQUENTIAL, ["price"]))
    assert turned["units"] != pytest.approx(4_000.0)


def test_that_das_guptas_three_factors_get_their_printed_effects() -> None:
    """Das Gupta 1993, births of Austria and Chile, as printed by DasGuptR."""
    plan = plan_of(
        {"crude": "births * prop * women"},
        {
            "births": (51.78746, 84.90502),
            "prop": (0.45919, 0.75756),
            "women": (0.52638, 0.51065),
        },
    )
    for method in (Method.SHAPLEY, Method.AUMANN_SHAPLEY):
        found = bridged(plan, "crude", method)
        assert found.before == pytest.approx(12.51747, abs=1e-5)
        assert found.after == pytest.approx(32.84534, abs=1e-5)
        assert sum(parts(found).values()) == pytest.approx(20.3278726, abs=5e-5)
    shapley = parts(bridged(plan, "crude", Method.SHAPLEY))
    printed = {"births": 10.4340333, "prop": 10.5608476, "women": -0.6670084}
    assert shapley == pytest.approx(printed, abs=6e-5)


RATIO = {
    "a": ([0.2, 0.163, 0.146, 0.154, 0.168, 0.169], [0.169, 0.195, 0.19, 0.174, 0.15, 0.122]),
    "b": ([0.866, 0.325, 0.119, 0.099, 0.099, 0.121], [0.931, 0.563, 0.311, 0.216, 0.199, 0.191]),
    "c": ([0.007, 0.021, 0.023, 0.015, 0.008, 0.002], [0.018, 0.026, 0.023, 0.016, 0.008, 0.002]),
    "d": ([0.454, 0.326, 0.195, 0.107, 0.051, 0.015], [0.38, 0.201, 0.149, 0.079, 0.025, 0.006]),
}
AGE = DimensionKey("age")


def ratio_plan() -> Plan:
    """Return the rate of six ages, each factor split by age."""
    figures: dict[str, tuple[float, float]] = {}
    split: dict[str, Kpi] = {}
    for factor, (before, after) in RATIO.items():
        for age in range(6):
            key = f"{factor}{age}"
            figures[key] = (before[age], after[age])
            split[key] = Kpi(
                KpiKey(key),
                key,
                values=(before[age],),
                origin=KpiKey(factor),
                members=Map({AGE: MemberKey(str(age))}),
            )
    inside = " + ".join(f"a{age} * b{age} * c{age}" for age in range(6))
    outside = " + ".join(f"a{age} * (1 - b{age}) * d{age}" for age in range(6))
    formulas = {"rate": "born / (born + other)", "born": inside, "other": outside}
    return plan_of(formulas, figures, changed=split)


def test_that_members_of_a_split_are_one_player_as_in_das_guptas_ratio() -> None:
    """Das Gupta 1993, ratio of 1963 and 1983, as printed by DasGuptR."""
    found = bridged(ratio_plan(), "rate", Method.SHAPLEY)
    printed = {"a": -0.00620498, "b": 0.04866154, "c": 0.02705922, "d": 0.02470928}
    assert parts(found) == pytest.approx(printed, abs=5e-9)
    assert found.before == pytest.approx(0.03094957, abs=5e-9)
    assert found.change == pytest.approx(0.09422505, abs=5e-9)
    assert sum(part.amount for part in found.drivers) == pytest.approx(found.change, abs=1e-12)
    assert len(found.drivers) == 24 - sum(
        before == after for pair in RATIO.values() for before, after in zip(*pair, strict=True)
    )


def test_that_the_members_of_a_dimension_keep_their_parts() -> None:
    members = tuple(Member(MemberKey(str(age)), f"Age {age}") for age in range(6))
    plan = replace(ratio_plan(), dimensions=Table([Dimension(AGE, "Age", members)]))
    values = evaluate_plan(plan)
    found = bridge(values, Question(KpiKey("rate"), *ENDS))
    sums = by_segment(values, found)[AGE]
    assert list(sums) == [member.key for member in members]
    for member, amount in sums.items():
        mine = [part for part in found.drivers if part.owner.kpi.endswith(member or "?")]
        assert amount == pytest.approx(sum(part.amount for part in mine), abs=1e-15)
    assert sum(sums.values()) == pytest.approx(found.change, abs=1e-12)


def test_that_horngrens_variances_differ_by_method_and_sum_alike() -> None:
    """Horngren 7-16: units × (price − variable cost) − fixed costs."""
    plan = plan_of(
        {"profit": "units * (price - var_cost) - fixed"},
        {
            "units": (3000.0, 2800.0),
            "price": (110.0, 112.0),
            "var_cost": (74.0, 82.0),
            "fixed": (54_000.0, 50_000.0),
        },
    )
    averaged = {"units": -6600.0, "price": 5800.0, "var_cost": -23_200.0, "fixed": 4000.0}
    for method in (Method.SHAPLEY, Method.AUMANN_SHAPLEY):
        assert parts(bridged(plan, "profit", method)) == pytest.approx(averaged, abs=1e-6)
    stated = {"units": -7200.0, "price": 5600.0, "var_cost": -22_400.0, "fixed": 4000.0}
    ordered = bridged(plan, "profit", Method.SEQUENTIAL, ["units", "price", "var_cost"])
    assert parts(ordered) == pytest.approx(stated, abs=1e-6)
    assert ordered.change == -20_000.0


def test_that_factors_that_all_double_share_alike_by_lmdi() -> None:
    """PyLMDI, demo: every factor doubles in both sectors, so that each gets a third of 525."""
    figures = {
        "q0": (100.0, 200.0), "q1": (150.0, 300.0), "i0": (0.25, 0.5), "i1": (0.1, 0.2),
        "e0": (1.5, 3.0), "e1": (2.5, 5.0),
    }  # fmt: skip
    plan = plan_of({"v": "q0 * i0 * e0 + q1 * i1 * e1"}, figures)
    found = parts(bridged(plan, "v", Method.LMDI))
    for factor in "qie":
        assert found[f"{factor}0"] + found[f"{factor}1"] == pytest.approx(175.0, abs=1e-9)


def test_that_by_lmdi_a_term_that_stays_still_moves_its_factors() -> None:
    """L(a, a) = a: what one factor gains the other loses, which is not nothing."""
    plan = plan_of({"v": "q * i"}, {"q": (2.0, 4.0), "i": (3.0, 1.5)})
    found = parts(bridged(plan, "v", Method.LMDI))
    assert found == pytest.approx({"q": 6 * 0.6931471805599453, "i": -6 * 0.6931471805599453})


def test_that_the_parts_of_functions_follow_their_responsibilities_to_the_cent() -> None:
    shares = {
        "clients": {"marketing": 0.6, "sales": 0.4},
        "arpu": {"marketing": 0.3, "sales": 0.7},
        "margin": {"marketing": 0.2, "sales": 0.8},
        "spend": {"marketing": 1.0},
        "fixed": {},
    }
    figures = {
        "clients": (10_000.0, 10_800.0),
        "arpu": (120.0, 118.0),
        "margin": (0.4, 0.41),
        "spend": (150_000.0, 165_000.0),
        "fixed": (200_000.0, 200_000.0),
    }
    drivers = {
        key: Kpi(
            KpiKey(key),
            key,
            Unit(UnitKind.MONEY),
            values=(figures[key][0],),
            cost=key in {"spend", "fixed"},
            responsibility=Map({FunctionKey(name): share for name, share in mine.items()}),
        )
        for key, mine in shares.items()
    }
    plan = plan_of({"profit": "clients * arpu * margin - spend - fixed"}, figures, changed=drivers)
    functions = Table([Function(FunctionKey(each), each) for each in ("marketing", "sales")])
    values = evaluate_plan(replace(plan, functions=functions))
    found = bridge(values, Question(KpiKey("profit"), *ENDS))
    expected = {"clients": 38_554.67, "arpu": -8425.33, "margin": 12_374.67, "spend": -15_000.0}
    assert parts(found) == pytest.approx(expected, abs=0.005)
    assert found.change == pytest.approx(27_504.0)
    marketing, sales = by_function(values, found)
    assert (marketing.function, sales.function) == ("marketing", "sales")
    assert marketing.net == pytest.approx(8080.13, abs=0.005)
    assert sales.net == pytest.approx(19_423.87, abs=0.005)
    assert marketing.spent == pytest.approx(-15_000.0)
    assert marketing.lost == pytest.approx(-8425.33 * 0.3, abs=0.005)
    assert sales.earned == pytest.approx(38_554.67 * 0.4 + 12_374.67 * 0.8, abs=0.01)
    assert marketing.fair_share == pytest.approx(8080.13 / 27_504.0, abs=1e-6)

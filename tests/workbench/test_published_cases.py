"""Figures published by others, said as plans and worked out.

Each case in ``tests/cases`` names its source and the convention that its figures follow.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from immutables import Map

from models.calendar import Calendar, Month, Span
from models.keys import BASE
from models.kpi import Kpi, TimeRule, Unit, UnitKind
from models.organisation import (
    Function,
    Objective,
    Person,
    PersonalObjective,
    Position,
    TargetBonus,
)
from models.plan import Plan
from models.scorecard import (
    Curve,
    CurveBasis,
    CurveKind,
    CurvePoint,
    Design,
    Gate,
    GateSide,
    Measure,
    Modifier,
    Scorecard,
    Section,
)
from models.table import Table
from workbench.engine.evaluate import evaluate_plan
from workbench.results import results_of

CASES = Path(__file__).parents[1] / "cases"
MONEY = Unit(UnitKind.MONEY)


def case(name: str) -> dict[str, Any]:
    return json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))


def plan_of(calendar: Calendar, *kpis: Kpi) -> Plan:
    return Plan("case", calendar, kpis=Table(kpis))


def totals(plan: Plan) -> dict[str, float]:
    values = evaluate_plan(plan)
    return {key: values.total(key, BASE) for key in plan.kpis}


YEAR = Calendar(Month(2027, 1), Span.YEAR, 1)


# A: clients × ARPU against published revenue


def test_that_clients_times_arpu_gives_the_revenue_jio_published() -> None:
    told = case("A_jio_three_quarters")
    for quarter, given in told["inputs"]["quarters"].items():
        adds = given.get("gross_adds_m")
        plan = plan_of(
            Calendar(Month(int(quarter[:4]), 3 * int(quarter[-1]) - 2), Span.QUARTER, 1),
            Kpi("opening", "Opening", values=(given["open_m"],), time=TimeRule.LAST),
            Kpi("arpu", "ARPU", values=(float(given["arpu"]),), time=TimeRule.MEAN),
            Kpi("gross_adds", "Gross adds", values=(adds,)),
            Kpi("net_adds", "Net adds", values=(given["close_m"] - given["open_m"],)),
            Kpi("lost", "Lost", formula="gross_adds - net_adds"),
            Kpi(
                "clients",
                "Clients",
                formula="prev(clients, opening) + net_adds",
                time=TimeRule.LAST,
            ),
            Kpi("average", "Average", formula="(prev(clients, opening) + clients) / 2"),
            # Million clients × rupees × months, in crore (ten million) rupees.
            Kpi("revenue", "Revenue", MONEY, formula="average * arpu * 3 / 10"),
            Kpi("ebitda", "EBITDA", MONEY, values=(given.get("ebitda"),)),
            Kpi("margin", "Margin", formula="ebitda / revenue", time=TimeRule.FORMULA),
            Kpi("churn", "Churn a month", formula="lost / average / 3", time=TimeRule.MEAN),
        )
        values = evaluate_plan(plan)
        at = {key: float(values.of(key, BASE)[0]) for key in plan.kpis}
        expected = told["expected"]
        assert at["revenue"] == pytest.approx(expected["revenue_crore"][quarter], rel=0.002)
        if quarter in expected["net_adds_m"]:
            assert at["net_adds"] == pytest.approx(expected["net_adds_m"][quarter], abs=0.11)
        if quarter == "2019Q3":
            assert at["margin"] * 100 == pytest.approx(41.8, abs=0.06)
            assert at["churn"] * 100 == pytest.approx(0.74, abs=0.012)


def test_that_members_times_revenue_a_month_gives_what_netflix_published() -> None:
    told = case("A_netflix_global_10k_2017_2019")
    given, expected = told["inputs"], told["expected"]

    def oldest_first(name: str) -> tuple[float, ...]:
        return tuple(float(x) for x in reversed(given[name]))

    plan = plan_of(
        Calendar(Month(2017, 1), Span.YEAR, 3),
        Kpi("members", "Average members", values=oldest_first("avg_members_k")),
        Kpi("arm", "Revenue per member and month", values=oldest_first("arm")),
        Kpi("dvd", "DVD revenue", MONEY, values=oldest_first("dvd_revenue_k")),
        Kpi("income", "Operating income", MONEY, values=oldest_first("operating_income_k")),
        Kpi("streaming", "Streaming", MONEY, formula="members * arm * 12"),
        Kpi("revenue", "Revenue", MONEY, formula="streaming + dvd"),
        Kpi("margin", "Operating margin", formula="income / revenue", time=TimeRule.FORMULA),
        *(
            Kpi(f"{key}_growth", "Growth", formula=f"{key} / lag({key}, 1) - 1")
            for key in ("streaming", "revenue", "members", "arm")
        ),
    )
    values = evaluate_plan(plan)

    def newest_first(key: str) -> list[float]:
        return values.of(key, BASE).tolist()[::-1]

    assert newest_first("streaming") == pytest.approx(expected["streaming_k"], rel=0.0006)
    assert newest_first("revenue") == pytest.approx(expected["total_k"], rel=0.0006)
    for key, told_growth in (
        ("revenue", "total_growth_pct"),
        ("streaming", "streaming_growth_pct"),
        ("members", "avg_members_growth_pct"),
        ("arm", "arm_growth_pct"),
    ):
        growth = [x * 100 for x in newest_first(f"{key}_growth")[:2]]
        assert growth == pytest.approx(expected[told_growth], abs=0.5)
    margins = [x * 100 for x in newest_first("margin")[:2]]
    assert margins == pytest.approx(expected["operating_margin_pct"], abs=0.5)


# B: incentive plans


def paid_plan(
    measures: tuple[Measure, ...],
    results: dict[str, float],
    *,
    bonus: float = 100.0,
    **more: Any,
) -> Plan:
    """Return a plan of one year in which one person is paid ``bonus`` at target."""
    card = Scorecard("p", (Section("", measures),), **more.pop("card", {}))
    return Plan(
        "case",
        YEAR,
        kpis=Table([Kpi(key, key, values=(value,)) for key, value in results.items()]),
        functions=Table([Function("f", "F")]),
        positions=Table([Position("p", "P", "f", TargetBonus(amount=bonus))]),
        people=Table([Person("1", "A", "p", **more.pop("person", {}))]),
        designs=Table([Design("d", "D", Table([card]))]),
        current_design="d",
        **more,
    )


def payout(plan: Plan) -> float:
    total = results_of(plan).payouts[BASE].total
    assert total is not None
    return float(total)


def percent_points(pairs: list[list[float]]) -> tuple[CurvePoint, ...]:
    return tuple(CurvePoint(at / 100, pay / 100) for at, pay in pairs)


def test_that_a_stepped_bonus_pays_the_step_reached() -> None:
    told = case("B_calqoo_stepped_bonus")
    curve = Curve(CurveKind.STEP, points=percent_points(told["inputs"]["steps"]))
    measure = Measure("m", kpi="sales", weight=1.0, targets=(100.0,), curve=curve)
    paid = [payout(paid_plan((measure,), {"sales": x})) for x in told["inputs"]["achievements"]]
    assert paid == pytest.approx(told["expected"]["payouts"], abs=1e-9)


def test_that_ratings_of_goals_weigh_up_to_the_published_average() -> None:
    told = case("B_ellig_ceo_scorecard_8_goals")
    goals = told["inputs"]["goals"]
    keys = [f"goal_{number}" for number in range(len(goals))]
    plan = paid_plan(
        tuple(
            Measure(key, objective=key, weight=goal["weight"] / 100)
            for key, goal in zip(keys, goals, strict=True)
        ),
        {},
        objectives=Table(
            [Objective(key, goal["name"]) for key, goal in zip(keys, goals, strict=True)]
        ),
        person={
            "objectives": Map(
                {
                    key: PersonalObjective(rating=goal["rating"])
                    for key, goal in zip(keys, goals, strict=True)
                }
            )
        },
    )
    person = results_of(plan).payouts[BASE].people[0]
    scores = [line.weight * (line.payout_rate or 0.0) * 100 for line in person.measures]
    assert scores == pytest.approx(told["expected"]["scores"], abs=0.001)
    assert sum(line.weight for line in person.measures) == pytest.approx(1.0)
    assert person.score == pytest.approx(told["expected"]["average"], abs=0.006)


def test_that_a_gate_on_one_component_closes_that_component_only() -> None:
    told = case("B_harris_stratex_2008_curve")
    given = told["inputs"]
    gate = Gate("cash", GateSide.AT_LEAST, 1.0)
    measures = tuple(
        Measure(
            key,
            kpi=key,
            weight=given[key]["weight"] / 100,
            targets=(100.0,),
            curve=Curve(points=percent_points(given[key]["points"])),
            gates=gates,
        )
        for key, gates in (("revenue", ()), ("oi", (gate,)))
    )
    paid: list[float] = []
    for scenario in given["scenarios"]:
        results = {"revenue": scenario["rev"], "oi": scenario["oi"], "cash": scenario["cash_ok"]}
        pool = given["pool_at_target_musd"] * 1e6
        plan = paid_plan(measures, {k: float(x) for k, x in results.items()}, bonus=pool)
        paid.append(payout(plan) / 1e6)
    assert paid == pytest.approx(told["expected"]["pool_musd"], abs=1e-6)
    rates = [x / given["pool_at_target_musd"] * 100 for x in paid]
    assert rates == pytest.approx(told["expected"]["payout_pct"], abs=1e-6)


def test_that_tiers_may_reach_back_and_then_go_on_marginally() -> None:
    told = case("B_quotapath_retroactive_decelerator")
    given = told["inputs"]
    base = given["rate_base"]
    curve = Curve(
        CurveKind.TIERS,
        points=(
            CurvePoint(0.5, 1.0, retroactive=True),
            CurvePoint(1.0, given["rate_acc"] / base),
        ),
        first_rate=given["rate_low"] / base,
    )
    measure = Measure("m", kpi="arr", weight=1.0, targets=(float(given["quota"]),), curve=curve)
    at_target = given["quota"] * base / 100
    paid = [
        payout(paid_plan((measure,), {"arr": float(arr)}, bonus=at_target)) for arr in given["arr"]
    ]
    assert paid == pytest.approx(told["expected"]["commission"], abs=1e-6)


def test_that_a_curve_with_a_cliff_and_an_individual_modifier_pays_as_filed() -> None:
    told = case("B_sec862831_curve_with_individual_modifier")
    for group, given in told["inputs"]["groups"].items():
        at_target, most = given["at100"], given["max"] / given["at100"]
        # A share of base pay: 80 % of it at 80 % of target, 100 % at target, then its own slope.
        points = [[80, 80], [100, 100]]
        points += [[120, most * 100]] if given["slope_above"] else []
        curve = Curve(points=percent_points(points))
        measure = Measure("m", kpi="result", weight=1.0, targets=(100.0,), curve=curve)
        modifier = Modifier("own", "Individual", least=0.0, most=1.25)
        filed = {"bonus": at_target, "card": {"modifiers": (modifier,)}}
        if group in told["expected"]:
            achievements = told["inputs"]["achievements"]
            shares = [payout(paid_plan((measure,), {"result": x}, **filed)) for x in achievements]
            assert shares == pytest.approx(told["expected"][group], abs=1e-9)
        highest = told["expected"]["max_after_modifier"][group]
        own = {"modifiers": Map({"own": 5.0})}
        best = paid_plan((measure,), {"result": 150.0}, **filed, person=own)
        assert payout(best) == pytest.approx(highest, abs=1e-9)


# E: funnel, reach, DuPont, lagged cohorts


def test_that_dupont_splits_the_return_on_equity_of_costco() -> None:
    told = case("E_costco_2018_dupont")
    given = told["inputs"]
    for convention, balance in (("year_end", "{0}"), ("average", "avg(lag({0}, 1), {0})")):
        plan = plan_of(
            YEAR,
            Kpi("revenue", "Revenue", MONEY, values=(given["revenue"],)),
            Kpi("income", "Net income", MONEY, values=(given["net_income"],)),
            *(
                Kpi(key, key, MONEY, values=given[key][1:], history=given[key][:1])
                for key in ("assets", "equity")
            ),
            Kpi("all_assets", "Assets", formula=balance.format("assets")),
            Kpi("all_equity", "Equity", formula=balance.format("equity")),
            Kpi("margin", "Margin", formula="income / revenue"),
            Kpi("turnover", "Turnover", formula="revenue / all_assets"),
            Kpi("multiplier", "Multiplier", formula="all_assets / all_equity"),
            Kpi("roe", "ROE", formula="margin * turnover * multiplier"),
        )
        at = totals(plan)
        expected = told["expected"][convention]
        assert at["margin"] * 100 == pytest.approx(expected["margin_pct"], abs=0.0006)
        assert at["turnover"] == pytest.approx(expected["turnover"], abs=0.0006)
        assert at["multiplier"] == pytest.approx(expected["multiplier"], abs=0.0006)
        assert at["roe"] * 100 == pytest.approx(expected["roe_pct"], abs=0.0006)


def test_that_three_steps_of_dupont_give_forty_percent() -> None:
    told = case("E_dupont_example_40pct")
    drivers = [Kpi(key, key, values=(float(x),)) for key, x in told["inputs"].items()]
    at = totals(
        plan_of(
            YEAR,
            *drivers,
            Kpi("margin", "Margin", formula="net / revenue"),
            Kpi("turnover", "Turnover", formula="revenue / assets"),
            Kpi("multiplier", "Multiplier", formula="assets / equity"),
            Kpi("roe", "ROE", formula="margin * turnover * multiplier"),
        )
    )
    for key, expected in told["expected"].items():
        assert at[key] == pytest.approx(expected, abs=1e-12)


def test_that_a_funnel_runs_from_leads_to_return() -> None:
    told = case("E_funnel_thecalcs")
    given = told["inputs"]
    stages = [Kpi("stage_0", "Leads", values=(float(given["leads"]),))]
    for number, rate in enumerate(given["rates"], start=1):
        stages.append(Kpi(f"rate_{number}", "Rate", values=(rate / 100,), time=TimeRule.MEAN))
        formula = f"stage_{number - 1} * rate_{number}"
        stages.append(Kpi(f"stage_{number}", "Stage", formula=formula))
    at = totals(
        plan_of(
            YEAR,
            *stages,
            Kpi("each", "Revenue each", values=(float(given["revenue_per_customer"]),)),
            Kpi("per_lead", "Cost per lead", values=(float(given["cost_per_lead"]),)),
            Kpi("overall", "Overall", formula="stage_4 / stage_0"),
            Kpi("revenue", "Revenue", formula="stage_4 * each"),
            Kpi("cost", "Cost", formula="stage_0 * per_lead"),
            Kpi("cac", "CAC", formula="cost / stage_4"),
            Kpi("roi", "ROI", formula="(revenue - cost) / cost"),
        )
    )
    expected = told["expected"]
    assert [at[f"stage_{n}"] for n in range(1, 5)] == pytest.approx(expected["stages"], abs=1e-9)
    assert at["overall"] * 100 == pytest.approx(expected["overall_pct"], abs=1e-9)
    assert at["revenue"] == pytest.approx(expected["revenue"], abs=1e-9)
    assert at["cost"] == pytest.approx(expected["total_cost"], abs=1e-9)
    assert at["cac"] == pytest.approx(expected["cac"], abs=1e-9)
    assert at["roi"] * 100 == pytest.approx(expected["roi_pct"], abs=1e-9)


def test_that_reach_times_frequency_gives_gross_rating_points() -> None:
    told = case("E_grp_agf_calcacademy_furious")
    given = told["inputs"]
    plan = plan_of(
        Calendar(Month(2027, 1), Span.QUARTER, 4),
        Kpi("reach", "Reach", Unit(UnitKind.SHARE), values=tuple(x / 100 for x in given["reach"])),
        Kpi("frequency", "Frequency", values=tuple(float(x) for x in given["freq"])),
        Kpi("grp", "GRP", formula="100 * reach * frequency"),
    )
    found = evaluate_plan(plan).of("grp", BASE).tolist()
    assert found == pytest.approx(told["expected"]["grp"], abs=1e-9)


def test_that_a_development_triangle_can_be_said_as_a_plan() -> None:
    told = case("E_lag_development_triangle")
    triangle = told["inputs"]["triangle"]
    cells = [
        Kpi(f"c{year}_{age}", "Cohort", values=(float(x),))
        for year, row in triangle.items()
        for age, x in enumerate(row)
        if x is not None
    ]
    factors: list[Kpi] = []
    for age in range(4):
        both = [year for year, row in triangle.items() if row[age] is not None is not row[age + 1]]
        above = " + ".join(f"c{year}_{age + 1}" for year in both)
        below = " + ".join(f"c{year}_{age}" for year in both)
        factors.append(Kpi(f"f{age}", "Factor", formula=f"({above}) / ({below})"))
    ultimates = [
        Kpi(f"u{year}", "Ultimate", formula=" * ".join([f"c{year}_{age}", *rest]))
        for year, age in (("2003", 2), ("2004", 1), ("2005", 0))
        for rest in [[f"f{later}" for later in range(age, 4)]]
    ]
    more = [
        Kpi("ultimate", "Ultimate", values=(float(told["inputs"]["ultimate"]),)),
        Kpi("reported", "Reported", values=(float(told["inputs"]["reported"]),)),
        Kpi("to_come", "To come", formula="ultimate - reported"),
    ]
    at = totals(plan_of(YEAR, *cells, *factors, *ultimates, *more))
    expected = told["expected"]
    assert [at[f"f{age}"] for age in range(4)] == pytest.approx(expected["factors"], abs=0.0005)
    for year, ultimate in expected["ultimate"].items():
        assert at[f"u{year}"] == pytest.approx(ultimate, abs=0.001)
    assert at["to_come"] == expected["to_come"]


def test_that_results_in_values_read_the_same_curve_as_percentages() -> None:
    points = (CurvePoint(0.8, 0.5), CurvePoint(1.0, 1.0), CurvePoint(1.2, 2.0))
    values = tuple(CurvePoint(point.at * 620, point.pay) for point in points)
    for result in (400.0, 500.0, 620.0, 700.0, 900.0):
        paid = [
            payout(
                paid_plan(
                    (Measure("m", kpi="k", weight=1.0, targets=(620.0,), curve=curve),),
                    {"k": result},
                    bonus=10_000.0,
                )
            )
            for curve in (Curve(points=points), Curve(basis=CurveBasis.VALUE, points=values))
        ]
        assert paid[0] == paid[1]

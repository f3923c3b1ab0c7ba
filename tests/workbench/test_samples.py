"""The sample plans are sound, and tell what they are there to tell."""

import dataclasses
import math
import re
from pathlib import Path

import pytest

from models.keys import BASE
from models.kpi import KpiRole
from models.organisation import FunctionRole
from models.plan import Plan
from models.problems import Severity, check
from workbench.files.codec import encode
from workbench.files.plan_file import read_plan
from workbench.pulse import kpi_of_role
from workbench.results import results_of

FOLDER = Path(__file__).parents[2] / "resources" / "samples"
NAMES = ["maison_verte", "northwind_cloud", "lark_mobile"]
ENGLISH = re.compile(
    r"\b(revenue|profit|costs?|spend|new|leads?|churn|price|savings?|upsell|the|of|and|margin"
    r"|value|legal|clients? kept|stretch|downturn|crossed|discount)\b"
)


@pytest.fixture(params=NAMES)
def path(request: pytest.FixtureRequest) -> Path:
    """Return each sample in turn."""
    return FOLDER / f"{request.param}.kpi"


@pytest.fixture
def plan(path: Path) -> Plan:
    """Return the plan of each sample in turn."""
    return read_plan(path)


def test_that_no_sample_goes_untested() -> None:
    assert sorted(path.stem for path in FOLDER.iterdir()) == sorted(NAMES)


def test_that_a_sample_is_written_as_the_program_writes(path: Path) -> None:
    assert encode(read_plan(path)) == path.read_bytes()


def test_that_a_sample_has_no_problem_to_mend(plan: Plan) -> None:
    assert [each for each in check(plan) if each.severity is not Severity.HINT] == []


def test_that_every_figure_is_explained(plan: Plan) -> None:
    assert [kpi.key for kpi in plan.kpis.values() if not kpi.definition] == []
    drivers = [kpi for kpi in plan.kpis.values() if kpi.is_driver]
    assert [kpi.key for kpi in drivers if not (kpi.source and kpi.responsibility)] == []


def test_that_every_kpi_has_a_value_in_every_scenario(plan: Plan) -> None:
    values = results_of(plan).values
    lacking = [
        (key, scenario)
        for scenario in (BASE, *plan.scenarios)
        for key in plan.kpis
        if not math.isfinite(values.total(key, scenario))
        or not all(map(math.isfinite, values.of(key, scenario)))
    ]
    assert lacking == []


def test_that_everybody_is_paid_in_every_scenario_and_design(plan: Plan) -> None:
    assert len(plan.designs) > 1
    for design in plan.designs.values():
        results = results_of(dataclasses.replace(plan, current_design=design.key))
        for payouts in results.payouts.values():
            assert [each.person for each in payouts.people] == list(plan.people)
            assert [each.reason for each in payouts.people if each.payout is None] == []
            assert payouts.total == sum(each.payout for each in payouts.people)


def test_that_scorecards_are_whole_and_can_be_kept_in_mind(plan: Plan) -> None:
    for design in plan.designs.values():
        assert set(design.scorecards) == set(plan.positions)
        for scorecard in design.scorecards.values():
            weights = [measure.weight for measure in scorecard.measures]
            assert sum(weights) == pytest.approx(1.0, abs=1e-9)
            assert min(weights) >= 0.1
            assert 3 <= len(weights) <= 5


def test_that_a_better_year_earns_more_and_pays_more(plan: Plan) -> None:
    results = results_of(plan)
    profit = kpi_of_role(plan, KpiRole.PROFIT).key
    ascending = ["downturn", BASE, "stretch"]
    profits = [results.values.total(profit, scenario) for scenario in ascending]
    paid = [results.payouts[scenario].total for scenario in ascending]
    assert profits == sorted(set(profits))
    assert paid == sorted(set(paid))


def test_that_the_base_pays_about_the_bonus_at_target(plan: Plan) -> None:
    payouts = results_of(plan).payouts[BASE]
    for person in payouts.people:
        at_target = person.target_bonus * person.pro_rata
        assert float(person.payout) == pytest.approx(at_target, rel=0.15)
    assert float(payouts.cost) < plan.ceiling


def test_that_the_functions_have_a_stake_in_each_other(plan: Plan) -> None:
    stakes = {FunctionRole.MARKETING: set(), FunctionRole.SALES: set()}
    for position in plan.positions.values():
        role = plan.functions[position.function].role
        measures = plan.design.scorecards[position.key].measures
        stakes.get(role, set()).update(
            plan.kpis[measure.kpi].role for measure in measures if measure.kpi is not None
        )
    assert KpiRole.PROFIT in stakes[FunctionRole.MARKETING]
    assert {KpiRole.CLIENTS, KpiRole.ARPU} <= stakes[FunctionRole.SALES]


def test_that_maison_verte_speaks_french() -> None:
    plan = read_plan(FOLDER / "maison_verte.kpi")
    assert (plan.language, plan.currency) == ("fr", "EUR")
    tables = (plan.kpis, plan.functions, plan.positions, plan.designs, plan.scenarios, plan.levers)
    names = [row.name for table in tables for row in table.values()]
    words = [plan.name, plan.note, *names]
    for kpi in plan.kpis.values():
        words += [kpi.definition, kpi.source, kpi.note, kpi.unit.label]
    words += [each.statement for each in plan.objectives.values()]
    assert [text for text in words if ENGLISH.search(text.lower())] == []
    assert [text for text in words if re.search(r"'| [%€:;!?]", text)] == []  # as French is set
    assert max(len(kpi.name) for kpi in plan.kpis.values()) <= 26


def test_that_maison_verte_has_the_core_of_a_profit_tree() -> None:
    plan = read_plan(FOLDER / "maison_verte.kpi")
    formulas = {
        "profit": "revenue - costs",
        "revenue": "average_clients * arpu",
        "average_clients": "(prev(clients, opening_clients) + clients) / 2",
        "clients": "prev(clients, opening_clients) * (1 - churn) + new_clients",
        "new_clients": "marketing_clients + sales_clients",
        "marketing_clients": "leads * conversion + matured_leads",
        "leads": "reach * frequency * response_rate",
        "arpu": "base_price + upsell",
    }
    assert {key: plan.kpis[key].formula for key in formulas} == formulas
    assert len(plan.functions) == 6
    assert (len(plan.people), len(plan.positions)) == (12, 6)
    assert {kpi.role for kpi in plan.kpis.values()} == {None, *KpiRole}

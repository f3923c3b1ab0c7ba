"""Explanations in words: sentences, rows, and what is copied, in both languages."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from examples.shop import CLIENTS, LEADS, PROFIT, REVENUE, STRETCH, shop
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from immutables import Map

from models.calendar import Calendar, Month, Span
from models.keys import BASE, KpiKey
from models.kpi import Kpi, TimeRule, Unit, UnitKind
from models.plan import Plan
from models.scenario import Override, Scenario
from models.table import Table
from tests.strategies import sensible
from workbench.analysis.explain.explaining import explain_kpi
from workbench.analysis.explain.incentives import explain_pay
from workbench.analysis.explain.lines import Explanation, Name, Term, Thing, When, term
from workbench.engine.evaluate import evaluate_plan
from workbench.explain_copy import as_html, as_table, as_text
from workbench.explain_rows import sections
from workbench.explain_terms import Speech
from workbench.explain_words import facts, how_words, sentence
from workbench.language import language
from workbench.pulse import Verdict
from workbench.results import results_of

COUNT, SHARE = Unit(UnitKind.COUNT), Unit(UnitKind.SHARE)


def spoken(plan: Plan, code: str = "en") -> Speech:
    return Speech(plan, language(code))


def of(plan: Plan, key: str, when: When, scenario: str = BASE) -> Explanation:
    return explain_kpi(plan, evaluate_plan(plan), KpiKey(key), scenario, when)


def new_clients(formula: str = "leads * conversion + matured") -> Plan:
    kpis = (
        Kpi(KpiKey("won"), "New clients", COUNT, formula=formula),
        Kpi(KpiKey("leads"), "Leads", COUNT, values=(1000.0,) * 12),
        Kpi(KpiKey("conversion"), "Conversion", SHARE, values=(0.045,) * 12),
        Kpi(KpiKey("matured"), "Matured leads", COUNT, values=(36.0,) * 12),
    )
    more = Scenario(STRETCH, "Stretch", Map({"leads": Override(values=(1200.0,) * 12)}))
    return Plan("p", Calendar(Month(2027, 1)), kpis=Table(kpis), scenarios=Table((more,)))


def test_that_a_period_is_told_in_one_sentence() -> None:
    plan = new_clients()
    found = of(plan, "won", 2, STRETCH)
    assert sentence(found, spoken(plan)).replace("\u00a0", " ") == (
        "New clients, Stretch, Mar 2027 = 1,200 Leads × 4.5 % Conversion + 36 Matured leads = 90"
    )
    assert re.sub("[\u00a0\u202f]", " ", sentence(found, spoken(plan, "fr"))) == (
        "New clients, Stretch, mars 2027 = 1 200 Leads × 4,5 % Conversion + 36 Matured leads = 90"
    )


@pytest.mark.parametrize(
    ("formula", "told"),
    [
        ("(leads + matured) * conversion", "(1,000 Leads + 36 Matured leads) × 4.5 % Conversion"),
        ("leads / (matured * 2)", "1,000 Leads ÷ (36 Matured leads × 2)"),
        ("-(leads - matured)", "−(1,000 Leads − 36 Matured leads)"),
        ("leads - (matured - 1)", "1,000 Leads − (36 Matured leads − 1)"),
        ("leads ^ 2 ^ conversion", "1,000 Leads ^ (2 ^ 4.5 % Conversion)"),
        ("max(leads, 0.125)", "max(1,000 Leads, 0.125)"),
        ("if(leads > 5, matured, 0)", "36 Matured leads"),
        ("not (leads = 0 or matured < 1)", "not (1,000 Leads = 0 or 36 Matured leads < 1)"),
        ("prev(leads, 0)", "1,000 Leads (Feb 2027)"),
    ],
)
def test_that_parentheses_stand_where_they_are_needed(formula: str, told: str) -> None:
    plan = new_clients(formula)
    said = sentence(of(plan, "won", 2), spoken(plan)).replace("\u00a0", " ")
    assert said.split(" = ", 1)[1].rsplit(" = ", 1)[0] == told


def test_that_it_is_said_how_the_months_add_up() -> None:
    plan = shop()
    year = plan.calendar.report_group()
    speech = spoken(plan)
    assert how_words(of(plan, PROFIT, year), speech) == "Revenue − Costs; also the sum of 12 months"
    assert how_words(of(plan, REVENUE, year), speech) == "sum of 12 months"
    assert how_words(of(plan, CLIENTS, year), speech) == "last of 12 months"
    titles = [section.title for section in sections(of(plan, REVENUE, year), speech)]
    assert titles == ["Sum of 12 months", "What the formula reads, over 2027"]
    assert sections(of(plan, REVENUE, year), speech)[1].note.startswith("Σ of periods")


def test_that_rows_carry_the_base_and_whether_the_change_is_good() -> None:
    plan = shop()
    year = plan.calendar.report_group()
    revenue, costs = sections(of(plan, PROFIT, year, STRETCH), spoken(plan))[0].rows
    assert (revenue.sign, costs.sign) == ("", "−")
    assert revenue.base
    assert revenue.verdict is Verdict.BETTER
    assert (costs.base, costs.change) == ("", "")


def test_that_facts_name_the_scenario_the_base_and_what_is_missing() -> None:
    plan = shop()
    followed = " ".join(facts(of(plan, LEADS, 0, STRETCH), spoken(plan)))
    assert "105" in followed
    assert "9,000" in followed
    gone = replace(plan.kpis[LEADS], values=())
    lacking = replace(plan, kpis=plan.kpis.replacing(gone))
    told = facts(of(lacking, CLIENTS, 0), spoken(lacking))[0]
    assert told.startswith("— because: ")
    assert "Leads" in told


def test_that_copies_hold_every_row() -> None:
    plan = shop()
    found = of(plan, PROFIT, plan.calendar.report_group(), STRETCH)
    speech = spoken(plan)
    rows = [row for section in sections(found, speech) for row in section.rows]
    text, table, html = (copy(found, speech) for copy in (as_text, as_table, as_html))
    assert "\n    − Costs: " in text
    assert len(table) == 2 + len(rows) + len(sections(found, speech))
    assert {len(line) for line in table} == {5}
    assert html.count("<tr>") == len(table)
    named = replace(plan, kpis=plan.kpis.replacing(replace(plan.kpis[PROFIT], name="<b>&")))
    assert "&lt;b&gt;&amp;" in as_html(of(named, PROFIT, 0), spoken(named))


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(sensible.plans(), st.sampled_from(["en", "fr"]))
def test_that_everything_has_words(plan: Plan, code: str) -> None:
    results = results_of(plan)
    speech = spoken(plan, code)
    whens = [*plan.calendar.groups(plan.calendar.period)[:1], 0]
    found = [
        explain_kpi(plan, results.values, key, scenario, when)
        for key in plan.kpis
        for when in whens
        for scenario in (BASE, *plan.scenarios)
    ]
    names = [term(each) for each in (Term.INCENTIVES, Term.SHARED_STAKE, Term.EARNED_PER_UNIT)]
    names += [Name(Thing.PERSON, key) for key in plan.people]
    names += [Name(Thing.POSITION, key) for key in plan.positions]
    found += [explain_pay(results, name, BASE) for name in names]
    for each in found:
        text = as_text(each, speech)
        assert "{" not in text
        assert "nan" not in text.casefold().split()


def test_that_the_figure_of_the_base_is_told_from_that_of_the_scenario() -> None:
    plan = shop()
    following = Override(factors=(1.1,) * 12)
    row = replace(plan.scenarios[STRETCH], overrides=Map({LEADS: following}))
    plan = replace(plan, scenarios=plan.scenarios.replacing(row))
    found = of(plan, LEADS, 0, STRETCH)
    said = sentence(found, spoken(plan))
    assert said.replace("\u00a0", " ") == (
        "Leads, Stretch, Jan 2027 = 9,000 Figure of the base × 110 % Percentage of the base"
        " = 9,900 leads"
    )


def test_that_a_mean_is_not_called_a_sum_of_periods() -> None:
    plan = shop()
    rate = Kpi(KpiKey("rate"), "Rate", SHARE, formula="clients / leads", time=TimeRule.MEAN)
    plan = replace(plan, kpis=Table([*plan.kpis.values(), rate]))
    year = plan.calendar.groups(Span.YEAR)[0]
    notes = [each.note for each in sections(of(plan, "rate", year), spoken(plan))]
    assert any(note.startswith("By its own time rule") for note in notes)
    summed = [each.note for each in sections(of(plan, "revenue", year), spoken(plan))]
    assert any(note.startswith("Σ of periods") for note in summed)


def test_that_what_has_no_value_is_said_without_arithmetic() -> None:
    plan = shop()
    found = explain_pay(results_of(plan), term(Term.EARNED_PER_UNIT), BASE)
    said = sentence(found, spoken(plan))
    assert said.endswith(" = —")
    assert said.count("=") == 1
    assert "no_value" not in said

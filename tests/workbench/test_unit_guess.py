"""What a KPI counts, guessed from its name, its place and its formula."""

from __future__ import annotations

from dataclasses import replace

import pytest
from examples.shop import ARPU, CLIENTS, COSTS, PROFIT, REVENUE, shop

from models.calendar import Calendar, Month
from models.edits.kpis import add_kpi, set_formula, update_kpi
from models.keys import KpiKey
from models.kpi import Kpi, KpiRole, Sense, TimeRule, Unit, UnitKind
from models.plan import Plan
from workbench.formula_units import formula_kind
from workbench.unit_guess import formula_set, named_kpi, start_of_child
from workbench.unit_words import name_guess

EMPTY = Plan("Essai", Calendar(Month(2027, 1)))
MONEY, COUNT, SHARE = UnitKind.MONEY, UnitKind.COUNT, UnitKind.SHARE
PRICE, NUMBER = UnitKind.MONEY_PER_CLIENT_MONTH, UnitKind.NUMBER


@pytest.mark.parametrize(
    ("name", "kind", "label", "time"),
    [
        ("Chiffre d’affaires", MONEY, "", None),
        ("CA", MONEY, "", None),
        ("Revenue", MONEY, "", None),
        ("Résultat net", MONEY, "", None),
        ("ARPU mensuel", PRICE, "", None),
        ("Coût par client", PRICE, "", None),
        ("Revenue per customer", PRICE, "", None),
        ("Prix", MONEY, "", TimeRule.MEAN),
        ("Taux de réponse", SHARE, "", None),
        ("Conversion rate", SHARE, "", None),
        ("% signés", SHARE, "", None),
        ("Churn", SHARE, "", None),
        ("Clients", COUNT, "clients", TimeRule.LAST),
        ("Nouveaux clients", COUNT, "clients", None),
        ("Clients moyens", COUNT, "clients", TimeRule.MEAN),
        ("Effectif", COUNT, "", TimeRule.LAST),
        ("Nombre de vendeurs", COUNT, "vendeurs", TimeRule.LAST),
        ("Churned customers", COUNT, "customers", None),
        ("Satisfaction client", SHARE, "", None),
        ("Absentéisme", SHARE, "", None),
        ("Staff turnover", SHARE, "", None),
        ("Turnover", MONEY, "", None),
        ("Prises de commandes", MONEY, "", None),
        ("Trésorerie", MONEY, "", TimeRule.LAST),
        ("Flux de trésorerie", MONEY, "", None),
        ("MRR", MONEY, "", TimeRule.LAST),
        ("Expansion MRR", MONEY, "", None),
        ("Taux horaire", MONEY, "", TimeRule.MEAN),
        ("Share price", MONEY, "", TimeRule.MEAN),
        ("LTV", MONEY, "", TimeRule.MEAN),
        ("Coût unitaire", MONEY, "", TimeRule.MEAN),
        ("Délai de paiement", NUMBER, "", TimeRule.MEAN),
        ("NPS", NUMBER, "", TimeRule.MEAN),
        ("Salariés", COUNT, "salariés", TimeRule.LAST),
        ("Leads", COUNT, "leads", None),
        ("Prospects mûris", COUNT, "prospects", None),
        ("Nombre de magasins", COUNT, "magasins", TimeRule.LAST),
        ("Opening customers", COUNT, "customers", TimeRule.LAST),
    ],
)
def test_that_a_name_says_what_is_counted(
    name: str, kind: UnitKind, label: str, time: TimeRule | None
) -> None:
    guess = name_guess(name)
    assert guess.unit == Unit(kind, label)
    assert guess.time is time


def test_that_a_name_that_says_nothing_is_not_guessed_at() -> None:
    for name in ("Répétition", "Sales", "Foo", "", "Clientèle", "Costume"):
        assert name_guess(name).unit is None


def test_that_costs_are_costs_and_losses_are_better_lower() -> None:
    for name in ("Coûts", "Dépenses marketing", "Marketing spend", "Frais de structure", "Charges"):
        guess = name_guess(name)
        assert guess.cost
        assert guess.sense is Sense.LOWER
    assert name_guess("Attrition").sense is Sense.LOWER
    assert not name_guess("Attrition").cost


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("Profit", KpiRole.PROFIT),
        ("Résultat", KpiRole.PROFIT),
        ("Bénéfice net", KpiRole.PROFIT),
        ("Résultat marketing", None),
        ("Clients", KpiRole.CLIENTS),
        ("Nouveaux clients", None),
        ("Clients du marketing", None),
        ("ARPU mensuel", KpiRole.ARPU),
        ("Valeur d’un client", KpiRole.CLIENT_VALUE),
        ("CLV", KpiRole.CLIENT_VALUE),
    ],
)
def test_that_roles_go_by_plain_names(name: str, role: KpiRole | None) -> None:
    assert name_guess(name).role is role


def named(plan: Plan, name: str, parent: str | None = None) -> Plan:
    """Add a KPI as the window does: a plain one first, then its name."""
    key = KpiKey(f"k{len(plan.kpis)}")
    unit, time = start_of_child(plan, parent)
    after, _ = add_kpi(plan, Kpi(key, name, unit, time=time), parent=parent)
    after, _ = named_kpi(after, key, started_as=(unit, time))
    return after


@pytest.mark.parametrize(
    "name", ["Économies réalisées", "Cost savings", "Réduction des coûts", "Coûts évités"]
)
def test_that_a_saving_is_no_cost_and_is_taken_off_among_costs(name: str) -> None:
    guess = name_guess(name)
    assert (guess.saving, guess.cost, guess.sense) == (True, False, Sense.HIGHER)
    plan = named(named(named(EMPTY, "Frais de structure"), "Loyers", "k0"), name, "k0")
    made = plan.kpis[KpiKey("k2")]
    assert (made.cost, made.sense, made.unit.kind) == (False, Sense.HIGHER, MONEY)
    assert plan.kpis[KpiKey("k0")].formula == "k1 - k2"


def test_that_pay_is_a_cost_income_is_none_and_losses_go_down() -> None:
    for name in ("Salaries", "Salaires", "Masse salariale", "CAC", "COGS"):
        assert name_guess(name).cost, name
    for name in ("Fee income", "Salariés", "Charge de travail"):
        assert not name_guess(name).cost, name
    for name in ("Taux de rebond", "Réclamations", "Délai de réponse", "Staff turnover"):
        assert name_guess(name).sense is Sense.LOWER, name
    assert name_guess("Délai de paiement des fournisseurs").sense is None


def test_that_a_margin_that_multiplies_money_is_a_rate() -> None:
    plan = named(named(EMPTY, "Contribution"), "Chiffre d’affaires", "k0")
    plan, _ = add_kpi(plan, Kpi(KpiKey("k2"), "Marge de service"))
    plan, _ = set_formula(plan, KpiKey("k0"), "k1 * k2")
    after, _ = named_kpi(plan, KpiKey("k2"), started_as=(Unit(), TimeRule.SUM))
    assert after.kpis[KpiKey("k2")].unit.kind is SHARE
    assert after.kpis[KpiKey("k2")].time is TimeRule.MEAN


def test_that_costs_below_profit_are_taken_off_and_among_costs_are_added() -> None:
    plan = named(EMPTY, "Résultat")
    plan = named(plan, "Chiffre d’affaires", "k0")
    plan = named(plan, "Coûts", "k0")
    assert plan.kpis[KpiKey("k0")].formula == "k1 - k2"
    plan = named(plan, "Loyers", "k2")
    plan = named(plan, "Salaires payroll", "k2")
    assert plan.kpis[KpiKey("k2")].formula == "k3 + k4"
    assert plan.kpis[KpiKey("k4")].cost


def test_that_a_first_cost_below_a_kpi_of_no_role_stays_a_sum() -> None:
    plan = named(named(EMPTY, "Marketing"), "Dépenses", "k0")
    assert plan.kpis[KpiKey("k0")].formula == "k1"


def test_that_parts_of_costs_are_costs_whatever_their_name() -> None:
    plan = named(named(EMPTY, "Coûts"), "Comptabilité", "k0")
    made = plan.kpis[KpiKey("k1")]
    assert made.cost
    assert made.unit.kind is MONEY
    assert made.sense is Sense.LOWER


def test_that_a_role_that_is_taken_is_not_given_again() -> None:
    plan = named(named(EMPTY, "Profit"), "Résultat")
    assert [kpi.role for kpi in plan.kpis.values()] == [KpiRole.PROFIT, None]


def test_that_a_unit_somebody_chose_stays() -> None:
    plan, _ = add_kpi(EMPTY, Kpi(KpiKey("a"), "Taux"))
    chosen, _ = update_kpi(plan, KpiKey("a"), unit=Unit(COUNT))
    after, _ = named_kpi(chosen, KpiKey("a"), started_as=(Unit(), TimeRule.SUM))
    assert after.kpis[KpiKey("a")].unit == Unit(COUNT)


def test_that_a_factor_counts_what_is_left() -> None:
    plan = shop()
    lone, _ = set_formula(plan, REVENUE, "clients * nothing")
    assert start_of_child(lone, REVENUE)[0].kind is PRICE
    counted, _ = update_kpi(plan, CLIENTS, unit=Unit(COUNT))
    product, _ = set_formula(counted, CLIENTS, "leads * nothing")
    assert start_of_child(product, CLIENTS)[0].kind is SHARE
    assert start_of_child(plan, PROFIT) == (Unit(MONEY), TimeRule.SUM)
    weighted, _ = update_kpi(plan, ARPU, time=TimeRule.WEIGHTED, weight_by=CLIENTS)
    assert start_of_child(weighted, ARPU) == (Unit(PRICE), TimeRule.MEAN)


@pytest.mark.parametrize(
    ("formula", "kind"),
    [
        ("revenue / clients", PRICE),
        ("leads * conversion", COUNT),
        ("clients * arpu", MONEY),
        ("revenue / costs", SHARE),
        ("1 - conversion", SHARE),
        ("clients / leads", SHARE),
        ("revenue / arpu", COUNT),
        ("prev(clients, 5) * (1 - conversion) + leads", COUNT),
        ("12 * arpu", PRICE),
        ("(revenue - costs) / 2", MONEY),
        ("revenue + clients", None),
        ("clients * leads", None),
        ("7", None),
        ("nobody * 2", None),
        ("revenue -", None),
    ],
)
def test_that_a_formula_gives_its_unit_where_it_is_evident(
    formula: str, kind: UnitKind | None
) -> None:
    assert formula_kind(shop(), formula) is kind


def test_that_a_formula_sets_an_untouched_unit_and_rule() -> None:
    plan = replace(shop())
    for formula, unit, time in (
        ("revenue / costs", Unit(SHARE), TimeRule.FORMULA),
        ("leads * conversion", Unit(COUNT, "clients"), TimeRule.SUM),
        ("prev(fresh, 5) + leads", Unit(COUNT, "clients"), TimeRule.LAST),
        ("clients + clients", Unit(COUNT, "clients"), TimeRule.LAST),
    ):
        added, _ = add_kpi(plan, Kpi(KpiKey("fresh"), "New clients", formula=formula))
        after, _ = formula_set(added, KpiKey("fresh"))
        assert (after.kpis[KpiKey("fresh")].unit, after.kpis[KpiKey("fresh")].time) == (unit, time)
    kept, changes = formula_set(plan, COSTS)
    assert kept is plan
    assert changes.is_empty
    assert plan.kpis[COSTS].unit.kind is not NUMBER

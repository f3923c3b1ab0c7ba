"""Taking entries, objectives and templates from the catalogue into a plan."""

from dataclasses import replace

import pytest
from examples import shop
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies.sensible import plans

from models.calendar import Calendar, Month, Span
from models.changes import EditError, EditFault, diff
from models.formula import references
from models.keys import KpiKey, ObjectiveKey
from models.kpi import KpiRole, TimeRule
from models.plan import Plan
from models.problems import ProblemCode, check
from models.table import Table
from models.tree import kpi_tree
from workbench.catalogue import template_plan
from workbench.catalogue.branches import insert_template
from workbench.catalogue.heads import TEMPLATES
from workbench.catalogue.inserting import (
    first_new_kpi,
    insert_from_catalogue,
    insert_goal,
    needed_by,
)
from workbench.catalogue.reading import catalogue
from workbench.language import language

ENGLISH, FRENCH = language("en"), language("fr")
EMPTY = Plan("New", Calendar(Month(2027, 1)), language="en")
GRP, CLV, CAC, PROFIT = KpiKey("grp"), KpiKey("clv"), KpiKey("cac"), KpiKey("profit")
NO_FIGURES = {ProblemCode.NO_VALUES, ProblemCode.VALUES_MISSING}


def inserted(plan: Plan, *keys: str, parent: str | None = None, **wishes: object) -> Plan:
    chosen = {"language": ENGLISH, **wishes}
    return insert_from_catalogue(plan, keys, parent=parent, **chosen)[0]


def test_that_an_entry_comes_alone_as_a_driver_without_figures() -> None:
    kpi = inserted(EMPTY, "grp").kpis[GRP]
    assert (kpi.formula, kpi.values, kpi.name) == ("", (), "GRP")
    assert "rating points" in kpi.definition
    assert kpi.nature is not None


def test_that_an_entry_brings_all_that_it_is_worked_out_from() -> None:
    plan = inserted(EMPTY, "grp", with_drivers=True)
    assert list(plan.kpis) == ["grp", "reach", "frequency"]
    assert kpi_tree(plan.kpis).roots == (GRP,)
    assert {each.code for each in check(plan)} == {ProblemCode.NO_VALUES}
    assert plan.kpis[KpiKey("frequency")].weight_by == "reach"


def test_that_the_words_are_those_of_the_language() -> None:
    plan = inserted(EMPTY, "reach", language=FRENCH)
    assert plan.kpis[KpiKey("reach")].name == "Couverture"


def test_that_a_parent_takes_what_comes_into_its_formula() -> None:
    plan = inserted(shop.shop(), "retention", "media_cost", parent="costs")
    assert plan.kpis[shop.COSTS].formula == "retention + media_cost"
    below = inserted(shop.shop(), "media_cost", parent="profit").kpis[shop.PROFIT]
    assert below.formula == "revenue - costs - media_cost"


def test_that_what_the_plan_has_is_used_again() -> None:
    plan = inserted(shop.shop(), "cac", with_drivers=True)
    assert "leads" not in references(plan.kpis[CAC].formula).all
    plan = inserted(plan, "mql", with_drivers=True)
    assert plan.kpis[KpiKey("mql")].formula == "leads * lead_to_mql"
    assert KpiKey("leads_2") not in plan.kpis
    apart = inserted(shop.shop(), "mql", with_drivers=True, reuse=False)
    assert apart.kpis[KpiKey("mql")].formula == "leads_2 * lead_to_mql"


def test_that_what_is_known_by_its_name_is_used_under_its_key() -> None:
    plan = shop.shop()
    renamed = replace(plan.kpis[shop.LEADS], key=KpiKey("pistes"), name="Prospects")
    plan = replace(plan, kpis=plan.kpis.without(shop.LEADS, shop.CLIENTS).inserting(renamed))
    plan = inserted(plan, "mql", with_drivers=True)
    assert plan.kpis[KpiKey("mql")].formula == "pistes * lead_to_mql"


def test_that_a_kpi_that_counts_something_else_is_not_taken_for_an_entry() -> None:
    people = replace(shop.shop().kpis[shop.LEADS], key=KpiKey("reach"))
    plan = inserted(replace(EMPTY, kpis=Table([people])), "grp", with_drivers=True)
    assert plan.kpis[GRP].formula == "100 * reach_2 * frequency"


def test_that_a_formula_is_kept_without_drivers_where_the_plan_has_them() -> None:
    plan = inserted(shop.shop(), "margin")
    assert plan.kpis[KpiKey("margin")].is_driver
    plan = inserted(shop.shop(), "contribution", "margin")
    assert plan.kpis[KpiKey("margin")].formula == "contribution / revenue"


def test_that_nothing_above_is_used_below() -> None:
    plan = inserted(shop.shop(), "average_clients", parent="clients", with_drivers=True)
    formula = plan.kpis[KpiKey("average_clients")].formula
    assert formula == "(start_clients + clients_2) / 2"
    assert not [each for each in check(plan) if each.code is ProblemCode.CYCLE]


def test_that_an_entry_the_plan_has_is_linked_below_another_parent() -> None:
    plan = inserted(shop.shop(), "leads", parent="costs")
    assert plan.kpis[shop.COSTS].formula == "leads"
    assert len(plan.kpis) == len(shop.shop().kpis)
    same, changes = insert_from_catalogue(plan, [shop.LEADS], parent=shop.COSTS, language=ENGLISH)
    assert same is plan
    assert changes.is_empty


def test_that_a_place_among_the_siblings_is_kept() -> None:
    plan = inserted(shop.shop(), "media_cost", parent="profit", at=1)
    assert kpi_tree(plan.kpis).shown_under(PROFIT) == ("revenue", "media_cost", "costs")


def test_that_a_role_is_given_once() -> None:
    assert inserted(EMPTY, "profit").kpis[PROFIT].role is KpiRole.PROFIT
    plan = inserted(shop.shop(), "profit", reuse=False)
    assert plan.kpis[KpiKey("profit_2")].role is None


def test_that_the_function_that_usually_answers_does_so_where_the_plan_has_it() -> None:
    plan = inserted(shop.shop(), "media_cost", "tickets")
    assert dict(plan.kpis[KpiKey("media_cost")].responsibility) == {shop.MARKETING: 1.0}
    assert not plan.kpis[KpiKey("tickets")].responsibility


def test_that_the_new_kpi_is_the_one_that_was_asked_for() -> None:
    before = shop.shop()
    after = inserted(before, "clv", parent="profit", at=0, with_drivers=True)
    assert first_new_kpi(before, after) == CLV
    assert first_new_kpi(before, before) is None


def test_that_a_parent_that_is_gone_is_refused() -> None:
    with pytest.raises(EditError) as refused:
        inserted(EMPTY, "grp", parent="gone")
    assert refused.value.fault is EditFault.NO_SUCH_ROW


def test_that_every_entry_comes_whole_into_an_empty_plan() -> None:
    for key in catalogue().entries:
        plan = inserted(EMPTY, key, with_drivers=True)
        assert set(plan.kpis) == set(needed_by(key))
        assert first_new_kpi(EMPTY, plan) == key
        assert {each.code for each in check(plan)} <= NO_FIGURES, key
        for kpi in plan.kpis.values():
            assert kpi.formula == catalogue().entries[kpi.key].formula
            assert kpi.time is not TimeRule.WEIGHTED or kpi.weight_by in plan.kpis


@settings(max_examples=40, deadline=None)
@given(plans(), st.data())
def test_that_any_plan_takes_any_entry_or_refuses_it_in_words(plan: Plan, data: st.DataObject):
    key = data.draw(st.sampled_from(sorted(catalogue().entries)))
    parent = data.draw(st.sampled_from([None, *plan.kpis]))
    wishes = {"with_drivers": data.draw(st.booleans()), "reuse": data.draw(st.booleans())}
    known = {problem.code for problem in check(plan)}
    try:
        done = insert_from_catalogue(plan, [key], parent=parent, language=ENGLISH, **wishes)
    except EditError as error:
        done = None
        assert error.fault in {EditFault.SYNTAX, EditFault.CYCLE}  # noqa: PT017 - or else it is made
    if done is not None:
        after, changes = done
        assert changes == diff(plan, after)
        assert set(plan.kpis) <= set(after.kpis)
        found = {problem.code for problem in check(after)}
        assert ProblemCode.CYCLE in known or ProblemCode.CYCLE not in found


def test_that_an_objective_joins_the_organisation_once() -> None:
    plan, _ = insert_goal(EMPTY, ObjectiveKey("gemba_swap"), language=FRENCH)
    (objective,) = plan.objectives.values()
    assert objective.name == "Échange d’une demi-journée sur le terrain"
    assert [grade.rating for grade in objective.scale] == [0.0, 0.5, 1.0, 1.2]
    assert check(plan) == ()
    assert insert_goal(plan, ObjectiveKey("gemba_swap"), language=FRENCH)[0] is plan


@pytest.mark.parametrize("key", TEMPLATES)
def test_that_a_template_grows_as_a_branch_beside_its_twin(key: str) -> None:
    whole = template_plan(key, ENGLISH)
    plan, _ = insert_template(whole, key, parent=None, language=ENGLISH)
    assert len(plan.kpis) == 2 * len(whole.kpis)
    assert plan.functions == whole.functions
    assert check(plan) == ()
    assert len(kpi_tree(plan.kpis).roots) == 2 * len(kpi_tree(whole.kpis).roots)


def test_that_a_template_hangs_below_a_parent_and_brings_its_functions() -> None:
    plan, _ = insert_template(
        shop.sound_shop(), "bank_branch", parent=shop.PROFIT, language=ENGLISH
    )
    assert plan.kpis[shop.PROFIT].formula == "revenue - costs + profit_2"
    assert set(plan.functions) == {shop.MARKETING, shop.SALES, "accounting", "hr"}
    assert plan.kpis[KpiKey("profit_2")].role is None
    assert check(plan) == check(shop.sound_shop())


def test_that_figures_of_a_template_stand_in_their_month() -> None:
    july = replace(EMPTY, calendar=Calendar(Month(2028, 7), count=18))
    plan, _ = insert_template(july, "retail_shop", parent=None, language=ENGLISH)
    own = template_plan("retail_shop", ENGLISH).kpis[KpiKey("footfall")].values
    assert plan.kpis[KpiKey("footfall")].values == own[6:] + own


def test_that_figures_of_months_are_none_of_quarters() -> None:
    quarters = replace(EMPTY, calendar=Calendar(Month(2027, 1), Span.QUARTER, 4))
    plan, _ = insert_template(quarters, "retail_shop", parent=None, language=ENGLISH)
    assert all(kpi.values == () for kpi in plan.kpis.values())
    shares = plan.kpis[KpiKey("footfall")].responsibility
    assert dict(shares) == {"marketing": 0.8, "sales": 0.2}

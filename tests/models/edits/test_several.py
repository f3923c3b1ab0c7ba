"""Edits of several KPIs: alone as the edit of one, together in the order they stood in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from examples.shop import ARPU, CLIENTS, CONVERSION, COSTS, LEADS, PROFIT, REVENUE, STRETCH, shop
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from strategies import sensible

from models.calendar import Month
from models.changes import Edited, EditError
from models.edits import copying, kpis, removal, several, tree
from models.keys import KpiKey
from models.kpi import Kpi, KpiRole
from models.plan import Plan
from models.scenario import Override
from models.table import Table
from models.tree import kpi_tree


def family(*children: str) -> Plan:
    """Return a plan with one sum of drivers."""
    parent = Kpi(KpiKey("top"), "Top", formula=" + ".join(children))
    rows = (Kpi(KpiKey(key), key.upper(), values=(1.0,)) for key in children)
    return Plan("Family", shop().calendar, kpis=Table((parent, *rows)))


def below(plan: Plan, parent: str = "top") -> str:
    return " ".join(kpi_tree(plan.kpis).shown_under(KpiKey(parent)))


def outcome(edit: Callable[[], Edited]) -> object:
    try:
        return edit()[0]
    except EditError as error:
        return error.fault


def test_that_what_stands_side_by_side_moves_as_one() -> None:
    plan = family("a", "b", "c", "d", "e")
    chosen = [KpiKey("e"), KpiKey("b"), KpiKey("c")]
    up, _ = several.reorder_several(plan, chosen, -1)
    assert below(up) == "b c a e d"
    assert below(several.reorder_several(up, chosen, -1)[0]) == "b c e a d"
    assert below(several.reorder_several(plan, chosen, 1)[0]) == "a d b c e"


def test_that_indenting_and_outdenting_keep_the_order() -> None:
    plan = family("a", "b", "c", "d", "e")
    inside, _ = several.indent(plan, [KpiKey("e"), KpiKey("b"), KpiKey("c")])
    assert (below(inside), below(inside, "a"), below(inside, "d")) == ("a d", "b c", "e")
    out, _ = several.outdent(inside, [KpiKey("c"), KpiKey("b")])
    assert below(out) == "a b c d"
    assert several.outdent(plan, [KpiKey("top")])[0] is plan
    assert several.indent(plan, [KpiKey("a"), KpiKey("b")])[0] is plan


def test_that_branches_that_name_each_other_go_together() -> None:
    plan, _ = kpis.set_formula(shop(), COSTS, "leads * 3")
    with pytest.raises(EditError):
        removal.delete_branches(plan, [LEADS])
    assert LEADS not in removal.delete_branches(replace(plan, designs=Table()), [PROFIT])[0].kpis
    bare = replace(plan, designs=Table())
    after, _ = removal.delete_branches(bare, [COSTS, REVENUE, LEADS])
    assert tuple(after.kpis) == (PROFIT,)
    assert after.kpis[PROFIT].is_driver
    nodes, _ = several.delete_nodes(replace(shop(), designs=Table()), [REVENUE, COSTS])
    assert nodes.kpis[PROFIT].formula == "(clients * arpu)"


def test_that_copies_made_together_read_each_other() -> None:
    plan, _ = kpis.set_formula(shop(), COSTS, "leads * 3")
    after, _ = copying.duplicate_branches(plan, [COSTS, REVENUE])
    assert after.kpis[KpiKey("costs_2")].formula == "leads_2 * 3"
    assert below(after, "profit") == "revenue revenue_2 costs costs_2"
    assert after.scenarios[STRETCH].overrides[KpiKey("leads_2")] == Override(factors=(1.05,) * 12)


def test_that_a_branch_that_was_cut_comes_back_as_it_was() -> None:
    plan = replace(shop(), designs=Table())
    rows = [plan.kpis[key] for key in kpi_tree(plan.kpis).branch(REVENUE)]
    copied = replace(plan, kpis=Table(rows))
    cut, _ = removal.delete_branches(plan, [REVENUE])
    back, _ = copying.graft(cut, copied, PROFIT)
    assert back.kpis[PROFIT].formula == "revenue - costs" or "revenue" in back.kpis[PROFIT].formula
    for key in (REVENUE, CLIENTS, LEADS, CONVERSION, ARPU):
        assert back.kpis[key] == plan.kpis[key]
    assert back.scenarios == plan.scenarios
    again, _ = copying.graft(back, copied, COSTS)
    assert again.kpis[KpiKey("revenue_2")].formula == "clients_2 * arpu_2"
    assert again.kpis[KpiKey("revenue_2")].name == "Revenue (2)"
    assert again.kpis[KpiKey("clients_2")].role is None
    assert back.kpis[CLIENTS].role is KpiRole.CLIENTS


def test_that_figures_keep_their_months_in_another_calendar() -> None:
    plan = shop()
    later = replace(plan, calendar=replace(plan.calendar, first_month=Month(2027, 3)))
    copied = replace(plan, kpis=Table((replace(plan.kpis[LEADS], values=(1.0, 2.0, 3.0)),)))
    after, _ = copying.graft(later, copied)
    assert after.kpis[KpiKey("leads_2")].values == (3.0,)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    phases=[Phase.reuse, Phase.generate],
)
@given(sensible.plans(), st.sampled_from(sensible.KPIS[:5]), st.sampled_from([-1, 1]))
def test_that_for_one_kpi_they_are_the_edits_of_one(plan: Plan, key: KpiKey, steps: int) -> None:
    assert outcome(lambda: several.delete_nodes(plan, [key])) == outcome(
        lambda: tree.delete_node(plan, key)
    )
    assert outcome(lambda: several.reorder_several(plan, [key], steps)) == outcome(
        lambda: tree.reorder(plan, key, steps)
    )

"""Moving several branches: they stand together, in their order, where they were put."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from models.calendar import Calendar, Month
from models.keys import KpiKey
from models.kpi import Kpi
from models.plan import Plan
from models.table import Table
from models.tree import kpi_tree
from ui.decompose.moving import move_many

FIRST, SECOND = KpiKey("first"), KpiKey("second")


def plan_of(first: int, second: int) -> Plan:
    """Return a plan of two sums, of ``first`` and ``second`` drivers."""
    sums, drivers = [], []
    for key, letter, count in ((FIRST, "a", first), (SECOND, "b", second)):
        parts = [KpiKey(f"{letter}{number}") for number in range(count)]
        sums.append(Kpi(key, key, formula=" + ".join(parts)))
        drivers += [Kpi(part, part, values=(1.0,) * 12) for part in parts]
    return Plan("Two sums", Calendar(Month(2027, 1)), kpis=Table([*sums, *drivers]))


@given(data=st.data(), first=st.integers(1, 6), second=st.integers(1, 6))
@settings(max_examples=80, deadline=None)
def test_that_branches_stand_in_order_at_the_place_they_were_put(
    data: st.DataObject, first: int, second: int
) -> None:
    plan = plan_of(first, second)
    tree = kpi_tree(plan.kpis)
    drivers = [key for key in plan.kpis.order if plan.kpis[key].is_driver]
    keys = data.draw(st.lists(st.sampled_from(drivers), min_size=1, unique=True))
    goal = data.draw(st.sampled_from([FIRST, SECOND]))
    other = SECOND if goal == FIRST else FIRST
    if not set(tree.shown_under(other)) - set(keys):
        # A sum of nothing is refused.
        keys = [key for key in keys if key != tree.shown_under(other)[0]]
    rest = [key for key in tree.shown_under(goal) if key not in keys]
    at = data.draw(st.none() | st.integers(0, len(rest)))
    after, changes = move_many(plan, keys, goal, at)
    place = len(rest) if at is None else at
    shown = kpi_tree(after.kpis)
    assert list(shown.shown_under(goal)) == [*rest[:place], *keys, *rest[place:]]
    assert set(after.kpis) == set(plan.kpis)
    assert changes.is_empty == (after == plan)


def test_that_what_stands_below_another_goes_with_it() -> None:
    plan = plan_of(2, 2)
    root = Kpi(KpiKey("root"), "root", formula="first + second")
    plan = replace(plan, kpis=Table([root, *plan.kpis.values()]))
    plan, _ = move_many(plan, (KpiKey("a0"), FIRST, KpiKey("b0")), SECOND, 0)
    tree = kpi_tree(plan.kpis)
    assert tree.shown_under(SECOND) == (FIRST, "b0", "b1")
    assert tree.home[KpiKey("a0")] == FIRST

"""The tree that formulas draw: everything once, at a home that closes no circle."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.cycles import cycle_through, cycles, path_between
from models.formula import references
from models.keys import KpiKey
from models.kpi import Kpi
from models.table import Table
from models.tree import keep_tree, kpi_tree

KEYS = [KpiKey(key) for key in "abcdefg"]
terms = st.lists(
    st.one_of(
        st.sampled_from([*KEYS, "stranger"]),
        st.sampled_from(KEYS).map("prev({}, 1)".format),
        st.sampled_from(KEYS).map("lag({}, 2)".format),
    ),
    max_size=3,
).map(" + ".join)
tables = st.lists(terms, min_size=1, max_size=len(KEYS)).map(
    lambda texts: Table(Kpi(key, key, formula=text) for key, text in zip(KEYS, texts, strict=False))
)
many = settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@many
@given(tables)
def test_that_every_kpi_stands_once_below_a_home_that_names_it(kpis: Table[KpiKey, Kpi]) -> None:
    tree = kpi_tree(kpis)
    order = tree.preorder()
    assert sorted(order) == sorted(kpis)
    seen: set[KpiKey] = set()
    for key in order:
        home = tree.home[key]
        assert (home is None) == (key in tree.roots)
        if home is not None:
            assert home in seen  # parents come first, so homes close no circle
            assert key in references(kpis[home].formula).all
            assert tree.depth[key] == tree.depth[home] + 1
        seen.add(key)
        named = set(references(kpis[key].formula).all) - {key}
        assert {child.key for child in tree.children[key]} == named
        for child in tree.children[key]:
            assert child.known == (child.key in kpis)
            if child.known:
                assert child.link == (tree.home[child.key] != key)
    homes = [
        child.key for key in kpis for child in tree.children[key] if child.known and not child.link
    ]
    assert sorted([*homes, *tree.roots]) == sorted(kpis)
    for name, users in tree.used_by.items():
        assert list(users) == [
            key for key in kpis if key != name and name in references(kpis[key].formula).all
        ]


@many
@given(tables, st.sampled_from(KEYS))
def test_that_a_branch_is_what_stands_below(kpis: Table[KpiKey, Kpi], key: KpiKey) -> None:
    if key not in kpis:
        return
    tree = kpi_tree(kpis)

    def above(one: KpiKey) -> list[KpiKey]:
        home = tree.home[one]
        return [one] if home is None else [one, *above(home)]

    assert set(tree.branch(key)) == {one for one in kpis if key in above(one)}
    assert key in tree.siblings(key)


@many
@given(tables)
def test_that_a_tree_is_kept_while_formulas_and_order_stay(kpis: Table[KpiKey, Kpi]) -> None:
    tree = kpi_tree(kpis)
    first = kpis[kpis.order[0]]
    renamed = kpis.replacing(replace(first, name="Other"))
    assert kpi_tree(renamed) is tree
    priced = kpis.replacing(replace(first, values=(1.0,)))
    keep_tree(kpis, priced)
    assert kpi_tree(priced) is tree


def reads_now(kpis: Table[KpiKey, Kpi], key: KpiKey) -> set[KpiKey]:
    return {KpiKey(name) for name in references(kpis[key].formula).now if name in kpis}


def reachable(kpis: Table[KpiKey, Kpi], key: KpiKey) -> set[KpiKey]:
    """Return what ``key`` depends on in the same period, the plainest way."""
    found: set[KpiKey] = set()
    ahead = list(reads_now(kpis, key))
    while ahead:
        one = ahead.pop()
        if one not in found:
            found.add(one)
            ahead += reads_now(kpis, one)
    return found


@many
@given(tables)
def test_that_each_knot_has_one_cycle_spelled_out_from_its_first_kpi(
    kpis: Table[KpiKey, Kpi],
) -> None:
    found = cycles(kpis)
    knotted = [key for key in kpis if key in reachable(kpis, key)]
    below = {key: reachable(kpis, key) for key in kpis}
    knots = {
        frozenset(other for other in knotted if other in below[key] and key in below[other])
        for key in knotted
    }
    assert {cycle[0] for cycle in found} == {min(knot, key=kpis.index) for knot in knots}
    assert len(found) == len(knots)
    for cycle in found:
        assert cycle[0] == cycle[-1]
        for one, other in pairwise(cycle):
            assert other in reads_now(kpis, one)
    for key in kpis:
        assert (cycle_through(kpis, key) is not None) == (key in knotted)
        for goal in kpis:
            path = path_between(kpis, key, goal)
            assert (path is not None) == (goal == key or goal in below[key])

"""A tree made from that of another table is the tree that all formulas give."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models import tree_patching
from models.keys import KpiKey
from models.kpi import Kpi
from models.table import Table
from models.tree_building import built
from models.tree_patching import patched
from models.tree_shape import KpiTree

KEYS = [KpiKey(key) for key in "abcdefgh"]
terms = st.lists(
    st.one_of(
        st.sampled_from([*KEYS, "stranger", "other"]),
        st.sampled_from(KEYS).map("prev({}, 1)".format),
    ),
    max_size=3,
).map(" + ".join)


@st.composite
def tables(draw: st.DrawFn) -> tuple[Table[KpiKey, Kpi], Table[KpiKey, Kpi]]:
    """Draw a table, and what became of it by a few edits."""
    # Reading only what follows closes no loop, as in most plans.
    plain = draw(st.booleans())
    rows = [
        Kpi(key, key, formula=text)
        for key in draw(st.permutations(KEYS))
        for text in (draw(terms),)
        if not plain or not any(other in text for other in KEYS[: KEYS.index(key) + 1])
    ]
    before = after = Table(rows)
    for _ in range(draw(st.integers(1, 3))):
        key = draw(st.sampled_from(KEYS))
        if key not in after:
            new = Kpi(key, key, formula=draw(terms))
            after = after.inserting(new, draw(st.integers(0, len(after))))
            continue
        kind = draw(st.integers(0, 2))
        if kind == 0:
            after = after.without(key)
        elif kind == 1:
            after = after.replacing(Kpi(key, "Other", formula=draw(terms)))
        else:
            others = [other for other in after if other != key]
            others.insert(draw(st.integers(0, len(others))), key)
            after = after.reordered(others)
    return before, after


def told(tree: KpiTree) -> tuple[object, ...]:
    """Return all that a tree says."""
    by_key = (tree.children, tree.home, tree.depth, tree.used_by)
    return *map(dict, by_key), tree.roots, tree.preorder(), tree.is_plain


@settings(max_examples=600, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(tables())
def test_that_a_patched_tree_is_the_tree_built_anew(
    pair: tuple[Table[KpiKey, Kpi], Table[KpiKey, Kpi]],
) -> None:
    before, after = pair
    with pytest.MonkeyPatch.context() as patch:
        # However much differs, in such small tables.
        patch.setattr(tree_patching, "_SHARE", 0)
        found = patched(built(before), before, after)
    whole = built(after)
    if found is None:
        assert not (built(before).is_plain and whole.is_plain)
    else:
        assert told(found) == told(whole)


def test_that_a_tree_of_which_little_differs_is_patched() -> None:
    rows = [Kpi(KpiKey("top"), "Top", formula=" + ".join(f"d{number}" for number in range(50)))]
    before = Table([*rows, *(Kpi(KpiKey(f"d{number}"), "Driver") for number in range(50))])
    after = before.replacing(Kpi(KpiKey("d7"), "Driver", formula="d9 + stranger"))
    found = patched(built(before), before, after)
    assert found is not None
    assert told(found) == told(built(after))

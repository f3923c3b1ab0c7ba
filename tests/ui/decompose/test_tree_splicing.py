"""Nodes made from those of another tree are the nodes that the tree itself gives."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models import tree_patching
from models.keys import KpiKey
from models.kpi import Kpi
from models.table import Table
from models.tree import KpiTree
from models.tree_building import built
from models.tree_patching import patched
from ui.decompose import tree_splicing
from ui.decompose.tree_nodes import TreeNodes, tree_nodes
from ui.decompose.tree_splicing import spliced

KEYS = [KpiKey(f"k{number}") for number in range(14)]


@st.composite
def formulas(draw: st.DrawFn, key: KpiKey) -> str:
    # Reading only what follows closes no loop; links and strangers are among it.
    later = KEYS[KEYS.index(key) + 1 :]
    return " + ".join(draw(st.lists(st.sampled_from([*later, "stranger"]), max_size=3)))


@st.composite
def trees(draw: st.DrawFn) -> tuple[KpiTree, KpiTree]:
    """Draw a tree, and what became of it by an edit or two."""
    listed = draw(st.lists(st.sampled_from(KEYS), min_size=1, unique=True))
    before = after = Table(Kpi(key, key, formula=draw(formulas(key))) for key in listed)
    for _ in range(draw(st.integers(1, 2))):
        key = draw(st.sampled_from(KEYS))
        kpi = Kpi(key, "Other", formula=draw(formulas(key)))
        if key not in after:
            after = after.inserting(kpi, draw(st.integers(0, len(after))))
        elif draw(st.booleans()):
            after = after.replacing(kpi)
        elif draw(st.booleans()):
            after = after.without(key)
        else:
            others = [other for other in after if other != key]
            others.insert(draw(st.integers(0, len(others))), key)
            after = after.reordered(others)
    tree = built(before)
    with pytest.MonkeyPatch.context() as patch:
        # However much differs, in such small tables.
        patch.setattr(tree_patching, "_SHARE", 0)
        return tree, patched(tree, before, after) or built(after)


def told(nodes: TreeNodes) -> tuple[object, ...]:
    """Return all that nodes say."""
    arrays = (nodes.parent, nodes.depth, nodes.end, nodes.link, nodes.known, nodes.row)
    below = [nodes.children[node] for node in range(-1, len(nodes))]
    return nodes.keys, [each.tolist() for each in arrays], nodes.roots, dict(nodes.home), below


@settings(max_examples=500, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(trees())
def test_that_spliced_nodes_are_the_nodes_numbered_anew(pair: tuple[KpiTree, KpiTree]) -> None:
    before, after = pair
    earlier = tree_nodes(before)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tree_splicing, "_SHARE", 0)
        found = spliced(earlier, after)
    assert told(found) == told(tree_nodes(after))
    assert np.all(found.end > np.arange(len(found)))

"""The flattened tree: links and unknown names are nodes, folding hides whole branches."""

from __future__ import annotations

import numpy as np

from models.keys import KpiKey
from models.kpi import Kpi
from models.table import Table
from models.tree import kpi_tree
from ui.decompose.folding import Folding
from ui.decompose.tree_nodes import NodeName, TreeNodes, tree_nodes


def nodes_of(**formulas: str) -> TreeNodes:
    rows = [Kpi(KpiKey(key), key, formula=formula) for key, formula in formulas.items()]
    return tree_nodes(kpi_tree(Table(rows)))


TREE = {
    "profit": "revenue - costs",
    "revenue": "clients * arpu",
    "costs": "clients * service + missing",
    "clients": "",
    "arpu": "",
    "service": "",
}


def test_that_links_and_unknown_names_are_nodes_of_their_own() -> None:
    nodes = nodes_of(**TREE)
    assert [(nodes.keys[i], bool(nodes.link[i]), bool(nodes.known[i])) for i in range(8)] == [
        ("profit", False, True),
        ("revenue", False, True),
        ("clients", False, True),
        ("arpu", False, True),
        ("costs", False, True),
        ("clients", True, True),
        ("service", False, True),
        ("missing", False, False),
    ]
    assert nodes.depth.tolist() == [0, 1, 2, 2, 1, 2, 2, 2]
    assert nodes.end.tolist() == [8, 4, 3, 4, 8, 6, 7, 8]
    assert nodes.row.tolist() == [0, 0, 0, 1, 1, 0, 1, 2]


def test_that_a_node_is_found_again_where_it_stands_else_at_home() -> None:
    nodes = nodes_of(**TREE)
    link = nodes.find(NodeName(KpiKey("costs"), KpiKey("clients")))
    assert nodes.link[link]
    assert nodes.name(link) == NodeName(KpiKey("costs"), KpiKey("clients"))
    moved = nodes.find(NodeName(KpiKey("profit"), KpiKey("arpu")))
    assert moved == nodes.home[KpiKey("arpu")]
    assert nodes.find(NodeName(None, KpiKey("nobody"))) == -1


def test_that_a_fold_hides_its_branch_and_nothing_else() -> None:
    nodes = nodes_of(**TREE)
    assert nodes.visible({KpiKey("revenue")}).tolist() == [0, 1, 4, 5, 6, 7]
    assert nodes.visible({KpiKey("profit"), KpiKey("costs")}).tolist() == [0]
    assert np.array_equal(nodes.visible(frozenset()), np.arange(8))


def test_that_a_level_folds_and_opens_as_one() -> None:
    nodes = nodes_of(**TREE)
    folding = Folding()
    folding.toggle_level(nodes, nodes.home[KpiKey("costs")])
    assert folding.folded == {"revenue", "costs"}
    folding.toggle_level(nodes, nodes.home[KpiKey("revenue")])
    assert folding.folded == frozenset()
    folding.open_levels(nodes, 1)
    folding.open_to(nodes, nodes.home[KpiKey("arpu")])
    assert folding.folded == frozenset()

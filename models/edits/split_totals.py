"""What a KPI that is split says from then on: the total of its members."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from models.changes import EditError, EditFault
from models.edits.degrees import degrees_of
from models.edits.operands import checked
from models.edits.shares import Shares
from models.edits.split_analysis import Analysis
from models.formula import references
from models.formula_parser import parse
from models.formula_text import formula_text
from models.formula_tree import Arithmetic, Call, Comparison, Name, Node, Number, walk
from models.keys import KpiKey
from models.kpi import Bounds, Kpi
from models.table import Table
from models.tree import kpi_tree

Kpis = Table[KpiKey, Kpi]


def total_kpi(
    kpis: Kpis, key: KpiKey, members: Mapping[KpiKey, tuple[KpiKey, ...]], found: Analysis
) -> Kpi:
    """Return the KPI ``key`` as the total of its members; a ratio as it was.

    Raises:
        EditError: SPLIT_WITHOUT_WEIGHT; SYNTAX where the formula grows too long.
    """
    kpi = kpis[key]
    parts = [Name(member) for member in members[key]]
    if found.degrees[key] == 0:
        if kpi.formula:
            return kpi
        node = _average(kpis, key, parts, members, found)
    else:
        node = _sum(list[Node](parts))
    moved = replace(kpi, formula=checked(key, formula_text(node)))
    # How far it moves, and how uncertain it is, is said of the members now.
    return replace(moved, bounds=Bounds(), distribution=None) if kpi.is_driver else moved


def _sum(parts: list[Node]) -> Node:
    total, *rest = parts
    for part in rest:
        total = Arithmetic("+", total, part)
    return total


def _average(
    kpis: Kpis,
    key: KpiKey,
    parts: list[Name],
    members: Mapping[KpiKey, tuple[KpiKey, ...]],
    found: Analysis,
) -> Node:
    """Return the average of the members of a rate, weighted by what it is a rate of."""
    if len(parts) == 1:
        return parts[0]
    weight = weight_of(kpis, key, members, found)
    if weight is None:
        raise EditError(EditFault.SPLIT_WITHOUT_WEIGHT, {"key": key})
    if weight not in members:
        shares: Shares = found.handout.of(weight)
        return _sum(
            [
                Arithmetic("*", part, Number(share))
                for part, share in zip(parts, shares, strict=True)
            ]
        )
    weights = [Name(member) for member in members[weight]]
    products = [Arithmetic("*", part, by) for part, by in zip(parts, weights, strict=True)]
    weighted = Arithmetic("/", _sum(list[Node](products)), Name(weight))
    # A rate of nothing was a figure before, and stays one.
    nothing = Comparison("=", Name(weight), Number(0.0))
    return Call("if", (nothing, Call("avg", tuple(parts)), weighted))


def weight_of(
    kpis: Kpis, key: KpiKey, members: Mapping[KpiKey, tuple[KpiKey, ...]], found: Analysis
) -> KpiKey | None:
    """Return the KPI that a rate is averaged by.

    That is its time weight, else what it multiplies, or what a rate made of it does.
    """
    own = kpis[key].weight_by
    if own is not None and own in kpis and _handed_out(kpis, own, found):
        return own
    used_by = kpi_tree(kpis).used_by
    waiting, seen = [key], {key}
    for one in waiting:
        for user in used_by.get(one, ()):
            root = _root(kpis, user, found)
            if root is None or user in seen:
                continue
            for weight in _multiplied(root, one):
                if weight in kpis and _handed_out(kpis, weight, found):
                    return weight
            if user in members and found.degrees[user] == 0:
                seen.add(user)
                waiting.append(user)
    return None


def _root(kpis: Kpis, user: KpiKey, found: Analysis) -> Node | None:
    """Return the formula of a KPI that reads another; None where it is none."""
    if user in found.formulas:
        return found.formulas[user].root
    return parse(kpis[user].formula) if references(kpis[user].formula).all else None


def _handed_out(kpis: Kpis, key: KpiKey, found: Analysis) -> bool:
    degrees = found.degrees if key in found.degrees else degrees_of(kpis, (key,), ())
    return degrees[key] == 1


def _multiplied(root: Node, key: KpiKey) -> Iterator[KpiKey]:
    """Yield the KPIs on the other side of the products and ratios that ``key`` is in."""
    for node in walk(root):
        if isinstance(node, Arithmetic) and node.op in {"*", "/"}:
            for one, other in ((node.left, node.right), (node.right, node.left)):
                if _names(one, key):
                    yield from (KpiKey(part.key) for part in walk(other) if isinstance(part, Name))


def _names(node: Node, key: KpiKey) -> bool:
    return any(isinstance(part, Name) and part.key == key for part in walk(node))

"""Puts the operations of all formulas of a plan together into one graph and one tape."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise

import numpy as np

from models.keys import KpiKey
from workbench.engine.arrays import Rows
from workbench.engine.operations import GIVEN, Op
from workbench.engine.ordering import Order, Peeled, endless, order_of, peel
from workbench.engine.pieces import Packed, Piece, piece_of
from workbench.engine.tape import Slice, Tape


@dataclass(frozen=True, slots=True, eq=False)
class Graph:
    """Every operation of a plan, as nodes.

    Node n < KPIs is the value of KPI n; the node after them is what an unknown name reads.
    Then come the nodes within formulas, formula by formula, and the literals.

    Attributes:
        numbers: the number of each KPI.
        ops: shape (nodes,).
        late: shape (nodes,): how many of what a node reads, from the first, are read for
            earlier periods only.
        parameters: shape (nodes,).
        reading: shape (reads,): the node that reads; the reads of a node are neighbours.
        read: shape (reads,): the node that it reads.
        history: rows of the history array that a node reads, where it does.
        first_inner: shape (KPIs + 1,): where among the nodes within formulas, counted from
            the first of them, those of each KPI begin.
        constants: the literals, in the order of their nodes, which are the last.
        history_rows: the row of the history array of each KPI whose history is read.
        cyclic: numbers of KPIs that need their own value of the same period.
        peeled: which nodes can be placed at once.
    """

    numbers: dict[KpiKey, int]
    ops: Rows
    late: Rows
    parameters: Rows
    reading: Rows
    read: Rows
    history: dict[int, tuple[int, ...]]
    first_inner: Rows
    constants: tuple[float, ...]
    history_rows: dict[KpiKey, int]
    cyclic: frozenset[int]
    peeled: Peeled

    @property
    def inner(self) -> Rows:
        """The nodes within formulas, formula by formula."""
        first = len(self.numbers) + 1
        return np.arange(first, first + int(self.first_inner[-1]))

    @property
    def arity(self) -> Rows:
        """How many nodes each node reads, shape (nodes,)."""
        return np.bincount(self.reading, minlength=len(self.ops))

    def reads(self, nodes: Sequence[int]) -> dict[int, list[int]]:
        """Return what each of ``nodes`` reads."""
        found: dict[int, list[int]] = {node: [] for node in nodes}
        among = np.zeros(len(self.ops), dtype=np.bool_)
        among[nodes] = True
        chosen = among[self.reading]
        for node, read in zip(
            self.reading[chosen].tolist(), self.read[chosen].tolist(), strict=True
        ):
            found[node].append(read)
        return found


def graph_of(keys: Sequence[KpiKey], formulas: Sequence[str]) -> Graph:
    """Return the graph of all formulas; cycles without an earlier period are cut.

    Args:
        keys: the KPIs.
        formulas: the formula of each, "" for a driver.
    """
    count = len(keys)
    numbers = dict(zip(keys, range(count), strict=True))
    found = [(number, piece_of(text)) for number, text in enumerate(formulas) if text]
    pieces = [piece for _, piece in found if piece is not None]
    owners = np.array([number for number, piece in found if piece is not None], dtype=np.intp)
    packed = Packed.of(pieces)
    first_inner = np.zeros(count + 1, dtype=np.intp)
    first_inner[owners + 1] = packed.last - packed.first
    np.cumsum(first_inner, out=first_inner)
    # The last operation of a formula is the node of its KPI, the others are of its own.
    node = np.arange(len(packed.op)) + count + 1
    node -= np.repeat(np.arange(len(pieces)), packed.last - packed.first + 1)
    node[packed.last] = owners
    literal = count + 1 + int(first_inner[-1])
    constants: dict[float, int] = {}
    literals = [
        constants.setdefault(value, literal + len(constants))
        for piece in pieces
        if piece.literals
        for value in piece.literals
    ]
    ops = np.full(literal + len(constants), Op.DRIVER, dtype=np.intp)
    ops[[number for number, piece in found if piece is None]] = Op.NO_VALUE
    ops[count] = Op.NO_VALUE
    ops[literal:] = Op.CONSTANT
    ops[node] = packed.op
    late, parameters = np.zeros_like(ops), np.zeros_like(ops)
    late[node] = packed.late
    parameters[node] = packed.parameter
    names = chain.from_iterable([piece.names for piece in pieces])
    named = np.array([numbers.get(name, count) for name in names], dtype=np.intp)
    targets = (node, named, np.array(literals, dtype=np.intp))
    reading = np.repeat(node, packed.arity)
    read = np.empty(len(reading), dtype=np.intp)
    for kind, nodes in enumerate(targets):
        of_kind = packed.kind == kind
        read[of_kind] = nodes[packed.operand[of_kind]]
    history, history_rows = _histories(pieces, numbers, packed, node)
    graph = Graph(
        numbers,
        ops,
        late,
        parameters,
        reading,
        read,
        history,
        first_inner,
        constants=tuple(constants),
        history_rows=history_rows,
        cyclic=frozenset(),
        peeled=peel(len(ops), reading, read),
    )
    return _without_cycles(graph) if graph.peeled.rest else graph


def _histories(
    pieces: list[Piece], numbers: dict[KpiKey, int], packed: Packed, node: Rows
) -> tuple[dict[int, tuple[int, ...]], dict[KpiKey, int]]:
    """Return the rows of the history array that nodes read, and the row of each KPI."""
    history: dict[int, tuple[int, ...]] = {}
    rows: dict[KpiKey, int] = {}
    reading = [(number, piece) for number, piece in enumerate(pieces) if piece.histories]
    for number, piece in reading:
        for place, keys in piece.histories:
            history[int(node[packed.first[number] + place])] = tuple(
                [rows.setdefault(key, len(rows) + 1) if key in numbers else 0 for key in keys]
            )
    return history, rows


def _without_cycles(graph: Graph) -> Graph:
    """Return ``graph`` without value where a KPI needs its own value of the same period."""
    rest = graph.peeled.rest
    nodes = endless(graph.reads(rest), graph.late)
    cyclic = sorted(node for node in nodes if node < len(graph.numbers))
    if not cyclic:
        return graph
    ops, late, parameters = graph.ops.copy(), graph.late.copy(), graph.parameters.copy()
    ops[cyclic] = Op.NO_VALUE
    late[cyclic] = 0
    parameters[cyclic] = 0
    kept = ~np.isin(graph.reading, cyclic)
    reading, read = graph.reading[kept], graph.read[kept]
    return replace(
        graph,
        ops=ops,
        late=late,
        parameters=parameters,
        reading=reading,
        read=read,
        cyclic=frozenset(cyclic),
        peeled=peel(len(ops), reading, read),
    )


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """The rows of a graph.

    Attributes:
        row_of: shape (nodes).
        tape: what is worked out.
        sources: shape (edges): the row that reads.
        targets: shape (edges): the row that is read.
    """

    row_of: Rows
    tape: Tape
    sources: Rows
    targets: Rows


def layout_of(graph: Graph) -> Layout:
    """Number the rows by depth and kind, and group them into slices."""
    sizes = graph.arity
    kinds = _kinds(graph, _order(graph), sizes)
    by_kind = np.lexsort(kinds[::-1])
    row_of = np.empty(len(by_kind), dtype=np.intp)
    row_of[by_kind] = np.arange(len(by_kind))
    targets = row_of[graph.read]
    sources = row_of[graph.reading]
    begins = np.zeros(len(sizes), dtype=np.intp)
    starts = np.flatnonzero(np.diff(graph.reading, prepend=-1))
    begins[graph.reading[starts]] = starts
    sorted_kinds = np.stack(kinds)[:, by_kind]
    changes = np.flatnonzero((sorted_kinds[:, 1:] != sorted_kinds[:, :-1]).any(axis=0)) + 1
    given = int(np.isin(sorted_kinds[3], [int(op) for op in GIVEN]).sum())
    slices: list[Slice] = []
    cuts = [0, *changes.tolist(), len(by_kind)] if len(by_kind) else [0]
    for start, stop in pairwise(cuts):
        if start < given:
            continue
        nodes = by_kind[start:stop]
        level, looped, _, op, arity, parameter = sorted_kinds[:, start].tolist()
        rows = targets[begins[nodes] + np.arange(arity)[:, None]]
        width = len(graph.history.get(int(nodes[0]), ()))
        slices.append(
            Slice.of(
                Op(op),
                start,
                rows,
                parameter=parameter,
                history=tuple(
                    [
                        np.array([graph.history[node][each] for node in nodes.tolist()])
                        for each in range(width)
                    ]
                ),
                block=level if looped else -1,
            )
        )
    return Layout(row_of, Tape.of(given, len(by_kind), slices), sources, targets)


def _order(graph: Graph) -> Order:
    return order_of(graph.reads(graph.peeled.rest), graph.late, graph.peeled)


def _kinds(graph: Graph, order: Order, arity: Rows) -> tuple[Rows, ...]:
    """Return what nodes are sorted by: level, recurrence or not, step, op, arity, parameter."""
    step = order.step
    looped = (step >= 0).astype(np.intp)
    return (order.level, looped, step, graph.ops, arity, graph.parameters)

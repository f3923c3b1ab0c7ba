"""Puts the operations of all formulas of a plan together into one graph and one tape."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from models.kpi import Kpi
from workbench.engine.arrays import Rows
from workbench.engine.operations import GIVEN, TIME_OPS, Instruction, Op, Snippet, lower
from workbench.engine.ordering import Order, Peeled, endless, order_of, peel
from workbench.engine.tape import Slice, Tape


@dataclass(slots=True)
class Graph:
    """Every operation of a plan, as nodes; node n < KPIs is the value of KPI n.

    Attributes:
        ops: by node.
        reads: by node: the nodes it reads.
        late: by node: how many of these, from the first, are read for earlier periods only.
        parameters: by node.
        history: rows of the history array that a node reads, where it does.
        inner: the nodes within formulas, formula by formula.
        first_inner: by KPI: its first place in ``inner``; one more closes the list.
        constants: the node of each literal.
        history_rows: the row of the history array of each KPI whose history is read.
        cyclic: numbers of KPIs that need their own value of the same period.
        peeled: which nodes can be placed at once.
    """

    ops: list[int]
    reads: list[tuple[int, ...]]
    late: list[int]
    parameters: list[int]
    history: dict[int, tuple[int, ...]] = field(default_factory=dict[int, tuple[int, ...]])
    inner: list[int] = field(default_factory=list[int])
    first_inner: list[int] = field(default_factory=list[int])
    constants: dict[float, int] = field(default_factory=dict[float, int])
    history_rows: dict[str, int] = field(default_factory=dict[str, int])
    cyclic: set[int] = field(default_factory=set[int])
    peeled: Peeled = field(default_factory=lambda: Peeled([], []))

    def add(self, op: Op, reads: tuple[int, ...], late: int = 0, parameter: int = 0) -> int:
        """Add a node and return its number."""
        self.ops.append(op)
        self.reads.append(reads)
        self.late.append(late)
        self.parameters.append(parameter)
        return len(self.ops) - 1

    def constant(self, value: float) -> int:
        """Return the node of a literal, the same for equal literals."""
        node = self.constants.get(value)
        if node is None:
            node = self.constants[value] = self.add(Op.CONSTANT, ())
        return node


def graph_of(kpis: Sequence[Kpi]) -> Graph:
    """Return the graph of all formulas; cycles without an earlier period are cut."""
    count = len(kpis)
    numbers: dict[str, int] = {kpi.key: number for number, kpi in enumerate(kpis)}
    # The node after the KPIs is what an unknown name reads.
    graph = Graph([Op.DRIVER] * count, [()] * count, [0] * count, [0] * count)
    graph.add(Op.NO_VALUE, ())
    for number, kpi in enumerate(kpis):
        graph.first_inner.append(len(graph.inner))
        if kpi.formula:
            snippet = lower(kpi.formula)
            if snippet is None:
                graph.ops[number] = Op.NO_VALUE
            else:
                _add_formula(graph, numbers, number, snippet)
    graph.first_inner.append(len(graph.inner))
    graph.peeled = peel(graph.reads)
    if graph.peeled.rest:
        nodes = endless(graph.reads, graph.late, graph.peeled.rest)
        graph.cyclic = {node for node in nodes if node < count}
        for number in graph.cyclic:
            graph.ops[number] = Op.NO_VALUE
            graph.reads[number] = ()
            graph.late[number] = 0
            graph.parameters[number] = 0
        if graph.cyclic:
            graph.peeled = peel(graph.reads)
    return graph


def _add_formula(graph: Graph, numbers: dict[str, int], number: int, snippet: Snippet) -> None:
    """Add the operations of one formula, the last of which is the KPI's own node."""
    unknown = len(numbers)
    inner = graph.inner
    first = len(inner)
    for instruction in snippet[:-1]:
        reads = _reads(graph, numbers, unknown, first, instruction)
        node = graph.add(instruction.op, reads, instruction.late, instruction.parameter)
        inner.append(node)
        if instruction.history:
            graph.history[node] = _history(graph, numbers, instruction)
    instruction = snippet[-1]
    graph.ops[number] = instruction.op
    graph.reads[number] = _reads(graph, numbers, unknown, first, instruction)
    graph.parameters[number] = instruction.parameter
    if instruction.op in TIME_OPS:
        graph.late[number] = instruction.late
    if instruction.history:
        graph.history[number] = _history(graph, numbers, instruction)


def _reads(
    graph: Graph, numbers: dict[str, int], unknown: int, first: int, instruction: Instruction
) -> tuple[int, ...]:
    """Return the nodes that an operation reads; those of its formula begin at ``first``."""
    reads: list[int] = []
    for operand in instruction.operands:
        if type(operand) is str:
            reads.append(numbers.get(operand, unknown))
        elif type(operand) is int:
            reads.append(graph.inner[first + operand])
        else:
            reads.append(graph.constant(float(operand)))
    return tuple(reads)


def _history(graph: Graph, numbers: dict[str, int], instruction: Instruction) -> tuple[int, ...]:
    """Return the rows of the history array that an operation reads."""
    rows = graph.history_rows
    return tuple(
        [
            rows.setdefault(key, len(rows) + 1) if key in numbers else 0
            for key in instruction.history
        ]
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
    order = order_of(graph.reads, graph.late, graph.peeled)
    kinds = _kinds(graph, order)
    by_kind = np.lexsort(kinds[::-1])
    row_of = np.empty(len(by_kind), dtype=np.intp)
    row_of[by_kind] = np.arange(len(by_kind))
    sizes = np.fromiter(map(len, graph.reads), dtype=np.intp, count=len(graph.reads))
    flat = np.fromiter(
        (read for reads in graph.reads for read in reads), dtype=np.intp, count=int(sizes.sum())
    )
    targets = row_of[flat]
    sources = np.repeat(row_of, sizes)
    begins = np.cumsum(sizes) - sizes
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


def _kinds(graph: Graph, order: Order) -> tuple[Rows, ...]:
    """Return what nodes are sorted by: level, recurrence or not, step, op, arity, parameter."""
    step = np.array(order.step, dtype=np.intp)
    return (
        np.array(order.level, dtype=np.intp),
        (step >= 0).astype(np.intp),
        step,
        np.array(graph.ops, dtype=np.intp),
        np.fromiter(map(len, graph.reads), dtype=np.intp, count=len(graph.reads)),
        np.array(graph.parameters, dtype=np.intp),
    )

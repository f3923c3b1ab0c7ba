"""The order in which operations can be worked out, cycles included.

Nodes are numbers. Each reads others for the same period, and some for earlier periods only
(through ``prev`` and ``lag``). A cycle of same-period reads cannot be worked out at all; a
cycle that passes through an earlier period is a recurrence.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np

from workbench.engine.arrays import Rows

_MOST_ROUNDS: Final = 64
"""So many levels are placed at a stroke each; a deeper graph is walked node by node."""


@dataclass(frozen=True, slots=True, eq=False)
class Order:
    """Where each node stands.

    Attributes:
        level: shape (nodes,): above the levels of everything it reads outside its own
            recurrence.
        step: shape (nodes,): within a recurrence, above the steps of what it reads there for
            the same period; -1 outside of recurrences.
    """

    level: Rows
    step: Rows


@dataclass(frozen=True, slots=True, eq=False)
class Peeled:
    """The nodes that can be placed at once, and the others.

    Attributes:
        level: shape (nodes,): above the levels of everything it reads; meaningless for the
            others.
        rest: the others: nodes that are in a cycle of any kind, or read something that is.
    """

    level: Rows
    rest: list[int]


Reads = Mapping[int, Sequence[int]]
"""The nodes that a node reads, first those that it reads for earlier periods only."""


def order_of(reads: Reads, late: Rows, peeled: Peeled) -> Order:
    """Return an order of nodes.

    Args:
        reads: what the nodes that :func:`peel` left over read.
        late: shape (nodes,): how many of the first of these are read for earlier periods
            only. No cycle may consist of other reads alone: see :func:`endless`.
        peeled: what :func:`peel` says.
    """
    step = np.full(len(peeled.level), -1, dtype=np.intp)
    if not peeled.rest:
        return Order(peeled.level, step)
    level, steps, lates = peeled.level.tolist(), step.tolist(), late.tolist()
    for component in _components(reads):
        members = set(component)
        top = 0
        for node in component:
            for read in reads[node]:
                if read not in members and level[read] >= top:
                    top = level[read] + 1
        looped = len(component) > 1 or component[0] in reads[component[0]]
        for node in component:
            level[node] = top
        if looped:
            _step_within(component, members, reads, lates, steps)
    return Order(np.array(level, dtype=np.intp), np.array(steps, dtype=np.intp))


def endless(reads: Reads, late: Rows) -> set[int]:
    """Return the nodes that need their own value of the same period.

    Args:
        reads: what the only nodes that may do so read.
        late: as in :func:`order_of`.
    """
    now = {node: listed[int(late[node]) :] for node, listed in reads.items()}
    found: set[int] = set()
    for component in _components(now):
        node = component[0]
        if len(component) > 1 or node in now[node]:
            found.update(component)
    return found


def peel(count: int, reading: Rows, read: Rows) -> Peeled:
    """Place the nodes that are in no cycle of any kind, and read nothing that is.

    Args:
        count: how many nodes there are.
        reading: shape (reads,): the node that reads.
        read: shape (reads,): the node that it reads.
    """
    by_read = np.argsort(read, kind="stable")
    readers = reading[by_read]
    begins = np.concatenate(([0], np.cumsum(np.bincount(read, minlength=count))))
    waiting = np.bincount(reading, minlength=count)
    level = np.zeros(count, dtype=np.intp)
    ready = np.flatnonzero(waiting == 0)
    for depth in range(1, _MOST_ROUNDS):
        told = readers[_ranges(begins[ready], begins[ready + 1])]
        waiting -= np.bincount(told, minlength=count)
        ready = np.unique(told[waiting[told] == 0])
        if not len(ready):
            return Peeled(level, np.flatnonzero(waiting).tolist())
        level[ready] = depth
    return _peeled_on(level, waiting, ready, readers, begins)


def _ranges(begins: Rows, ends: Rows) -> Rows:
    """Return every number from each of ``begins`` to before that of ``ends``, one by one."""
    sizes = ends - begins
    return np.repeat(begins - (np.cumsum(sizes) - sizes), sizes) + np.arange(int(sizes.sum()))


def _peeled_on(level: Rows, waiting: Rows, ready: Rows, readers: Rows, begins: Rows) -> Peeled:
    """Go on node by node: where few stand on a level, whole levels at a time cost more."""
    listed = readers.tolist()
    told = [listed[begin:end] for begin, end in pairwise(begins.tolist())]
    levels, counts = level.tolist(), waiting.tolist()
    _walk(levels, counts, told, ready.tolist())
    return Peeled(
        np.array(levels, dtype=np.intp), [node for node, count in enumerate(counts) if count]
    )


def _walk(
    level: list[int], waiting: list[int], readers: Sequence[Sequence[int]], ready: list[int]
) -> None:
    """Place what waits for nothing any more, from the nodes that are ``ready`` on."""
    for node in ready:  # grows while it is walked
        above = level[node] + 1
        for reader in readers[node]:
            level[reader] = max(level[reader], above)
            waiting[reader] -= 1
            if not waiting[reader]:
                ready.append(reader)


def _step_within(
    component: Sequence[int],
    members: set[int],
    reads: Reads,
    late: Sequence[int],
    step: list[int],
) -> None:
    """Number the nodes of a recurrence so that each comes after its same-period reads."""
    place = {node: at for at, node in enumerate(component)}
    readers: list[list[int]] = [[] for _ in component]
    waiting = [0] * len(component)
    for node, at in place.items():
        for read in reads[node][late[node] :]:
            if read in members:
                readers[place[read]].append(at)
                waiting[at] += 1
    levels = [0] * len(component)
    _walk(levels, waiting, readers, [at for at, count in enumerate(waiting) if not count])
    for node, at in place.items():
        step[node] = levels[at]


def _components(edges: Reads) -> list[list[int]]:
    """Return the strongly connected components, what is read before what reads (Tarjan 1972).

    Args:
        edges: what each node of the graph reads; other nodes are passed over.
    """
    index: dict[int, int] = {}
    lowest: dict[int, int] = {}
    stack: list[int] = []
    stacked: set[int] = set()
    components: list[list[int]] = []
    for root in edges:
        if root in index:
            continue
        index[root] = lowest[root] = len(index)
        stack.append(root)
        stacked.add(root)
        walk = [(root, iter(edges[root]))]
        while walk:
            node, rest = walk[-1]
            for read in rest:
                if read not in edges:
                    continue
                if read not in index:
                    index[read] = lowest[read] = len(index)
                    stack.append(read)
                    stacked.add(read)
                    walk.append((read, iter(edges[read])))
                    break
                if read in stacked:
                    lowest[node] = min(lowest[node], index[read])
            else:
                walk.pop()
                if walk:
                    parent = walk[-1][0]
                    lowest[parent] = min(lowest[parent], lowest[node])
                if lowest[node] == index[node]:
                    component: list[int] = []
                    while not component or component[-1] != node:
                        component.append(stack.pop())
                        stacked.discard(component[-1])
                    components.append(component)
    return components

"""The order in which operations can be worked out, cycles included.

Nodes are numbers. Each reads others for the same period, and some for earlier periods only
(through ``prev`` and ``lag``). A cycle of same-period reads cannot be worked out at all; a
cycle that passes through an earlier period is a recurrence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Order:
    """Where each node stands.

    Attributes:
        level: by node: above the levels of everything it reads outside its own recurrence.
        step: by node: within a recurrence, above the steps of what it reads there for the
            same period; -1 outside of recurrences.
    """

    level: list[int]
    step: list[int]


@dataclass(frozen=True, slots=True)
class Peeled:
    """The nodes that can be placed at once, and the others.

    Attributes:
        level: by node: above the levels of everything it reads; meaningless for the others.
        rest: the others: nodes that are in a cycle of any kind, or read something that is.
    """

    level: list[int]
    rest: list[int]


def order_of(reads: Sequence[Sequence[int]], late: Sequence[int], peeled: Peeled) -> Order:
    """Return an order of nodes.

    Args:
        reads: by node: the nodes it reads.
        late: by node: how many of the first of these are read for earlier periods only. No
            cycle may consist of other reads alone: see :func:`endless`.
        peeled: what :func:`peel` says of ``reads``.
    """
    level, rest = list(peeled.level), peeled.rest
    step = [-1] * len(reads)
    if rest:
        inside = set(rest)
        for component in _components(rest, [reads[node] for node in rest], inside):
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
                _step_within(component, members, reads, late, step)
    return Order(level, step)


def endless(
    reads: Sequence[Sequence[int]], late: Sequence[int], suspects: Sequence[int]
) -> set[int]:
    """Return the nodes that need their own value of the same period.

    Args:
        reads: as in :func:`order_of`.
        late: as in :func:`order_of`.
        suspects: the only nodes that may do so, all of what they read among themselves.
    """
    inside = set(suspects)
    now = [reads[node][late[node] :] for node in suspects]
    found: set[int] = set()
    for component in _components(suspects, now, inside):
        node = component[0]
        if len(component) > 1 or node in reads[node][late[node] :]:
            found.update(component)
    return found


def peel(reads: Sequence[Sequence[int]]) -> Peeled:
    """Place the nodes that are in no cycle of any kind, and read nothing that is."""
    readers: list[list[int]] = [[] for _ in reads]
    waiting: list[int] = []
    for node, operands in enumerate(reads):
        waiting.append(len(operands))
        for read in operands:
            readers[read].append(node)
    level = [0] * len(reads)
    ready = [node for node, count in enumerate(waiting) if not count]
    for node in ready:  # grows while it is walked
        above = level[node] + 1
        for reader in readers[node]:
            level[reader] = max(level[reader], above)
            waiting[reader] -= 1
            if not waiting[reader]:
                ready.append(reader)
    if len(ready) == len(waiting):
        return Peeled(level, [])
    return Peeled(level, [node for node, count in enumerate(waiting) if count])


def _step_within(
    component: Sequence[int],
    members: set[int],
    reads: Sequence[Sequence[int]],
    late: Sequence[int],
    step: list[int],
) -> None:
    """Number the nodes of a recurrence so that each comes after its same-period reads."""
    place = {node: at for at, node in enumerate(component)}
    now = [
        [place[read] for read in reads[node][late[node] :] if read in members] for node in component
    ]
    levels = peel(now).level
    for node, at in place.items():
        step[node] = levels[at]


def _components(
    nodes: Sequence[int], reads: Sequence[Sequence[int]], inside: set[int]
) -> list[list[int]]:
    """Return the strongly connected components, what is read before what reads (Tarjan 1972).

    Args:
        nodes: the nodes of the graph.
        reads: what each of them reads, in the order of ``nodes``.
        inside: the same nodes; reads of others are passed over.
    """
    edges = dict(zip(nodes, reads, strict=True))
    index: dict[int, int] = {}
    lowest: dict[int, int] = {}
    stack: list[int] = []
    stacked: set[int] = set()
    components: list[list[int]] = []
    for root in nodes:
        if root in index:
            continue
        index[root] = lowest[root] = len(index)
        stack.append(root)
        stacked.add(root)
        walk = [(root, iter(edges[root]))]
        while walk:
            node, rest = walk[-1]
            for read in rest:
                if read not in inside:
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

"""Formulas worked out over groups of periods: on the grouped figures of their operands.

Only ratios and differences mean something there. ``prev(x)`` is x at the end of the group
before, and the other functions of time have no value.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np

from workbench.engine.arrays import Floats
from workbench.engine.kernels import SIGNALS, work_out
from workbench.engine.operations import TIME_OPS, Op, Operand, Snippet, lower


@lru_cache(maxsize=65_536)
def demanded(formula: str) -> tuple[str, ...]:
    """Return the KPIs whose grouped figures a formula is worked out from."""
    snippet = lower(formula)
    if not snippet:
        return ()
    found: dict[str, None] = {}
    waiting: list[Operand] = [len(snippet) - 1]
    while waiting:
        operand = waiting.pop()
        if isinstance(operand, str):
            found[operand] = None
        elif isinstance(operand, int) and snippet[operand].op not in TIME_OPS:
            waiting.extend(snippet[operand].operands)
    return tuple(found)


def grouped(
    snippet: Snippet,
    operand: Callable[[str], Floats],
    before: Callable[[int], Floats],
    count: int,
) -> Floats:
    """Work a formula out over a group.

    Args:
        snippet: its operations.
        operand: returns the grouped figures of a KPI, shape (count,).
        before: returns what the ``prev`` that is operation n comes to in the first period of
            the group, shape (count,).
        count: how many scenarios.

    Returns:
        Shape (count,), in the unit of the KPI; NaN is no value.
    """
    known: dict[int, Floats] = {}

    def figure(each: Operand) -> Floats:
        if isinstance(each, str):
            return operand(each)
        # A literal is a float; an int is an operation that was worked out already.
        return known[each] if isinstance(each, int) else np.full(count, each)

    with np.errstate(**SIGNALS):
        for place in _needed(snippet):
            instruction = snippet[place]
            if instruction.op is Op.PREV:
                known[place] = before(place)
            elif instruction.op in TIME_OPS:
                known[place] = np.full(count, np.nan)
            else:
                out = np.empty(count)
                operands = [figure(each) for each in instruction.operands]
                work_out(instruction.op, instruction.parameter, out, operands)
                known[place] = out
    return known[len(snippet) - 1]


def _needed(snippet: Snippet) -> list[int]:
    """Return the operations that the last one is worked out from, in order."""
    needed = {len(snippet) - 1}
    for place in range(len(snippet) - 1, -1, -1):
        if place in needed and snippet[place].op not in TIME_OPS:
            needed.update(each for each in snippet[place].operands if type(each) is int)
    return sorted(needed)

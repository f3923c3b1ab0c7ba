"""Formulas worked out over groups of periods: on the grouped figures of their operands.

Only ratios and differences mean something there. ``prev(x)`` is x at the end of the group
before, and the other functions of time have no value.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache

import numpy as np

from workbench.engine.adjoints import slopes, times
from workbench.engine.arrays import Floats
from workbench.engine.kernels import signals, work_out
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
) -> dict[int, Floats]:
    """Work a formula out over a group.

    Args:
        snippet: its operations.
        operand: returns the grouped figures of a KPI, shape (count,).
        before: returns what the ``prev`` that is operation n comes to in the first period of
            the group, shape (count,).
        count: how many scenarios.

    Returns:
        What each operation that is needed comes to, shape (count,), NaN for no value; the
        last one is the figure of the KPI.
    """
    known: dict[int, Floats] = {}
    with signals():
        for place in _needed(snippet):
            instruction = snippet[place]
            if instruction.op is Op.PREV:
                known[place] = before(place)
            elif instruction.op in TIME_OPS:
                known[place] = np.full(count, np.nan)
            else:
                out = np.empty(count)
                operands = [_figure(each, known, operand, count) for each in instruction.operands]
                work_out(instruction.op, instruction.parameter, out, operands)
                known[place] = out
    return known


def grouped_slopes(
    snippet: Snippet, operand: Callable[[str], Floats], known: Mapping[int, Floats], slope: Floats
) -> tuple[dict[str, Floats], dict[int, Floats]]:
    """Return how much what a formula is grouped from moves it.

    Args:
        snippet: its operations.
        operand: as in :func:`grouped`.
        known: what :func:`grouped` returned.
        slope: of what is asked for in the figure of the formula, shape (count,).

    Returns:
        The slope in the grouped figure of each KPI, and in each ``prev`` by its operation.
    """
    in_kpis: dict[str, Floats] = {}
    in_prevs: dict[int, Floats] = {}
    in_places = {len(snippet) - 1: slope}
    with np.errstate(all="ignore"):
        for place in sorted(known, reverse=True):
            own = in_places.get(place)
            instruction = snippet[place]
            if own is None or instruction.op in TIME_OPS:
                if own is not None and instruction.op is Op.PREV:
                    in_prevs[place] = own
                continue
            operands = [_figure(each, known, operand, len(slope)) for each in instruction.operands]
            partials = slopes(instruction.op, known[place], operands)
            for each, partial in zip(instruction.operands, partials, strict=True):
                if partial is not None and isinstance(each, str):
                    in_kpis[each] = in_kpis.get(each, 0.0) + times(own, partial)
                elif partial is not None and isinstance(each, int):
                    in_places[each] = in_places.get(each, 0.0) + times(own, partial)
    return in_kpis, in_prevs


def _figure(
    each: Operand, known: Mapping[int, Floats], operand: Callable[[str], Floats], count: int
) -> Floats:
    if isinstance(each, str):
        return operand(each)
    # A literal is a float; an int is an operation that was worked out already.
    return known[each] if isinstance(each, int) else np.full(count, each)


def _needed(snippet: Snippet) -> list[int]:
    """Return the operations that the last one is worked out from, in order."""
    needed = {len(snippet) - 1}
    for place in range(len(snippet) - 1, -1, -1):
        if place in needed and snippet[place].op not in TIME_OPS:
            needed.update(each for each in snippet[place].operands if type(each) is int)
    return sorted(needed)

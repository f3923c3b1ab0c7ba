"""Which rows of a program lead to which."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from workbench.engine.arrays import Rows


class Adjacency:
    """Who leads to whom: the targets of each row, packed."""

    __slots__ = ("_starts", "_targets")

    def __init__(self, count: int, sources: Rows, targets: Rows) -> None:
        """Pack the edges from ``sources`` to ``targets`` over ``count`` rows."""
        by_source = np.argsort(sources, kind="stable")
        self._targets = targets[by_source].astype(np.int32)
        self._starts = np.searchsorted(sources[by_source], np.arange(count + 1)).astype(np.int32)

    def reachable(self, rows: Iterable[int], ends: Iterable[int]) -> Rows:
        """Return, ascending, the rows that ``rows`` lead to; ``ends`` lead no further.

        A row that is an end is not among them, nor one of ``rows`` that none leads to.
        """
        starts, targets = self._starts, self._targets
        seen = set(ends)
        found: list[int] = []
        ahead = list(rows)
        while ahead:
            row = ahead.pop()
            for target in targets[starts[row] : starts[row + 1]].tolist():
                if target not in seen:
                    seen.add(target)
                    found.append(target)
                    ahead.append(target)
        return np.array(sorted(found), dtype=np.intp)

"""One line for each measure: name, ours, the other, ratio, target."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable


def seconds(work: Callable[[], object], *, repeats: int = 7, warm: int = 1) -> float:
    """Return the median time of ``work`` in seconds."""
    for _ in range(warm):
        work()
    times: list[float] = []
    gc.collect()
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def line(name: str, ours: float, other: str, theirs: float, target: str) -> None:
    """Print a measure against a peer or floor of the same run; both in seconds."""
    print(
        f"{name:<58} {ours * 1e3:>10.3f} ms | {other}: {theirs * 1e3:.3f} ms"
        f" | ratio {ours / theirs:.3g} | target {target}"
    )


def line_alone(name: str, value: str, target: str) -> None:
    """Print a measure that stands by itself."""
    print(f"{name:<58} {value:>13} | target {target}")

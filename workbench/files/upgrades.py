"""How plans of earlier formats become plans of the present one.

Each step is a function from the raw "plan" object of one format to that of the next, named
``upgrade_1_to_2``, with what changed and why in its docstring. A step never looks at the
model, which goes on changing after it was written.

Format 1: the first.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

FORMAT: Final = 1
"""The format that this program writes."""

RawPlan = dict[str, Any]
Upgrades = Mapping[int, Callable[[RawPlan], RawPlan]]

UPGRADES: Final[Upgrades] = {}
"""By the format that a step starts from."""


def upgrade(raw: RawPlan, start: int, upgrades: Upgrades, present: int) -> RawPlan:
    """Return ``raw`` of format ``start`` as it would stand in format ``present``."""
    for step in range(start, present):
        raw = upgrades[step](raw)
    return raw

"""What the text of a formula names, read and rewritten without touching anything else."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from models.formula_parser import FormulaError, parse
from models.formula_tree import FUNCTIONS, KEY_PATTERN, WORDS, Call, Name, Node, children


def is_valid_key(text: str) -> bool:
    """Return whether ``text`` may be the key of a KPI."""
    return KEY_PATTERN.match(text) is not None and text not in FUNCTIONS and text not in WORDS


_WORD = re.compile(r"(?<![A-Za-z0-9_.])[A-Za-z_][A-Za-z0-9_]*(?![A-Za-z0-9_])(?!\s*\()")


def substituted(text: str, replacements: Mapping[str, str]) -> str:
    """Return ``text`` with each key of ``replacements`` replaced, and all else as it was typed.

    Works on texts that are not (yet) a formula too. What stands before a parenthesis is a
    function, not a key.
    """
    return _WORD.sub(lambda match: replacements.get(match[0], match[0]), text)


def position_of(text: str, key: str) -> int | None:
    """Return where ``text`` first names ``key``, if it does."""
    return next((match.start() for match in _WORD.finditer(text) if match[0] == key), None)


@dataclass(frozen=True, slots=True)
class References:
    """The keys a formula names, each once, in the order of the text.

    Attributes:
        now: read for the same period (a key read both ways is here).
        earlier: read for earlier periods only, through the first argument of ``prev`` or
            ``lag``. Only these may close a cycle.
    """

    now: tuple[str, ...]
    earlier: tuple[str, ...]

    @property
    def all(self) -> tuple[str, ...]:
        """Every key named, those of the same period first."""
        return self.now + self.earlier


@lru_cache(maxsize=262_144)
def references(text: str) -> References:
    """Return what ``text`` names; nothing where it is not a formula."""
    try:
        node = parse(text)
    except FormulaError:
        return References((), ())
    now: dict[str, None] = {}
    earlier: dict[str, None] = {}
    _collect(node, now, earlier, late=False)
    return References(tuple(now), tuple(key for key in earlier if key not in now))


def _collect(node: Node, now: dict[str, None], earlier: dict[str, None], *, late: bool) -> None:
    if isinstance(node, Name):
        (earlier if late else now)[node.key] = None
    elif isinstance(node, Call) and node.function in {"prev", "lag"}:
        _collect(node.arguments[0], now, earlier, late=True)
        _collect(node.arguments[1], now, earlier, late=late)
    else:
        for child in children(node):
            _collect(child, now, earlier, late=late)

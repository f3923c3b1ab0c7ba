"""Formulas as people type them: by the names on screen, where the file holds keys."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from models.formula import is_valid_key, references
from models.keys import KpiKey
from models.kpi import Kpi
from models.plan import Plan
from models.table import Table

_CHUNK: Final = re.compile(r"\w+|\S")
_GOES_ON: Final = re.compile(r"\w|\s*\(")


@dataclass(frozen=True, slots=True)
class KeyedFormula:
    """A formula by keys, and where each part of it was typed.

    Attributes:
        text: the formula.
        starts: for each part, in order: where it starts in ``text``, where it started in what
            was typed, and how long it was there.
    """

    text: str
    starts: tuple[tuple[int, int, int], ...]

    def typed_position(self, position: int) -> int:
        """Return where a character of ``text`` stands in what was typed.

        What stands within a name that was replaced is at the start of the name.
        """
        for start, typed, length in reversed(self.starts):
            if position >= start:
                within = position - start
                return typed + min(within, length)
        return position


@dataclass(frozen=True, slots=True)
class TypedNames:
    """The names that stand for one KPI each, wherever a formula is typed.

    Attributes:
        keys: the key that each folded name stands for.
        shared: the folded names that several KPIs bear, which stand for none.
        by_chunk: the folded names that start with the same word or sign, longest first.
    """

    keys: Mapping[str, KpiKey]
    shared: frozenset[str]
    by_chunk: Mapping[str, tuple[str, ...]]

    def stands_for(self, name: str, key: KpiKey) -> bool:
        """Return whether ``name``, typed in a formula, means the KPI ``key``."""
        return self.keys.get(folded(name)) == key


# The names of the last tables asked for: a table never changes, so its identity is enough.
_RECENT_SIZE = 4
_recent: list[tuple[Table[KpiKey, Kpi], TypedNames]] = []


def typed_names(plan: Plan) -> TypedNames:
    """Return the names that formulas of ``plan`` may be typed by."""
    for table, names in tuple(_recent):
        if table is plan.kpis:
            return names
    # Most edits are of figures: the names stay, and a look at them is far cheaper than reading.
    like = (known for table, known in tuple(_recent) if _same_names(table, plan.kpis))
    names = next(like, None) or _names_of(plan)
    _recent.insert(0, (plan.kpis, names))
    del _recent[_RECENT_SIZE:]
    return names


def _same_names(one: Table[KpiKey, Kpi], other: Table[KpiKey, Kpi]) -> bool:
    return one.order is other.order and all(
        one[key].name is other[key].name for key in one.unlike(other).replaced
    )


def with_keys(plan: Plan, text: str) -> str:
    """Return a formula with the keys of the KPIs that it names.

    A formula whose keys are all known stays as it is. Case and accents do not count, a name
    that several KPIs bear is left alone, and so are keys, functions and words of the language.

    Args:
        plan: whose KPIs are named.
        text: the formula as typed, such as ``Revenu - Coûts``; one sign = may stand before it.
    """
    return keyed(plan, text).text


def keyed(plan: Plan, text: str) -> KeyedFormula:
    """Return a formula with the keys of the KPIs that it names, and where they were typed.

    Args:
        plan: whose KPIs are named.
        text: the formula as typed; see :func:`with_keys`.
    """
    formula = unicodedata.normalize("NFC", text.strip().removeprefix("=").strip())
    offset = max(text.find(formula), 0)
    whole = KeyedFormula(formula, ((0, offset, len(formula)),))
    read = references(formula).all
    if read and all(key in plan.kpis for key in read):
        return whole
    names = typed_names(plan)
    parts: list[str] = []
    starts: list[tuple[int, int, int]] = []
    plain = folded(formula)
    written = end = 0
    for start, stop in _found(plain, names):
        word = formula[start:stop]
        key = word if word in plan.kpis else names.keys[plain[start:stop]]
        for part, at, length in (
            (formula[end:start], end, start - end),
            (str(key), start, stop - start),
        ):
            parts.append(part)
            starts.append((written, offset + at, length))
            written += len(part)
        end = stop
    parts.append(formula[end:])
    starts.append((written, offset + end, len(formula) - end))
    return KeyedFormula("".join(parts), tuple(starts))


def folded(text: str) -> str:
    """Return ``text`` without case and accents, of the same length where it is composed.

    Both apostrophes are one.
    """
    if text.isascii():
        return text.lower()
    return "".join(map(_folded_sign, unicodedata.normalize("NFC", text)))


@lru_cache(maxsize=4096)
def _folded_sign(sign: str) -> str:
    # Names from a catalogue are set with the apostrophe that no keyboard has.
    plain = "'" if sign == "’" else sign
    return unicodedata.normalize("NFKD", plain)[0].lower()[0]


def _found(plain: str, names: TypedNames) -> list[tuple[int, int]]:
    """Return from where to where a folded text says names, the longest at each place."""
    found: list[tuple[int, int]] = []
    at = 0
    while (chunk := _CHUNK.search(plain, at)) is not None:
        start, at = chunk.span()
        for name in names.by_chunk.get(chunk.group(), ()):
            stop = start + len(name)
            if plain.startswith(name, start) and _GOES_ON.match(plain, stop) is None:
                found.append((start, stop))
                at = stop
                break
    return found


def _names_of(plan: Plan) -> TypedNames:
    bearers: dict[str, KpiKey | None] = {}
    for kpi in plan.kpis.values():
        name = folded(kpi.name)
        bearers[name] = None if name in bearers else kpi.key
    keys = {name: key for name, key in bearers.items() if key is not None and _is_name(name)}
    chunks: dict[str, list[str]] = {}
    for name in sorted(keys, key=len, reverse=True):
        chunk = _CHUNK.match(name)
        if chunk is not None:
            chunks.setdefault(chunk.group(), []).append(name)
    by_chunk = {chunk: tuple(listed) for chunk, listed in chunks.items()}
    shared = frozenset(name for name, key in bearers.items() if key is None)
    return TypedNames(MappingProxyType(keys), shared, MappingProxyType(by_chunk))


def _is_name(name: str) -> bool:
    """Whether it is a word that a formula does not use itself, such as ``and`` or ``12``."""
    if not name or name[0].isdigit():
        return False
    return is_valid_key(name) or not name.isidentifier()

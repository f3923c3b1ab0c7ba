"""What may come next in a formula that is being typed: KPIs and functions that fit a word."""

from __future__ import annotations

import heapq
import re
from dataclasses import dataclass
from typing import Final

from models.edits.formula_names import TypedNames, folded, typed_names
from models.formula import references
from models.formula_tree import FUNCTIONS, WORDS
from models.keys import KpiKey
from models.kpi import Kpi
from models.plan import Plan
from models.table import Table
from models.tree import kpi_tree
from workbench.formula_help import FunctionHelp, function_help, function_names
from workbench.formula_spelling import FOREIGN_NAMES, function_called
from workbench.language import Language

MOST_OFFERED: Final = 40
_TELLING: Final = 4
"""From so many letters on a word says what a function does."""
_BREAKS: Final = frozenset("+-*/^(),<>=×÷−·;!")
_RESERVED: Final = frozenset(FUNCTIONS) | WORDS
_SIGN: Final = re.compile(r"\W")
_WORD_START: Final = re.compile(r"(?<!\w)\w")


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing that the word at the cursor may become.

    Attributes:
        text: what is written for it.
        shown: its name, as the list shows it.
        aside: what is said beside it: a key, or what a function does.
        start: where the word starts in the formula.
        stop: where it ends, at the cursor.
        caret: where the cursor goes, from the start of ``text``.
        exact: whether it says what is typed already.
        is_function: whether it is a function.
        matched: from where to where in ``shown`` the word fits; the same twice where it is
            found elsewhere.
    """

    text: str
    shown: str
    aside: str
    start: int
    stop: int
    caret: int
    exact: bool
    is_function: bool
    matched: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Signature:
    """The function call around the cursor.

    Attributes:
        help: the function.
        argument: which of its arguments the cursor is in, from 0; the last goes on.
    """

    help: FunctionHelp
    argument: int


@dataclass(frozen=True, slots=True)
class _Names:
    """The KPIs of a plan, in its order: folded name, key, the name with a blank before words."""

    rows: tuple[tuple[str, str, str, Kpi], ...]


_RECENT_SIZE: Final = 2
_recent: list[tuple[Table[KpiKey, Kpi], _Names]] = []


def completions(
    plan: Plan,
    text: str,
    cursor: int,
    language: Language,
    *,
    key: KpiKey | None = None,
    asked: bool = False,
) -> tuple[Offer, ...]:
    """Return what the word before the cursor may become, the best first.

    Case and accents do not count; a word fits the start of a name or key, then the start of
    a word in it, then anywhere. A name that holds blanks is found by all its words.

    Args:
        plan: whose KPIs are offered.
        text: the formula as typed so far.
        cursor: where the next character goes.
        language: of what is said beside functions.
        key: the KPI whose formula it is; it is offered only where an earlier period is read.
        asked: whether everything is offered where no word stands before the cursor.
    """
    names = _names(plan)
    for start in _word_starts(text, cursor):
        word = text[start:cursor]
        found = _fitting(plan, names, folded(word), key, earlier=_reads_earlier(text, start))
        functions = _functions(folded(word), language)
        if found or functions:
            writer = _Writer(plan, text, start, cursor)
            offers = [writer.kpi(kpi, matched) for kpi, matched in found]
            offers += [writer.function(name, language, size) for name, size in functions]
            # A name that starts with the word comes before a function that does, a function
            # before a name that only holds it, and last what only does what the word says.
            offers.sort(key=_function_last)
            return tuple(offers[:MOST_OFFERED])
    if not asked or _in_word(text, cursor):
        return ()
    writer = _Writer(plan, text, cursor, cursor)
    near = _near(plan, key)
    offers = [writer.kpi(kpi, (0, 0)) for kpi in near]
    return (*offers, *(writer.function(name, language, 0) for name in function_names()))


def signature_at(text: str, cursor: int, language: Language) -> Signature | None:
    """Return the call of a function that the cursor is in; None where it is in none."""
    depth = argument = 0
    separator = ";" if ";" in text else ","
    for at in range(cursor - 1, -1, -1):
        sign = text[at]
        if sign == ")":
            depth += 1
        elif sign == "(" and depth:
            depth -= 1
        elif sign == "(":
            name = re.search(r"([^\W\d]\w*)\s*\Z", text[:at])
            found = (
                None if name is None else function_help(function_called(name.group(1)), language)
            )
            if found is not None:
                return Signature(found, min(argument, len(found.arguments) - 1))
            argument = 0
        elif sign == separator and not depth:
            argument += 1
    return None


def _function_last(offer: Offer) -> int:
    if offer.exact:
        return 0
    if offer.is_function:
        return 2 if offer.matched[1] else 4
    return 1 if offer.matched[0] == 0 and offer.matched[1] > 0 else 3


def _functions(word: str, language: Language) -> list[tuple[str, int]]:
    """Return the functions that fit a word, with how much of their name it is.

    So is the name that a spreadsheet gives it: "arr" finds ``round``. A longer word finds what
    does it, too: "moyenne" finds ``avg``.
    """
    found: list[tuple[str, int]] = []
    foreign = {
        name
        for other, name in FOREIGN_NAMES.items()
        if other == word or (len(word) >= _TELLING - 1 and other.startswith(word))
    }
    for name in function_names():
        if name.startswith(word):
            found.append((name, len(word)))
            continue
        known = function_help(name, language)
        if name in foreign or (
            known is not None and len(word) >= _TELLING and f" {word}" in f" {folded(known.line)}"
        ):
            found.append((name, 0))
    return found


class _Writer:
    """Writes offers as the rest of the field is written: by names or by keys."""

    def __init__(self, plan: Plan, text: str, start: int, stop: int) -> None:
        self._typed = typed_names(plan)
        self._start, self._stop = start, stop
        self._word = text[start:stop]
        self._open = stop < len(text) and text[stop:].lstrip().startswith("(")
        self._manner = _manner(plan, self._typed, text[:start] + " " + text[stop:])

    def kpi(self, kpi: Kpi, matched: tuple[int, int]) -> Offer:
        """Return the offer of a KPI."""
        written = kpi.name if self._by_name(kpi) else str(kpi.key)
        exact = folded(self._word) in {folded(kpi.name), kpi.key} and bool(self._word)
        return Offer(
            written,
            kpi.name,
            str(kpi.key) if kpi.key != folded(kpi.name) else "",
            self._start,
            self._stop,
            len(written),
            exact=exact,
            is_function=False,
            matched=matched,
        )

    def function(self, name: str, language: Language, size: int) -> Offer:
        """Return the offer of a function; the cursor goes between its parentheses.

        ``size`` is how much of its name is typed.
        """
        found = function_help(name, language)
        assert found is not None  # noqa: S101  the names are those of the help
        written = name if self._open else f"{name}()"
        return Offer(
            written,
            found.signature,
            found.line,
            self._start,
            self._stop,
            len(name) + 1,
            exact=False,
            is_function=True,
            matched=(0, size),
        )

    def _by_name(self, kpi: Kpi) -> bool:
        if not self._typed.stands_for(kpi.name, kpi.key):
            return False
        if self._manner is not None:
            return self._manner
        word = self._word
        # Nothing else is typed yet: as the word itself is, a key where it can be one.
        return not word or not word.islower() or not kpi.key.startswith(word)


def _manner(plan: Plan, typed: TypedNames, rest: str) -> bool | None:
    """Return whether the rest of a formula is typed by names; None where it names nothing."""
    words = [word for word in re.findall(r"[^\W\d]\w*", rest) if word not in _RESERVED]
    if any(word in plan.kpis for word in words):
        return False
    plain = folded(rest)
    return True if any(name in plain for name in _named(typed, plain)) else None


def _named(typed: TypedNames, plain: str) -> list[str]:
    chunks = re.findall(r"\w+|\S", plain)
    return [name for chunk in chunks for name in typed.by_chunk.get(chunk, ())]


def _word_starts(text: str, cursor: int) -> list[int]:
    """Return where a word that ends at the cursor may start, the longest first."""
    if cursor <= 0 or not (text[cursor - 1].isalnum() or text[cursor - 1] in "_’'% "):
        return []
    first = cursor
    while first > 0 and text[first - 1] not in _BREAKS:
        first -= 1
    starts = [first + each.start() for each in _WORD_START.finditer(text[first:cursor])]
    after_word = text[cursor - 1] == " "
    # Behind a blank only a name of several words goes on.
    return [at for at in starts if not text[at].isdigit()] if not after_word else []


def _in_word(text: str, cursor: int) -> bool:
    return cursor > 0 and (text[cursor - 1].isalnum() or text[cursor - 1] == "_")


def _reads_earlier(text: str, start: int) -> bool:
    return re.search(r"\b(?:prev|lag)\s*\(\s*\Z", text[:start]) is not None


def _names(plan: Plan) -> _Names:
    for table, names in tuple(_recent):
        if table is plan.kpis:
            return names
    rows: list[tuple[str, str, str, Kpi]] = []
    for kpi in plan.kpis.values():
        name = folded(kpi.name)
        # Signs between words are blanks here, so that every word starts behind one.
        rows.append((name, str(kpi.key), " " + _SIGN.sub(" ", name), kpi))
    names = _Names(tuple(rows))
    _recent.insert(0, (plan.kpis, names))
    del _recent[_RECENT_SIZE:]
    return names


def _fitting(
    plan: Plan, names: _Names, word: str, key: KpiKey | None, *, earlier: bool
) -> list[tuple[Kpi, tuple[int, int]]]:
    """Return the KPIs that fit a word, the best first, with where it stands in their names."""
    near = {kpi.key for kpi in _near(plan, key)}
    found: list[tuple[int, bool, int, int]] = []
    # A formula spells keys with _ where people type a blank.
    as_key = word.replace(" ", "_")
    word_start, key_start = f" {word}", f"_{as_key}"
    for place, (name, own, spaced, kpi) in enumerate(names.rows):
        if word not in name and as_key not in own:
            continue
        if kpi.key == key and not earlier:
            continue
        if word in (name, own):
            rank = 0
        elif name.startswith(word):
            rank = 1
        elif word_start in spaced:
            rank = 2
        elif own.startswith(as_key) or key_start in own:
            rank = 3
        else:
            rank = 4
        found.append((rank, kpi.key not in near, len(name), place))
    best = heapq.nsmallest(MOST_OFFERED, found)
    rows = [names.rows[place] for *_, place in best]
    return [(kpi, _place(name, spaced, word)) for name, _, spaced, kpi in rows]


def _place(name: str, spaced: str, word: str) -> tuple[int, int]:
    """Return where a word stands in a folded name, at the start of a word of it if it does."""
    # The blank before the name makes up for the one before the word.
    at = spaced.find(f" {word}")
    if at < 0:
        at = name.find(word)
    return (0, 0) if at < 0 else (at, at + len(word))


def _near(plan: Plan, key: KpiKey | None) -> list[Kpi]:
    """Return the KPIs that stand around ``key``: what is below it, then what is beside it."""
    if key is None or key not in plan.kpis:
        return []
    tree = kpi_tree(plan.kpis)
    named = [KpiKey(name) for name in references(plan.kpis[key].formula).all]
    around = [*named, *tree.siblings(key)]
    return [plan.kpis[each] for each in dict.fromkeys(around) if each != key and each in plan.kpis]

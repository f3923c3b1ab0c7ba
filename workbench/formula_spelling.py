"""Formulas as a spreadsheet has them, in French or English, spelled as formulas are kept here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Final

from models.edits.formula_names import KeyedFormula, folded
from models.formula_parser import MAX_LENGTH
from models.formula_tree import FUNCTIONS, WORDS

FOREIGN_NAMES: Final[Mapping[str, str]] = {
    "somme": "sum",
    "moyenne": "avg",
    "average": "avg",
    "si": "if",
    "arrondi": "round",
    "racine": "sqrt",
}
"""What spreadsheets call functions, folded, and what they are called here."""
_NEGATIONS: Final = frozenset({"non", "not"})
_CONNECTIONS: Final[Mapping[str, str]] = {"et": "and", "and": "and", "ou": "or", "or": "or"}
_DECIMALS: Final = re.compile(r"(?<=\d),(?=\d)")
_TIMES: Final = re.compile(r"(?<=[\w)]\s)[xX](?=\s+[\w(])")
_PART: Final = re.compile(
    r"(?P<called>[^\W\d]\w*)(?=\s*\()"
    r"|[^\W\d]\w*"
    r"|(?P<percent>\d+(?:\.\d+)?|\.\d+)\s*%(?!\s*[\w.(])"
    r"|\d[\d.]*(?:[eE][+-]?\d+)?"
    r"|(?P<sign>[(),])"
)


def function_called(word: str) -> str:
    """Return what a function is called in formulas, whatever a spreadsheet calls it.

    Args:
        word: as it was typed, such as ``SOMME`` or ``Max``; one of no function stays.
    """
    plain = folded(word)
    plain = FOREIGN_NAMES.get(plain, plain)
    return plain if plain in FUNCTIONS else word


def as_kept(formula: KeyedFormula, *, x_multiplies: bool) -> tuple[KeyedFormula, bool]:
    """Return a formula with functions, percentages and signs as formulas are kept.

    ``SOMME(a; 10 %)`` becomes ``sum(a, 0.1)``, ``ET(a; b)`` becomes ``((a) and (b))``. A comma
    within a number is that of the decimals where it separates no arguments: outside of a
    function, or where ``;`` does. ``10 %`` is a tenth wherever it stands, as in a spreadsheet.

    Args:
        formula: by keys, as it was typed else.
        x_multiplies: whether an ``x`` that stands alone is a sign, and no KPI.

    Returns:
        The formula, and whether somebody may want to see how it was read.
    """
    if len(formula.text) > MAX_LENGTH:
        return formula, False
    text, told = _signed(formula.text, x_multiplies=x_multiplies)
    spellings = _spellings(text)
    return spelled(replace(formula, text=text), spellings), told or bool(spellings)


def spelled(formula: KeyedFormula, words: Mapping[tuple[int, int], str]) -> KeyedFormula:
    """Return a formula with other words in some places, given from where to where, in order."""
    parts: list[str] = []
    starts: list[tuple[int, int, int]] = []
    written = end = 0
    for (start, stop), word in words.items():
        before = formula.text[end:start]
        if word == formula.text[start:stop]:
            continue
        for part, at, length in ((before, end, len(before)), (word, start, stop - start)):
            starts += _shifted(formula, at, written, length)
            parts.append(part)
            written += len(part)
        end = stop
    if not parts:
        return formula
    rest = formula.text[end:]
    starts += _shifted(formula, end, written, len(rest))
    return KeyedFormula("".join(parts) + rest, tuple(starts))


def _shifted(
    formula: KeyedFormula, start: int, written: int, length: int
) -> list[tuple[int, int, int]]:
    """Return the parts of a formula from ``start`` on, as they stand from ``written`` on."""
    stop = start + length
    first = (written, formula.typed_position(start), length)
    later = [
        (written + at - start, typed, size)
        for at, typed, size in formula.starts
        if start < at < stop
    ]
    return [first, *later]


def _signed(text: str, *, x_multiplies: bool) -> tuple[str, bool]:
    """Return a formula with signs as formulas have them, each in its place.

    Also whether what separates arguments and what the decimals was found out.
    """
    if x_multiplies:
        text = _TIMES.sub("*", text)
    listed, told, signs = ";" in text, ";" in text, list(text)
    calls: list[bool] = []
    for at, sign in enumerate(text):
        match sign:
            case "(":
                calls.append(re.search(r"\w\s*\Z", text[:at]) is not None)
            case ")" if calls:
                calls.pop()
            case ";":
                signs[at] = ","
            case "," if _DECIMALS.match(text, at):
                told = True
                if listed or not (calls and calls[-1]):
                    signs[at] = "."
            case _:
                pass
    return "".join(signs), told


def _spellings(text: str) -> dict[tuple[int, int], str]:
    """Return how functions and percentages are spelled here, where they are spelled otherwise."""
    found: dict[tuple[int, int], str] = {}
    connections: list[str] = []
    called, end, after_operand = "", 0, False
    for match in _PART.finditer(text):
        place, name, sign = match.span(), match["called"], match["sign"]
        goes_on = after_operand and not text[end : match.start()].strip()
        if name is not None:
            connection = _CONNECTIONS.get(folded(name), "")
            # Between two operands it is the word; before its arguments it is a function.
            called = "" if goes_on else connection
            kept = connection if goes_on and connection else _kept(name)
            if kept != name:
                found[place] = kept
        elif match["percent"] is not None:
            found[place] = _fraction(match["percent"])
        elif sign == "(":
            connections.append(called)
            if called:
                found[place] = "(("
            called = ""
        elif sign is not None and connections:
            connection = connections.pop() if sign == ")" else connections[-1]
            if connection:
                found[place] = "))" if sign == ")" else f") {connection} ("
        end = match.end()
        after_operand = sign == ")" or (name is None and sign is None and match[0] not in WORDS)
    return found


def _kept(name: str) -> str:
    """Return how what stands before a parenthesis is spelled; a connection stands in between."""
    plain = folded(name)
    if plain in _CONNECTIONS:
        return ""
    return "not" if plain in _NEGATIONS else function_called(name)


def _fraction(percent: str) -> str:
    """Return a percentage as the fraction it is: "12.5" is "0.125"."""
    fraction = f"{Decimal(percent).scaleb(-2):f}"
    return fraction.rstrip("0").rstrip(".") if "." in fraction else fraction

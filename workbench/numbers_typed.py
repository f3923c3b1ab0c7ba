"""Numbers as people type them: ``1 234,56``, ``1,234.56``, ``12 %``, ``(5)``, ``1.2M``, ``−3``."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Final, Protocol

from workbench.number_styles import Marks


class Words(Protocol):
    """The little that reading a number needs of a language."""

    @property
    def marks(self) -> Marks:
        """How numbers are punctuated."""
        ...

    def text(self, message: str, /, **values: object) -> str:
        """Return ``message`` in the language."""
        ...


class NumberError(ValueError):
    """A text that is not a number; its words are one sentence in the user's language."""


@dataclass(frozen=True, slots=True)
class TypedNumber:
    """A number that somebody typed.

    Attributes:
        value: the number; a percentage as a fraction, "12 %" is 0.12.
        percent: whether a percent sign was typed.
        note: how an ambiguous text was read, in a sentence; empty where there is no doubt.
    """

    value: float
    percent: bool = False
    note: str = ""


_SPACES: Final = re.compile(r"[\s\u00a0\u2007\u2009\u202f]+")
_MINUS: Final = "-\u2212\u2013"
_SHAPE: Final = re.compile(
    r"(?P<digits>[0-9.,' ]*[0-9][0-9.,' ]*?)"
    r"(?:[eE](?P<exponent>[+-]?[0-9]{1,3}))?"
    r" ?(?P<scale>k|K|M|m|Md|md|G|bn|Bn|B|b)?"
    r" ?(?P<percent>%)?\Z"
)
_SCALES: Final = {"k": 1e3, "m": 1e6, "md": 1e9, "g": 1e9, "bn": 1e9, "b": 1e9}
_CURRENCY: Final = re.compile(
    r"\A(?:[€$£¥]|[A-Z]{3}(?![A-Za-z])) ?| ?(?:[€$£¥]|(?<![A-Za-z])[A-Z]{3})\Z"
)


def parse_number(text: str, language: Words) -> TypedNumber:
    """Read a number as people type it.

    Spaces of every kind and apostrophes group digits by three. Where a comma and a point
    both stand, the last is the decimal mark. A single mark before exactly three digits
    could be either: the punctuation of the language decides, and the note says so.
    Parentheses or a minus sign make it negative; k, M, bn (Md) multiply; a percent sign
    divides by 100; a currency around the number is passed over.

    Raises:
        NumberError: it is not a number, or too large.
    """
    plain = _SPACES.sub(" ", text).strip().replace("\u2019", "'")
    if not plain:
        raise NumberError(language.text("Type a number."))
    negative, plain = _without_sign(plain)
    match = _SHAPE.match(plain)
    read = None if match is None else _read_digits(match["digits"].strip(), language)
    if match is None or read is None:
        raise NumberError(
            language.text(
                "“{text}” is not a number. Type it like {example}.",
                text=text.strip(),
                example=language.marks.example,
            )
        )
    plain_digits, note = read
    # The exponent and the scale join the text before it is read once, so that 1.2M is
    # exactly the float 1200000 and 12 % exactly 0.12.
    power = int(match["exponent"] or 0) - (2 if match["percent"] else 0)
    power += round(math.log10(_SCALES[match["scale"].lower()])) if match["scale"] else 0
    value = float(f"{plain_digits}e{power}")
    if math.isinf(value):
        raise NumberError(language.text("“{text}” is too large.", text=text.strip()))
    return TypedNumber(-value if negative else value, match["percent"] is not None, note)


def _without_sign(text: str) -> tuple[bool, str]:
    """Take parentheses, sign and currency off; return whether the number is negative."""
    negative = False
    if text.startswith("(") and text.endswith(")"):
        negative, text = True, text[1:-1].strip()
        if text[:1] in {*_MINUS, "+"}:
            return False, ""
    for _ in range(2):  # the currency may stand before or after the sign
        text = _CURRENCY.sub("", text, count=1).strip()
        if text[:1] == "+" or (text[:1] in {*_MINUS} and text):
            if negative:
                return False, ""
            negative, text = text[0] != "+", text[1:].strip()
    return negative, text


def _read_digits(digits: str, language: Words) -> tuple[str, str] | None:
    """Return ``digits`` as Python writes them and the note; None where they make no number."""
    marks = [mark for mark in digits if mark in ".,"]
    decimal = language.marks.decimal
    note = ""
    if not marks:
        point = ""
    elif len(set(marks)) == 2:
        point = marks[-1]
    elif len(marks) > 1:
        point = ""
    else:
        point = marks[0]
        if re.fullmatch(r"[1-9][0-9]{0,2}[.,][0-9]{3}", digits):
            point = point if point == decimal else ""
            note = _note(digits, point, language)
    whole, _, fraction = digits.rpartition(point) if point else (digits, "", "")
    if not re.fullmatch(r"[0-9]*", fraction) or not (whole or fraction):
        return None
    if whole and not re.fullmatch(
        r"[0-9]+|[0-9]{1,3}(?P<by>[.,' ])[0-9]{3}(?:(?P=by)[0-9]{3})*", whole
    ):
        return None
    return f"{re.sub(r'[^0-9]', '', whole) or '0'}.{fraction or '0'}", note


def _note(digits: str, point: str, language: Words) -> str:
    """Say how one mark before three digits was read, unless the language leaves no doubt."""
    if point:
        return language.text(
            "Read as a decimal number. For thousands, type {example}.",
            example=re.sub("[.,]", "", digits),
        )
    if language.marks.group in digits:
        return ""  # 1,234 is how English writes thousands
    return language.text(
        "Read as thousands. For a decimal number, type {example}.",
        example=re.sub("[.,]", language.marks.decimal, digits),
    )

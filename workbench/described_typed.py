"""What describes a KPI as it is typed into one cell: its unit, sense and responsibility."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from models.keys import FunctionKey
from models.kpi import Sense, Unit, UnitKind
from models.plan import Plan
from workbench.figures_typed import SHARE, figure_text, parse_figure
from workbench.language import Language, NumberError, message, parse_number
from workbench.place_words import listed

_SENSES: Final = {Sense.HIGHER: message("higher"), Sense.LOWER: message("lower")}
_ARROWS: Final = {Sense.HIGHER: "▲", Sense.LOWER: "▼"}
_KINDS: Final = {
    UnitKind.MONEY: message("Money"),
    UnitKind.COUNT: message("Count"),
    UnitKind.SHARE: message("Share"),
    UnitKind.NUMBER: message("Number"),
}
_PARTS: Final = re.compile(r"[;·•|\n]|,(?=\s*[^\W\d])")
_FIGURE: Final = "0123456789.,%\u00a0\u202f "
"""What a share at the end of a part is written with."""


class DescriptionError(ValueError):
    """A text that describes nothing; its words are one sentence in the user's language."""


def sense_text(sense: Sense, language: Language) -> str:
    """Write which way is better: ▲ higher."""
    return f"{_ARROWS[sense]}\u00a0{language.text(_SENSES[sense])}"


def parse_sense(text: str, language: Language) -> Sense:
    """Read which way is better: the word, how it starts, or an arrow.

    Raises:
        DescriptionError: it is neither, or could be both.
    """
    typed = text.casefold().strip("▲▼ \u00a0")
    arrow = text.strip()[:1]
    fitting = [
        sense
        for sense, words in _SENSES.items()
        if arrow == _ARROWS[sense]
        or (typed and any(each.startswith(typed) for each in (words, language.text(words))))
    ]
    if len(fitting) != 1:
        higher, lower = (language.text(words) for words in _SENSES.values())
        raise DescriptionError(
            language.text("Type “{higher}” or “{lower}”.", higher=higher, lower=lower)
        )
    return fitting[0]


def parse_unit(text: str, before: Unit, plan: Plan, language: Language) -> Unit:
    """Read a unit: €, %, € per client per month, or the word behind a count.

    Args:
        text: what was typed; nothing is a number without a word.
        before: the unit until now, which says whether a word is of a count or of a number.
        plan: whose currency it is.
        language: in which kinds of units have names.

    Raises:
        DescriptionError: it is a figure.
    """
    typed = " ".join(text.split())
    plain = typed.casefold()
    symbol = language.currency_symbol(plan.currency)
    money = [symbol.casefold(), plan.currency.casefold(), *_names(UnitKind.MONEY, language)]
    kind: UnitKind | None = None
    for word in money:
        rest = plain.removeprefix(word)
        if rest != plain:
            per_client = "client" in rest
            kind = UnitKind.MONEY_PER_CLIENT_MONTH if per_client else kind
            kind = UnitKind.MONEY if not rest.strip() else kind
    if plain == "%" or plain in _names(UnitKind.SHARE, language):
        kind = UnitKind.SHARE
    label = ""
    if kind is None:
        named = [each for each in _KINDS if plain in _names(each, language)]
        words = before.kind in {UnitKind.COUNT, UnitKind.NUMBER}
        kind = named[0] if named else before.kind if words else UnitKind.COUNT
        kind = UnitKind.NUMBER if not plain else kind
        label = "" if named else typed
        if _is_number(label, language):
            raise DescriptionError(
                language.text(
                    "“{text}” is a figure, not a unit. Type {symbol}, % or a word.",
                    text=label,
                    symbol=symbol,
                )
            )
    return Unit(kind, label, before.decimals if kind is before.kind else None)


def shares_text(shares: Mapping[FunctionKey, float], plan: Plan, language: Language) -> str:
    """Write who answers for a KPI so that it reads back: Marketing 70 % · Sales 30 %."""
    return " · ".join(
        f"{_function_name(plan, key)} {figure_text(share, SHARE, language)}"
        for key, share in shares.items()
    )


def parse_shares(text: str, plan: Plan, language: Language) -> Mapping[FunctionKey, float]:
    """Read who answers for a KPI: functions with their shares, one of which may take the rest.

    Args:
        text: what was typed; nothing is nobody, or what the drivers say.
        plan: whose functions they are; the start of a name is enough where no other starts so.
        language: in which shares are written.

    Raises:
        DescriptionError: a function is not there or named twice, or a share is none.
    """
    found: dict[FunctionKey, float | None] = {}
    for part in _PARTS.split(text):
        words = part.strip()
        if not words:
            continue
        plain = {row.name.casefold() for row in plan.functions.values()}
        name = words if words.casefold() in plain else words.rstrip(_FIGURE)
        written = words[len(name) :].strip()
        name = name.strip(" :=")
        key = _function(name, plan, language)
        if key in found:
            raise DescriptionError(language.text("“{name}” stands there twice.", name=name))
        try:
            share = None if not written else parse_figure(written, SHARE, language).value
        except NumberError as error:
            raise DescriptionError(str(error)) from error
        found[key] = share
    open_ones = [key for key, share in found.items() if share is None]
    if len(open_ones) > 1:
        raise DescriptionError(language.text("Type a share behind each function, such as 70 %."))
    given = sum(share for share in found.values() if share is not None)
    rest = max(0.0, float(f"{1.0 - given:.12g}"))
    return {key: rest if share is None else share for key, share in found.items()}


def _names(kind: UnitKind, language: Language) -> tuple[str, str]:
    words = _KINDS[kind]
    return words.casefold(), language.text(words).casefold()


def _is_number(text: str, language: Language) -> bool:
    if not text:
        return False
    try:
        parse_number(text, language)
    except NumberError:
        return False
    return True


def _function_name(plan: Plan, key: FunctionKey) -> str:
    row = plan.functions.get(key)
    return key if row is None else row.name


def _function(name: str, plan: Plan, language: Language) -> FunctionKey:
    plain = name.casefold()
    names = {key: row.name.casefold() for key, row in plan.functions.items()}
    exact = [key for key, each in names.items() if plain in {each, key.casefold()}]
    fitting = exact or [key for key, each in names.items() if plain and each.startswith(plain)]
    if len(fitting) != 1:
        known = listed((f"“{row.name}”" for row in plan.functions.values()), language)
        raise DescriptionError(
            language.text(
                "There is no function “{name}” in the plan. It has {known}.",
                name=name,
                known=known,
            )
            if known
            else language.text("The plan has no functions yet: add them first.")
        )
    return fitting[0]

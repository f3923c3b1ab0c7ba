"""Targets as people type them: a figure, or how far it is to go from what there is."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from models.kpi import Unit, UnitKind
from workbench.figures_typed import parse_figure
from workbench.language import Language
from workbench.numbers_typed import parse_number

_SIGNS: Final = "+-\u2212\u2013"


@dataclass(frozen=True, slots=True)
class TypedTarget:
    """A target that somebody typed.

    Attributes:
        value: in the unit of the KPI.
        note: how it was read, in a sentence; empty where there is no doubt.
    """

    value: float
    note: str = ""


def parse_target(
    text: str, unit: Unit, now: float, currency: str, language: Language
) -> TypedTarget:
    """Read a target: "20M"; "+10 %" and "−5 %" of what there is; "+200k" more than there is.

    "110 %" is that much of what there is, but a target of its own for a share.

    Args:
        text: what was typed.
        unit: of the KPI.
        now: what there is, in the unit; NaN is no value.
        currency: of money.
        language: of the person who types.

    Raises:
        NumberError: it is not a number; its words say so.
    """
    plain = text.strip()
    number = parse_number(text, language)
    signed = plain[:1] in _SIGNS and plain[:1] != ""
    known = math.isfinite(now)
    share = unit.kind is UnitKind.SHARE
    if known and number.percent and (signed or not share):
        value = now + abs(now) * number.value if signed else now * number.value
        return TypedTarget(value, _that_is(value, unit, currency, language))
    if known and plain.startswith("+"):
        typed = parse_figure(text, unit, language)
        value = now + typed.value
        return TypedTarget(value, _that_is(value, unit, currency, language))
    typed = parse_figure(text, unit, language)
    return TypedTarget(typed.value, typed.note)


def _that_is(value: float, unit: Unit, currency: str, language: Language) -> str:
    written = language.figure(value, unit, currency, label=True)
    return language.text("That is {figure}.", figure=written)

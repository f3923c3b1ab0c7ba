"""Figures as they are typed into a field: read in a unit, and written so that they read back."""

from __future__ import annotations

from models.kpi import Unit, UnitKind
from workbench.language import Language
from workbench.numbers_typed import TypedNumber, parse_number

SHARE = Unit(UnitKind.SHARE)
"""The unit of weights, responsibilities and rates."""


def parse_figure(text: str, unit: Unit, language: Language) -> TypedNumber:
    """Read a figure of ``unit``.

    In a share a bare number is a percentage, as it is shown: "25" is 0.25.

    Raises:
        NumberError: it is not a number; its words say so.
    """
    typed = parse_number(text, language)
    if unit.kind is UnitKind.SHARE and not typed.percent:
        return TypedNumber(typed.value / 100, percent=True, note=typed.note)
    return typed


def figure_text(x: float | None, unit: Unit, language: Language) -> str:
    """Write a figure for editing: all its digits, without grouping; empty for no value."""
    if x is None or x != x:  # noqa: PLR0124 - NaN differs from itself
        return ""
    share = unit.kind is UnitKind.SHARE
    digits = f"{x * 100 if share else x:.15g}"
    written = digits.replace(".", language.marks.decimal)
    return f"{written}\u00a0%" if share else written

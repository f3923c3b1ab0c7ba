"""How cells look: one quiet palette, one accent, and number formats by unit."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from babel.numbers import get_currency_precision

from models.kpi import Unit, UnitKind

ACCENT: Final = "#1F3A5F"
ACCENT_TINT: Final = "#E6ECF3"
ACCENT_FAINT: Final = "#F5F7FA"
INPUT_INK: Final = "#1447D4"
INPUT_PAPER: Final = "#FFFBE3"
QUIET_INK: Final = "#6B7280"
RULE: Final = "#D7DDE5"
GOOD_INK: Final = "#0B6B3A"
GOOD_PAPER: Final = "#E3F4EA"
BAD_INK: Final = "#A61B1B"
BAD_PAPER: Final = "#FDE8E6"
WARN_INK: Final = "#8A5A00"
WARN_PAPER: Final = "#FFF1D0"

Properties = dict[str, object]


class Style(StrEnum):
    """The part a cell plays on its sheet."""

    TITLE = "title"
    SUBTITLE = "subtitle"
    SECTION = "section"
    HEADER = "header"
    FIGURE_HEADER = "figure header"
    TEXT = "text"
    STRONG = "strong"
    QUIET = "quiet"
    WRAPPED = "wrapped"
    INPUT = "input"
    INPUT_TEXT = "input text"
    FORMULA = "formula"
    TOTAL = "total"
    SNAPSHOT = "snapshot"
    STATUS = "status"


_FONT: Final[Properties] = {"font_name": "Calibri", "font_size": 10, "valign": "vcenter"}
_LINE: Final[Properties] = {"bottom": 1, "bottom_color": RULE}

_LOOKS: Final[dict[Style, Properties]] = {
    Style.TITLE: {"font_size": 18, "bold": True, "font_color": ACCENT},
    Style.SUBTITLE: {"font_color": QUIET_INK},
    Style.SECTION: {"font_size": 12, "bold": True, "font_color": "#FFFFFF", "bg_color": ACCENT},
    Style.HEADER: {
        "bold": True,
        "font_color": ACCENT,
        "bg_color": ACCENT_TINT,
        "text_wrap": True,
        "bottom": 1,
        "bottom_color": ACCENT,
    },
    Style.FIGURE_HEADER: {
        "bold": True,
        "font_color": ACCENT,
        "bg_color": ACCENT_TINT,
        "text_wrap": True,
        "align": "right",
        "bottom": 1,
        "bottom_color": ACCENT,
    },
    Style.TEXT: {**_LINE},
    Style.STRONG: {**_LINE, "bold": True},
    Style.QUIET: {**_LINE, "font_color": QUIET_INK},
    Style.WRAPPED: {"text_wrap": True, "valign": "top"},
    Style.INPUT: {
        **_LINE,
        "font_color": INPUT_INK,
        "bg_color": INPUT_PAPER,
        "locked": False,
        "align": "right",
    },
    Style.INPUT_TEXT: {
        **_LINE,
        "font_color": INPUT_INK,
        "bg_color": INPUT_PAPER,
        "locked": False,
    },
    Style.FORMULA: {**_LINE, "align": "right"},
    Style.TOTAL: {**_LINE, "align": "right", "bold": True, "bg_color": ACCENT_FAINT},
    Style.SNAPSHOT: {**_LINE, "align": "right", "italic": True, "font_color": QUIET_INK},
    Style.STATUS: {**_LINE, "align": "center", "bold": True},
}


def look(style: Style, number_format: str = "", /, **more: object) -> Properties:
    """Return the properties of a cell of ``style`` that shows figures in ``number_format``."""
    properties = {**_FONT, **_LOOKS[style], **more}
    if number_format:
        properties["num_format"] = number_format
    return properties


def _with_dash(positive: str) -> str:
    # The fourth part is what a text is shown as: "no value" is the empty text.
    return f'{positive};-{positive};{positive};"—"'


def decimal_format(decimals: int, tail: str = "") -> str:
    """Return the number format with thousands, ``decimals`` digits and ``tail`` behind."""
    digits = "#,##0" + ("." + "0" * decimals if decimals > 0 else "")
    return _with_dash(digits + tail)


def share_format(decimals: int = 1) -> str:
    """Return the number format of fractions shown as percentages."""
    return _with_dash("0" + ("." + "0" * decimals if decimals > 0 else "") + " %")


DATE_FORMAT: Final = "yyyy-mm-dd"
WHOLE_FORMAT: Final = decimal_format(0)


def money_format(symbol: str, currency: str, *, size: float | None = None) -> str:
    """Return the number format of amounts; large ones (by ``size``) go without cents."""
    decimals = get_currency_precision(currency)
    if size is not None and size >= 1000:
        decimals = 0
    return decimal_format(decimals, f' "{symbol}"')


def unit_format(unit: Unit, symbol: str, currency: str, size: float) -> str:
    """Return the number format of figures in ``unit`` that are about as large as ``size``."""
    match unit.kind:
        case UnitKind.MONEY | UnitKind.MONEY_PER_CLIENT_MONTH:
            if unit.decimals is None:
                return money_format(symbol, currency, size=size)
            return decimal_format(unit.decimals, f' "{symbol}"')
        case UnitKind.SHARE:
            if unit.decimals is None:
                return share_format(1 if size >= 0.01 else 2)
            return share_format(unit.decimals)
        case UnitKind.COUNT:
            return decimal_format(
                unit.decimals if unit.decimals is not None else 0 if size >= 100 else 1
            )
        case UnitKind.NUMBER:
            if unit.decimals is not None:
                return decimal_format(unit.decimals)
            fine = 0 if size >= 1000 else 1 if size >= 100 else 2 if size >= 1 else 4
            return decimal_format(fine)

"""Colours by role, light and dark, read from ``resources/themes``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Final

from PySide6.QtGui import QColor, QPalette

from models.keys import FunctionKey
from models.organisation import FunctionRole
from models.plan import Plan

_FOLDER: Final = Path(__file__).parent.parent / "resources" / "themes"


class ThemeName(StrEnum):
    """The themes there are."""

    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Colours:
    """Every colour of a theme by what it is for; the theme's file says more of each."""

    ground: QColor
    panel: QColor
    raised: QColor
    line: QColor
    line_strong: QColor
    text: QColor
    text_quiet: QColor
    text_disabled: QColor
    accent: QColor
    accent_hover: QColor
    accent_text: QColor
    accent_soft: QColor
    accent_line: QColor
    chip: QColor
    chip_text: QColor
    hover: QColor
    good: QColor
    bad: QColor
    warning: QColor
    error: QColor
    error_soft: QColor
    warning_soft: QColor
    good_soft: QColor
    weight: QColor
    others: QColor
    selection_ring: QColor
    shadow: QColor


@dataclass(frozen=True, slots=True)
class Spacing:
    """Distances and radii, in device-independent pixels."""

    unit: int = 4
    gap: int = 8
    inset: int = 16
    room: int = 22
    radius: int = 8
    small_radius: int = 6
    control_height: int = 30


@dataclass(frozen=True, slots=True)
class Theme:
    """What a widget needs to look right.

    A theme never changes; the window is built anew with another one.

    Attributes:
        dark: whether it is light text on a dark ground.
        colours: by role.
        marketing: the colour of the function with the role marketing.
        sales: the colour of the function with the role sales.
        other_functions: colours of the other functions, in the order of the plan.
        unassigned: the colour of what no function answers for.
        space: distances.
    """

    name: ThemeName
    dark: bool
    colours: Colours
    marketing: QColor
    sales: QColor
    other_functions: tuple[QColor, ...]
    unassigned: QColor
    space: Spacing = Spacing()

    def function_colour(self, plan: Plan, key: FunctionKey) -> QColor:
        """Return the colour of a function: by its role, else by its place in the plan."""
        others = 0
        for function in plan.functions.values():
            if function.role is FunctionRole.OTHER:
                colour = self.other_functions[others % len(self.other_functions)]
                others += 1
            else:
                colour = self.marketing if function.role is FunctionRole.MARKETING else self.sales
            if function.key == key:
                return colour
        return self.unassigned

    def palette(self) -> QPalette:
        """Return the palette that makes Qt's own widgets agree with the theme."""
        colours = self.colours
        palette = QPalette()
        roles = {
            QPalette.ColorRole.Window: colours.panel,
            QPalette.ColorRole.WindowText: colours.text,
            QPalette.ColorRole.Base: colours.panel,
            QPalette.ColorRole.AlternateBase: colours.ground,
            QPalette.ColorRole.Text: colours.text,
            QPalette.ColorRole.Button: colours.raised,
            QPalette.ColorRole.ButtonText: colours.text,
            QPalette.ColorRole.BrightText: colours.accent_text,
            QPalette.ColorRole.Highlight: colours.accent,
            QPalette.ColorRole.HighlightedText: colours.accent_text,
            QPalette.ColorRole.Accent: colours.accent,
            QPalette.ColorRole.Link: colours.accent,
            QPalette.ColorRole.LinkVisited: colours.accent,
            QPalette.ColorRole.ToolTipBase: colours.raised,
            QPalette.ColorRole.ToolTipText: colours.text,
            QPalette.ColorRole.PlaceholderText: colours.text_quiet,
            QPalette.ColorRole.Light: colours.hover,
            QPalette.ColorRole.Midlight: colours.hover,
            QPalette.ColorRole.Mid: colours.line,
            QPalette.ColorRole.Dark: colours.line_strong,
            QPalette.ColorRole.Shadow: colours.line_strong,
        }
        for role, colour in roles.items():
            palette.setColor(role, colour)
        for role in (
            QPalette.ColorRole.WindowText,
            QPalette.ColorRole.Text,
            QPalette.ColorRole.ButtonText,
        ):
            palette.setColor(QPalette.ColorGroup.Disabled, role, colours.text_disabled)
        return palette


@lru_cache(maxsize=4)
def load_theme(name: ThemeName) -> Theme:
    """Read a theme of the program.

    Raises:
        FileNotFoundError: its file is missing.
        KeyError: its file lacks a role.
    """
    with (_FOLDER / f"{name}.toml").open("rb") as file:
        data = tomllib.load(file)
    colours = data["colours"]
    functions = data["functions"]
    return Theme(
        name=name,
        dark=data["dark"],
        colours=Colours(**{role.name: _colour(colours[role.name]) for role in fields(Colours)}),
        marketing=_colour(functions["marketing"]),
        sales=_colour(functions["sales"]),
        other_functions=tuple(_colour(text) for text in functions["other"]),
        unassigned=_colour(functions["unassigned"]),
    )


def _colour(text: str) -> QColor:
    """Read ``#RRGGBB`` or ``#RRGGBBAA``, alpha last as on the web."""
    colour = QColor(text[:7])
    if len(text) == 9:
        colour.setAlpha(int(text[7:], 16))
    return colour

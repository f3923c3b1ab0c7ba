"""What is written in a theme can be read."""

from __future__ import annotations

from itertools import product

import pytest
from PySide6.QtGui import QColor

from ui.theme import ThemeName, load_theme

INKS = ("text", "text_quiet", "accent", "good", "bad", "error", "warning")
GROUNDS = ("panel", "ground", "raised", "hover", "accent_soft", "error_soft", "good_soft")
FILLED = (("accent_text", "accent"), ("accent_text", "accent_hover"), ("chip_text", "chip"))
LEAST = 4.5


def luminance(colour: QColor) -> float:
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("name", ThemeName)
def test_that_every_ink_stands_out_from_every_ground(name: ThemeName) -> None:
    colours = load_theme(name).colours
    for ink, ground in (*product(INKS, GROUNDS), *FILLED):
        values = [luminance(getattr(colours, each)) for each in (ink, ground)]
        contrast = (max(values) + 0.05) / (min(values) + 0.05)
        assert contrast >= LEAST, f"{ink} on {ground}: {contrast:.2f}"

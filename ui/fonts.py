"""The typeface of the window: Inter, bundled, with figures of equal width."""

from __future__ import annotations

from enum import Enum
from functools import lru_cache
from pathlib import Path
from typing import Final

from PySide6.QtGui import QFont, QFontDatabase

FAMILY: Final = "Inter"
_FOLDER: Final = Path(__file__).parent.parent / "resources" / "fonts"
_TABULAR: Final = QFont.Tag("tnum")


class TextStyle(Enum):
    """A size in device-independent pixels and a weight, by what the text is for."""

    CAPTION = (11, QFont.Weight.Medium)
    SMALL = (12, QFont.Weight.Normal)
    SMALL_STRONG = (12, QFont.Weight.DemiBold)
    BODY = (13, QFont.Weight.Normal)
    BODY_STRONG = (13, QFont.Weight.DemiBold)
    TITLE = (15, QFont.Weight.DemiBold)
    FIGURE = (17, QFont.Weight.Bold)
    HEADING = (22, QFont.Weight.DemiBold)


def load_fonts() -> None:
    """Make the bundled typeface known to Qt; a QGuiApplication must be there.

    Raises:
        FileNotFoundError: a font file is missing or cannot be read.
    """
    for weight in ("Regular", "Medium", "SemiBold", "Bold"):
        path = _FOLDER / f"Inter-{weight}.otf"
        if QFontDatabase.addApplicationFont(str(path)) < 0:
            raise FileNotFoundError(path)


def font(style: TextStyle = TextStyle.BODY, *, scale: float = 1.0) -> QFont:
    """Return the font of ``style``, ``scale`` times its size; its figures are tabular."""
    return QFont(_font(style, scale))


@lru_cache(maxsize=128)
def _font(style: TextStyle, scale: float) -> QFont:
    pixels, weight = style.value
    made = QFont(FAMILY)
    made.setPixelSize(max(1, round(pixels * scale)))
    made.setWeight(weight)
    made.setFeature(_TABULAR, 1)
    return made

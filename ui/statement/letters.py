"""The letters of a page: sizes, widths, and where lines are broken."""

from __future__ import annotations

from enum import Enum
from typing import Final, final

from PySide6.QtGui import QFont, QFontMetricsF

from ui.fonts import FAMILY

_NOT_EXTRACTED: Final = ("calt", "liga", "ccmp")
"""Features that put signs in place which stand for no character, so that nothing could be
copied or read aloud from the file: the 1 of equal width, the raised × between figures."""
_LEADING: Final = 1.3
_SMALL: Final = 0.88
_ELLIPSIS: Final = "…"


class Style(Enum):
    """A size in tenths of a point and a weight, by what the text is for."""

    CAPTION = (64, QFont.Weight.Normal)
    SMALL = (70, QFont.Weight.Normal)
    SMALL_STRONG = (70, QFont.Weight.DemiBold)
    BODY = (77, QFont.Weight.Normal)
    STRONG = (82, QFont.Weight.DemiBold)
    FIGURE = (135, QFont.Weight.DemiBold)
    NAME = (170, QFont.Weight.DemiBold)


@final
class Letters:
    """Fonts and what they measure; one for each thread, for Qt keeps fonts by thread."""

    def __init__(self, scale: float = 1.0) -> None:
        """Make the fonts, ``scale`` times their size; the typeface must be loaded."""
        self._scale = scale
        self._fonts = {style: _font(style, scale) for style in Style}
        self._metrics = {style: QFontMetricsF(font) for style, font in self._fonts.items()}
        self._widths: dict[tuple[Style, str], float] = {}

    def smaller(self) -> Letters:
        """Return letters that are as small as can be read with ease."""
        return Letters(_SMALL)

    def font(self, style: Style) -> QFont:
        """Return the font of a style."""
        return self._fonts[style]

    def height(self, style: Style) -> float:
        """Return the height of a line."""
        return style.value[0] * self._scale * _LEADING

    def ascent(self, style: Style) -> float:
        """Return how far below its top the letters of a line stand."""
        return style.value[0] * self._scale

    def width(self, words: str, style: Style) -> float:
        """Return how wide some words are on one line."""
        known = self._widths.get((style, words))
        if known is None:
            known = self._widths[style, words] = self._metrics[style].horizontalAdvance(words)
        return known

    def wrapped(self, words: str, style: Style, room: float) -> tuple[str, ...]:
        """Return the lines that some words fill, none wider than ``room``."""
        lines: list[str] = []
        line, wide = "", 0.0
        space = self.width(" ", style)
        for word in words.split(" "):
            width = self.width(word, style)
            if line and wide + space + width <= room:
                line, wide = f"{line} {word}", wide + space + width
                continue
            if line:
                lines.append(line)
            *whole, line = self._broken(word, style, room)
            lines += whole
            wide = self.width(line, style)
        return (*lines, line) if line else tuple(lines)

    def shortened(self, words: str, style: Style, room: float) -> str:
        """Return as many of some words as one line holds."""
        if self.width(words, style) <= room:
            return words
        while words and self.width(words + _ELLIPSIS, style) > room:
            words = words[:-1]
        return words.rstrip() + _ELLIPSIS

    def _broken(self, word: str, style: Style, room: float) -> list[str]:
        """Return a word in parts that fit, where it is wider than a line."""
        if self.width(word, style) <= room:
            return [word]
        parts, part = list[str](), ""
        for sign in word:
            if part and self._metrics[style].horizontalAdvance(part + sign) > room:
                parts.append(part)
                part = ""
            part += sign
        return [*parts, part]


def _font(style: Style, scale: float) -> QFont:
    size, weight = style.value
    made = QFont(FAMILY)
    made.setPixelSize(round(size * scale))
    made.setWeight(weight)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    for feature in _NOT_EXTRACTED:
        made.setFeature(QFont.Tag(feature), 0)
    return made

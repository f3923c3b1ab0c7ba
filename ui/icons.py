"""The program's own icons, drawn in one colour that follows the theme."""

from __future__ import annotations

import math
from functools import lru_cache
from pathlib import Path
from typing import Final

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from ui.theme import Theme

FOLDER: Final = Path(__file__).parent.parent / "resources" / "icons"


@lru_cache(maxsize=128)
def _source(name: str) -> str:
    return (FOLDER / f"{name}.svg").read_text(encoding="utf-8")


def pixmap(name: str, colour: QColor, size: int, ratio: float = 1.0) -> QPixmap:
    """Draw icon ``name`` in ``colour``, ``size`` device-independent pixels wide and high.

    Raises:
        FileNotFoundError: there is no such icon.
    """
    picture = _source(name).replace("currentColor", colour.name())
    renderer = QSvgRenderer(QByteArray(picture.encode()))
    drawn = QPixmap(round(size * ratio), round(size * ratio))
    drawn.fill(Qt.GlobalColor.transparent)
    drawn.setDevicePixelRatio(ratio)
    painter = QPainter(drawn)
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return drawn


def _ratios() -> set[float]:
    finest = max((screen.devicePixelRatio() for screen in QGuiApplication.screens()), default=1.0)
    return {1.0, float(math.ceil(finest))}


def icon(name: str, theme: Theme, colour: QColor | None = None, size: int = 18) -> QIcon:
    """Return icon ``name`` in ``colour``, the colour of quiet text where none is given.

    Raises:
        FileNotFoundError: there is no such icon.
    """
    made = QIcon()
    normal = theme.colours.text_quiet if colour is None else colour
    # As fine as the finest screen that is there; drawing more costs a third of the start.
    for ratio in _ratios():
        drawn = pixmap(name, normal, size, ratio)
        made.addPixmap(drawn, QIcon.Mode.Normal)
        # Qt would tint it in a chosen line of a list, and red would no longer be red.
        made.addPixmap(drawn, QIcon.Mode.Selected)
        made.addPixmap(pixmap(name, theme.colours.text_disabled, size, ratio), QIcon.Mode.Disabled)
    return made


def application_icon() -> QIcon:
    """Return the icon of the program itself, which keeps its colours.

    Raises:
        FileNotFoundError: its picture is missing.
    """
    made = QIcon()
    for size in (16, 32, 48, 128, 256):
        picture = pixmap("application", QColor("white"), size)
        made.addPixmap(picture)
        made.actualSize(QSize(size, size))
    return made

"""Draws letters where there is no window and no display."""

from __future__ import annotations

import os

from PySide6.QtGui import QGuiApplication

from ui.fonts import load_fonts


def drawing() -> QGuiApplication:
    """Return what Qt needs before it draws letters; keep it as long as something is drawn.

    Raises:
        FileNotFoundError: a font file is missing or cannot be read.
    """
    known = QGuiApplication.instance()
    if not isinstance(known, QGuiApplication):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        known = QGuiApplication([])
    load_fonts()
    return known

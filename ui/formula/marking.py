"""Marks within a line of text: waves below what is wrong, colour for functions."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor, QInputMethodEvent, QTextCharFormat
from PySide6.QtWidgets import QLineEdit

Span = tuple[int, int]


def mark_line(line: QLineEdit, *, wrong: Sequence[Span], error: QColor) -> None:
    """Draw waves below parts of a line of text, and no others.

    A line edit takes formats for its text only from input methods: an event of one that
    enters nothing sets them, and leaves text, cursor and selection alone.
    """
    wave = QTextCharFormat()
    wave.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
    wave.setUnderlineColor(error)
    wave.setForeground(error)
    cursor = line.cursorPosition()
    attributes = [
        QInputMethodEvent.Attribute(
            QInputMethodEvent.AttributeType.TextFormat, start - cursor, stop - start, wave
        )
        for start, stop in wrong
        if stop > start
    ]
    QCoreApplication.sendEvent(line, QInputMethodEvent("", attributes))

"""Labels whose size, weight and colour say what their text is for."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QLabel, QWidget

from ui.fonts import TextStyle, font


def text_label(
    text: str,
    parent: QWidget,
    *,
    style: TextStyle = TextStyle.BODY,
    colour: QColor | None = None,
    wraps: bool = False,
) -> QLabel:
    """Make a label of plain text; what looks like markup in it is shown as typed."""
    label = QLabel(text, parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setFont(font(style))
    label.setWordWrap(wraps)
    if colour is not None:
        set_text_colour(label, colour)
    return label


def set_text_colour(widget: QWidget, colour: QColor) -> None:
    """Colour the text of a widget, whatever its state."""
    palette = widget.palette()
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text):
        palette.setColor(role, colour)
    widget.setPalette(palette)

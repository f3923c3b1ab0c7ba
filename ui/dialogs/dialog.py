"""What every dialog of the program has: a column of content, and its buttons below."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ui.theme import Theme
from ui.widgets.button import Button, ButtonLook


class Dialog(QDialog):
    """A dialog in the look of the theme.

    Attributes:
        body: the column for what it asks or shows.
    """

    def __init__(self, title: str, theme: Theme, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setWindowTitle(title)
        self.setWindowFlag(Qt.WindowType.WindowContextHelpButtonHint, on=False)
        whole = QVBoxLayout(self)
        inset = theme.space.room
        whole.setContentsMargins(inset, inset, inset, theme.space.inset)
        whole.setSpacing(theme.space.inset)
        self.body = QVBoxLayout()
        self.body.setSpacing(theme.space.gap)
        whole.addLayout(self.body, 1)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(theme.space.gap)
        self._buttons.addStretch(1)
        whole.addLayout(self._buttons)

    def add_button(self, text: str, *, primary: bool = False) -> Button:
        """Add a button at the right; the primary one answers to Enter."""
        look = ButtonLook.PRIMARY if primary else ButtonLook.PLAIN
        button = Button(self._theme, self, text=text, look=look)
        self._buttons.addWidget(button)
        return button

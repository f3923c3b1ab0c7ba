"""What every dialog of the program has: a column of content, and its buttons below."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from ui.theme import Theme
from ui.widgets.button import Button, ButtonLook
from ui.widgets.text import text_label


@contextmanager
def waiting() -> Iterator[None]:
    """Show the busy cursor while something is done that a large plan takes a while for."""
    QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        yield
    finally:
        QGuiApplication.restoreOverrideCursor()


class Dialog(QDialog):
    """A dialog in the look of the theme.

    Attributes:
        body: the column for what it asks or shows.
    """

    def __init__(self, title: str, theme: Theme, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._primary: Button | None = None
        self.setWindowTitle(title)
        self.setWindowFlag(Qt.WindowType.WindowContextHelpButtonHint, on=False)
        whole = self._whole = QVBoxLayout(self)
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
        self.installEventFilter(self)

    def add_button(self, text: str, *, primary: bool = False) -> Button:
        """Add a button at the right; the primary one answers to Enter."""
        look = ButtonLook.PRIMARY if primary else ButtonLook.PLAIN
        button = Button(self._theme, self, text=text, look=look)
        self._buttons.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        if primary:
            self._primary = button
        return button

    def add_beside_buttons(self, widget: QWidget, label: str) -> None:
        """Put what belongs to the buttons at the left of them, with its name."""
        name = text_label(label, self, colour=self._theme.colours.text_quiet)
        name.setFixedHeight(self._theme.space.control_height)
        self._buttons.insertWidget(0, name, 0, Qt.AlignmentFlag.AlignTop)
        self._buttons.insertWidget(1, widget, 1)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Grow where a sentence came that needs room; Qt forgets those that wrap."""
        if watched is self and event.type() is QEvent.Type.LayoutRequest:
            needed = self._whole.totalHeightForWidth(self.width())
            if needed > self.height():
                self.resize(self.width(), needed)
        return False

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press the button with the focus on Enter, else the primary one."""
        # Qt does this for its own push buttons only.
        if event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            super().keyPressEvent(event)
            return
        focused = QApplication.focusWidget()
        # While the window is being activated the focus may still be in the one behind.
        own = isinstance(focused, Button) and self.isAncestorOf(focused)
        button = focused if own and isinstance(focused, Button) else self._primary
        if button is not None:
            button.click()

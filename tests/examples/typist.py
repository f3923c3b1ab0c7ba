"""A person at the keyboard and the mouse: keys go where the focus is, one by one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


class Typist:
    """Types into a window whatever has the focus there."""

    def __init__(self, window: QWidget) -> None:
        self.window = window

    @property
    def focus(self) -> QWidget:
        """What has the keys: an open menu, else what has the focus."""
        return QApplication.activePopupWidget() or QApplication.focusWidget() or self.window

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = NONE, times: int = 1) -> None:
        """Press a key."""
        for _ in range(times):
            QTest.keyClick(self.focus, key, held)

    def type(self, text: str) -> None:
        """Type letters, accents and signs too, which QTest refuses."""
        for letter in text:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.sendEvent(self.focus, QKeyEvent(kind, 0, NONE, letter))

    def enter(self, text: str) -> None:
        """Type letters and Enter."""
        self.type(text)
        self.press(Qt.Key.Key_Return)

    def command(self, words: str) -> None:
        """Run a command of the palette by some of its letters."""
        self.press(Qt.Key.Key_P, CTRL | SHIFT)
        self.enter(words)

    def walk_to(self, name: str, step: Callable[[], None], most: int = 80) -> None:
        """Press until the widget called ``name`` has the focus."""
        for _ in range(most):
            if self.focus.accessibleName() == name:
                return
            step()
        raise AssertionError(f"{name!r} is not reached; {self.focus.accessibleName()!r} is")

    def tab_to(self, name: str) -> None:
        """Press Tab until the widget called ``name`` has the focus."""
        self.walk_to(name, self._tab)

    def pane(self, name: str) -> None:
        """Press F6 until something within the pane called ``name`` has the focus."""
        for _ in range(12):
            widget: QWidget | None = self.focus
            while widget is not None:
                if widget.accessibleName() == name:
                    return
                widget = widget.parentWidget()
            self.press(Qt.Key.Key_F6)
        raise AssertionError(f"F6 does not lead to {name!r}")

    def drag(self, widget: QWidget, start: QPoint, end: QPoint) -> None:
        """Drag with the left button."""
        left = Qt.MouseButton.LeftButton
        QTest.mousePress(widget, left, NONE, start)
        for part in range(1, 9):
            QTest.mouseMove(widget, start + (end - start) * (part / 8))
        QTest.mouseRelease(widget, left, NONE, end)

    def _tab(self) -> None:
        self.press(Qt.Key.Key_Tab)

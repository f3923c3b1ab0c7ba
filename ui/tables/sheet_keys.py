"""The keys of a sheet: those of a spreadsheet."""

from __future__ import annotations

from enum import Enum
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

_NONE: Final = Qt.KeyboardModifier.NoModifier
_SHIFT: Final = Qt.KeyboardModifier.ShiftModifier
_CTRL: Final = Qt.KeyboardModifier.ControlModifier


class Ask(Enum):
    """What a key asks for."""

    DOWN = "down"
    UP = "up"
    CLEAR = "clear"
    REMOVE = "remove"
    FILL_DOWN = "fill_down"
    COPY = "copy"
    CUT = "cut"
    PASTE = "paste"
    SELECT_ALL = "select_all"
    SELECT_ROWS = "select_rows"
    SELECT_COLUMNS = "select_columns"
    DETAILS = "details"
    EDIT = "edit"


_KEYS: Final = {
    (Qt.Key.Key_Return, _NONE): Ask.DOWN,
    (Qt.Key.Key_Enter, _NONE): Ask.DOWN,
    (Qt.Key.Key_Return, _SHIFT): Ask.UP,
    (Qt.Key.Key_Enter, _SHIFT): Ask.UP,
    (Qt.Key.Key_Return, _CTRL): Ask.DETAILS,
    (Qt.Key.Key_Enter, _CTRL): Ask.DETAILS,
    (Qt.Key.Key_Delete, _NONE): Ask.CLEAR,
    (Qt.Key.Key_Backspace, _NONE): Ask.CLEAR,
    (Qt.Key.Key_Delete, _CTRL): Ask.REMOVE,
    (Qt.Key.Key_D, _CTRL): Ask.FILL_DOWN,
    (Qt.Key.Key_Space, _SHIFT): Ask.SELECT_ROWS,
    (Qt.Key.Key_Space, _CTRL): Ask.SELECT_COLUMNS,
    (Qt.Key.Key_F2, _NONE): Ask.EDIT,
}
_STANDARD: Final = (
    (QKeySequence.StandardKey.Copy, Ask.COPY),
    (QKeySequence.StandardKey.Cut, Ask.CUT),
    (QKeySequence.StandardKey.Paste, Ask.PASTE),
    (QKeySequence.StandardKey.SelectAll, Ask.SELECT_ALL),
)


def ask_of(event: QKeyEvent) -> Ask | None:
    """Return what a key asks for, or None where it is not one of a spreadsheet."""
    for standard, ask in _STANDARD:
        if event.matches(standard):
            return ask
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return _KEYS.get((Qt.Key(event.key()), held))


def is_claimed(event: QKeyEvent) -> bool:
    """Return whether a key is the sheet's, though it may be a shortcut of the window."""
    return ask_of(event) is not None

"""The keys of the outline: where they walk, and what they ask for."""

from __future__ import annotations

from enum import Enum
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from ui.decompose.canvas_keys import command_of

_NONE: Final = Qt.KeyboardModifier.NoModifier
_SHIFT: Final = Qt.KeyboardModifier.ShiftModifier
_CTRL: Final = Qt.KeyboardModifier.ControlModifier


class Move(Enum):
    """A step of the cursor, as rows and columns; a page is as long as the view is high."""

    UP = (-1, 0)
    DOWN = (1, 0)
    LEFT = (0, -1)
    RIGHT = (0, 1)
    PAGE_UP = (-20, 0)
    PAGE_DOWN = (20, 0)
    ROW_START = (0, -9999)
    ROW_END = (0, 9999)


class Jump(Enum):
    """A leap of the cursor to the edge of what is filled, as the way of rows and columns."""

    UP = (-1, 0)
    DOWN = (1, 0)
    LEFT = (0, -1)
    RIGHT = (0, 1)


class Corner(Enum):
    """An end of the table."""

    FIRST = "first"
    LAST = "last"


class Ask(Enum):
    """What a key asks for in the cells of the cursor."""

    EDIT = "edit"
    CLEAR = "clear"
    FILL_DOWN = "fill_down"
    FILL_RIGHT = "fill_right"
    COPY = "copy"
    CUT = "cut"
    PASTE = "paste"
    SELECT_ALL = "select_all"
    SELECT_ROWS = "select_rows"
    SELECT_COLUMNS = "select_columns"


Walk = Move | Jump | Corner

_WALKS: Final[dict[Qt.Key, Walk]] = {
    Qt.Key.Key_Up: Move.UP,
    Qt.Key.Key_Down: Move.DOWN,
    Qt.Key.Key_Left: Move.LEFT,
    Qt.Key.Key_Right: Move.RIGHT,
    Qt.Key.Key_PageUp: Move.PAGE_UP,
    Qt.Key.Key_PageDown: Move.PAGE_DOWN,
    Qt.Key.Key_Home: Move.ROW_START,
    Qt.Key.Key_End: Move.ROW_END,
}
_CTRL_WALKS: Final[dict[Qt.Key, Walk]] = {
    Qt.Key.Key_Home: Corner.FIRST,
    Qt.Key.Key_End: Corner.LAST,
    Qt.Key.Key_Up: Jump.UP,
    Qt.Key.Key_Down: Jump.DOWN,
    Qt.Key.Key_Left: Jump.LEFT,
    Qt.Key.Key_Right: Jump.RIGHT,
}
_ENTERS: Final = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_CELL_ASKS: Final = {
    (Qt.Key.Key_Delete, _NONE): Ask.CLEAR,
    (Qt.Key.Key_Backspace, _NONE): Ask.CLEAR,
    (Qt.Key.Key_F2, _NONE): Ask.EDIT,
    (Qt.Key.Key_D, _CTRL): Ask.FILL_DOWN,
    (Qt.Key.Key_R, _CTRL): Ask.FILL_RIGHT,
    (Qt.Key.Key_Space, _CTRL): Ask.SELECT_COLUMNS,
}
"""What keys ask for beside the names, where they mean other things for the tree."""
_EVERYWHERE: Final = {"edit_formula", "move_up", "move_down", "indent", "outdent"}
"""Actions whose keys mean the same in every column."""


def move_of(event: QKeyEvent, *, in_name: bool) -> Walk | None:
    """Return the step of a key; Enter and Tab step in the columns beside the name only."""
    key, held = Qt.Key(event.key()), _held(event)
    if held in {_NONE, _SHIFT} and key in _WALKS:
        return _WALKS[key]
    if held in {_CTRL, _CTRL | _SHIFT} and key in _CTRL_WALKS:
        return _CTRL_WALKS[key]
    if key is Qt.Key.Key_Backtab:
        return Move.LEFT
    if in_name:
        return None
    if key in _ENTERS and held in {_NONE, _SHIFT}:
        return Move.UP if held == _SHIFT else Move.DOWN
    return Move.RIGHT if key is Qt.Key.Key_Tab and held == _NONE else None


def extends(event: QKeyEvent) -> bool:
    """Return whether a key that walks stretches what is selected."""
    walks = event.key() in _WALKS
    return walks and bool(event.modifiers() & _SHIFT)


def ask_of(event: QKeyEvent, *, in_name: bool) -> Ask | None:
    """Return what a key asks for in cells; what is selected is names alone where ``in_name``."""
    key, held = Qt.Key(event.key()), _held(event)
    if event.matches(QKeySequence.StandardKey.SelectAll):
        return Ask.SELECT_ALL
    if key is Qt.Key.Key_Space and held == _SHIFT:
        return Ask.SELECT_ROWS
    if in_name:
        return None
    if event.matches(QKeySequence.StandardKey.Copy):
        return Ask.COPY
    if event.matches(QKeySequence.StandardKey.Cut):
        return Ask.CUT
    if event.matches(QKeySequence.StandardKey.Paste):
        return Ask.PASTE
    return _CELL_ASKS.get((key, held))


def action_of(event: QKeyEvent, *, in_name: bool) -> str:
    """Return the action of :mod:`ui.actions` that a key stands for; empty for none."""
    if event.key() == Qt.Key.Key_Space and _held(event) == _NONE:
        return "fold"
    command = command_of(event)
    return command if in_name or command in _EVERYWHERE else ""


def _held(event: QKeyEvent) -> Qt.KeyboardModifier:
    return event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier

"""The keys of the canvas: which action each stands for, which step it walks."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from ui.decompose.walking import Step

_NONE: Final = Qt.KeyboardModifier.NoModifier
_SHIFT: Final = Qt.KeyboardModifier.ShiftModifier
_CTRL: Final = Qt.KeyboardModifier.ControlModifier
_ALT: Final = Qt.KeyboardModifier.AltModifier

COMMANDS: Final = {
    (Qt.Key.Key_Tab, _NONE): "insert_child",
    (Qt.Key.Key_Return, _NONE): "insert_after",
    (Qt.Key.Key_Enter, _NONE): "insert_after",
    (Qt.Key.Key_Return, _SHIFT): "insert_before",
    (Qt.Key.Key_Enter, _SHIFT): "insert_before",
    (Qt.Key.Key_Return, _CTRL): "insert_parent",
    (Qt.Key.Key_Enter, _CTRL): "insert_parent",
    (Qt.Key.Key_F2, _NONE): "edit_name",
    (Qt.Key.Key_E, _CTRL): "edit_formula",
    (Qt.Key.Key_D, _CTRL): "duplicate",
    (Qt.Key.Key_C, _CTRL): "copy",
    (Qt.Key.Key_X, _CTRL): "cut",
    (Qt.Key.Key_V, _CTRL): "paste",
    (Qt.Key.Key_Up, _ALT): "move_up",
    (Qt.Key.Key_Down, _ALT): "move_down",
    (Qt.Key.Key_Right, _ALT): "indent",
    (Qt.Key.Key_Left, _ALT): "outdent",
    (Qt.Key.Key_Delete, _NONE): "delete_branch",
    (Qt.Key.Key_Delete, _CTRL): "delete_node",
    (Qt.Key.Key_Space, _CTRL): "fold_level",
    (Qt.Key.Key_A, _CTRL): "select_all",
}
"""Actions of :mod:`ui.actions` by their keys."""

STEPS: Final = {
    Qt.Key.Key_Left: Step.LEFT,
    Qt.Key.Key_Right: Step.RIGHT,
    Qt.Key.Key_Up: Step.UP,
    Qt.Key.Key_Down: Step.DOWN,
    Qt.Key.Key_Home: Step.FIRST,
    Qt.Key.Key_End: Step.LAST,
}


def command_of(event: QKeyEvent) -> str:
    """Return the action that a key stands for; empty for none."""
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return COMMANDS.get((Qt.Key(event.key()), modifiers), "")


def step_of(event: QKeyEvent) -> Step | None:
    """Return the step that a key walks, with Shift or without."""
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return STEPS.get(Qt.Key(event.key())) if modifiers in {_NONE, _SHIFT} else None


def typed_text(event: QKeyEvent) -> str:
    """Return what a key types; empty where it is held with Ctrl or Alt, or types nothing."""
    held = event.modifiers() & (_CTRL | _ALT | Qt.KeyboardModifier.MetaModifier)
    text = event.text()
    # AltGr, which types on many keyboards, arrives as Ctrl+Alt on some systems.
    if held and held != (_CTRL | _ALT):
        return ""
    return text if text and text.isprintable() and not text.isspace() else ""

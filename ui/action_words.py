"""How actions are told: their words, their keys, and why one cannot be done now."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence

from ui.actions import ActionRow
from ui.menus import Reason
from workbench.language import Language


def keys_words(row: ActionRow, *, first: bool = False) -> str:
    """Return the keys of an action as the system writes them, or only its ``first`` ones."""
    native = QKeySequence.SequenceFormat.NativeText
    shown = row.keys[:1] if first else row.keys
    return " · ".join(QKeySequence(keys).toString(native) for keys in shown)


def without_mnemonic(text: str) -> str:
    """Return the words of a menu entry as they read elsewhere."""
    return text.replace("&", "").rstrip("…")


def reason_words(reason: Reason, language: Language) -> str:
    """Say what an action needs that is not there."""
    match reason:
        case Reason.NO_PLAN:
            return language.text("needs an open plan")
        case Reason.NO_SELECTION:
            return language.text("needs a selected KPI")
        case Reason.OTHER_ROOM:
            return language.text("does not apply here")
        case Reason.NOTHING_TO_UNDO:
            return language.text("nothing to undo")
        case Reason.NOTHING_TO_REDO:
            return language.text("nothing to redo")
        case Reason.BASE:
            return language.text("needs a scenario other than the base")

"""The field in which the catalogue is searched and inserted from."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from ui.icons import icon
from ui.theme import Theme
from ui.widgets.error_field import Field
from ui.widgets.key_claim import KeyClaim
from workbench.language import Language

_WALKS: Final = {
    int(Qt.Key.Key_Down): 1,
    int(Qt.Key.Key_Up): -1,
    int(Qt.Key.Key_PageDown): 8,
    int(Qt.Key.Key_PageUp): -8,
}
_ENTERS: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class CatalogueSearch(Field):
    """Type to find, arrows to choose, Enter to insert, Escape to leave."""

    walked = Signal(int)
    """By how many lines the cursor of the list is to move."""
    insert_asked = Signal(object)
    """KeyboardModifiers that were held with Enter."""
    left = Signal()
    """Escape in an empty field."""

    def __init__(self, theme: Theme, language: Language, parent: QWidget) -> None:
        super().__init__(theme, parent, name=language.text("Search the catalogue"))
        self.setPlaceholderText(language.text("Type to insert"))
        self._clear = self.addAction(
            icon("close", theme, size=14), Field.ActionPosition.TrailingPosition
        )
        self._clear.setToolTip(language.text("Clear"))
        self._clear.setVisible(False)
        self._clear.triggered.connect(self.clear)
        self.textChanged.connect(self._text_changed)
        KeyClaim(self, claims=_is_enter)

    def _text_changed(self, text: str) -> None:
        self._clear.setVisible(bool(text))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk the list, insert, or clear."""
        key = event.key()
        if key in _WALKS and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.walked.emit(_WALKS[key])
        elif key in _ENTERS:
            self.insert_asked.emit(event.modifiers())
        elif key == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


def _is_enter(event: QKeyEvent) -> bool:
    """Whether a key is Enter, with whatever is held: the window has shortcuts of them."""
    return event.key() in _ENTERS

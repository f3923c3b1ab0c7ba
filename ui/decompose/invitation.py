"""What an empty plan says: how to begin."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from ui.fonts import TextStyle
from ui.icons import icon
from ui.theme import Theme
from ui.widgets.button import Button, ButtonLook
from ui.widgets.text import text_label
from workbench.language import Language

_WIDTH = 420


class Invitation(QWidget):
    """A sentence and a button in the middle of the empty room."""

    accepted = Signal()
    """The first KPI is wanted."""
    pasted = Signal()
    """What is on the clipboard is wanted."""

    def __init__(self, theme: Theme, language: Language, parent: QWidget) -> None:
        super().__init__(parent)
        text = language.text
        column = QVBoxLayout(self)
        column.setSpacing(theme.space.gap)
        column.addStretch(1)
        middle = Qt.AlignmentFlag.AlignHCenter
        title = text_label(text("What should grow?"), self, style=TextStyle.HEADING)
        column.addWidget(title, 0, middle)
        words = text_label(
            text(
                "Name the result that counts, profit for instance. Then Tab adds what it is made "
                "of, Enter adds the next one beside it."
            ),
            self,
            colour=theme.colours.text_quiet,
            wraps=True,
        )
        words.setAlignment(middle)
        words.setFixedWidth(_WIDTH)
        # A layout that centres a label asks for one line of it.
        words.setMinimumHeight(words.heightForWidth(_WIDTH))
        column.addWidget(words, 0, middle)
        column.addSpacing(theme.space.gap)
        others = text_label(
            text(
                "Or paste a list from a spreadsheet with Ctrl+V, or take from the catalogue with "
                "Ctrl+Shift+A."
            ),
            self,
            colour=theme.colours.text_quiet,
            wraps=True,
        )
        others.setAlignment(middle)
        others.setFixedWidth(_WIDTH)
        others.setMinimumHeight(others.heightForWidth(_WIDTH))
        button = Button(
            theme,
            self,
            text=text("Add the first KPI"),
            icon=icon("add", theme, theme.colours.accent_text),
            look=ButtonLook.PRIMARY,
        )
        button.clicked.connect(self.accepted)
        self.setFocusProxy(button)
        column.addWidget(button, 0, middle)
        column.addSpacing(theme.space.gap)
        column.addWidget(others, 0, middle)
        column.addStretch(2)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Begin by Enter too, which no button of its own accord does, or by pasting."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.accepted.emit()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit()
        else:
            super().keyPressEvent(event)

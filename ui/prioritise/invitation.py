"""What stands in place of a page while nobody is paid, and the way to change that."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from models.places import Place
from ui.theme import Theme
from ui.widgets.button import Button
from ui.widgets.panel import Panel
from workbench.language import Language


class Invitation(Panel):
    """Says what it takes until somebody is paid, and goes there.

    Attributes:
        go: the button that goes there.
    """

    place_asked = Signal(object)
    """Place: the functions, from which everything else follows."""

    def __init__(self, theme: Theme, language: Language, parent: QWidget, *, sentence: str) -> None:
        """Make the panel; ``sentence`` says what it takes."""
        super().__init__(
            theme, parent, title=language.text("Nobody is paid yet"), subtitle=sentence
        )
        self.go = Button(theme, self, text=language.text("Go to Organisation"))
        self.go.clicked.connect(partial(self.place_asked.emit, Place("functions", "")))
        self.body.addWidget(self.go, 0, Qt.AlignmentFlag.AlignLeft)

"""The three figures that everybody asks for first, and where the scenario lands between them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui.fonts import TextStyle
from ui.prioritise.receipt_bar import BarPicture, RangeBar
from ui.theme import Theme
from ui.widgets.panel import Panel
from ui.widgets.text import text_label
from workbench.analysis.receive.ranges import Limit
from workbench.analysis.receive.receiving import Receiving
from workbench.language import Language
from workbench.receive_terms import Wording
from workbench.receive_words import (
    bar_places,
    bar_words,
    limit_notes,
    limit_words,
    terms_words,
)


class _Figure(QWidget):
    """A large figure, what it is above it, and quiet notes below."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        quiet = theme.colours.text_quiet
        self.label = text_label("", self, style=TextStyle.SMALL, colour=quiet)
        self.figure = text_label("", self, style=TextStyle.HEADING)
        self.notes = text_label("", self, style=TextStyle.SMALL, colour=quiet, wraps=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.label)
        column.addWidget(self.figure)
        column.addWidget(self.notes)
        column.addStretch(1)

    def show_limit(self, label: str, limit: Limit, wording: Wording) -> None:
        """Show a limit under its name."""
        written, notes = limit_words(limit, wording), " · ".join(limit_notes(limit, wording))
        for shown, words in ((self.label, label), (self.figure, written), (self.notes, notes)):
            if shown.text() != words:
                shown.setText(words)
        self.notes.setVisible(bool(notes))
        self.setAccessibleName(" ".join(filter(None, (label, written, notes))))


class HeadPanel(Panel):
    """Minimum, target, maximum.

    Attributes:
        buttons: the row at the top right, for what can be done with the answer.
    """

    def __init__(self, theme: Theme, language: Language, parent: QWidget) -> None:
        """Make the panel; it shows nothing yet."""
        super().__init__(theme, parent)
        self._language = language
        self.name = text_label("", self, style=TextStyle.HEADING, wraps=True)
        self.terms = text_label(
            "", self, style=TextStyle.SMALL, colour=theme.colours.text_quiet, wraps=True
        )
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(theme.space.gap)
        self.figures = tuple(_Figure(theme, self) for _ in range(3))
        self.bar = RangeBar(theme, self)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.name)
        words.addWidget(self.terms)
        top = QHBoxLayout()
        top.addLayout(words, 1)
        top.addLayout(self.buttons)
        top.setAlignment(self.buttons, Qt.AlignmentFlag.AlignTop)
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.space.inset)
        for column, figure in enumerate(self.figures):
            grid.addWidget(figure, 0, column)
            grid.setColumnStretch(column, 1)
        self.body.setSpacing(theme.space.inset)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.addLayout(top)
        self.body.addLayout(grid)
        self.body.addWidget(self.bar)

    def show_answer(self, answer: Receiving, wording: Wording) -> None:
        """Show what one person, or holder of a position, will receive."""
        text, found = self._language.text, answer.range
        _say(self.name, text("{name} — what will I receive?", name=wording.who))
        _say(self.terms, terms_words(answer, wording))
        names = (text("Minimum"), text("Target"), text("Maximum"))
        limits = (found.minimum, found.target, found.maximum)
        for figure, name, limit in zip(self.figures, names, limits, strict=True):
            figure.show_limit(name, limit, wording)
        target, now = bar_places(found)
        self.bar.show_picture(
            BarPicture(
                target=target,
                now=now,
                target_label=text("Target"),
                now_label=bar_words(found, wording),
                open_end=found.maximum.unlimited,
                words=bar_words(found, wording),
            )
        )


def _say(label: QLabel, words: str) -> None:
    if label.text() != words:
        label.setText(words)

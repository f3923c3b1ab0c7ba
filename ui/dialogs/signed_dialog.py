"""Dialogs of the life of a plan: what is going to happen, who does it, and why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Protocol

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from models.life import Reason
from models.plan import Plan
from ui.dialogs.dialog import Dialog
from ui.fonts import TextStyle
from ui.theme import Theme
from ui.widgets.error_field import ErrorField
from ui.widgets.text import text_label
from workbench.analysis.life.touched import Touched
from workbench.language import Language
from workbench.life_words import touched_people, touched_words

_WIDTH = 460
_MOST = 6
"""So many parts of the agreement are listed; the rest is counted."""


class Signs(Protocol):
    """Where the name is kept that stands below every step."""

    @property
    def signer(self) -> str:
        """The name; empty until it was typed once."""
        ...

    @signer.setter
    def signer(self, name: str) -> None: ...


def today() -> dt.date:
    """Return the day, where this is."""
    return dt.datetime.now(tz=dt.UTC).astimezone().date()


class SignedDialog(Dialog):
    """A few sentences, a name, and a reason where one is needed.

    Attributes:
        by: the name of who does it.
        reason: why; None where nobody asks.
    """

    def __init__(
        self,
        title: str,
        done: str,
        signs: Signs,
        parent: QWidget | None,
        *,
        theme: Theme,
        language: Language,
        asks_why: bool = False,
    ) -> None:
        """Make the dialog; ``done`` are the words of the button that does it."""
        super().__init__(title, theme, parent)
        self._signs = signs
        self._language = language
        text = language.text
        self.content = QVBoxLayout()
        self.content.setSpacing(theme.space.gap)
        self.body.addLayout(self.content)
        self.body.addSpacing(theme.space.gap)
        self.reason: ErrorField | None = None
        if asks_why:
            self.reason = ErrorField(theme, self, name=text("Reason"))
            self._add_field(text("Reason"), self.reason)
        self.by = ErrorField(theme, self, name=text("Your name"), text=signs.signer)
        self._add_field(text("Your name"), self.by)
        dated = text("Dated {date}.", date=language.date(today()))
        quiet = theme.colours.text_quiet
        self.body.addWidget(text_label(dated, self, style=TextStyle.SMALL, colour=quiet))
        self.body.addStretch(1)
        self.cancel = self.add_button(text("Cancel"))
        self.cancel.clicked.connect(self.reject)
        self.do = self.add_button(done, primary=True)
        self.do.clicked.connect(self._do)
        self.setMinimumWidth(_WIDTH)
        first = self.reason if self.reason is not None else self.by
        first.setFocus()

    def add_sentence(self, sentence: str, *, quiet: bool = False) -> QLabel:
        """Say something, above the fields."""
        colour = self._theme.colours.text_quiet if quiet else None
        label = text_label(sentence, self, colour=colour, wraps=True)
        self.content.addWidget(label)
        return label

    @property
    def signed(self) -> Reason:
        """Who did it, when and why."""
        why = "" if self.reason is None else self.reason.text.strip()
        return Reason(today(), self.by.text.strip(), why)

    def _add_field(self, words: str, field: ErrorField) -> None:
        label = text_label(
            words, self, style=TextStyle.SMALL, colour=self._theme.colours.text_quiet
        )
        self.body.addWidget(label)
        self.body.addWidget(field)

    def _do(self) -> None:
        text = self._language.text
        missing: list[ErrorField] = []
        if self.reason is not None and not self.reason.text.strip():
            self.reason.show_error(text("Type why: whom it touches may read it."))
            missing.append(self.reason)
        if not self.by.text.strip():
            self.by.show_error(text("Every step carries a name: type yours."))
            missing.append(self.by)
        if missing:
            missing[0].setFocus()
            return
        self._signs.signer = self.by.text.strip()
        self.accept()


class ReasonDialog(SignedDialog):
    """Asks why something is changed that was agreed."""

    def __init__(
        self,
        label: str,
        signs: Signs,
        parent: QWidget | None,
        *,
        before: Plan,
        hit: Touched,
        theme: Theme,
        language: Language,
    ) -> None:
        text = language.text
        super().__init__(
            text("This was agreed"),
            text("Change it"),
            signs,
            parent,
            theme=theme,
            language=language,
            asks_why=True,
        )
        step = before.life.steps[-1]
        self.add_sentence(
            text(
                "The plan was agreed, and stands as of {date}. “{edit}” changes what was agreed:",
                date=language.date(step.on),
                edit=label,
            )
            if label
            else text(
                "The plan was agreed, and stands as of {date}. This changes what was agreed:",
                date=language.date(step.on),
            )
        )
        for line in _few(touched_words(hit, before, language), language):
            self.add_sentence(f"•  {line}")
        people = touched_people(hit, before, language)
        self.add_sentence(people or text("No acknowledgement is reopened."), quiet=not people)


def _few(lines: Sequence[str], language: Language) -> list[str]:
    shown = list(lines[:_MOST])
    more = len(lines) - len(shown)
    if more:
        shown.append(language.plural("{count} more", "{count} more", more))
    return shown

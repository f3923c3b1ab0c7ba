"""Agreeing on a plan: the odds of its targets are worked out first, and kept with it."""

from __future__ import annotations

import datetime as dt
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from models.life import Achievability, Stage
from ui.background import Answer, Background
from ui.dialogs.signed_dialog import SignedDialog, Signs, today
from ui.theme import Theme
from workbench.analysis.life.odds import achievability
from workbench.analysis.simulation.faults import SimulationError
from workbench.language import Language
from workbench.results import Results
from workbench.simulation_words import simulation_sentence
from workbench.stage_words import stage_meaning, step_words

_TELL_MS = 100


class Way:
    """How far a job is, and whether anybody still wants it; told and read across threads."""

    def __init__(self) -> None:
        self.part = 0.0
        self.wanted = True

    def told(self, part: float) -> bool:
        """Take note of the part that is done, and return whether to go on."""
        self.part = part
        return self.wanted


class AgreeDialog(SignedDialog):
    """Says what is agreed, and waits for the odds.

    Attributes:
        odds: the achievability file; empty until it is there.
    """

    def __init__(
        self,
        results: Results,
        signs: Signs,
        parent: QWidget | None,
        *,
        theme: Theme,
        language: Language,
    ) -> None:
        title = step_words(Stage.AGREED, language)
        super().__init__(title, title, signs, parent, theme=theme, language=language)
        self.odds: tuple[Achievability, ...] = ()
        self._results = results
        self.add_sentence(stage_meaning(Stage.AGREED, language))
        self.add_sentence(
            language.text(
                "From then on each change is logged with its reason, and reopens the "
                "acknowledgements of those it touches."
            )
        )
        self._state = self.add_sentence("", quiet=True)
        self._way = Way()
        self._background = Background(self)
        self._background.answered.connect(self._answered)
        self._timer = QTimer(self)
        self._timer.setInterval(_TELL_MS)
        self._timer.timeout.connect(self._tell)
        self.do.setEnabled(False)
        self._background.ask(partial(_odds, results, today(), self._way))
        self._timer.start()
        self._tell()

    @property
    def ready(self) -> bool:
        """Whether the odds are there."""
        return self.do.isEnabled()

    @override
    def done(self, result: int) -> None:
        """Let nobody work on for a dialog that is closed."""
        self._way.wanted = False
        self._timer.stop()
        super().done(result)

    def _tell(self) -> None:
        share = self._language.share(self._way.part, 0)
        self._state.setText(
            self._language.text("Working out the odds of every target… {share}", share=share)
        )

    def _answered(self, answer: Answer) -> None:
        self._timer.stop()
        text = self._language.text
        if isinstance(answer.error, SimulationError):
            why = simulation_sentence(answer.error, self._results.plan, self._language)
            self._state.setText(text("No odds are kept. {why}", why=why))
        elif answer.error is not None:
            raise answer.error
        elif isinstance(answer.value, tuple):
            self.odds = answer.value
            self._state.setText(_found(self.odds, self._language))
        self.do.setEnabled(True)


def _odds(results: Results, on: dt.date, way: Way) -> tuple[Achievability, ...]:
    found = achievability(results.program, results.values, on=on, progress=way.told)
    return found or ()


def _found(odds: tuple[Achievability, ...], language: Language) -> str:
    if not odds:
        return language.text("No target is paid by a curve, so there are no odds to keep.")
    if not odds[0].samples:
        return language.text(
            "No driver is uncertain, so there are no odds to keep: the targets are kept alone."
        )
    return language.plural(
        "The odds of {count} target are ready: they are kept with the plan.",
        "The odds of {count} targets are ready: they are kept with the plan.",
        len(odds),
    )

"""Writes statements one after the other beside the window, each whole or not at all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from models.keys import PersonKey, ScenarioKey
from ui.background import Answer, Background
from ui.statement.letters import Letters
from ui.statement.pdf import statement_bytes
from ui.theme import Theme, ThemeName, load_theme
from workbench.files.faults import PlanFileError
from workbench.files.saving import replace_file
from workbench.language import Language
from workbench.results import Results
from workbench.statement.choosing import file_names
from workbench.statement.making import Statements


@dataclass(frozen=True, slots=True, eq=False)
class Order:
    """What is to be written.

    Attributes:
        results: of the plan.
        people: whose statements.
        scenario: which the statements speak of.
        language: of the words.
        folder: that takes the files.
        on: the day that stands on them.
    """

    results: Results
    people: tuple[PersonKey, ...]
    scenario: ScenarioKey
    language: Language
    folder: Path
    on: dt.date


@dataclass(frozen=True, slots=True)
class Written:
    """How far a batch has come.

    Attributes:
        files: those that were written, each of them whole.
        people: whose they are.
        wanted: how many there were to be.
        cancelled: whether somebody stopped it.
        error: what stopped it; None where nothing did.
    """

    files: tuple[Path, ...]
    people: tuple[PersonKey, ...]
    wanted: int
    cancelled: bool = False
    error: PlanFileError | None = None


class Writer:
    """Writes the statements of one order; to be called in one thread at a time."""

    def __init__(self, order: Order) -> None:
        """Work out nothing yet."""
        self._order = order
        self._names = file_names(order.results.plan, order.people)
        self._statements: Statements | None = None
        # Paper is white, whatever the screen is.
        self._theme: Theme = load_theme(ThemeName.LIGHT)
        self.stopped = False

    def write(self, person: PersonKey) -> Path | None:
        """Write one statement and return its file; None where the batch was stopped.

        Raises:
            PlanFileError: it could not be written, and what was there is as it was.
        """
        order = self._order
        if self._statements is None:
            self._statements = Statements(
                order.results, language=order.language, on=order.on, scenario=order.scenario
            )
        sheet = self._statements.of(person)
        # Fonts belong to the thread that made them, and a pool has several.
        data = statement_bytes(sheet, self._theme, Letters())
        if self.stopped:
            return None
        path = order.folder / self._names[person]
        replace_file(path, data)
        return path


def existing(order: Order) -> Sequence[Path]:
    """Return the files that would be replaced."""
    names = file_names(order.results.plan, order.people)
    paths = [order.folder / name for name in names.values()]
    return [path for path in paths if path.exists()]


class Batch(QObject):
    """Writes what one order asks for."""

    progressed = Signal(object)
    """Written: another file is there."""
    finished = Signal(object)
    """Written: all are there, or somebody or something stopped it."""

    def __init__(self, order: Order, parent: QObject) -> None:
        """Write nothing until :meth:`start`."""
        super().__init__(parent)
        self._order = order
        self._writer = Writer(order)
        self._files: list[Path] = []
        self._done: list[PersonKey] = []
        self._cancelled = False
        self._background = Background(self)
        self._background.answered.connect(self._answered)

    def start(self) -> None:
        """Begin with the first, once whoever asked is back at the event loop."""
        QTimer.singleShot(0, self._next)

    def cancel(self) -> None:
        """Write no more: what is being worked out now is thrown away."""
        self._cancelled = True
        self._writer.stopped = True

    def _next(self) -> None:
        at = len(self._done)
        if self._cancelled or at == len(self._order.people):
            self.finished.emit(self._written())
            return
        self._background.ask(partial(self._writer.write, self._order.people[at]))

    def _answered(self, answer: Answer) -> None:
        if isinstance(answer.error, PlanFileError):
            self.finished.emit(self._written(answer.error))
            return
        if answer.error is not None:
            # Whoever waits for the end must not wait for ever.
            self.finished.emit(self._written())
            raise answer.error
        if isinstance(answer.value, Path):
            self._files.append(answer.value)
            self._done.append(self._order.people[len(self._done)])
            self.progressed.emit(self._written())
        self._next()

    def _written(self, error: PlanFileError | None = None) -> Written:
        return Written(
            tuple(self._files),
            tuple(self._done),
            len(self._order.people),
            cancelled=self._cancelled and len(self._done) < len(self._order.people),
            error=error,
        )

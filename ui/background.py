"""Long work in a pool thread: a frozen value in, an answer out, stale answers dropped."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal
from typing_extensions import override


@dataclass(frozen=True, slots=True)
class Answer:
    """What a job came to: a value, or the error that stopped it."""

    generation: int
    value: object = None
    error: Exception | None = None


class _Post(QObject):
    """Brings answers from the pool to the thread it lives in."""

    answered = Signal(object)


class _Job(QRunnable):
    def __init__(self, post: _Post, generation: int, work: Callable[[], object]) -> None:
        super().__init__()
        self._post = post
        self._generation = generation
        self._work = work

    @override
    def run(self) -> None:
        """Do the work; whatever stops it becomes the answer."""
        try:
            answer = Answer(self._generation, value=self._work())
        except Exception as error:  # noqa: BLE001 - the asker tells the user, or raises it again
            answer = Answer(self._generation, error=error)
        # Where the program ended meanwhile, nobody is there to be told.
        with suppress(RuntimeError):
            self._post.answered.emit(answer)


class Background(QObject):
    """Runs one kind of job; only the answer to the latest question is handed on.

    The work must hold no QObject: plain values in, a plain value out.
    """

    answered = Signal(object)
    """Answer: of the latest question."""

    def __init__(self, parent: QObject, *, priority: int = 0) -> None:
        """Make one; of jobs that wait for a thread those of a higher ``priority`` go first."""
        super().__init__(parent)
        self._priority = priority
        self._latest = 0
        self._waiting = False
        # Without a parent, so that a job that is still at work when the asker goes has somewhere
        # to put its answer.
        self._post = _Post()
        self._post.answered.connect(self._receive)

    @property
    def busy(self) -> bool:
        """Whether an answer is still to come."""
        return self._waiting

    def ask(self, work: Callable[[], object]) -> None:
        """Start ``work``; the answer to an earlier question is dropped from now on."""
        self._latest += 1
        self._waiting = True
        job = _Job(self._post, self._latest, work)
        QThreadPool.globalInstance().start(job, self._priority)

    def _receive(self, answer: Answer) -> None:
        if answer.generation == self._latest:
            self._waiting = False
            self.answered.emit(answer)

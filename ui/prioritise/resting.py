"""Long work that starts when nothing was asked for a moment, and stops when it is not wanted."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from ui.background import Answer, Background

Stopped = Callable[[], bool]
"""Asked by work now and then: whether nobody wants its answer any more."""

_REST_MS: Final = 300
"""Without another question for so long, the work starts."""


class Resting(QObject):
    """The latest answer, and whether it is to the latest question.

    One question is worked on at a time; one that is no longer wanted is told to stop.
    """

    changed = Signal()
    """There is another answer."""

    def __init__(self, parent: QObject) -> None:
        """Make one that nobody asked anything yet."""
        super().__init__(parent)
        self._wanted: Hashable = None
        self._asked: Hashable = None
        self._answered: Hashable = None
        self._work: Callable[[Stopped], object] | None = None
        self._value: object = None
        self._stop = threading.Event()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_REST_MS)
        self._timer.timeout.connect(self._start)
        self._background = Background(self, priority=-1)
        self._background.answered.connect(self._receive)

    @property
    def value(self) -> object:
        """The latest answer; None before the first."""
        return self._value

    @property
    def settled(self) -> bool:
        """Whether that is the answer to what was asked last."""
        return self._wanted is not None and self._wanted == self._answered

    def ask(self, question: Hashable, work: Callable[[Stopped], object]) -> None:
        """Want an answer; nothing happens where the same was asked last.

        Args:
            question: what tells one question from another.
            work: plain values in, a plain value out; it holds no QObject.
        """
        if question == self._wanted:
            return
        self._wanted, self._work = question, work
        self._stop.set()
        self._timer.start()

    def _start(self) -> None:
        if self._work is None:
            return
        self._stop = threading.Event()
        self._asked = self._wanted
        self._background.ask(partial(self._work, self._stop.is_set))

    def _receive(self, answer: Answer) -> None:
        if answer.error is not None:
            raise answer.error
        if self._asked != self._wanted:
            # Another question waits for the plan to come to rest.
            return
        self._answered, self._value = self._asked, answer.value
        self.changed.emit()

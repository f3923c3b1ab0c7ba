"""The one watch over the checks: it looks the plan through when it has come to rest."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final, Protocol

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal

from models.keys import KpiKey
from ui.background import Answer, Background
from ui.document import Document
from workbench.findings import (
    Finding,
    Findings,
    catalogue_guards,
    findings_of,
    gathered,
    pay_findings,
)
from workbench.results import Results

_REST_MS: Final = 250
"""Without an edit for so long, the plan is looked through."""
_LONG_REST_MS: Final = 2000
"""Without an edit for so long, the pay is looked through: that draws thousands of states."""
_NOTHING: Final = Findings()


class _Questions:
    """Which of the questions that went to another thread is still open: the latest at most."""

    def __init__(self) -> None:
        self._latest = 0

    def ask(self) -> Callable[[], bool]:
        """Open a question; returns what tells whether it still is."""
        self.drop()
        return partial(self._is_open, self._latest)

    def drop(self) -> None:
        """Close whatever is open."""
        self._latest += 1

    def _is_open(self, number: int) -> bool:
        return number == self._latest


class Kept(Protocol):
    """Where it is kept which hints somebody put aside, plan by plan, and who signs."""

    @property
    def signer(self) -> str:
        """The name that stands below the steps of a plan; empty until it was typed once."""
        ...

    @signer.setter
    def signer(self, name: str) -> None: ...

    def put_aside_in(self, path: Path) -> frozenset[str]:
        """Return the names of the hints put aside in the plan at ``path``."""
        ...

    def keep_put_aside(self, path: Path, names: frozenset[str]) -> None:
        """Remember them."""
        ...


class Checking(QObject):
    """What is to be said of the plan, looked for off the thread of the window.

    Everybody who shows problems or hints listens to one of these: an edit costs the window no
    more than starting a timer. One look is under way at most, and an answer about a plan that is
    no longer there is dropped.
    """

    changed = Signal()
    """What was found is another thing."""
    settled_changed = Signal(bool)
    """Whether what was found is of the plan as it is now."""

    def __init__(self, document: Document, parent: QObject, kept: Kept | None = None) -> None:
        """Watch over ``document``; hints put aside are forgotten where nobody keeps them."""
        super().__init__(parent)
        self._document = document
        self._kept = kept
        self._plain = _NOTHING
        self._of_pay: tuple[Finding, ...] = ()
        self._found = _NOTHING
        self._shown = _NOTHING
        self._path = document.path
        self._aside = self._remembered()
        self._settled = False
        self._asked: int | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_REST_MS)
        self._timer.timeout.connect(self.look)
        self._background = Background(self)
        self._background.answered.connect(self._answered)
        self._questions = _Questions()
        self.destroyed.connect(self._questions.drop)
        program = QCoreApplication.instance()
        if program is not None:
            program.aboutToQuit.connect(self._questions.drop)
        self._pay_asked: int | None = None
        self._pay_timer = QTimer(self)
        self._pay_timer.setSingleShot(True)
        self._pay_timer.setInterval(_LONG_REST_MS)
        self._pay_timer.timeout.connect(self.look_at_pay)
        # Behind everything that somebody waits for.
        self._pay_background = Background(self, priority=-1)
        self._pay_background.answered.connect(self._pay_answered)
        document.changed.connect(self._plan_changed)
        document.loaded.connect(self._plan_loaded)
        # Another plan is a file changed too, and only what comes after tells it from "save as".
        self._filed = QTimer(self)
        self._filed.setSingleShot(True)
        self._filed.setInterval(0)
        self._filed.timeout.connect(self._keep)
        document.file_changed.connect(self._file_changed)
        self._timer.start()
        self._pay_timer.start()

    @property
    def findings(self) -> Findings:
        """What was found at the last look, but for hints that somebody put aside."""
        return self._shown

    @property
    def settled(self) -> bool:
        """Whether that is of the plan as it is now."""
        return self._settled

    @property
    def aside(self) -> int:
        """How many of the hints that were found somebody put aside."""
        return len(self._found.listed) - len(self._shown.listed)

    def of(self, key: KpiKey) -> tuple[Finding, ...]:
        """Return what is to be said of one KPI, the gravest first."""
        return self._shown.of_kpi.get(key, ())

    def look(self) -> None:
        """Look the plan through from now on, unless a look is under way."""
        if self._background.busy:
            # Two at once would only take the time of the window from each other.
            return
        self._asked = self._document.generation
        self._background.ask(partial(_looked, self._document.results, self._plain))

    def look_at_pay(self) -> None:
        """Look through how people are paid from now on; what was asked before is dropped."""
        self._pay_asked = self._document.generation
        wanted = self._questions.ask()
        self._pay_background.ask(partial(pay_findings, self._document.results, wanted))

    def forget(self, finding: Finding) -> None:
        """Say a thing no more: it was just mended, and the next look will find it gone."""
        self._of_pay = tuple(each for each in self._of_pay if each != finding)
        self._plain = gathered(each for each in self._plain.listed if each != finding)
        self._gather()

    def put_aside(self, finding: Finding) -> None:
        """Say a hint no more, in this plan, on this computer."""
        if finding.name:
            self._aside |= {finding.name}
            self._keep()
            self._take(self._found)

    def take_back(self) -> None:
        """Say all hints again that were put aside."""
        self._aside = frozenset()
        self._keep()
        self._take(self._found)

    def _answered(self, answer: Answer) -> None:
        if answer.error is not None:
            raise answer.error
        if self._asked != self._document.generation:
            # Of a plan that is no more; while edits go on, the timer starts the next look.
            if not self._timer.isActive():
                self.look()
            return
        if isinstance(answer.value, Findings) and answer.value is not self._plain:
            self._plain = answer.value
            self._gather()
        self._settle(settled=True)

    def _pay_answered(self, answer: Answer) -> None:
        if answer.error is not None:
            raise answer.error
        found = answer.value
        current = self._pay_asked == self._document.generation
        if current and isinstance(found, tuple) and found != self._of_pay:
            self._of_pay = found
            self._gather()

    def _gather(self) -> None:
        """Put together what the two looks found."""
        if self._of_pay:
            self._take(gathered((*self._plain.listed, *self._of_pay)))
        else:
            self._take(self._plain)

    def _take(self, found: Findings) -> None:
        self._found = found
        shown = found.without(self._aside)
        if shown is not self._shown:
            self._shown = shown
            self.changed.emit()

    def _settle(self, *, settled: bool) -> None:
        if settled != self._settled:
            self._settled = settled
            self.settled_changed.emit(settled)

    def _plan_changed(self, _changes: object) -> None:
        self._settle(settled=False)
        self._timer.start()
        self._questions.drop()
        self._pay_timer.start()

    def _plan_loaded(self) -> None:
        """Say nothing of the plan before any more."""
        self._filed.stop()
        self._path = self._document.path
        self._aside = self._remembered()
        self._plain, self._of_pay = _NOTHING, ()
        self._take(_NOTHING)

    def _remembered(self) -> frozenset[str]:
        if self._kept is None or self._path is None:
            return frozenset()
        return self._kept.put_aside_in(self._path)

    def _file_changed(self) -> None:
        if self._document.path != self._path:
            self._filed.start()

    def _keep(self) -> None:
        """Remember what was put aside; a plan saved elsewhere takes it along."""
        self._path = self._document.path
        if self._kept is not None and self._path is not None:
            self._kept.keep_put_aside(self._path, self._aside)


def _looked(results: Results, before: Findings) -> Findings:
    """Return what is to be said; the very same as ``before`` where it is the same."""
    found = findings_of(results, catalogue_guards())
    return before if found.listed == before.listed else found

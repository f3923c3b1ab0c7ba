"""What is answered to whom somebody looks at: figures at once, the rest when there is time."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from models.keys import KpiKey
from ui.background import Answer, Background
from ui.document import Document
from ui.prioritise.choice import PayChoice
from workbench.analysis.receive.receiving import (
    Details,
    Known,
    Question,
    Receiving,
    ask,
    details,
    receiving,
    worth,
)
from workbench.analysis.receive.worth import Worth

_REST_MS: Final = 120
"""Without an edit for so long, the rest of the answer is worked out."""


@dataclass(frozen=True, slots=True)
class _Rest:
    """The slow part of an answer.

    Attributes:
        question: what it answers.
        details: the answer.
        worth: of the KPI that somebody chose; None where nobody did.
    """

    question: Question
    details: Details
    worth: Worth | None


class ReceiptAnswer(QObject):
    """The answer to one person, or to whoever holds a position.

    The slow part is worked out off the thread of the window, one question at a time; until it
    is there the one before stands, and :attr:`settled` is false.
    """

    changed = Signal()
    """The figures that follow at once are others."""
    details_changed = Signal()
    """The rest is there, or is no longer of what is shown."""

    def __init__(self, document: Document, choice: PayChoice, parent: QObject) -> None:
        """Answer about whom ``choice`` looks at."""
        super().__init__(parent)
        self._document = document
        self._choice = choice
        self._known: Known | None = None
        self._rest: _Rest | None = None
        self._kpi: KpiKey | None = None
        self._asked: tuple[Question, KpiKey | None] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_REST_MS)
        self._timer.timeout.connect(self._look)
        self._background = Background(self, priority=1)
        self._background.answered.connect(self._answered)

    @property
    def question(self) -> Question | None:
        """Who asks; None where there is nobody."""
        return None if self._known is None else self._known.question

    @property
    def receiving(self) -> Receiving | None:
        """The figures that follow every edit at once."""
        return None if self._known is None else self._known.answer

    @property
    def details(self) -> Details | None:
        """The rest, as it was worked out last for the one who is shown; None where it never was."""
        return None if self._rest is None else self._rest.details

    @property
    def worth(self) -> Worth | None:
        """What one more of the chosen KPI brings."""
        return None if self._rest is None else self._rest.worth

    @property
    def kpi(self) -> KpiKey | None:
        """The KPI that somebody chose to ask about."""
        return self._kpi if self._kpi in self._document.plan.kpis else None

    @property
    def settled(self) -> bool:
        """Whether the rest is of what is shown."""
        return self._rest is not None and self._rest.question is self.question

    def refresh(self) -> None:
        """Answer anew about the plan, its results and the choice as they are now."""
        document, choice = self._document, self._choice
        before = self._known
        position = choice.position or next(iter(document.plan.positions), None)
        if position is None:
            self._known = self._rest = None
        else:
            question = ask(
                document.results,
                position,
                choice.person,
                scenario=document.scenario,
                design=choice.design,
            )
            self._known = Known(question, receiving(question, before))
            if before is None or not _same_one(question, before.question):
                self._rest = None
            self._timer.start()
        self.changed.emit()
        self.details_changed.emit()

    def ask_about(self, kpi: KpiKey | None) -> None:
        """Ask what one more of a KPI brings; None: of none in particular."""
        self._kpi = kpi
        self._timer.start()

    def _look(self) -> None:
        """Work the rest out from now on, unless that is under way for another question."""
        if self._known is None or self._background.busy:
            # Two at once would only take the time of the window from each other.
            return
        known, kpi = self._known, self.kpi
        self._asked = (known.question, kpi)
        self._background.ask(partial(_worked_out, known, kpi))

    def _answered(self, answer: Answer) -> None:
        if answer.error is not None:
            raise answer.error
        if self._asked is None or self._asked != (self.question, self.kpi):
            # Of a plan or a person that is no more looked at.
            if not self._timer.isActive():
                self._look()
            return
        if isinstance(answer.value, _Rest):
            self._rest = answer.value
            self.details_changed.emit()


def _worked_out(known: Known, kpi: KpiKey | None) -> _Rest:
    told = details(known.question, known.answer)
    return _Rest(known.question, told, None if kpi is None else worth(known.question, kpi))


def _same_one(question: Question, before: Question) -> bool:
    """Whether two questions are of the same person, or position, in the same plan."""
    one, other = question.recipient, before.recipient
    return (one.position, one.person) == (other.position, other.person)

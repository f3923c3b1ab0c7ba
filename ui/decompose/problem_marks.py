"""The problems of each KPI, looked for a moment after the plan came to rest."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from models.keys import KpiKey
from models.plan import Plan
from models.problems import Problem, Severity, check
from ui.background import Answer, Background
from ui.document import Document

_REST: Final = 250
"""Milliseconds without an edit after which the plan is checked."""
_GRAVEST: Final = (Severity.ERROR, Severity.WARNING, Severity.HINT)


class ProblemMarks(QObject):
    """Which KPIs have problems, and which."""

    changed = Signal()

    def __init__(self, document: Document, parent: QObject) -> None:
        super().__init__(parent)
        self._document = document
        self._problems: dict[KpiKey, tuple[Problem, ...]] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_REST)
        self._timer.timeout.connect(self.look)
        self._checker = Background(self)
        self._checker.answered.connect(self._checked)
        document.changed.connect(self._plan_changed)
        self._timer.start()

    def of(self, key: KpiKey) -> tuple[Problem, ...]:
        """Return the problems of one KPI, in the order in which they were found."""
        return self._problems.get(key, ())

    def severity(self, key: KpiKey) -> Severity | None:
        """Return how grave the gravest problem of a KPI is; None where there is none."""
        found = {problem.severity for problem in self.of(key)}
        return next((severity for severity in _GRAVEST if severity in found), None)

    def look(self) -> None:
        """Check the plan from now on; a large one takes longer than a frame."""
        self._checker.ask(partial(_by_kpi, self._document.plan))

    def _checked(self, answer: Answer) -> None:
        if answer.error is not None:
            raise answer.error
        if isinstance(answer.value, dict) and answer.value != self._problems:
            self._problems = answer.value
            self.changed.emit()

    def _plan_changed(self, _changes: object) -> None:
        self._timer.start()


def _by_kpi(plan: Plan) -> dict[KpiKey, tuple[Problem, ...]]:
    """Return the problems of each KPI that has any."""
    found: dict[KpiKey, list[Problem]] = {}
    for problem in check(plan):
        if problem.place.table == "kpis":
            found.setdefault(KpiKey(problem.place.key), []).append(problem)
    return {key: tuple(listed) for key, listed in found.items()}

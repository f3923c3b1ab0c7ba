"""The problems of each KPI, looked for a moment after the plan came to rest."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from models.keys import KpiKey
from models.problems import Problem, Severity, check
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
        document.changed.connect(self._plan_changed)
        self.look()

    def of(self, key: KpiKey) -> tuple[Problem, ...]:
        """Return the problems of one KPI, in the order in which they were found."""
        return self._problems.get(key, ())

    def severity(self, key: KpiKey) -> Severity | None:
        """Return how grave the gravest problem of a KPI is; None where there is none."""
        found = {problem.severity for problem in self.of(key)}
        return next((severity for severity in _GRAVEST if severity in found), None)

    def look(self) -> None:
        """Check the plan now."""
        found: dict[KpiKey, list[Problem]] = {}
        for problem in check(self._document.plan):
            if problem.place.table == "kpis":
                found.setdefault(KpiKey(problem.place.key), []).append(problem)
        problems = {key: tuple(listed) for key, listed in found.items()}
        if problems != self._problems:
            self._problems = problems
            self.changed.emit()

    def _plan_changed(self, _changes: object) -> None:
        self._timer.start()

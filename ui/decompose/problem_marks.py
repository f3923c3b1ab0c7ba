"""The problems and hints of each KPI, for its card and for the inspector."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, Signal

from models.keys import KpiKey
from models.problems import Severity
from ui.checking import Checking
from workbench.findings import Finding, FindingKind

_SEVERITIES: Final = {
    FindingKind.ERROR: Severity.ERROR,
    FindingKind.TO_FILL: Severity.HINT,
    FindingKind.WARNING: Severity.WARNING,
    FindingKind.HINT: Severity.HINT,
}


class ProblemMarks(QObject):
    """What the shared watch found about each KPI."""

    changed = Signal()

    def __init__(self, checking: Checking, parent: QObject) -> None:
        super().__init__(parent)
        self._checking = checking
        checking.changed.connect(self.changed)

    def of(self, key: KpiKey) -> tuple[Finding, ...]:
        """Return what is to be said of one KPI, the gravest first."""
        return self._checking.of(key)

    def severity(self, key: KpiKey) -> Severity | None:
        """Return how grave the gravest of it is; None where there is nothing."""
        kinds = [_SEVERITIES[each.kind] for each in self.of(key)]
        return next((each for each in Severity if each in kinds), None)

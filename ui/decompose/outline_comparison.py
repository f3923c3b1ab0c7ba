"""Another scenario beside the one on screen: its figures, and how far the two are apart."""

from __future__ import annotations

import math
from typing import Final

from models.keys import BASE, KpiKey, ScenarioKey
from models.kpi import Kpi
from ui.decompose.change_words import signed_figure, size_of_change
from ui.decompose.outline_cell import EMPTY, OutlineCell, Tone
from ui.document import Document
from workbench import pulse
from workbench.language import NO_VALUE, Language, message

_TONES: Final = {
    pulse.Verdict.BETTER: Tone.GOOD,
    pulse.Verdict.WORSE: Tone.BAD,
    pulse.Verdict.SAME: Tone.QUIET,
    pulse.Verdict.UNKNOWN: Tone.QUIET,
}
_VERDICTS: Final = {
    pulse.Verdict.BETTER: message("better"),
    pulse.Verdict.WORSE: message("worse"),
}


class OutlineComparison:
    """Words the columns that tell changes.

    Attributes:
        against: the scenario that is compared with; None where nobody asked for one, so that
            a scenario is told against the base, in one column.
    """

    def __init__(self, document: Document, language: Language) -> None:
        self._document = document
        self._language = language
        self.against: ScenarioKey | None = None

    @property
    def is_shown(self) -> bool:
        """Whether another scenario stands beside the one on screen."""
        return self.against is not None

    @property
    def other(self) -> ScenarioKey:
        """The scenario that changes are told against."""
        against = self.against
        if against is None or against not in self._document.plan.scenarios:
            return BASE
        return against

    @property
    def tells_changes(self) -> bool:
        """Whether there is something to tell changes against."""
        return self.is_shown or self._document.scenario != BASE

    def keep_known(self) -> None:
        """Compare with the base where the other scenario is no more."""
        if self.against is not None and self.against not in self._document.plan.scenarios:
            self.against = BASE

    def change(self, kpi: Kpi) -> OutlineCell:
        """Return how far a KPI is from the other scenario, and whether that is good."""
        if not self.tells_changes:
            return EMPTY
        value, other = self._both(kpi.key)
        judged = pulse.verdict(value, other, kpi.sense)
        if judged is pulse.Verdict.UNKNOWN:
            return EMPTY
        if judged is pulse.Verdict.SAME:
            return OutlineCell("—", Tone.QUIET)
        relative = pulse.relative_change(value, other)
        arrow = "▲" if value > other else "▼"
        # Beside an arrow the sign would say the same twice.
        share = size_of_change(relative, self._language)
        written = f"{arrow}\u00a0{share}".strip()
        if self.is_shown:
            written = f"{written} {self.verdict_words(kpi)}"
        return OutlineCell(written, _TONES[judged])

    def other_figure(self, kpi: Kpi) -> OutlineCell:
        """Return the figure of the other scenario."""
        _, other = self._both(kpi.key)
        currency = self._document.plan.currency
        return OutlineCell(self._language.figure(other, kpi.unit, currency), Tone.QUIET)

    def difference(self, kpi: Kpi) -> OutlineCell:
        """Return how far the scenario on screen is from the other, in the unit of the KPI."""
        value, other = self._both(kpi.key)
        if not math.isfinite(value - other):
            return OutlineCell(NO_VALUE, Tone.QUIET)
        currency = self._document.plan.currency
        written = signed_figure(value - other, kpi.unit, currency, self._language)
        tone = _TONES[pulse.verdict(value, other, kpi.sense)]
        return OutlineCell(written, tone if written[:1] in "+−" else Tone.QUIET)

    def _both(self, key: KpiKey) -> tuple[float, float]:
        document = self._document
        group, values = document.group, document.results.values
        if not group.periods:
            return math.nan, math.nan
        return (
            values.group(key, document.scenario, group),
            values.group(key, self.other, group),
        )

    def verdict_words(self, kpi: Kpi) -> str:
        """Say whether a KPI is better or worse than in the other scenario; empty for neither."""
        judged = pulse.verdict(*self._both(kpi.key), kpi.sense)
        if not self.tells_changes or judged not in _VERDICTS:
            return ""
        return self._language.text(_VERDICTS[judged])

    def against_words(self) -> str:
        """Return the heading of changes."""
        text = self._language.text
        if self.other == BASE:
            return text("vs base")
        return text("vs {scenario}", scenario=self.other_name())

    def other_name(self) -> str:
        """Return the name of the other scenario."""
        if self.other == BASE:
            return self._language.text("Base")
        return self._document.plan.scenarios[self.other].name

"""What is told in sentences: what one more is worth, the next bends, what would leave nothing."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from models.keys import KpiKey
from models.plan import Plan
from ui.inspector.choice import NamedChoice
from ui.prioritise.receipt_prose import Prose, paragraph, quiet, rows, strong
from ui.theme import Theme
from ui.widgets.panel import Panel
from workbench.analysis.receive.readings import MeasureLine
from workbench.analysis.receive.worth import Worth
from workbench.analysis.receive.zero import ToZero
from workbench.language import Language
from workbench.receive_bend_words import bend_sentences
from workbench.receive_terms import Wording
from workbench.receive_words import (
    threat_sentence,
    worth_figure,
    worth_sentence,
    worth_title,
    zero_headline,
)

_CHOICE = 320
"""Width of the choice of a KPI."""


class WorthPanel(Panel):
    """What one more client, euro or point brings.

    Attributes:
        kpi: any other KPI to ask about.
        prose: the answers.
    """

    asked = Signal(object)
    """KpiKey: what somebody wants to know of."""

    def __init__(self, theme: Theme, language: Language, parent: QWidget) -> None:
        """Make the panel; it shows nothing yet."""
        super().__init__(
            theme,
            parent,
            title=language.text("What one more brings"),
            subtitle=language.text(
                "That figure alone is raised; what depends on it is worked out again."
            ),
        )
        self._language = language
        self.kpi = NamedChoice(
            theme,
            self,
            label=language.text("One more of"),
            name=language.text("One more of which KPI"),
        )
        self.kpi.setFixedWidth(_CHOICE)
        self.kpi.chosen.connect(self._chosen)
        self.prose = Prose(theme, self, name=language.text("What one more brings"))
        line = QHBoxLayout()
        line.addWidget(self.kpi)
        line.addStretch(1)
        self.body.addWidget(self.prose)
        self.body.addLayout(line)
        self.body.addStretch(1)

    def show_plan(self, plan: Plan) -> None:
        """Offer the KPIs of a plan."""
        self.kpi.set_choices([(key, kpi.name or key) for key, kpi in plan.kpis.items()])

    def show_worths(
        self, worths: tuple[Worth, ...], chosen: Worth | None, wording: Wording
    ) -> None:
        """Show what one more brings, of the chosen KPI last."""
        every = worths
        if chosen is not None and all(each.kpi != chosen.kpi for each in worths):
            every = (*worths, chosen)
        lines: list[tuple[str, str]] = []
        for worth in every:
            title, why = worth_title(worth, wording), worth_sentence(worth, wording)
            below = f"<br>{quiet(why, self._theme)}" if why else ""
            lines.append((f"{escape(title)}{below}", strong(worth_figure(worth, wording))))
        self.prose.show_html(rows(lines, ("72%", ""), right=(1,)))

    def _chosen(self, key: object) -> None:
        if isinstance(key, str):
            self.asked.emit(KpiKey(key))


class ProsePanel(Panel):
    """A text under a title.

    Attributes:
        prose: the text.
    """

    def __init__(self, theme: Theme, parent: QWidget, *, title: str, subtitle: str = "") -> None:
        """Make the panel; it says nothing yet."""
        super().__init__(theme, parent, title=title, subtitle=subtitle)
        self.prose = Prose(theme, self, name=title)
        self.body.addWidget(self.prose)
        self.body.addStretch(1)


def zero_html(found: ToZero, wording: Wording, theme: Theme) -> str:
    """Return what would bring a payout down to nothing."""
    told = [paragraph(strong(zero_headline(found, wording)), below=6)]
    for threat in found.threats:
        words = escape(threat_sentence(threat, wording))
        told.append(paragraph(f"<b>{words}</b>" if threat.to_zero else words))
    if not found.threats and not found.nothing:
        told.append(paragraph(quiet(wording.language.text("No single result costs money."), theme)))
    return "".join(told)


def bends_html(lines: tuple[MeasureLine, ...], wording: Wording, theme: Theme) -> str:
    """Return how far each measure is from where it begins to pay otherwise."""
    told: list[str] = []
    for line in lines:
        for reading in line.readings:
            name = wording.within(wording.thing(line.kpi, line.objective), reading.group)
            result = wording.figure(reading.result, line.unit, label=True)
            head = f"{strong(name)} {quiet(result, theme)}"
            told.append(paragraph(head, above=4 if told else 0, below=0))
            sentences = bend_sentences(line, reading, wording)
            told.append(paragraph("<br>".join(escape(each) for each in sentences)))
    return "".join(told)

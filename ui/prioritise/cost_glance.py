"""The cost of the plan at a glance: the distribution of the shown scenario, and the ceiling."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from ui.document import Document
from ui.fonts import TextStyle
from ui.inspector.fact_line import FactLine
from ui.prioritise.choice import PayChoice
from ui.prioritise.cost_picture import cost_picture
from ui.prioritise.cost_source import CostSource
from ui.prioritise.cost_view import CostHistogram
from ui.prioritise.weight_matrix import scenario_name
from ui.theme import Theme
from ui.widgets.panel import Panel
from ui.widgets.text import text_label
from workbench.analysis.designs.costs import CostSpread, people_without_payout
from workbench.design_words import (
    ceiling_sentence,
    spread_sentence,
    unknown_sentence,
    years_words,
)
from workbench.language import Language
from workbench.simulation_words import uncertain_nothing

_SIDE_BY_SIDE = 560


class CostGlance(Panel):
    """What the design that is looked at costs in the shown scenario, and how far it may go."""

    def __init__(
        self,
        document: Document,
        theme: Theme,
        language: Language,
        choice: PayChoice,
        parent: QWidget,
    ) -> None:
        """Make the panel; nothing is simulated before it is refreshed."""
        super().__init__(theme, parent, title=language.text("Cost of the plan"))
        self._document = document
        self._language = language
        self._choice = choice
        self.source = CostSource(language, self)
        self.source.changed.connect(self._show_spread)
        self.view = CostHistogram(theme, self)
        self.now = FactLine(theme, self)
        quiet = theme.colours.text_quiet
        self.sentence = text_label("", self, style=TextStyle.SMALL, colour=quiet, wraps=True)
        words = QVBoxLayout()
        words.setSpacing(theme.space.gap)
        words.addWidget(self.now)
        words.addWidget(self.sentence)
        words.addStretch(1)
        self._halves = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._halves.setSpacing(theme.space.inset)
        self._halves.addWidget(self.view, 3)
        self._halves.addLayout(words, 2)
        self.body.addLayout(self._halves)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the words beside the picture where there is room."""
        super().resizeEvent(event)
        wide = event.size().width() >= _SIDE_BY_SIDE
        self._halves.setDirection(
            QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        )

    def refresh(self) -> None:
        """Show the cost as it is now, and ask for its distribution."""
        document, language, plan = self._document, self._language, self._document.plan
        design, scenario = self._choice.design, document.scenario
        cost = document.results.under(design).payouts[scenario].cost
        name = scenario_name(plan, document, language)
        self.now.show_fact(
            language.text("{scenario}, with charges", scenario=name),
            language.short_money(cost, plan.currency),
        )
        self.source.want(document.results, design, (scenario,))
        self._show_spread()

    def _show_spread(self) -> None:
        language, plan = self._language, self._document.plan
        spread = self.source.spread(self._document.scenario)
        title = language.text("Cost of the plan")
        if spread is None or not spread.counts:
            waiting = language.text("Simulating…")
            sentence = "" if self.source.settled else waiting
            self.set_heading(title)
            self.view.setVisible(not self.source.settled)
            self.view.show_picture(None, sentence)
            self._say(self._without_cost() or self.source.sentence or sentence)
            return
        self.set_heading(title, years_words(spread, language))
        picture = cost_picture(spread, plan, language)
        self.view.setVisible(picture is not None)
        self.view.show_picture(
            picture,
            spread_sentence(spread, plan, language),
            faded=not self.source.settled,
        )
        self._say(self._remark(spread))

    def _without_cost(self) -> str:
        under = self._document.results.under(self._choice.design)
        people = people_without_payout(under.payouts[self._document.scenario])
        return unknown_sentence(people, self._language)

    def _remark(self, spread: CostSpread) -> str:
        language, plan = self._language, self._document.plan
        said = "" if spread.uncertain else uncertain_nothing(language)
        return " ".join(filter(None, (ceiling_sentence(spread, plan, language), said)))

    def _say(self, sentence: str) -> None:
        self.sentence.setText(sentence)
        self.sentence.setVisible(bool(sentence))

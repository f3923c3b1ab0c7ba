"""The cost of the plan: now, by scenario, by function, and how likely the ceiling is passed."""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from models.changes import EditError
from models.edits.settings import set_ceiling, set_charges
from models.keys import BASE
from models.kpi import Unit, UnitKind
from ui.document import Document, Edit
from ui.fonts import TextStyle
from ui.inspector.entry import Entry
from ui.prioritise.choice import PayChoice
from ui.prioritise.cost_picture import cost_picture
from ui.prioritise.cost_source import CostSource
from ui.prioritise.cost_tables import FunctionCosts, ScenarioCosts, YearsTable
from ui.prioritise.cost_view import CostHistogram
from ui.prioritise.weight_matrix import scenario_name
from ui.tables.table_view import CalmTable
from ui.theme import Theme
from ui.widgets.panel import Panel
from ui.widgets.text import text_label
from workbench.analysis.designs.costs import people_without_payout
from workbench.design_words import (
    ceiling_sentence,
    spread_sentence,
    unknown_sentence,
    years_words,
)
from workbench.figures_typed import SHARE, parse_figure
from workbench.language import Language, NumberError
from workbench.sentences import edit_sentence
from workbench.simulation_words import uncertain_nothing

_TWO_COLUMNS = 900
_YEARS = 7


class CostPanel(Panel):
    """What the design that is looked at costs, with ceiling and charges to type.

    Attributes:
        ceiling: what payouts with charges should not exceed.
        charges: of the employer, as a rate on payouts.
        source: the simulated years.
        view: their picture.
    """

    def __init__(
        self,
        document: Document,
        theme: Theme,
        language: Language,
        choice: PayChoice,
        parent: QWidget,
    ) -> None:
        """Make the panel; nothing is simulated before it is refreshed."""
        text = language.text
        super().__init__(theme, parent, title=text("Cost of the plan"))
        self._document = document
        self._theme = theme
        self._language = language
        self._choice = choice
        self.source = CostSource(language, self)
        self.source.changed.connect(self._show_spreads)
        self.ceiling = Entry(theme, self, label=text("Ceiling"))
        self.ceiling.committed.connect(self._set_ceiling)
        self.charges = Entry(theme, self, label=text("Employer charges"))
        self.charges.committed.connect(self._set_charges)
        self.view = CostHistogram(theme, self)
        quiet = theme.colours.text_quiet
        self.sentence = text_label("", self, style=TextStyle.SMALL, colour=quiet, wraps=True)
        self.scenarios = ScenarioCosts(language, self)
        self.functions = FunctionCosts(language, self)
        self.years = YearsTable(language, self)
        self._tables: list[QWidget] = []
        self._halves = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._halves.setSpacing(theme.space.inset)
        self._lay_out()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the tables beside the picture where there is room."""
        super().resizeEvent(event)
        wide = event.size().width() >= _TWO_COLUMNS
        self._halves.setDirection(
            QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        )

    def refresh(self, *, another: bool = False) -> None:
        """Show the cost as it is now; ``another``: of a plan opened just now."""
        document, language, plan = self._document, self._language, self._document.plan
        design = self._choice.design
        stated = "" if plan.ceiling is None else language.money(plan.ceiling, plan.currency)
        for entry, words in (
            (self.ceiling, stated),
            (self.charges, language.share(plan.charges)),
        ):
            if another:
                entry.show_another(words)
            else:
                entry.show_truth(words)
        for table in self._tables:
            table.setVisible(design is not None)
        if design is None:
            self.set_heading(language.text("Cost of the plan"))
            self.view.hide()
            self._say(language.text("Nothing is paid yet: add a design above."))
            return
        shown = document.scenario
        order = (shown, *(key for key in (BASE, *plan.scenarios) if key != shown))
        self.source.want(document.results, design, order)
        self.functions.show_costs(document.results, design, shown)
        self._show_spreads()

    def _show_spreads(self) -> None:
        document, language, plan = self._document, self._language, self._document.plan
        design = self._choice.design
        if design is None or design not in plan.designs:
            return
        self.scenarios.show_costs(document.results, design, document.scenario, self.source)
        spread = self.source.spread(document.scenario)
        self.years.show_spread(spread, plan)
        settled = self.source.settled
        names = (plan.designs[design].name, scenario_name(plan, document, language))
        about = " · ".join(names)
        if spread is None or not spread.counts:
            self.set_heading(language.text("Cost of the plan"), about)
            self.view.setVisible(not settled)
            self.view.show_picture(None, "")
            payouts = document.results.under(design).payouts[document.scenario]
            unknown = unknown_sentence(people_without_payout(payouts), language)
            waiting = self.source.sentence if settled else language.text("Simulating…")
            self._say(unknown or waiting)
            return
        years = years_words(spread, language)
        self.set_heading(language.text("Cost of the plan"), f"{about} · {years}")
        picture = cost_picture(spread, plan, language)
        self.view.setVisible(picture is not None)
        self._years.setVisible(picture is not None)
        words = spread_sentence(spread, plan, language)
        self.view.show_picture(picture, words, faded=not settled)
        nothing = "" if spread.uncertain else uncertain_nothing(language)
        self._say(" ".join(filter(None, (ceiling_sentence(spread, plan, language), nothing))))

    def _say(self, sentence: str) -> None:
        self.sentence.setText(sentence)
        self.sentence.setVisible(bool(sentence))

    # Typing

    def _set_ceiling(self, typed: str) -> None:
        label = self._language.text("Set the ceiling")
        if not typed.strip():
            self._apply(self.ceiling, label, partial(set_ceiling, ceiling=None))
            return
        amount = self._read(self.ceiling, typed, Unit(UnitKind.MONEY))
        if amount is not None:
            self._apply(self.ceiling, label, partial(set_ceiling, ceiling=amount))

    def _set_charges(self, typed: str) -> None:
        text = self._language.text
        rate = self._read(self.charges, typed, SHARE)
        if rate is not None and rate < 0.0:
            self.charges.refuse(text("Charges cannot be negative."))
        elif rate is not None:
            edit = partial(set_charges, charges=rate)
            self._apply(self.charges, text("Set employer charges"), edit)

    def _read(self, entry: Entry, typed: str, unit: Unit) -> float | None:
        try:
            return parse_figure(typed, unit, self._language).value
        except NumberError as error:
            entry.refuse(str(error))
            return None

    def _apply(self, entry: Entry, label: str, edit: Edit) -> None:
        try:
            self._document.apply(label, edit)
        except EditError as error:
            entry.refuse(edit_sentence(error, self._document.plan, self._language))
            return
        entry.settle()

    def _lay_out(self) -> None:
        theme, text = self._theme, self._language.text
        typed = QHBoxLayout()
        typed.setSpacing(theme.space.gap)
        typed.addWidget(self.ceiling)
        typed.addWidget(self.charges)
        left = QVBoxLayout()
        left.setSpacing(theme.space.gap)
        left.addLayout(typed)
        left.addWidget(self.view)
        left.addWidget(self.sentence)
        self._years = self._table(self.years, text("Simulated years, bar by bar"), _YEARS)
        left.addWidget(self._years)
        left.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(theme.space.gap)
        for model, name in (
            (self.scenarios, text("Cost by scenario")),
            (self.functions, text("Cost by function")),
        ):
            heading = text_label(name, self, style=TextStyle.BODY_STRONG)
            right.addWidget(heading)
            right.addWidget(self._table(model, name))
            self._tables.append(heading)
        right.addStretch(1)
        self._halves.addLayout(left, 2)
        self._halves.addLayout(right, 3)
        self.body.addLayout(self._halves)

    def _table(
        self, model: ScenarioCosts | FunctionCosts | YearsTable, name: str, most_rows: int = 0
    ) -> CalmTable:
        table = CalmTable(self._theme, self, name=name, most_rows=most_rows)
        table.show_model(model)
        self._tables.append(table)
        return table

"""The achievability file: how likely each target was on the day it was agreed."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from models.life import Achievability
from models.plan import Plan
from ui.tables.cell_table import Cell, CellTable, Tone
from ui.tables.table_view import CalmTable
from ui.theme import Theme
from ui.widgets.panel import Panel
from workbench.analysis.life.filed import FiledOdds, filed_odds
from workbench.language import Language
from workbench.place_words import position_name

_MOST_ROWS = 12


class OddsTable(CellTable):
    """A row per measure and payout group, with what its target is now where that differs."""

    def __init__(self, language: Language, parent: QObject) -> None:
        super().__init__(parent)
        self._language = language

    def show_plan(self, plan: Plan) -> None:
        """List what is on file of a plan."""
        text = self._language.text
        headings = (
            text("Measure"),
            text("Position"),
            text("Target when agreed"),
            text("Now"),
            text("Odds of the threshold"),
            text("of the target"),
            text("of the maximum"),
            text("Result reached in 65 of 100"),
        )
        rows = [self._row(each, plan) for each in filed_odds(plan)]
        self.show_cells(headings, rows)

    def _row(self, each: FiledOdds, plan: Plan) -> list[Cell]:
        filed, language = each.filed, self._language
        name = each.name
        if each.group is not None:
            name = f"{name} · {language.group_label(each.group)}"
        now = Cell("=", tone=Tone.QUIET)
        if each.gone:
            now = Cell(language.text("no longer paid"), tone=Tone.BAD)
        elif each.moved:
            now = Cell(self._figure(each, each.target_now, plan), tone=Tone.BAD)
        return [
            Cell(name, right=False),
            Cell(position_name(plan, filed.position), right=False, tone=Tone.QUIET),
            Cell(self._figure(each, filed.target, plan), strong=True),
            now,
            Cell(_odds(filed.threshold_odds, language)),
            Cell(_odds(filed.target_odds, language), strong=True),
            Cell(_odds(filed.maximum_odds, language)),
            Cell(self._figure(each, filed.p35, plan)),
        ]

    def _figure(self, each: FiledOdds, figure: float | None, plan: Plan) -> str:
        if figure is None:
            return "—"
        if each.unit is None:
            return self._language.number(figure)
        return self._language.figure(figure, each.unit, plan.currency)


class OddsPanel(Panel):
    """What is on file; hidden while nothing is."""

    def __init__(self, theme: Theme, language: Language, parent: QWidget) -> None:
        super().__init__(theme, parent, title=language.text("Achievability file"))
        self._language = language
        self.table = OddsTable(language, self)
        self.view = CalmTable(
            theme, self, name=language.text("Achievability file"), most_rows=_MOST_ROWS
        )
        self.view.show_model(self.table)
        self.body.addWidget(self.view)

    def show_plan(self, plan: Plan) -> None:
        """Show what is on file of a plan."""
        filed = plan.life.achievability
        self.setVisible(bool(filed))
        if not filed:
            return
        self.set_heading(self._language.text("Achievability file"), _how(filed[0], self._language))
        self.table.show_plan(plan)


def _how(first: Achievability, language: Language) -> str:
    date = "—" if first.on is None else language.date(first.on)
    if not first.samples:
        return language.text(
            "Targets as they were agreed on {date}. No driver was uncertain, so no odds are known.",
            date=date,
        )
    return language.text(
        "Odds when the plan was agreed, {date}, from {samples} runs (seed {seed}). They are kept "
        "as evidence, and never worked out again.",
        date=date,
        samples=language.number(first.samples),
        seed=str(first.seed),
    )


def _odds(share: float | None, language: Language) -> str:
    return "—" if share is None else language.share(share, 0)

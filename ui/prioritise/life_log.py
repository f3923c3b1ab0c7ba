"""The log of a plan: every step, and every change to what was agreed, the latest first."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from models.life import LifeStep, LoggedChange
from models.plan import Plan
from ui.tables.cell_table import Cell, CellTable, Tone
from ui.tables.table_view import CalmTable
from ui.theme import Theme
from ui.widgets.panel import Panel
from workbench.language import Language
from workbench.place_words import listed, person_name
from workbench.stage_words import step_words

_MOST_ROWS = 8


class LogTable(CellTable):
    """A row per entry: when, who, what and why."""

    def __init__(self, language: Language, parent: QObject) -> None:
        super().__init__(parent)
        self._language = language

    def show_plan(self, plan: Plan) -> None:
        """List what happened to a plan."""
        text = self._language.text
        entries = [(step.on, self._step(step)) for step in plan.life.steps]
        entries += [(change.on, self._change(change, plan)) for change in plan.life.changes]
        # Of one day the steps come first; what happened last stands on top.
        entries.sort(key=lambda entry: entry[0])
        headings = (text("When and who"), text("What"), text("Why"))
        self.show_cells(headings, [row for _, row in reversed(entries)])

    def _step(self, step: LifeStep) -> list[Cell]:
        return [
            Cell(self._language.date(step.on), step.by, right=False, tone=Tone.QUIET),
            Cell(step_words(step.stage, self._language), right=False, strong=True),
            Cell(_one_line(step.reason), right=False),
        ]

    def _change(self, change: LoggedChange, plan: Plan) -> list[Cell]:
        below = ""
        if change.people:
            names = listed((person_name(plan, each) for each in change.people), self._language)
            below = self._language.text("touches {names}", names=names)
        return [
            Cell(self._language.date(change.on), change.by, right=False, tone=Tone.QUIET),
            Cell(_one_line(change.what) or self._language.text("A change"), below, right=False),
            Cell(_one_line(change.reason), right=False),
        ]


class LogPanel(Panel):
    """The log, hidden while nothing happened yet."""

    def __init__(self, theme: Theme, language: Language, parent: QWidget) -> None:
        super().__init__(
            theme,
            parent,
            title=language.text("Log"),
            subtitle=language.text("Every step, and every change to what was agreed."),
        )
        self.table = LogTable(language, self)
        self.view = CalmTable(theme, self, name=language.text("Log"), most_rows=_MOST_ROWS, wide=2)
        self.view.show_model(self.table)
        self.body.addWidget(self.view)

    def show_plan(self, plan: Plan) -> None:
        """Show what happened to a plan."""
        self.setVisible(bool(plan.life.steps or plan.life.changes))
        self.table.show_plan(plan)


def _one_line(words: str) -> str:
    return " ".join(words.split())

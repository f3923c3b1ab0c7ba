"""Designs beside each other under every scenario: one table, best and worst by word and shape."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import partial
from typing import Final, cast

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from models.keys import BASE, DesignKey, ScenarioKey
from models.plan import Plan
from ui.document import Document
from ui.prioritise.choice import PayChoice
from ui.prioritise.resting import Resting, Stopped
from ui.tables.cell_table import Cell, CellTable, Index, Tone
from ui.tables.table_view import CalmTable
from ui.theme import Theme
from ui.widgets.error_field import Message
from ui.widgets.panel import Panel
from workbench.analysis.designs.comparing import (
    RANKED,
    DesignFigures,
    Figure,
    Pair,
    best_and_worst,
    compare,
    count_contradictions,
)
from workbench.design_words import FIGURE_NAMES, figure_words, measures_words, room_words
from workbench.language import Language
from workbench.results import Results

WAITING: Final = "…"
"""Stands where a figure is still to come."""

_Counts = Mapping[Pair, int | None]


class CompareTable(CellTable):
    """A row for every design under every scenario, the designs of a scenario together."""

    def __init__(
        self, document: Document, language: Language, choice: PayChoice, parent: QObject
    ) -> None:
        """Compare the designs of ``document``; the one of ``choice`` stands out."""
        super().__init__(parent)
        self._document = document
        self._language = language
        self._choice = choice
        self._pairs: tuple[Pair, ...] = ()
        self._counts: _Counts = {}
        self._settled = False

    def pair(self, index: Index) -> Pair | None:
        """Return the design and scenario of a row."""
        return self._pairs[index.row()] if index.isValid() else None

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """The designs and scenarios, row by row."""
        return self._pairs

    def take(self, counts: _Counts, *, settled: bool) -> None:
        """Show these numbers of contradictions; greyed where they are of an earlier plan."""
        self._counts, self._settled = counts, settled

    def refresh(self) -> None:
        """Show the plan and its results as they are now."""
        plan, text = self._document.plan, self._language.text
        scenarios: tuple[ScenarioKey, ...] = (BASE, *plan.scenarios)
        found = compare(self._document.results, scenarios)
        self._pairs = tuple(found)
        headings = [text("Scenario"), text("Design")]
        headings += [text(FIGURE_NAMES[which]) for which in Figure]
        headings += [text("Measures a position"), text("Against the ceiling")]
        if plan.ceiling is None:
            headings.pop()
        rows: list[list[Cell]] = []
        for scenario in scenarios:
            mine = {key: found[key, scenario] for key in plan.designs}
            ranks = {which: self._ranks(mine, which) for which in Figure}
            for at, (key, figures) in enumerate(mine.items()):
                first = Cell(self._scenario(plan, scenario), right=False, strong=True)
                if at:
                    first = Cell(right=False, spoken=first.text)
                rows.append([first, *self._row(plan, figures, ranks, key)])
        self.show_cells(headings, rows)

    def _row(
        self,
        plan: Plan,
        figures: DesignFigures,
        ranks: Mapping[Figure, tuple[frozenset[DesignKey], frozenset[DesignKey]]],
        key: DesignKey,
    ) -> list[Cell]:
        language = self._language
        looked_at = key == self._choice.design
        name = plan.designs[key].name
        if key == plan.current_design:
            name = language.text("{name} · paid", name=name)
        row = [Cell(name, right=False, strong=looked_at)]
        for which in Figure:
            if which is Figure.CONTRADICTIONS:
                words, quiet = self._counted(figures)
            else:
                words, quiet = figure_words(figures, which, plan, language), False
            best, worst = ranks[which]
            below, tone = "", Tone.QUIET if quiet else Tone.PLAIN
            if key in best:
                below = language.text("▲ best")
                tone = tone if quiet else Tone.GOOD
            elif key in worst:
                below = language.text("▼ worst")
            row.append(Cell(words, below=below, tone=tone, strong=looked_at))
        row.append(Cell(measures_words(figures, language), strong=looked_at))
        if plan.ceiling is not None:
            over = figures.room < 0
            room = room_words(figures.room, plan, language)
            row.append(Cell(room, tone=Tone.BAD if over else Tone.PLAIN, strong=looked_at))
        return row

    def _ranks(
        self, mine: Mapping[DesignKey, DesignFigures], which: Figure
    ) -> tuple[frozenset[DesignKey], frozenset[DesignKey]]:
        if which not in RANKED:
            return frozenset(), frozenset()
        if which is Figure.CONTRADICTIONS:
            return best_and_worst({key: self._count(each) for key, each in mine.items()}, which)
        return best_and_worst({key: each.figure(which) for key, each in mine.items()}, which)

    def _count(self, figures: DesignFigures) -> float:
        count = self._counts.get((figures.design, figures.scenario))
        return math.nan if count is None else float(count)

    def _counted(self, figures: DesignFigures) -> tuple[str, bool]:
        """Return how many contradictions there are, and whether that is of an earlier plan."""
        pair = (figures.design, figures.scenario)
        if pair not in self._counts:
            return (self._language.number(None) if self._settled else WAITING), True
        count = self._counts[pair]
        return self._language.number(count), not self._settled

    def _scenario(self, plan: Plan, key: ScenarioKey) -> str:
        return self._language.text("Base") if key == BASE else plan.scenarios[key].name


class _LookingTable(CalmTable):
    """A table of which Space chooses a row."""

    looked = Signal(QModelIndex)
    """The cell of the cursor, as Space was pressed."""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose the row of the cursor by Space."""
        if event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self.looked.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)


class ComparePanel(Panel):
    """The comparison; Space or a double click looks at the design of a row.

    Attributes:
        table: a row for every design under every scenario.
        counting: how many contradictions there are, as soon as it is known.
    """

    def __init__(
        self,
        document: Document,
        theme: Theme,
        language: Language,
        choice: PayChoice,
        parent: QWidget,
    ) -> None:
        """Make the panel; nothing is worked out before it is refreshed."""
        super().__init__(
            theme,
            parent,
            title=language.text("Designs side by side"),
            subtitle=language.text(
                "What each design would cost and bring, were it the one that is paid. A double "
                "click or Space looks at a design."
            ),
        )
        self._document = document
        self._language = language
        self._choice = choice
        self.model = CompareTable(document, language, choice, self)
        self.table = _LookingTable(theme, self, name=language.text("Designs side by side"), wide=1)
        self.table.show_model(self.model)
        self.table.doubleClicked.connect(self._look)
        self.table.looked.connect(self._look)
        self.counting = Resting(self)
        self.counting.changed.connect(self._counted)
        self.note = Message(theme, self)
        self.body.addWidget(self.table)
        self.body.addWidget(self.note)

    def refresh(self) -> None:
        """Show the plan and its results as they are now, and count contradictions anew."""
        results, designs = self._document.results, self._document.plan.designs
        pairs: tuple[Pair, ...] = tuple(
            (design, scenario)
            for scenario in (BASE, *self._document.plan.scenarios)
            for design in designs
        )
        self.counting.ask((results, pairs), partial(_counts, results, pairs))
        self._counted()
        if len(designs) < 2:
            self.note.show_note(
                self._language.text(
                    "Add another design above, empty, as a copy or by an idea, to compare it."
                )
            )
        else:
            self.note.clear()

    def _counted(self) -> None:
        counts = self.counting.value
        found = cast("_Counts", counts) if isinstance(counts, Mapping) else {}
        self.model.take(found, settled=self.counting.settled)
        self.model.refresh()

    def _look(self, index: Index) -> None:
        pair = self.model.pair(index)
        if pair is not None:
            self._choice.choose_design(pair[0])
            self._document.show_scenario(pair[1])


def _counts(results: Results, pairs: tuple[Pair, ...], stopped: Stopped) -> _Counts:
    return count_contradictions(results, pairs, stopped)

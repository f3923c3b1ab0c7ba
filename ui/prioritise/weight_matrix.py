"""The matrix of weights: what counts, in rows, for each position, in columns."""

from __future__ import annotations

from decimal import Decimal
from functools import partial

from PySide6.QtCore import QObject, Signal
from typing_extensions import override

from models.changes import EditError
from models.keys import DesignKey, PositionKey
from models.plan import Plan
from models.scorecard import Measure
from ui.document import Document, Edit
from ui.prioritise.choice import PayChoice
from ui.tables.cell_table import Cell, EntryTable, Index, Tone
from workbench.analysis.receipts import Receipt, by_position
from workbench.analysis.weighting import (
    ColumnTotal,
    Spot,
    Subject,
    Weighting,
    merge_subjects,
    remove,
    weigh,
    weighting,
)
from workbench.figures_typed import SHARE, figure_text, parse_figure
from workbench.language import Language, NumberError
from workbench.sentences import edit_sentence

NOTHING = "·"
"""Shown where a position is not paid for something."""
FULL_TINT = 0.5
"""The weight that has the whole tint."""
PRODUCT = "×"
"""Shown in place of a weight where the payouts of a scorecard are multiplied."""


class WeightMatrix(EntryTable):
    """Weights of the design that is looked at, with totals, target bonus and payout below."""

    removal_asked = Signal(object)
    """Spot: its weight was cleared; whether its measure goes too is still open."""

    def __init__(
        self, document: Document, language: Language, choice: PayChoice, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._language = language
        self._choice = choice
        self._offered: tuple[Subject, ...] = ()
        self._weighting: Weighting = weighting(document.plan, choice.looked_at)
        self.refresh()

    @property
    def subjects(self) -> tuple[Subject, ...]:
        """What the rows are about, in order."""
        return merge_subjects(self._document.plan, self._weighting, self._offered)

    def offer(self, subject: Subject) -> None:
        """Show a row for ``subject`` although nobody is paid for it yet."""
        self._offered = (*self._offered, subject)
        self.refresh()

    def forget_offers(self) -> None:
        """Show rows only for what somebody is paid for."""
        self._offered = ()
        self.refresh()

    def spot(self, index: Index) -> Spot | None:
        """Return what ``index`` is about; None in the names and below the weights."""
        subjects = self.subjects
        column = index.column() - 1
        if not index.isValid() or index.row() >= len(subjects) or column < 0:
            return None
        return Spot(self._weighting.positions[column], subjects[index.row()])

    def measure_at(self, index: Index) -> Measure | None:
        """Return the measure in the cell of ``index``, if there is one."""
        spot = self.spot(index)
        return None if spot is None else self._weighting.measures.get(spot)

    def position_at(self, index: Index) -> PositionKey | None:
        """Return the position whose column ``index`` is in; None in the names."""
        column = index.column() - 1
        return self._weighting.positions[column] if index.isValid() and column >= 0 else None

    def subject_at(self, index: Index) -> Subject | None:
        """Return what the row of ``index`` is about; None below the weights."""
        subjects = self.subjects
        return subjects[index.row()] if index.isValid() and index.row() < len(subjects) else None

    def place(self, spot: Spot) -> tuple[int, int] | None:
        """Return row and column of ``spot``; None where it is not shown."""
        if spot.subject not in self.subjects or spot.position not in self._weighting.positions:
            return None
        row = self.subjects.index(spot.subject)
        return row, self._weighting.positions.index(spot.position) + 1

    def refresh(self) -> None:
        """Show the plan and its results as they are now."""
        plan = self._document.plan
        self._weighting = weighting(plan, self._choice.looked_at)
        subjects = self.subjects
        rows = [self._subject_row(plan, subject) for subject in subjects]
        rows.append(self._total_row())
        rows += self._money_rows(plan)
        self.show_cells([self._language.text("KPI or objective"), *self._names(plan)], rows)

    # Cells

    def _names(self, plan: Plan) -> list[str]:
        names: list[str] = []
        for position in self._weighting.positions:
            name = plan.positions[position].name
            holders = self._weighting.totals[position].holders
            names.append(name if holders == 1 else f"{name} ({holders})")
        return names

    def _subject_row(self, plan: Plan, subject: Subject) -> list[Cell]:
        name = subject_name(plan, subject)
        cells = [Cell(name, right=False)]
        for position in self._weighting.positions:
            measure = self._weighting.measures.get(Spot(position, subject))
            if measure is None:
                spoken = self._language.text("not paid for it")
                cells.append(Cell(NOTHING, edit="", tone=Tone.QUIET, spoken=spoken))
            elif self._weighting.totals[position].product:
                cells.append(Cell(PRODUCT, tint=0.2, spoken=self._language.text("multiplied")))
            else:
                written = self._language.share(measure.weight)
                locked = self._language.text("{share}, locked", share=written)
                cells.append(
                    Cell(
                        written,
                        edit=figure_text(measure.weight, SHARE, self._language),
                        tint=max(0.001, measure.weight / FULL_TINT),
                        spoken=locked if measure.locked else "",
                        locked=measure.locked,
                    )
                )
        return cells

    def _total_row(self) -> list[Cell]:
        heading = Cell(self._language.text("Total"), right=False, strong=True)
        return [heading, *(self._total(total) for total in self._totals())]

    def _totals(self) -> list[ColumnTotal]:
        return [self._weighting.totals[position] for position in self._weighting.positions]

    def _total(self, total: ColumnTotal) -> Cell:
        if total.product:
            return Cell(self._language.text("product"), strong=True)
        written = self._language.share(total.weight)
        if total.missing == 0.0:
            return Cell(written, strong=True, tone=Tone.GOOD)
        amount = self._language.share(abs(total.missing))
        if total.missing > 0.0:
            short = self._language.text("{share} missing", share=amount)
        else:
            short = self._language.text("{share} too much", share=amount)
        return Cell(written, below=short, strong=True, tone=Tone.BAD)

    def _money_rows(self, plan: Plan) -> list[list[Cell]]:
        results = self._document.results.under(self._choice.design)
        shown = by_position(results, self._document.scenario)
        held = [shown.get(position) for position in self._weighting.positions]
        scenario = scenario_name(plan, self._document, self._language)
        bonus = [Cell(self._language.text("Target bonus"), right=False)]
        payout = self._language.text("Payout in {scenario}", scenario=scenario)
        paid = [Cell(payout, right=False, strong=True)]
        for receipt in held:
            bonus.append(Cell(self._money(plan, receipt and receipt.target_bonus)))
            paid.append(self._paid(plan, receipt))
        return [bonus, paid]

    def _paid(self, plan: Plan, receipt: Receipt | None) -> Cell:
        return Cell(self._money(plan, receipt and receipt.payout), strong=True)

    def _money(self, plan: Plan, amount: float | Decimal | None) -> str:
        return self._language.short_money(amount, plan.currency)

    # Typing

    @override
    def fault(self, index: Index, text: str) -> str:
        """Return why ``text`` is no weight for ``index``; clearing it is always possible."""
        spot = self.spot(index)
        if spot is None or not text.strip():
            return ""
        try:
            self._edit(spot, text)(self._document.plan)
        except NumberError as error:
            return str(error)
        except EditError as error:
            return edit_sentence(error, self._document.plan, self._language)
        return ""

    @override
    def enter(self, index: Index, text: str) -> None:
        """Weigh, add the measure where there is none, or ask whether one is to go."""
        spot = self.spot(index)
        if spot is None:
            return
        if text.strip():
            self._document.apply(self._weigh_label(spot), self._edit(spot, text))
        elif spot in self._weighting.measures:
            self.removal_asked.emit(spot)

    def remove(self, spot: Spot) -> None:
        """Take the measure out of the scorecard, as one step."""
        design = self._design()
        label = self._language.text(
            "Remove {measure} from {position}",
            measure=subject_name(self._document.plan, spot.subject),
            position=self._document.plan.positions[spot.position].name,
        )
        self._document.apply(label, partial(remove, design=design, spot=spot))

    def keep_at_zero(self, spot: Spot) -> None:
        """Keep the measure with a weight of 0, so that its target and curve stay."""
        self._document.apply(self._weigh_label(spot), self._weighed(spot, 0.0))

    def _edit(self, spot: Spot, text: str) -> Edit:
        """Return the edit that ``text`` asks for.

        Raises:
            NumberError: it is not a weight.
        """
        weight = parse_figure(text, SHARE, self._language).value
        if not 0.0 <= weight <= 1.0:
            raise NumberError(self._language.text("A weight is between 0 % and 100 %."))
        return self._weighed(spot, weight)

    def _weighed(self, spot: Spot, weight: float) -> Edit:
        return partial(
            weigh,
            values=self._document.results.values,
            design=self._design(),
            spot=spot,
            weight=weight,
            new_design=self._language.text("Main scorecards"),
        )

    def _weigh_label(self, spot: Spot) -> str:
        return self._language.text(
            "Weigh {measure} for {position}",
            measure=subject_name(self._document.plan, spot.subject),
            position=self._document.plan.positions[spot.position].name,
        )

    def _design(self) -> DesignKey | None:
        return self._choice.design


def subject_name(plan: Plan, subject: Subject) -> str:
    """Return the name of a KPI or objective, or its key where the plan has none such."""
    if subject.kpi is not None:
        row = plan.kpis.get(subject.kpi)
        name = row.name if row is not None else subject.kpi
    else:
        goal = plan.objectives.get(subject.objective) if subject.objective is not None else None
        name = goal.name if goal is not None else subject.objective or ""
    return name if subject.occurrence == 0 else f"{name} ({subject.occurrence + 1})"


def scenario_name(plan: Plan, document: Document, language: Language) -> str:
    """Return the name of the shown scenario."""
    scenario = plan.scenarios.get(document.scenario)
    return language.text("Base") if scenario is None else scenario.name

"""How the payout of one person came about: a line per measure, then the steps to the money."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import QObject

from models.kpi import Unit
from models.plan import Plan
from ui.document import Document
from ui.prioritise.weight_matrix import subject_name
from ui.tables.cell_table import Cell, CellTable
from workbench.analysis.weighting import Subject
from workbench.figures_typed import SHARE
from workbench.language import Language
from workbench.pay.payouts import MeasurePayout, PersonPayout


class StatementTable(CellTable):
    """Weight, result, target, payout and amount of each measure, and the total below."""

    def __init__(self, document: Document, language: Language, parent: QObject) -> None:
        super().__init__(parent)
        self._document = document
        self._language = language
        self.show_paid(None)

    def show_paid(self, paid: PersonPayout | None) -> None:
        """Show how ``paid`` came about; None: nobody is chosen."""
        text = self._language.text
        headings = [
            text("Measure"),
            text("Weight"),
            text("Target"),
            text("Result"),
            text("Payout %"),
            text("Amount"),
        ]
        plan = self._document.plan
        rows: list[list[Cell]] = []
        if paid is not None:
            rows = [self._measure(plan, line) for line in paid.measures]
            rows += self._steps(paid)
        self.show_cells(headings, rows)

    def _measure(self, plan: Plan, line: MeasurePayout) -> list[Cell]:
        language = self._language
        kpi = None if line.kpi is None else plan.kpis.get(line.kpi)
        unit = SHARE if kpi is None else kpi.unit
        assumed = language.text("assumed") if line.assumed else ""
        return [
            Cell(subject_name(plan, Subject(line.kpi, line.objective)), right=False),
            Cell(language.share(line.weight)),
            Cell(self._figure(line.target, unit)),
            Cell(self._figure(line.result, unit), below=assumed),
            Cell(language.share(line.payout_rate)),
            Cell(self._money(line.amount)),
        ]

    def _steps(self, paid: PersonPayout) -> list[list[Cell]]:
        """Return the steps from the score to the money; factors of 1 change nothing."""
        text = self._language.text
        rows = [
            self._step(text("Score"), self._language.share(paid.score), ""),
            self._step(text("× target bonus"), "", self._money(paid.target_bonus)),
        ]
        factors = (
            (text("× conditions"), paid.gate),
            (text("× modifiers"), paid.modifiers),
            (text("× time at work"), paid.pro_rata),
            (text("× funding of the pool"), paid.funding),
        )
        rows += [
            self._step(words, self._language.share(factor), "")
            for words, factor in factors
            if factor != 1.0
        ]
        rows.append(self._step(text("Payout"), "", self._money(paid.payout), strong=True))
        return rows

    @staticmethod
    def _step(words: str, rate: str, amount: str, *, strong: bool = False) -> list[Cell]:
        return [
            Cell(words, right=False, strong=strong),
            Cell(),
            Cell(),
            Cell(),
            Cell(rate, strong=strong),
            Cell(amount, strong=strong),
        ]

    def _figure(self, figure: float | None, unit: Unit) -> str:
        return self._language.figure(figure, unit, self._document.plan.currency)

    def _money(self, amount: float | Decimal | None) -> str:
        return self._language.money(amount, self._document.plan.currency)

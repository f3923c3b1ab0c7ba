"""What each receives: a row per person, under one for the position where several hold it."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import QObject

from models.keys import BASE
from models.plan import Plan
from ui.document import Document
from ui.tables.cell_table import Cell, CellTable, Index, Tone
from workbench.analysis.receipts import Receipt, receipts
from workbench.language import Language


class ReceiptTable(CellTable):
    """The payouts of positions and people in the shown scenario."""

    def __init__(self, document: Document, language: Language, parent: QObject) -> None:
        super().__init__(parent)
        self._document = document
        self._language = language
        self._receipts: tuple[Receipt, ...] = ()
        self._rates: tuple[str, ...] = ("score",)
        self.refresh()

    @property
    def receipts(self) -> tuple[Receipt, ...]:
        """The rows."""
        return self._receipts

    def receipt(self, index: Index) -> Receipt | None:
        """Return what the row of ``index`` is about."""
        return self._receipts[index.row()] if index.isValid() else None

    def refresh(self) -> None:
        """Show the plan and its results as they are now."""
        plan = self._document.plan
        self._receipts = receipts(self._document.results, self._document.scenario)
        text = self._language.text
        # Factors that are 1 for everybody say nothing.
        details = [each.detail for each in self._receipts if each.detail is not None]
        gated = any(each.gate not in {None, 1.0} for each in details)
        part_time = any(each.pro_rata not in {None, 1.0} for each in details)
        self._rates = (
            "score",
            *(("gate",) if gated else ()),
            *(("pro_rata",) if part_time else ()),
        )
        headings = [text("Person"), text("Position"), text("Target bonus"), text("Score")]
        if gated:
            headings.append(text("Gate"))
        if part_time:
            headings.append(text("Pro rata"))
        headings.append(text("Payout"))
        against = self._document.scenario != BASE
        if against:
            headings.append(text("Against base"))
        self.show_cells(
            headings, [self._row(plan, each, against=against) for each in self._receipts]
        )

    def _row(self, plan: Plan, receipt: Receipt, *, against: bool) -> list[Cell]:
        position = plan.positions[receipt.position].name
        whole = receipt.person is None
        if receipt.person is None:
            name = self._language.plural("{count} person", "{count} people", receipt.holders)
        else:
            name = plan.people[receipt.person].name
        rates = [Cell(self._rate(receipt, attribute)) for attribute in self._rates]
        row = [
            Cell(position if whole else name, right=False, strong=whole),
            Cell(name if whole else position, right=False, tone=Tone.QUIET),
            Cell(self._money(plan, receipt.target_bonus), strong=whole),
            *rates,
            Cell(self._money(plan, receipt.payout), strong=True),
        ]
        if against:
            row.append(self._difference(plan, receipt.against_base))
        return row

    def _rate(self, receipt: Receipt, attribute: str) -> str:
        if receipt.detail is None:
            return ""
        return self._language.share(getattr(receipt.detail, attribute))

    def _money(self, plan: Plan, amount: float | Decimal | None) -> str:
        return self._language.money(amount, plan.currency, decimals=0)

    def _difference(self, plan: Plan, amount: Decimal | None) -> Cell:
        written = self._money(plan, amount)
        if not amount:
            return Cell(written, tone=Tone.QUIET)
        if amount > 0:
            return Cell(f"▲ +{written}", tone=Tone.GOOD)
        return Cell(f"▼ {written}", tone=Tone.BAD)

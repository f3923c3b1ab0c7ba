"""What each receives, and line by line how it came about for the one who is chosen."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractItemView, QWidget

from models.keys import PersonKey, PositionKey
from ui.document import Document
from ui.prioritise.receipt_table import ReceiptTable
from ui.prioritise.statement_table import StatementTable
from ui.prioritise.weight_matrix import scenario_name
from ui.tables.table_view import CalmTable
from ui.theme import Theme
from ui.widgets.error_field import Message
from ui.widgets.panel import Panel
from workbench.analysis.receipts import Receipt
from workbench.language import Language
from workbench.sentences import no_payout_sentence

_MOST_ROWS = 9
"""How many are in view at once, so that the chosen one's arithmetic is in view too."""


class ReceiptPanel(Panel):
    """A row per person."""

    chosen = Signal(object)
    """Receipt: the row that the cursor is on, or None."""

    def __init__(
        self, document: Document, theme: Theme, language: Language, parent: QWidget
    ) -> None:
        super().__init__(theme, parent)
        self._document = document
        self._language = language
        self._person: PersonKey | None = None
        self.rows = ReceiptTable(document, language, self)
        self.table = CalmTable(
            theme, self, name=language.text("Payouts of people"), most_rows=_MOST_ROWS
        )
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.show_model(self.rows)
        self.table.current_changed.connect(self._moved)
        self.body.addWidget(self.table)
        self.body.addStretch(1)
        self._say_heading()

    @property
    def receipt(self) -> Receipt | None:
        """The row under the cursor."""
        return self.rows.receipt(self.table.currentIndex())

    def refresh(self) -> None:
        """Show the plan and its results as they are now."""
        self.rows.refresh()
        self._say_heading()
        if not self._choose_person(self._person):
            self.show_first()
        self.chosen.emit(self.receipt)

    def show_first(self) -> None:
        """Choose the first person, where nobody is chosen yet."""
        if not self.table.currentIndex().isValid():
            for row, receipt in enumerate(self.rows.receipts):
                if receipt.person is not None:
                    self.table.setCurrentIndex(self.rows.index(row, 0))
                    return

    def show_position(self, position: PositionKey) -> None:
        """Choose somebody who holds ``position``, unless one of them is chosen."""
        receipt = self.receipt
        if receipt is not None and receipt.position == position:
            return
        for row, each in enumerate(self.rows.receipts):
            if each.position == position and each.person is not None:
                self.table.setCurrentIndex(self.rows.index(row, 0))
                return

    def _choose_person(self, person: PersonKey | None) -> bool:
        """Go back to a person whose row is another now."""
        for row, receipt in enumerate(self.rows.receipts):
            if person is not None and receipt.person == person:
                if self.table.currentIndex().row() != row:
                    self.table.setCurrentIndex(self.rows.index(row, 0))
                return True
        return False

    def _moved(self) -> None:
        receipt = self.receipt
        if receipt is not None and receipt.person is not None:
            self._person = receipt.person
        self.chosen.emit(receipt)

    def _say_heading(self) -> None:
        document, language = self._document, self._language
        plan = document.plan
        payouts = document.results.payouts[document.scenario]
        scenario = scenario_name(plan, document, language)
        title = language.text("What each receives · {scenario}", scenario=scenario)
        if payouts.total is None:
            subtitle = language.text("The total cannot be worked out.")
        else:
            subtitle = language.text(
                "{total} together, {cost} with employer charges.",
                total=language.money(payouts.total, plan.currency, 0),
                cost=language.money(payouts.cost, plan.currency, 0),
            )
        self.set_heading(title, subtitle)


class StatementPanel(Panel):
    """The arithmetic behind one payout."""

    def __init__(
        self, document: Document, theme: Theme, language: Language, parent: QWidget
    ) -> None:
        super().__init__(theme, parent)
        self._document = document
        self._language = language
        self.lines = StatementTable(document, language, self)
        self.table = CalmTable(theme, self, name=language.text("The payout line by line"))
        self.table.show_model(self.lines)
        self.message = Message(theme, self)
        self.body.addWidget(self.message)
        self.body.addWidget(self.table)
        self.body.addStretch(1)

    def show_receipt(self, receipt: Receipt | None) -> None:
        """Show how a payout came about; of several people together there is no such list."""
        language, plan = self._language, self._document.plan
        paid = None if receipt is None else receipt.detail
        self.lines.show_paid(paid)
        self.table.setVisible(paid is not None and bool(paid.measures))
        if paid is None:
            self.set_heading(
                language.text("Line by line"),
                language.text("Choose a person to see how the payout comes about."),
            )
            self.message.clear()
            return
        position = plan.positions[paid.position].name
        name = plan.people[paid.person].name
        self.set_heading(language.text("{name}, line by line", name=name), position)
        if paid.reason is not None:
            self.message.show_error(no_payout_sentence(paid.reason, plan, language))
        else:
            self.message.clear()

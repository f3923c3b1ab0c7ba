"""What will I receive: every payout, and for the chosen person how it comes about."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from ui.document import Document
from ui.prioritise.choice import PayChoice
from ui.prioritise.page import Page
from ui.prioritise.receipt_panels import ReceiptPanel, StatementPanel
from ui.theme import Theme
from workbench.analysis.explain.lines import Name, PaySubject, Subject, Thing
from workbench.analysis.receipts import Receipt
from workbench.language import Language


class ReceivePage(Page):
    """A row per person, and below it the arithmetic of the one who is chosen."""

    def __init__(
        self,
        document: Document,
        theme: Theme,
        language: Language,
        choice: PayChoice,
        parent: QWidget,
    ) -> None:
        """Make the page."""
        super().__init__(document, theme, language, choice, parent)
        self.receipts = ReceiptPanel(document, theme, language, self.content)
        self.statement = StatementPanel(document, theme, language, self.content)
        column = QVBoxLayout(self.content)
        column.setSpacing(theme.space.inset)
        room = theme.space.room
        column.setContentsMargins(room, room, room, room)
        column.addWidget(self.receipts)
        column.addWidget(self.statement)
        column.addStretch(1)
        self.receipts.chosen.connect(self._chosen)

    @override
    def refresh(self) -> None:
        """Show the plan and its results as they are now."""
        self.receipts.refresh()
        if self.choice.position is not None:
            self.receipts.show_position(self.choice.position)

    @override
    def explained(self) -> Subject | None:
        """Return what the row of the cursor is paid."""
        receipt = self.receipts.receipt
        if receipt is None or receipt.person is not None:
            return super().explained()
        return PaySubject(Name(Thing.POSITION, receipt.position))

    def _chosen(self, receipt: Receipt | None) -> None:
        self.statement.show_receipt(receipt)
        if receipt is not None and receipt.person is not None:
            self.choice.choose_person(receipt.person)

"""How far the statements have come, and the button that stops them."""

from __future__ import annotations

from PySide6.QtWidgets import QProgressBar, QWidget

from ui.dialogs.dialog import Dialog
from ui.statement.batch import Batch, Order, Written
from ui.theme import Theme
from ui.widgets.text import text_label
from workbench.language import Language


class StatementsProgress(Dialog):
    """Writes an order, and closes when that is done or was stopped.

    Attributes:
        bar: how far it is.
        written: how far it has come.
    """

    def __init__(self, order: Order, theme: Theme, language: Language, parent: QWidget) -> None:
        """Begin at once."""
        text = language.text
        super().__init__(text("Statements"), theme, parent)
        self._language = language
        self.written = Written((), (), len(order.people))
        self._says = text_label("", self, wraps=True)
        self.bar = QProgressBar(self)
        self.bar.setAccessibleName(text("Statements written"))
        self.bar.setRange(0, len(order.people))
        self.bar.setTextVisible(False)
        self.body.addWidget(self._says)
        self.body.addWidget(self.bar)
        self._cancel = self.add_button(text("Cancel"))
        self._cancel.clicked.connect(self.reject)
        self.setMinimumWidth(420)
        self._batch = Batch(order, self)
        self._batch.progressed.connect(self._show)
        self._batch.finished.connect(self._finish)
        self._show(self.written)
        self._batch.start()

    def reject(self) -> None:
        """Stop writing; it closes when the statement at hand is dropped."""
        self._cancel.setEnabled(False)
        self._batch.cancel()

    def _show(self, written: Written) -> None:
        self.written = written
        done = len(written.files)
        self.bar.setValue(done)
        self._says.setText(
            self._language.text(
                "{done} of {all} statements are written…",
                done=self._language.number(done),
                all=self._language.number(written.wanted),
            )
        )

    def _finish(self, written: Written) -> None:
        self.written = written
        self.done(self.DialogCode.Accepted)

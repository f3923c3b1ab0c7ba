"""Saying what was deleted, and how it comes back."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget

from models.keys import KpiKey
from ui.actions import ACTIONS
from ui.document import Document
from workbench.language import Language


class UndoHints(QWidget):
    """Follows the plan, and tells when KPIs were taken out of it."""

    said = Signal(str)

    def __init__(self, document: Document, language: Language, parent: QWidget) -> None:
        # A widget, so that it goes with the window; it is never seen.
        super().__init__(parent)
        self.hide()
        self._document = document
        self._language = language
        self._kpis = document.plan.kpis
        self._steps = document.undo_stack.index()
        document.undo_stack.indexChanged.connect(self._stepped)
        document.loaded.connect(self._loaded)

    def _loaded(self) -> None:
        self._kpis = self._document.plan.kpis
        self._steps = self._document.undo_stack.index()

    def _stepped(self, step: int) -> None:
        before, self._kpis = self._kpis, self._document.plan.kpis
        forward, self._steps = step > self._steps, step
        if not forward or before is self._kpis or len(self._kpis) >= len(before):
            return
        gone = [key for key in before if key not in self._kpis]
        if gone:
            self.said.emit(self._sentence(gone, before[gone[0]].name))

    def _sentence(self, gone: list[KpiKey], name: str) -> str:
        native = QKeySequence.SequenceFormat.NativeText
        keys = QKeySequence(ACTIONS["undo"].keys[0]).toString(native)
        if len(gone) == 1:
            return self._language.text("“{name}” deleted · {keys} undoes it", name=name, keys=keys)
        return self._language.plural(
            "“{name}” and {count} other KPI deleted · {keys} undoes it",
            "“{name}” and {count} other KPIs deleted · {keys} undoes it",
            len(gone) - 1,
            name=name,
            keys=keys,
        )

"""Copying, cutting and pasting KPIs with everything below them."""

from __future__ import annotations

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from models.changes import EditError
from models.edits.lookup import topmost
from models.keys import KpiKey
from models.tree import kpi_tree
from ui.clipboard_table import copied, pasted
from ui.decompose.several_edits import SeveralEdits
from ui.document import Document
from ui.refusal import Refusal
from workbench.clipboard.branches import (
    BRANCH_FORMAT,
    branch_table,
    read_branches,
    write_branches,
)
from workbench.clipboard.kpi_list import KpiListError, Like, read_kpis
from workbench.files.faults import PlanFileError
from workbench.language import Language
from workbench.unit_guess import start_of_child


class KpiClipboard:
    """Puts branches on the clipboard, exactly and as a table, and takes them from it."""

    def __init__(self, document: Document, edits: SeveralEdits, language: Language) -> None:
        self._document = document
        self._edits = edits
        self._language = language

    def copy(self, keys: tuple[KpiKey, ...]) -> Refusal | None:
        """Put KPIs with everything below them on the clipboard."""
        taken = self._taken(keys)
        if isinstance(taken, Refusal):
            return taken
        QGuiApplication.clipboard().setMimeData(taken)
        return None

    def cut(self, keys: tuple[KpiKey, ...]) -> Refusal | None:
        """Copy KPIs and delete them; what cannot be deleted is not copied either."""
        taken = self._taken(keys)
        if isinstance(taken, Refusal):
            return taken
        refusal = self._edits.cut(topmost(self._document.plan, keys))
        if refusal is None:
            QGuiApplication.clipboard().setMimeData(taken)
        return refusal

    def _taken(self, keys: tuple[KpiKey, ...]) -> QMimeData | Refusal:
        document, language = self._document, self._language
        try:
            tops = topmost(document.plan, keys)
            exact = write_branches(document.plan, tops)
        except (EditError, PlanFileError):
            return Refusal(language.text("This cannot be copied."))
        data = copied(branch_table(document.results, tops, document.scenario, language))
        data.setData(BRANCH_FORMAT, exact)
        return data

    def paste(self, parent: KpiKey | None) -> Refusal | None:
        """Add what is on the clipboard below ``parent``, or at the top, and select it."""
        document, language = self._document, self._language
        # An empty clipboard has none.
        data = QGuiApplication.clipboard().mimeData() or QMimeData()
        before = frozenset(document.plan.kpis)
        held = None
        if data.hasFormat(BRANCH_FORMAT):
            held = read_branches(bytes(data.data(BRANCH_FORMAT).data()))
        if held is not None:
            refusal = self._edits.graft(held, parent)
        else:
            table = pasted(data, language)
            if not table or not table[0]:
                return Refusal(language.text("There is nothing on the clipboard to paste."))
            try:
                rows = read_kpis(
                    table, document.plan, Like(*start_of_child(document.plan, parent)), language
                )
            except KpiListError as error:
                return Refusal(str(error))
            refusal = self._edits.add(rows, parent)
        if refusal is None:
            self._select_new(before)
        return refusal

    def _select_new(self, before: frozenset[KpiKey]) -> None:
        tree = kpi_tree(self._document.plan.kpis)
        new = [key for key in tree.preorder() if key not in before]
        tops = [key for key in new if tree.home[key] is None or tree.home[key] in before]
        if tops:
            self._document.select(tops[0], among=tops)

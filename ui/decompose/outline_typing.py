"""Typing into the outline: a field over the cell, which keeps what it cannot take."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import QObject, QRect, Qt, Signal

from models.keys import KpiKey
from models.kpi import Kpi
from ui.decompose.describe_edits import DescribeEdits
from ui.decompose.inline_editor import Ending, InlineEditor, Submit
from ui.decompose.outline_columns import GROUP_COLUMN, NAME_COLUMN, ColumnKind
from ui.decompose.outline_entry import OutlineEntry
from ui.decompose.outline_keys import Move
from ui.decompose.outline_view import OutlineView
from ui.decompose.outline_words import OutlineWords
from ui.decompose.tree_edits import TreeEdits
from ui.refusal import Refusal
from ui.theme import Theme
from workbench.figures_typed import figure_text
from workbench.formula_entry import formula_as_typed

_MARGIN = 16
"""Between a field and the edge of the table."""
_LEAST_WIDTHS: Final = {
    ColumnKind.FORMULA: 320,
    ColumnKind.RESPONSIBILITY: 260,
    ColumnKind.UNIT: 180,
    ColumnKind.SENSE: 120,
}
"""Widths of the fields of words, which are often longer than their columns."""
_DESCRIBED: Final = {ColumnKind.UNIT, ColumnKind.SENSE, ColumnKind.RESPONSIBILITY}


class OutlineTyping(QObject):
    """Opens the field, hands over what was typed, and goes on as a spreadsheet does.

    Attributes:
        editor: the field.
    """

    commanded = Signal(str)
    """The id of an action that the way of ending asks for."""
    refused = Signal(object)
    """Refusal: nothing can be typed there."""

    def __init__(
        self,
        words: OutlineWords,
        edits: TreeEdits,
        entry: OutlineEntry,
        describing: DescribeEdits,
        view: OutlineView,
        *,
        theme: Theme,
    ) -> None:
        super().__init__(view)
        self._words = words
        self._edits = edits
        self._entry = entry
        self._describing = describing
        self._view = view
        self._kind = ColumnKind.NAME
        self._edited: KpiKey | None = None
        self.editor = InlineEditor(theme, view)
        self.editor.closed.connect(self._closed)
        self._assist = self.editor.help_formulas(words.document, words.language)
        view.typed.connect(self.type_over)
        view.scrolled.connect(self._follow)

    def type_over(self, typed: str) -> None:
        """Type into the cell of the cursor: replaces a figure, appends to words."""
        self.edit(typed=typed)

    def edit(self, *, typed: str = "") -> None:
        """Edit the cell of the cursor."""
        node, column = self._view.cursor_cell
        kpi = self._words.kpi(node) if node >= 0 else None
        kind = self._words.columns[column].kind
        if kpi is not None and kind is ColumnKind.NAME:
            new = self._edits.is_new(kpi.key)
            text = typed if new and typed else kpi.name + typed
            submit = partial(self._edits.rename, kpi.key)
            self._open(kpi.key, column, text, submit, select=new and not typed)
        elif kpi is not None and kind is ColumnKind.FORMULA:
            submit = partial(self._edits.set_formula, kpi.key)
            text = formula_as_typed(self._words.document.plan, kpi.formula) + typed
            self._open(kpi.key, column, text, submit)
        elif kpi is not None and kind in _DESCRIBED:
            self._describe(kpi, kind, column, typed)
        elif node >= 0:
            self._edit_figure(node, column, typed)

    def edit_name(self) -> None:
        """Edit the name in the row of the cursor."""
        self._view.put_cursor(self._view.cursor_cell[0], NAME_COLUMN)
        self.edit()

    def edit_formula(self) -> None:
        """Edit the formula in the row of the cursor."""
        self._view.put_cursor(self._view.cursor_cell[0], len(self._words.columns) - 1)
        self.edit()

    def drop_gone(self) -> None:
        """Close the field where its KPI is no more."""
        if self.editor.is_open and self._edited not in self._words.document.plan.kpis:
            self.editor.cancel()

    def _describe(self, kpi: Kpi, kind: ColumnKind, column: int, typed: str) -> None:
        """Edit what describes a KPI; typing replaces it."""
        key = kpi.key
        submit = partial(self._describing.set_words, key, kind)
        text = self._words.cell(self._view.cursor_cell[0], column).text
        if kind is ColumnKind.RESPONSIBILITY:
            text = self._describing.shares_text(key)
        unchanged = partial(_unless_same, text, submit)
        self._open(key, column, typed or text, submit if typed else unchanged, select=not typed)

    def _edit_figure(self, node: int, column: int, typed: str) -> None:
        refusal = self._entry.why_no_target(node, column)
        kpi, shown = self._words.kpi(node), self._words.columns[column]
        if refusal is not None or kpi is None:
            self.refused.emit(refusal)
            return
        group = self._words.document.group
        if shown.kind is ColumnKind.GROUP:
            submit: Submit = partial(self._edits.set_figure, kpi.key, group)
        else:
            submit = partial(self._edits.set_cell, kpi.key, shown.period)
        # Without the last digits, which are dust of sums.
        figure = float(f"{self._words.figure(kpi.key, shown):.12g}")
        text = typed or figure_text(figure, kpi.unit, self._words.language)
        unchanged = partial(_unless_same, text, submit)
        self._open(kpi.key, column, text, submit if typed else unchanged)

    def _open(
        self, key: KpiKey, column: int, text: str, submit: Submit, *, select: bool = False
    ) -> None:
        node = self._view.cursor_cell[0]
        self._view.scrollTo(self._view.outline.index_of(node, column))
        shown = self._words.columns[column]
        self._kind, self._edited = shown.kind, key
        rect = self._place(node, column)
        name = self._words.place(node, column)
        self.editor.open(rect, text, submit, name=name, select=select, strong=False)
        if shown.kind is ColumnKind.FORMULA:
            self._assist.start(key)

    def _follow(self) -> None:
        """Stand over the cell again after it moved."""
        if self.editor.is_open:
            node, column = self._view.cursor_cell
            self.editor.move_field(self._place(node, column))

    def _place(self, node: int, column: int) -> QRect:
        """Return where the field of a cell stands: words have room, but not out of sight."""
        rect = self._view.cell_rect(node, column)
        least = _LEAST_WIDTHS.get(self._words.columns[column].kind, 0)
        if least:
            seen = self._view.viewport().width() - rect.left() - _MARGIN
            rect.setWidth(max(min(rect.width(), seen), least))
        return rect

    def _closed(self, ending: Ending) -> None:
        key, self._edited = self._edited, None
        self._assist.stop()
        if ending is not Ending.LEFT:
            self._view.setFocus(Qt.FocusReason.OtherFocusReason)
        if key is not None and self._edits.is_new(key):
            self._edits.give_up(key)
        if ending is Ending.NEXT_FIELD:
            self._next_field()
        elif self._kind is ColumnKind.NAME:
            if ending is Ending.TABBED:
                self.commanded.emit("insert_child")
        elif ending is Ending.TABBED:
            self._view.step(Move.RIGHT)
        elif ending is Ending.BACK_TABBED:
            self._view.step(Move.LEFT)
        elif ending is Ending.ENTERED and self._kind is not ColumnKind.FORMULA:
            self._view.step(Move.DOWN)

    def _next_field(self) -> None:
        """Go on from the name to the figure, to the formula where there is one, and back."""
        node, _ = self._view.cursor_cell
        kpi = self._words.kpi(node) if node >= 0 else None
        if self._kind is ColumnKind.NAME and self._words.document.group.periods:
            self._view.put_cursor(node, GROUP_COLUMN)
            self.edit()
        elif self._kind is not ColumnKind.FORMULA and kpi is not None and kpi.formula:
            self.edit_formula()
        else:
            self.edit_name()


def _unless_same(before: str, submit: Submit, text: str) -> Refusal | None:
    """Leave a figure alone that was only looked at, which typing would round."""
    return None if text == before else submit(text)

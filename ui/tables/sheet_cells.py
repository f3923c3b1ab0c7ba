"""Copying, pasting, filling and clearing a rectangle of cells of a sheet: one undo step each."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication

from ui.clipboard_table import copied, pasted
from ui.tables.sheet_model import SheetModel
from workbench.clipboard.cells import CopiedCell
from workbench.sheets.several import Entry

_MANY = 500
"""Cells that take long enough to be entered for the cursor to say so."""
_NBSP = "\u00a0"


@dataclass(frozen=True, slots=True)
class Block:
    """A rectangle of cells: its first row and column, and the last of each."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def rows(self) -> range:
        """Its rows."""
        return range(self.top, self.bottom + 1)

    @property
    def columns(self) -> range:
        """Its columns."""
        return range(self.left, self.right + 1)


def copy(model: SheetModel, block: Block, *, headings: bool) -> None:
    """Put cells on the clipboard, as a spreadsheet reads them, with headings where wanted."""
    rows = [
        [_copied(model, row, column) for column in block.columns]
        for row in block.rows
        if row < len(model.keys)
    ]
    if headings:
        names = model.sheet.headings()
        rows.insert(0, [CopiedCell(names[column], strong=True) for column in block.columns])
    if rows:
        QGuiApplication.clipboard().setMimeData(copied(rows))


def _copied(model: SheetModel, row: int, column: int) -> CopiedCell:
    cell = model.sheet_cells(model.keys[row])[column]
    text = model.edit_text(row, column).replace(_NBSP, "")
    if cell.number is None or not text:
        return CopiedCell(model.edit_text(row, column))
    return CopiedCell(text, cell.number, percent=cell.percent)


def paste(model: SheetModel, block: Block) -> str:
    """Enter a table of the clipboard from the first cell on; return why it cannot be, or "".

    What reaches past the last row makes new ones; what was copied as one cell fills the block.
    """
    text = model.sheet.language.text
    # An empty clipboard has none.
    data = QGuiApplication.clipboard().mimeData() or QMimeData()
    table = _without_headings(model, block, pasted(data, model.sheet.language))
    if not table or not table[0]:
        return ""
    if block.left + len(table[0]) > model.columnCount():
        return text(
            "{count} columns were copied, more than there are from here on.", count=len(table[0])
        )
    alone = len(table) == len(table[0]) == 1
    rows = block.rows if alone else range(block.top, block.top + len(table))
    columns = block.columns if alone else range(block.left, block.left + len(table[0]))
    if model.rowCount() == len(model.keys) < rows.stop:
        return text("There are fewer rows from here on than were copied.")
    entries = [
        Entry(
            row, column, table[0][0] if alone else table[row - rows.start][column - columns.start]
        )
        for row in rows
        for column in columns
    ]
    return _entered(model, text("Paste cells"), _writable(model, entries))


def _without_headings(
    model: SheetModel, block: Block, table: tuple[tuple[str, ...], ...]
) -> tuple[tuple[str, ...], ...]:
    """Leave out the headings that a copy of everything starts with."""
    here = model.sheet.headings()[block.left :]
    if len(table) > 1 and table[0] == here[: len(table[0])]:
        return table[1:]
    return table


def fill_down(model: SheetModel, block: Block) -> str:
    """Take the cells of the first row, or those above a lone row, downwards."""
    top = block.top - 1 if block.top == block.bottom else block.top
    if top < 0:
        return ""
    entries = [
        Entry(row, column, model.edit_text(top, column))
        for row in range(top + 1, block.bottom + 1)
        for column in block.columns
        if row < len(model.keys)
    ]
    return _entered(model, model.sheet.language.text("Fill down"), _writable(model, entries))


def clear(model: SheetModel, block: Block) -> str:
    """Take what cells hold away; rows go whose names would."""
    whole = len(block.columns) == model.columnCount()
    if whole or model.sheet.name_column in block.columns:
        return remove(model, block)
    entries = [
        Entry(row, column, "")
        for row in block.rows
        for column in block.columns
        if row < len(model.keys)
    ]
    return _entered(model, model.sheet.language.text("Clear cells"), _writable(model, entries))


def remove(model: SheetModel, block: Block) -> str:
    """Take the rows of cells away; return why they cannot be, or ""."""
    sentence = model.why_not_removed(block.rows)
    if not sentence:
        model.remove(block.rows)
    return sentence


def _writable(model: SheetModel, entries: list[Entry]) -> list[Entry]:
    """Leave out cells that are worked out."""
    fixed = {
        column
        for column in range(model.columnCount())
        if model.keys and model.sheet_cells(model.keys[0])[column].edit is None
    }
    return [entry for entry in entries if entry.column not in fixed]


def _entered(model: SheetModel, label: str, entries: list[Entry]) -> str:
    """Enter what differs from what is there; return why it cannot be, or ""."""
    differing = [
        entry
        for entry in entries
        if entry.row >= len(model.keys) or entry.text != model.edit_text(entry.row, entry.column)
    ]
    if not differing:
        return ""
    many = len(differing) > _MANY
    if many:
        QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        return model.enter_all(label, differing)
    finally:
        if many:
            QGuiApplication.restoreOverrideCursor()

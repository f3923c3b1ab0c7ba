"""Tables on the clipboard as spreadsheets write them: tabs between cells, and as HTML."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from PySide6.QtCore import QMimeData

from models.kpi import Unit
from workbench.clipboard.cells import CopiedCell
from workbench.clipboard.html_table import PastedCell, read_html, write_html
from workbench.figures_typed import SHARE, figure_text
from workbench.language import Language

Texts = tuple[tuple[str, ...], ...]


def copied(rows: Sequence[Sequence[CopiedCell]]) -> QMimeData:
    """Return a table for the clipboard: as lines of text, and as HTML with every digit."""
    data = QMimeData()
    data.setText(table_text([[cell.text for cell in row] for row in rows]))
    data.setHtml(write_html(rows))
    return data


def pasted(data: QMimeData, language: Language) -> Texts:
    """Return the table that a spreadsheet put on the clipboard, as people would type it.

    Lines of text are read first; where HTML holds the same table it adds the digits that are
    not shown, and where the text is no table the HTML is read alone.
    """
    rows = read_table(data.text()) if data.hasText() else ()
    web = read_html(data.html()) if data.hasHtml() else ()
    if not web or not web[0]:
        return rows
    if not rows:
        return _typed(web, language)
    if len(rows) != len(web) or len(rows[0]) != len(web[0]):
        lone = len(rows) == len(rows[0]) == 1
        return _typed(web, language) if lone else rows
    return tuple(
        tuple(
            _words(cell, language) if cell.number is not None and _alike(text, cell.text) else text
            for text, cell in zip(row, beside, strict=True)
        )
        for row, beside in zip(rows, web, strict=True)
    )


def _typed(rows: tuple[tuple[PastedCell, ...], ...], language: Language) -> Texts:
    return tuple(tuple(_words(cell, language) for cell in row) for row in rows)


def _words(cell: PastedCell, language: Language) -> str:
    """Return a cell as somebody would type it, its figure with all digits."""
    if cell.number is None:
        return cell.text
    unit = SHARE if "%" in cell.text else Unit()
    return figure_text(cell.number, unit, language).replace("\u00a0", "")


def _alike(one: str, other: str) -> bool:
    return "".join(one.split()) == "".join(other.split())


def table_text(rows: Sequence[Sequence[str]]) -> str:
    """Write rows as a spreadsheet puts them on the clipboard."""
    written = io.StringIO()
    csv.writer(written, delimiter="\t", lineterminator="\n").writerows(rows)
    return written.getvalue().removesuffix("\n")


def read_table(text: str) -> Texts:
    """Read what a spreadsheet put on the clipboard; short rows are filled up with nothing.

    A quotation mark that nothing closes is one that was written, as LibreOffice does. Empty
    where it is no table, such as a text of a hundred thousand letters.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
    try:
        read = csv.reader(io.StringIO(lines), delimiter="\t", strict=True)
        rows = [tuple(row) or ("",) for row in read]
    except csv.Error:
        if len(lines) > csv.field_size_limit():
            return ()
        rows = [tuple(line.split("\t")) for line in lines.split("\n")]
    width = max((len(row) for row in rows), default=0)
    return tuple(row + ("",) * (width - len(row)) for row in rows)

"""Tables on the clipboard as HTML, which keeps what a line of text loses: digits and indents.

Excel reads the figure of a cell from ``x:num`` and its format from ``mso-number-format``,
LibreOffice from ``sdval`` and ``sdnum``; everything else reads the text.
"""

from __future__ import annotations

import html
import math
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Final

from typing_extensions import override

from workbench.clipboard.cells import CopiedCell

_LONGEST: Final = 10_000_000
"""Characters of HTML that are looked at."""
_MOST_CELLS: Final = 200_000
_WIDEST: Final = 1_000
"""Columns that one cell may take."""
_UNSEEN: Final = frozenset({"script", "style", "head", "title"})
_BREAKS: Final = frozenset({"br", "p", "div", "li"})


@dataclass(frozen=True, slots=True)
class PastedCell:
    """One cell that a spreadsheet put on the clipboard.

    Attributes:
        text: what it shows.
        number: the figure behind it with all digits; None where it does not say.
    """

    text: str = ""
    number: float | None = None


def write_html(rows: Sequence[Sequence[CopiedCell]]) -> str:
    """Write rows as a table that spreadsheets read with all digits, and words as words."""
    lines = ["<tr>" + "".join(map(_written, row)) + "</tr>" for row in rows]
    return (
        '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head>'
        '<meta charset="utf-8"></head><body><table>' + "".join(lines) + "</table></body></html>"
    )


def _written(cell: CopiedCell) -> str:
    words = cell.text
    if cell.number is None:
        # Figures hold nothing that HTML means.
        words = html.escape(words).replace("\n", "<br>")
    if cell.strong:
        words = f"<b>{words}</b>"
    if cell.number is None:
        indent = f"padding-left:{cell.level * 12}px;mso-char-indent-count:{cell.level};"
        # As text: a name that starts with = must not become a formula.
        style = 'mso-number-format:"\\@";' + (indent if cell.level else "")
        text = f"<td style='{style}' sdnum=\"1033;0;@\">{words}</td>"
        return text if cell.text else "<td></td>"
    exact = repr(cell.number)
    style = 'mso-number-format:"0\\.00%";' if cell.percent else "mso-number-format:General;"
    shown = "1033;0;0.00%" if cell.percent else "1033;"
    return (
        f'<td align="right" style=\'{style}\' x:num="{exact}" '
        f'sdval="{exact}" sdnum="{shown}">{words}</td>'
    )


def read_html(source: str) -> tuple[tuple[PastedCell, ...], ...]:
    """Read the first table of HTML; short rows are filled up. Empty where there is none."""
    if "<table" not in source[:_LONGEST].lower():
        return ()
    reader = _TableReader()
    with suppress(_FullError):
        reader.feed(source[:_LONGEST])
        reader.close()
    return reader.rows()


class _FullError(Exception):
    """More cells than a table may have."""


class _TableReader(HTMLParser):
    """Collects the cells of the first table; a table within a cell is words of that cell."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._depth = 0
        self._done = False
        self._unseen = 0
        self._rows: list[list[PastedCell]] = []
        self._held: dict[int, int] = {}
        self._words: list[str] | None = None
        self._attributes: dict[str, str] = {}
        self._count = 0

    def rows(self) -> tuple[tuple[PastedCell, ...], ...]:
        """Return what was read; a table that ends too early ends there."""
        with suppress(_FullError):
            self._end_cell()
        width = max((len(row) for row in self._rows), default=0)
        return tuple(tuple(row) + (PastedCell(),) * (width - len(row)) for row in self._rows)

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Start a table, row, cell or line."""
        if self._done:
            return
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag == "table":
            self._depth += 1
        elif self._depth == 1 and tag == "tr":
            self._start_row()
        elif self._depth == 1 and tag in {"td", "th"}:
            self._start_cell({name: value or "" for name, value in attrs})
        elif tag in _BREAKS and self._words:
            self._words.append("\n")

    @override
    def handle_endtag(self, tag: str) -> None:
        """End what was started."""
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif tag == "table" and self._depth:
            self._depth -= 1
            if self._depth == 0:
                self._end_cell()
                self._done = True
        elif self._depth == 1 and tag in {"td", "th", "tr"}:
            self._end_cell()

    @override
    def handle_data(self, data: str) -> None:
        """Take the words of a cell."""
        if self._words is not None and not self._unseen:
            # Source is wrapped anywhere; only a no-break space is meant.
            lead = " " if data[:1].isspace() else ""
            tail = " " if data[-1:].isspace() else ""
            self._words.append(lead + " ".join(data.split()) + tail)

    def _start_row(self) -> None:
        self._end_cell()
        self._held = {column: left - 1 for column, left in self._held.items() if left > 1}
        self._tally()
        self._rows.append([])
        self._skip_held()

    def _skip_held(self) -> None:
        """Leave out cells that one of a row above reaches down to."""
        row = self._rows[-1]
        while len(row) in self._held:
            self._add(PastedCell())

    def _start_cell(self, attributes: dict[str, str]) -> None:
        self._end_cell()
        if not self._rows:
            self._start_row()
        self._attributes = attributes
        self._words = []

    def _end_cell(self) -> None:
        if self._words is None:
            return
        lines = "".join(self._words).split("\n")
        self._words = None
        text = "\n".join(" ".join(line.split(" ")).strip() for line in lines).strip()
        row, attributes = self._rows[-1], self._attributes
        first = len(row)
        self._add(PastedCell(text, _number(attributes, text)))
        for _ in range(_span(attributes, "colspan") - 1):
            self._add(PastedCell())
        down = _span(attributes, "rowspan")
        if down > 1:
            self._held.update(dict.fromkeys(range(first, len(row)), down))
        self._skip_held()

    def _add(self, cell: PastedCell) -> None:
        self._tally()
        self._rows[-1].append(cell)

    def _tally(self) -> None:
        if self._count >= _MOST_CELLS:
            raise _FullError
        self._count += 1


def _span(attributes: dict[str, str], name: str) -> int:
    written = attributes.get(name, "1").strip()
    return min(int(written), _WIDEST) if written.isascii() and written.isdigit() else 1


def _number(attributes: dict[str, str], text: str) -> float | None:
    written = attributes.get("x:num") or attributes.get("sdval")
    if not written or not text:
        return None
    try:
        number = float(written)
    except ValueError:
        return None
    return number if math.isfinite(number) else None

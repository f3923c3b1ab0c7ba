"""The sheet of checks: whether the workbook still says what the program worked out.

Figures of the program can only be compared while the inputs are those of the export; so
every input is kept here as it was, and the sheet says which of them have changed since.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, final

from models.kpi import Kpi
from workbench.excel.book import Book, InputRow, Page
from workbench.excel.cells import Cell
from workbench.excel.names import MONEY_DIGITS, PAYOUTS_COST, PAYOUTS_TOTAL
from workbench.excel.scorecards_sheet import PayCells
from workbench.excel.styles import (
    BAD_INK,
    BAD_PAPER,
    GOOD_INK,
    GOOD_PAPER,
    WARN_INK,
    WARN_PAPER,
    Style,
)
from workbench.excel.subject import Subject
from workbench.payout_words import no_payout_sentence
from workbench.place_words import person_name

_MOST_LINKS: Final = 60_000
"""Excel takes 65,530 links on a sheet."""

_NAME, _PROGRAM, _WORKBOOK, _DIFFERENCE, _STATE, _NOTE = range(6)
_FIRST_KEPT: Final = 3
"""Column of the first input as it was; name, place and state stand before it."""

GOOD: Final = "✓"
BAD: Final = "✗"
CHANGED: Final = "✎"


def write_checks(book: Book, page: Page, subject: Subject, pay: PayCells) -> Cell:
    """Write the sheet and return the cell that says whether all is well."""
    return _ChecksSheet(book, page, subject, pay).write()


@final
class _ChecksSheet:
    def __init__(self, book: Book, page: Page, subject: Subject, pay: PayCells) -> None:
        self._book = book
        self._page = page
        self._subject = subject
        self._plan = subject.plan
        self._language = subject.language
        self._pay = pay
        self._inputs: Sequence[InputRow] = tuple(book.inputs)
        widest = max((len(row.values) for row in self._inputs), default=1)
        self._last = max(_FIRST_KEPT + widest - 1, _NOTE + 3)
        self._states: list[tuple[Cell, Cell]] = []

    def write(self) -> Cell:
        page, text = self._page, self._language.text
        page.sheet.set_column(0, 0, 46)
        page.sheet.set_column(1, 3, 17)
        page.sheet.set_column(4, self._last, 14)
        page.title(
            self._subject.sheets.checks,
            text("{plan} · scenario {scenario}. Compared with the program, {note}.",
                 plan=self._plan.name, scenario=self._subject.scenario_name,
                 note=self._subject.snapshot_note()),
            self._last,
        )  # fmt: skip
        page.text(3, 0, text("All checks"), Style.STRONG)
        page.text(4, 0, text("Inputs changed since the export"), Style.TEXT)
        page.text(5, 0, text("Figures that differ from the program"), Style.TEXT)
        page.sheet.set_row(3, 24)
        row = self._figures(7)
        row = self._weights(row + 1)
        last = self._kept(row + 1)
        verdict = self._verdict()
        page.set_up(last, self._last, repeat=2, down=2, across=1)
        return verdict

    def _verdict(self) -> Cell:
        page, text = self._page, self._language.text
        changed, differing = page.cell(4, 1), page.cell(5, 1)
        counts = "+".join(
            f'COUNTIF({first.address}:{last.address},"{BAD}*")' for first, last in self._states
        )
        page.formula(5, 1, f"={counts or '0'}", 0.0, "0")
        good = text("OK: the workbook says what the program says")
        stale = text("Inputs changed since the export: nothing to compare with")
        wrong = text("Not OK: see the lines marked {sign}", sign=BAD)
        formula = (
            f'=IF({changed.address}>0,"{CHANGED} {stale}",'
            f'IF({differing.address}=0,"{GOOD} {good}","{BAD} {wrong}"))'
        )
        cell = page.formula(3, 1, formula, f"{GOOD} {good}", "", Style.STATUS, align="left")
        for column in range(2, 5):
            page.blank(3, column, column, Style.STATUS)
        self._colour(cell.row, 1, cell.row, 4, anchor="$B$4")
        return cell

    def _colour(self, row: int, column: int, last: int, last_column: int, anchor: str) -> None:
        """Colour cells by the sign that the text of ``anchor`` starts with."""
        for sign, ink, paper in (
            (GOOD, GOOD_INK, GOOD_PAPER),
            (BAD, BAD_INK, BAD_PAPER),
            (CHANGED, WARN_INK, WARN_PAPER),
        ):
            form = self._book.format({"font_color": ink, "bg_color": paper})
            rule = {"type": "formula", "criteria": f'=LEFT({anchor},1)="{sign}"', "format": form}
            self._page.sheet.conditional_format(row, column, last, last_column, rule)

    # Figures against those of the program

    def _figures(self, row: int) -> int:
        text, subject = self._language.text, self._subject
        start = self._table(row, text("Totals of the KPIs"))
        at = start
        for tree_row in subject.tree.rows:
            if tree_row.is_step:
                continue
            kpi: Kpi = self._plan.kpis[tree_row.kpi]
            value = float(subject.values.total(kpi.key, subject.scenario))
            look = subject.figure_format(kpi, value)
            source = subject.tree.total_cell(kpi.key).seen_from(self._page.name)
            self._comparison(at, kpi.name or kpi.key, value, source, look)
            at += 1
        self._close(start, at)
        start = at = self._table(at + 1, text("Payouts"))
        money = subject.money()
        for person, cell in self._pay.payouts.items():
            paid = subject.payouts.of(person)
            value = None if paid.payout is None else float(paid.payout)
            source = None if cell is None else cell.seen_from(self._page.name)
            self._comparison(at, person_name(self._plan, person), value, source, money, money=True)
            if paid.reason is not None:
                words = no_payout_sentence(paid.reason, self._plan, subject.language)
                self._page.text(at, _NOTE, words, Style.QUIET)
            at += 1
        for label, figure, name in (
            (text("Total of payouts"), subject.payouts.total, PAYOUTS_TOTAL),
            (text("Cost with employer charges"), subject.payouts.cost, PAYOUTS_COST),
        ):
            value = None if figure is None else float(figure)
            self._comparison(at, label, value, name.name, money, money=True)
            at += 1
        self._close(start, at)
        return at

    def _table(self, row: int, title: str) -> int:
        text = self._language.text
        self._page.section(row, title, self._last)
        heads = (title, text("Program, at export"), text("Workbook"), text("Difference"), "", "")
        for column, label in enumerate(heads):
            style = Style.FIGURE_HEADER if 0 < column < _STATE else Style.HEADER
            self._page.text(row + 1, column, label, style)
        self._page.head_height(row + 1, heads[1:], 17)
        return row + 2

    def _close(self, first: int, end: int) -> None:
        if end > first:
            cells = (self._page.cell(first, _STATE), self._page.cell(end - 1, _STATE))
            self._states.append(cells)
            self._colour(first, _STATE, end - 1, _STATE, f"$E{first + 1}")

    def _comparison(
        self,
        row: int,
        name: str,
        value: float | None,
        source: str | None,
        look: str,
        *,
        money: bool = False,
    ) -> None:
        page = self._page
        page.text(row, _NAME, name)
        kept = page.put(row, _PROGRAM, value, Style.SNAPSHOT, look).address
        formula = '=""' if source is None else f'=IF(ISNUMBER({source}),{source},"")'
        there = page.formula(row, _WORKBOOK, formula, value, look).address
        known = value is not None and value == value  # noqa: PLR0124
        page.formula(
            row,
            _DIFFERENCE,
            f'=IF(COUNT({kept},{there})=2,{there}-{kept},"")',
            0.0 if known else None,
            look,
        )
        near = (
            f"ROUND({there}-{kept},{MONEY_DIGITS.name})=0"
            if money
            else f"ABS({there}-{kept})<=1E-9*MAX(ABS({there}),ABS({kept}))"
        )
        # Neither having a value is agreement too: no value is never zero.
        agrees = f"IF(COUNT({kept},{there})=2,{near},COUNT({kept},{there})=0)"
        formula = f'=IF($B$5>0,"{CHANGED}",IF({agrees},"{GOOD}","{BAD}"))'
        page.formula(row, _STATE, formula, GOOD, "", Style.STATUS)

    # Weights

    def _weights(self, row: int) -> int:
        text = self._language.text
        self._page.section(row, text("Weights of the scorecards"), self._last)
        heads = (text("Position"), text("Sum of weights"), "", text("Missing"), "")
        for column, label in enumerate(heads):
            style = Style.FIGURE_HEADER if 0 < column < _STATE else Style.HEADER
            self._page.text(row + 1, column, label, style)
        at = row + 2
        look = "0.0 %"
        for title, cell, worth in self._pay.weights:
            page = self._page
            page.text(at, 0, title)
            source = page.formula(at, 1, f"={cell.seen_from(page.name)}", worth, look).address
            page.blank(at, 2, 2, Style.TEXT)
            page.formula(at, 3, f"=1-{source}", 1 - worth, look)
            sums = f"ABS({source}-1)<=0.000001"
            state = GOOD if abs(worth - 1) <= 1e-6 else CHANGED
            page.formula(at, 4, f'=IF({sums},"{GOOD}","{CHANGED}")', state, "", Style.STATUS)
            at += 1
        if at > row + 2:
            self._colour(row + 2, _STATE, at - 1, _STATE, f"$E{row + 3}")
        return at

    # Inputs as they were

    def _kept(self, row: int) -> int:
        page, text = self._page, self._language.text
        page.section(row, text("Inputs as they were at the export"), self._last)
        for column in range(self._last + 1):
            page.blank(row + 1, column, column, Style.HEADER)
        page.text(row + 1, 0, text("Input"), Style.HEADER)
        page.text(row + 1, 1, text("Where"), Style.HEADER)
        page.text(row + 1, 2, text("Changed cells"), Style.FIGURE_HEADER)
        first = row + 2
        for at, kept in enumerate(self._inputs):
            self._kept_row(first + at, at, kept)
        end = first + max(len(self._inputs), 1) - 1
        counts = f"{page.cell(first, 2).address}:{page.cell(end, 2).address}"
        page.formula(4, 1, f"=SUM({counts})", 0.0, "0")
        form = self._book.format({"font_color": WARN_INK, "bg_color": WARN_PAPER})
        rule = {"type": "formula", "criteria": f"=$C{first + 1}>0", "format": form}
        page.sheet.conditional_format(first, 0, end, 2, rule)
        return end

    def _kept_row(self, row: int, number: int, kept: InputRow) -> None:
        page = self._page
        page.text(row, 0, kept.label)
        where = kept.range(page.name)
        shown = where.replace("'", "")
        if number < _MOST_LINKS:
            form = self._book.format(
                {"font_name": "Calibri", "font_size": 10, "font_color": "#1447D4", "underline": 1}
            )
            page.sheet.write_url(row, 1, f"internal:{where}", form, shown[:200])
        else:
            page.text(row, 1, shown, Style.QUIET)
        for at, (value, look) in enumerate(zip(kept.values, kept.formats, strict=True)):
            page.put(row, _FIRST_KEPT + at, value, Style.SNAPSHOT, look)
        first = page.cell(row, _FIRST_KEPT)
        last = page.cell(row, _FIRST_KEPT + len(kept.values) - 1)
        stored = first.address if first == last else f"{first.address}:{last.address}"
        # An empty cell equals 0, so that kinds are compared as well as figures.
        differs = f"({where}<>{stored})+(ISNUMBER({where})<>ISNUMBER({stored}))"
        page.formula(row, 2, f"=SUMPRODUCT(--({differs}>0))", 0.0, "0", Style.SNAPSHOT)

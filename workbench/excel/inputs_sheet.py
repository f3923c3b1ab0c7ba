"""The sheet of inputs: what drivers are worth, history, literals of formulas, settings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, final

from babel.numbers import get_currency_precision

from models.formula_parser import FormulaError, parse
from models.formula_tree import Number
from models.keys import BASE, KpiKey
from models.kpi import Kpi, UnitKind
from workbench.excel.book import Book, Page
from workbench.excel.cells import Cell, Named
from workbench.excel.formula_translation import named_literals
from workbench.excel.layout import HEAD_ROWS
from workbench.excel.names import CHARGES, EQUAL_WITHIN, MONEY_DIGITS, literal_name
from workbench.excel.styles import Style, decimal_format, share_format
from workbench.excel.subject import Subject

TOLERANCE: Final = 1e-12
_FIRST: Final = 2
"""Column of the first period; name and unit stand before it."""


@final
class InputCells:
    """Where the inputs stand that formulas read."""

    def __init__(self) -> None:
        """Start without any."""
        self.drivers: dict[KpiKey, Cell] = {}
        self.history: dict[tuple[KpiKey, int], Cell] = {}
        self.literals: dict[tuple[str, int], Named] = {}

    def driver(self, key: KpiKey, period: int) -> Cell:
        """Return the input cell of a driver in a period."""
        return self.drivers[key].right(period)


def write_inputs(book: Book, page: Page, subject: Subject) -> InputCells:
    """Write the sheet and return where its inputs stand."""
    return _InputsSheet(book, page, subject).write()


class _InputsSheet:
    def __init__(self, book: Book, page: Page, subject: Subject) -> None:
        self._book = book
        self._page = page
        self._subject = subject
        self._plan = subject.plan
        self._language = subject.language
        self._cells = InputCells()
        count = subject.plan.calendar.count
        longest = max((len(kpi.history) for kpi in subject.plan.kpis.values()), default=0)
        self._width = max(count, longest, 3)
        self._source = _FIRST + self._width
        self._last = self._source + 1

    def write(self) -> InputCells:
        text = self._language.text
        page = self._page
        page.sheet.set_column(0, 0, 40)
        page.sheet.set_column(1, 1, 25)
        page.sheet.set_column(_FIRST, self._source - 1, 12)
        page.sheet.set_column(self._source, self._source, 34)
        page.sheet.set_column(self._last, self._last, 44)
        subtitle = text(
            "{plan} · scenario {scenario}. Blue figures on yellow may be changed; "
            "everything else follows.",
            plan=self._plan.name,
            scenario=self._subject.scenario_name,
        )
        page.title(self._subject.sheets.inputs, subtitle, self._last)
        row = self._drivers(2)
        row = self._history(row)
        row = self._literals(row)
        row = self._settings(row)
        page.set_up(row - 1, self._last, repeat=HEAD_ROWS, down=HEAD_ROWS, across=_FIRST)
        return self._cells

    def _header(self, row: int, labels: Sequence[str], source: str, note: str) -> None:
        page = self._page
        first = self._language.text("KPI") if source else self._language.text("Setting")
        page.text(row, 0, first, Style.HEADER)
        page.text(row, 1, self._language.text("Unit") if source else "", Style.HEADER)
        page.blank(row, _FIRST, self._source - 1, Style.FIGURE_HEADER)
        for at, label in enumerate(labels):
            page.text(row, _FIRST + at, label, Style.FIGURE_HEADER)
        page.text(row, self._source, source, Style.HEADER, indent=1)
        page.text(row, self._last, note, Style.HEADER)
        page.sheet.set_row(row, 20)

    def _drivers(self, row: int) -> int:
        text = self._language.text
        calendar = self._plan.calendar
        self._page.section(row, text("Drivers"), self._last)
        labels = [self._language.period_label(calendar, at) for at in range(calendar.count)]
        self._header(row + 1, labels, text("Source"), text("Note"))
        row += 2
        for row_key in self._subject.tree.rows:
            kpi = self._plan.kpis[row_key.kpi]
            if not row_key.is_step and kpi.is_driver:
                row = self._driver(row, kpi)
        return row + 1

    def _driver(self, row: int, kpi: Kpi) -> int:
        shown = [float(x) for x in self._subject.values.of(kpi.key, self._subject.scenario)]
        values = [x if x == x else None for x in shown]  # noqa: PLR0124
        look = self._subject.figure_format(kpi, *values)
        self._head_cells(row, kpi)
        share = kpi.unit.kind is UnitKind.SHARE
        first = self._page.inputs(row, _FIRST, values, look, label=kpi.name, share=share)
        self._cells.drivers[kpi.key] = first
        self._tail_cells(row, kpi.source, kpi.note)
        if self._overridden(kpi.key):
            row += 1
            self._page.text(
                row,
                0,
                self._language.text("base, which the scenario overrides"),
                Style.QUIET,
                indent=2,
                italic=True,
            )
            self._page.blank(row, 1, self._last, Style.QUIET)
            for at in range(self._plan.calendar.count):
                value = kpi.values[at] if at < len(kpi.values) else None
                self._page.put(row, _FIRST + at, value, Style.SNAPSHOT, look)
        return row + 1

    def _overridden(self, key: KpiKey) -> bool:
        if self._subject.scenario == BASE:
            return False
        override = self._plan.scenarios[self._subject.scenario].overrides.get(key)
        return override is not None and any(
            x is not None for x in (*override.values, *override.factors)
        )

    def _head_cells(self, row: int, kpi: Kpi) -> None:
        unit = self._language.unit_name(kpi.unit, self._plan.currency)
        self._page.text(row, 0, kpi.name or kpi.key)
        self._page.text(row, 1, unit, Style.QUIET)
        self._page.blank(row, _FIRST, self._source - 1, Style.TEXT)

    def _tail_cells(self, row: int, source: str, note: str) -> None:
        self._page.text(row, self._source, source, Style.QUIET, indent=1)
        self._page.text(row, self._last, note, Style.QUIET)

    def _history(self, row: int) -> int:
        kept = [kpi for kpi in self._plan.kpis.values() if kpi.history]
        if not kept:
            return row
        text = self._language.text
        longest = max(len(kpi.history) for kpi in kept)
        self._page.section(row, text("History: the periods before the plan"), self._last)
        labels = [text("{count} before", count=longest - at) for at in range(longest)]
        self._header(row + 1, labels, text("Source"), text("Note"))
        row += 2
        for kpi in kept:
            self._head_cells(row, kpi)
            offset = longest - len(kpi.history)
            look = self._subject.figure_format(kpi, *kpi.history)
            label = text("{kpi}, history", kpi=kpi.name)
            first = self._page.inputs(row, _FIRST + offset, kpi.history, look, label=label)
            for at, value in enumerate(kpi.history):
                if value is not None:
                    self._cells.history[kpi.key, at - len(kpi.history)] = first.right(at)
            self._tail_cells(row, kpi.source, "")
            row += 1
        return row + 1

    def _literals(self, row: int) -> int:
        text = self._language.text
        started = False
        for kpi in self._plan.kpis.values():
            numbers = _literals_of(kpi)
            if numbers and not started:
                started = True
                self._page.section(row, text("Figures that stand in formulas"), self._last)
                labels = [text("Value"), text("Name")]
                self._header(row + 1, labels, text("Formula"), "")
                row += 2
            for count, number in enumerate(numbers, start=1):
                self._literal(row, kpi, number, count)
                row += 1
        return row + 1 if started else row

    def _literal(self, row: int, kpi: Kpi, number: Number, count: int) -> None:
        self._head_cells(row, kpi)
        self._page.text(row, 1, "", Style.QUIET)
        name = literal_name(kpi.key, count)
        label = self._language.text("{kpi}, figure {count}", kpi=kpi.name, count=count)
        look = decimal_format(_digits(number.value))
        cell = self._page.inputs(row, _FIRST, (number.value,), look, label=label)
        self._cells.literals[kpi.key, number.position] = self._book.define(name.name, cell)
        self._page.text(row, _FIRST + 1, name.name, Style.QUIET, indent=1)
        self._tail_cells(row, kpi.formula, "")

    def _settings(self, row: int) -> int:
        text = self._language.text
        self._page.section(row, text("Settings"), self._last)
        self._header(row + 1, [text("Value"), text("Name")], "", "")
        digits = float(get_currency_precision(self._plan.currency))
        settings = (
            (text("Employer charges on payouts"), CHARGES, self._plan.charges, share_format(1)),
            (text("Digits of the currency’s minor unit"), MONEY_DIGITS, digits, "0"),
            (text("Two figures are equal within (relative)"), EQUAL_WITHIN, TOLERANCE, "0E+00"),
        )
        row += 2
        for label, name, value, look in settings:
            self._page.text(row, 0, label)
            self._page.blank(row, 1, self._last, Style.TEXT)
            cell = self._page.inputs(row, _FIRST, (value,), look, label=label)
            self._book.define(name.name, cell)
            self._page.text(row, _FIRST + 1, name.name, Style.QUIET, indent=1)
            row += 1
        return row


def _literals_of(kpi: Kpi) -> tuple[Number, ...]:
    if kpi.is_driver:
        return ()
    try:
        return named_literals(parse(kpi.formula))
    except FormulaError:
        return ()


def _digits(value: float) -> int:
    """Return how many digits behind the decimal mark show all of ``value``."""
    written = f"{value:.12f}".rstrip("0")
    return min(len(written.split(".")[1]), 12) if "." in written else 0

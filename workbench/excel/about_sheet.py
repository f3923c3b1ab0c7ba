"""The first sheet: what this workbook is, what it comes to, whose pay it holds, how to read it."""

from __future__ import annotations

from typing import Final, final

from models.kpi import KpiRole
from workbench.excel.book import Book, Page, lines_of
from workbench.excel.cells import Cell, quoted_sheet
from workbench.excel.names import PAYOUTS_COST, PAYOUTS_TOTAL
from workbench.excel.scorecards_sheet import PayCells
from workbench.excel.styles import (
    BAD_INK,
    BAD_PAPER,
    GOOD_INK,
    GOOD_PAPER,
    INPUT_INK,
    WARN_INK,
    WARN_PAPER,
    Style,
)
from workbench.excel.subject import Subject
from workbench.place_words import design_name, person_name, position_name

_LAST: Final = 3
_HEADLINES: Final = (KpiRole.PROFIT, KpiRole.CLIENTS, KpiRole.ARPU)


def write_about(book: Book, page: Page, subject: Subject, pay: PayCells, verdict: Cell) -> None:
    """Write the sheet; ``verdict`` says whether all checks are well."""
    _AboutSheet(book, page, subject, pay, verdict).write()


@final
class _AboutSheet:
    def __init__(
        self, book: Book, page: Page, subject: Subject, pay: PayCells, verdict: Cell
    ) -> None:
        self._book = book
        self._page = page
        self._subject = subject
        self._plan = subject.plan
        self._language = subject.language
        self._pay = pay
        self._verdict = verdict

    def write(self) -> None:
        page, text = self._page, self._language.text
        page.sheet.set_column(0, 0, 34)
        page.sheet.set_column(1, 1, 26)
        page.sheet.set_column(2, 2, 26)
        page.sheet.set_column(3, 3, 38)
        page.title(
            self._plan.name or text("Plan"),
            text("KPI tree, scorecards and payouts, with live formulas"),
            _LAST,
        )
        row = self._facts(3)
        row = self._figures(row + 1)
        row = self._sheets(row + 1)
        row = self._legend(row + 1)
        row = self._people(row + 1)
        page.set_up(row - 1, _LAST, repeat=0, down=0, across=0)
        page.sheet.set_portrait()
        page.sheet.activate()

    def _fact(self, row: int, label: str, value: str) -> None:
        self._page.text(row, 0, label, Style.QUIET)
        self._page.text(row, 1, value, Style.STRONG)
        self._page.blank(row, 2, _LAST, Style.TEXT)

    def _facts(self, row: int) -> int:
        text, subject, plan = self._language.text, self._subject, self._plan
        program = subject.payouts.program
        group = program.group
        design = "" if program.design is None else design_name(plan, program.design.key)
        made = subject.made
        clock = f"{made.hour:02}:{made.minute:02}"
        calendar = plan.calendar
        first = subject.language.period_label(calendar, 0)
        last = subject.language.period_label(calendar, calendar.count - 1)
        facts = [
            (text("Scenario"), subject.scenario_name),
            (text("Design of the scorecards"), design or "—"),
            (text("Periods"), f"{first} – {last}"),
            (text("Paid for"), "—" if group is None else subject.language.group_label(group)),
            (text("Currency"), f"{plan.currency} ({subject.symbol})"),
            (text("Exported"), f"{subject.language.date(made)}, {clock}"),
        ]
        if plan.note:
            facts.append((text("Note"), " ".join(plan.note.split())))
        for at, (label, value) in enumerate(facts):
            self._fact(row + at, label, value)
        if plan.note:
            self._wrapped(row + len(facts) - 1, 1, facts[-1][1])
        return row + len(facts)

    def _wrapped(self, row: int, column: int, words: str) -> None:
        """Write words over the rest of the line, on as many lines as they need."""
        form = self._book.format(
            {"font_name": "Calibri", "font_size": 10, "text_wrap": True, "valign": "vcenter"}
        )
        self._page.sheet.merge_range(row, column, row, _LAST, words, form)
        self._page.sheet.set_row(row, 13.5 * lines_of(words, 84 if column else 112) + 4)

    def _figures(self, row: int) -> int:
        text, subject, page = self._language.text, self._subject, self._page
        page.section(row, text("What it comes to"), _LAST)
        at = row + 1
        for role in _HEADLINES:
            kpi = next((kpi for kpi in self._plan.kpis.values() if kpi.role is role), None)
            if kpi is None:
                continue
            value = float(subject.values.total(kpi.key, subject.scenario))
            source = subject.tree.total_cell(kpi.key).seen_from(page.name)
            self._figure(at, kpi.name or kpi.key, source, value, subject.figure_format(kpi, value))
            at += 1
        total, cost = subject.payouts.total, subject.payouts.cost
        for label, figure, name in (
            (text("Total of payouts"), total, PAYOUTS_TOTAL),
            (text("Cost with employer charges"), cost, PAYOUTS_COST),
        ):
            value = None if figure is None else float(figure)
            self._figure(at, label, name.name, value, subject.money())
            at += 1
        page.text(at, 0, text("All checks"), Style.QUIET)
        page.blank(at, 1, _LAST, Style.TEXT)
        source = self._verdict.seen_from(page.name)
        words = text("OK: the workbook says what the program says")
        page.formula(at, 1, f"={source}", f"✓ {words}", "", Style.STATUS, align="left")
        for sign, ink, paper in (
            ("✓", GOOD_INK, GOOD_PAPER), ("✗", BAD_INK, BAD_PAPER), ("✎", WARN_INK, WARN_PAPER)
        ):  # fmt: skip
            form = self._book.format({"font_color": ink, "bg_color": paper})
            criteria = f'=LEFT($B${at + 1},1)="{sign}"'
            rule = {"type": "formula", "criteria": criteria, "format": form}
            page.sheet.conditional_format(at, 1, at, _LAST, rule)
        return at + 1

    def _figure(self, row: int, label: str, source: str, value: float | None, look: str) -> None:
        page = self._page
        page.text(row, 0, label, Style.QUIET)
        formula = f'=IF(ISNUMBER({source}),{source},"")'
        page.formula(row, 1, formula, value, look, Style.TOTAL)
        page.blank(row, 2, _LAST, Style.TEXT)

    def _sheets(self, row: int) -> int:
        text, page, names = self._language.text, self._page, self._subject.sheets
        page.section(row, text("Sheets"), _LAST)
        described = (
            (names.inputs, text("What drivers are worth per period, and the settings.")),
            (names.tree, text("Every KPI per period and year, and each function’s part in it.")),
            (names.scorecards, text("What each position is paid for, and everybody’s payout.")),
            (names.checks, text("Whether the workbook still says what the program worked out.")),
        )
        link = self._book.format(
            {
                "font_name": "Calibri",
                "font_size": 10,
                "font_color": INPUT_INK,
                "underline": 1,
                "valign": "vcenter",
            }
        )
        for at, (name, words) in enumerate(described, start=row + 1):
            page.sheet.write_url(at, 0, f"internal:{quoted_sheet(name)}!A1", link, name)
            page.text(at, 1, words, Style.QUIET)
            page.blank(at, 2, _LAST, Style.TEXT)
        return row + 1 + len(described)

    def _legend(self, row: int) -> int:
        text, page = self._language.text, self._page
        page.section(row, text("How to read it"), _LAST)
        # Samples of looks are text: a figure here would be one that nothing works out.
        samples = (
            (Style.INPUT_TEXT, text("Input: change it, and everything follows.")),
            (Style.FORMULA, text("Formula: worked out from the inputs.")),
            (Style.TOTAL, text("Formula: a total, a score or a payout.")),
            (Style.SNAPSHOT, text("In italics: a figure on the way, or one kept from the export.")),
        )
        at = row + 1
        for style, words in samples:
            page.text(at, 0, self._language.number(12345.0), style, locked=True, align="center")
            page.text(at, 1, words, Style.QUIET)
            page.blank(at, 2, _LAST, Style.TEXT)
            at += 1
        page.text(at, 0, "—", Style.FORMULA, align="center")
        page.text(
            at, 1, text("No value: something it needs is missing. It is never zero."), Style.QUIET
        )
        page.blank(at, 2, _LAST, Style.TEXT)
        at += 1
        for words in (
            text(
                "Formulas are locked against slips, without a password: Review, Unprotect Sheet. "
                "That protects from mistakes, not from readers."
            ),
            text(
                "Shares and rates are fractions shown in %. Two figures count as equal within the "
                "tolerance among the settings, so that a result that equals its target reaches it."
            ),
        ):
            self._wrapped(at, 0, words)
            at += 1
        return at

    def _people(self, row: int) -> int:
        text, page = self._language.text, self._page
        people = list(self._pay.payouts)
        page.section(row, text("Whose pay it holds"), _LAST)
        warning = self._language.plural(
            "Confidential: this workbook holds the pay of {count} person. Pass it on only to "
            "those who may know it.",
            "Confidential: this workbook holds the pay of {count} people. Pass it on only to "
            "those who may know it.",
            len(people),
        )
        if not people:
            page.text(row + 1, 0, text("Nobody’s: the plan pays no one."), Style.QUIET)
            return row + 2
        form = self._book.format(
            {"font_name": "Calibri", "font_size": 10, "bold": True, "font_color": WARN_INK,
             "bg_color": WARN_PAPER, "text_wrap": True, "valign": "vcenter"}
        )  # fmt: skip
        page.sheet.merge_range(row + 1, 0, row + 1, _LAST, warning, form)
        page.sheet.set_row(row + 1, 22)
        heads = (text("Person"), text("Personnel number"), text("Position"), text("Payout"))
        for column, label in enumerate(heads):
            style = Style.FIGURE_HEADER if column == _LAST else Style.HEADER
            page.text(row + 2, column, label, style)
        at = row + 3
        for key in people:
            paid = self._subject.payouts.of(key)
            page.text(at, 0, person_name(self._plan, key))
            page.text(at, 1, key, Style.QUIET)
            page.text(at, 2, position_name(self._plan, paid.position))
            cell = self._pay.payouts[key]
            source = None if cell is None else cell.seen_from(page.name)
            formula = '=""' if source is None else f'=IF(ISNUMBER({source}),{source},"")'
            value = None if paid.payout is None else float(paid.payout)
            page.formula(at, _LAST, formula, value, self._subject.money())
            at += 1
        return at

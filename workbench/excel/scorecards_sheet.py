"""The sheet of the scorecards: what each position is paid for, and everybody's payout."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import final

from models.keys import PersonKey
from workbench.excel.book import Book, Page
from workbench.excel.card_pieces import COLUMN_WIDTH, SHARE, SUBJECT_WIDTH
from workbench.excel.cards import Card, cards_of
from workbench.excel.cells import Cell, block
from workbench.excel.conditions_tables import ConditionsTables
from workbench.excel.curve_tables import guarded_by
from workbench.excel.measures_table import MeasuresTable
from workbench.excel.names import (
    CHARGES,
    MONEY_DIGITS,
    PAID_FROM,
    PAID_TO,
    PAYOUTS_COST,
    PAYOUTS_TOTAL,
)
from workbench.excel.payouts_tables import PayoutTables
from workbench.excel.people_table import PeopleTable
from workbench.excel.pools_table import PoolTable
from workbench.excel.scorecard_layout import CardLayout, Column
from workbench.excel.scorecard_sources import CardSources
from workbench.excel.styles import DATE_FORMAT, Style
from workbench.excel.subject import Subject
from workbench.pay.step_kinds import Stage
from workbench.pay.steps import pool_of
from workbench.payout_words import no_payout_sentence
from workbench.place_words import function_name, listed, person_name, position_name


@dataclass(frozen=True, slots=True)
class PayCells:
    """Where payouts stand, for the other sheets.

    Attributes:
        payouts: by person, in the order of the plan; None: cannot be worked out at all.
        weights: of each scorecard that has some: its title, the cell with their sum, and that.
    """

    payouts: dict[PersonKey, Cell | None]
    weights: tuple[tuple[str, Cell, float], ...]


def write_scorecards(book: Book, page: Page, subject: Subject) -> PayCells:
    """Write the sheet."""
    return _ScorecardsSheet(book, page, subject).write()


@final
class _ScorecardsSheet:
    def __init__(self, book: Book, page: Page, subject: Subject) -> None:
        self._book = book
        self._page = page
        self._subject = subject
        self._plan = subject.plan
        self._language = subject.language
        self._payouts = subject.payouts
        self._program = subject.payouts.program
        self._cards = tuple(cards_of(subject.payouts))
        # Two lines of title, the band and the head of the summary, then one row each.
        self._summary = 4
        self._cost_row = self._summary + len(self._cards) + 1
        first = self._cost_row + 2
        self._layouts: list[CardLayout] = []
        senses = {kpi.key: kpi.sense for kpi in subject.plan.kpis.values()}
        for card in self._cards:
            layout = CardLayout(
                page.name, first, scorecard=card.scorecard, walk=card.walk, senses=senses
            )
            self._layouts.append(layout)
            first = layout.end + 1
        self._unclaimed = first
        if self._program.unclaimed:
            first += len(self._program.unclaimed) + 3
        self._pools: list[PoolTable] = []
        design = self._program.design
        for number in range(len(design.pools) if design and self._cards else 0):
            table = PoolTable(page, subject, first, number, self._members(number))
            self._pools.append(table)
            first = table.end + 1
        self._last_row = first
        self._last_column = max(
            (layout.last_column for layout in self._layouts), default=Column.WEIGHTED
        )

    def _members(self, number: int) -> dict[PersonKey, Cell | None]:
        members: dict[PersonKey, Cell | None] = {}
        for card, layout in self._each():
            if card.pool == number:
                for index, person in enumerate(layout.holders.people):
                    members[person.key] = layout.claim_cell(index)
        design = self._program.design
        for person in self._program.unclaimed:
            position, _ = self._program.roster.place(person)
            if design is not None and pool_of(design.pools, position) == number:
                members[person] = None
        return members

    def write(self) -> PayCells:
        page, text = self._page, self._language.text
        sheet = page.sheet
        sheet.set_column(0, 0, 34)
        sheet.set_column(1, 1, SUBJECT_WIDTH)
        sheet.set_column(2, self._last_column, COLUMN_WIDTH)
        subtitle = text(
            "{plan} · scenario {scenario}. Results come from the sheet {tree}; "
            "blue figures on yellow may be changed.",
            plan=self._plan.name,
            scenario=self._subject.scenario_name,
            tree=self._subject.sheets.tree,
        )
        page.title(self._subject.sheets.scorecards, subtitle, self._last_column)
        self._overview()
        for card, layout in self._each():
            self._card(card, layout)
        self._without_scorecard()
        for table in self._pools:
            paid = [layout for card, layout in self._each() if card.pool == table.number]
            table.write(self._subject.tree, paid, self._last_column)
        page.set_up(self._last_row, self._last_column, repeat=2, down=2, across=1)
        return self._cells()

    def _each(self) -> Iterator[tuple[Card, CardLayout]]:
        return zip(self._cards, self._layouts, strict=True)

    def _card(self, card: Card, layout: CardLayout) -> None:
        page, walk = self._page, card.walk
        pool = None if card.pool is None else self._pools[card.pool].cells
        tree = self._subject.tree
        sources = CardSources(layout, tree, pool)
        self._page.section(layout.band, self._band_title(card), self._last_column)
        for table in (MeasuresTable, ConditionsTables, PayoutTables):
            table(page, self._subject, layout, walk=walk, sources=sources).write()
        PeopleTable(page, self._subject, layout, walk=walk, tree=tree, pool=pool).write()

    def _name(self, card: Card) -> str:
        name = position_name(self._plan, card.position)
        if not card.people:
            return name
        who = listed((person_name(self._plan, key) for key in card.people), self._language)
        return self._language.text("{position}, exception for {name}", position=name, name=who)

    def _band_title(self, card: Card) -> str:
        known = self._plan.positions.get(card.position)
        if known is None:
            return self._name(card)
        return f"{self._name(card)} · {function_name(self._plan, known.function)}"

    # Overview

    def _overview(self) -> None:
        page, text = self._page, self._language.text
        group = self._program.group
        page.section(2, text("Payouts at a glance"), self._last_column)
        heads = [
            text("Position"),
            text("Function"),
            text("People"),
            text("Target bonus"),
            text("Payouts"),
            text("Payouts ÷ target"),
        ]
        for column, label in enumerate(heads):
            style = Style.HEADER if column < 2 else Style.FIGURE_HEADER
            page.text(3, column, label, style)
        page.sheet.set_row(3, 32)
        if group is not None:
            label = self._language.group_label(group)
            page.text(3, 7, text("Paid for"), Style.HEADER)
            page.text(3, 8, label, Style.HEADER)
            for row, words, day, name in (
                (4, text("first day"), group.first_day, PAID_FROM),
                (5, text("last day"), group.last_day, PAID_TO),
            ):
                page.text(row, 7, words)
                formula = f"=DATE({day.year},{day.month},{day.day})"
                cell = page.formula(row, 8, formula, day, DATE_FORMAT)
                self._book.define(name.name, cell)
        for at, (card, layout) in enumerate(self._each()):
            self._overview_row(self._summary + at, card, layout)
        self._overview_total()

    def _overview_row(self, row: int, card: Card, layout: CardLayout) -> None:
        page = self._page
        known = self._plan.positions.get(card.position)
        page.text(row, 0, self._name(card))
        function = "" if known is None else function_name(self._plan, known.function)
        page.text(row, 1, function, Style.QUIET)
        walk = card.walk
        count = len(layout.holders)
        if not count:
            for column in (2, 3, 4):
                page.formula(row, column, "=0", 0.0, "0" if column == 2 else self._subject.money())
            page.formula(row, 5, '=""', None, SHARE)
            return
        first = page.cell(layout.first_person, 1).address
        last = page.cell(layout.first_person + count - 1, 1).address
        page.formula(row, 2, f"=COUNTA({first}:{last})", float(count), "0")
        for column, stage in ((3, Stage.TARGET_BONUS), (4, Stage.PAYOUT)):
            register = layout.register(stage)
            start = layout.person_cell(register, 0)
            cells = block(start, start.below(count - 1), page.name)
            values = [walk.of(register, index) for index in range(count)]
            worth = math.fsum(values) if all(map(math.isfinite, values)) else math.nan
            formula = guarded_by([cells], count, f"SUM({cells})")
            page.formula(row, column, formula, worth, self._subject.money())
        self._ratio(row)

    def _ratio(self, row: int, style: Style = Style.FORMULA) -> None:
        page = self._page
        target, paid = page.cell(row, 3).address, page.cell(row, 4).address
        page.formula(
            row, 5, guarded_by([target, paid], 2, f"{paid}/{target}"), self._rate(row), SHARE, style
        )

    def _rate(self, row: int) -> float:
        at = row - self._summary
        layouts = self._layouts if at >= len(self._cards) else [self._layouts[at]]
        target = paid = 0.0
        for layout in layouts:
            for index in range(len(layout.holders)):
                target += layout.walk.of(layout.register(Stage.TARGET_BONUS), index)
                paid += layout.walk.of(layout.register(Stage.PAYOUT), index)
        return paid / target if target else math.nan

    def _overview_total(self) -> None:
        page, text = self._page, self._language.text
        row, count = self._cost_row - 1, len(self._cards)
        money = self._subject.money()
        page.text(row, 0, text("Total of payouts"), Style.TOTAL, align="left")
        page.blank(row, 1, 5, Style.TOTAL)
        page.text(self._cost_row, 0, text("Cost with employer charges"), Style.TOTAL, align="left")
        page.blank(self._cost_row, 1, 5, Style.TOTAL)
        total, cost = self._payouts.total, self._payouts.cost
        cells = {
            column: block(page.cell(self._summary, column), page.cell(row - 1, column), page.name)
            for column in (2, 3, 4)
        }
        paid = '=""'
        if count and not self._program.unclaimed:
            paid = guarded_by([cells[4]], count, f"SUM({cells[4]})")
        elif total is not None:
            paid = "=0"
        cell = page.formula(
            row, 4, paid, None if total is None else float(total), money, Style.TOTAL
        )
        self._book.define(PAYOUTS_TOTAL.name, cell)
        if count:
            people = float(sum(len(layout.holders) for layout in self._layouts))
            page.formula(row, 2, f"=SUM({cells[2]})", people, "0", Style.TOTAL)
            target = math.fsum(
                float(x) for layout in self._layouts for x in layout.holders.target_bonus.tolist()
            )
            formula = guarded_by([cells[3]], count, f"SUM({cells[3]})")
            page.formula(row, 3, formula, target, money, Style.TOTAL)
            self._ratio(row, Style.TOTAL)
        address = cell.address
        charged = f"ROUND({address}*(1+{CHARGES.name}),{MONEY_DIGITS.name})"
        cell = page.formula(
            self._cost_row,
            4,
            guarded_by([address, CHARGES.name], 2, charged),
            None if cost is None else float(cost),
            money,
            Style.TOTAL,
        )
        self._book.define(PAYOUTS_COST.name, cell)

    def _without_scorecard(self) -> None:
        unclaimed = self._program.unclaimed
        if not unclaimed:
            return
        page, text = self._page, self._language.text
        page.section(self._unclaimed, text("Without a scorecard"), self._last_column)
        heads = (
            text("Person"),
            text("Personnel number"),
            text("Payout"),
            text("Why there is none"),
        )
        for column, label in enumerate(heads):
            page.text(self._unclaimed + 1, column, label, Style.HEADER)
        for at, key in enumerate(unclaimed, start=self._unclaimed + 2):
            page.text(at, 0, person_name(self._plan, key))
            page.text(at, 1, key, Style.QUIET)
            page.formula(at, 2, '=""', None, self._subject.money())
            reason = self._payouts.of(key).reason
            words = no_payout_sentence(reason, self._plan, self._subject.language) if reason else ""
            page.text(at, 3, words, Style.QUIET)

    def _cells(self) -> PayCells:
        found: dict[PersonKey, Cell | None] = {}
        for layout in self._layouts:
            for index, person in enumerate(layout.holders.people):
                found[person.key] = layout.payout_cell(index)
        ordered = {paid.person: found.get(paid.person) for paid in self._payouts.people}
        weights = tuple(
            (
                self._name(card),
                self._page.cell(layout.weights_row, Column.WEIGHT),
                sum(measure.weight for measure in card.scorecard.measures),
            )
            for card, layout in self._each()
            if card.scorecard.form.value == "additive" and layout.section_rows
        )
        return PayCells(ordered, weights)

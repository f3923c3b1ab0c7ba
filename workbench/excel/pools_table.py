"""Pools: money shared out among what their members have earned, by largest remainder."""

from __future__ import annotations

import math
from typing import Final, final

import numpy as np

from models.keys import PersonKey
from models.scorecard import Pool, PoolKind
from workbench.excel.book import Page
from workbench.excel.cells import Cell, anchored_block
from workbench.excel.curve_tables import guarded_by, same
from workbench.excel.layout import TreeLayout
from workbench.excel.names import MONEY_DIGITS
from workbench.excel.scorecard_layout import CardLayout
from workbench.excel.scorecard_sources import PoolCells
from workbench.excel.styles import Style, decimal_format
from workbench.excel.subject import Subject
from workbench.pay.pools import Funding
from workbench.pay.rounding import REMAINDER_STEPS, floor_minor_units
from workbench.place_words import kpi_name, person_name

_MINOR: Final = f"10^{MONEY_DIGITS.name}"

NAME, ID, CLAIM, SHARE, WHOLE, REMAINDER, RANK, UNITS, PAID = range(9)


@final
class PoolTable:
    """One pool: its amount, its factor, and its members by personnel number.

    Ties go by personnel number: members stand in that order, so that the row decides.
    """

    def __init__(
        self,
        page: Page,
        subject: Subject,
        first_row: int,
        number: int,
        members: dict[PersonKey, Cell | None],
    ) -> None:
        """Place pool ``number`` of the design from ``first_row`` down.

        Args:
            page: the sheet.
            subject: what is exported.
            first_row: of the table.
            number: of the pool in the design that is paid.
            members: whose payouts it funds, with the cells of what they have earned; None
                where there is none.
        """
        self._page = page
        self._subject = subject
        self._language = subject.language
        self.number = number
        self._pool = self._pool_of(number)
        self._members = dict(sorted(members.items()))
        self._band = first_row
        self._amount = page.cell(first_row + 1, CLAIM)
        self._held = page.cell(first_row + 2, CLAIM)
        self._claimed = page.cell(first_row + 3, CLAIM)
        self._applies = page.cell(first_row + 4, CLAIM)
        self._factor = page.cell(first_row + 5, CLAIM)
        self._left = page.cell(first_row + 6, CLAIM)
        self._head = first_row + 8
        self._first = first_row + 9
        self.end = self._first + max(len(members), 1) + 1
        self.cells = PoolCells(
            self._factor,
            {key: page.cell(self._first + at, PAID) for at, key in enumerate(self._members)},
        )

    def _pool_of(self, number: int) -> Pool:
        design = self._subject.plan.design
        assert design is not None  # noqa: S101 - nothing is paid without
        return design.pools[number]

    def _column(self, column: int) -> str:
        last = self._first + max(len(self._members), 1) - 1
        return anchored_block(self._page.cell(self._first, column), self._page.cell(last, column))

    def write(self, tree: TreeLayout, layouts: list[CardLayout], last_column: int) -> None:
        """Write the table; ``layouts`` are those of the positions that it funds."""
        self._page.section(
            self._band, self._language.text("Pool {number}", number=self.number + 1), last_column
        )
        claims = self._claims(layouts)
        funding = self._subject.payouts.fundings[self.number][0]
        self._terms(tree, claims, funding)
        self._rows(claims, funding, layouts)

    def _claims(self, layouts: list[CardLayout]) -> dict[PersonKey, float]:
        found: dict[PersonKey, float] = {}
        for layout in layouts:
            walk = layout.walk
            for index, person in enumerate(layout.holders.people):
                found[person.key] = float(walk.claims[index])
        return found

    def _line(self, cell: Cell, label: str, note: str = "") -> None:
        self._page.text(cell.row, 0, label)
        self._page.text(cell.row, 1, note, Style.QUIET)
        self._page.blank(cell.row, 2, PAID, Style.TEXT)

    def _terms(self, tree: TreeLayout, claims: dict[PersonKey, float], funding: Funding) -> None:
        text, page = self._language.text, self._page
        money, digits = self._subject.money(), self._subject.payouts.program.digits
        amount = self._amount_row(tree)
        held = math.nan
        if math.isfinite(amount):
            held = max(floor_minor_units(amount, digits), 0) / 10.0**digits
        self._line(self._held, text("Rounded down to the minor unit"))
        raw = self._amount.anchored
        minor = f"{raw}*{_MINOR}"
        # Fifteen digits first: a product like 1.15 × 100 falls a hair short of 115.
        whole = f"INT(ROUND({minor},14-INT(LOG10({minor}))))/{_MINOR}"
        formula = guarded_by([raw], 1, f"IF({raw}<=0,0,{whole})")
        page.formula(self._held.row, CLAIM, formula, held, money)
        count = len(self._members)
        self._line(self._claimed, text("Earned by its members"))
        column = self._column(CLAIM)
        known = len(claims) == count and all(map(math.isfinite, claims.values()))
        worth = math.fsum(claims.values()) if known else math.nan
        formula = guarded_by([column], count, f"SUM({column})") if count else "=0"
        page.formula(self._claimed.row, CLAIM, formula, worth, money, Style.TOTAL)
        self._application(known and math.isfinite(amount), funding)
        self._line(self._left, text("Minor units to give by remainder"))
        column = self._column(WHOLE)
        left = f"ROUND({self._held.anchored}*{_MINOR},0)-SUM({column})"
        formula = guarded_by([column, self._held.anchored], count + 1, left) if count else "=0"
        worth = self._left_over(claims, funding) if count else 0.0
        page.formula(self._left.row, CLAIM, formula, worth, decimal_format(0))

    def _amount_row(self, tree: TreeLayout) -> float:
        text, pool = self._language.text, self._pool
        group = self._subject.payouts.program.group
        money = self._subject.money()
        kind = text("scaled down only") if pool.kind is PoolKind.CAPPED else text("always spent")
        self._line(self._amount, text("Money of the pool"), kind)
        row = self._amount.row
        if pool.kpi is None:
            label = text("Pool {number}: money", number=self.number + 1)
            self._page.inputs(row, CLAIM, (pool.amount,), money, label=label)
            return math.nan if pool.amount is None else pool.amount
        note = f"{kpi_name(self._subject.plan, pool.kpi)}, {kind}"
        self._page.text(row, 1, note, Style.QUIET)
        if group is None or not tree.has(pool.kpi):
            self._page.formula(row, CLAIM, '=""', None, money)
            return math.nan
        cell = tree.group_cell(pool.kpi, group).seen_from(self._page.name)
        value = float(self._subject.values.group(pool.kpi, self._subject.scenario, group))
        formula = f'=IF(ISNUMBER({cell}),{cell},"")'
        self._page.formula(row, CLAIM, formula, value, money)
        return value

    def _application(self, known: bool, funding: Funding) -> None:  # noqa: FBT001
        page, text = self._page, self._language.text
        held, claimed = self._held.anchored, self._claimed.anchored
        self._line(self._applies, text("The factor applies (1: yes)"))
        enough = f"OR({claimed}<={held},{same(claimed, held)})"
        applies = f"IF({enough},0,1)" if self._pool.kind is PoolKind.CAPPED else "1"
        if not self._members:
            applies = "0"
        formula = guarded_by([held, claimed], 2, applies)
        value = (
            (0.0 if funding.units is None and funding.reason is None else 1.0) if known else None
        )
        page.formula(self._applies.row, CLAIM, formula, value, "0")
        self._line(self._factor, text("Funding factor"))
        formula = guarded_by(
            [self._applies.anchored],
            1,
            f'IF({self._applies.anchored}=0,1,IF({claimed}<=0,"",{held}/{claimed}))',
        )
        page.formula(
            self._factor.row, CLAIM, formula, funding.factor, decimal_format(6), Style.TOTAL
        )

    def _exact(self, claims: dict[PersonKey, float], funding: Funding) -> dict[PersonKey, float]:
        """Return the exact share of each member in minor units; empty where none applies."""
        if funding.units is None:
            return {}
        scale = 10.0**self._subject.payouts.program.digits
        return {key: claim * funding.factor * scale for key, claim in claims.items()}

    def _left_over(self, claims: dict[PersonKey, float], funding: Funding) -> float | None:
        exact = self._exact(claims, funding)
        if not exact or funding.units is None:
            return None
        total = sum(int(units.sum()) for units in funding.units.values())
        return float(total - sum(_split(share)[0] for share in exact.values()))

    def _rows(
        self, claims: dict[PersonKey, float], funding: Funding, layouts: list[CardLayout]
    ) -> None:
        text, page = self._language.text, self._page
        heads = [
            text("Member"),
            text("Personnel number"),
            text("Earned"),
            text("Exact share, minor units"),
            text("Rounded down"),
            text("Remainder, in 10⁻⁶"),
            text("Its rank"),
            text("Minor units"),
            text("Paid"),
        ]
        for column, label in enumerate(heads):
            style = Style.HEADER if column < 2 else Style.FIGURE_HEADER
            page.text(self._head, column, label, style)
        page.sheet.set_row(self._head, 32)
        paid: dict[PersonKey, float] = {}
        for layout in layouts:
            walk = layout.walk
            for index, person in enumerate(layout.holders.people):
                paid[person.key] = walk.of(walk.steps[-1].out, index)
        exact = self._exact(claims, funding)
        ranks = _ranks(exact)
        for at, (key, claim) in enumerate(self._members.items()):
            row = self._first + at
            page.text(row, NAME, person_name(self._subject.plan, key))
            page.text(row, ID, key, Style.QUIET)
            formula = '=""'
            if claim is not None:
                formula = f'=IF(ISNUMBER({claim.address}),{claim.address},"")'
            page.formula(row, CLAIM, formula, claims.get(key), self._subject.money())
            self._shared_out(row, exact.get(key), ranks.get(key))
            self._paid(row, paid.get(key), applies=bool(exact))

    def _shared_out(self, row: int, exact: float | None, rank: int | None) -> None:
        page, count = self._page, len(self._members)
        whole, steps = (None, None) if exact is None else _split(exact)
        claim = page.cell(row, CLAIM).address
        share = page.cell(row, SHARE).address
        remainder = page.cell(row, REMAINDER).address
        factor, applies = self._factor.anchored, self._applies.anchored
        # A remainder that is a whole unit within the step is one: nothing is left of it.
        full = f"ROUND(({share}-INT({share}))*{REMAINDER_STEPS},0)={REMAINDER_STEPS}"
        scaled = f'IF({applies}=1,{claim}*{factor}*{_MINOR},"")'
        page.formula(row, SHARE, guarded_by([claim, factor], 2, scaled), exact, decimal_format(6))
        page.formula(
            row, WHOLE, guarded_by([share], 1, f"INT({share})+IF({full},1,0)"), whole,
            decimal_format(0),
        )  # fmt: skip
        rest = f"IF({full},0,ROUND(({share}-INT({share}))*{REMAINDER_STEPS},0))"
        page.formula(row, REMAINDER, guarded_by([share], 1, rest), steps, decimal_format(0))
        column = self._column(REMAINDER)
        first = page.cell(self._first, REMAINDER).anchored
        ranked = f"RANK({remainder},{column})+COUNTIF({first}:{remainder},{remainder})-1"
        formula = guarded_by([column], count, ranked)
        page.formula(row, RANK, formula, rank, "0")

    def _paid(self, row: int, paid: float | None, *, applies: bool) -> None:
        page, count = self._page, len(self._members)
        left, rank = self._left.anchored, page.cell(row, RANK).address
        whole, units = page.cell(row, WHOLE).address, page.cell(row, UNITS).address
        claim = page.cell(row, CLAIM).address
        each = f"INT({left}/{count})"
        given = f"{whole}+{each}+IF({rank}<={left}-{count}*{each},1,0)"
        digits = self._subject.payouts.program.digits
        known = applies and paid is not None and math.isfinite(paid)
        worth = float(round((paid or 0.0) * 10**digits)) if known else None
        page.formula(
            row, UNITS, guarded_by([whole, rank, left], 3, given), worth, decimal_format(0)
        )
        factor, flag = self._factor.anchored, self._applies.anchored
        rounded = f"ROUND({claim},{MONEY_DIGITS.name})"
        formula = guarded_by(
            [claim, factor],
            2,
            f"IF({flag}=1,{units}/{_MINOR},{rounded})",
        )
        page.formula(row, PAID, formula, paid, self._subject.money(), Style.TOTAL)


def _split(exact: float) -> tuple[float, float]:
    """Return a share rounded down, and its remainder in steps."""
    whole = math.floor(exact)
    steps = float(np.rint((exact - whole) * REMAINDER_STEPS))
    if steps == REMAINDER_STEPS:
        return whole + 1.0, 0.0
    return float(whole), steps


def _ranks(exact: dict[PersonKey, float]) -> dict[PersonKey, int]:
    order = sorted(exact, key=lambda key: (-_split(exact[key])[1], key))
    return {key: at for at, key in enumerate(order, start=1)}

"""Funding pools of a design: money that the payouts of some positions must fit into."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from models.edits.cards import set_pools
from models.keys import PositionKey
from models.kpi import Unit, UnitKind
from models.scorecard import Pool, PoolKind
from ui.document import Edit
from ui.prioritise.card_desk import CardDesk
from ui.prioritise.card_tab import CardTab
from ui.prioritise.card_table import CardTable, swapped
from ui.tables.cell_table import Cell, Index
from ui.theme import Theme
from ui.widgets.error_field import Message
from workbench.analysis.card_state import pool_state
from workbench.card_words import POOL_KINDS, pool_said
from workbench.language import NumberError
from workbench.sentences import no_payout_sentence

MONEY, KIND, POSITIONS, CLAIMS, STATE = range(5)
_MONEY: Final = Unit(UnitKind.MONEY)


class PoolTable(CardTable):
    """The pools of the design, a row each."""

    def __init__(self, desk: CardDesk, parent: QObject) -> None:
        """Show nothing yet."""
        super().__init__(desk, parent)
        self._reasons: list[str] = []

    @override
    def refresh(self) -> None:
        """Show the pools as they are now."""
        self._reasons = []
        super().refresh()

    @override
    def headings(self) -> list[str]:
        """Return the heading of each column."""
        text = self.language.text
        return [
            text("Money or KPI"),
            text("Spent"),
            text("For"),
            text("Claimed in {scenario}", scenario=self.desk.scenario),
            text("Factor"),
        ]

    @override
    def keys(self) -> tuple[str, ...]:
        """Return the number of each pool."""
        return tuple(str(number) for number in range(len(self._pools())))

    @override
    def invitation(self) -> str:
        """Invite to add one."""
        return self.language.text("Add a pool: type an amount, or a KPI…")

    @override
    def row(self, key: str) -> list[Cell]:
        """Return where the money comes from, whom it is for, and what it does now."""
        desk, language = self.desk, self.language
        pool = self._pools()[int(key)]
        state = pool_state(desk.plan, desk.values, desk.design, int(key), desk.document.scenario)
        if state.reason is not None:
            self._reasons.append(no_payout_sentence(state.reason, desk.plan, language))
        if pool.kpi is None:
            money = self.figure(pool.amount, _MONEY)
            if pool.amount is not None:
                money = replace(money, text=language.money(pool.amount, desk.plan.currency, 0))
        else:
            figure = language.figure(state.amount, _MONEY, desk.plan.currency, short=True)
            name = desk.kpi_name(pool.kpi)
            money = Cell(name, figure, edit=name)
        kind = language.text(POOL_KINDS[pool.kind])
        return [
            replace(money, right=False),
            self.words(kind),
            self.words(", ".join(self._names(pool)) or self._everybody()),
            Cell(language.money(state.claims, desk.plan.currency, 0)),
            self.state(pool_said(state, desk.plan, language)),
        ]

    @override
    def suggestions(self, index: Index) -> tuple[str, ...]:
        """Return the words that a column takes."""
        match index.column():
            case 0:
                return tuple(self.kpis().values())
            case 1:
                return tuple(self._kinds().values())
            case 2:
                return (self._everybody(), *self._positions().values())
            case _:
                return ()

    @override
    def edit(self, key: str, column: int, text: str) -> tuple[str, Edit]:
        """Change a pool, or take it away."""
        number = int(key)
        pool = self._pools()[number]
        if column == MONEY and not text:
            return self._put(number, None)
        if column == MONEY:
            return self._put(number, self._funded(pool, text))
        if column == KIND:
            return self._put(number, replace(pool, kind=self.read_name(text, self._kinds())))
        return self._put(number, replace(pool, positions=self._read_positions(text)))

    @override
    def addition(self, name: str) -> tuple[str, Edit]:
        """Add a pool for everybody that no other one funds."""
        pool = self._funded(Pool(), name)
        what = self.language.text("Add a funding pool")
        pools = (*self._pools(), pool)
        return what, partial(set_pools, design=self.desk.design, pools=pools)

    def reasons(self) -> tuple[str, ...]:
        """Return why pools cannot be worked out, a sentence each."""
        return tuple(self._reasons)

    def _put(self, number: int, pool: Pool | None) -> tuple[str, Edit]:
        text = self.language.text
        what = text("Remove the funding pool") if pool is None else text("Funding pool")
        pools = swapped(self._pools(), number, pool)
        return what, partial(set_pools, design=self.desk.design, pools=pools)

    def _funded(self, pool: Pool, text: str) -> Pool:
        """Return a pool of the amount or the KPI that was typed."""
        if self._found is None:
            try:
                amount = self.read_figure(text, _MONEY)
            except NumberError:
                pass
            else:
                if amount < 0.0:
                    raise NumberError(self.language.text("A pool is never negative."))
                return replace(pool, amount=amount, kpi=None)
        return replace(pool, kpi=self.read_kpi(text), amount=None)

    def _read_positions(self, text: str) -> tuple[PositionKey, ...]:
        """Return the positions that are named between commas; none: everybody else."""
        if not text or text.casefold() == self._everybody().casefold():
            return ()
        names = self._positions()
        found = [self.read_name(part.strip(), names) for part in text.split(",") if part.strip()]
        return tuple(dict.fromkeys(found))

    def _pools(self) -> tuple[Pool, ...]:
        design = self.desk.plan.designs.get(self.desk.design)
        return () if design is None else design.pools

    def _names(self, pool: Pool) -> list[str]:
        names = self._positions()
        return [names.get(key, key) for key in pool.positions]

    def _positions(self) -> dict[PositionKey, str]:
        return {key: each.name for key, each in self.desk.plan.positions.items()}

    def _kinds(self) -> dict[PoolKind, str]:
        return {kind: self.language.text(words) for kind, words in POOL_KINDS.items()}

    def _everybody(self) -> str:
        return self.language.text("everybody else")


class PoolsTab(CardTab):
    """The pools, which are the design's and not of one scorecard."""

    def __init__(self, desk: CardDesk, theme: Theme, parent: QWidget) -> None:
        """Make the part."""
        super().__init__(desk, theme, parent)
        text = desk.language.text
        self.add_line(
            text(
                "Money that payouts must fit into, for the whole design: spent at most, so that "
                "all are lowered alike, or always all of it. Name positions between commas; clear "
                "the money to remove a pool."
            )
        )
        self.model = PoolTable(desk, self)
        self.table = self.add_table(text("Funding pools"), self.model, wide=POSITIONS)
        self.reason = Message(theme, self)
        self.body.addWidget(self.reason)
        self.add_row(self.find_button(self.table, self.model, MONEY))
        self.body.addStretch(1)

    @override
    def refresh(self) -> None:
        """Show the design as it is now."""
        self.model.refresh()
        reasons = dict.fromkeys(self.model.reasons())
        if reasons:
            self.reason.show_error(" ".join(reasons))
        else:
            self.reason.clear()

"""Modifiers of a scorecard: factors on the whole payout, from a KPI or typed per person."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Final

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from models.edits.cards import set_modifiers
from models.edits.kpis import fresh_key_among
from models.keys import KpiKey
from models.scorecard import CurveBasis, Modifier
from ui.document import Edit
from ui.prioritise.card_desk import CardDesk
from ui.prioritise.card_modifier_parts import FactorTable, PointTable
from ui.prioritise.card_tab import CardTab
from ui.prioritise.card_table import CardTable, swapped
from ui.tables.cell_table import Cell, Index
from ui.theme import Theme
from ui.widgets.segmented import Choice, SegmentedSwitch
from workbench.analysis.card_defaults import modifier_from, on_basis
from workbench.analysis.card_state import modifier_factor
from workbench.card_words import NUMBER, Said, factor_text
from workbench.language import NumberError

NAME, KPI, TARGET, LEAST, MOST, STATE = range(6)
_NARROW: Final = 420
"""Width of a table of two columns, so that the eye finds from one to the other."""


class ModifierTable(CardTable):
    """The modifiers, a row each."""

    @override
    def headings(self) -> list[str]:
        """Return the heading of each column."""
        text = self.language.text
        return [
            text("Modifier"),
            text("Worked out from"),
            text("Target"),
            text("Least"),
            text("Most"),
            self.desk.scenario,
        ]

    @override
    def keys(self) -> tuple[str, ...]:
        """Return the number of each modifier: a file may hold a key twice."""
        return tuple(str(number) for number in range(len(self.desk.card.modifiers)))

    @override
    def invitation(self) -> str:
        """Invite to add one."""
        return self.language.text("Add a modifier: type its name…")

    @override
    def row(self, key: str) -> list[Cell]:
        """Return where a modifier comes from, and what it is now."""
        modifier = self.desk.card.modifiers[int(key)]
        typed = modifier.kpi is None
        on_target = modifier.curve is not None and modifier.curve.basis is CurveBasis.TARGET
        target = Cell()
        if not typed and on_target:
            target = self.figure(modifier.target, self.desk.unit(modifier.kpi))
        bounds = [Cell(), Cell()]
        if typed:
            bounds = [self.figure(each, NUMBER) for each in (modifier.least, modifier.most)]
        source = self._per_person() if typed else self.desk.kpi_name(modifier.kpi)
        return [
            self.words(modifier.name),
            self.words(source),
            target,
            *bounds,
            self.state(self._said(modifier)),
        ]

    @override
    def suggestions(self, index: Index) -> tuple[str, ...]:
        """Return where a modifier may come from, in that column."""
        if index.column() != KPI or self.key_at(index.row()) is None:
            return ()
        return (self._per_person(), *self.kpis().values())

    @override
    def edit(self, key: str, column: int, text: str) -> tuple[str, Edit]:
        """Rename a modifier, let it come from elsewhere, bound it, or take it away."""
        number = int(key)
        modifier = self.desk.card.modifiers[number]
        if column == NAME and not text:
            what = self.language.text("Remove the modifier {name}", name=modifier.name)
            return self.desk.labelled(what), self.put(number, None)
        what = self.language.text("Modifier {name}", name=modifier.name)
        return self.desk.labelled(what), self.put(number, self._changed(modifier, column, text))

    @override
    def addition(self, name: str) -> tuple[str, Edit]:
        """Add a modifier that is typed per person, from nothing to one and a half times."""
        there = self.desk.card.modifiers
        key = fresh_key_among([each.key for each in there], name, "modifier")
        what = self.language.text("Add the modifier {name}", name=name)
        added = (*there, Modifier(key, name, least=0.0, most=1.5))
        return self.desk.labelled(what), partial(set_modifiers, **self.desk.ids(), modifiers=added)

    def put(self, number: int, modifier: Modifier | None) -> Edit:
        """Return the edit that puts another modifier in place of one, or none."""
        changed = swapped(self.desk.card.modifiers, number, modifier)
        return partial(set_modifiers, **self.desk.ids(), modifiers=changed)

    def _changed(self, modifier: Modifier, column: int, text: str) -> Modifier:
        if column == NAME:
            return replace(modifier, name=text)
        if column == KPI:
            return modifier_from(self.desk.plan, self.desk.values, modifier, self._source(text))
        if column == TARGET:
            unit = self.desk.unit(modifier.kpi)
            return replace(modifier, target=self.read_figure(text, unit) if text else None)
        figure = self.read_figure(text, NUMBER) if text else None
        if column == LEAST:
            changed = replace(modifier, least=figure or 0.0)
        else:
            changed = replace(modifier, most=figure)
        if changed.least < 0.0 or (changed.most is not None and changed.most < changed.least):
            raise NumberError(
                self.language.text("A factor is never negative, and the least is below the most.")
            )
        return changed

    def _source(self, text: str) -> KpiKey | None:
        """Return the KPI that is named; None for each person's own factor."""
        words = self._per_person().casefold()
        if not text or (self._found is None and words.startswith(text.casefold())):
            return None
        return self.read_kpi(text)

    def _per_person(self) -> str:
        return self.language.text("typed per person")

    def _said(self, modifier: Modifier) -> Said:
        desk = self.desk
        if modifier.kpi is None:
            return Said(self.language.text("see below"))
        result, factor = modifier_factor(desk.plan, desk.values, desk.document.scenario, modifier)
        figure = self.language.figure(
            result, desk.unit(modifier.kpi), desk.plan.currency, short=True
        )
        return Said(factor_text(factor, self.language), figure)


class ModifiersTab(CardTab):
    """The modifiers, and below them the curve or the factors of the one under the cursor."""

    def __init__(self, desk: CardDesk, theme: Theme, parent: QWidget) -> None:
        """Make the part."""
        super().__init__(desk, theme, parent)
        text = desk.language.text
        self.add_line(
            text(
                "Factors on the whole payout, before the conditions and caps of the scorecard. "
                "Clear the name of a modifier to remove it."
            )
        )
        self.model = ModifierTable(desk, self)
        self.table = self.add_table(text("Modifiers"), self.model, wide=KPI)
        self.table.current_changed.connect(self._show_part)
        self.add_row(self.find_button(self.table, self.model, KPI))
        self.part_heading = self.add_heading()
        self.basis = SegmentedSwitch(
            theme,
            self,
            name=text("What the results of the points are"),
            choices=[
                Choice(CurveBasis.TARGET, text("in %")),
                Choice(CurveBasis.VALUE, text("in figures")),
            ],
        )
        self.basis.chosen.connect(self._choose_basis)
        self.add_row(self.basis)
        self.points = PointTable(desk, self)
        self.points_table = self.add_table(text("Points of the modifier"), self.points)
        self.points_table.setMaximumWidth(_NARROW)
        self.factors = FactorTable(desk, self)
        self.factors_table = self.add_table(text("Typed factors"), self.factors)
        self.factors_table.setMaximumWidth(_NARROW)
        self.body.addStretch(1)

    @override
    def refresh(self) -> None:
        """Show the scorecard as it is now."""
        self.model.refresh()
        if not self.table.currentIndex().isValid() and self.model.rowCount():
            self.table.setCurrentIndex(self.model.index(0, 0))
        self._show_part()

    def _show_part(self) -> None:
        """Show what makes the modifier under the cursor."""
        key = self.model.key_near(self.table.currentIndex().row())
        number = -1 if key is None else int(key)
        self.points.show_modifier(number)
        self.factors.show_modifier(number)
        reads = self.points.modifier
        for widget in (self.points_table, self.basis):
            widget.setVisible(reads is not None)
        self.factors_table.setVisible(key is not None and reads is None)
        self.part_heading.setVisible(key is not None)
        if key is not None:
            self.part_heading.setText(self.desk.card.modifiers[number].name)
        if reads is not None and reads.curve is not None:
            self.basis.choose(reads.curve.basis)

    def _choose_basis(self, basis: CurveBasis) -> None:
        modifier = self.points.modifier
        key = self.model.key_near(self.table.currentIndex().row())
        if key is None or modifier is None:
            return
        what = self.desk.language.text("Curve of the modifier {name}", name=modifier.name)
        self.desk.apply(what, self.model.put(int(key), on_basis(self.desk.plan, modifier, basis)))
        # Where nothing can be told from the target, the points stay as they are.
        self._show_part()

"""What describes a KPI: its unit, time rule, sense and role, each a small choice."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget
from typing_extensions import Unpack, override

from models.edits.kpis import KpiFields, update_kpi
from models.keys import KpiKey
from models.kpi import Kpi, KpiRole, Sense, TimeRule, Unit, UnitKind
from ui.inspector.choice import NamedChoice
from ui.inspector.entry import Entry
from ui.inspector.part import Desk, Part
from ui.inspector.words import ROLE_WORDS, SENSE_WORDS, TIME_WORDS, UNIT_WORDS, capital
from workbench.rate_weights import unit_chosen

_MOST_DECIMALS = 6


class DetailsPart(Part):
    """Small choices, one below the other."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        text = desk.language.text
        super().__init__(desk, parent, text("Unit and meaning"), folded=True)
        self._key = KpiKey("")
        units = [(kind, text(words)) for kind, words in UNIT_WORDS.items()]
        self.unit = self._choice(text("Unit"), units, self._choose_unit)
        self.word = Entry(desk.theme, self, label=text("Word"), name=text("Word behind the figure"))
        self.word.committed.connect(self._type_word)
        self.body.addWidget(self.word)
        digits: list[tuple[Hashable, str]] = [(None, text("by size"))]
        digits += [(count, str(count)) for count in range(_MOST_DECIMALS + 1)]
        self.decimals = self._choice(text("Decimals"), digits, self._choose_decimals)
        senses = [(sense, capital(text(words))) for sense, words in SENSE_WORDS.items()]
        self.sense = self._choice(text("Sense"), senses, self._choose_sense)
        rules = [(rule, capital(text(words))) for rule, words in TIME_WORDS.items()]
        self.time = self._choice(text("Over time"), rules, self._choose_time)
        self.weight_by = self._choice(text("Weighted by"), [], self._choose_weight)
        roles: list[tuple[Hashable, str]] = [(None, text("none"))]
        roles += [(role, text(words)) for role, words in ROLE_WORDS.items()]
        self.role = self._choice(text("Role"), roles, self._choose_role)
        costs = [(False, text("no")), (True, text("yes"))]
        self.cost = self._choice(text("Counts as money spent"), costs, self._choose_cost)

    @override
    def show_kpi(self, kpi: Kpi, *, another: bool) -> None:
        """Show what describes ``kpi``."""
        self._key = kpi.key
        self.unit.choose(kpi.unit.kind)
        self.word.setVisible(kpi.unit.kind in {UnitKind.COUNT, UnitKind.NUMBER})
        if another:
            self.word.show_another(kpi.unit.label)
        else:
            self.word.show_truth(kpi.unit.label)
        self.decimals.choose(kpi.unit.decimals)
        self.sense.choose(kpi.sense)
        self.time.choose(kpi.time)
        self.weight_by.setVisible(kpi.time is TimeRule.WEIGHTED)
        if kpi.time is TimeRule.WEIGHTED:
            kpis = self.desk.document.plan.kpis.values()
            others = [(each.key, each.name) for each in kpis if each.key != kpi.key]
            self.weight_by.set_choices(others)
            self.weight_by.choose(kpi.weight_by)
        self.role.choose(kpi.role)
        self.cost.choose(kpi.cost)

    def _choice(
        self,
        label: str,
        choices: Sequence[tuple[Hashable, str]],
        slot: Callable[[Any], None],
    ) -> NamedChoice:
        choice = NamedChoice(self.desk.theme, self, label=label)
        choice.set_choices(choices)
        choice.chosen.connect(slot)
        self.body.addWidget(choice)
        return choice

    def _kpi(self) -> Kpi:
        return self.desk.document.plan.kpis[self._key]

    def _update(self, **fields: Unpack[KpiFields]) -> None:
        label = self.desk.language.text("Describe {name}", name=self._kpi().name)
        self.desk.document.apply(label, partial(update_kpi, key=self._key, **fields))

    def _choose_unit(self, kind: UnitKind) -> None:
        kpi = self._kpi()
        unit = Unit(kind, kpi.unit.label, kpi.unit.decimals)
        label = self.desk.language.text("Describe {name}", name=kpi.name)
        self.desk.document.apply(label, partial(unit_chosen, key=self._key, unit=unit))

    def _type_word(self, word: str) -> None:
        kpi = self._kpi()
        unit = replace(kpi.unit, label=word.strip())
        label = self.desk.language.text("Describe {name}", name=kpi.name)
        self.desk.attempt(self.word, label, partial(update_kpi, key=self._key, unit=unit))

    def _choose_decimals(self, decimals: int | None) -> None:
        self._update(unit=replace(self._kpi().unit, decimals=decimals))

    def _choose_sense(self, sense: Sense) -> None:
        self._update(sense=sense)

    def _choose_time(self, rule: TimeRule) -> None:
        self._update(time=rule)

    def _choose_weight(self, key: KpiKey) -> None:
        self._update(weight_by=key)

    def _choose_role(self, role: KpiRole | None) -> None:
        self._update(role=role)

    def _choose_cost(self, cost: bool) -> None:  # noqa: FBT001 - the choice hands it over so
        self._update(cost=cost)

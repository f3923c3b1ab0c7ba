"""What is exported: a plan under one scenario, with the figures worked out for it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from models.keys import BASE, KpiKey, ScenarioKey
from models.kpi import Kpi
from models.plan import Plan
from workbench.engine.values import Values
from workbench.excel.layout import SheetNames, TreeLayout
from workbench.excel.styles import money_format, unit_format
from workbench.language import Language
from workbench.pay.payouts import Payouts


@dataclass(frozen=True)
class Subject:
    """One export.

    Attributes:
        plan: what is exported.
        scenario: whose figures.
        values: of the KPIs, worked out by the engine.
        payouts: of the people under the current design.
        language: of the words of the program.
        made: when.
        sheets: their names.
        tree: where the KPIs stand.
    """

    plan: Plan
    scenario: ScenarioKey
    values: Values
    payouts: Payouts
    language: Language
    made: dt.datetime
    sheets: SheetNames
    tree: TreeLayout

    @property
    def symbol(self) -> str:
        """The sign of the currency."""
        return self.language.currency_symbol(self.plan.currency)

    @property
    def scenario_name(self) -> str:
        """The name of the scenario for people."""
        if self.scenario == BASE:
            return self.language.text("Base")
        return self.plan.scenarios[self.scenario].name

    def figure_format(self, kpi: Kpi, *figures: float | None) -> str:
        """Return the number format of ``figures`` of ``kpi``, which are about of one size."""
        size = max((abs(x) for x in figures if x is not None and x == x), default=0.0)  # noqa: PLR0124
        return unit_format(kpi.unit, self.symbol, self.plan.currency, size)

    def money(self, size: float | None = None) -> str:
        """Return the number format of amounts of money."""
        return money_format(self.symbol, self.plan.currency, size=size)

    def name_of(self, key: KpiKey | str) -> str:
        """Return the name of a KPI for people; its key where there is none such."""
        kpi = self.plan.kpis.get(KpiKey(key))
        return key if kpi is None else kpi.name or key

    def snapshot_note(self) -> str:
        """Return the words that mark figures which do not follow the inputs."""
        return self.language.text("derived at export, {date}", date=self.language.date(self.made))

"""What the incentives cost, and what each unit of money paid brings."""

from __future__ import annotations

import math
from dataclasses import dataclass

from models.keys import BASE, KpiKey, ScenarioKey
from workbench.engine.values import Values
from workbench.pay.payouts import pay
from workbench.pay.program import PayProgram


@dataclass(frozen=True, slots=True)
class Cost:
    """What the payouts of a scenario cost, in money over the year of the report; NaN: no value.

    Attributes:
        payouts: of all people, rounded as they are paid.
        charges: of the employer on them.
        profit: before incentives.
        after: profit less payouts and charges.
        extra_share: what is paid out, with charges, of each unit of profit beyond that of the
            base; NaN where there is none beyond it.
        earned_per_unit: profit won over the base for each unit of payouts beyond those of the
            base; NaN unless positive.
        ceiling: what payouts with charges should not exceed; None where nobody said.
    """

    payouts: float
    charges: float
    profit: float
    after: float
    extra_share: float
    earned_per_unit: float
    ceiling: float | None

    @property
    def over_ceiling(self) -> bool:
        """Whether payouts with charges exceed the ceiling."""
        return self.ceiling is not None and self.payouts + self.charges > self.ceiling


def cost_of(
    program: PayProgram, values: Values, scenario: ScenarioKey, profit: KpiKey | None
) -> Cost:
    """Return what the incentives of a scenario cost.

    Raises:
        KeyError: there is no such scenario.
    """
    rate = program.plan.charges
    paid, base_paid = _paid(program, values, scenario), _paid(program, values, BASE)
    won = base_won = math.nan
    if profit is not None and program.group is not None:
        won = values.group(profit, scenario, program.group)
        base_won = values.group(profit, BASE, program.group)
    more_paid, more_won = paid - base_paid, won - base_won
    ratio = more_won / more_paid if more_paid else math.nan
    return Cost(
        payouts=paid,
        charges=paid * rate,
        profit=won,
        after=won - paid * (1.0 + rate),
        extra_share=more_paid * (1.0 + rate) / more_won if more_won > 0 else math.nan,
        earned_per_unit=ratio if ratio > 0 else math.nan,
        ceiling=program.plan.ceiling,
    )


def _paid(program: PayProgram, values: Values, scenario: ScenarioKey) -> float:
    total = pay(program, values, scenario).total
    return math.nan if total is None else float(total)

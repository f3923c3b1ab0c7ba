"""What is read of payouts where figures of the incentives are explained."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import Final

from models.calendar import Group, Span
from models.kpi import Unit, UnitKind
from workbench.results import Results

MONEY: Final = Unit(UnitKind.MONEY)
SHARE: Final = Unit(UnitKind.SHARE)


def paid_year(results: Results) -> Group:
    """Return the year that is paid; one without periods where the plan holds none."""
    year = results.program.group or results.plan.calendar.report_group()
    if year is not None:
        return year
    first = results.plan.calendar.first_month
    return Group(Span.YEAR, first, (), complete=False, number=1, fiscal_year=first.year)


def amount_of(amount: Decimal | None) -> float:
    """Return an amount in money; NaN where nothing can be paid."""
    return math.nan if amount is None else float(amount)

"""Names of sheets and of cells, as Excel takes them."""

from __future__ import annotations

import zlib
from typing import Final

from workbench.excel.cells import Named

EQUAL_WITHIN: Final = Named("k_equal_within")
"""Relative tolerance of comparisons."""

CHARGES: Final = Named("k_charges")
"""Employer charges, as a rate on payouts."""

MONEY_DIGITS: Final = Named("k_money_digits")
"""Digits of the minor unit of the currency."""

PAID_FROM: Final = Named("k_paid_from")
"""First day of the time that is paid."""

PAID_TO: Final = Named("k_paid_to")
"""Last day of the time that is paid, itself included."""

PAYOUTS_TOTAL: Final = Named("k_payouts_total")
"""The sum of all payouts."""

PAYOUTS_COST: Final = Named("k_payouts_cost")
"""The sum of all payouts with employer charges."""

_LONGEST_KEY: Final = 40


def literal_name(key: str, number: int) -> Named:
    """Return the defined name of literal ``number`` of the formula of KPI ``key``.

    No such name looks like the address of a cell, since it starts with ``k_``, and none is
    the name of a setting, since it ends in a number.
    """
    if len(key) > _LONGEST_KEY:
        key = f"{key[: _LONGEST_KEY - 9]}_{zlib.crc32(key.encode()):08x}"
    return Named(f"k_{key}_c{number}")

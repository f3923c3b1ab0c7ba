"""Actuals: what came of a plan, as far as it is known."""

from __future__ import annotations

from dataclasses import dataclass

from models.keys import KpiKey


@dataclass(frozen=True, slots=True)
class Actual:
    """The measured figures of one KPI, driver or formula KPI.

    Attributes:
        key: the KPI.
        values: one figure per period, None (or missing at the end) where none is known yet. Of
            a formula KPI a figure takes the place of its formula.
        source: where the figures come from.
        note: what a reader should know about them.
    """

    key: KpiKey
    values: tuple[float | None, ...] = ()
    source: str = ""
    note: str = ""

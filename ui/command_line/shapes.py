"""What ``--json`` writes. The shapes are stable; README.md shows them with an example.

``evaluate``::

    {"scenario": key,
     "periods": [label],                 # 2027-01, 2027-Q1, 2027-H1, 2027
     "kpis": {key: {"name": text,
                    "unit": kind,        # as UnitKind
                    "values": [figure per period],
                    "total": figure,     # of the first complete fiscal year, by the time rule
                    "responsibility": {function: share},
                    "parts": {function: share × total}}}}

``payouts``::

    {"scenario": key,
     "people": [{"id", "name", "position", "function", "target_bonus", "score", "gate",
                 "modifiers", "pro_rata", "funding", "payout",
                 "measures": [{"kpi" or "objective", "weight", "result", "payout_rate",
                               "amount"}]}],
     "total": money, "cost": money}

Rates and shares are fractions; payouts, amounts, total and cost are exact to the minor unit of
the currency; no value is null. A KPI without a total and a person without a payout have a
"reason" too, a sentence for people. What the shares of a KPI lack to 1 is nobody's.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from models.calendar import Calendar, Span
from models.keys import FunctionKey, KpiKey, ScenarioKey
from workbench.analysis.reasons import reason_sentence, why_not
from workbench.engine.responsibility import responsibility
from workbench.language import Language
from workbench.pay.payouts import MeasurePayout, PersonPayout
from workbench.results import Results
from workbench.sentences import no_payout_sentence

Json = dict[str, Any]


def period_label(calendar: Calendar, index: int) -> str:
    """Name a period alike in every language: 2027-01, 2027-Q1, 2027-H1, 2027.

    A quarter, half-year or year that does not begin where the calendar year has one goes by
    its first month.
    """
    first = calendar.period_start(index)
    months = calendar.period.months
    if calendar.period is Span.MONTH or (first.month - 1) % months:
        return f"{first.year}-{first.month:02d}"
    number = (first.month - 1) // months + 1
    letter = {Span.QUARTER: "-Q", Span.HALF_YEAR: "-H"}.get(calendar.period)
    return f"{first.year}{letter}{number}" if letter else str(first.year)


def evaluation(results: Results, scenario: ScenarioKey, language: Language) -> Json:
    """Return what ``evaluate --json`` writes."""
    calendar = results.plan.calendar
    return {
        "scenario": scenario,
        "periods": [period_label(calendar, index) for index in range(calendar.count)],
        "kpis": {key: _kpi(results, key, scenario, language) for key in results.plan.kpis},
    }


def payroll(results: Results, scenario: ScenarioKey, language: Language) -> Json:
    """Return what ``payouts --json`` writes."""
    payouts = results.payouts[scenario]
    return {
        "scenario": scenario,
        "people": [_person(results, each, language) for each in payouts.people],
        "total": _money(payouts.total),
        "cost": _money(payouts.cost),
    }


def _kpi(results: Results, key: KpiKey, scenario: ScenarioKey, language: Language) -> Json:
    plan, values = results.plan, results.values
    kpi = plan.kpis[key]
    total = _figure(values.total(key, scenario))
    shares = responsibility(plan, values, key, scenario).shares
    written: Json = {
        "name": kpi.name,
        "unit": kpi.unit.kind.value,
        "values": [_figure(value) for value in values.of(key, scenario).tolist()],
        "total": total,
        "responsibility": dict(shares),
        "parts": _parts(shares, total),
    }
    year = plan.calendar.report_group()
    if total is None and year is not None:
        reason = why_not(plan, values, key, scenario, year)
        if reason is not None:
            written["reason"] = reason_sentence(reason, plan, language)
    return written


def _parts(shares: Mapping[FunctionKey, float], total: float | None) -> Json:
    if total is None:
        return dict.fromkeys(shares)
    return {function: _figure(share * total) for function, share in shares.items()}


def _person(results: Results, payout: PersonPayout, language: Language) -> Json:
    plan = results.plan
    written: Json = {
        "id": payout.person,
        "name": plan.people[payout.person].name,
        "position": payout.position,
        "function": payout.function,
        "target_bonus": _figure(payout.target_bonus),
        "score": _figure(payout.score),
        "gate": _figure(payout.gate),
        "modifiers": _figure(payout.modifiers),
        "pro_rata": _figure(payout.pro_rata),
        "funding": _figure(payout.funding),
        "payout": _money(payout.payout),
        "measures": [_measure(each) for each in payout.measures],
    }
    if payout.reason is not None:
        written["reason"] = no_payout_sentence(payout.reason, plan, language)
    return written


def _measure(measure: MeasurePayout) -> Json:
    subject = {"objective": measure.objective} if measure.kpi is None else {"kpi": measure.kpi}
    return {
        **subject,
        "weight": measure.weight,
        "result": _figure(measure.result),
        "payout_rate": _figure(measure.payout_rate),
        "amount": _money(measure.amount),
    }


def _money(amount: Decimal | None) -> float | None:
    # A float is written in the fewest digits that tell it apart: up to 15 of them the Decimal's.
    return None if amount is None else float(amount)


def _figure(value: float | None) -> float | None:
    return None if value is None or not math.isfinite(value) else value

"""What ``--json`` writes. The shapes are stable; README.md documents them."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import Any

from models.calendar import Calendar, Span
from models.keys import KpiKey, ScenarioKey
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
        "parts": {each: None if total is None else share * total for each, share in shares.items()},
    }
    year = plan.calendar.report_group()
    if total is None and year is not None:
        reason = why_not(plan, values, key, scenario, year)
        if reason is not None:
            written["reason"] = reason_sentence(reason, plan, language)
    return written


def _person(results: Results, payout: PersonPayout, language: Language) -> Json:
    plan = results.plan
    written: Json = {
        "id": payout.person,
        "name": plan.people[payout.person].name,
        "position": payout.position,
        "function": payout.function,
        "target_bonus": payout.target_bonus,
        "score": payout.score,
        "gate": payout.gate,
        "modifiers": payout.modifiers,
        "pro_rata": payout.pro_rata,
        "funding": payout.funding,
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
        "result": measure.result,
        "payout_rate": measure.payout_rate,
        "amount": _money(measure.amount),
    }


def _money(amount: Decimal | None) -> float | None:
    # A float is written in the fewest digits that tell it apart: up to 15 of them the Decimal's.
    return None if amount is None else float(amount)


def _figure(value: float) -> float | None:
    return value if math.isfinite(value) else None

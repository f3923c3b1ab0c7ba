"""What ``leads --json`` writes. The shapes are stable.

``leads PLAN``::

    {"scenario": key,
     "as_of": label,                      # 2027-12, as in ``evaluate``
     "banks": [{"leads": key, "name": text,
                "weights": [share],       # by age, of the cohort of the period "as_of"
                "cohorts": [{"cohort": label, "leads", "age", "young": bool,
                             "converted", "to_convert", "open", "lost",
                             "lost_by_reason": {reason: leads}, "value": money}],
                "totals": {"leads", "converted", "to_convert", "open", "lost",
                           "lost_by_reason", "value"},
                "periods": [{"period": label, "to_convert", "open", "converted", "value"}],
                "notes": [sentence]}],
     "client_value": money,
     "value": money}                      # of all that is still to convert

``leads PLAN --fit FILE``::

    {"factors": [figure],                 # from each age to the next
     "pattern": [share],                  # of the ultimate that has converted, by age
     "rate": share,                       # ultimate conversions per lead
     "weights": [share],                  # by age, as spread takes them
     "cohorts": [{"cohort", "leads", "age", "converted", "ultimate", "to_come"}],
     "notes": [sentence]}

Of "periods", "converted" is what converts in the period, of cohorts "converted" is to date. No
value is null.
"""

from __future__ import annotations

import math

from models.calendar import Calendar
from models.plan import Plan
from ui.command_line.shapes import Json, period_label
from workbench.analysis.cohorts import Fit, FittedCohort
from workbench.analysis.lead_bank import Bank, Cohort, LeadBank, Totals
from workbench.language import Language
from workbench.lead_words import bank_notes, fit_notes


def bank_shape(plan: Plan, found: LeadBank, language: Language) -> Json:
    """Return what ``leads --json`` writes."""
    return {
        "scenario": found.scenario,
        "as_of": period_label(plan.calendar, found.as_of),
        "banks": [_bank(plan, bank, language) for bank in found.banks],
        "client_value": _figure(found.client_value),
        "value": _figure(found.totals.value),
    }


def fit_shape(fit: Fit, language: Language) -> Json:
    """Return what ``leads --fit --json`` writes."""
    return {
        "factors": [_figure(each) for each in fit.factors],
        "pattern": [_figure(each) for each in fit.pattern],
        "rate": _figure(fit.rate),
        "weights": [_figure(each) for each in fit.weights],
        "cohorts": [_fitted(each) for each in fit.cohorts],
        "notes": fit_notes(fit, language),
    }


def _fitted(cohort: FittedCohort) -> Json:
    return {
        "cohort": cohort.name,
        "leads": _figure(cohort.leads),
        "age": cohort.age if cohort.age >= 0 else None,
        "converted": _figure(cohort.converted),
        "ultimate": _figure(cohort.ultimate),
        "to_come": _figure(cohort.to_come),
    }


def _bank(plan: Plan, bank: Bank, language: Language) -> Json:
    course = bank.course
    return {
        "leads": bank.leads,
        "name": plan.kpis[bank.leads].name,
        "weights": [_figure(each) for each in bank.weights],
        "cohorts": [_cohort(plan.calendar, each) for each in bank.cohorts],
        "totals": _totals(bank.totals),
        "periods": [
            {
                "period": period_label(plan.calendar, index),
                "to_convert": _figure(float(course.to_convert[index])),
                "open": _figure(float(course.open[index])),
                "converted": _figure(float(course.converted[index])),
                "value": _figure(float(course.value[index])),
            }
            for index in range(plan.calendar.count)
        ],
        "notes": bank_notes(plan, bank, language),
    }


def _cohort(calendar: Calendar, cohort: Cohort) -> Json:
    return {
        "cohort": period_label(calendar, cohort.period),
        "age": cohort.age,
        "young": cohort.young,
        **_totals(cohort.figures),
    }


def _totals(totals: Totals) -> Json:
    return {
        "leads": _figure(totals.leads),
        "converted": _figure(totals.converted),
        "to_convert": _figure(totals.to_convert),
        "open": _figure(totals.open),
        "lost": _figure(totals.lost),
        "lost_by_reason": {reason: _figure(lost) for reason, lost in totals.lost_by_reason.items()},
        "value": _figure(totals.value),
    }


def _figure(x: float) -> float | None:
    return x if math.isfinite(x) else None

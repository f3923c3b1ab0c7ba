"""What ``leads`` writes for people: tables in their language."""

from __future__ import annotations

import math

from models.kpi import Unit, UnitKind
from models.plan import Plan
from ui.command_line.text_table import TextTable, plain
from workbench.analysis.cohorts import Fit
from workbench.analysis.lead_bank import Bank, Cohort, LeadBank, Totals
from workbench.language import NO_VALUE, Language
from workbench.lead_words import bank_notes, fit_notes, no_worth_sentence, reason_words
from workbench.place_words import kpi_name

_YOUNG = "*"
_SHARE = Unit(UnitKind.SHARE, decimals=2)


def bank_text(plan: Plan, found: LeadBank, scenario: str, language: Language) -> str:
    """Return the cohorts of every bank, what is lost, and what the bank is worth."""
    as_of = language.period_label(plan.calendar, found.as_of)
    heading = language.text("{scenario} · end of {period}", scenario=scenario, period=as_of)
    parts = [f"{plain(plan.name)} · {heading}"]
    parts.extend(_bank_text(plan, bank, language) for bank in found.banks)
    lines: list[str] = []
    lacking = no_worth_sentence(plan, found, language)
    if lacking:
        lines.append(lacking)
    else:
        lines.append(
            language.text(
                "Value of what is still to convert: {value} ({worth} per client).",
                value=language.money(found.totals.value, plan.currency, 0),
                worth=language.money(found.client_value, plan.currency),
            )
        )
    for bank in found.banks:
        lines.extend(bank_notes(plan, bank, language))
    parts.append("\n".join(map(plain, lines)))
    return "\n\n".join(parts)


def fit_text(fit: Fit, language: Language) -> str:
    """Return fitted weights, what cohorts will come to, and a formula to copy."""
    head = (
        language.text("Age"),
        language.text("Factor to the next"),
        language.text("Share of the final total"),
        language.text("Weight"),
    )
    factors = (*fit.factors, math.nan)
    rows = [
        (
            language.number(age, 0),
            language.number(factor, 4),
            language.share(share, 1),
            language.share(weight, 2),
        )
        for age, (factor, share, weight) in enumerate(
            zip(factors, fit.pattern, fit.weights, strict=True)
        )
    ]
    parts = [TextTable(head, tuple(rows)).written(), _cohorts_table(fit, language)]
    notes = list(map(plain, fit_notes(fit, language)))
    if all(map(math.isfinite, fit.weights)):
        written = ", ".join(_literal(weight) for weight in fit.weights)
        formula = f"spread(leads, {written})"
        notes.insert(0, language.text("In a formula: {formula}", formula=formula))
    if notes:
        parts.append("\n".join(notes))
    return "\n\n".join(parts)


def _literal(weight: float) -> str:
    """Write a weight as formulas do: never with an exponent."""
    return f"{weight:.6f}".rstrip("0").rstrip(".") or "0"


def _cohorts_table(fit: Fit, language: Language) -> str:
    head = (
        language.text("Cohort"),
        language.text("Leads"),
        language.text("Age"),
        language.text("Converted"),
        language.text("Converted at the last age"),
        language.text("Still to convert"),
    )
    rows = tuple(
        (
            plain(each.name),
            _leads(each.leads, language),
            language.number(each.age, 0) if each.age >= 0 else NO_VALUE,
            _leads(each.converted, language),
            _leads(each.ultimate, language),
            _leads(each.to_come, language),
        )
        for each in fit.cohorts
    )
    return TextTable(head, rows).written()


def _bank_text(plan: Plan, bank: Bank, language: Language) -> str:
    weights = ", ".join(language.figure(each, _SHARE, plan.currency) for each in bank.weights)
    title = language.text(
        "{leads}, converting by age: {weights}", leads=kpi_name(plan, bank.leads), weights=weights
    )
    head = (
        language.text("Cohort"),
        language.text("Leads"),
        language.text("Age"),
        language.text("Converted"),
        language.text("Not yet converted"),
        language.text("Still to convert"),
        language.text("Leads lost"),
        language.text("Value"),
    )
    rows = [_row(plan, each, language) for each in bank.cohorts]
    rows.append((language.text("Total"), *_cells(plan, bank.totals, "", language)))
    lines = [plain(title), TextTable(head, tuple(rows)).written()]
    if any(each.young for each in bank.cohorts):
        lines.append(
            language.text(
                "{mark} Too young to judge: what has not converted yet may still do so.",
                mark=_YOUNG,
            )
        )
    lost = [
        f"{plain(reason_words(reason, language))} {_leads(count, language)}"
        for reason, count in bank.totals.lost_by_reason.items()
        if count
    ]
    if lost and bank.totals.lost:
        lines.append(language.text("Lost, by reason: {reasons}.", reasons=" · ".join(lost)))
    return "\n".join(lines)


def _row(plan: Plan, cohort: Cohort, language: Language) -> tuple[str, ...]:
    label = language.period_label(plan.calendar, cohort.period)
    mark = f" {_YOUNG}" if cohort.young else ""
    age = language.number(cohort.age, 0)
    return (f"{label}{mark}", *_cells(plan, cohort.figures, age, language))


def _cells(plan: Plan, figures: Totals, age: str, language: Language) -> tuple[str, ...]:
    return (
        _leads(figures.leads, language),
        age,
        _leads(figures.converted, language),
        _leads(figures.open, language),
        _leads(figures.to_convert, language),
        _leads(figures.lost, language),
        language.money(figures.value, plan.currency, 0),
    )


def _leads(x: float, language: Language) -> str:
    """Write leads: whole where there are many, else with one digit."""
    return language.number(x, 0 if abs(x) >= 100 else 1)

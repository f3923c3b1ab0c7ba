"""The lead bank and fitted weights in plain sentences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from models.calendar import Calendar
from models.plan import Plan
from workbench.analysis.cohorts import Fit
from workbench.analysis.lead_bank import UNKNOWN, Bank, BankFault, LeadBank
from workbench.analysis.lead_faults import LeadError, LeadFault
from workbench.language import Language, message
from workbench.place_words import kpi_name, listed

_EXAMPLE: Final = "spread(leads, 0.1, 0.05, 0.02)"

_SENTENCES: Final[Mapping[LeadFault, str]] = {
    LeadFault.NO_BANK: message(
        "No formula of the plan spreads leads, so there is no lead bank. Write one like "
        "“{example}”: 10% of the leads convert at once, 5% one period later, 2% two periods later."
    ),
    LeadFault.NO_PERIODS: message("The plan has no periods, so there are no cohorts: add periods."),
    LeadFault.UNKNOWN_SCENARIO: message("The plan has no scenario “{scenario}”: choose another."),
    LeadFault.UNKNOWN_PERIOD: message(
        "“{period}” is no period of the plan. It has {first} to {last}: choose one of them."
    ),
    LeadFault.NO_COHORTS: message(
        "The file holds no cohorts. Give each a row: its name, its leads, then how many had "
        "converted to date, by age."
    ),
    LeadFault.NO_AGES: message(
        "No cohort of the file says how many have converted. Write the conversions to date behind "
        "the leads, one column for each age."
    ),
    LeadFault.NOT_A_NUMBER: message(
        "Row {row}, column {column}: “{text}” is not a number. Type one, or leave the cell empty."
    ),
    LeadFault.NEGATIVE: message(
        "Row {row}, column {column}: “{text}” is below 0, which leads never are. Mend it, or leave "
        "the cell empty."
    ),
    LeadFault.NOT_A_TABLE: message(
        "The file is no table of cohorts. Save it as CSV from the spreadsheet."
    ),
}
_FAULTS: Final[Mapping[BankFault, str]] = {
    BankFault.WEIGHTS_OVER_ONE: message(
        "“{leads}”: in some period the weights sum to more than 100%, so more convert than came "
        "in, and the lost come out negative. Make the weights smaller."
    ),
    BankFault.WEIGHTS_NEGATIVE: message(
        "“{leads}”: some weight is below 0, so leads that converted go back. Weights are shares "
        "of the leads: make them 0 or more."
    ),
    BankFault.LOSSES_OVER_ONE: message(
        "“{leads}”: the shares of lost leads by reason sum to more than 100%. Make them smaller."
    ),
}
_REASONS: Final = {
    "price": message("price"),
    "rival": message("rival"),
    "timing": message("timing"),
    "never": message("never interested"),
    UNKNOWN: message("reason not known"),
}


def lead_sentence(error: LeadError, language: Language, calendar: Calendar | None = None) -> str:
    """Return why a question about leads has no answer, and the way out.

    Args:
        error: the fault.
        language: in which.
        calendar: of the plan, where there is one; an unknown period is told by it.
    """
    values = {"example": _EXAMPLE, **error.details}
    if error.fault is LeadFault.UNKNOWN_PERIOD and calendar is not None:
        values["first"] = language.period_label(calendar, 0)
        values["last"] = language.period_label(calendar, calendar.count - 1)
    return language.text(_SENTENCES[error.fault], **values)


def reason_words(reason: str, language: Language) -> str:
    """Name a reason why leads were lost; the plan's own reasons go by their own names."""
    known = _REASONS.get(reason)
    return reason if known is None else language.text(known)


def bank_notes(plan: Plan, bank: Bank, language: Language) -> list[str]:
    """Return what a reader of a bank must know, a sentence each."""
    leads = kpi_name(plan, bank.leads)
    notes = [
        language.text(_FAULTS[fault], leads=leads) for fault in BankFault if fault in bank.faults
    ]
    if bank.partly:
        names = listed((kpi_name(plan, key) for key in bank.partly), language)
        notes.append(
            language.text(
                "“{leads}”: the formula of {names} does more with what converts than count it. The "
                "value counts each conversion as a client, which may be too many.",
                leads=leads,
                names=names,
            )
        )
    if bank.elsewhere:
        names = listed((kpi_name(plan, key) for key in bank.elsewhere), language)
        notes.append(
            language.text(
                "“{leads}”: {names} reads them too, by a formula of its own. Leads that convert "
                "there are not counted here as converted, and so as not yet converted or lost.",
                leads=leads,
                names=names,
            )
        )
    return notes


def no_worth_sentence(plan: Plan, bank: LeadBank, language: Language) -> str:
    """Return why conversions have no value, and the way out; "" where they have one."""
    if bank.client_value == bank.client_value:
        return ""
    if bank.client_key is None:
        return language.text(
            "No KPI says what a client is worth, so the bank has no value: give the role “Client "
            "value” to the KPI that does."
        )
    return language.text(
        "“{name}” has no figure for {period}, so the bank has no value: see there why.",
        name=kpi_name(plan, bank.client_key),
        period=language.period_label(plan.calendar, bank.as_of),
    )


def fit_notes(fit: Fit, language: Language) -> list[str]:
    """Return what is odd about fitted weights, a sentence each."""
    notes: list[str] = []
    falling = [cohort.name for cohort in fit.cohorts if cohort.falls]
    if falling:
        notes.append(
            language.text(
                "The conversions of {names} fall somewhere. Make sure they are totals to date, not "
                "those of each period.",
                names=listed(falling, language),
            )
        )
    more = [cohort.name for cohort in fit.cohorts if cohort.converted > cohort.leads]
    if more:
        notes.append(
            language.text(
                "More have converted of {names} than there were leads. Make sure the second column "
                "holds the leads.",
                names=listed(more, language),
            )
        )
    without = [cohort.name for cohort in fit.cohorts if cohort.ultimate != cohort.ultimate]
    if without:
        notes.append(
            language.text(
                "Nothing leads from what is known of {names} to the last age: no other cohort has "
                "conversions at both ages.",
                names=listed(without, language),
            )
        )
    if fit.rate != fit.rate:
        notes.append(
            language.text(
                "There are no weights without leads: write those of the cohorts into the second "
                "column."
            )
        )
    return notes

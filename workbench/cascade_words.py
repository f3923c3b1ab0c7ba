"""Cascades in plain sentences: what cannot be asked, and what is in the way."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, Final

from models.keys import FunctionKey, KpiKey
from models.kpi import UnitKind
from models.plan import Plan
from workbench.analysis.cascade.answer import Blocker, Cascade, Rule
from workbench.analysis.cascade.faults import CascadeError, CascadeFault
from workbench.analysis.cascade.proposal import DriverLine, Load
from workbench.analysis.cascade.room import Why
from workbench.analysis.reasons import reason_sentence
from workbench.language import Language, message, shows_a_digit
from workbench.place_words import function_name, kpi_name

_FAULTS: Final[Mapping[CascadeFault, str]] = {
    CascadeFault.UNKNOWN_KPI: message(
        "There is no KPI “{kpi}” in the plan: choose one by its key or name."
    ),
    CascadeFault.NO_YEAR: message(
        "The plan holds no complete fiscal year that a target could be for: name the periods, or "
        "add some."
    ),
    CascadeFault.NOT_FINITE: message("The target is no figure: type one."),
    CascadeFault.LOCK_UNKNOWN: message(
        "“{kpi}” cannot be locked, for it is not in the plan: name a driver by its key or name."
    ),
    CascadeFault.LOCK_NO_DRIVER: message(
        "“{kpi}” cannot be locked, for it has a formula: lock the drivers that it comes from."
    ),
    CascadeFault.NO_VALUE: message(
        "“{kpi}” has no value, so no way leads from it to a target. {reason}"
    ),
    CascadeFault.OUT_OF_REACH: message(
        "“{kpi}” comes to {reached} at best: loosen bounds or locks, or aim for that."
    ),
}
_WHY: Final[Mapping[Why, str]] = {
    Why.LOCKED: message("{driver} is locked."),
    Why.LEAST: message("{driver} is at the least that its bounds allow."),
    Why.MOST: message("{driver} is at the most that its bounds allow."),
    Why.SHARE: message("{driver} is a share, from 0 to 100 %, and can go no further."),
    Why.NO_STRETCH: message(
        "{driver} is 0 or negative somewhere and has no stretch, so it does not move: give it one."
    ),
    Why.NO_EFFECT: message("{driver} changes nothing from where it is."),
}
RULES: Final[Mapping[Rule, str]] = {
    Rule.EFFORT: message("with the least effort"),
    Rule.PRO_RATA: message("all by the same percentage"),
}
"""What the rules are called."""
RULE_LINES: Final[Mapping[Rule, str]] = {
    Rule.EFFORT: message(
        "Whoever has the most room moves most: a stretch of each driver is the same effort."
    ),
    Rule.PRO_RATA: message("Every driver moves by the same percentage, in the way that helps."),
}
"""Each rule in one line."""


def cascade_fault(error: CascadeError, plan: Plan, language: Language) -> str:
    """Return why a question has no answer, and the way out, in a sentence or two."""
    details: Mapping[str, Any] = error.details
    values: dict[str, object] = {}
    if "kpi" in details:
        values["kpi"] = kpi_name(plan, details["kpi"])
    if "reached" in details:
        unit = plan.kpis[details["kpi"]].unit
        values["reached"] = language.figure(details["reached"], unit, plan.currency, label=True)
    if "reason" in details:
        reason = details["reason"]
        values["reason"] = "" if reason is None else reason_sentence(reason, plan, language)
    return language.text(_FAULTS[error.fault], **values).rstrip()


def blocker_sentence(blocker: Blocker, plan: Plan, language: Language) -> str:
    """Return what keeps a driver from moving further."""
    return language.text(_WHY[blocker.why], driver=kpi_name(plan, blocker.driver))


def reached_sentence(found: Cascade, plan: Plan, language: Language) -> str:
    """Return whether the target is reached, and by what."""
    kpi = plan.kpis[found.key]
    written = {
        "kpi": kpi_name(plan, found.key),
        "before": language.figure(found.before, kpi.unit, plan.currency, label=True),
        "target": language.figure(found.target, kpi.unit, plan.currency, label=True),
        "reached": language.figure(found.reached, kpi.unit, plan.currency, label=True),
    }
    if not found.feasible:
        return language.text(
            "{target} is out of reach: {kpi} goes from {before} to {reached} at best.", **written
        )
    if not found.changes:
        return language.text("{kpi} is at {target} already: nothing changes.", **written)
    rule = language.text(RULES[found.rule])
    return language.text("{kpi} goes from {before} to {reached}, {rule}.", **written, rule=rule)


def moved_words(line: DriverLine, plan: Plan, language: Language) -> tuple[str, str]:
    """Return how far a driver moves, in its unit and in % of itself; both empty for not at all.

    A share moves by points. What is 0, negative or without value has no percentage.
    """
    moved = line.after - line.before
    if moved == 0.0 or not math.isfinite(moved):
        return "", ""
    unit = plan.kpis[line.driver].unit
    sign = "+" if moved > 0.0 else "−"
    if unit.kind is UnitKind.SHARE:
        written = language.text("{digits} pt", digits=_fine(abs(moved) * 100, language))
    else:
        written = language.figure(abs(moved), unit, plan.currency)
        if not shows_a_digit(written):
            # The unit is too coarse for what it moves by.
            written = _fine(abs(moved), language)
    return f"{sign}{written}", language.change(moved / line.before) if line.before > 0.0 else ""


def _fine(size: float, language: Language) -> str:
    """Write a figure above 0 so that it shows a digit, however small it is."""
    written = language.number(size)
    if shows_a_digit(written):
        return written
    return language.number(size, min(12, -math.floor(math.log10(size))))


def answer_words(shares: Mapping[FunctionKey, float], plan: Plan, language: Language) -> str:
    """Return who answers for a driver, with their shares where they are several."""
    if not shares:
        return language.text("nobody")
    names = [(function_name(plan, key), share) for key, share in shares.items()]
    if len(names) == 1 and names[0][1] == 1.0:
        return names[0][0]
    return ", ".join(f"{name} {language.share(share)}" for name, share in names)


def load_words(load: Load, kpi: KpiKey, plan: Plan, language: Language) -> tuple[str, str]:
    """Return who carries a part of a change, and how much of it."""
    unit = plan.kpis[kpi].unit
    name = language.text("Nobody") if load.function is None else function_name(plan, load.function)
    sign = "+" if load.amount > 0.0 else "−"
    if unit.kind is UnitKind.SHARE:
        written = language.text("{digits} pt", digits=language.number(abs(load.amount) * 100))
    else:
        written = language.figure(abs(load.amount), unit, plan.currency, short=True)
    return name, f"{sign}{written}"

"""What ``align`` writes for people."""

from __future__ import annotations

from typing import Final

from models.keys import BASE
from ui.command_line.text_table import TextTable, plain
from workbench.alignment_words import (
    alignment_fault,
    axis_words,
    hint_sentence,
    move_words,
    points,
    repair_sentences,
    subject_name,
    verdict_words,
)
from workbench.analysis.alignment.align import Alignment, Finding
from workbench.analysis.alignment.axes import AXES
from workbench.analysis.alignment.contradictions import Contradiction, Verdict
from workbench.analysis.alignment.hints import HintKind
from workbench.language import NO_VALUE, Language
from workbench.place_words import design_name, function_name, kpi_name, position_name, scenario_name

_QUIET: Final = (Verdict.ALIGNED, Verdict.STILL)
"""Verdicts that nobody needs to see of single drivers."""
_MOST_DRIVERS: Final = 12
_MOST_REPAIRS: Final = 5
_MOST_CLIFFS: Final = 10
_CLIFFS: Final = (HintKind.CLIFF, HintKind.GATE)
"""Hints that have a table of their own."""


def alignment_text(found: Alignment, language: Language) -> str:
    """Return the alignment of functions as tables and sentences."""
    parts = [
        _heading(found, language),
        _stakes(found, language),
        _weights(found, language),
        _levers(found, language),
        _drivers(found, language),
        _repairs(found, language),
        _axes(found, language),
        _clarity(found, language),
        _cliffs(found, language),
        _cost(found, language),
        _hints(found, language),
    ]
    return "\n\n".join(part for part in parts if part)


def _heading(found: Alignment, language: Language) -> str:
    plan = found.plan
    base = found.scenario == BASE
    words = [
        plain(plan.name),
        design_name(plan, found.design),
        language.text("Base") if base else scenario_name(plan, found.scenario),
    ]
    year = plan.calendar.report_group()
    if year is not None:
        words.append(language.group_label(year))
    return " · ".join(plain(word) for word in words if word)


def _stakes(found: Alignment, language: Language) -> str:
    plan = found.plan
    lines: list[str] = []
    if found.stake is not None:
        lines.append(
            language.text(
                "Shared stake of {one} and {other}: {share}",
                one=function_name(plan, found.stake.one),
                other=function_name(plan, found.stake.other),
                share=language.share(found.stake.share),
            )
        )
    if len(found.functions) > 2:
        keys = list(found.functions)
        shares = {(each.one, each.other): each.share for each in found.stakes}
        rows = [
            (
                plain(function_name(plan, one)),
                *(
                    language.share(shares.get((one, other), shares.get((other, one))), 0)
                    for other in keys
                ),
            )
            for one in keys
        ]
        head = (
            language.text("Shared stake"),
            *(plain(function_name(plan, key)) for key in keys),
        )
        lines += ["", TextTable(head, tuple(rows)).written()]
    return "\n".join(lines)


def _weights(found: Alignment, language: Language) -> str:
    plan = found.plan
    subjects = list(dict.fromkeys(each for own in found.functions.values() for each in own.shares))
    rows = [
        (
            plain(subject_name(subject, plan)),
            *(
                language.share(own.shares[subject]) if subject in own.shares else ""
                for own in found.functions.values()
            ),
        )
        for subject in subjects
    ]
    rows.append(
        (
            language.text("Target bonus"),
            *(language.money(own.bonus, plan.currency, 0) for own in found.functions.values()),
        )
    )
    head = (
        language.text("KPI or objective"),
        *(plain(function_name(plan, key)) for key in found.functions),
    )
    return TextTable(head, tuple(rows)).written()


def _levers(found: Alignment, language: Language) -> str:
    lines: list[str] = []
    if found.levers:
        lines.append(_verdicts(found, found.levers, language.text("Lever"), language))
    lines.extend(plain(alignment_fault(error, found.plan, language)) for error in found.refused)
    if not lines:
        lines.append(language.text("The plan has no levers."))
    if not found.by_role:
        lines.append(
            language.text(
                "Marketing and sales are not both paid, so all functions with a bonus are compared."
            )
        )
    return "\n".join(lines)


def _drivers(found: Alignment, language: Language) -> str:
    loud = [each for each in found.drivers if each.contradiction.verdict not in _QUIET]
    loud.sort(key=lambda each: _size(each.contradiction), reverse=True)
    shown = loud[:_MOST_DRIVERS]
    if not shown:
        return ""
    lines = [_verdicts(found, tuple(shown), language.text("Driver moved alone"), language)]
    hidden = len(found.drivers) - len(shown)
    if hidden:
        lines.append(
            language.plural(
                "{count} other move does less, or is aligned.",
                "{count} other moves do less, or are aligned.",
                hidden,
            )
        )
    return "\n".join(lines)


def _size(contradiction: Contradiction) -> float:
    # What cannot be told is shown first: NaN is no number to sort by.
    if contradiction.verdict is Verdict.UNKNOWN:
        return float("inf")
    return abs(contradiction.profit)


def _verdicts(
    found: Alignment, findings: tuple[Finding, ...], title: str, language: Language
) -> str:
    plan = found.plan
    head = (
        title,
        language.text("Verdict"),
        language.text("Change of profit"),
        *(plain(function_name(plan, key)) for key in found.compared),
    )
    rows: list[tuple[str, ...]] = []
    for each in findings:
        contradiction = each.contradiction
        change = contradiction.profit
        money = language.money(abs(change), plan.currency, 0)
        sign = "" if change == 0 or money == NO_VALUE else "+" if change > 0 else "−"
        rows.append(
            (
                plain(move_words(contradiction.move, plan, language)),
                verdict_words(contradiction.verdict, language),
                sign + money,
                *(
                    f"{language.share(bonus.after, 1)} ({points(bonus.change, language)})"
                    for bonus in contradiction.bonuses
                ),
            )
        )
    return TextTable(head, tuple(rows), words=2).written()


def _repairs(found: Alignment, language: Language) -> str:
    lines: list[str] = []
    repaired = [each for each in (*found.levers, *found.drivers) if each.repairs]
    for each in repaired[:_MOST_REPAIRS]:
        move = plain(move_words(each.contradiction.move, found.plan, language))
        lines.append(language.text("What would stop “{move}” from being paid:", move=move))
        for repair in each.repairs or ():
            sentences = repair_sentences(repair, found.plan, language)
            lines.extend(f"  {plain(sentence)}" for sentence in sentences)
    return "\n".join(lines)


def _axes(found: Alignment, language: Language) -> str:
    known = {key: each for key, each in found.axes.items() if each.nature is not None}
    if not known:
        return ""
    rows = [
        (
            axis_words(axis, language),
            *(language.number(getattr(each.nature, axis), 2) for each in known.values()),
        )
        for axis in AXES
    ]
    rows.append(
        (
            language.text("Share of bonus of known nature"),
            *(language.share(each.known, 0) for each in known.values()),
        )
    )
    head = (
        language.text("Temperament, from 0 to 1"),
        *(plain(function_name(found.plan, key)) for key in known),
    )
    return TextTable(head, tuple(rows)).written()


def _clarity(found: Alignment, language: Language) -> str:
    rows = [
        (
            plain(position_name(found.plan, each.position)),
            language.number(each.score, 0),
            *(
                language.number(count, 0)
                for count in (each.measures, each.gates, each.points, each.words)
            ),
        )
        for each in found.clarity
    ]
    head = (
        language.text("Position"),
        language.text("Clarity of 100"),
        language.text("Measures"),
        language.text("Gates"),
        language.text("Curve points"),
        language.text("Words"),
    )
    return TextTable(head, tuple(rows)).written() if rows else ""


def _cost(found: Alignment, language: Language) -> str:
    cost, currency = found.cost, found.plan.currency
    lines = [
        language.text(
            "Payouts {payouts}, charges {charges}; profit {profit}, after incentives {after}.",
            payouts=language.money(cost.payouts, currency, 0),
            charges=language.money(cost.charges, currency, 0),
            profit=language.money(cost.profit, currency, 0),
            after=language.money(cost.after, currency, 0),
        )
    ]
    if found.scenario != BASE:
        lines.append(
            language.text(
                "Of each unit of profit beyond the base, {share} is paid out with charges; earned "
                "per unit paid: {earned}.",
                share=language.share(cost.extra_share),
                earned=language.number(cost.earned_per_unit),
            )
        )
    return "\n".join(lines)


def _hints(found: Alignment, language: Language) -> str:
    hints = [each for each in found.hints if each.kind not in _CLIFFS]
    if not hints:
        return ""
    lines = [language.text("Worth a look:")]
    lines.extend(f"  {plain(hint_sentence(each, found.plan, language))}" for each in hints)
    return "\n".join(lines)


def _cliffs(found: Alignment, language: Language) -> str:
    """Return the cliffs that single drivers reach, the dearest first."""
    plan = found.plan
    near = [each for each in found.cliffs if each.within_reach and each.worth]
    if not near:
        return ""
    rows: list[tuple[str, ...]] = []
    for each in near[:_MOST_CLIFFS]:
        kpi = plan.kpis[each.kpi]
        rows.append(
            (
                plain(position_name(plan, each.position)),
                plain(kpi_name(plan, each.kpi)),
                language.text("condition") if each.gate else language.text("jump of the curve"),
                language.figure(each.at, kpi.unit, plan.currency),
                language.money(each.worth, plan.currency, 0),
            )
        )
    head = (
        language.text("Cliff within reach"),
        "KPI",
        language.text("Kind"),
        language.text("At"),
        language.text("Worth"),
    )
    lines = [TextTable(head, tuple(rows), words=3).written()]
    hidden = len(found.cliffs) - len(rows)
    if hidden:
        lines.append(
            language.plural(
                "{count} other is worth less, or is out of reach of a single driver.",
                "{count} others are worth less, or are out of reach of a single driver.",
                hidden,
            )
        )
    return "\n".join(lines)

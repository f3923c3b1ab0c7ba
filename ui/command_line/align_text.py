"""What ``align`` writes for people."""

from __future__ import annotations

from models.keys import BASE
from ui.command_line.align_findings import (
    cliffs_text,
    drivers_text,
    hints_text,
    levers_text,
    repairs_text,
)
from ui.command_line.text_table import TextTable, plain
from workbench.alignment_words import (
    axis_words,
    subject_name,
)
from workbench.analysis.alignment.align import Alignment
from workbench.analysis.alignment.axes import AXES
from workbench.language import Language
from workbench.place_words import design_name, function_name, position_name, scenario_name


def alignment_text(found: Alignment, language: Language) -> str:
    """Return the alignment of functions as tables and sentences."""
    parts = [
        _heading(found, language),
        _stakes(found, language),
        _weights(found, language),
        levers_text(found, language),
        drivers_text(found, language),
        repairs_text(found, language),
        _axes(found, language),
        _clarity(found, language),
        cliffs_text(found, language),
        _cost(found, language),
        hints_text(found, language),
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

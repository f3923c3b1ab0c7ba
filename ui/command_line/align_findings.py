"""What ``align`` writes for people about moves, cliffs and hints."""

from __future__ import annotations

from typing import Final

from ui.command_line.text_table import TextTable, plain
from workbench.alignment_words import (
    alignment_fault,
    hint_sentence,
    move_words,
    points,
    repair_sentences,
    verdict_words,
)
from workbench.analysis.alignment.align import Alignment, Finding
from workbench.analysis.alignment.contradictions import Contradiction, Verdict
from workbench.analysis.alignment.hints import HintKind
from workbench.language import NO_VALUE, Language
from workbench.place_words import function_name, kpi_name, position_name

_QUIET: Final = (Verdict.ALIGNED, Verdict.STILL)
"""Verdicts that nobody needs to see of single drivers."""
_MOST_DRIVERS: Final = 12
_MOST_REPAIRS: Final = 5
_MOST_CLIFFS: Final = 10
_CLIFFS: Final = (HintKind.CLIFF, HintKind.GATE)
"""Hints that have a table of their own."""


def levers_text(found: Alignment, language: Language) -> str:
    """Return the verdicts on levers, and why others have none."""
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


def drivers_text(found: Alignment, language: Language) -> str:
    """Return the loudest verdicts on single drivers."""
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


def repairs_text(found: Alignment, language: Language) -> str:
    """Return what would stop moves from being paid."""
    lines: list[str] = []
    repaired = [each for each in (*found.levers, *found.drivers) if each.repairs]
    for each in repaired[:_MOST_REPAIRS]:
        move = plain(move_words(each.contradiction.move, found.plan, language))
        lines.append(language.text("What would stop “{move}” from being paid:", move=move))
        for repair in each.repairs or ():
            sentences = repair_sentences(repair, found.plan, language)
            lines.extend(f"  {plain(sentence)}" for sentence in sentences)
    return "\n".join(lines)


def hints_text(found: Alignment, language: Language) -> str:
    """Return what else is worth a look."""
    hints = [each for each in found.hints if each.kind not in _CLIFFS]
    if not hints:
        return ""
    lines = [language.text("Worth a look:")]
    lines.extend(f"  {plain(hint_sentence(each, found.plan, language))}" for each in hints)
    return "\n".join(lines)


def cliffs_text(found: Alignment, language: Language) -> str:
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

"""The alignment of functions in plain sentences: verdicts, repairs, hints and faults."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from models.plan import Plan
from workbench.analysis.alignment.contradictions import Verdict
from workbench.analysis.alignment.faults import AlignmentError, AlignmentFault
from workbench.analysis.alignment.hints import Hint, HintKind
from workbench.analysis.alignment.moves import Move, Side
from workbench.analysis.alignment.repair import Repair
from workbench.analysis.alignment.weight_grid import GridRepair
from workbench.analysis.alignment.weights import Subject
from workbench.language import NO_VALUE, Language, message
from workbench.place_words import (
    design_name,
    function_name,
    kpi_name,
    lever_name,
    listed,
    objective_name,
    position_name,
)

_FAULTS: Final[Mapping[AlignmentFault, str]] = {
    AlignmentFault.NO_DESIGN: message(
        "Nothing is paid for yet, so nothing can be aligned: give the plan a design."
    ),
    AlignmentFault.NO_YEAR: message(
        "The plan holds no complete fiscal year, over which functions could be compared: add "
        "periods, or let it start with the fiscal year."
    ),
    AlignmentFault.NO_PROFIT: message(
        "No KPI has the role “profit”, so nobody can tell whether a move is good for the company: "
        "give it to one."
    ),
    AlignmentFault.PROFIT_WITHOUT_VALUE: message(
        "“{name}”, the profit, has no value for the year: see there why."
    ),
    AlignmentFault.NO_BONUS: message(
        "Nobody in a function has a target bonus, so there is nothing to compare: type one for a "
        "person or a position."
    ),
    AlignmentFault.UNKNOWN_DESIGN: message("There is no design “{name}” in the plan."),
    AlignmentFault.UNKNOWN_LEVER: message("There is no lever “{name}” in the plan."),
    AlignmentFault.LEVER_MOVES_NOTHING: message(
        "The lever “{name}” moves nothing: give it a driver and a factor."
    ),
    AlignmentFault.LEVER_MOVES_FORMULA: message(
        "The lever “{name}” moves “{kpi}”, which is no driver of the plan: let it move the drivers "
        "behind it."
    ),
}
_VERDICTS: Final[Mapping[Verdict, str]] = {
    Verdict.PAID_TO_DESTROY: message("paid to destroy"),
    Verdict.TUG_OF_WAR: message("tug of war"),
    Verdict.UNPAID_GOOD: message("unpaid good"),
    Verdict.PUNISHED_GOOD: message("punished good"),
    Verdict.ALIGNED: message("aligned"),
    Verdict.BLIND_SPOT: message("blind spot"),
    Verdict.PAID_FOR_NOTHING: message("paid for nothing"),
    Verdict.STILL: message("nobody gains"),
    Verdict.UNKNOWN: message("cannot be told"),
}
_AXES: Final[Mapping[str, str]] = {
    "group_individual": message("group – individual"),
    "need_transaction": message("need – transaction"),
    "pull_push": message("pull – push"),
    "reach_revenue": message("reach – revenue"),
    "strategic_tactical": message("strategic – tactical"),
    "long_short_term": message("long – short term"),
    "brand_client": message("brand – client"),
}
_HINTS: Final[Mapping[HintKind, str]] = {
    HintKind.FEW_MEASURES: message(
        "{position}: {count} only. Three to five leave nothing important out."
    ),
    HintKind.MANY_MEASURES: message(
        "{position} is paid for {count} measures: nobody keeps more than five in mind."
    ),
    HintKind.LOW_WEIGHT: message(
        "“{name}” weighs only {share} for {position}: under 10 % it is hardly noticed."
    ),
    HintKind.LINE_OF_SIGHT: message(
        "{position} is paid for “{name}”, but {function} answers for only {share} of what moves it."
    ),
    HintKind.DEAD_ZONE: message(
        "“{name}” pays {position} {share} anywhere from {low} (P10) to {high} (P90): what is "
        "likely changes nothing."
    ),
    HintKind.DEAD_ZONE_OF_MOVES: message(
        "“{name}” pays {position} {share} whatever happens between {low} and {high}, which is as "
        "far as any single driver moves it."
    ),
    HintKind.CLIFF: message(
        "For {position}, the last step to {low} of “{name}” is worth {money}: a temptation to "
        "bend it."
    ),
    HintKind.GATE: message(
        "For {position}, the condition on “{name}” at {low} is worth {money}: the last step "
        "decides."
    ),
    HintKind.NO_PROFIT: message("Nothing that {function} is paid for is profit."),
    HintKind.SHORT_TERM: message("{function} is paid only for what counts in the short term."),
    HintKind.OVER_CEILING: message(
        "Payouts with charges come to {money}, which is over the ceiling of {ceiling}."
    ),
    HintKind.NO_WEIGHTS: message(
        "The measures of {position} multiply and have no weights: each was counted the same."
    ),
    HintKind.WITHOUT_SCORECARD: message(
        "Target bonus without a scorecard: {count}. That money is on nothing."
    ),
}


def alignment_fault(error: AlignmentError, plan: Plan, language: Language) -> str:
    """Return why a question cannot be answered, and the way out."""
    match error.fault:
        case AlignmentFault.LEVER_MOVES_FORMULA | AlignmentFault.LEVER_MOVES_NOTHING:
            name = lever_name(plan, error.key)
        case AlignmentFault.UNKNOWN_LEVER:
            name = error.key
        case AlignmentFault.UNKNOWN_DESIGN | AlignmentFault.NO_BONUS:
            name = design_name(plan, error.key)
        case _:
            name = kpi_name(plan, error.key)
    return language.text(_FAULTS[error.fault], name=name, kpi=kpi_name(plan, error.kpi))


def verdict_words(verdict: Verdict, language: Language) -> str:
    """Name a verdict in a few words."""
    return language.text(_VERDICTS[verdict])


def axis_words(axis: str, language: Language) -> str:
    """Name an axis by its two ends."""
    return language.text(_AXES[axis])


def move_words(move: Move, plan: Plan, language: Language) -> str:
    """Name a move: a lever by its name, a driver with where it is moved to."""
    if move.driver is None:
        return lever_name(plan, move.lever or "")
    name = kpi_name(plan, move.driver)
    if move.assumed:
        return f"{name} {language.change(move.factors[move.driver] - 1.0)}"
    end = "P10" if move.side is Side.LOW else "P90"
    return language.text("{name} at its {end}", name=name, end=end)


def subject_name(subject: Subject, plan: Plan) -> str:
    """Name what a measure reads."""
    if subject.kpi is not None:
        return kpi_name(plan, subject.kpi)
    return objective_name(plan, subject.objective or "")


def points(change: float, language: Language) -> str:
    """Write a change of a percentage in points: +12.3 pt, −0.4 pt."""
    if change != change:  # noqa: PLR0124 - NaN
        return NO_VALUE
    digits = language.number(abs(change) * 100.0, 1 if abs(change) >= 0.00995 else 2)
    if not any(each in "123456789" for each in digits):
        return language.text("{digits} pt", digits=digits)
    return language.text("{digits} pt", digits=f"{'+' if change > 0 else '−'}{digits}")


def repair_sentences(found: Repair, plan: Plan, language: Language) -> tuple[str, ...]:
    """Return what would stop a function from being paid for a move, one sentence a way."""
    function = function_name(plan, found.function)
    sentences: list[str] = []
    if found.weight is not None:
        weight = found.weight
        sentences.append(
            language.text(
                "{function}: “{name}” from {before} to {after} stops it, the other weights "
                "shrinking in proportion.",
                function=function,
                name=subject_name(weight.subject, plan),
                before=language.share(weight.before),
                after=language.share(weight.after),
            )
        )
        if weight.below_floor:
            names = (f"“{subject_name(each, plan)}”" for each in weight.below_floor)
            if language.code == "fr":
                names = (f"«\u00a0{subject_name(each, plan)}\u00a0»" for each in weight.below_floor)
            sentences[-1] += " " + language.text(
                "That leaves {names} under 10 %.", names=listed(names, language)
            )
    if found.cap is not None:
        sentences.append(
            language.text(
                "{function}: “{name}” capped at {cap} stops it, weights untouched; capped at "
                "{full} the bonus changes by {change}.",
                function=function,
                name=subject_name(found.cap.subject, plan),
                cap=language.share(found.cap.cap),
                full=language.share(1.0),
                change=points(found.cap.change_at_full, language),
            )
        )
    sentences.extend(_grid_sentence(each, plan, language) for each in found.grid)
    if found.weight is None and found.cap is None:
        sentences.insert(
            0,
            language.text(
                "{function}: no single weight and no single cap stops it; pay for something else.",
                function=function,
            ),
        )
    return tuple(sentences)


def _grid_sentence(grid: GridRepair, plan: Plan, language: Language) -> str:
    names = "/".join(subject_name(subject, plan) for subject, _ in grid.weights)
    weights = "/".join(language.number(weight * 100.0, 0) for _, weight in grid.weights)
    template = (
        message("{position}: in steps of 5 %, {names} at {weights} stops it ({change}).")
        if grid.enough
        else message(
            "{position}: in steps of 5 % nothing stops it; {names} at {weights} pays least for it "
            "({change})."
        )
    )
    return language.text(
        template,
        position=position_name(plan, grid.position),
        names=names,
        weights=weights,
        change=points(grid.change, language),
    )


def hint_sentence(hint: Hint, plan: Plan, language: Language) -> str:
    """Return what is worth a look, in a sentence."""
    subject = Subject() if hint.subject is None else hint.subject
    kpi = None if subject.kpi is None else plan.kpis.get(subject.kpi)

    def figure(value: float | None) -> str:
        if kpi is None:
            return language.number(value)
        return language.figure(value, kpi.unit, plan.currency, label=True)

    count: object = hint.count
    if hint.kind is HintKind.WITHOUT_SCORECARD:
        count = language.plural("{count} person", "{count} people", hint.count or 0)
    elif hint.kind is HintKind.FEW_MEASURES:
        count = language.plural("{count} measure", "{count} measures", hint.count or 0)
    return language.text(
        _HINTS[hint.kind],
        function=function_name(plan, hint.function or ""),
        position=position_name(plan, hint.position or ""),
        name=subject_name(subject, plan),
        count=count,
        share=language.share(hint.share),
        low=figure(hint.low),
        high=figure(hint.high),
        money=language.money(hint.money, plan.currency, 0),
        ceiling=language.money(hint.ceiling, plan.currency, 0),
    )

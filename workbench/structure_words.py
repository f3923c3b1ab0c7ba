"""Structure hints in words: one calm sentence each, and what a mend does."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from models.keys import KpiKey
from models.plan import Plan
from workbench.analysis.structure.hint import Hint, HintCode, Mend, MendCode
from workbench.catalogue.reading import catalogue
from workbench.language import Language, message
from workbench.place_words import function_name, kpi_name

_SENTENCES: Final[Mapping[HintCode, str]] = {
    HintCode.ORPHAN: message(
        "“{name}” stands beside the tree, so that nothing depends on it: name it in a formula, "
        "pay somebody by it, or delete it."
    ),
    HintCode.SINGLE_CHILD: message(
        "“{name}” only repeats “{child}”, one more level to read: add what else it is made of, or "
        "take the level out."
    ),
    HintCode.MANY_CHILDREN: message(
        "“{name}” has {count} KPIs right below it, more than one keeps in mind: group those that "
        "belong together."
    ),
    HintCode.UNGUARDED_GROWTH: message(
        "“{name}” grows by volume, and nothing beside it watches what growth may cost: add a "
        "guard such as churn, margin or satisfaction."
    ),
    HintCode.LATE_BRANCH: message(
        "Everything below “{name}” tells how it went, when it is too late to steer: add what "
        "moves first, such as leads, visits or appointments."
    ),
    HintCode.NOBODY_ANSWERS: message(
        "Nobody answers for “{name}”, so nobody is there to move it: name the function that does."
    ),
}
_GUARD_KNOWN: Final = message(
    "“{name}” grows by volume, and nothing beside it watches what growth may cost: add “{guard}”, "
    "its guard in the catalogue."
)
_VANITY: Final[Mapping[tuple[bool, bool], str]] = {
    (False, False): message(
        "“{name}” moves the profit in no scenario, so that work on it changes nothing: let a "
        "formula use it, or take it out."
    ),
    (False, True): message(
        "“{name}” is pleasant to watch, yet it moves the profit in no scenario: let a formula use "
        "it, or take it out."
    ),
    (True, False): message(
        "“{name}” is paid, yet it moves the profit in no scenario: pay for what it leads to, or "
        "let a formula use it."
    ),
    (True, True): message(
        "“{name}” is paid and pleasant to watch, yet it moves the profit in no scenario: pay for "
        "what it leads to, or let a formula use it."
    ),
}
"""By whether it is paid, and whether its name pleases by itself."""
_TITLES: Final[Mapping[HintCode, str]] = {
    HintCode.ORPHAN: message("Beside the tree"),
    HintCode.SINGLE_CHILD: message("Repeats its only child"),
    HintCode.MANY_CHILDREN: message("Many KPIs right below"),
    HintCode.UNGUARDED_GROWTH: message("Growth without a guard"),
    HintCode.LATE_BRANCH: message("Known only afterwards"),
    HintCode.NOBODY_ANSWERS: message("Nobody answers for it"),
    HintCode.VANITY: message("Does not move the profit"),
}


def structure_sentence(hint: Hint, plan: Plan, language: Language) -> str:
    """Return what is worth a look, why it matters, and the way out, in one sentence."""
    if hint.code is HintCode.VANITY:
        template = _VANITY[hint.paid, hint.pleasing]
    elif hint.guard:
        template = _GUARD_KNOWN
    else:
        template = _SENTENCES[hint.code]
    return language.text(
        template,
        name=kpi_name(plan, hint.kpi),
        child=kpi_name(plan, hint.child),
        count=language.number(hint.count),
        guard=_guard_name(hint.guard, plan, language) if hint.guard else "",
    )


def _guard_name(guard: str, plan: Plan, language: Language) -> str:
    """Return the name of a KPI that is not in the plan, as the catalogue has it."""
    entry = catalogue().entries.get(KpiKey(guard))
    return kpi_name(plan, guard) if entry is None else entry.name.of(language)


def structure_title(hint: Hint, language: Language) -> str:
    """Return what is worth a look, in a few words for a menu."""
    return language.text(_TITLES[hint.code])


def mend_words(mend: Mend, plan: Plan, language: Language) -> str:
    """Return what a mend does, for the button that does it."""
    match mend.code:
        case MendCode.ASSIGN:
            function = function_name(plan, mend.function or "")
            return language.text("Give it to {function}", function=function)
        case MendCode.TAKE_OUT:
            return language.text("Take this level out")
        case MendCode.GROUP:
            return language.text("Group by function")


def mend_step(mend: Mend, plan: Plan, language: Language) -> str:
    """Return what a mend did, as the name of the step that undoes it."""
    name = kpi_name(plan, mend.kpi)
    match mend.code:
        case MendCode.ASSIGN:
            function = function_name(plan, mend.function or "")
            return language.text("Give {name} to {function}", name=name, function=function)
        case MendCode.TAKE_OUT:
            return language.text("Take the level {name} out", name=name)
        case MendCode.GROUP:
            return language.text("Group what is below {name} by function", name=name)

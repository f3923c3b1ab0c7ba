"""The stages of a plan in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from models.life import Life, Stage
from workbench.language import Language, message

_NAMES: Final[Mapping[Stage, str]] = {
    Stage.DRAFT: message("Draft"),
    Stage.AGREED: message("Agreed"),
    Stage.COMMUNICATED: message("Communicated"),
    Stage.IN_PERIOD: message("In the period"),
    Stage.MEASURED: message("Measured"),
    Stage.SIGNED_OFF: message("Signed off"),
}
_MEANINGS: Final[Mapping[Stage, str]] = {
    Stage.DRAFT: message("Everything may be changed, and nobody is asked why."),
    Stage.AGREED: message(
        "Structure, weights, targets and terms are settled: changing them needs a reason."
    ),
    Stage.COMMUNICATED: message(
        "Everybody has a dated statement of what they will receive, and acknowledges it."
    ),
    Stage.IN_PERIOD: message("Work is under way: actuals come in, and terms stay as they are."),
    Stage.MEASURED: message("All results are in and final: payouts can be checked."),
    Stage.SIGNED_OFF: message("What is paid was signed off: the plan is done."),
}
_NEXT: Final[Mapping[Stage, str]] = {
    Stage.AGREED: message("Agree on the plan…"),
    Stage.COMMUNICATED: message("Hand out the statements…"),
    Stage.IN_PERIOD: message("Begin the period…"),
    Stage.MEASURED: message("Declare the results final…"),
    Stage.SIGNED_OFF: message("Sign off…"),
}
_STEPS: Final[Mapping[Stage, str]] = {
    Stage.DRAFT: message("Reopen the plan"),
    Stage.AGREED: message("Agree on the plan"),
    Stage.COMMUNICATED: message("Hand out the statements"),
    Stage.IN_PERIOD: message("Begin the period"),
    Stage.MEASURED: message("Declare the results final"),
    Stage.SIGNED_OFF: message("Sign off"),
}


def stage_name(stage: Stage, language: Language) -> str:
    """Return what a stage is called."""
    return language.text(_NAMES[stage])


def stage_meaning(stage: Stage, language: Language) -> str:
    """Return what a stage means, in a sentence."""
    return language.text(_MEANINGS[stage])


def next_words(stage: Stage, language: Language) -> str:
    """Return the words of the button that takes a plan to a stage."""
    return language.text(_NEXT[stage])


def step_words(stage: Stage, language: Language) -> str:
    """Return what the undo step that takes a plan to a stage is called."""
    return language.text(_STEPS[stage])


def stage_badge(life: Life, language: Language) -> str:
    """Return where a plan stands, in a word or two: “Draft”, “Agreed · v2”."""
    name = stage_name(life.stage, language)
    if not life.locked:
        return name
    version = language.text("v{number}", number=language.number(life.version))
    return f"{name} · {version}"

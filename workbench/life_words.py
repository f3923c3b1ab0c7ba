"""The life of a plan in words: its stages, and why a step is refused."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from models.changes import EditError, EditFault
from models.life import Stage
from models.plan import Plan
from workbench.language import Language, message
from workbench.payout_words import no_payout_sentence
from workbench.place_words import person_name, position_name

STAGES: Final[Mapping[Stage, str]] = {
    Stage.DRAFT: message("Draft"),
    Stage.AGREED: message("Agreed"),
    Stage.COMMUNICATED: message("Communicated"),
    Stage.IN_PERIOD: message("In the period"),
    Stage.MEASURED: message("Measured"),
    Stage.SIGNED_OFF: message("Signed off"),
}
"""What each stage is called."""
_WRONG_STAGE: Final[Mapping[Stage, str]] = {
    Stage.DRAFT: message("The plan is a draft already: there is nothing to reopen."),
    Stage.AGREED: message("Only a draft is agreed: reopen the plan first."),
    Stage.COMMUNICATED: message("A plan is communicated after it was agreed: agree on it first."),
    Stage.IN_PERIOD: message(
        "The period begins after everybody has a statement: communicate the plan first."
    ),
    Stage.MEASURED: message("Results are final after the period has begun: begin it first."),
    Stage.SIGNED_OFF: message(
        "A plan is signed off after it was measured: say first that its results are final."
    ),
}
_FAULTS: Final[Mapping[EditFault, str]] = {
    EditFault.NAME_NEEDED: message("Every step carries a name: type yours."),
    EditFault.REASON_NEEDED: message(
        "This was agreed, so that changing it needs a reason: type why."
    ),
    EditFault.NO_STATEMENT: message(
        "“{person}” was handed no statement to acknowledge: hand it out first."
    ),
    EditFault.NOTHING_TO_AGREE: message(
        "There is no design that is paid, so there is nothing to agree on: choose one."
    ),
    EditFault.WEIGHTS_NOT_WHOLE: message(
        "The weights of “{position}” come to {sum} instead of 100 %: adjust them first."
    ),
}
LIFE_FAULTS: Final = frozenset({EditFault.WRONG_STAGE, EditFault.NOT_PAYABLE, *_FAULTS})
"""The faults that this module has the words for."""


def stage_name(stage: Stage, language: Language) -> str:
    """Return what a stage is called."""
    return language.text(STAGES[stage])


def life_sentence(error: EditError, plan: Plan, language: Language) -> str:
    """Return why a step in the life of a plan is refused, and the way out."""
    details: Mapping[str, Any] = error.details
    if error.fault is EditFault.WRONG_STAGE:
        return language.text(_WRONG_STAGE[details["wanted"]])
    if error.fault is EditFault.NOT_PAYABLE:
        return no_payout_sentence(details["cause"], plan, language)
    return language.text(
        _FAULTS[error.fault],
        person=person_name(plan, details.get("key", "")),
        position=position_name(plan, details.get("position", "")),
        sum=language.share(details.get("sum")),
    )

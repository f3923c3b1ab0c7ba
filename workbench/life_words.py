"""The life of a plan in words: where people stand, what a change touches, and refusals."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from models.changes import EditError, EditFault
from models.life import Stage
from models.plan import Plan
from workbench.analysis.life.standing import PersonStanding, Standing, Standings
from workbench.analysis.life.touched import Term, Touched, TouchedTerm
from workbench.language import Language, message
from workbench.payout_words import no_payout_sentence
from workbench.place_words import listed, person_name, place_words, position_name

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


_TERMS: Final[Mapping[Term, str]] = {
    Term.CAP: message("{place}, cap"),
    Term.MODIFIERS: message("{place}, modifiers"),
    Term.FREQUENCY: message("{place}, how often is paid"),
    Term.EXCEPTIONS: message("{place}, exceptions"),
    Term.PERSON: message("{place}, terms"),
}
_STANDINGS: Final[Mapping[Standing, str]] = {
    Standing.NONE: message("no statement yet"),
    Standing.OUTDATED: message("terms have changed"),
    Standing.HANDED_OUT: message("to acknowledge"),
    Standing.ACKNOWLEDGED: message("acknowledged"),
}


def standing_words(each: PersonStanding, language: Language) -> str:
    """Return where somebody stands with their statement."""
    return language.text(_STANDINGS[each.standing])


def share_sentence(found: Standings, language: Language) -> str:
    """Return how many people know what they will receive."""
    share = found.share
    if share is None:
        return language.text("There is nobody in the plan who could be told.")
    known = found.counts[Standing.ACKNOWLEDGED]
    return language.text(
        "{known} of {all} people know what they will receive ({share}).",
        known=language.number(known),
        all=language.number(len(found.people)),
        share=language.share(share),
    )


def touched_words(hit: Touched, plan: Plan, language: Language) -> tuple[str, ...]:
    """Return what of the agreement an edit changes, part by part."""
    return tuple(_term_words(each, plan, language) for each in hit.terms)


def touched_people(hit: Touched, plan: Plan, language: Language) -> str:
    """Return whose acknowledgement an edit reopens; empty where it reopens nobody's."""
    known = [person for person in hit.people if person in plan.life.acknowledgements]
    if not known:
        return ""
    names = listed((person_name(plan, person) for person in known), language)
    return language.plural(
        "The acknowledgement of {names} is reopened.",
        "The acknowledgements of {count} people are reopened: {names}.",
        len(known),
        names=names,
    )


def _term_words(each: TouchedTerm, plan: Plan, language: Language) -> str:
    if each.term is Term.CURRENCY:
        return language.text("currency")
    if each.term is Term.DESIGN:
        return language.text("the design that is paid")
    place = place_words(each.place, plan, language)
    # A measure says its frequency itself.
    if each.term in _TERMS and not each.place.field.endswith("/every"):
        return language.text(_TERMS[each.term], place=place)
    return place

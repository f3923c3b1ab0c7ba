"""Whose statements are written, and what their files are called."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from models.keys import FunctionKey, PersonKey, PositionKey
from models.plan import Plan
from workbench.language import Language
from workbench.place_words import function_name, person_name, position_name

ENDING: Final = ".pdf"
_FORBIDDEN: Final = '<>:"/\\|?*'
_LONGEST: Final = 80
"""Characters of a name in a file name, so that paths stay short enough for every system."""


class Scope(StrEnum):
    """What whoever is chosen has in common."""

    EVERYBODY = "everybody"
    FUNCTION = "function"
    POSITION = "position"
    MANAGER = "manager"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Chosen:
    """Whose statements are wanted.

    Attributes:
        scope: what they have in common.
        key: of the function, position, manager or person; empty for everybody.
    """

    scope: Scope = Scope.EVERYBODY
    key: str = ""

    def people(self, plan: Plan, among: Iterable[PersonKey]) -> tuple[PersonKey, ...]:
        """Return who of ``among`` is meant, in that order."""
        return tuple(key for key in among if self._means(plan, key))

    def _means(self, plan: Plan, key: PersonKey) -> bool:
        person = plan.people[key]
        match self.scope:
            case Scope.EVERYBODY:
                return True
            case Scope.FUNCTION:
                position = plan.positions.get(person.position)
                return position is not None and position.function == self.key
            case Scope.POSITION:
                return person.position == self.key
            case Scope.MANAGER:
                return person.manager == self.key
            case Scope.PERSON:
                return key == self.key


def choices(
    plan: Plan, among: Iterable[PersonKey], language: Language
) -> tuple[tuple[Chosen, str], ...]:
    """Return what can be chosen, with its words: everybody, then what holds somebody."""
    there = [plan.people[key] for key in among]
    positions = dict.fromkeys(each.position for each in there)
    held = {plan.positions[each].function for each in positions if each in plan.positions}
    managers = {each.manager for each in there if each.manager is not None}
    text = language.text
    found = [(Chosen(), text("Everybody"))]
    found += [
        (Chosen(Scope.FUNCTION, key), text("Function: {name}", name=function_name(plan, key)))
        for key in plan.functions
        if FunctionKey(key) in held
    ]
    found += [
        (Chosen(Scope.POSITION, key), text("Position: {name}", name=position_name(plan, key)))
        for key in plan.positions
        if PositionKey(key) in positions
    ]
    found += [
        (Chosen(Scope.MANAGER, key), text("Who reports to {name}", name=person_name(plan, key)))
        for key in plan.people
        if key in managers
    ]
    return tuple(found)


def file_names(plan: Plan, people: Iterable[PersonKey]) -> Mapping[PersonKey, str]:
    """Return a file name for each person: name and id, safe and unique on every system."""
    taken: set[str] = set()
    names: dict[PersonKey, str] = {}
    for key in people:
        stem = f"{_safe(plan.people[key].name)} {_safe(key)}".strip() or "statement"
        name, number = stem, 2
        while _folded(name) in taken:
            name, number = f"{stem} ({number})", number + 1
        taken.add(_folded(name))
        names[key] = f"{name}{ENDING}"
    return names


def _safe(words: str) -> str:
    signs = unicodedata.normalize("NFC", words)
    kept = "".join(" " if each in _FORBIDDEN or not each.isprintable() else each for each in signs)
    return " ".join(kept.split()).strip(". ")[:_LONGEST].strip(". ")


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()

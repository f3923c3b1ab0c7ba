"""Finding entries of the catalogue by what people call them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from models.accents import without_accents
from workbench.catalogue.entries import Entry, Goal, Words
from workbench.catalogue.reading import catalogue
from workbench.language import Code, Language, language

# What a word of the search is worth where it stands: the smaller, the further up.
_WHOLE_NAME: Final = 0
_WHOLE_TAG: Final = 1
_NAME_START: Final = 2
_NAME_WORD: Final = 3
_TAG_START: Final = 4
_TAG_WORD: Final = 5
_IN_NAME: Final = 7
_FOREIGN: Final = 10
_DEFINITION: Final = 15
_PHRASE_BONUS: Final = 3
_EXACT_BONUS: Final = 20


@dataclass(frozen=True, slots=True)
class _Indexed:
    """One entry, its words without accents and capitals."""

    item: Entry | Goal
    name: str
    tags: tuple[str, ...]
    foreign: str
    definition: str


def find(text: str, language: Language) -> tuple[Entry | Goal, ...]:
    """Return the entries and objectives that ``text`` may mean, the likeliest first.

    Accents and capitals do not matter; every word of ``text`` must begin a word of a name,
    synonym or definition, or stand inside a name. All of the catalogue, in its own order,
    where ``text`` holds no word.

    Raises:
        OSError: a file of the catalogue cannot be read.
        CatalogueError: a file of the catalogue is wrong.
    """
    phrase = _folded(text)
    words = phrase.split()
    ranked: list[tuple[int, int, Entry | Goal]] = []
    for place, each in enumerate(_index(language.code)):
        worth = _worth(each, words, phrase)
        if worth is not None:
            ranked.append((worth, place, each.item))
    ranked.sort(key=lambda found: found[:2])
    return tuple(item for _, _, item in ranked)


def says(text: str, words: str) -> bool:
    """Whether every word of ``text`` begins a word of ``words``, whatever the accents."""
    spaced = _spaced(words)
    return all(f" {word}" in spaced for word in _folded(text).split())


@lru_cache(maxsize=2)
def _index(code: Code) -> tuple[_Indexed, ...]:
    there = catalogue()
    tongue, other = language(code), language("en" if code == "fr" else "fr")
    listed = [
        _indexed(entry, entry.definition, entry.tags, tongue, other)
        for entry in there.entries.values()
    ]
    listed += [
        _indexed(goal, goal.statement, goal.tags, tongue, other) for goal in there.goals.values()
    ]
    return tuple(listed)


def _indexed(
    item: Entry | Goal, said: Words, tags: Words, tongue: Language, other: Language
) -> _Indexed:
    abroad = f"{item.name.of(other)} {tags.of(other)} {item.key.replace('_', ' ')}"
    return _Indexed(
        item,
        name=_folded(item.name.of(tongue)),
        tags=tuple(_folded(tag) for tag in tags.of(tongue).split(",")),
        foreign=_spaced(abroad),
        definition=_spaced(said.of(tongue)),
    )


def _worth(each: _Indexed, words: list[str], phrase: str) -> int | None:
    """Return how far ``each`` is from what is looked for; None where it is something else."""
    worth = 0
    for word in words:
        one = _distance(each, word)
        if one is None:
            return None
        worth += one
    if len(words) > 1:
        close = phrase in each.name or any(phrase in tag for tag in each.tags)
        worth -= _PHRASE_BONUS * close
        worth -= _EXACT_BONUS * (phrase == each.name)
    return worth


def _distance(each: _Indexed, word: str) -> int | None:
    begins = f" {word}"
    if each.name == word:
        return _WHOLE_NAME
    if word in each.tags:
        return _WHOLE_TAG
    if each.name.startswith(word):
        return _NAME_START
    if begins in each.name:
        return _NAME_WORD
    if any(tag.startswith(word) for tag in each.tags):
        return _TAG_START
    if any(begins in tag for tag in each.tags):
        return _TAG_WORD
    if word in each.name:
        return _IN_NAME
    if begins in each.foreign:
        return _FOREIGN
    return _DEFINITION if begins in each.definition else None


def _folded(text: str) -> str:
    """Return ``text`` as its bare words: no accents, no capitals, no signs."""
    plain = without_accents(text)
    kept = "".join(each if each.isalnum() or each == "%" else " " for each in plain)
    return " ".join(kept.split())


def _spaced(text: str) -> str:
    """Return the bare words of ``text`` with a space before each, the first one too."""
    return f" {_folded(text)}"

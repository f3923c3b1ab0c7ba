"""Finding what somebody means by a few letters: names, keys and commands, best first.

Accents, case and punctuation make no difference. Every word that is typed must be found; the
closer to the beginning of a word, and the shorter what it is found in, the better.
"""

from __future__ import annotations

import heapq
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Final, final

from models.accents import without_accents

_NO_WORD: Final = re.compile(r"[\W_]+")
_BETWEEN_WORDS: Final = ".*? "
_FEWEST_SCATTERED: Final = 3
"""Fewer letters than this, scattered over a text, are found in nearly every text."""
_WHOLE, _START, _WORD, _WITHIN, _INITIALS, _SCATTERED = 0, 1, 2, 4, 5, 9


@lru_cache(maxsize=32_768)
def folded(text: str) -> str:
    """Return the words of a text without accents, case and punctuation, one space between."""
    return _NO_WORD.sub(" ", without_accents(text)).strip()


@final
class Query:
    """What was typed, made ready to be looked for in many texts."""

    def __init__(self, typed: str) -> None:
        # Each with what finds its letters scattered, and at the beginnings of words: "ew", "exwo".
        self._words = [(word, *_patterns(word)) for word in folded(typed).split()]

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed that could be looked for."""
        return not self._words

    def score(self, text: str, *, plainly: bool = False) -> int | None:
        """Return how well a folded text fits, 0 for best; None where it does not.

        Args:
            text: made by :func:`folded`.
            plainly: letters must stand together, not scattered over words.
        """
        total = 0
        for word, scattered, initials in self._words:
            if word in text:
                if text.startswith(word):
                    total += _START if len(text) > len(word) else _WHOLE
                else:
                    total += _WORD if f" {word}" in text else _WITHIN
            elif plainly or scattered is None or not scattered.search(f" {text}"):
                return None
            else:
                total += _INITIALS if initials.search(f" {text}") else _SCATTERED
        return total


def _patterns(word: str) -> tuple[re.Pattern[str] | None, re.Pattern[str]]:
    letters = [re.escape(each) for each in word]
    initials = re.compile(" " + f"(?:{_BETWEEN_WORDS})?".join(letters))
    if len(word) == 1:
        # What begins a word was found already.
        return None, initials
    few = len(word) < _FEWEST_SCATTERED
    return initials if few else re.compile(" " + ".*?".join(letters)), initials


def ranked(
    typed: str,
    candidates: Iterable[Sequence[str]],
    most: int,
    *,
    plainly: bool = False,
    handicaps: Mapping[int, int] | None = None,
) -> list[int]:
    """Return which candidates fit what was typed, the best first.

    Args:
        typed: by somebody.
        candidates: the folded texts of each, the most telling first; a text counts one less
            than the one before it.
        most: how many to return.
        plainly: letters must stand together.
        handicaps: what some candidates, by their places, are to be put back by.
    """
    query = Query(typed)
    if query.is_empty:
        return []
    fits: list[tuple[int, int, int]] = []
    for place, texts in enumerate(candidates):
        best: tuple[int, int] | None = None
        for rank, text in enumerate(texts):
            if best is not None and best[0] <= rank:
                break
            score = query.score(text, plainly=plainly)
            if score is not None and (best is None or (score + rank, len(text)) < best):
                best = (score + rank, len(text))
        if best is not None:
            back = 0 if handicaps is None else handicaps.get(place, 0)
            fits.append((best[0] + back, best[1], place))
    return [place for _, _, place in heapq.nsmallest(most, fits)]

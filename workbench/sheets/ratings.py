"""Ratings of objectives as they are typed and shown: by the words of the scale, or in figures."""

from __future__ import annotations

from models.organisation import Objective
from workbench.figures_typed import SHARE, figure_text
from workbench.language import Language, NumberError, parse_number
from workbench.sheets.sheet import SheetError

_MOST = 10.0


def rating_text(rating: float | None, objective: Objective, language: Language) -> str:
    """Write a rating by the words of its grade, else as a percentage; empty for none."""
    if rating is None:
        return ""
    grade = next((each for each in objective.scale if each.rating == rating), None)
    words = "" if grade is None else grade.words
    return words or figure_text(rating, SHARE, language)


def read_rating(text: str, objective: Objective, language: Language) -> float | None:
    """Read a rating: the words of a grade, or a figure that is on the scale; None for nothing.

    Raises:
        SheetError: it is none of them.
    """
    words = text.strip().casefold()
    if not words:
        return None
    named = [each for each in objective.scale if each.words.casefold() == words]
    named = named or [each for each in objective.scale if each.words.casefold().startswith(words)]
    if len(named) == 1:
        return named[0].rating
    try:
        rating = read_figure(text, language)
    except NumberError:
        rating = None
    on_scale = not objective.scale or rating in {each.rating for each in objective.scale}
    if rating is not None and on_scale:
        return rating
    grades = ", ".join(
        each.words or figure_text(each.rating, SHARE, language) for each in objective.scale
    )
    example = grades or f"{language.share(1.0)}, {language.share(0.8)}"
    raise SheetError(
        language.text("“{text}” is no rating. Type one of: {names}.", text=text, names=example)
    )


def read_figure(text: str, language: Language) -> float:
    """Read a rating in figures: 0.8, 80 % and 80 are the same.

    Raises:
        NumberError: it is no number.
    """
    typed = parse_number(text, language)
    bare = not typed.percent and typed.value > _MOST
    return float(f"{typed.value!r}e-2") if bare else typed.value

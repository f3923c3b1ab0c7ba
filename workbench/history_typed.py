"""Figures of the periods before a plan, as people type them in one line."""

from __future__ import annotations

from models.kpi import Unit
from workbench.figures_typed import figure_text, parse_figure
from workbench.language import Language

_MARK = ";"
_NONE = "-"


def history_text(history: tuple[float | None, ...], unit: Unit, language: Language) -> str:
    """Write a history for editing, the oldest figure first; a period without one is a dash."""
    written = (figure_text(value, unit, language) or _NONE for value in history)
    return f" {_MARK} ".join(written)


def parse_history(text: str, unit: Unit, language: Language) -> tuple[float | None, ...]:
    """Read a history, the oldest figure first; a dash or nothing is a period without one.

    Raises:
        NumberError: one of the figures is not a number; its words say so.
    """
    if not text.strip():
        return ()
    typed = (each.strip() for each in text.split(_MARK))
    return tuple(
        None if each in {"", _NONE, "–", "—"} else parse_figure(each, unit, language).value
        for each in typed
    )

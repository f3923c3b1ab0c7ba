"""How writing statements went, in a sentence."""

from __future__ import annotations

from pathlib import Path

from ui.statement.batch import Written
from workbench.files.sentences import file_sentence
from workbench.language import Language


def written_sentence(written: Written, folder: Path, language: Language) -> str:
    """Return how many statements were written, where, and what stopped the others."""
    count = len(written.files)
    done = language.plural(
        "{count} statement was written to “{folder}”.",
        "{count} statements were written to “{folder}”.",
        count,
        folder=folder,
    )
    if written.error is not None:
        return f"{file_sentence(written.error, language)} {done}"
    if written.cancelled:
        values = {"all": language.number(written.wanted)}
        return language.plural(
            "Stopped: {count} of {all} statements was written, and is whole.",
            "Stopped: {count} of {all} statements were written, each of them whole.",
            count,
            **values,
        )
    return done

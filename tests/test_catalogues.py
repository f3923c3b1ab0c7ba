"""The French of every message in the code: there, complete, and of one mind."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from workbench.catalogues import domain_files

ROOT = Path(__file__).parent.parent
SOURCES = sorted(
    path for room in ("models", "workbench", "ui") for path in (ROOT / room).rglob("*.py")
)
NAMES = [path.relative_to(ROOT).as_posix() for path in SOURCES]
CATALOGUES = domain_files("fr")


@cache
def messages_in(path: Path) -> frozenset[tuple[str, ...]]:
    """Return the messages of a file: one text, or singular and plural."""
    return frozenset(_messages(ast.parse(path.read_text(encoding="utf-8"))))


def _messages(tree: ast.AST) -> Iterator[tuple[str, ...]]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        function = node.func
        name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
        wanted = {"text": 1, "message": 1, "plural": 2}.get(name)
        if wanted is None:
            continue
        literals = [
            part.value
            for part in node.args[:wanted]
            if isinstance(part, ast.Constant) and isinstance(part.value, str)
        ]
        # `painter.text(…)` and the like start with something else than a literal.
        if len(literals) == wanted and all(literals):
            yield tuple(literals)


@cache
def french() -> dict[str, tuple[Message, Path]]:
    """Return the entry of each message, the first catalogue that has it winning."""
    entries: dict[str, tuple[Message, Path]] = {}
    for path in CATALOGUES:
        with path.open("rb") as file:
            for entry in read_po(file, locale="fr"):
                if entry.id:
                    entries.setdefault(
                        entry.id if isinstance(entry.id, str) else entry.id[0], (entry, path)
                    )
    return entries


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def fault_of(forms: tuple[str, ...]) -> str:
    """Return what is wrong with the French of a message; empty where nothing is."""
    entry = french().get(forms[0], (None, None))[0]
    if entry is None or not entry.string or not all(entry.string):
        return "not translated"
    if entry.fuzzy:
        return "marked fuzzy"
    if len(forms) == 2:
        if tuple(entry.id) != forms:
            return "its plural is not that of the code"
        written = tuple(entry.string)
        # French counts 0 and 1 as one, so that either form must be able to say how many.
        allowed = placeholders(forms[0]) | placeholders(forms[1]) | {"count"}
        good = all(placeholders(form) <= allowed for form in written)
        good &= placeholders(forms[1]) <= placeholders(written[-1])
    else:
        good = isinstance(entry.id, str) and placeholders(forms[0]) == placeholders(
            str(entry.string)
        )
    return "" if good else "other placeholders"


@pytest.mark.parametrize("path", SOURCES, ids=NAMES)
def test_that_every_message_has_its_french(path: Path) -> None:
    faults = {forms[0]: fault for forms in messages_in(path) if (fault := fault_of(forms))}
    assert faults == {}


@pytest.mark.parametrize("path", CATALOGUES, ids=[path.name for path in CATALOGUES])
def test_that_a_catalogue_holds_nothing_that_the_code_does_not_say(path: Path) -> None:
    said = {forms[0] for source in SOURCES for forms in messages_in(source)}
    with path.open("rb") as file:
        entries = list(read_po(file, locale="fr"))
    held = {entry.id if isinstance(entry.id, str) else entry.id[0] for entry in entries if entry.id}
    assert held - said == set()


def test_that_no_message_has_two_translations() -> None:
    seen: dict[str, object] = {}
    twice: list[str] = []
    for path in CATALOGUES:
        with path.open("rb") as file:
            for entry in read_po(file, locale="fr"):
                if not entry.id:
                    continue
                key = entry.id if isinstance(entry.id, str) else entry.id[0]
                if seen.setdefault(key, entry.string) != entry.string:
                    twice.append(f"{path.name}: {key}")
    assert twice == []


def test_that_french_quotes_and_signs_keep_to_their_words() -> None:
    """A « or a colon must not be left alone at the end of a line."""
    loose: list[str] = []
    for key, (entry, path) in french().items():
        forms = [entry.string] if isinstance(entry.string, str) else list(entry.string or ())
        for form in forms:
            if any(pair in form for pair in ("« ", " »", " :", " ;", " ?", " !", " %")):
                loose.append(f"{path.name}: {key}")
    assert loose == []

"""The commands that the README shows run as they are written there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ui.command_line.commands import COMMANDS
from ui.command_line.program import run

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
SHOWN = re.findall(r"^    python main\.py ([a-z]+) (.*?)(?:  +#.*)?$", README, re.MULTILINE)


def test_that_every_command_is_shown() -> None:
    assert {name for name, _ in SHOWN} == set(COMMANDS)


@pytest.mark.parametrize(("name", "written"), SHOWN, ids=[name for name, _ in SHOWN])
def test_that_a_command_knows_what_is_written_of_it(
    name: str, written: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([name, "--help", "--language", "en"]) == 0
    told = capsys.readouterr().out
    for word in re.findall(r"--[a-z-]+", written):
        assert word in told, word
    for choices in re.findall(r"\b[a-z-]+(?:\|[a-z-]+)+", written):
        assert all(choice in told for choice in choices.split("|")), choices

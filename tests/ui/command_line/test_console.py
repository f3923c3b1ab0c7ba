"""What is told reaches people: on old terminals, without one, and when all goes wrong."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pytest
from examples.shop import sound_shop

from ui.command_line import plan_commands
from ui.command_line.console import Console, OutputError
from ui.command_line.program import run
from workbench.files.codec import encode

ROOT = Path(__file__).parents[3]


@pytest.fixture
def plan_file(tmp_path: Path) -> Path:
    path = tmp_path / "shop.kpi"
    path.write_bytes(encode(sound_shop()))
    return path


def on_a_terminal(encoding: str, *arguments: object) -> str:
    """Return what a terminal of ``encoding`` shows."""
    screen = io.TextIOWrapper(io.BytesIO(), encoding=encoding, errors="backslashreplace")
    run([*map(str, arguments)], Console(screen, screen))
    return screen.buffer.getvalue().decode(encoding)


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp850", "cp1252", "utf-8"])
@pytest.mark.parametrize("code", ["fr", "en"])
@pytest.mark.parametrize("command", ["evaluate", "payouts"])
def test_that_every_terminal_shows_signs_that_it_has(
    encoding: str, code: str, command: str, plan_file: Path
) -> None:
    shown = on_a_terminal(encoding, command, plan_file, "--language", code)
    assert "\\" not in shown
    bernard = "Cleo Bernard" if encoding == "ascii" else "Cléo Bernard"
    assert (bernard in shown) == (command == "payouts")


def test_that_a_sign_nothing_stands_for_is_escaped_instead_of_failing(plan_file: Path) -> None:
    shown = on_a_terminal("ascii", "evaluate", plan_file, "--scenario", "夢", "--language", "en")
    assert 'no scenario "\\u5922"' in shown


@pytest.mark.skipif(sys.platform == "win32", reason="needs a shell that closes streams")
def test_that_closed_streams_stop_nothing(plan_file: Path) -> None:
    book = plan_file.with_suffix(".xlsx")
    call = f"{sys.executable} main.py export {plan_file} {book} >&- 2>&-"
    done = subprocess.run(["/bin/sh", "-c", call], cwd=ROOT, check=False)
    assert done.returncode == 0
    assert book.stat().st_size > 0


class Full(io.StringIO):
    """A file on a full disk."""

    def write(self, _: str) -> int:
        raise OSError(28, "No space left on device")


def test_that_results_on_a_full_disk_are_a_fault_told_in_a_sentence(plan_file: Path) -> None:
    err = io.StringIO()
    call = ["evaluate", str(plan_file), "--json", "--language", "fr"]
    assert run(call, Console(Full(), err)) == 1
    assert err.getvalue() == "Le résultat n’a pas pu être écrit\u00a0: No space left on device.\n"
    with pytest.raises(OutputError):
        Console(Full(), err).say("")


@pytest.mark.parametrize(
    ("code", "words"),
    [("en", "The program made a mistake at "), ("fr", "Le programme s’est")],
)
def test_that_a_mistake_of_the_program_is_a_sentence_with_its_place(
    code: str, words: str, plan_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def mistaken(*_: object) -> object:
        raise ZeroDivisionError("nobody\nexpected this")

    monkeypatch.setattr(plan_commands, "results_of", mistaken)
    out, err = io.StringIO(), io.StringIO()
    assert run(["evaluate", str(plan_file), "--language", code], Console(out, err)) == 1
    assert err.getvalue().startswith(words)
    assert "test_console.py:" in err.getvalue()
    assert err.getvalue().endswith("ZeroDivisionError nobody expected this.\n")
    assert out.getvalue() == ""

"""The command statements, as people and other programs run it."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from examples.team import canary, team

from ui.command_line.console import Console
from ui.command_line.program import run
from workbench.files.codec import encode


@pytest.fixture
def plan_file(tmp_path: Path) -> Path:
    path = tmp_path / "team.kpi"
    path.write_bytes(encode(team()))
    return path


def called(*arguments: object, language: str = "en") -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    status = run(["--language", language, *map(str, arguments)], Console(out, err))
    return status, out.getvalue(), err.getvalue()


@pytest.mark.usefixtures("qapp")
def test_that_who_is_named_gets_a_file(plan_file: Path, tmp_path: Path) -> None:
    folder = tmp_path / "new" / "statements"
    (name, key, _), (other, _, _) = canary(3), canary(8)
    status, out, err = called(
        "statements",
        plan_file,
        folder,
        *("--person", key, "--person", other, "--person", key),
        *("--scenario", "stretch"),
        language="fr",
    )
    assert (status, err) == (0, "")
    paths = [Path(line) for line in out.splitlines()]
    assert [path.name for path in paths] == [f"{name} {key}.pdf", f"{other} {canary(8)[1]}.pdf"]
    assert sorted(folder.iterdir()) == sorted(paths)
    assert all(b"/Lang (fr)" in path.read_bytes() for path in paths)


@pytest.mark.usefixtures("qapp")
def test_that_nobody_is_no_file(plan_file: Path, tmp_path: Path) -> None:
    status, out, err = called("statements", plan_file, tmp_path / "out", "--person", "nobody")
    assert (status, out) == (2, "")
    assert "nobody" in err
    status, _, err = called("statements", plan_file, tmp_path / "out", "--person", "seller")
    assert (status, err.splitlines()[0]) == (2, "“seller” is a position: name a person.")
    assert not (tmp_path / "out").exists()


@pytest.mark.usefixtures("qapp")
def test_that_a_folder_that_cannot_be_is_said(plan_file: Path) -> None:
    status, _, err = called("statements", plan_file, plan_file / "below")
    assert status == 1
    assert "cannot be filled" in err

"""The command ``import``: people of a table, into a plan file."""

from __future__ import annotations

import io
from pathlib import Path

from examples.shop import sound_shop

from models.keys import PersonKey
from ui.command_line.console import Console
from ui.command_line.program import run
from workbench.files.codec import encode
from workbench.files.plan_file import read_plan


def called(*arguments: object) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    status = run(["--language", "en", *map(str, arguments)], Console(out, err))
    return status, out.getvalue(), err.getvalue()


def files(folder: Path, table: str) -> tuple[Path, Path]:
    plan, people = folder / "shop.kpi", folder / "people.csv"
    plan.write_bytes(encode(sound_shop()))
    people.write_text(table, encoding="utf-8")
    return plan, people


def test_that_a_dry_run_says_and_only_the_other_writes(tmp_path: Path) -> None:
    plan, people = files(
        tmp_path, "Matricule;Nom;Salaire annuel\nben;Ben Moreau;40 000\n007;Zoé;x\n"
    )
    before = plan.read_bytes()
    status, out, _ = called("import", "people", people, "--into", plan, "--dry-run")
    assert status == 0
    assert "Column C: “x” is not a number and is left out." in out
    assert "1 new, 1 changed, 0 unchanged, 2 missing" in out
    assert plan.read_bytes() == before
    status, _, _ = called("import", "people", people, "--into", plan, "--remove-missing")
    assert status == 0
    after = read_plan(plan).people
    assert list(after) == ["ben", "007"]
    assert after[PersonKey("ben")].base_pay == 40_000.0


def test_that_a_mapping_is_taken_and_a_wrong_one_explained(tmp_path: Path) -> None:
    plan, people = files(tmp_path, "Qui;Combien\nBen Moreau;40 000\n")
    status, _, err = called("import", "people", people, "--into", plan)
    assert status == 1
    assert "--mapping" in err
    status, _, err = called("import", "people", people, "--into", plan, "--mapping", "pay=Combien")
    assert status == 2
    assert "Combien" in err
    asked = ("--mapping", "name=Qui; base_pay=Combien")
    assert called("import", "people", people, "--into", plan, *asked)[0] == 0
    assert read_plan(plan).people[PersonKey("ben")].base_pay == 40_000.0


def test_that_a_file_that_is_no_table_is_refused(tmp_path: Path) -> None:
    plan, _ = files(tmp_path, "")
    status, _, err = called("import", "people", tmp_path / "none.csv", "--into", plan)
    assert (status, "none.csv" in err) == (1, True)

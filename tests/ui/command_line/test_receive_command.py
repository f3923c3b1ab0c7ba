"""The command receive, as people and other programs run it."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from examples.shop import SELLER, sound_shop

from models.keys import PersonKey
from models.organisation import Person
from ui.command_line.console import Console
from ui.command_line.program import run
from workbench.files.codec import encode
from workbench.results import results_of


@pytest.fixture
def plan_file(tmp_path: Path) -> Path:
    plan = sound_shop()
    people = plan.people
    for key in ("007", "008"):
        people = people.inserting(Person(PersonKey(key), "Eve", SELLER))
    path = tmp_path / "shop.kpi"
    path.write_bytes(encode(replace(plan, people=people)))
    return path


def called(*arguments: object, language: str = "en") -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    status = run(["--language", language, *map(str, arguments)], Console(out, err))
    return status, out.getvalue(), err.getvalue()


@pytest.mark.parametrize("who", ["ada", "ADA MARTIN"])
def test_that_the_documented_shape_is_written(plan_file: Path, who: str) -> None:
    status, out, err = called("receive", plan_file, who, "--scenario", "stretch", "--json")
    shape = json.loads(out)
    assert (status, err) == (0, "")
    paid = results_of(sound_shop()).payouts["stretch"].of("ada").payout
    assert shape["now"]["money"] == float(paid)
    assert (shape["person"], shape["scenario"], shape["period"]) == ("ada", "stretch", "2027")
    assert shape["minimum"]["money"] == 0.0
    assert shape["target"]["money"] == 18_000.0
    assert shape["maximum"]["money"] == 34_200.0
    assert [each["kind"] for each in shape["examples"]] == [
        "threshold",
        "target",
        "maximum",
        "scenario",
        "one_weak",
    ]
    leads = shape["measures"][1]["readings"][0]
    assert leads["target"] == {"result": 108_000.0, "rate": 1.0}
    assert leads["up"]["at"] == pytest.approx(129_600.0)
    assert {"clients", "profit"} <= {each["kpi"] for each in shape["one_more"]}


def test_that_a_person_reads_sentences(plan_file: Path) -> None:
    status, out, _ = called("receive", plan_file, "Sales team")
    assert status == 0
    assert out.startswith("Sales team — what will I receive?\nwhoever holds the position")
    assert "What one more brings" in out
    french = called("receive", plan_file, "ada", language="fr")[1]
    assert "que vais-je recevoir" in french
    assert "Ce que rapporte une unité de plus" in french


def test_that_who_is_not_there_is_refused(plan_file: Path) -> None:
    status, out, err = called("receive", plan_file, "nobody")
    assert (status, out) == (2, "")
    assert "nobody and no position called “nobody”" in err
    status, _, err = called("receive", plan_file, "Eve")
    assert status == 2
    assert "Several people are called “Eve”" in err
    assert called("receive", plan_file, "008")[0] == 0

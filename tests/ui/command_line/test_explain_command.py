"""The command explain, as people and other programs run it."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from examples.shop import sound_shop

from ui.command_line.console import Console
from ui.command_line.program import run
from workbench.files.codec import encode
from workbench.results import results_of


@pytest.fixture
def plan_file(tmp_path: Path) -> Path:
    path = tmp_path / "shop.kpi"
    path.write_bytes(encode(sound_shop()))
    return path


def called(*arguments: object, language: str = "en") -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    status = run(["--language", language, *map(str, arguments)], Console(out, err))
    return status, out.getvalue(), err.getvalue()


def test_that_the_documented_shape_is_written(plan_file: Path) -> None:
    status, out, err = called("explain", plan_file, "profit", "--scenario", "stretch", "--json")
    shape = json.loads(out)
    assert (status, err) == (0, "")
    values = results_of(sound_shop()).values
    assert shape["figure"] == values.total("profit", "stretch")
    assert shape["base"] == values.total("profit", "base")
    assert (shape["kpi"], shape["scenario"], shape["period"]) == ("profit", "stretch", "2027")
    revenue, costs = shape["comes_from"]["parts"]
    assert (revenue["name"], costs["name"]) == ("revenue", "costs")
    assert (revenue["inverse"], costs["inverse"]) == (False, True)
    assert shape["other_ways"][0]["how"] == "sum_of_periods"
    assert len(shape["other_ways"][0]["parts"]) == 12
    effects = {each["driver"]: each["effect"] for each in shape["drivers"]}
    assert effects["costs"] < 0 < effects["arpu"]
    assert [*map(abs, effects.values())] == sorted(map(abs, effects.values()), reverse=True)


def test_that_one_period_is_explained(plan_file: Path) -> None:
    asked = ("explain", plan_file, "Leads", "--scenario", "Stretch", "--period", "2027-03")
    shape = json.loads(called(*asked, "--json")[1])
    assert shape["period"] == "2027-03"
    assert shape["comes_from"]["how"] == "multiply"
    assert shape["rests_on"]["factor"] == 1.05
    assert shape["rests_on"]["following"] == 1


def test_that_a_person_reads_sentences(plan_file: Path) -> None:
    status, out, _ = called("explain", plan_file, "Revenue", "--period", "2027-Q2")
    assert status == 0
    assert out.startswith("Revenue, Base, Q2 2027 = sum of 3 months = ")
    assert "\n    Apr 2027: " in out
    assert "\nDrivers behind it (effect of +1 %)\n    ARPU: " in out.replace("\u00a0", " ")
    french = called("explain", plan_file, "Revenue", "--period", "2027-Q2", language="fr")[1]
    assert "somme de 3 mois" in french


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("nobody",), "There is no KPI “nobody”"),
        (("profit", "--period", "2031"), "no periods “2031”"),
        (("profit", "--scenario", "x"), "There is no scenario “x”"),
    ],
)
def test_that_what_is_not_there_is_refused(
    plan_file: Path, words: tuple[str, ...], told: str
) -> None:
    status, out, err = called("explain", plan_file, *words)
    assert (status, out) == (2, "")
    assert told in err

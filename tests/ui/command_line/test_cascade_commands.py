"""The commands cascade and sensitivity, as people and other programs run them."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from examples.shop import COSTS, PROFIT, sound_shop

from models.kpi import Bounds
from models.plan import Plan
from ui.command_line.console import Console
from ui.command_line.program import run
from workbench.files.codec import encode
from workbench.files.plan_file import read_plan
from workbench.results import results_of


@pytest.fixture
def plan_file(tmp_path: Path) -> Path:
    return written(sound_shop(), tmp_path)


def written(plan: Plan, folder: Path) -> Path:
    path = folder / "shop.kpi"
    path.write_bytes(encode(plan))
    return path


def called(*arguments: object, language: str = "en") -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    status = run(["--language", language, *map(str, arguments)], Console(out, err))
    return status, out.getvalue(), err.getvalue()


def test_that_cascade_writes_the_documented_shape(plan_file: Path) -> None:
    asked = ("cascade", plan_file, "--kpi", "profit", "--target", "5e6", "--lock", "costs")
    status, out, err = called(*asked, "--lock", "Leads", "--json")
    shape = json.loads(out)
    assert (status, err) == (0, "")
    assert {"kpi", "target", "reached", "changes", "blocked_by"} <= set(shape)
    assert shape["kpi"] == "profit"
    assert shape["target"] == 5e6
    assert shape["reached"] == pytest.approx(5e6, rel=1e-9)
    assert [each["driver"] for each in shape["changes"]] == ["conversion", "arpu"]
    assert {"driver", "before", "after"} <= set(shape["changes"][0])
    assert shape["changes"][1]["before"] == pytest.approx(30.0)
    assert shape["blocked_by"] == []


def test_that_what_blocks_is_listed(tmp_path: Path) -> None:
    plan = sound_shop()
    costs = replace(plan.kpis[COSTS], bounds=Bounds(least=400_000.0))
    path = written(replace(plan, kpis=plan.kpis.replacing(costs)), tmp_path)
    status, out, _ = called("cascade", path, "--kpi", "costs", "--target", "1000", "--json")
    shape = json.loads(out)
    assert status == 0
    assert shape["reached"] == pytest.approx(4_800_000.0)
    assert not shape["feasible"]
    assert shape["blocked_by"] == [{"driver": "costs", "why": "least"}]
    _, told, _ = called("cascade", path, "--kpi", "costs", "--target", "1000")
    assert "out of reach" in told
    assert "Costs is at the least that its bounds allow." in told


@pytest.mark.parametrize("rule", ["effort", "pro-rata"])
def test_that_a_person_reads_a_table(plan_file: Path, rule: str) -> None:
    asked = ("cascade", plan_file, "--kpi", "Profit", "--target", "5000000", "--rule", rule)
    status, out, _ = called(*asked)
    assert status == 0
    assert "Conversion of leads" in out
    assert "+" in out
    _, french, _ = called(*asked, language="fr")
    assert "Profit passe de" in french


def test_that_the_answer_is_kept_as_a_scenario(plan_file: Path) -> None:
    asked = ("cascade", plan_file, "--kpi", "profit", "--target", "5e6", "--scenario", "stretch")
    status, out, _ = called(*asked, "--save-as-scenario", "Five millions")
    after = read_plan(plan_file)
    assert status == 0
    assert "“Five millions”" in out
    (key,) = set(after.scenarios) - set(sound_shop().scenarios)
    assert after.scenarios[key].name == "Five millions"
    assert results_of(after).values.total(PROFIT, key) == pytest.approx(5e6, rel=1e-9)
    assert called(*asked, "--save-as-scenario", "five MILLIONS")[0] == 2
    assert read_plan(plan_file) == after


def test_that_nothing_is_kept_of_what_is_out_of_reach(plan_file: Path) -> None:
    before = plan_file.read_bytes()
    locks = [word for key in ("costs", "arpu", "leads", "conversion") for word in ("--lock", key)]
    asked = ("cascade", plan_file, "--kpi", "profit", "--target", "5e6", *locks)
    status, out, err = called(*asked, "--save-as-scenario", "No way", "--json")
    assert status == 1
    assert not json.loads(out)["feasible"]
    assert "out of reach" in err
    assert plan_file.read_bytes() == before


@pytest.mark.parametrize("label", ["2027-Q2", "Q2 2027", "2027-q2"])
def test_that_periods_are_named_by_labels(plan_file: Path, label: str) -> None:
    asked = ("cascade", plan_file, "--kpi", "revenue", "--target", "3e6", "--group", label)
    status, out, _ = called(*asked, "--rule", "pro-rata", "--json")
    assert status == 0
    leads = next(e for e in json.loads(out)["changes"] if e["driver"] == "leads")
    assert leads["before"] == 27_000.0


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--kpi", "nobody", "--target", "1"), "There is no KPI “nobody”"),
        (("--kpi", "profit", "--target", "much"), "“much” is not a number"),
        (("--kpi", "profit", "--target", "1", "--lock", "x"), "“x” cannot be locked"),
        (("--kpi", "profit", "--target", "1", "--lock", "revenue"), "it has a formula"),
        (("--kpi", "profit", "--target", "1", "--group", "2031"), "no periods “2031”"),
        (("--kpi", "profit", "--target", "1", "--rule", "luck"), "possible: effort, pro-rata"),
        (("--kpi", "profit"), "--target is missing"),
        (("--kpi", "profit", "--target", "1", "--save-as-scenario", " "), "needs a name"),
    ],
)
def test_that_a_wrong_call_gets_a_sentence(
    plan_file: Path, words: tuple[str, ...], told: str
) -> None:
    status, out, err = called("cascade", plan_file, *words)
    assert (status, out) == (2, "")
    assert told in err


def test_that_sensitivity_writes_the_documented_shape(plan_file: Path) -> None:
    status, out, err = called("sensitivity", plan_file, "--kpi", "profit", "--json")
    shape = json.loads(out)
    assert (status, err) == (0, "")
    assert list(shape) == ["kpi", "drivers"]
    assert [each["driver"] for each in shape["drivers"]][:2] == ["arpu", "costs"]
    assert set(shape["drivers"][0]) == {"driver", "plus_one_percent", "low", "high"}
    costs = shape["drivers"][1]
    assert costs["plus_one_percent"] == pytest.approx(-60_000.0)
    assert costs["low"] == pytest.approx(600_000.0)


def test_that_sensitivity_is_told_with_who_answers(plan_file: Path) -> None:
    status, out, _ = called("sensitivity", plan_file, "--kpi", "Profit")
    assert status == 0
    arpu = next(line for line in out.splitlines() if line.startswith("ARPU"))
    assert "Sales" in arpu
    assert "±10 %, assumed" in arpu
    assert called("sensitivity", plan_file, "--kpi", "x")[0] == 2

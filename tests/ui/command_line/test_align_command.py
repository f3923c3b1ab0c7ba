"""The command ``align``, as people and other programs run it."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from examples.levers import BASE_FIGURES, BRAND, CROSSED, LOOSER, MARKETING, SALES, levers_plan
from immutables import Map

from models.keys import KpiKey, LeverKey
from models.plan import Plan
from models.scenario import Lever
from models.table import Table
from ui.command_line.console import Console
from ui.command_line.program import run
from workbench.files.codec import encode


class Told(Console):
    """A console that keeps what it was told."""

    def __init__(self) -> None:
        self.out, self.err = io.StringIO(), io.StringIO()
        super().__init__(self.out, self.err)


def called(
    plan: Plan, folder: Path, *arguments: object, speech: str = "en"
) -> tuple[int, str, str]:
    path = folder / "levers.kpi"
    path.write_bytes(encode(plan))
    told = Told()
    status = run(["--language", speech, "align", str(path), *map(str, arguments)], told)
    return status, told.out.getvalue(), told.err.getvalue()


def test_that_json_has_the_documented_shape(tmp_path: Path) -> None:
    status, out, _ = called(levers_plan(), tmp_path, "--design", CROSSED, "--json")
    shape = json.loads(out)
    assert status == 0
    assert {"functions", "shared_stake", "contradictions", "axes", "hints"} <= set(shape)
    assert (shape["scenario"], shape["design"]) == ("base", CROSSED)
    assert shape["shared_stake"] == pytest.approx(0.6)
    marketing = shape["functions"][MARKETING]
    assert marketing["bonus"] == 10_000
    assert {w["kpi"]: w["share"] for w in marketing["weights"]} == pytest.approx(
        {"profit": 0.5, "leads": 0.3, "clients": 0.2}
    )
    assert len(shape["contradictions"]) == 4 + 2 * len(BASE_FIGURES)
    looser = next(each for each in shape["contradictions"] if each["lever"] == LOOSER)
    assert looser["verdict"] == "paid_to_destroy"
    assert looser["profit"] == pytest.approx(-6200, abs=1)
    assert looser["functions"][MARKETING]["after"] == pytest.approx(1.233, abs=6e-4)
    (repair,) = looser["repair"]
    assert repair["function"] == MARKETING
    assert repair["weight"]["kpi"] == "profit"
    assert repair["cap"]["kpi"] == "leads"
    assert {w["kpi"]: w["weight"] for w in repair["grid"][0]["weights"]} == pytest.approx(
        {"profit": 0.8, "leads": 0.1, "clients": 0.1}
    )
    low, high = [each for each in shape["contradictions"] if each["driver"] == "margin"]
    assert (low["side"], high["side"], low["lever"], low["assumed"]) == ("p10", "p90", None, True)
    assert shape["axes"][SALES]["brand_client"] is None
    assert shape["cost"]["earned_per_unit"] is None
    assert all(hint["text"] for hint in shape["hints"])


@pytest.mark.parametrize("name", [BRAND, "shift to brand", "Shift to Brand "])
def test_that_a_lever_goes_by_its_key_or_its_name(name: str, tmp_path: Path) -> None:
    status, out, _ = called(levers_plan(), tmp_path, "--lever", name, "--json")
    levers = [each["lever"] for each in json.loads(out)["contradictions"] if each["lever"]]
    assert (status, levers) == (0, [BRAND])


def test_that_people_read_verdicts_and_repairs(tmp_path: Path) -> None:
    status, out, _ = called(levers_plan(CROSSED), tmp_path)
    assert status == 0
    assert "Shared stake of Marketing and Sales: 60" in out
    (line,) = [each for each in out.splitlines() if each.startswith("looser lead criteria")]
    assert "paid to destroy" in line
    assert "123.3" in line
    assert "Profit/Leads/Clients at 80/10/10 stops it (−0.43\u00a0pt)" in out.replace(
        " pt", "\u00a0pt"
    )
    assert "nan" not in out.lower().split()


def test_that_it_speaks_french(tmp_path: Path) -> None:
    status, out, _ = called(levers_plan(CROSSED), tmp_path, speech="fr")
    assert status == 0
    assert "Part partagée de Marketing et de Sales" in out
    assert "payé pour détruire" in out


@pytest.mark.parametrize(
    ("plan", "arguments", "words"),
    [
        (levers_plan(), ["--design", "dream"], "no design “dream”"),
        (levers_plan(), ["--lever", "dream"], "no lever “dream”"),
        (replace(levers_plan(), current_design=None), [], "give the plan a design"),
        (
            replace(
                levers_plan(),
                kpis=levers_plan().kpis.replacing(
                    replace(levers_plan().kpis[KpiKey("profit")], role=None)
                ),
            ),
            [],
            "No KPI has the role “profit”",
        ),
        (
            replace(
                levers_plan(),
                levers=Table([Lever(LeverKey("w"), "Wish", factors=Map({KpiKey("profit"): 2.0}))]),
            ),
            ["--lever", "w"],
            "The lever “Wish” moves “Profit”, which is no driver",
        ),
    ],
)
def test_that_a_question_without_answer_is_told_in_a_sentence(
    plan: Plan, arguments: list[str], words: str, tmp_path: Path
) -> None:
    status, out, err = called(plan, tmp_path, *arguments)
    assert status == 2
    assert out == ""
    assert words in err

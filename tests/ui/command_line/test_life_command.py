"""The command ``life``, as people and other programs call it."""

from __future__ import annotations

import datetime as dt
import io
import json
from functools import partial
from pathlib import Path

import pytest
from examples.agreed import BOSS, DAY, WHY, told_shop
from examples.shop import DESIGN, SELLER, shop, sound_shop

from models.edits.life import agree
from models.edits.scorecards import set_target
from models.keys import MeasureKey
from models.plan import Plan
from tests.workbench.analysis.simulation.uncertain_shop import uncertain_shop
from ui.command_line.console import Console
from ui.command_line.program import run
from ui.document import Document
from workbench.analysis.life.odds import achievability
from workbench.files.codec import encode
from workbench.results import results_of


@pytest.fixture
def called(tmp_path: Path):
    def call(plan: Plan, *arguments: str, language: str = "en") -> tuple[int, str, str]:
        path = tmp_path / "shop.kpi"
        path.write_bytes(encode(plan))
        out, err = io.StringIO(), io.StringIO()
        asked = ["--language", language, "life", str(path), *arguments]
        return run(asked, Console(out, err)), out.getvalue(), err.getvalue()

    return call


def changed_shop() -> Plan:
    document = Document(told_shop())
    edit = partial(
        set_target, design=DESIGN, position=SELLER, measure=MeasureKey("clients"), target=32_000.0
    )
    document.apply("Target of Clients", edit, reason=WHY)
    return document.plan


def test_that_the_json_tells_stage_people_and_changes(called) -> None:
    code, out, _ = called(changed_shop(), "--json")
    shape = json.loads(out)
    assert code == 0
    assert (shape["stage"], shape["version"]) == ("communicated", 2)
    assert [each["standing"] for each in shape["people"]] == [
        "acknowledged",
        "outdated",
        "outdated",
    ]
    assert [each["reopened"] for each in shape["people"]] == [False, True, True]
    assert shape["changes"][0]["people"] == ["ben", "cleo"]
    assert shape["acknowledged_share"] == pytest.approx(1 / 3)


def test_that_a_draft_says_what_hinders_it(called) -> None:
    _, out, _ = called(shop(), "--json")
    shape = json.loads(out)
    assert shape["stage"] == "draft"
    assert "Sales team" in shape["hindrances"][0]["sentence"]


def test_that_the_odds_on_file_are_told_and_drawn_again_from_their_seed(called) -> None:
    results = results_of(uncertain_shop())
    odds = achievability(results.program, results.values, on=dt.date(2026, 12, 1), samples=256)
    assert odds
    filed = odds[0]
    again = achievability(
        results.program, results.values, on=DAY, samples=filed.samples, seed=filed.seed
    )
    assert again == odds
    assert filed.target_odds is not None
    assert filed.threshold_odds is not None
    assert 0.0 <= filed.target_odds <= filed.threshold_odds <= 1.0
    agreed, _ = agree(sound_shop(), on=DAY, by=BOSS, achievability=odds)
    _, out, _ = called(agreed, "--json")
    told = json.loads(out)["achievability"]
    assert [each["target_odds"] for each in told] == [each.target_odds for each in odds]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_that_people_read_it_in_their_language(called, language: str) -> None:
    code, out, err = called(changed_shop(), language=language)
    assert (code, err) == (0, "")
    assert "Ada Martin" in out
    assert ("1 of 3 people" in out) is (language == "en")

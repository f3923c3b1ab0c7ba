"""The commands ``designs`` and ``cost``: their shapes, their tables, and wrong questions."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from examples.shop import CLIENTS, DESIGN, LEAD, LEADS, PROFIT, SELLER, STRETCH, sound_shop

from models.edits.designs import add_design
from models.edits.scorecards import set_weight
from models.keys import BASE, DesignKey
from models.plan import Plan
from models.table import Table
from models.uncertainty import Distribution, Shape
from ui.command_line.console import Console
from ui.command_line.program import run
from workbench.files.codec import encode
from workbench.results import results_of

OTHER = DesignKey("other")


def plan() -> Plan:
    after, _ = add_design(sound_shop(), "Other", copy_of=DESIGN, key=OTHER)
    after, _ = set_weight(after, OTHER, LEAD, PROFIT, 0.1)
    after, _ = set_weight(after, OTHER, LEAD, LEADS, 0.8)
    after, _ = set_weight(after, OTHER, SELLER, CLIENTS, 0.6)
    leads = replace(after.kpis[LEADS], distribution=Distribution(Shape.NORMAL, 0.9, 1.1))
    return replace(after, kpis=after.kpis.replacing(leads), ceiling=55_000.0)


def written(plan: Plan, folder: Path) -> Path:
    path = folder / "shop.kpi"
    path.write_bytes(encode(plan))
    return path


def called(*arguments: object, language: str = "en") -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    words = ["--language", language, *map(str, arguments)]
    return run(words, Console(out, err)), out.getvalue(), err.getvalue()


def test_that_designs_are_written_in_the_documented_shape(tmp_path: Path) -> None:
    path = written(plan(), tmp_path)
    status, out, _ = called("designs", path, "--json")
    assert status == 0
    shape = json.loads(out)
    assert shape["paid"] == "main"
    assert list(shape["designs"]) == ["main", "other"]
    results = results_of(plan())
    for key, told in shape["designs"].items():
        assert list(told["scenarios"]) == ["base", "stretch"]
        assert told["measures"] == {"lead": 3, "seller": 2}
        for scenario, figures in told["scenarios"].items():
            payouts = results.under(DesignKey(key)).payouts[scenario]
            assert figures["payouts"] == pytest.approx(float(payouts.total))
            assert figures["cost"] == pytest.approx(float(payouts.total) * 1.42)
            assert isinstance(figures["contradictions"], int)
    stretched = shape["designs"]["other"]["scenarios"]["stretch"]
    assert shape["designs"]["main"]["scenarios"]["stretch"]["against_paid"] is None
    against = stretched["against_paid"]
    assert against["wins"] + against["loses"] + against["keeps"] == 3
    main = shape["designs"]["main"]["scenarios"]["stretch"]["payouts"]
    assert against["change"] == pytest.approx(stretched["payouts"] - main)
    status, out, _ = called("designs", path, "--scenario", "Stretch", "--json")
    assert list(json.loads(out)["designs"]["main"]["scenarios"]) == ["stretch"]


def test_that_cost_is_written_in_the_documented_shape(tmp_path: Path) -> None:
    status, out, _ = called("cost", written(plan(), tmp_path), "--scenario", "stretch", "--json")
    assert status == 0
    shape = json.loads(out)
    assert (shape["scenario"], shape["design"]) == ("stretch", "main")
    assert (shape["charges"], shape["ceiling"]) == (0.42, 55_000.0)
    payouts = results_of(plan()).payouts
    for scenario in (BASE, STRETCH):
        told = shape["scenarios"][scenario]
        total = float(payouts[scenario].total)
        assert told["payouts"] == pytest.approx(total)
        assert told["cost"] == pytest.approx(told["payouts"] + told["charges"])
        assert told["room"] == pytest.approx(55_000.0 - total * 1.42)
        assert told["p10"] <= told["p50"] <= told["p90"]
        assert sum(bar["years"] for bar in told["bars"]) == told["samples"]
        over = sum(bar["years"] for bar in told["bars"] if bar["from"] >= 55_000.0)
        assert over / told["samples"] <= told["odds_over_ceiling"] <= 1.0
    stretched = shape["scenarios"]["stretch"]
    functions = shape["functions"]
    assert [each["name"] for each in functions] == ["Marketing", "Sales"]
    assert sum(each["cost"] for each in functions) == pytest.approx(stretched["cost"])
    assert called("cost", written(plan(), tmp_path), "--design", "other", "--json")[1] != out


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("command", ["designs", "cost"])
def test_that_people_read_tables_that_fit(tmp_path: Path, command: str, language: str) -> None:
    status, out, _ = called(command, written(plan(), tmp_path), language=language)
    assert status == 0
    assert max(map(len, out.splitlines())) <= 120
    for name in ("Stretch", "Base"):
        assert name in out


def test_that_wrong_questions_and_empty_plans_are_answered_in_words(tmp_path: Path) -> None:
    path = written(plan(), tmp_path)
    status, _, err = called("cost", path, "--design", "nothing")
    assert status == 2
    assert "other (Other)" in err
    assert called("designs", path, "--scenario", "nothing")[0] == 2
    empty = written(replace(plan(), designs=Table(), current_design=None), tmp_path)
    for command in ("designs", "cost"):
        status, _, err = called(command, empty)
        assert status == 1
        assert "no design" in err

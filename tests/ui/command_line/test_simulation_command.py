"""The command ``simulate``, as people and other programs call it."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from examples.shop import ARPU, LEADS, PROFIT, shop

from models.plan import Plan
from models.uncertainty import Distribution, Shape
from tests.workbench.analysis.simulation.uncertain_shop import spread, uncertain_shop
from ui.command_line.console import Console
from ui.command_line.program import run
from workbench.analysis.simulation.outcome import Ask
from workbench.analysis.simulation.run import simulate
from workbench.files.codec import encode


@pytest.fixture
def called(tmp_path: Path):
    def call(plan: Plan, *arguments: str, language: str = "en") -> tuple[int, str, str]:
        path = tmp_path / "shop.kpi"
        path.write_bytes(encode(plan))
        out, err = io.StringIO(), io.StringIO()
        asked = ["--language", language, "simulate", str(path), *arguments]
        return run(asked, Console(out, err)), out.getvalue(), err.getvalue()

    return call


def test_that_the_json_has_the_documented_shape(called) -> None:
    plan = uncertain_shop()
    arguments = ("--samples", "500", "--seed", "7", "--kpi", "ARPU", "--kpi", PROFIT, "--json")
    _, out, _ = called(plan, *arguments, "--threads", "2")
    shape = json.loads(out)
    assert (shape["samples"], shape["seed"], shape["asked"]) == (512, 7, 500)
    assert list(shape["kpis"]) == [ARPU, PROFIT]
    found = simulate(plan, Ask(500, 7, (ARPU, PROFIT)))
    assert found is not None
    for key, spread_of in found.kpis.items():
        told = shape["kpis"][key]
        for name in ("mean", "sd", "p10", "p50", "p90"):
            assert told[name] == getattr(spread_of, name)
    assert shape["plan_cost"]["mean"] == found.plan_cost.mean
    assert shape["plan_cost"]["odds_over_ceiling"] == found.odds_over_ceiling
    assert [each["id"] for each in shape["people"]] == ["ada", "ben", "cleo"]
    assert shape["people"][0]["p90"] == found.people[0].payout.p90
    assert shape["people"][0]["odds_nothing"] == 0.0
    assert shape["tornado"][0]["drivers"] == [ARPU]
    assert set(shape["measures"][0]) == {
        "position", "measure", "kpi", "threshold", "target", "maximum",
    }  # fmt: skip


def test_that_people_read_tables_in_their_language(called) -> None:
    plan = uncertain_shop()
    _, english, _ = called(plan, "--samples", "100")
    assert "The shop · Base · 2027 · 128 runs, seed 0" in english
    assert "Rounded up from 100 to a power of two" in english
    assert "Payouts with charges are above the ceiling of €60,000" in english or "60,000" in english
    _, french, _ = called(plan, "--samples", "100", "--scenario", "stretch", language="fr")
    assert "The shop · Stretch · 2027 · 128 tirages, graine 0" in french
    assert "Écart type" in french


def test_that_a_plan_where_nothing_is_uncertain_says_so(called) -> None:
    _, out, _ = called(shop(), "--samples", "4")
    assert "Nothing in this plan is uncertain" in out
    _, out, _ = called(shop(), "--samples", "4", "--json")
    shape = json.loads(out)
    assert shape["tornado"] == []
    assert shape["uncertain"] == []
    assert shape["kpis"][PROFIT]["sd"] == 0.0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--samples", "many"), "--samples needs a whole number, not “many”."),
        (("--samples", "0"), "The number of samples must be from 1 to 16,777,216."),
        (("--seed", "-1"), "The seed must be 0 or more."),
        (("--threads", "0"), "At least one thread is needed."),
        (("--kpi", "nothing"), "There is no KPI “nothing”"),
        (("--design", "nothing"), "There is no single design “nothing”; there are: main (Main)."),
    ],
)
def test_that_a_wrong_call_says_what_to_write(
    called,
    arguments: tuple[str, ...],
    words: str,
) -> None:
    status, out, err = called(shop(), *arguments)
    assert status == 2
    assert not out
    assert words in err


def test_that_a_distribution_that_does_not_exist_is_named(called) -> None:
    plan = spread(shop(), LEADS, Distribution(Shape.PERT, 0.5, 2.0, 0.6))
    status, _, err = called(plan)
    assert status == 2
    assert "No PERT distribution has the percentiles of “Leads”" in err
    two = replace(plan.kpis[ARPU], name="Leads")
    status, _, err = called(replace(plan, kpis=plan.kpis.replacing(two)), "--kpi", "Leads")
    assert "Several KPIs are named “Leads”: write the key of one: leads, arpu." in err

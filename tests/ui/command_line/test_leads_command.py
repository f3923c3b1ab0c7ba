"""The command ``leads``: its shape, its tables, and what it answers to wrong questions."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from immutables import Map

from models.calendar import Calendar, Month
from models.keys import KpiKey
from models.kpi import Kpi, KpiRole, Unit, UnitKind
from models.plan import Plan
from models.table import Table
from ui.command_line.console import Console
from ui.command_line.program import run
from workbench.files.codec import encode

LEADS = KpiKey("leads")


def plan(formula: str = "spread(leads, 0.1, 0.05, 0.05)") -> Plan:
    kpis = (
        Kpi(KpiKey("new"), "New clients", Unit(UnitKind.COUNT), formula=formula),
        Kpi(
            LEADS,
            "Leads",
            Unit(UnitKind.COUNT),
            values=(100.0,) * 12,
            history=(40.0,),
            losses=Map({"price": 0.25}),
        ),
        Kpi(
            KpiKey("worth"),
            "Worth",
            Unit(UnitKind.MONEY),
            values=(200.0,) * 12,
            role=KpiRole.CLIENT_VALUE,
        ),
    )
    return Plan("Shop", Calendar(Month(2027, 1)), language="en", kpis=Table(kpis))


def written(plan: Plan, folder: Path) -> Path:
    path = folder / "shop.kpi"
    path.write_bytes(encode(plan))
    return path


def called(*arguments: object, language: str = "en") -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    words = ["--language", language, "leads", *map(str, arguments)]
    return run(words, Console(out, err)), out.getvalue(), err.getvalue()


def test_that_the_bank_is_written_in_the_documented_shape(tmp_path: Path) -> None:
    status, out, _ = called(written(plan(), tmp_path), "--as-of", "2027-02", "--json")
    assert status == 0
    shape = json.loads(out)
    assert shape["scenario"] == "base"
    assert shape["as_of"] == "2027-02"
    assert shape["client_value"] == 200.0
    # January has 5 to come, February 10.
    assert shape["value"] == pytest.approx(15 * 200)
    (bank,) = shape["banks"]
    assert (bank["leads"], bank["name"]) == ("leads", "Leads")
    assert bank["weights"] == [0.1, 0.05, 0.05]
    assert [each["cohort"] for each in bank["cohorts"]] == ["2026-12", "2027-01", "2027-02"]
    oldest, _, youngest = bank["cohorts"]
    assert (oldest["age"], oldest["young"], oldest["open"]) == (2, False, 0.0)
    assert oldest["lost"] == pytest.approx(32)
    assert oldest["lost_by_reason"] == pytest.approx({"price": 8, "unknown": 24})
    assert youngest["young"] is True
    assert youngest["converted"] == pytest.approx(10)
    assert youngest["to_convert"] == pytest.approx(10)
    assert youngest["open"] == pytest.approx(90)
    assert youngest["value"] == pytest.approx(2000)
    assert bank["totals"]["leads"] == 240
    assert bank["periods"][1]["to_convert"] == pytest.approx(15)
    assert len(bank["periods"]) == 12


def test_that_no_client_value_is_null_and_told(tmp_path: Path) -> None:
    kpis = plan().kpis
    path = written(
        replace(plan(), kpis=kpis.replacing(replace(kpis[KpiKey("worth")], role=None))), tmp_path
    )
    shape = json.loads(called(path, "--json")[1])
    assert shape["client_value"] is None
    assert shape["value"] is None
    assert shape["banks"][0]["cohorts"][0]["value"] is None
    assert "No KPI says what a client is worth" in called(path)[1]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["Still to convert", "Too young to judge", "Dec 2027 *", "price 208", "3,000 €"]),
        ("fr", ["Restent à convertir", "Trop jeune pour être jugée", "déc. 2027 *", "prix 208"]),
    ],
)
def test_that_the_bank_is_told_in_words(tmp_path: Path, language: str, words: list[str]) -> None:
    status, out, _ = called(written(plan(), tmp_path), language=language)
    assert status == 0
    plain = out.replace("\u00a0", " ").replace("\u202f", " ")
    assert [each for each in words if each not in plain] == []


def test_that_a_plan_without_leads_says_how_to_write_them(tmp_path: Path) -> None:
    status, _, err = called(written(plan("leads * 0.1"), tmp_path))
    assert status == 1
    assert "spread(leads, 0.1, 0.05, 0.02)" in err


def test_that_a_formula_that_does_more_is_told(tmp_path: Path) -> None:
    _, out, _ = called(written(plan("spread(leads, 0.5, 0.5) * 0.1"), tmp_path))
    assert "the formula of New clients does more with what converts" in out


@pytest.mark.parametrize("asked", ["2028-01", "soon"])
def test_that_an_unknown_period_is_refused_with_those_there_are(tmp_path: Path, asked: str) -> None:
    status, _, err = called(written(plan(), tmp_path), "--as-of", asked)
    assert status == 2
    assert asked in err
    assert "Dec\u00a02027" in err


def test_that_a_period_may_be_named_in_words(tmp_path: Path) -> None:
    shape = json.loads(called(written(plan(), tmp_path), "--as-of", "feb 2027", "--json")[1])
    assert shape["as_of"] == "2027-02"


def test_that_weights_are_fitted_from_a_file(tmp_path: Path) -> None:
    cohorts = tmp_path / "cohorts.csv"
    cohorts.write_text("cohort;leads;0;1\na;100;10;15\nb;100;10,0;\nc;200;20;30\n")
    path = written(plan(), tmp_path)
    status, out, _ = called(path, "--fit", cohorts, "--json")
    shape = json.loads(out)
    assert status == 0
    assert shape["factors"] == [1.5]
    assert shape["weights"] == pytest.approx([0.1, 0.05])
    assert shape["cohorts"][1]["to_come"] == pytest.approx(5)
    status, out, _ = called(path, "--fit", cohorts)
    assert status == 0
    assert "spread(leads, 0.1, 0.05)" in out


def test_that_a_bad_cell_and_a_missing_file_are_told(tmp_path: Path) -> None:
    cohorts = tmp_path / "cohorts.csv"
    cohorts.write_text("cohort,leads,0\na,100,ten\n")
    path = written(plan(), tmp_path)
    status, _, err = called(path, "--fit", cohorts)
    assert status == 1
    assert "Row 2, column 3: “ten” is not a number" in err
    status, _, err = called(path, "--fit", tmp_path / "gone.csv")
    assert status == 1
    assert "cannot be read" in err


def test_that_the_gaps_of_a_fit_are_told(tmp_path: Path) -> None:
    cohorts = tmp_path / "cohorts.csv"
    cohorts.write_text("a,,5,4\nb,1,2,\nc,,,,1\n")
    _, out, _ = called(written(plan(), tmp_path), "--fit", cohorts)
    assert "The conversions of a fall somewhere" in out
    assert "More have converted of b than there were leads" in out
    assert "Nothing leads from what is known of a and b to the last age" in out
    assert "There are no weights without leads" in out

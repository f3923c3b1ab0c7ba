"""Writing the workbook: all of it, or nothing, and never over what could not be replaced."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from models.keys import BASE, ScenarioKey
from models.organisation import Function
from models.table import Table
from tests.examples.shop import STRETCH, shop
from workbench.excel import export as export_module
from workbench.excel.export import export_results, export_workbook
from workbench.language import language
from workbench.results import results_of

MADE = dt.datetime(2027, 1, 5, 9, 30, tzinfo=dt.UTC)
ENGLISH = language("en")


def test_that_a_preview_shows_the_figures_of_the_engine(tmp_path: Path) -> None:
    results = results_of(shop())
    export_results(results, tmp_path / "x.xlsx", scenario=STRETCH, language=ENGLISH, made=MADE)
    about = load_workbook(tmp_path / "x.xlsx", data_only=True)["About"]
    shown = {row[0]: row[1] for row in about.iter_rows(values_only=True)}
    assert shown["Scenario"] == "Stretch"
    assert shown["Profit"] == results.values.total("profit", STRETCH)
    assert shown["Total of payouts"] == float(results.payouts[STRETCH].total)
    assert results.payouts[STRETCH].total != results.payouts[BASE].total


def test_that_the_same_export_is_the_same_file(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        export_workbook(shop(), tmp_path / name, language=ENGLISH, made=MADE)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_that_what_was_there_stays_when_writing_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "x.xlsx"
    path.write_text("before")

    def fail(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(export_module, "write_about", fail)
    with pytest.raises(RuntimeError):
        export_workbook(shop(), path, language=ENGLISH, made=MADE)
    assert path.read_text() == "before"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("place", ["missing/x.xlsx", "."])
def test_that_a_place_that_cannot_be_written_is_an_os_error(tmp_path: Path, place: str) -> None:
    (tmp_path / "full").mkdir()
    with pytest.raises(OSError, match=r".+"):
        export_workbook(shop(), tmp_path / "full" / place, language=ENGLISH, made=MADE)
    assert list((tmp_path / "full").iterdir()) == []


def test_that_a_plan_wider_than_a_sheet_is_refused_as_too_large(tmp_path: Path) -> None:
    functions = Table(Function(f"f{number}", "F") for number in range(8200))
    plan = replace(shop(), functions=functions, positions=Table(), people=Table())
    with pytest.raises(OSError, match="larger than a sheet"):
        export_workbook(plan, tmp_path / "x.xlsx", language=ENGLISH, made=MADE)
    assert list(tmp_path.iterdir()) == []


def test_that_an_unknown_scenario_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KeyError):
        export_workbook(
            shop(), tmp_path / "x.xlsx", scenario=ScenarioKey("none"), language=ENGLISH, made=MADE
        )
    assert list(tmp_path.iterdir()) == []

"""The commands ``segments`` and ``split``, as people and other programs call them."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from examples.shop import CLIENTS, REVENUE, sound_shop

from models.keys import BASE
from ui.command_line.console import Console
from ui.command_line.program import run
from workbench.engine.evaluate import evaluate_plan
from workbench.files.codec import encode
from workbench.files.plan_file import read_plan


class Told(Console):
    """A console that keeps what it was told."""

    def __init__(self) -> None:
        self.out, self.err = io.StringIO(), io.StringIO()
        super().__init__(self.out, self.err)


def called(*arguments: object, language: str = "en") -> tuple[int, str, str]:
    told = Told()
    status = run(["--language", language, *map(str, arguments)], told)
    return status, told.out.getvalue(), told.err.getvalue()


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    path = tmp_path / "shop.kpi"
    path.write_bytes(encode(sound_shop()))
    return path


@pytest.fixture
def split(shop: Path) -> Path:
    out = shop.with_name("split.kpi")
    shares = ("--share", "North=60 %", "--share", "South=0.4")
    status, said, _ = called("split", shop, out, "--kpi", "Revenue", "--by", "Region", *shares)
    assert status == 0
    assert "with 10 KPIs more" in said
    return out


def test_that_split_writes_another_plan_with_the_same_figures(split: Path) -> None:
    before, after = evaluate_plan(sound_shop()), evaluate_plan(read_plan(split))
    for key in sound_shop().kpis:
        assert after.total(key, BASE) == pytest.approx(before.total(key, BASE), rel=1e-12)


def test_that_segments_writes_the_documented_shape(split: Path) -> None:
    status, out, _ = called("segments", split, "--by", "region", "--scenario", "stretch", "--json")
    shape = json.loads(out)
    assert status == 0
    assert set(shape) == {
        "dimension",
        "scenario",
        "members",
        "totals",
        "value",
        "valued_by",
        "value_kpi",
    }
    assert (shape["dimension"], shape["scenario"]) == ("region", "stretch")
    assert [(each["member"], each["name"]) for each in shape["members"]] == [
        ("north", "North"),
        ("south", "South"),
    ]
    north = shape["members"][0]["kpis"]
    # 9,000 leads and 5 % more, of which 10 % come to stay, on 20,000 clients.
    assert shape["totals"][CLIENTS] == pytest.approx(31_340)
    assert north[CLIENTS] == pytest.approx({"total": 18_804, "share": 0.6, "change": 540 / 30_800})
    assert north["arpu"]["share"] is None
    assert shape["members"][0]["value"] == north[REVENUE]["total"]


def test_that_segments_is_readable_in_both_languages(split: Path) -> None:
    _, english, _ = called("segments", split)
    _, french, _ = called("segments", split, language="fr")
    assert "share of the whole" in english
    assert "60.0\u00a0%" in english
    assert "The value of a segment is its part of “Revenue”." in english
    assert "part de l’ensemble" in french


def test_that_a_crossed_pivot_names_both_members(split: Path) -> None:
    out = split.with_name("twice.kpi")
    shares = ("--share", "Web=0.3", "--share", "Store=0.7")
    called("split", split, out, "--kpi", "revenue", "--by", "Channel", *shares)
    arguments = ("segments", out, "--by", "region", "--across", "channel")
    shape = json.loads(called(*arguments, "--json")[1])
    assert [(each["member"], each["across"]) for each in shape["members"]] == [
        ("north", "web"),
        ("north", "store"),
        ("south", "web"),
        ("south", "store"),
    ]
    assert shape["across"] == "channel"
    assert shape["members"][0]["kpis"]["revenue"]["share"] == pytest.approx(0.18)
    assert "North · Web" in called(*arguments)[1]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--by", "gone"), "There is no dimension “gone”; there are: region (Region)."),
        (("--across", "region"), "“Region” cannot be crossed with itself"),
    ],
)
def test_that_a_wrong_question_gets_a_sentence(
    split: Path, arguments: tuple[str, ...], sentence: str
) -> None:
    status, _, error = called("segments", split, *arguments)
    assert status != 0
    assert sentence in error


def test_that_a_plan_without_dimensions_says_how_to_get_one(shop: Path) -> None:
    status, _, error = called("segments", shop)
    assert status != 0
    assert "The plan has no dimensions: add one" in error


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--kpi", "nothing", "--by", "Region"), "There is no single KPI “nothing”"),
        (("--kpi", "revenue", "--by", "Region"), "needs members"),
        (("--kpi", "revenue", "--by", "Region", "--share", "North"), "“North” is no share"),
        (("--kpi", "revenue", "--by", "Region", "--share", "North=0.5"), "not 50 %"),
    ],
)
def test_that_a_wrong_split_writes_nothing(
    shop: Path, arguments: tuple[str, ...], sentence: str
) -> None:
    out = shop.with_name("out.kpi")
    status, _, error = called("split", shop, out, *arguments)
    assert status != 0
    assert sentence in error.replace("\u00a0", " ")
    assert not out.exists()

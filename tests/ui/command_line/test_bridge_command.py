"""The command ``bridge``, as people and other programs call it."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from examples.shop import CLIENTS, LEADS, PROFIT, sound_shop
from immutables import Map

from models.actuals import Actual
from models.keys import ScenarioKey
from models.plan import Plan
from models.scenario import Override, Scenario
from models.table import Table
from ui.command_line.console import Console
from ui.command_line.program import run
from workbench.files.codec import encode
from workbench.results import results_of


class Told(Console):
    """A console that keeps what it was told."""

    def __init__(self) -> None:
        self.out, self.err = io.StringIO(), io.StringIO()
        super().__init__(self.out, self.err)


def called(plan: Plan, folder: Path, *arguments: object, code: str = "en") -> tuple[int, str, str]:
    path = folder / "shop.kpi"
    path.write_bytes(encode(plan))
    told = Told()
    status = run(["--language", code, "bridge", str(path), *map(str, arguments)], told)
    return status, told.out.getvalue(), told.err.getvalue()


def test_that_the_documented_shape_is_written(tmp_path: Path) -> None:
    status, out, _ = called(sound_shop(), tmp_path, "--from", "base", "--to", "stretch", "--json")
    shape = json.loads(out)
    values = results_of(sound_shop()).values
    assert status == 0
    assert (shape["kpi"], shape["from"], shape["to"]) == (PROFIT, "base", "stretch")
    assert (shape["method"], shape["fell_back"]) == ("aumann-shapley", False)
    assert shape["before"] == pytest.approx(values.total(PROFIT, "base"))
    assert shape["after"] == pytest.approx(values.total(PROFIT, "stretch"))
    assert shape["change"] == shape["after"] - shape["before"]
    part, *still = shape["parts"]
    assert {each["driver"] for each in still} == {"conversion", "arpu", "costs"}
    assert all(each["amount"] == 0.0 for each in still)
    assert set(part) == {"driver", "name", "kind", "amount"}
    assert (part["driver"], part["name"], part["kind"]) == (LEADS, "Leads", "driver")
    assert part["amount"] == pytest.approx(shape["change"])
    marketing, sales = shape["functions"]
    assert set(marketing) == {
        "function", "earned", "lost", "spent", "net", "fair_share", "bonus_share",
    }  # fmt: skip
    assert marketing["earned"] == marketing["net"] == pytest.approx(shape["change"])
    assert (marketing["fair_share"], sales["fair_share"]) == (1.0, 0.0)
    # One lead at 18,000 and two sellers at 9,600 each.
    assert marketing["bonus_share"] == pytest.approx(18_000 / 37_200)
    assert shape["subtrees"] == [{"kpi": "revenue", "amount": part["amount"]}]
    assert (shape["segments"], shape["rounding"], shape["without_actuals"]) == ({}, 0.0, [])


@pytest.mark.parametrize("code", ["en", "fr"])
@pytest.mark.parametrize("by", ["driver", "function", "segment", "subtree"])
def test_that_every_side_is_written_for_people(by: str, code: str, tmp_path: Path) -> None:
    status, out, err = called(
        sound_shop(), tmp_path, "--from", "Base", "--to", "Stretch", "--by", by, code=code
    )
    assert (status, err) == (0, "")
    assert "{" not in out
    assert "Aumann–Shapley" in out.splitlines()[1]
    if by == "driver":
        assert any(line.startswith("  Leads") and "+" in line for line in out.splitlines())


def test_that_parts_that_cancel_read_well(tmp_path: Path) -> None:
    """A quarter more leads, a fifth fewer of which stay: as many clients, otherwise."""
    plan = sound_shop()
    swap = Scenario(
        ScenarioKey("swap"),
        "Swap",
        Map(
            {
                LEADS: Override(factors=(1.25,) * 12),
                "conversion": Override(factors=(0.8,) * 12),  # type: ignore[dict-item]
            }
        ),
    )
    plan = replace(plan, scenarios=Table([swap]))
    status, out, _ = called(plan, tmp_path, "--from", "base", "--to", "swap", "--by", "driver")
    assert status == 0
    assert "The parts cancel: the KPI is the same at both ends." in out
    change = next(line for line in out.splitlines() if line.startswith("Change"))
    assert "+" not in change
    assert "−" not in change
    _, written, _ = called(plan, tmp_path, "--from", "base", "--to", "swap", "--json")
    shape = json.loads(written)
    assert sum(each["amount"] for each in shape["parts"]) == pytest.approx(0.0, abs=1e-6)
    shares = [each["fair_share"] for each in shape["functions"]]
    assert sum(shares) == pytest.approx(1.0)


def test_that_one_state_against_itself_moves_nothing(tmp_path: Path) -> None:
    _, out, _ = called(sound_shop(), tmp_path, "--from", "base", "--to", "base", "--json")
    shape = json.loads(out)
    assert shape["change"] == 0.0
    assert [each["amount"] for each in shape["parts"]] == [0.0] * 4
    assert [each["fair_share"] for each in shape["functions"]] == [None, None]
    _, said, _ = called(sound_shop(), tmp_path, "--from", "base", "--to", "base")
    assert "Nothing that the KPI hangs on differs between the two." in said


def test_that_actuals_are_named_with_what_has_none(tmp_path: Path) -> None:
    rows = (Actual(LEADS, (8000.0,) * 12), Actual(CLIENTS, (20_500.0,)))
    plan = replace(sound_shop(), actuals=Table(rows))
    status, out, _ = called(plan, tmp_path, "--from", "base", "--to", "actuals")
    assert status == 0
    assert "Not explained by drivers: Clients" in out
    assert "Without actuals, and so as planned: Conversion of leads, ARPU, Costs." in out


def test_that_periods_are_states_by_their_labels(tmp_path: Path) -> None:
    for start, end in (("2027-01", "2027-02"), ("2027-Q1", "2027-q4"), ("2027-H1", "2027-H2")):
        status, out, _ = called(sound_shop(), tmp_path, "--from", start, "--to", end)
        assert status == 0
        assert "Carried in: Clients" in out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--from", "base", "--to", "gone"), "“gone” is no state of the plan"),
        (("--from", "base", "--to", "stretch", "--kpi", "gone"), "no single KPI “gone”"),
        (("--from", "base", "--to", "2027"), "only be compared with another one"),
        (("--from", "base", "--to", "actuals"), "has actuals: type some first"),
        (("--from", "base", "--to", "stretch", "--method", "lmdi"), "sums of products only"),
    ],
)
def test_that_a_wrong_question_is_answered_by_a_sentence(
    arguments: tuple[str, ...], words: str, tmp_path: Path
) -> None:
    status, out, err = called(sound_shop(), tmp_path, *arguments)
    assert status != 0
    assert out == ""
    assert words in err

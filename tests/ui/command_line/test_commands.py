"""The command line, run as people and other programs run it: without a display."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from examples.shop import PROFIT, sound_shop

from models.edits.kpis import set_formula
from models.keys import BASE
from models.plan import Plan
from ui.command_line.console import Console
from ui.command_line.program import run
from ui.command_line.text_table import TextTable, plain
from workbench.files.codec import encode
from workbench.results import results_of

ROOT = Path(__file__).parents[3]


class Told(Console):
    """A console that keeps what it was told."""

    def __init__(self) -> None:
        self.out, self.err = io.StringIO(), io.StringIO()
        super().__init__(self.out, self.err)


@pytest.fixture
def plan_file(tmp_path: Path) -> Path:
    return written(sound_shop(), tmp_path)


def written(plan: Plan, folder: Path) -> Path:
    path = folder / "shop.kpi"
    path.write_bytes(encode(plan))
    return path


def called(*arguments: object) -> tuple[int, str, str]:
    told = Told()
    status = run(["--language", "en", *map(str, arguments)], told)
    return status, told.out.getvalue(), told.err.getvalue()


def test_that_evaluate_writes_every_figure_in_the_documented_shape(plan_file: Path) -> None:
    status, out, _ = called("evaluate", plan_file, "--scenario", "stretch", "--json")
    shape = json.loads(out)
    values = results_of(sound_shop()).values
    assert status == 0
    assert shape["scenario"] == "stretch"
    assert shape["periods"][:2] == ["2027-01", "2027-02"]
    assert list(shape["kpis"]) == list(sound_shop().kpis)
    for key, kpi in shape["kpis"].items():
        assert kpi["values"] == values.of(key, "stretch").tolist()
        assert kpi["total"] == values.total(key, "stretch")
    profit = shape["kpis"][PROFIT]
    assert (profit["name"], profit["unit"]) == ("Profit", "money")
    assert set(profit["parts"]) == set(profit["responsibility"])
    assert sum(profit["parts"].values()) == pytest.approx(
        sum(profit["responsibility"].values()) * profit["total"]
    )


def test_that_payouts_are_written_exact_to_the_cent_and_add_up(plan_file: Path) -> None:
    status, out, _ = called("payouts", plan_file, "--json")
    shape = json.loads(out, parse_float=str)
    payouts = results_of(sound_shop()).payouts[BASE]
    assert status == 0
    assert [each["id"] for each in shape["people"]] == ["ada", "ben", "cleo"]
    for person, paid in zip(shape["people"], payouts.people, strict=True):
        assert float(person["payout"]) == float(paid.payout)
        assert len(person["payout"].partition(".")[2]) <= 2
        cents = [round(float(line["amount"]) * 100) for line in person["measures"]]
        assert sum(cents) == round(float(person["payout"]) * 100)
    assert float(shape["total"]) == float(payouts.total)
    assert float(shape["cost"]) == float(payouts.cost)
    assert set(shape["people"][0]["measures"][2]) == {
        "objective", "weight", "result", "payout_rate", "amount",
    }  # fmt: skip


def test_that_no_value_is_null_with_its_reason_and_an_error_ends_with_1(tmp_path: Path) -> None:
    without, _ = set_formula(sound_shop(), PROFIT, "revenue - strangers")
    path = written(without, tmp_path)
    status, out, err = called("evaluate", path, "--json")
    profit = json.loads(out)["kpis"][PROFIT]
    assert status == 1
    assert profit["values"] == [None] * 12
    assert profit["total"] is None
    assert "strangers" in profit["reason"]
    assert "Profit, formula" in err
    assert "strangers" in err
    status, out, _ = called("payouts", path, "--json")
    assert status == 1
    assert json.loads(out)["people"][0]["payout"] is None
    assert "Profit" in json.loads(out)["people"][0]["reason"]
    assert json.loads(out)["total"] is None


@pytest.mark.parametrize("name", ["stretch", "Stretch", "STRETCH ", "base", "Base"])
def test_that_a_scenario_goes_by_its_key_or_its_name(name: str, plan_file: Path) -> None:
    status, out, _ = called("evaluate", plan_file, "--json", "--scenario", name)
    assert status == 0
    assert json.loads(out)["scenario"] == name.strip().lower()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["evaluate"], "PLAN is missing"),
        (["evaluate", "{plan}", "--scenario", "dream"], "base (Base), stretch (Stretch)"),
        (["evaluate", "{plan}", "--scenario"], "--scenario needs one value"),
        (["evaluate", "{plan}", "--jsn"], "“--jsn” was not understood"),
        (["check", "{plan}", "--language", "de"], "possible: fr, en"),
        (["export", "{plan}", "{plan}"], "must end in .xlsx"),
        (["evalute"], "neither a command nor a file"),
    ],
)
def test_that_wrong_use_ends_with_2_and_a_sentence(
    arguments: list[str], words: str, plan_file: Path
) -> None:
    status, out, err = called(*(each.format(plan=plan_file) for each in arguments))
    assert (status, out) == (2, "")
    assert words in err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["evaluate"], "Il manque PLAN."),
        (
            ["payouts", "{plan}", "--scenario", "rêve"],
            "il y a\u00a0: base (Base), stretch (Stretch)",
        ),
        (["payouts", "{plan}", "--scenario"], "--scenario doit être suivi d’une valeur."),
        (["evaluate", "{plan}", "--json=3"], "--json ne prend pas de valeur"),
        (["export", "{plan}", "a.pdf"], "a.pdf\u00a0» doit finir par .xlsx"),
    ],
)
def test_that_wrong_use_is_told_in_french_with_the_help_of_its_command(
    arguments: list[str], words: str, plan_file: Path
) -> None:
    told = Told()
    call = [*(each.format(plan=plan_file) for each in arguments), "--language=fr"]
    assert run(call, told) == 2
    sentence, help_line = told.err.getvalue().splitlines()
    assert words in sentence
    assert help_line == f"«\u00a0main.py {arguments[0]} --help\u00a0» montre ce qui existe."


def test_that_check_lists_errors_beside_the_results(tmp_path: Path) -> None:
    assert called("check", written(sound_shop(), tmp_path))[0] == 0
    without, _ = set_formula(sound_shop(), PROFIT, "revenue - strangers")
    told = Told()
    assert run(["check", str(written(without, tmp_path)), "--language", "fr"], told) == 1
    for line in told.err.getvalue().splitlines():
        assert line.startswith("erreur · ")
    assert "strangers" in told.err.getvalue()
    assert "erreur" not in told.out.getvalue()


def test_that_check_tells_a_division_by_zero_that_only_figures_show(tmp_path: Path) -> None:
    divided, _ = set_formula(sound_shop(), PROFIT, "revenue / (costs - costs)")
    status, out, err = called("check", written(divided, tmp_path))
    assert status == 1
    assert err.startswith("error · ")
    assert "Profit" in err
    assert "warning · " in out
    assert "No errors" not in out


def test_that_a_file_that_is_no_plan_ends_with_1_and_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "letter.kpi").write_text("Dear reader", encoding="utf-8")
    for name in ("letter.kpi", "gone.kpi", "."):
        status, out, err = called("evaluate", tmp_path / name)
        assert (status, out) == (1, "")
        assert err.count("\n") == 1


def test_that_a_workbook_that_cannot_be_written_is_told_in_a_sentence(
    tmp_path: Path, plan_file: Path
) -> None:
    status, _, err = called("export", plan_file, tmp_path / "nowhere" / "out.xlsx")
    assert status == 1
    assert err == "“out.xlsx” cannot be written: its folder does not exist.\n"
    status, out, _ = called("export", plan_file, tmp_path / "out.xlsx", "--scenario", "stretch")
    assert status == 0
    assert "the pay of 3 people" in out
    assert (tmp_path / "out.xlsx").stat().st_size > 0


@pytest.mark.parametrize("command", ["evaluate", "payouts"])
def test_that_tables_for_people_are_aligned_and_fit_the_width(
    command: str, plan_file: Path
) -> None:
    told = Told()
    told.width = 80
    assert run([command, str(plan_file), "--language", "fr"], told) == 0
    lines = told.out.getvalue().splitlines()
    head = next(place for place, line in enumerate(lines) if line.startswith("─"))
    figures = [line for line in lines[head + 1 :] if line]
    assert len({len(line) for line in figures}) == 1
    assert len(lines[head]) <= 120


def test_that_every_command_explains_itself_in_french() -> None:
    told = Told()
    assert run(["--language", "fr", "--help"], told) == 0
    text = told.out.getvalue()
    assert text.startswith("usage\u00a0: ")
    for name in ("check", "evaluate", "payouts", "export", "demo"):
        assert name in text
        assert run([name, "--help", "--language=fr"], told) == 0


def test_that_names_cannot_steer_the_terminal() -> None:
    assert plain("Clients\x1b[31m\nactifs") == "Clients[31m actifs"
    table = TextTable(("", "A"), (("é", "1"), ("漢", "22")))
    assert table.written().splitlines()[2:] == ["é    1", "漢  22"]


def in_a_process(*arguments: object, **environment: str) -> subprocess.CompletedProcess[bytes]:
    clean = {
        name: value
        for name, value in os.environ.items()
        if name not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "LC_ALL", "LANG")
    }
    return subprocess.run(
        [sys.executable, *map(str, arguments)],
        cwd=ROOT,
        env={**clean, **environment},
        capture_output=True,
        check=False,
    )


def test_that_no_window_toolkit_is_loaded_to_evaluate(plan_file: Path) -> None:
    code = (
        "import sys; from ui.command_line.program import run; "
        f"status = run(['evaluate', {str(plan_file)!r}, '--json']); "
        "print([name for name in sys.modules if name.startswith('PySide6.QtGui')], file=sys.stderr)"
    )
    done = in_a_process("-c", code)
    assert done.stderr.strip() == b"[]"


def test_that_output_is_utf_8_whatever_the_locale(plan_file: Path) -> None:
    done = in_a_process(
        "main.py", "payouts", plan_file, LC_ALL="fr_FR.ISO-8859-1", PYTHONIOENCODING="ascii"
    )
    assert done.returncode == 0
    assert "Cléo Bernard" in done.stdout.decode("utf-8")
    assert "Prime cible" in done.stdout.decode("utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="needs a shell with pipes")
def test_that_a_reader_who_leaves_early_is_no_fault(plan_file: Path) -> None:
    command = f"{sys.executable} main.py evaluate {plan_file} --json | head -1"
    done = subprocess.run(["/bin/sh", "-c", command], cwd=ROOT, capture_output=True, check=False)
    assert done.stdout.strip() == b"{"
    assert done.stderr == b""


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="there is always a display")
def test_that_a_window_without_a_display_is_told_in_a_sentence() -> None:
    done = in_a_process("main.py", LANG="en_GB.UTF-8")
    assert done.returncode == 1
    assert done.stderr.startswith(b"There is no display")
    assert b"Traceback" not in done.stderr


def test_that_a_scenario_name_shared_by_two_is_not_guessed(tmp_path: Path) -> None:
    plan = sound_shop()
    twin = replace(plan.scenarios["stretch"], key="other")
    path = written(replace(plan, scenarios=plan.scenarios.inserting(twin)), tmp_path)
    status, _, err = called("evaluate", path, "--scenario", "STRETCH")
    assert status == 2
    assert "no single scenario" in err
    assert called("evaluate", path, "--scenario", "other")[0] == 0

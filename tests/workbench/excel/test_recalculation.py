"""Workbooks against headless LibreOffice, which works every formula out again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from xlsxwriter.workbook import Workbook as Writer

from models.keys import BASE
from models.plan import Plan
from tests.examples.shop import STRETCH, shop
from tests.oracle.agreement import disagreements, same
from tests.oracle.libreoffice import LibreOffice
from tests.workbench.excel.odd_plans import odd_plan
from tests.workbench.excel.other_inputs import type_inputs, with_other_inputs
from tests.workbench.excel.random_formulas import random_formula_plan
from tests.workbench.pay.random_plans import random_plan
from workbench.excel.export import export_workbook
from workbench.files.plan_file import read_plan
from workbench.language import language
from workbench.results import results_of

pytestmark = pytest.mark.oracle

MADE = dt.datetime(2027, 1, 5, 9, 30, tzinfo=dt.UTC)
SAMPLES = sorted((Path(__file__).parents[3] / "resources" / "samples").glob("*.kpi"))
RANDOM = ["odd", "excepted3", "excepted6"]
RANDOM += [f"pay{seed}" for seed in range(5)] + [f"formulas{seed}" for seed in range(6)]
NAMED = ["shop", *(path.stem for path in SAMPLES)]


def plan_named(name: str) -> Plan:
    if name == "shop":
        return shop()
    if name in {path.stem for path in SAMPLES}:
        return read_plan(next(path for path in SAMPLES if path.stem == name))
    if name == "odd":
        return odd_plan()
    if name.startswith("excepted"):
        return random_plan(int(name[8:]), people=14, exceptions=True)
    if name.startswith("pay"):
        return random_plan(int(name[3:]), people=14)
    return random_formula_plan(int(name[8:]))


@dataclass
class Case:
    """A plan, the same with other inputs, and what came of recalculating their workbooks."""

    plan: Plan
    other: Plan
    path: Path
    other_path: Path
    recalculated: Workbook
    typed: Workbook


@pytest.fixture(scope="module")
def cases(libreoffice: LibreOffice, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Case]:
    """Every case, all of them recalculated in one run."""
    folder = tmp_path_factory.mktemp("workbooks")
    names = [*NAMED, *RANDOM]
    plans: dict[str, tuple[Plan, Plan]] = {}
    for seed, name in enumerate(names):
        plan = plan_named(name)
        plans[name] = plan, with_other_inputs(plan, seed)
        export(plans[name][0], folder / f"{name}.xlsx")
        export(plans[name][1], folder / f"{name} other.xlsx")
        type_inputs(
            folder / f"{name} other.xlsx", folder / f"{name}.xlsx", folder / f"{name} typed.xlsx"
        )
    files = [folder / f"{name}{end}.xlsx" for name in names for end in ("", " typed")]
    books = iter(libreoffice.recalculate(files, folder / "recalculated"))
    return {
        name: Case(
            *plans[name],
            folder / f"{name}.xlsx",
            folder / f"{name} other.xlsx",
            next(books),
            next(books),
        )
        for name in names
    }


def export(plan: Plan, path: Path, **options: object) -> None:
    export_workbook(plan, path, language=language("en"), made=MADE, **options)


def checked_figures(book: Workbook) -> dict[str, object]:
    """Return the figures of the workbook that its sheet of checks compares, by name."""
    rows = book["Checks"].iter_rows(min_row=9, max_col=5, values_only=True)
    return {str(row[0]): row[2] for row in rows if row[4] in {"✓", "✗", "✎"} and row[0]}


def expected_figures(plan: Plan) -> dict[str, object]:
    """Return the same figures as the engine works them out."""
    results = results_of(plan)
    payouts = results.payouts[BASE]
    found: dict[str, object] = {
        kpi.name: results.values.total(kpi.key, BASE) for kpi in plan.kpis.values()
    }
    for paid in payouts.people:
        found[plan.people[paid.person].name] = paid.payout
    return found | {
        "Total of payouts": payouts.total,
        "Cost with employer charges": payouts.cost,
    }


def unlike(there: Mapping[str, object], expected: Mapping[str, object]) -> list[str]:
    """Return the figures that differ: payouts by a cent, others by more than 1e-9."""
    found: list[str] = []
    for name, figure in expected.items():
        kept = there.get(name)
        if isinstance(figure, Decimal):
            agree = isinstance(kept, int | float) and round(Decimal(kept), 2) == round(figure, 2)
        else:
            none = figure is None or figure != figure
            agree = same("" if none else figure, kept)
        if not agree:
            found.append(f"{name}: {kept!r} is not {figure!r}")
    return found


def test_that_a_wrong_stored_value_is_seen_and_corrected(
    libreoffice: LibreOffice, tmp_path: Path
) -> None:
    with Writer(str(tmp_path / "planted.xlsx")) as book:
        book.add_worksheet("Sheet").write_formula("A1", "=1+1", None, 3)
    (again,) = libreoffice.recalculate([tmp_path / "planted.xlsx"], tmp_path / "out")
    assert again["Sheet"]["A1"].value == 2
    assert disagreements(tmp_path / "planted.xlsx", again) == ["Sheet!A1: 3 2 =1+1"]


@pytest.mark.parametrize("name", [*NAMED, *RANDOM])
def test_that_every_formula_comes_to_what_the_engine_stored(
    cases: Mapping[str, Case], name: str
) -> None:
    assert disagreements(cases[name].path, cases[name].recalculated) == []


@pytest.mark.parametrize("name", RANDOM)
def test_that_typing_other_inputs_gives_every_formula_of_the_other_plan(
    cases: Mapping[str, Case], name: str
) -> None:
    case = cases[name]
    # Checks compare with the export, and About repeats their verdict.
    found = disagreements(case.other_path, case.typed)
    assert [each for each in found if not each.startswith(("Checks!", "About!"))] == []


@pytest.mark.parametrize("name", NAMED)
def test_that_figures_and_payouts_follow_typed_inputs(cases: Mapping[str, Case], name: str) -> None:
    case = cases[name]
    before = expected_figures(case.plan)
    after = expected_figures(case.other)
    assert unlike(checked_figures(case.recalculated), before) == []
    assert unlike(checked_figures(case.typed), after) == []
    assert before["Total of payouts"] != after["Total of payouts"]


@pytest.mark.parametrize("name", NAMED)
def test_that_checks_are_ok_until_an_input_changes(cases: Mapping[str, Case], name: str) -> None:
    case = cases[name]
    assert str(case.recalculated["Checks"]["B4"].value).startswith("✓")
    assert case.recalculated["Checks"]["B5"].value == 0
    assert str(case.typed["Checks"]["B4"].value).startswith("✎")
    assert case.typed["Checks"]["B5"].value > 20
    states = [row[1] for row in case.typed["About"].iter_rows(values_only=True) if row[1]]
    assert any(str(state).startswith("✎") for state in states)


def test_that_payouts_follow_one_cell_at_a_time_in_a_scenario_in_french(
    libreoffice: LibreOffice, tmp_path: Path
) -> None:
    path = tmp_path / "boutique.xlsx"
    export_workbook(shop(), path, scenario=STRETCH, language=language("fr"), made=MADE)
    book = load_workbook(path)
    arpu = next(row for row in book["Données"].iter_rows() if row[0].value == "ARPU")
    arpu[2].value = 45.0
    book.save(tmp_path / "plus.xlsx")
    plain, more = libreoffice.recalculate([path, tmp_path / "plus.xlsx"], tmp_path / "out")
    assert disagreements(path, plain) == []
    payouts = results_of(shop()).payouts[STRETCH]
    checks = "Vérifications"
    total = next(row for row in plain[checks].iter_rows() if row[0].value == "Total des versements")
    assert total[2].value == float(payouts.total)
    profit = next(row for row in more[checks].iter_rows() if row[0].value == "Profit")
    assert profit[3].value == pytest.approx(
        15 * results_of(shop()).values.of("clients", STRETCH)[0]
    )


def test_that_ties_are_rounded_as_decimals_are(libreoffice: LibreOffice, tmp_path: Path) -> None:
    """Excel and LibreOffice round the fifteen digits that a figure is written with."""
    ties = [(cents + 0.5) / 100 for cents in range(3000)]
    ties += [1.005 * 10**power for power in range(5)] + [2.675, 1023.905, 33333.335, 0.285 * 3]
    with Writer(str(tmp_path / "ties.xlsx")) as book:
        sheet = book.add_worksheet("Sheet")
        for row, tie in enumerate(ties):
            sheet.write_number(row, 0, tie)
            sheet.write_formula(row, 1, f"=ROUND(A{row + 1},2)", None, 0)
    (again,) = libreoffice.recalculate([tmp_path / "ties.xlsx"], tmp_path / "out")
    there = [Decimal(f"{row[1]:.2f}") for row in again["Sheet"].iter_rows(values_only=True)]
    expected = [Decimal(f"{tie:.15g}").quantize(Decimal("0.01"), "ROUND_HALF_UP") for tie in ties]
    assert there == expected

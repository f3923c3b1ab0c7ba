"""What every exported workbook is made of, read from the file without recalculating it."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from pathlib import Path

import pytest
from immutables import Map
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell, MergedCell

from models.calendar import Calendar, Month
from models.kpi import Kpi
from models.organisation import Function, Person, Position, TargetBonus
from models.plan import Plan
from models.scorecard import Design, Measure, Scorecard, Section
from models.table import Table
from tests.examples.shop import shop
from tests.workbench.excel.odd_plans import odd_plan
from tests.workbench.excel.random_formulas import random_formula_plan
from tests.workbench.pay.random_plans import random_plan
from workbench.excel.export import export_workbook
from workbench.language import language

MADE = dt.datetime(2027, 1, 5, 9, 30, tzinfo=dt.UTC)
FUNCTIONS = {
    "ABS", "AND", "COUNT", "COUNTA", "COUNTIF", "DATE", "EXP", "IF", "IFERROR", "INDEX", "INT",
    "ISNUMBER", "LEFT", "LN", "LOG10", "MAX", "MIN", "N", "NA", "NOT", "OR", "RANK", "ROUND",
    "SQRT", "SUM", "SUMPRODUCT",
}  # fmt: skip
"""All of them are in Excel 2010, under their English names."""

PLANS = {
    "shop": shop,
    "odd": odd_plan,
    "empty": lambda: Plan("Empty", Calendar(Month(2027, 1))),
    **{
        f"excepted{seed}": lambda seed=seed: random_plan(seed, people=10, exceptions=True)
        for seed in range(4)
    },
    **{f"pay{seed}": lambda seed=seed: random_plan(seed, people=10) for seed in range(8)},
    **{f"formulas{seed}": lambda seed=seed: random_formula_plan(seed) for seed in range(3)},
}


@pytest.fixture(scope="module", params=[(name, code) for name in PLANS for code in ("fr", "en")])
def path(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    name, code = request.param
    path = tmp_path_factory.mktemp("structure") / "plan.xlsx"
    export_workbook(PLANS[name](), path, language=language(code), made=MADE)
    return path


@pytest.fixture(scope="module")
def book(path: Path) -> Workbook:
    return load_workbook(path)


def cells(book: Workbook) -> list[Cell | MergedCell]:
    return [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]


def without_texts(formula: str) -> str:
    return re.sub(r'"[^"]*"', '""', formula)


def test_that_every_number_is_an_input_a_formula_or_kept_in_italics(book: Workbook) -> None:
    loose = [
        f"{cell.parent.title}!{cell.coordinate}"
        for cell in cells(book)
        if cell.data_type == "n"
        and cell.value is not None
        and cell.protection.locked
        and not cell.font.italic
    ]
    assert loose == []


def test_that_inputs_are_blue_on_yellow_and_open_and_formulas_locked(book: Workbook) -> None:
    for sheet in book.worksheets:
        assert sheet.protection.sheet
        assert not sheet.protection.password
    for cell in cells(book):
        if not cell.protection.locked:
            assert cell.data_type != "f"
            assert cell.font.color.rgb == "FF1447D4"
            assert cell.fill.fgColor.rgb == "FFFFFBE3"


def test_that_formulas_fit_excel_2010_in_english(book: Workbook) -> None:
    for cell in cells(book):
        if cell.data_type != "f":
            continue
        formula = str(cell.value)
        plain = without_texts(formula)
        assert set(re.findall(r"([A-Za-z][A-Za-z0-9.]*)\(", plain)) <= FUNCTIONS
        assert len(formula) <= 8192
        assert "[" not in plain
        assert "#REF" not in plain


def test_that_defined_names_are_prefixed_and_refer_to_cells(book: Workbook) -> None:
    names = [name for name in book.defined_names if not name.startswith("_xlnm")]
    assert names
    for name in names:
        assert re.fullmatch(r"k_[a-z0-9_]+", name)
        assert re.fullmatch(r"('[^']+'|\w+)!\$[A-Z]+\$\d+", book.defined_names[name].attr_text)


def test_that_sheets_are_five_named_visible_and_ready_to_print(book: Workbook) -> None:
    names = book.sheetnames
    assert len(names) == 5
    assert len({name.casefold() for name in names}) == 5
    for sheet in book.worksheets:
        assert len(sheet.title) <= 31
        assert not set(sheet.title) & set("[]:*?/\\")
        assert sheet.sheet_state == "visible"
        assert sheet.print_area
        assert sheet.freeze_panes or sheet is book.worksheets[0]


def test_that_nothing_links_outside_and_nothing_is_a_macro(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        outside = [
            name for name in names if name.endswith(".rels") and b"External" in archive.read(name)
        ]
    assert outside == []
    assert not [name for name in names if "vba" in name.lower() or "externalLink" in name]


def test_that_text_that_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    evil = '=HYPERLINK("http://example.org","+1")'
    card = Scorecard("s", (Section(evil, (Measure("m", kpi="a", weight=1.0, targets=(12.0,)),)),))
    plan = Plan(
        "=1+1",
        Calendar(Month(2027, 1)),
        note="@now",
        kpis=Table([Kpi("a", evil, values=(1.0,) * 12, source="+1", note="-1", definition="=2")]),
        functions=Table([Function("f", "=f()")]),
        positions=Table([Position("s", evil, "f", TargetBonus(amount=1000.0))]),
        people=Table([Person("=007", evil, "s", modifiers=Map())]),
        designs=Table([Design("d", "=d", Table([card]))]),
        current_design="d",
    )
    export_workbook(plan, tmp_path / "x.xlsx", language=language("en"), made=MADE)
    book = load_workbook(tmp_path / "x.xlsx")
    for cell in cells(book):
        formula = str(cell.value)
        assert cell.data_type != "f" or not (formula == "=1+1" or "HYPERLINK" in formula)
    assert "=007" in [cell.value for cell in cells(book) if cell.data_type == "s"]


def test_that_long_texts_and_long_formulas_are_taken_whole_or_marked(tmp_path: Path) -> None:
    names = [f"driver_with_a_rather_long_key_{number}" for number in range(30)]
    formula = " + ".join(f"if({name} > 1, {name}, 0)" for name in names[:14])
    kpis = [Kpi(name, name, values=(2.0,) * 12) for name in names]
    long = Kpi("long", "Long", formula=formula, note="n" * 40_000)
    plan = Plan("p", Calendar(Month(2027, 1)), kpis=Table([*kpis, long]))
    export_workbook(plan, tmp_path / "x.xlsx", language=language("en"), made=MADE)
    book = load_workbook(tmp_path / "x.xlsx")
    assert max(len(str(cell.value or "")) for cell in cells(book)) <= 32_767
    assert max(len(str(cell.value)) for cell in cells(book) if cell.data_type == "f") <= 8192

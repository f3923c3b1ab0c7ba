"""The page of designs and cost: every table says what the workbench worked out, by keyboard too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from examples.shop import DESIGN, LEAD, LEADS, PROFIT, SELLER, STRETCH, shop
from PySide6.QtCore import QObject, QPoint, QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from models.edits.designs import add_design
from models.edits.drivers import set_value
from models.edits.organisation import put_person
from models.edits.scorecards import remove_design, set_weight
from models.edits.settings import set_ceiling
from models.keys import BASE, DesignKey, PersonKey
from models.organisation import Person, TargetBonus
from models.plan import Plan
from models.uncertainty import Distribution, Shape
from ui.document import Document
from ui.drawing.histogram_painter import (
    HistogramPicture,
    HistogramStyle,
    Mark,
    paint_histogram,
)
from ui.fonts import TextStyle, font
from ui.prioritise.designs_page import DesignsPage
from ui.prioritise.room import PageName, PrioritiseRoom
from ui.prioritise.winners_panel import By
from ui.tables.cell_table import Cell
from ui.theme import ThemeName, load_theme
from workbench.analysis.designs.differences import Column, Lot
from workbench.files.plan_file import write_plan
from workbench.language import language

OTHER = DesignKey("other")
EN = language("en")


def two_designs() -> Plan:
    """Return the shop with a second design, uncertain leads and a ceiling."""
    after, _ = add_design(shop(), "Other", copy_of=DESIGN, key=OTHER)
    after, _ = set_weight(after, OTHER, LEAD, PROFIT, 0.1)
    leads = replace(after.kpis[LEADS], distribution=Distribution(Shape.NORMAL, 0.8, 1.2))
    return replace(after, kpis=after.kpis.replacing(leads), ceiling=55_000.0)


@pytest.fixture
def document(qtbot: QtBot) -> Document:
    opened = Document(two_designs())
    opened.show_scenario(STRETCH)
    return opened


@pytest.fixture
def page(room: PrioritiseRoom, qtbot: QtBot) -> DesignsPage:
    room.show_page(PageName.DESIGNS)
    shown = room.designs
    qtbot.waitUntil(lambda: shown.cost.source.settled, timeout=20_000)
    qtbot.waitUntil(lambda: shown.compare.counting.settled, timeout=20_000)
    return shown


def texts(rows: Sequence[Sequence[Cell]]) -> list[list[str]]:
    return [[cell.text for cell in row] for row in rows]


def test_that_designs_stand_beside_each_other_under_every_scenario(
    document: Document, page: DesignsPage
) -> None:
    rows = texts(page.compare.model.rows)
    assert [row[:2] for row in rows] == [
        ["Base", "Main · paid"],
        ["", "Other"],
        ["Stretch", "Main · paid"],
        ["", "Other"],
    ]
    total = document.results.under(OTHER).payouts[STRETCH].total
    assert rows[3][2] == EN.short_money(total, "EUR")
    cost = document.results.under(OTHER).payouts[STRETCH].cost
    assert rows[3][3] == EN.short_money(cost, "EUR")
    assert all(row[8].isdigit() for row in rows)
    cheaper = page.compare.model.rows[3][3].below == "▲ best"
    main = document.results.payouts[STRETCH].cost
    assert cheaper is (cost < main)
    assert {page.compare.model.rows[at][3].below for at in (2, 3)} == {"▲ best", "▼ worst"}


def test_that_space_looks_at_the_design_of_a_row(
    document: Document, room: PrioritiseRoom, page: DesignsPage
) -> None:
    table = page.compare.table
    table.setCurrentIndex(page.compare.model.index(1, 1))
    QTest.keyClick(table, Qt.Key.Key_Space)
    assert room.choice.design == OTHER
    assert document.scenario == BASE
    assert document.plan.current_design == DESIGN


def test_that_tables_keep_to_the_contract_whatever_happens(
    document: Document, page: DesignsPage, qtbot: QtBot
) -> None:
    fatal = QAbstractItemModelTester.FailureReportingMode.Fatal
    models: list[QObject] = [
        page.compare.model,
        page.cost.scenarios,
        page.cost.functions,
        page.cost.years,
        page.winners.people.model(),
        page.winners.groups.model(),
    ]
    testers = [QAbstractItemModelTester(model, fatal, model) for model in models]
    assert len(testers) == len(models)
    january = 0
    document.apply("leads", lambda plan: set_value(plan, LEADS, january, 1.0))
    zoe = Person(PersonKey("0042"), "Zoé", SELLER, target=TargetBonus(5_000.0))
    document.apply("person", lambda plan: put_person(plan, zoe))
    document.apply("ceiling", lambda plan: set_ceiling(plan, None))
    document.show_scenario(BASE)
    for by in (By.POSITIONS, By.FUNCTIONS, By.PEOPLE):
        page.winners.by.choose(by)
        page.winners.by.chosen.emit(by)
    page.winners.filter.sort(Column.NAME)
    page.winners.filter.field.setText("nobody is called so")
    qtbot.waitUntil(lambda: page.winners.people.model().rowCount() == 0)
    page.winners.filter.field.setText("")
    qtbot.waitUntil(lambda: page.winners.people.model().rowCount() == 4)
    while document.undo_stack.canUndo():
        document.undo_stack.undo()
    for key in (OTHER, DESIGN):
        document.apply("gone", partial(remove_design, key=key))
    assert page.winners.found is None
    assert not page.cost.view.isVisible()


def test_that_winners_are_listed_sorted_and_gathered(
    document: Document, page: DesignsPage, qtbot: QtBot
) -> None:
    winners = page.winners
    assert (winners.before.value, winners.after.value) == (DESIGN, OTHER)
    found = winners.found
    assert found is not None
    one = {each.person: each.payout for each in document.results.payouts[STRETCH].people}
    other = {
        each.person: each.payout for each in document.results.under(OTHER).payouts[STRETCH].people
    }
    change = other["ada"] - one["ada"]
    assert change
    model = winners.people.model()
    rows = {model.index(row, 0).data(): row for row in range(model.rowCount())}
    # The lead alone is paid otherwise; the largest loss, or else nobody's, stands first.
    cell = model.cell(model.index(rows["Ada Martin"], 4)).text
    assert cell == f"{'+' if change > 0 else '−'}{EN.money(abs(change), 'EUR', 0)}"
    assert winners.balance.text().endswith("2 keep the same")
    winners.filter.outcome.choose(Lot.KEEPS)
    winners.filter.outcome.chosen.emit(Lot.KEEPS)
    assert {model.index(row, 0).data() for row in range(model.rowCount())} == {
        "Ben Moreau",
        "Cléo Bernard",
    }
    winners.by.choose(By.FUNCTIONS)
    winners.by.chosen.emit(By.FUNCTIONS)
    gathered = texts(winners.groups.model().rows)
    assert [row[0] for row in gathered] == ["Marketing", "Sales", "All"]
    assert gathered[0][4] == cell
    assert gathered[2][4] == cell


def test_that_another_version_is_read_only_compared_and_refused_in_words(
    page: DesignsPage, tmp_path: Path, qtbot: QtBot
) -> None:
    old = shop()
    old = replace(old, people=old.people.without(PersonKey("cleo")))
    path = tmp_path / "last year.kpi"
    write_plan(old, path)
    before = path.read_bytes()
    winners = page.winners
    winners.version.open(path)
    qtbot.waitUntil(lambda: "last year" in winners.before.currentText(), timeout=20_000)
    found = winners.found
    assert found is not None
    assert found.counts[Lot.JOINED] == 1
    assert "1 joined" in winners.balance.text()
    assert path.read_bytes() == before
    path.write_text("no plan")
    winners.version.open(path)
    qtbot.waitUntil(lambda: bool(winners.message.text), timeout=20_000)
    assert "last year" in winners.message.text


def test_that_ceiling_and_charges_are_typed_in_place_and_wrong_ones_are_explained(
    document: Document, page: DesignsPage, qtbot: QtBot
) -> None:
    cost = page.cost
    assert cost.sentence.text().startswith("Above the ceiling")
    cost.ceiling.committed.emit("900k")
    assert document.plan.ceiling == 900_000.0
    qtbot.waitUntil(lambda: cost.sentence.text().startswith("Never above"), timeout=20_000)
    cost.charges.committed.emit("10")
    assert document.plan.charges == 0.1
    for entry, wrong in ((cost.ceiling, "much"), (cost.charges, "-5 %"), (cost.charges, "x")):
        entry.committed.emit(wrong)
        assert entry.message.text
    assert document.plan.charges == 0.1
    cost.ceiling.committed.emit("")
    assert document.plan.ceiling is None
    rows = texts(cost.scenarios.rows)
    together = document.results.payouts[STRETCH].cost
    assert rows[1][3] == EN.short_money(together, "EUR")
    assert sum(int(row[2].replace(",", "")) for row in texts(cost.years.rows)) == 8192
    functions = texts(cost.functions.rows)
    assert [row[0] for row in functions] == ["Marketing", "Sales"]


def test_that_the_scorecards_show_the_cost_of_the_design_looked_at(
    document: Document, room: PrioritiseRoom, qtbot: QtBot
) -> None:
    glance = room.scorecards.cost
    qtbot.waitUntil(lambda: glance.source.settled, timeout=20_000)
    assert glance.view.picture is not None
    assert "8,192" in glance.view.accessibleName()
    before = glance.now.text
    room.choice.choose_design(OTHER)
    assert glance.now.text != before
    cost = document.results.under(OTHER).payouts[STRETCH].cost
    assert EN.short_money(cost, "EUR") in glance.now.text
    assert not glance.source.settled


@pytest.mark.parametrize("theme", list(ThemeName))
def test_that_bars_above_the_ceiling_are_hatched(qtbot: QtBot, theme: ThemeName) -> None:
    colours = load_theme(theme).colours
    style = HistogramStyle(
        bar=colours.weight,
        over=colours.bad,
        axis=colours.line,
        line=colours.text,
        label=colours.text,
        font=font(TextStyle.SMALL),
    )
    marks = tuple(Mark(at, f"P{at:.0f} 396 k€") for at in (1.0, 1.1, 1.2))
    picture = HistogramPicture((0.0, 1.0, 2.0), (4, 4), marks, Mark(1.0, "Ceiling"))
    image = QImage(300, 200, QImage.Format.Format_RGB32)
    image.fill(colours.panel)
    painter = QPainter(image)
    paint_histogram(painter, QRectF(image.rect()), picture, style)
    painter.end()
    left = {image.pixelColor(x, 80).name() for x in range(20, 120)}
    right = {image.pixelColor(x, 80).name() for x in range(180, 280)}
    assert left == {colours.weight.name()}
    # Not only another colour: two of them, in stripes.
    assert len(right) >= 2
    assert colours.weight.name() not in right
    # Three labels that would touch each other stand below each other.
    ink = [
        any(image.pixelColor(x, y) != image.pixelColor(QPoint(299, 199)) for x in range(4, 296))
        for y in range(200)
    ]
    assert sum(ink[150:]) > 30


@pytest.mark.parametrize("width", [0, 1, 40])
def test_that_a_picture_without_room_or_bars_paints_nothing_wrong(qtbot: QtBot, width: int) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    colours = load_theme(ThemeName.LIGHT).colours
    style = HistogramStyle(
        colours.weight, colours.bad, colours.line, colours.text, colours.text, widget.font()
    )
    image = QImage(50, 50, QImage.Format.Format_RGB32)
    image.fill(colours.panel)
    before = image.copy()
    for picture in (
        HistogramPicture((), ()),
        HistogramPicture((5.0, 5.0), (8,), (Mark(5.0, "5"),), Mark(900.0, "far")),
        HistogramPicture((0.0, 0.0), (8,), (), Mark(-900.0, "far")),
    ):
        painter = QPainter(image)
        paint_histogram(painter, QRectF(0, 0, width, 50), picture, style)
        painter.end()
    assert (image == before) is (width < 40)

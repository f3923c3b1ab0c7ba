"""Help while a formula is typed, by keyboard alone."""

from __future__ import annotations

import pytest
from examples.shop import COSTS, LEADS, PROFIT, shop
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from models.keys import KpiKey
from ui.document import Document
from ui.fonts import load_fonts
from ui.formula.assist import FormulaAssist
from ui.theme import ThemeName, load_theme
from ui.widgets.error_field import Field
from workbench.language import language

CTRL = Qt.KeyboardModifier.ControlModifier


class Desk:
    """A field in a window, and what helps in it."""

    def __init__(self, window: QWidget) -> None:
        theme = load_theme(ThemeName.LIGHT)
        self.document = Document(shop())
        self.field = Field(theme, window, name="Formula")
        self.field.setGeometry(10, 10, 300, 30)
        self.assist = FormulaAssist(self.document, theme, language("en"), self.field, window)
        self.committed: list[str] = []
        self.field.committed.connect(self.committed.append)

    def start(self, key: KpiKey, text: str = "") -> None:
        self.field.show_text(text)
        self.assist.start(key)
        self.field.setFocus()

    def type(self, text: str) -> None:
        QTest.keyClicks(self.field, text)

    def press(self, *keys: Qt.Key) -> None:
        for key in keys:
            QTest.keyClick(self.field, key)

    @property
    def offered(self) -> list[str]:
        return [offer.text for offer in self.assist.offers.offers]


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    load_fonts()
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(640, 400)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    return made


@pytest.fixture
def desk(window: QWidget) -> Desk:
    made = Desk(window)
    made.field.show()
    return made


def test_that_enter_takes_an_offer_and_then_the_formula(desk: Desk) -> None:
    desk.start(PROFIT)
    desk.type("rev")
    assert desk.offered == ["revenue"]
    desk.press(Qt.Key.Key_Return)
    assert desk.field.text() == "revenue"
    assert desk.committed == []
    desk.type(" - 2*cos")
    desk.press(Qt.Key.Key_Tab)
    assert desk.field.text() == "revenue - 2*costs"
    assert desk.field.hasFocus()
    desk.press(Qt.Key.Key_Return)
    assert desk.committed == ["revenue - 2*costs"]


def test_that_arrows_choose_and_walk_around_the_ends(desk: Desk) -> None:
    desk.start(PROFIT)
    desk.type("co")
    first, last = desk.offered
    desk.press(Qt.Key.Key_Up)
    assert desk.assist.offers.current is not None
    assert desk.assist.offers.current.text == last
    desk.press(Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert desk.field.text() == first


def test_that_escape_closes_only_the_list(desk: Desk) -> None:
    desk.start(PROFIT)
    desk.type("co")
    desk.press(Qt.Key.Key_Escape)
    assert desk.offered == []
    assert desk.field.text() == "co"
    desk.press(Qt.Key.Key_Escape)
    assert desk.field.text() == ""


def test_that_a_word_typed_in_full_leaves_enter_to_the_field(desk: Desk) -> None:
    desk.start(PROFIT)
    desk.type("costs")
    desk.press(Qt.Key.Key_Return)
    assert desk.committed == ["costs"]


def test_that_a_function_leaves_the_cursor_inside_and_shows_its_arguments(desk: Desk) -> None:
    desk.start(PROFIT)
    desk.type("la")
    desk.press(Qt.Key.Key_Return)
    assert (desk.field.text(), desk.field.cursorPosition()) == ("lag()", 4)
    assert "lag(<b>x</b>, n)" in desk.assist.strip.signature
    desk.type("leads, ")
    assert "lag(x, <b>n</b>)" in desk.assist.strip.signature
    desk.press(Qt.Key.Key_End)
    assert desk.assist.strip.signature == ""


def test_that_what_may_come_is_asked_for_by_key(desk: Desk) -> None:
    desk.start(PROFIT)
    QTest.keyClick(desk.field, Qt.Key.Key_Space, CTRL)
    assert desk.offered[:2] == ["Revenue", "Costs"]
    desk.press(Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert desk.field.text() == "Costs"


def test_that_the_list_stays_in_the_window(desk: Desk, window: QWidget) -> None:
    desk.field.setGeometry(400, 365, 230, 30)
    desk.start(PROFIT)
    desk.type("revenue - revenue - revenue - c")
    assert window.rect().contains(desk.assist.offers.geometry())
    assert not desk.assist.offers.geometry().intersects(desk.field.geometry())


def test_that_the_formula_is_said_and_worked_out_while_it_is_typed(
    desk: Desk, qtbot: QtBot
) -> None:
    desk.start(COSTS)
    desk.type("leads*2")
    strip = desk.assist.strip
    qtbot.waitUntil(lambda: bool(strip.preview))
    assert strip.equation == "Costs = Leads × 2"
    assert "216,000" in strip.preview
    assert desk.document.plan == shop()
    desk.type("/0")
    qtbot.waitUntil(lambda: "divides by 0" in strip.preview)
    desk.assist.stop()
    assert strip.isHidden()


def test_that_a_name_of_no_kpi_is_marked_and_said(desk: Desk, qtbot: QtBot) -> None:
    desk.start(COSTS)
    desk.type("nobody * 2")
    qtbot.waitUntil(lambda: "nobody" in desk.assist.strip.fault)
    text = desk.field.text()
    assert text == "nobody * 2"
    assert desk.field.cursorPosition() == len(text)


def test_that_nothing_is_offered_where_no_formula_is_typed(desk: Desk) -> None:
    desk.start(LEADS)
    desk.assist.stop()
    desk.type("rev")
    assert desk.offered == []


def test_that_the_list_goes_with_the_field(desk: Desk) -> None:
    desk.start(PROFIT)
    desk.type("co")
    before = desk.assist.offers.geometry()
    desk.field.move(desk.field.x() + 40, desk.field.y() + 60)
    assert desk.assist.offers.geometry() == before.translated(40, 60)
    assert desk.offered

"""Scenario chips by keyboard, and what their menu says and offers."""

from __future__ import annotations

import pytest
from examples.shop import LEADS, STRETCH
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from models.edits.drivers import set_value
from models.keys import BASE
from ui.app import Workbench
from ui.scenario_bar import ScenarioBar


@pytest.fixture
def bar(opened: Workbench) -> ScenarioBar:
    opened.window.activateWindow()
    return opened.window.frame.top_bar.scenarios


def press(key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key, held)


def type_name(name: str) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClicks(focused, name)
    QTest.keyClick(focused, Qt.Key.Key_Return)


def test_that_chips_are_walked_named_and_deleted_by_keys(
    opened: Workbench, bar: ScenarioBar
) -> None:
    document = opened.document
    bar.chips[BASE].setFocus()
    press(Qt.Key.Key_Right)
    assert document.scenario == STRETCH
    press(Qt.Key.Key_F2)
    type_name("Ambition")
    assert document.plan.scenarios[STRETCH].name == "Ambition"
    assert bar.chips[STRETCH].hasFocus()
    opened.window.menus.actions["scenario_duplicate"].trigger()
    type_name("Second")
    (copy,) = set(document.plan.scenarios) - {STRETCH}
    assert document.scenario == copy
    assert bar.chips[copy].hasFocus()
    press(Qt.Key.Key_Delete)
    assert copy not in document.plan.scenarios
    assert QApplication.focusWidget() is bar.chips[document.scenario]
    press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert document.plan.scenarios[copy].name == "Second"


def test_that_a_new_scenario_is_named_over_its_chip_and_the_keyboard_goes_back_to_the_tree(
    opened: Workbench, bar: ScenarioBar
) -> None:
    opened.window.frame.focus_room()
    canvas = QApplication.focusWidget()
    for name in ("Ambition", ""):
        opened.window.menus.actions["scenario_add"].trigger()
        field = QApplication.focusWidget()
        assert field is not None
        assert field.geometry().contains(bar.chips[opened.document.scenario].geometry().center())
        QTest.keyClicks(field, name)
        press(Qt.Key.Key_Return if name else Qt.Key.Key_Escape)
        assert QApplication.focusWidget() is canvas


def test_that_a_chip_says_how_many_figures_are_its_own(opened: Workbench, bar: ScenarioBar) -> None:
    document = opened.document
    assert bar.menu_of(STRETCH).actions()[0].text() == "12 figures of its own"
    document.apply("", lambda plan: set_value(plan, LEADS, 0, 1.0, scenario=STRETCH))
    assert bar.menu_of(STRETCH).actions()[0].text() == "12 figures of its own"
    opened.window.menus.actions["scenario_add"].trigger()
    assert bar.menu_of(document.scenario).actions()[0].text() == "Follows the base everywhere"


def test_that_a_chip_offers_every_other_scenario_to_compare_with(
    opened: Workbench, bar: ScenarioBar
) -> None:
    beside = bar.menu_of(STRETCH).actions()[-1].menu()
    assert [action.text() for action in beside.actions()] == ["Base"]
    beside.actions()[0].trigger()
    assert opened.document.scenario == STRETCH
    action = opened.window.menus.actions["compare"]
    assert action.isChecked()
    action.trigger()
    assert not action.isChecked()

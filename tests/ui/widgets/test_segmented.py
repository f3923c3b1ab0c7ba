"""The switch: one stop of Tab, at what is chosen."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QHBoxLayout, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from ui.theme import ThemeName, load_theme
from ui.widgets.segmented import Choice, SegmentedSwitch


@pytest.mark.parametrize("chosen", [None, 0, 1, 2])
def test_that_tab_stops_at_what_is_chosen(qtbot: QtBot, chosen: int | None) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    before = QLineEdit(window)
    theme = load_theme(ThemeName.LIGHT)
    choices = [Choice(number, str(number)) for number in range(3)]
    switch = SegmentedSwitch(theme, window, name="Numbers", choices=choices)
    after = QLineEdit(window)
    row = QHBoxLayout()
    for widget in (before, switch, after):
        row.addWidget(widget)
    row.setGeometry(window.rect())
    switch.choose(chosen)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    before.setFocus()
    QTest.keyClick(before, Qt.Key.Key_Tab)
    stop = QApplication.focusWidget()
    assert isinstance(stop, QAbstractButton)
    assert stop.text() == str(chosen or 0)
    QTest.keyClick(stop, Qt.Key.Key_Tab)
    assert after.hasFocus()


def test_that_a_switch_is_as_high_as_a_button(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    theme = load_theme(ThemeName.LIGHT)
    switch = SegmentedSwitch(theme, window, name="One", choices=[Choice(1, "One")])
    row = QHBoxLayout()
    row.addWidget(switch)
    row.setGeometry(QRect(0, 0, 300, 200))
    assert switch.height() == theme.space.control_height

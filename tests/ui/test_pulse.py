"""The strip of the pulse: the shared stake shows where it has a value and room."""

from __future__ import annotations

from dataclasses import replace

import pytest
from examples.levers import CROSSED, levers_plan
from examples.typist import Typist
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ui.app import Workbench


def test_that_the_shared_stake_is_shown_and_explained(opened: Workbench, qtbot: QtBot) -> None:
    opened.document.load(levers_plan(CROSSED), None)
    frame = opened.window.frame
    stake = frame.pulse.cells[-2]
    assert stake.isVisible()
    assert (stake.reading.caption, stake.reading.figure) == ("Shared stake", "60\u00a0%")
    qtbot.mouseClick(stake, Qt.MouseButton.LeftButton)
    assert frame.explain.isVisible()
    assert frame.explain.explanation.line.figure == pytest.approx(0.6)


def test_that_the_shared_stake_leaves_its_room_to_other_figures(opened: Workbench) -> None:
    opened.document.load(levers_plan(CROSSED), None)
    pulse = opened.window.frame.pulse
    stake = pulse.cells[-2]
    pulse.resize(300, pulse.height())
    assert not stake.isVisible()
    pulse.resize(1400, pulse.height())
    assert stake.isVisible()


def test_that_figures_stand_closer_before_the_shared_stake_leaves(opened: Workbench) -> None:
    opened.document.load(levers_plan(CROSSED), None)
    pulse = opened.window.frame.pulse
    stake, checks = pulse.cells[-2:]
    pulse.resize(1400, pulse.height())
    closest = apart = checks.minimumSizeHint().width()
    for width in range(1400, 300, -10):
        pulse.resize(width, pulse.height())
        if not stake.isVisible():
            break
        closest = checks.minimumSizeHint().width()
    assert closest < apart


def test_that_without_a_value_no_shared_stake_is_shown(opened: Workbench) -> None:
    opened.document.load(replace(levers_plan(), current_design=None), None)
    assert not opened.window.frame.pulse.cells[-2].isVisible()


def test_that_the_strip_is_walked_from_its_first_figure_and_never_left_by_arrows(
    opened: Workbench,
) -> None:
    opened.window.activateWindow()
    pulse, typist = opened.window.frame.pulse, Typist(opened.window)
    shown = [cell for cell in pulse.cells if cell.isVisible()]
    typist.pane(pulse.accessibleName())
    assert shown[0].hasFocus()
    for cell in shown:
        assert cell.hasFocus()
        typist.press(Qt.Key.Key_Tab)
    shown[-1].setFocus()
    scenario = opened.document.scenario
    typist.press(Qt.Key.Key_Down)
    typist.press(Qt.Key.Key_Right, times=2)
    assert shown[-1].hasFocus()
    assert opened.document.scenario == scenario
    typist.press(Qt.Key.Key_Left, times=len(shown) + 1)
    assert shown[0].hasFocus()

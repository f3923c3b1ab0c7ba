"""The strip of the pulse: the shared stake shows where it has a value and room."""

from __future__ import annotations

from dataclasses import replace

import pytest
from examples.levers import CROSSED, levers_plan
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


def test_that_without_a_value_no_shared_stake_is_shown(opened: Workbench) -> None:
    opened.document.load(replace(levers_plan(), current_design=None), None)
    assert not opened.window.frame.pulse.cells[-2].isVisible()

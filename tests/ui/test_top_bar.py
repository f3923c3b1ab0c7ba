from __future__ import annotations

from dataclasses import replace

from pytestqt.qtbot import QtBot

from ui.app import Workbench
from ui.plan_files import sample_files


def test_that_a_name_is_whole_before_further_scenarios_are_chips(
    workbench: Workbench, qtbot: QtBot
) -> None:
    workbench.files.open_sample(sample_files()[0], workbench.window)
    document, bar = workbench.document, workbench.window.frame.top_bar
    name, chips = bar.plan_name, bar.scenarios.chips
    assert not any(chip.isHidden() for chip in chips.values())

    workbench.window.resize(1024, 600)
    qtbot.waitUntil(lambda: any(chip.isHidden() for chip in chips.values()))
    qtbot.waitUntil(lambda: name.width() >= name.sizeHint().width())
    for key in chips:
        document.show_scenario(key)
        qtbot.waitUntil(chips[key].isVisible)
        assert bar.scenarios.rect().contains(chips[key].geometry())


def test_that_a_very_long_name_leaves_room_for_the_chosen_scenario(
    opened: Workbench, qtbot: QtBot
) -> None:
    document, bar = opened.document, opened.window.frame.top_bar
    document.load(replace(document.plan, name="Plan " * 60), None)
    qtbot.waitUntil(lambda: bar.plan_name.width() < bar.plan_name.sizeHint().width())
    assert bar.scenarios.chips[document.scenario].isVisible()
    assert bar.plan_name.geometry().right() < bar.scenarios.geometry().left()
    assert bar.rect().contains(bar.search.geometry())

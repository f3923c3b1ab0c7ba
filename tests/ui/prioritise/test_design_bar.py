"""The designs as chips: which one is looked at, which one is paid, and what a new one holds."""

from __future__ import annotations

import pytest
from examples.shop import DESIGN, LEAD, PROFIT, STRETCH
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from models.edits.scorecards import set_weight
from models.keys import DesignKey
from ui.document import Document
from ui.prioritise.room import PrioritiseRoom
from ui.widgets.error_field import Field
from workbench.analysis.suggesting import Preset

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def words(room: PrioritiseRoom) -> list[str]:
    return [chip.text() for chip in room.design_bar.chips.values()]


def trigger(room: PrioritiseRoom, key: DesignKey, name: str) -> None:
    menu = room.design_bar.menu_of(key)
    next(each for each in menu.actions() if each.text() == name).trigger()
    menu.close()


def test_that_a_copy_is_looked_at_edited_and_then_paid(
    document: Document, room: PrioritiseRoom
) -> None:
    before = document.plan
    trigger(room, DESIGN, "Duplicate")
    assert words(room) == ["Main · paid", "Main (copy)"]
    copy = room.choice.design
    assert copy not in {None, DESIGN}
    weights = room.scorecards.weights
    assert "Main (copy)" in weights.note.text
    assert "Main”" in weights.note.text
    matrix = weights.matrix
    row = next(at for at, each in enumerate(matrix.subjects) if each.kpi == PROFIT)
    assert matrix.setData(matrix.index(row, 1), "10")
    assert document.plan.designs[DESIGN] == before.designs[DESIGN]
    assert document.plan.designs[copy] != before.designs[DESIGN]
    footer = [cell.text for cell in matrix.rows[-1]]
    trigger(room, copy, "Pay by this design")
    assert document.plan.current_design == copy
    assert words(room) == ["Main", "Main (copy) · paid"]
    assert not weights.note.text
    # What is paid now is what the footer said would be.
    assert [cell.text for cell in matrix.rows[-1]] == footer
    for _ in range(3):
        document.undo_stack.undo()
    assert document.plan == before
    assert words(room) == ["Main · paid"]
    assert room.choice.design == DESIGN


def test_that_chips_are_walked_named_and_deleted_by_keyboard(
    document: Document, room: PrioritiseRoom, qtbot: QtBot
) -> None:
    key = room.design_bar.edits.add()
    assert key is not None
    bar = room.design_bar
    qtbot.waitUntil(lambda: not bar.chips[key].isHidden())
    bar.chips[key].setFocus()
    QTest.keyClick(bar.chips[key], Qt.Key.Key_Left)
    assert room.choice.design == DESIGN
    QTest.keyClick(bar.chips[DESIGN], Qt.Key.Key_Right)
    assert room.choice.design == key
    QTest.keyClick(bar.chips[key], Qt.Key.Key_F2)
    field = bar.findChild(Field)
    field.setText("Next year")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert document.plan.designs[key].name == "Next year"
    QTest.keyClick(bar.chips[key], Qt.Key.Key_Delete)
    assert key not in document.plan.designs
    assert room.choice.design == DESIGN


@pytest.mark.parametrize("preset", [Preset.SILO, Preset.CROSS, Preset.COMPANY])
def test_that_a_design_by_a_preset_is_one_step_and_weighs_everybody(
    document: Document, room: PrioritiseRoom, qtbot: QtBot, preset: Preset
) -> None:
    room.design_bar.edits.add_by(preset)
    qtbot.waitUntil(lambda: len(document.plan.designs) == 2, timeout=20_000)
    assert document.undo_stack.count() == 1
    made = room.choice.looked_at
    assert made is not None
    assert document.plan.current_design == DESIGN
    for card in made.scorecards.values():
        assert sum(each.weight for each in card.measures) == pytest.approx(1.0)


def test_that_another_design_is_paid_from_the_same_figures_and_follows_edits(
    document: Document, room: PrioritiseRoom
) -> None:
    copy = room.design_bar.edits.duplicate()
    assert copy is not None
    paid = document.results.payouts[STRETCH].total
    assert document.results.under(copy).payouts[STRETCH].total == paid
    document.apply("", lambda plan: set_weight(plan, copy, LEAD, PROFIT, 0.0))
    under = document.results.under(copy)
    assert under is document.results.under(copy)
    assert under.values is document.results.values
    assert under.payouts[STRETCH].total < paid
    assert document.results.payouts[STRETCH].total == paid
    assert document.results.under(DESIGN) is document.results
    assert document.results.under(None) is document.results


def test_that_a_target_is_set_in_the_design_that_is_looked_at(
    document: Document, room: PrioritiseRoom
) -> None:
    copy = room.design_bar.edits.duplicate()
    assert copy is not None
    weights, curve = room.scorecards.weights, room.scorecards.curve
    row = next(at for at, each in enumerate(weights.matrix.subjects) if each.kpi == PROFIT)
    weights.table.setCurrentIndex(weights.matrix.index(row, 1))
    curve.target.committed.emit("1234567")

    def target(design: DesignKey) -> tuple[float | None, ...]:
        return document.plan.designs[design].scorecards[LEAD].measures[0].targets

    assert target(copy) == (1_234_567.0,)
    assert target(DESIGN) == (3_000_000.0,)

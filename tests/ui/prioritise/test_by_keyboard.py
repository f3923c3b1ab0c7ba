"""From an empty scorecard to a whole one with a shaped curve, by keys alone, and back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from examples.shop import CLIENTS, COSTS, LEAD, LEADS, PROFIT, SELLER, shop
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from models.keys import BASE
from models.table import Table
from ui.app import Workbench
from ui.prioritise.room import PrioritiseRoom
from workbench.analysis.receipts import by_position
from workbench.files.codec import encode
from workbench.language import language
from workbench.pay.curves import compile_curve

Key = Qt.Key
SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
MOST_STEPS = 40
"""Tab must come by anything sooner than this, or somebody is trapped."""


class Hands:
    """Presses keys where the keyboard is, and looks where that is."""

    def __init__(self, qtbot: QtBot) -> None:
        self._qtbot = qtbot

    @property
    def place(self) -> QWidget:
        """What has the keyboard: in a small window over the room its first field."""
        popup = QApplication.activePopupWidget()
        focused = QApplication.focusWidget() if popup is None else popup.focusWidget()
        assert focused is not None
        return focused

    def press(self, *keys: Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        for key in keys:
            self._qtbot.keyClick(self.place, key, held)

    def write(self, words: str) -> None:
        for letter in words:
            self._qtbot.keyClick(self.place, letter)

    def walk_to(self, target: QWidget, key: Key = Key.Key_Tab) -> None:
        for _ in range(MOST_STEPS):
            if self.place is target:
                return
            self.press(key)
        raise AssertionError(target)


# The platform that tests run on says of every popup what it cannot do.
@pytest.mark.qt_log_ignore("This plugin does not support")
def test_that_a_scorecard_is_made_and_a_curve_shaped_by_keys_alone(
    workbench: Workbench, qtbot: QtBot
) -> None:
    document, window, hands = workbench.document, workbench.window, Hands(qtbot)
    workbench.files.start(replace(shop(), designs=Table(), current_design=None), window)
    window.activateWindow()
    before = encode(document.plan)
    window.menus.actions["room_prioritise"].trigger()
    room = window.frame.current
    assert isinstance(room, PrioritiseRoom)
    weights, curve = room.scorecards.weights, room.scorecards.curve
    assert hands.place is weights.add

    # Each KPI becomes a row, and is weighed in its row: two columns side by side.
    for name, lead, seller in (("profit", "50", "20"), ("leads", "50", ""), ("clients", "", "80")):
        hands.walk_to(weights.add)
        hands.press(Key.Key_Return)
        hands.write(name)
        hands.press(Key.Key_Return)
        assert hands.place is weights.table
        while weights.table.currentIndex().column() > 1:
            hands.press(Key.Key_Left)
        if lead:
            hands.write(lead)
        hands.press(Key.Key_Tab)
        assert weights.table.currentIndex().column() == 2
        if seller:
            hands.write(seller)
            hands.press(Key.Key_Return)
    design = document.plan.design
    assert design is not None
    weighed = {
        position: {each.kpi: each.weight for each in card.measures}
        for position, card in design.scorecards.items()
    }
    assert weighed == {LEAD: {PROFIT: 0.5, LEADS: 0.5}, SELLER: {PROFIT: 0.2, CLIENTS: 0.8}}
    assert COSTS not in {subject.kpi for subject in weights.matrix.subjects}

    # The cursor on what the lead is paid for leads; F6 to its curve.
    row = [subject.kpi for subject in weights.matrix.subjects].index(LEADS)
    while weights.table.currentIndex().row() != row:
        hands.press(Key.Key_Up if weights.table.currentIndex().row() > row else Key.Key_Down)
    hands.press(Key.Key_Left)
    assert weights.table.currentIndex().column() == 1
    hands.walk_to(curve.view, Key.Key_F6)
    hands.press(Key.Key_End)
    hands.press(Key.Key_Up, Key.Key_Up, held=SHIFT)
    hands.press(Key.Key_Home, Key.Key_Return)
    hands.walk_to(curve.table)
    assert curve.table.currentIndex().row() == 0
    hands.write("85 %")
    hands.press(Key.Key_Return)
    design = document.plan.design
    assert design is not None
    measure = next(each for each in design.scorecards[LEAD].measures if each.kpi == LEADS)
    assert measure.curve is not None
    assert [point.at for point in measure.curve.points] == [0.85, 0.9, 1.0, 1.2]
    assert measure.curve.points[-1].pay > 2.0

    # What is shown is what the engine pays.
    words = language("en")
    paid = by_position(document.results, BASE)
    shown = [str(weights.matrix.index(weights.matrix.rowCount() - 1, at).data()) for at in (1, 2)]
    payouts = [paid[position].payout for position in (LEAD, SELLER)]
    assert shown == [words.short_money(payout, document.plan.currency) for payout in payouts]
    assert all(payout is not None and payout > 0 for payout in payouts)
    target = measure.targets[0]
    assert target is not None
    landing = compile_curve(measure.curve, target, document.plan.kpis[LEADS].sense)
    assert any(words.share(landing.payout(108_000.0)) in fact for fact in curve.facts)

    while document.undo_stack.canUndo():
        hands.press(Key.Key_Z, held=CTRL)
    assert encode(document.plan) == before

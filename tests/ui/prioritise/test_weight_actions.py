"""The column of the cursor: locked, spread, copied, and what is suggested for it."""

from __future__ import annotations

import pytest
from examples.shop import CLIENTS, LEAD, PROFIT, SELLER
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from models.plan import Plan
from ui.document import Document
from ui.prioritise.room import PrioritiseRoom
from ui.prioritise.suggest_dialog import EVERYBODY, SuggestDialog
from workbench.analysis.suggesting import Preset
from workbench.analysis.weighting import Spot, Subject

# The platform that tests run on says of every popup what it cannot do.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def weights(plan: Plan, position: object) -> dict[str, float]:
    assert plan.design is not None
    return {each.key: each.weight for each in plan.design.scorecards[position].measures}


def put_cursor(room: PrioritiseRoom, spot: Spot) -> None:
    matrix = room.scorecards.weights.matrix
    place = matrix.place(spot)
    assert place is not None
    room.scorecards.weights.table.setCurrentIndex(matrix.index(*place))


def test_that_a_locked_weight_is_shown_and_stays_when_the_rest_is_spread(
    document: Document, room: PrioritiseRoom
) -> None:
    put_cursor(room, Spot(SELLER, Subject(kpi=CLIENTS)))
    handlers = room.action_handlers()
    handlers["weight_lock"]()
    panel = room.scorecards.weights
    cell = panel.matrix.cell(panel.table.currentIndex())
    assert cell.locked
    assert "locked" in cell.spoken
    before = weights(document.plan, SELLER)
    handlers["spread_rest"]()
    after = weights(document.plan, SELLER)
    assert after[CLIENTS] == before[CLIENTS]
    assert sum(after.values()) == pytest.approx(1.0)
    for measure in document.plan.design.scorecards[SELLER].measures:
        if not measure.locked:
            put_cursor(room, Spot(SELLER, Subject(measure.kpi, measure.objective)))
            handlers["weight_lock"]()
    handlers["spread_rest"]()
    assert "locked" in room.scorecards.callout.text


def test_that_a_column_is_copied_where_the_menu_says(
    document: Document, room: PrioritiseRoom
) -> None:
    put_cursor(room, Spot(LEAD, Subject(kpi=PROFIT)))
    actions = room.scorecards.weights.actions_row
    actions.copy_button.click()
    menu = actions.findChildren(QMenu)[-1]
    assert [each.text() for each in menu.actions()] == ["Sales team", "All other positions"]
    menu.actions()[0].trigger()
    menu.close()
    assert weights(document.plan, SELLER) == weights(document.plan, LEAD)
    document.undo_stack.undo()
    assert weights(document.plan, SELLER) != weights(document.plan, LEAD)


def test_that_suggestions_are_shown_with_reasons_and_applied_only_when_asked(
    document: Document, room: PrioritiseRoom, qtbot: QtBot
) -> None:
    put_cursor(room, Spot(LEAD, Subject(kpi=PROFIT)))
    before = document.plan
    room.scorecards.weights.actions_row.suggest()
    dialog = room.window().findChild(SuggestDialog)
    qtbot.waitUntil(lambda: dialog.suggestions != (), timeout=20_000)
    assert document.plan is before
    rows = [[cell.text for cell in row] for row in dialog.table.model().rows]
    assert any(row[0] == "Profit" and row[2] and row[3] for row in rows)
    dialog.preset.choose(Preset.COMPANY)
    dialog.scope.choose(EVERYBODY)
    dialog.scope.chosen.emit(EVERYBODY)
    qtbot.waitUntil(lambda: len(dialog.suggestions) == len(before.positions), timeout=20_000)
    dialog.accept_button.click()
    for position in (LEAD, SELLER):
        assert sum(weights(document.plan, position).values()) == pytest.approx(1.0)
        assert weights(document.plan, position)[PROFIT] >= 0.45
    document.undo_stack.undo()
    assert document.plan == before

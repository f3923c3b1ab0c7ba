"""A manager builds the usual core of a plan by keyboard alone: names, formulas, units, signs."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from models.keys import KpiKey
from models.kpi import KpiRole, TimeRule, UnitKind
from models.plan import Plan
from ui.decompose.canvas import TreeCanvas
from ui.decompose.invitation import Invitation
from ui.decompose.room import DecomposeRoom
from ui.document import Document

CTRL = Qt.KeyboardModifier.ControlModifier
ENTER, TAB = Qt.Key.Key_Return, Qt.Key.Key_Tab


@pytest.fixture
def plan(empty_plan: Plan) -> Plan:
    return empty_plan


def go(canvas: TreeCanvas, *steps: str | Qt.Key) -> None:
    """Type texts and press keys wherever the keyboard is."""
    for step in steps:
        editor = canvas.typing.editor
        where = editor.line if editor.is_open else canvas
        if isinstance(step, str):
            QTest.keyClicks(where, step)
        else:
            QTest.keyClick(where, step)


def formula(canvas: TreeCanvas, document: Document, key: str, *steps: str | Qt.Key) -> None:
    """Type a formula anew, take it, and take what it offers to add."""
    document.select(KpiKey(key))
    QTest.keyClick(canvas, Qt.Key.Key_E, CTRL)
    canvas.typing.editor.line.selectAll()
    go(canvas, *steps, ENTER)
    if canvas.typing.editor.is_open:
        go(canvas, ENTER)
    assert not canvas.typing.editor.is_open


def test_that_the_core_of_a_plan_is_built_by_keys_with_sensible_units(
    document: Document, room: DecomposeRoom, canvas: TreeCanvas
) -> None:
    room.start_plan()
    go(canvas, "Profit", TAB, "Revenue", ENTER, ENTER, "Costs", ENTER)
    formula(canvas, document, "revenue", "Avg_clients * ARPU")
    formula(
        canvas, document, "avg_clients", "(prev(Clients, Opening) + Clients) / 2", Qt.Key.Key_End
    )
    formula(
        canvas, document, "clients", "prev(", "cli", ENTER, ", ope", TAB, ") * (1 - churn) + won"
    )
    formula(canvas, document, "won", "leads * conversion")
    document.select(KpiKey("costs"))
    go(canvas, TAB, "Marketing spend", ENTER, ENTER, "Rent", ENTER)
    kpis = document.plan.kpis
    told = {str(key): (kpi.formula, kpi.unit.kind, kpi.time, kpi.cost) for key, kpi in kpis.items()}
    money, count, share = UnitKind.MONEY, UnitKind.COUNT, UnitKind.SHARE
    assert told == {
        "profit": ("revenue - costs", money, TimeRule.SUM, False),
        "revenue": ("avg_clients * arpu", money, TimeRule.SUM, False),
        "avg_clients": ("(prev(clients, opening) + clients) / 2", count, TimeRule.MEAN, False),
        "arpu": ("", UnitKind.MONEY_PER_CLIENT_MONTH, TimeRule.WEIGHTED, False),
        "clients": (
            "prev(clients, opening) * (1 - churn) + won",
            count,
            TimeRule.LAST,
            False,
        ),
        "opening": ("", count, TimeRule.LAST, False),
        "churn": ("", share, TimeRule.MEAN, False),
        "won": ("leads * conversion", count, TimeRule.SUM, False),
        "leads": ("", count, TimeRule.SUM, False),
        "conversion": ("", share, TimeRule.WEIGHTED, False),
        "costs": ("marketing_spend + rent", money, TimeRule.SUM, True),
        "marketing_spend": ("", money, TimeRule.SUM, True),
        "rent": ("", money, TimeRule.SUM, True),
    }
    roles = {kpi.role for kpi in kpis.values()} - {None}
    assert roles == {KpiRole.PROFIT, KpiRole.CLIENTS, KpiRole.ARPU}


def test_that_undoing_giving_up_and_redoing_leave_the_keyboard_where_one_goes_on(
    document: Document, room: DecomposeRoom, canvas: TreeCanvas
) -> None:
    room.start_plan()
    go(canvas, "Profit", TAB, "Revenue", ENTER, ENTER)
    assert document.selection == "new_kpi"
    go(canvas, Qt.Key.Key_Escape)
    assert document.selection == "revenue"
    go(canvas, ENTER, "Costs", ENTER)
    document.undo_stack.undo()
    assert document.selection == "revenue"
    document.undo_stack.redo()
    assert document.selection == "costs"
    go(canvas, Qt.Key.Key_Delete)
    assert document.selection == "revenue"
    document.undo_stack.undo()
    assert document.selection == "costs"
    document.select(KpiKey("profit"))
    document.undo_stack.redo()
    assert document.selection == "profit"


def test_that_a_list_is_pasted_into_an_empty_plan(
    document: Document, room: DecomposeRoom, host: QWidget
) -> None:
    button = room.findChild(Invitation).focusProxy()
    assert button is not None
    button.setFocus()
    QApplication.clipboard().clear()
    QTest.keyClick(button, Qt.Key.Key_V, CTRL)
    assert not document.plan.kpis
    assert room.notice.isVisible()
    QApplication.clipboard().setText("Visits\t1000\nConversion\t2 %")
    QTest.keyClick(button, Qt.Key.Key_V, CTRL)
    assert [kpi.name for kpi in document.plan.kpis.values()] == ["Visits", "Conversion"]
    assert document.selection == "visits"
    assert room.canvas.hasFocus()

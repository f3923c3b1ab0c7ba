"""What-if by keyboard: a burst of keys is one step, and what comes of it is said beside it."""

from __future__ import annotations

import pytest
from examples.shop import ARPU, CLIENTS, LEADS, PROFIT, shop
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from models.keys import BASE
from models.kpi import Unit
from ui.decompose.canvas import TreeCanvas
from ui.document import Document
from ui.drawing.card_painter import value_box
from ui.drawing.tree_painter import card_box
from workbench.language import language

CTRL = Qt.KeyboardModifier.ControlModifier
FINE = CTRL | Qt.KeyboardModifier.AltModifier
NONE = Qt.KeyboardModifier.NoModifier


def money(document: Document, x: float) -> str:
    unit: Unit = document.plan.kpis[PROFIT].unit
    return language("en").figure(x, unit, document.plan.currency, short=True)


def test_that_a_burst_of_keys_is_one_step_and_says_what_comes_of_it(
    document: Document, canvas: TreeCanvas
) -> None:
    values, year = document.results.values, document.group
    before = values.total(PROFIT, BASE)
    document.select(ARPU)
    for _ in range(3):
        QTest.keyClick(canvas, Qt.Key.Key_Up, CTRL)
    QTest.keyClick(canvas, Qt.Key.Key_Down, FINE)
    assert document.plan.kpis[ARPU].values == pytest.approx((30.0 * 1.029,) * 12)
    assert document.undo_stack.count() == 1
    shown = canvas.scrubbing.readout.shown
    assert canvas.scrubbing.readout.isVisible()
    now = document.results.values.group(PROFIT, document.scenario, year)
    assert shown.change == "+2.9\u00a0%"
    assert shown.profit == f"Profit +{money(document, now - before)}"
    document.undo_stack.undo()
    assert document.plan == shop()


def test_that_back_where_it_was_no_step_is_left(document: Document, canvas: TreeCanvas) -> None:
    document.select(LEADS)
    QTest.keyClick(canvas, Qt.Key.Key_Up, CTRL)
    QTest.keyClick(canvas, Qt.Key.Key_Down, CTRL)
    assert document.plan == shop()
    assert document.undo_stack.count() == 0


def test_that_escape_takes_a_burst_back_and_another_card_begins_another_step(
    document: Document, canvas: TreeCanvas
) -> None:
    document.select(LEADS)
    QTest.keyClick(canvas, Qt.Key.Key_Up, CTRL)
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    assert document.plan == shop()
    assert not canvas.scrubbing.readout.isVisible()
    QTest.keyClick(canvas, Qt.Key.Key_Up, CTRL)
    document.select(ARPU)
    QTest.keyClick(canvas, Qt.Key.Key_Up, CTRL)
    assert document.undo_stack.count() == 2


def test_that_what_is_worked_out_is_not_turned(document: Document, canvas: TreeCanvas) -> None:
    document.select(CLIENTS)
    QTest.keyClick(canvas, Qt.Key.Key_Up, CTRL)
    assert document.undo_stack.count() == 0
    assert document.selection == CLIENTS


@pytest.mark.parametrize(
    ("held", "share"),
    [
        (NONE, 0.2),
        (Qt.KeyboardModifier.AltModifier, 0.02),
        (Qt.KeyboardModifier.ShiftModifier, 0.8),
    ],
)
def test_that_a_drag_says_what_comes_of_it_in_the_same_frame(
    document: Document,
    canvas: TreeCanvas,
    held: Qt.KeyboardModifier,
    share: float,
) -> None:
    scene = canvas.scene
    assert scene is not None
    box = card_box(scene.picture, scene.card_of(scene.nodes.home[LEADS]))
    place = canvas.view.to_paper(value_box(box, canvas.lines_of(LEADS))).center()
    left = Qt.MouseButton.LeftButton

    def send(kind: QEvent.Type, at: QPointF) -> None:
        there = QPointF(canvas.mapToGlobal(at.toPoint()))
        QApplication.sendEvent(canvas, QMouseEvent(kind, at, there, left, left, held))

    send(QEvent.Type.MouseButtonPress, place)
    send(QEvent.Type.MouseMove, place + QPointF(40, 0))
    readout = canvas.scrubbing.readout
    assert document.results.values.total(LEADS, BASE) == pytest.approx(108_000 * (1 + share))
    assert readout.isVisible()
    assert readout.shown.profit.startswith("Profit +")
    words = language("en").figure(
        108_000 * (1 + share), document.plan.kpis[LEADS].unit, document.plan.currency
    )
    assert readout.shown.figure.startswith(words)
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    assert document.plan == shop()
    assert not readout.isVisible()

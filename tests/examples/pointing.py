"""A mouse over the canvas, and where things are on it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from models.keys import KpiKey
from ui.decompose.canvas import TreeCanvas
from ui.drawing.card_painter import name_box, value_box
from ui.drawing.tree_geometry import card_box

NONE = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton


def card_of(canvas: TreeCanvas, key: KpiKey) -> int:
    scene = canvas.scene
    assert scene is not None
    return scene.card_of(scene.nodes.home[key])


def box_of(canvas: TreeCanvas, key: KpiKey) -> QRectF:
    scene = canvas.scene
    assert scene is not None
    return card_box(scene.picture, scene.card_of(scene.nodes.home[key]))


def on(canvas: TreeCanvas, box: QRectF, y: float = 0.5) -> QPointF:
    paper = canvas.view.to_paper(box)
    return QPointF(paper.center().x(), paper.top() + y * paper.height())


def figure_of(canvas: TreeCanvas, key: KpiKey) -> QPointF:
    return on(canvas, value_box(box_of(canvas, key), canvas.lines_of(key)))


def name_of(canvas: TreeCanvas, key: KpiKey) -> QPointF:
    return on(canvas, name_box(box_of(canvas, key), 1))


class Mouse:
    """A mouse over the canvas."""

    def __init__(self, canvas: TreeCanvas) -> None:
        self.canvas = canvas
        self.button = LEFT

    def send(
        self,
        kind: QEvent.Type,
        at: QPointF,
        button: Qt.MouseButton,
        held: Qt.MouseButton,
        keys: Qt.KeyboardModifier = NONE,
    ) -> None:
        there = QPointF(self.canvas.mapToGlobal(at.toPoint()))
        QApplication.sendEvent(self.canvas, QMouseEvent(kind, at, there, button, held, keys))

    def press(
        self, at: QPointF, button: Qt.MouseButton = LEFT, keys: Qt.KeyboardModifier = NONE
    ) -> None:
        self.button = button
        self.send(QEvent.Type.MouseButtonPress, at, button, button, keys)

    def move(self, at: QPointF, keys: Qt.KeyboardModifier = NONE) -> None:
        self.send(QEvent.Type.MouseMove, at, Qt.MouseButton.NoButton, self.button, keys)

    def release(self, at: QPointF) -> None:
        self.send(QEvent.Type.MouseButtonRelease, at, self.button, Qt.MouseButton.NoButton)

    def hover(self, at: QPointF) -> None:
        none = Qt.MouseButton.NoButton
        self.send(QEvent.Type.MouseMove, at, none, none)

    def click(
        self, at: QPointF, keys: Qt.KeyboardModifier = NONE, button: Qt.MouseButton = LEFT
    ) -> None:
        self.press(at, button, keys)
        self.release(at)

    def drag(
        self,
        start: QPointF,
        end: QPointF,
        button: Qt.MouseButton = LEFT,
        keys: Qt.KeyboardModifier = NONE,
    ) -> None:
        self.press(start, button, keys)
        self.move((start + end) / 2)
        self.move(end)
        self.release(end)

    def double_click(self, at: QPointF) -> None:
        self.click(at)
        self.send(QEvent.Type.MouseButtonDblClick, at, LEFT, LEFT)
        self.release(at)

"""The overview in the corner: there when it is needed, and a handle on the view."""

from __future__ import annotations

import pytest
from examples.shop import COSTS, LEADS
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ui.app import Workbench
from ui.decompose import minimap as minimap_module
from ui.decompose.canvas import TreeCanvas
from ui.document import Document
from ui.drawing.tree_geometry import card_box

LEFT = Qt.MouseButton.LeftButton


def test_that_it_is_there_only_while_the_tree_is_larger_than_the_view(canvas: TreeCanvas) -> None:
    minimap = canvas.minimap
    canvas.fit_all()
    assert not minimap.isVisible()
    canvas.zoom(6.0)
    assert minimap.isVisible()
    corner = canvas.rect().bottomRight() - minimap.geometry().bottomRight()
    assert 0 <= corner.x() <= 16
    assert 0 <= corner.y() <= 16
    assert minimap.focusPolicy() == Qt.FocusPolicy.NoFocus
    canvas.fit_all()
    assert not minimap.isVisible()


def test_that_clicks_and_drags_in_it_move_the_view(canvas: TreeCanvas) -> None:
    canvas.zoom(6.0)
    minimap, scene = canvas.minimap, canvas.scene
    assert scene is not None
    left, top, width, height = scene.picture.layout.bounds

    def middle() -> tuple[float, float]:
        point = canvas.view.to_scene(canvas.rect().toRectF().center())
        return (point.x() - left) / width, (point.y() - top) / height

    QTest.mousePress(minimap, LEFT, pos=QPoint(6, 6))
    assert middle() == pytest.approx((0.0, 0.0), abs=0.02)
    QTest.mouseMove(minimap, minimap.rect().center())
    assert middle() == pytest.approx((0.5, 0.5), abs=0.02)
    QTest.mouseRelease(minimap, LEFT, pos=minimap.rect().center())
    QTest.mouseMove(minimap, QPoint(7, 7))
    assert middle() == pytest.approx((0.5, 0.5), abs=0.02)


def test_that_the_tree_is_drawn_into_it_once_for_each_layout(
    canvas: TreeCanvas, document: Document, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[object] = []
    overview = minimap_module.overview

    def counted(*arguments: object) -> object:
        drawn.append(arguments)
        return overview(*arguments)  # pyright: ignore[reportArgumentType]

    monkeypatch.setattr(minimap_module, "overview", counted)
    canvas.zoom(6.0)
    canvas.grab()
    assert len(drawn) == 1
    for _ in range(3):
        canvas.pan(canvas.rect().toRectF().center() / 10)
        document.select(COSTS)
        canvas.grab()
    assert len(drawn) == 1
    document.select(LEADS)
    canvas.commanded.emit("duplicate")
    canvas.grab()
    qtbot.waitUntil(lambda: len(drawn) > 1)
    canvas.grab()
    qtbot.wait(100)
    assert len(drawn) == 2


def test_that_it_does_not_cover_the_selected_card(canvas: TreeCanvas, document: Document) -> None:
    document.select(COSTS)
    canvas.zoom(8.0)
    room = canvas.rect()
    box = canvas.view.to_paper(canvas.selected_box()).toRect()
    # The card goes to the very corner where the overview would stand.
    canvas.pan((room.bottomRight() - box.bottomRight()).toPointF())
    box = canvas.view.to_paper(canvas.selected_box()).toRect()
    assert canvas.minimap.isVisible()
    assert not QRect(canvas.minimap.geometry()).intersects(box)


def test_that_it_goes_where_it_covers_no_card(canvas: TreeCanvas, qtbot: QtBot) -> None:
    def covered() -> bool:
        scene, place = canvas.scene, canvas.minimap.geometry().toRectF()
        assert scene is not None
        boxes = (card_box(scene.picture, card) for card in range(len(scene.visible)))
        return any(canvas.view.to_paper(box).intersects(place) for box in boxes)

    canvas.zoom(1.6)
    minimap, scene = canvas.minimap, canvas.scene
    assert scene is not None
    places = set[tuple[int, int]]()
    corner = canvas.rect().bottomRight().toPointF() - QPointF(30, 30)
    for card in range(len(scene.visible)):
        box = canvas.view.to_paper(card_box(scene.picture, card))
        canvas.pan(corner - box.center())
        qtbot.waitUntil(lambda: minimap.isVisible() and not covered())
        places.add(minimap.pos().toTuple())
    assert len(places) > 1


def test_that_a_small_canvas_shows_its_cards_instead(
    canvas: TreeCanvas, document: Document, qtbot: QtBot
) -> None:
    document.select(COSTS)
    canvas.zoom(40.0)
    assert canvas.minimap.isVisible()
    canvas.resize(480, 230)
    box = canvas.view.to_paper(canvas.selected_box())
    canvas.pan(canvas.rect().toRectF().center() - box.center())
    qtbot.waitUntil(lambda: not canvas.minimap.isVisible())


def test_that_the_menu_takes_it_away(opened: Workbench) -> None:
    window = opened.window
    action = window.menus.actions["minimap"]
    window.menus.actions["zoom_in"].trigger()
    for _ in range(8):
        window.menus.actions["zoom_in"].trigger()
    minimap = window.findChild(minimap_module.Minimap)
    assert minimap is not None
    assert minimap.isVisible()
    assert action.isChecked()
    action.trigger()
    assert not action.isChecked()
    assert not minimap.isVisible()

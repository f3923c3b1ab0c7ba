"""KPIs that stand in several places: curves to their twins, and the way home."""

from __future__ import annotations

from functools import partial

import pytest
from examples.pointing import Mouse, box_of, name_of
from examples.shop import ARPU, COSTS, LEADS, REVENUE
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QImage
from PySide6.QtWidgets import QApplication, QMenu, QToolTip

from models.edits.kpis import set_formula
from ui.decompose.canvas import TreeCanvas
from ui.decompose.scene import Scene
from ui.document import Document
from ui.drawing.tree_geometry import badge_box, card_box


@pytest.fixture
def scene(document: Document, canvas: TreeCanvas) -> Scene:
    """The shop whose costs name the ARPU, which is at home under the revenue."""
    document.apply("Link", partial(set_formula, key=COSTS, text="arpu * 1000"))
    canvas.fit_all()
    assert canvas.scene is not None
    return canvas.scene


def link_of(scene: Scene) -> int:
    return next(node for node in range(len(scene.nodes)) if scene.nodes.link[node])


def test_that_a_double_click_on_the_badge_of_a_link_leads_home(
    document: Document, canvas: TreeCanvas, mouse: Mouse, scene: Scene
) -> None:
    document.select(REVENUE)
    canvas.commanded.emit("fold")
    home = scene.nodes.home[ARPU]
    assert scene.card_of(home) < 0
    link = link_of(scene)
    badge = badge_box(scene.picture, scene.card_of(link))
    mouse.double_click(canvas.view.to_paper(badge).center())
    assert canvas.selected_node == home
    assert scene.card_of(home) >= 0
    assert not canvas.typing.editor.is_open


def test_that_the_command_leads_home_from_a_link(
    document: Document, canvas: TreeCanvas, mouse: Mouse, scene: Scene
) -> None:
    box = card_box(scene.picture, scene.card_of(link_of(scene)))
    mouse.click(canvas.view.to_paper(box).center())
    assert canvas.selected_node == link_of(scene)
    assert document.selection == ARPU
    canvas.commanded.emit("go_home")
    assert canvas.selected_node == scene.nodes.home[ARPU]


def test_that_a_link_says_and_offers_where_it_is_at_home(
    canvas: TreeCanvas, mouse: Mouse, scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered: list[list[str]] = []
    monkeypatch.setattr(
        QMenu, "popup", lambda menu, _: offered.append([each.text() for each in menu.actions()])
    )
    said: list[str] = []
    monkeypatch.setattr(QToolTip, "showText", lambda _at, words, *_: said.append(words))
    for place in (scene.nodes.home[ARPU], link_of(scene)):
        box = card_box(scene.picture, scene.card_of(place))
        at = canvas.view.to_paper(box).center()
        mouse.click(at, button=Qt.MouseButton.RightButton)
        there = canvas.mapToGlobal(at.toPoint())
        reason = QContextMenuEvent.Reason.Mouse
        QApplication.sendEvent(canvas, QContextMenuEvent(reason, at.toPoint(), there))
        QApplication.sendEvent(canvas, QHelpEvent(QEvent.Type.ToolTip, at.toPoint(), there))
    assert ["Go to where it is at &home" in words for words in offered] == [False, True]
    assert ["Revenue" in words for words in said] == [False, True]


def test_that_curves_lead_to_the_twins_of_the_card_under_the_pointer(
    canvas: TreeCanvas, mouse: Mouse, scene: Scene
) -> None:
    left = canvas.view.to_paper(box_of(canvas, ARPU)).left()

    def between() -> QImage:
        """Return the gap between columns, which curves go through."""
        return canvas.grab().toImage().copy(int(left) - 30, 0, 24, canvas.height())

    mouse.hover(QPointF(2, 2))
    plain = between()
    mouse.hover(name_of(canvas, LEADS))
    assert between() == plain
    mouse.hover(name_of(canvas, ARPU))
    assert between() != plain
    mouse.hover(QPointF(2, 2))
    assert between() == plain

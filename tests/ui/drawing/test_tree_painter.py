"""Painting a tree: only what is in view is asked for, and a part looks as it does in the whole."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QRegion
from pytestqt.qtbot import QtBot

from ui.decompose.style import tree_style
from ui.drawing.tree_geometry import card_box, handle_box, hit, hit_handle, plus_box
from ui.drawing.tree_layout import Spacing, lay_out
from ui.drawing.tree_overview import overview
from ui.drawing.tree_painter import FAR_SCALE, TreePainter
from ui.drawing.tree_picture import (
    CardKind,
    CardPicture,
    Carried,
    Drop,
    Flash,
    Highlights,
    Mark,
    StripePart,
    TreePicture,
    Verdict,
    View,
)
from ui.fonts import load_fonts
from ui.theme import ThemeName, load_theme

PAPER = QRectF(0, 0, 640, 480)
PARENTS = [-1, 0, 1, 1, 0, 4, 4, 4, -1, 8]


class Tree:
    """A tree of ten cards, and which of them a painter asked for."""

    def __init__(self, *, down: bool = False) -> None:
        parent = np.array(PARENTS, dtype=np.intp)
        depth = np.zeros(len(parent), dtype=np.intp)
        for index, above in enumerate(PARENTS):
            depth[index] = 0 if above < 0 else depth[above] + 1
        count = len(parent)
        sizes = np.full(count, 200.0), np.full(count, 82.0)
        layout = lay_out(parent, depth, *sizes, Spacing(), down=down)
        self.asked: set[int] = set()
        self.picture = TreePicture(
            layout=layout,
            parent=parent,
            dashed=np.arange(count) == 3,
            folded=np.where(np.arange(count) == 4, 3, 0),
            operators=tuple("+" if index in PARENTS else "" for index in range(count)),
            card=self.card,
        )

    def card(self, index: int) -> CardPicture:
        self.asked.add(index)
        return CardPicture(
            CardKind.LINK if index == 3 else CardKind.KPI,
            (f"KPI {index}",),
            f"KPI {index}",
            f"{index}.25 M€",
            change="4.8 %",
            direction=1,
            verdict=Verdict.GOOD,
            stripe=(StripePart(0.25, QColor("#0072B2")), StripePart(0.5, QColor("#D55E00"))),
            spark=(1.0, 2.0, float("nan"), 3.0, 2.0),
            mark=Mark.WARNING if index == 5 else None,
        )


@pytest.fixture(params=[False, True], ids=["right", "down"])
def tree(qtbot: QtBot, request: pytest.FixtureRequest) -> Tree:
    load_fonts()
    return Tree(down=request.param)


@pytest.fixture
def painter_of_trees(tree: Tree) -> TreePainter:
    return TreePainter(tree_style(load_theme(ThemeName.LIGHT)))


def painted(
    trees: TreePainter,
    picture: TreePicture,
    view: View,
    highlights: Highlights | None = None,
    region: QRegion | None = None,
) -> QImage:
    image = QImage(PAPER.size().toSize(), QImage.Format.Format_RGB32)
    image.fill(QColor("magenta"))
    painter = QPainter(image)
    if region is not None:
        painter.setClipRegion(region)
    trees.paint(painter, picture, view, PAPER, highlights or Highlights(), region=region)
    painter.end()
    return image


VIEWS = [View(1.0, -20.0, -20.0), View(0.7, 150.0, 80.0), View(0.4, -100.0, -50.0)]


@pytest.mark.parametrize("view", VIEWS, ids=["near", "moved", "middle"])
def test_that_only_cards_in_view_are_asked_for(
    tree: Tree, painter_of_trees: TreePainter, view: View
) -> None:
    painted(painter_of_trees, tree.picture, view)
    seen = {
        card
        for card in range(len(PARENTS))
        if view.to_paper(card_box(tree.picture, card)).intersects(PAPER)
    }
    assert seen <= tree.asked
    around = PAPER.adjusted(-60, -60, 20, 20)
    assert all(
        view.to_paper(card_box(tree.picture, card)).intersects(around) for card in tree.asked
    )


def test_that_from_afar_no_card_is_worded(tree: Tree, painter_of_trees: TreePainter) -> None:
    image = painted(painter_of_trees, tree.picture, View(FAR_SCALE / 2, -50.0, -50.0))
    assert tree.asked == set()
    colours = {image.pixel(x, y) for x in range(0, 200, 2) for y in range(0, 120, 2)}
    assert len(colours) >= 3


def test_that_the_selected_card_is_found_from_afar(
    tree: Tree, painter_of_trees: TreePainter
) -> None:
    view = View(0.02, -50.0, -50.0)
    plain = painted(painter_of_trees, tree.picture, view)
    marked = painted(painter_of_trees, tree.picture, view, Highlights(selected=6))
    assert plain != marked


@pytest.mark.parametrize("view", VIEWS, ids=["near", "moved", "middle"])
def test_that_a_part_is_painted_as_in_the_whole(
    tree: Tree, painter_of_trees: TreePainter, view: View
) -> None:
    highlights = Highlights(
        selected=2,
        chosen=frozenset((2, 5)),
        hovered=4,
        twins=frozenset((3,)),
        linked=2,
        flash=Flash(frozenset((1,)), 0.5),
    )
    whole = painted(painter_of_trees, tree.picture, view, highlights)
    region = QRegion(QRect(30, 40, 180, 90)) + QRegion(QRect(400, 200, 150, 200))
    part = painted(painter_of_trees, tree.picture, view, highlights, region)
    untouched = QColor("magenta").rgb()
    for x in range(0, 640, 3):
        for y in range(0, 480, 3):
            inside = region.contains(QPointF(x, y).toPoint())
            assert part.pixel(x, y) == (whole.pixel(x, y) if inside else untouched)


@pytest.mark.parametrize("card", range(len(PARENTS)))
def test_that_a_card_and_its_handle_are_hit_where_they_are_drawn(tree: Tree, card: int) -> None:
    box = card_box(tree.picture, card)
    for point in (box.center(), box.topLeft(), box.bottomRight() - QPointF(0.01, 0.01)):
        assert hit(tree.picture, point) == card
    assert hit(tree.picture, box.topLeft() - QPointF(1, 0)) == -1
    handle = handle_box(tree.picture, card)
    expected = card if tree.picture.operators[card] else -1
    assert hit_handle(tree.picture, handle.center()) == expected
    assert hit_handle(tree.picture, handle.topRight() + QPointF(2, 4)) == -1
    plus = plus_box(tree.picture, card)
    assert not (expected >= 0 and plus.intersects(handle))
    assert hit_handle(tree.picture, plus.center()) == -1 or expected < 0


def test_that_a_tree_is_turned_from_afar_as_its_pixels_are(qtbot: QtBot) -> None:
    style = tree_style(load_theme(ThemeName.LIGHT))
    aside = Tree().picture
    down = replace(aside, layout=aside.layout.turned())
    over = overview(aside, View(0.1, -50.0, -20.0), (120, 90), style, (2, 6))
    turned = overview(down, View(0.1, -20.0, -50.0), (90, 120), style, (2, 6))
    assert len({over.pixel(x, y) for x in range(120) for y in range(90)}) >= 3
    for x in range(120):
        for y in range(90):
            assert over.pixel(x, y) == turned.pixel(y, x)


SIGNS = {
    "lock": {"locked": True},
    "mark": {"mark": Mark.ERROR},
    "link": {"kind": CardKind.LINK},
    "change": {"direction": -1},
    "stripe": {"stripe": ()},
    "sparkline": {"spark": ()},
    "figure": {"value": "7"},
    "caption": {"caption": "Sum"},
}


NEAR, MIDDLE = 1.0, 0.4
# From further away neither sparkline nor caption can be read.
FROM_AWAY = sorted(SIGNS.keys() - {"caption", "sparkline"})


@pytest.mark.parametrize(
    ("sign", "scale"), [*product(SIGNS, (NEAR,)), *product(FROM_AWAY, (MIDDLE,))]
)
def test_that_each_sign_of_a_card_is_seen(
    tree: Tree, painter_of_trees: TreePainter, sign: str, scale: float
) -> None:
    view = View(scale, -20.0, -20.0)
    plain = replace(tree.card(0), change="4.8 %")
    other = replace(plain, **SIGNS[sign])
    shown = [
        painted(painter_of_trees, replace(tree.picture, card=lambda _, card=card: card), view)
        for card in (plain, other)
    ]
    assert shown[0] != shown[1]


HIGHLIGHTS = {
    "chosen": Highlights(chosen=frozenset((1,))),
    "hovered": Highlights(hovered=1),
    "plus": Highlights(hovered=1, adding=True),
    "band": Highlights(band=QRectF(10, 10, 300, 200)),
    "flash": Highlights(flash=Flash(frozenset((1,)), 0.5)),
    "curve": Highlights(linked=0, twins=frozenset((1,))),
    "carried": Highlights(carried=Carried(frozenset((1,)), 1, QPointF(20, 20))),
    "several": Highlights(carried=Carried(frozenset((1, 2)), 1, QPointF(20, 20))),
    "drop": Highlights(carried=Carried(frozenset((1,)), 1, QPointF(20, 20), Drop(None, 0))),
}


def test_that_each_way_of_standing_out_looks_different(
    tree: Tree, painter_of_trees: TreePainter
) -> None:
    view = View(0.7, -20.0, -20.0)
    shown = [
        painted(painter_of_trees, tree.picture, view, lit) for lit in (None, *HIGHLIGHTS.values())
    ]
    for number, one in enumerate(shown):
        assert all(one != other for other in shown[number + 1 :])

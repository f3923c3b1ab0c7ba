"""The upper part of the French sample, drawn with the mouse; only words and figures are typed."""

from __future__ import annotations

import re

import pytest
from examples.pointing import Mouse, box_of, card_of, figure_of, name_of, on
from examples.typist import NONE, Typist
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from models.keys import BASE, KpiKey
from models.plan import Plan
from models.tree import kpi_tree
from ui.app import Workbench
from ui.decompose.canvas import TreeCanvas
from ui.decompose.room import DecomposeRoom
from ui.drawing.tree_geometry import handle_box, plus_box
from ui.plan_files import sample_files
from ui.preferences import Preferences
from workbench.files.codec import encode
from workbench.files.plan_file import open_plan
from workbench.results import results_of

LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
PROFIT, REVENUE, COSTS = KpiKey("profit"), KpiKey("revenue"), KpiKey("costs")
CLIENTS, ARPU = KpiKey("average_clients"), KpiKey("arpu")
PRICE, UPSELL = KpiKey("base_price"), KpiKey("upsell")
MARKETING, SALES = KpiKey("marketing_spend"), KpiKey("sales_spend")
SERVICE, UNIT_COST = KpiKey("service_cost"), KpiKey("unit_cost")
OVERHEADS = KpiKey("overheads")
BELOW = {
    PROFIT: (REVENUE, COSTS),
    REVENUE: (CLIENTS, ARPU),
    ARPU: (PRICE, UPSELL),
    COSTS: (MARKETING, SALES, SERVICE, OVERHEADS),
    SERVICE: (UNIT_COST,),
}
"""As in the sample, where what is at home elsewhere and what lies deeper is left out."""
FORMULAS = (PROFIT, REVENUE, ARPU, COSTS, SERVICE)
DRIVERS = (CLIENTS, PRICE, UPSELL, MARKETING, SALES, UNIT_COST, OVERHEADS)


@pytest.fixture(scope="module")
def sample() -> Plan:
    return open_plan(sample_files()[0]).plan


@pytest.fixture
def preferences(preferences: Preferences) -> Preferences:
    preferences.language = "fr"
    return preferences


class Hand:
    """A person with one hand on the mouse, who types only names, formulas and figures."""

    def __init__(self, workbench: Workbench, sample: Plan) -> None:
        self.window, self.document = workbench.window, workbench.document
        self.sample = sample
        self.typist = Typist(workbench.window)
        self.brought = 0
        values = results_of(sample).values
        self.figures = {key: values.total(key, BASE) for key in (*DRIVERS, *FORMULAS)}

    @property
    def room(self) -> DecomposeRoom:
        room = self.window.frame.current
        assert isinstance(room, DecomposeRoom)
        return room

    @property
    def canvas(self) -> TreeCanvas:
        return self.room.canvas

    @property
    def mouse(self) -> Mouse:
        return Mouse(self.canvas)

    def name(self, key: KpiKey) -> str:
        return self.sample.kpis[key].name

    def own(self, key: KpiKey) -> KpiKey:
        """Return the key that a KPI of the sample got here."""
        wanted = self.name(key)
        return next(kpi.key for kpi in self.document.plan.kpis.values() if kpi.name == wanted)

    def press_button(self, words: str, within: QWidget | None = None) -> None:
        """Click the button that says so."""
        within = within or self.window
        found = [
            each
            for each in within.findChildren(QAbstractButton)
            if each.isVisible() and words in {each.text(), each.accessibleName()}
        ]
        assert found, words
        QTest.mouseClick(found[0], LEFT, NONE, found[0].rect().center())

    def bring(self, key: KpiKey) -> None:
        """Make sure that a card is in view, by clicking where it lies on the minimap."""
        canvas, own, minimap = self.canvas, self.own(key), self.canvas.minimap
        paper, scene = QRectF(canvas.rect()).adjusted(0, 0, -24, -24), canvas.scene
        assert scene is not None
        box = box_of(canvas, own)
        if minimap.isHidden() or paper.contains(canvas.view.to_paper(box)):
            return
        bounds = QRectF(*scene.picture.layout.bounds)
        across = (box.center().x() - bounds.left()) / bounds.width()
        down = (box.center().y() - bounds.top()) / bounds.height()
        at = QPointF(across * minimap.width(), down * minimap.height()).toPoint()
        QTest.mouseClick(minimap, LEFT, NONE, at)
        self.brought += 1
        assert paper.contains(canvas.view.to_paper(box_of(canvas, own)))

    def add_below(self, parent: KpiKey, *keys: KpiKey) -> None:
        """Add KPIs by the plus of a card, and type their names."""
        for key in keys:
            self.bring(parent)
            own, scene = self.own(parent), self.canvas.scene
            assert scene is not None
            self.mouse.hover(name_of(self.canvas, own))
            plus = plus_box(scene.picture, card_of(self.canvas, own))
            self.mouse.click(self.canvas.view.to_paper(plus).center())
            self.typist.enter(self.name(key))
            assert self.home(key) == self.own(parent)

    def choose(self, key: KpiKey, words: str) -> None:
        """Choose from the menu of a card."""
        self.bring(key)
        at = name_of(self.canvas, self.own(key)).toPoint()
        QTest.mousePress(self.canvas, RIGHT, NONE, at)
        there = self.canvas.mapToGlobal(at)
        QApplication.sendEvent(
            self.canvas, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, there)
        )
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        action = next(each for each in menu.actions() if each.text().replace("&", "") == words)
        QTest.mouseClick(menu, LEFT, NONE, menu.actionGeometry(action).center())
        QTest.mouseRelease(self.canvas, RIGHT, NONE, at)

    def type_formula(self, key: KpiKey) -> None:
        """Type a formula by the names on screen, over the one that is there."""
        self.choose(key, "Modifier la formule")
        line = self.canvas.typing.editor.line
        QTest.mouseDClick(line, LEFT, NONE, QPoint(4, line.height() // 2))
        line.selectAll()
        self.typist.enter(self.in_words(key))

    def type_figure(self, key: KpiKey, figure: str) -> None:
        """Type a figure after a double click on the number of a card."""
        self.bring(key)
        self.mouse.double_click(figure_of(self.canvas, self.own(key)))
        assert self.canvas.typing.editor.is_open
        self.typist.enter(figure)
        assert not self.canvas.typing.editor.is_open, self.canvas.typing.editor.refusal

    def in_words(self, key: KpiKey) -> str:
        return re.sub(
            r"[a-z_]+", lambda found: self.name(KpiKey(found[0])), self.sample.kpis[key].formula
        )

    def home(self, key: KpiKey) -> KpiKey | None:
        return kpi_tree(self.document.plan.kpis).home[self.own(key)]

    def below(self, key: KpiKey) -> list[str]:
        """Return the names of what stands below a KPI here."""
        kpis = self.document.plan.kpis
        children = kpi_tree(kpis).children[self.own(key)]
        return [kpis[each.key].name for each in children if not each.link]

    def drop(self, key: KpiKey, onto: KpiKey, height: float = 0.5) -> None:
        """Drag a card by its name onto another one: its middle, or near its upper edge."""
        self.mouse.drag(
            name_of(self.canvas, self.own(key)),
            on(self.canvas, box_of(self.canvas, self.own(onto)), height),
        )

    def enclose(self, *keys: KpiKey) -> None:
        """Draw a rubber band round cards, from empty ground."""
        box = QRectF()
        for key in keys:
            box = box.united(self.canvas.view.to_paper(box_of(self.canvas, self.own(key))))
        self.mouse.drag(box.topLeft() - QPointF(6, 6), box.bottomRight() + QPointF(2, 2))
        assert set(self.document.chosen) == {self.own(key) for key in keys}

    def fold(self, key: KpiKey) -> None:
        """Click the pill between a card and its children."""
        scene = self.canvas.scene
        assert scene is not None
        pill = handle_box(scene.picture, card_of(self.canvas, self.own(key)))
        self.mouse.click(self.canvas.view.to_paper(pill).center())


def typed(figure: float) -> str:
    """Return a figure as a French manager types it."""
    return f"{figure:.15g}".replace(".", ",")


def build(hand: Hand) -> None:
    """Add every KPI by handles and menus, one at a wrong place and one pair out of order."""
    hand.press_button("Ajouter le premier KPI")
    hand.typist.enter(hand.name(PROFIT))
    hand.add_below(PROFIT, REVENUE, COSTS, MARKETING, SALES)
    hand.add_below(REVENUE, ARPU, CLIENTS, SERVICE)
    hand.add_below(ARPU, PRICE)
    hand.choose(PRICE, "KPI après")
    hand.typist.enter(hand.name(UPSELL))
    hand.add_below(SERVICE, UNIT_COST)


def put_right(hand: Hand) -> None:
    """Drag a card to its parent, two together, and one to its place among its siblings."""
    hand.drop(SERVICE, COSTS)
    assert hand.home(SERVICE) == hand.own(COSTS)
    hand.drop(CLIENTS, ARPU, 0.1)
    assert [hand.home(key) for key in (CLIENTS, ARPU)] == [hand.own(REVENUE)] * 2
    steps = hand.document.undo_stack.count()
    hand.enclose(MARKETING, SALES)
    hand.drop(MARKETING, SERVICE, 0.1)
    assert [hand.home(key) for key in (MARKETING, SALES)] == [hand.own(COSTS)] * 2
    assert hand.document.undo_stack.count() == steps + 1
    hand.choose(SERVICE, "KPI après")
    hand.typist.enter(hand.name(OVERHEADS))


def look_and_try(hand: Hand) -> None:
    """Fold and unfold, look around by the minimap, and scrub a driver for a what-if."""
    document, canvas = hand.document, hand.canvas
    scene = canvas.scene
    assert scene is not None
    hand.fold(COSTS)
    assert int(scene.picture.folded[card_of(canvas, hand.own(COSTS))]) == 6
    hand.fold(COSTS)
    for _ in range(4):
        hand.press_button("Agrandir", hand.room.bar)
    for key in (PRICE, OVERHEADS):
        hand.bring(key)
    assert hand.brought >= 2
    before = document.results.values.total(hand.own(PROFIT), BASE)
    start = figure_of(canvas, hand.own(OVERHEADS))
    hand.mouse.drag(start, start - QPointF(20, 0))
    gain = document.results.values.total(hand.own(PROFIT), BASE) - before
    assert gain == pytest.approx(0.1 * hand.figures[OVERHEADS], rel=1e-2)
    hand.press_button("Annuler")
    assert document.results.values.total(hand.own(PROFIT), BASE) == before


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_that_the_upper_french_tree_is_drawn_by_mouse_and_undone_to_the_first_byte(
    qtbot: QtBot, workbench: Workbench, sample: Plan
) -> None:
    workbench.window.activateWindow()
    hand, document = Hand(workbench, sample), workbench.document
    hand.press_button("Nouveau plan")
    qtbot.waitUntil(workbench.window.frame.isVisible)
    empty = encode(document.plan)
    build(hand)
    put_right(hand)
    for key in FORMULAS:
        hand.type_formula(key)
    for key in DRIVERS:
        hand.type_figure(key, typed(hand.figures[key]))
    look_and_try(hand)
    tree = {key: [hand.name(each) for each in below] for key, below in BELOW.items()}
    assert {key: hand.below(key) for key in BELOW} == tree
    for key, figure in hand.figures.items():
        total = document.results.values.total(hand.own(key), BASE)
        assert total == pytest.approx(figure, rel=1e-9), hand.name(key)
    while document.undo_stack.canUndo():
        hand.press_button("Annuler")
    assert encode(document.plan) == empty
    assert QApplication.activeModalWidget() is None

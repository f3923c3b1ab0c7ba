"""The whole French sample by mouse on the canvas; only names, formulas and figures are typed."""

from __future__ import annotations

import pytest
from examples.french_tree import by_name, children, expect_figures, figure, in_keys, in_words
from examples.pointing import Mouse, box_of, card_of, figure_of, name_of, on
from examples.typist import Typist
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot

from models.keys import KpiKey
from models.plan import Plan
from models.tree import kpi_tree
from ui.app import Workbench
from ui.decompose.canvas import TreeCanvas
from ui.document import Document
from ui.drawing.tree_geometry import plus_box
from ui.plan_files import sample_files
from ui.preferences import Preferences
from workbench.files.codec import encode
from workbench.files.plan_file import open_plan
from workbench.history_typed import history_text
from workbench.language import language

LEFT, MIDDLE, RIGHT = (
    Qt.MouseButton.LeftButton,
    Qt.MouseButton.MiddleButton,
    Qt.MouseButton.RightButton,
)
ASTRAY = KpiKey("churn")
"""A KPI that is put in a wrong place first."""


@pytest.fixture
def preferences(preferences: Preferences) -> Preferences:
    preferences.language = "fr"
    return preferences


def click(within: QWidget, name: str) -> None:
    """Click the button called ``name``."""
    buttons = [
        each
        for each in within.findChildren(QAbstractButton)
        if each.isVisible() and name in {each.text(), each.accessibleName()}
    ]
    assert buttons, name
    QTest.mouseClick(buttons[0], LEFT)


def pick(words: str) -> None:
    """Click an entry of the menu that is open."""
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    entry = next(each for each in menu.actions() if each.text().replace("&", "") == words)
    QTest.mouseClick(menu, LEFT, pos=menu.actionGeometry(entry).center())


class Hand:
    """Somebody who draws on the canvas by mouse."""

    def __init__(self, workbench: Workbench, sample: Plan) -> None:
        self.window = workbench.window
        self.document: Document = workbench.document
        self.sample = sample
        self.typist = Typist(workbench.window)

    @property
    def canvas(self) -> TreeCanvas:
        return self.window.frame.current.canvas  # pyright: ignore[reportAttributeAccessIssue]

    @property
    def mouse(self) -> Mouse:
        return Mouse(self.canvas)

    def bring(self, key: KpiKey) -> None:
        """Move the paper until a card is well in view."""
        at, room = name_of(self.canvas, key), QRectF(self.canvas.rect())
        if not room.adjusted(20, 40, -220, -120).contains(at):
            start = room.center()
            self.mouse.drag(start, start + room.center() - QPointF(120, 0) - at, MIDDLE)

    def add(self, parent: KpiKey, name: str) -> KpiKey:
        """Click the plus of a card and type the name of its new child."""
        self.bring(parent)
        scene = self.canvas.scene
        assert scene is not None
        plus = plus_box(scene.picture, card_of(self.canvas, parent))
        at = self.canvas.view.to_paper(plus).center()
        self.mouse.hover(name_of(self.canvas, parent))
        self.mouse.hover(at)
        self.mouse.click(at)
        return self.named(name)

    def named(self, name: str) -> KpiKey:
        """Type the name of what was just added."""
        self.typist.enter(name)
        key = self.document.selection
        assert key is not None
        assert self.document.plan.kpis[key].name == name
        return key

    def draw(self, key: KpiKey, own: KpiKey) -> None:
        """Draw what stands below a KPI of the sample, which is ``own`` here."""
        for child in children(self.sample, key):
            if child != ASTRAY:
                self.draw(child, self.add(own, self.sample.kpis[child].name))

    def menu(self, at: QPointF, words: str) -> None:
        """Choose from the menu of what lies at a point."""
        self.mouse.click(at, button=RIGHT)
        place = at.toPoint()
        reason = QContextMenuEvent.Reason.Mouse
        event = QContextMenuEvent(reason, place, self.canvas.mapToGlobal(place))
        QApplication.sendEvent(self.canvas, event)
        pick(words)

    def show_month(self, words: str) -> None:
        """Let the cards show one month."""
        click(self.window, "Autres périodes")
        pick(words)


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_that_the_french_tree_is_drawn_by_mouse_to_its_last_figure(
    qtbot: QtBot, workbench: Workbench
) -> None:
    sample = open_plan(sample_files()[0]).plan
    hand, document, window = Hand(workbench, sample), workbench.document, workbench.window
    french = language("fr")
    window.activateWindow()
    click(window, "Nouveau plan")
    qtbot.waitUntil(window.frame.isVisible)
    empty = encode(document.plan)
    click(window, "Ajouter le premier KPI")
    first, *others = kpi_tree(sample.kpis).roots
    hand.draw(first, hand.named(sample.kpis[first].name))
    for root in others:
        hand.menu(QPointF(hand.canvas.rect().bottomLeft()) + QPointF(6, -6), "KPI tout en haut")
        hand.draw(root, hand.named(sample.kpis[root].name))
    # One is put where it does not belong, and dragged home.
    keys = {kpi.name: kpi.key for kpi in document.plan.kpis.values()}
    clients = keys[sample.kpis[KpiKey("clients")].name]
    astray = hand.add(keys[sample.kpis[KpiKey("new_clients")].name], sample.kpis[ASTRAY].name)
    hand.bring(astray)
    middle = on(hand.canvas, box_of(hand.canvas, clients))
    hand.mouse.drag(name_of(hand.canvas, astray), middle)
    assert kpi_tree(document.plan.kpis).home[astray] == clients

    keys = by_name(sample, document.plan)
    for kpi in sample.kpis.values():
        wanted = in_keys(keys, kpi.formula)
        if document.plan.kpis[keys[kpi.key]].formula != wanted:
            hand.bring(keys[kpi.key])
            hand.menu(name_of(hand.canvas, keys[kpi.key]), "Modifier la formule")
            hand.canvas.typing.editor.line.selectAll()
            hand.typist.enter(in_words(sample, kpi.formula))
            assert document.plan.kpis[keys[kpi.key]].formula == wanted, kpi.name

    drivers = [kpi for kpi in sample.kpis.values() if kpi.is_driver]
    for month in range(document.plan.calendar.count):
        group = document.plan.calendar.groups(document.plan.calendar.period)[month]
        hand.show_month(french.group_label(group))
        assert document.group == group
        for kpi in drivers:
            hand.bring(keys[kpi.key])
            hand.mouse.double_click(figure_of(hand.canvas, keys[kpi.key]))
            hand.typist.enter(figure(kpi, kpi.values[month] or 0.0))
    for kpi in sample.kpis.values():
        if kpi.history:
            hand.bring(keys[kpi.key])
            hand.mouse.click(name_of(hand.canvas, keys[kpi.key]))
            click(window.frame.inspector, "Avant le plan")
            field = next(
                each
                for each in window.frame.inspector.findChildren(QLineEdit)
                if each.accessibleName() == "Chiffres des périodes d’avant le plan"
            )
            QTest.mouseClick(field, LEFT)
            hand.typist.enter(history_text(kpi.history, kpi.unit, french))
    expect_figures(document, sample)

    while document.undo_stack.canUndo():
        click(window, "Annuler")
    assert encode(document.plan) == empty

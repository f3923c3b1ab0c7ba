"""The tree stays where it was, and the keyboard goes on where it was, whatever opens beside it."""

from __future__ import annotations

from functools import partial

import pytest
from examples.pointing import box_of
from examples.shop import CLIENTS, COSTS, PROFIT, REVENUE, sound_shop
from examples.typist import CTRL, SHIFT, Typist
from PySide6.QtCore import QPointF, QRectF, Qt
from pytestqt.qtbot import QtBot

from models.edits.drivers import set_value
from models.keys import BASE, KpiKey
from ui.app import Workbench
from ui.decompose.canvas import TreeCanvas
from ui.decompose.room import DecomposeRoom
from ui.plan_files import sample_files
from workbench.files.plan_file import open_plan

Key = Qt.Key


@pytest.fixture
def typist(opened: Workbench) -> Typist:
    opened.window.activateWindow()
    return Typist(opened.window)


@pytest.fixture
def canvas(opened: Workbench) -> TreeCanvas:
    room = opened.window.frame.current
    assert isinstance(room, DecomposeRoom)
    room.canvas.setFocus()
    return room.canvas


def place(canvas: TreeCanvas, key: KpiKey) -> QPointF:
    """Return where a card stands on the screen."""
    return canvas.view.to_paper(box_of(canvas, key)).topLeft()


@pytest.mark.parametrize(
    ("selected", "size", "moved"),
    [
        (None, (1440, 900), 0),
        (PROFIT, (1024, 600), -130),
        (COSTS, (1024, 600), 0),
        (CLIENTS, (1440, 900), -130),
    ],
)
def test_that_what_opens_beside_the_tree_leaves_it_where_it_was_once_it_is_closed(
    opened: Workbench,
    typist: Typist,
    canvas: TreeCanvas,
    selected: KpiKey | None,
    size: tuple[int, int],
    moved: int,
    qtbot: QtBot,
) -> None:
    opened.window.resize(*size)
    opened.document.select(selected)
    qtbot.wait(1)
    if moved:
        canvas.pan(QPointF(0, moved))
    before = canvas.view
    for _ in range(2):
        typist.press(Key.Key_F8)
        qtbot.waitUntil(opened.window.frame.problems.isVisible)
        if selected is not None and not moved:
            paper = QRectF(canvas.rect())
            assert paper.contains(canvas.view.to_paper(box_of(canvas, selected)))
        typist.press(Key.Key_Escape)
        qtbot.wait(1)
        assert canvas.view == before
        assert canvas.hasFocus()
        if selected is not None:
            typist.press(Key.Key_E, CTRL | SHIFT)
            qtbot.wait(1)
            typist.press(Key.Key_Escape)
            qtbot.wait(1)
            assert canvas.view == before
            assert canvas.hasFocus()


def test_that_a_tree_turned_and_turned_back_is_where_it_was(
    opened: Workbench, canvas: TreeCanvas
) -> None:
    turn = opened.window.menus.actions["top_down"]
    opened.document.select(PROFIT)
    canvas.pan(QPointF(-60, 40))
    before = canvas.view
    turn.trigger()
    down = canvas.view
    turn.trigger()
    assert canvas.view == before
    canvas.pan(QPointF(10, 10))
    turn.trigger()
    assert canvas.view == down


def test_that_what_is_found_far_away_is_shown_amid_what_is_around_it(
    opened: Workbench, canvas: TreeCanvas
) -> None:
    canvas.zoom(1)
    for by in (QPointF(0, -3000), QPointF(0, 3000)):
        canvas.pan(by)
        opened.window.frame.show_kpi(CLIENTS)
        paper = QRectF(canvas.rect())
        for key in (CLIENTS, REVENUE):
            assert paper.contains(canvas.view.to_paper(box_of(canvas, key)))


def test_that_no_room_stays_empty_that_the_tree_could_fill_where_a_pane_was_closed(
    opened: Workbench, typist: Typist, canvas: TreeCanvas, qtbot: QtBot
) -> None:
    opened.window.resize(1024, 600)
    typist.press(Key.Key_F8)
    qtbot.waitUntil(opened.window.frame.problems.isVisible)
    canvas.fit_all()
    scale = canvas.scale
    canvas.zoom(2)
    canvas.pan(QPointF(0, -90))
    typist.press(Key.Key_F8)
    qtbot.wait(1)
    assert canvas.scale > scale
    assert canvas.scene is not None
    paper = canvas.view.to_paper(QRectF(*canvas.scene.picture.layout.bounds))
    above, below = paper.top(), canvas.height() - paper.bottom()
    assert min(above, below) >= 0 or max(above, below) <= 23


def test_that_escape_leads_from_a_figure_to_the_checks_that_led_there_and_to_the_tree(
    opened: Workbench, typist: Typist, canvas: TreeCanvas, qtbot: QtBot
) -> None:
    frame, document = opened.window.frame, opened.document
    document.select(PROFIT)
    document.apply("Empty", partial(set_value, key=COSTS, period=1, value=None))
    qtbot.waitUntil(lambda: frame.checking.settled, timeout=5000)
    typist.press(Key.Key_F8)
    qtbot.waitUntil(frame.problems.isVisible)
    typist.press(Key.Key_Return)
    assert document.selection == COSTS
    assert typist.focus.accessibleName() == "Share of Marketing"
    typist.press(Key.Key_Escape)
    missing = next(
        each
        for each in frame.checking.findings.listed
        if each.place.key == COSTS and each.place.field.startswith("values")
    )
    frame.problems.show_line(missing)
    typist.press(Key.Key_Return)
    field = frame.inspector.values.lines[BASE].entry.field
    assert field.hasFocus()
    typist.type("12")
    typist.press(Key.Key_Escape)
    assert field.hasFocus()
    typist.press(Key.Key_Escape)
    assert frame.problems.view.hasFocus()
    typist.press(Key.Key_Escape)
    assert canvas.hasFocus()
    typist.pane(frame.inspector.accessibleName())
    typist.press(Key.Key_Escape)
    assert canvas.hasFocus()


def test_that_checks_take_the_room_of_what_they_say(
    opened: Workbench, typist: Typist, qtbot: QtBot
) -> None:
    problems, checking = opened.window.frame.problems, opened.window.frame.checking
    for plan, lines, most in ((open_plan(sample_files()[0]).plan, 0, 100), (sound_shop(), 2, 170)):
        opened.document.load(plan, None)
        qtbot.waitUntil(lambda: checking.settled, timeout=5000)
        assert len(checking.findings.listed) == lines
        typist.press(Key.Key_F8)
        qtbot.waitUntil(problems.isVisible)
        qtbot.wait(1)
        assert problems.height() < most
        assert problems.view.verticalScrollBar().maximum() == 0
        typist.press(Key.Key_Escape)

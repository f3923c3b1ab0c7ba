"""Every action of the table, by menu and by key: it does what it says, and is taken back whole.

A row per action. Its view is looked at before and after; the plan is the same unless the row
says that it edits, and then undoing leads back to the very bytes there were.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import pytest
from examples.shop import (
    CLIENTS,
    CONVERSION,
    LEAD,
    LEADS,
    PROFIT,
    REVENUE,
    SELLER,
    STRETCH,
    shop,
)
from PySide6.QtCore import QObject, QSettings, Qt, QTimer
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from models.dimension import Dimension, Member
from models.edits.drivers import set_value
from models.keys import DimensionKey, KpiKey, MemberKey
from models.kpi import Kpi
from models.plan import Plan
from models.table import Table
from ui.actions import ACTIONS, When
from ui.app import Workbench, dress
from ui.decompose.outline_columns import CHANGE_COLUMN
from ui.preferences import Preferences
from ui.prioritise.room import PageName
from ui.room import DECOMPOSE, PRIORITISE
from ui.theme import ThemeName
from workbench.analysis.weighting import Spot, Subject
from workbench.files.codec import encode
from workbench.files.plan_file import write_plan

# Where nothing is on a real screen, the size of a dialog cannot be told to a window manager.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "This plugin does not support")

SPARE, SPARE_A, SPARE_B = KpiKey("spare"), KpiKey("spare_a"), KpiKey("spare_b")
MIX = KpiKey("mix")
JANUARY = CHANGE_COLUMN + 1
OTHER = Plan(name="Another", calendar=shop().calendar)


def grown_shop() -> Plan:
    """Return the shop with a tree of its own that nobody is paid for, a link, and a dimension."""
    plan = shop()
    driver, shares = plan.kpis[LEADS], plan.kpis[CONVERSION]
    rows = (
        Kpi(SPARE, "Spare", driver.unit, formula="spare_a + spare_b + leads"),
        replace(driver, key=SPARE_A, name="Spare A"),
        replace(driver, key=SPARE_B, name="Spare B"),
        Kpi(MIX, "Mix", shares.unit, formula="count_a + count_b + rate_a + rate_b"),
        *(replace(driver, key=KpiKey(f"count_{n}"), name=f"Count {n}") for n in "ab"),
        *(replace(shares, key=KpiKey(f"rate_{n}"), name=f"Rate {n}") for n in "ab"),
    )
    region = Dimension(
        DimensionKey("region"),
        "Region",
        (Member(MemberKey("north"), "North"), Member(MemberKey("south"), "South")),
    )
    return replace(plan, kpis=Table((*plan.kpis.values(), *rows)), dimensions=Table((region,)))


class Desk(QObject):
    """A workbench, and a user who answers what opens.

    Attributes:
        dialogs: the titles of the dialogs that opened.
        asked: how often a file was asked for.
    """

    def __init__(self, workbench: Workbench, folder: Path) -> None:
        super().__init__(workbench)
        self.workbench = workbench
        self.folder = folder
        self.dialogs: list[str] = []
        self.asked = 0
        self.answer: Callable[[Desk], None] | None = None
        self._eye = QTimer(self)
        self._eye.setInterval(10)
        self._eye.timeout.connect(self._look)
        self._eye.start()

    @property
    def window(self):
        return self.workbench.window

    @property
    def document(self):
        return self.workbench.document

    @property
    def room(self):
        return self.window.frame.current

    @property
    def bytes(self) -> bytes:
        return encode(self.document.plan)

    def name_file(self, *_: object) -> tuple[str, str]:
        self.asked += 1
        return str(self.folder / "other.kpi"), ""

    def focus(self):
        return QApplication.focusWidget() or self.window

    def type(self, text: str, *, instead: bool = False) -> None:
        """Type into the field that opened, in place of what it holds or behind it."""
        line = self.focus()
        assert isinstance(line, QLineEdit)
        if instead:
            line.selectAll()
        QTest.keyClicks(line, text)
        QTest.keyClick(self.focus(), Qt.Key.Key_Return)

    def change(self, key: KpiKey = LEADS) -> None:
        """Make an edit that is none of the action's."""
        self.document.apply("Edit", partial(set_value, key=key, period=0, value=9500.0))

    def cell(self, key: KpiKey, *, down: int = 0, right: int = 0) -> None:
        """Put the cursor of the outline into January, and stretch it."""
        self.room.show_outline()
        outline = self.room.outline
        self.document.select(key)
        outline.view.put_cursor(outline.selected_node, JANUARY)
        for step, times in ((Qt.Key.Key_Down, down), (Qt.Key.Key_Right, right)):
            for _ in range(times):
                QTest.keyClick(outline.view, step, Qt.KeyboardModifier.ShiftModifier)

    def _look(self) -> None:
        """Note what opened, answer it, and close it."""
        dialog = next(
            (w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()),
            None,
        )
        if dialog is not None:
            self.dialogs.append(dialog.windowTitle())
            dialog.reject()


def nothing(_desk: Desk) -> None:
    """Do nothing."""


def picture(desk: Desk) -> object:
    """Return what the room shows."""
    return desk.room.grab().toImage()


@dataclass(frozen=True)
class Row:
    """What an action needs, and how it shows that it was done.

    Attributes:
        probe: differs before and after.
        select: the KPI that is selected before.
        ready: what else is done before.
        finish: what is typed after.
        edits: whether the plan is another after.
        room: on screen before.
    """

    probe: Callable[[Desk], object] = lambda desk: desk.bytes
    select: KpiKey | None = None
    ready: Callable[[Desk], None] = nothing
    finish: Callable[[Desk], None] = nothing
    edits: bool = False
    room: str = DECOMPOSE


def edit(select: KpiKey | None = None, **more: object) -> Row:
    return Row(select=select, edits=True, **more)


def in_cells(ready: Callable[[Desk], None], **more: object) -> Row:
    return Row(ready=ready, **more)


def checked(name: str) -> Callable[[Desk], object]:
    return lambda desk: desk.window.menus.actions[name].isChecked()


def copied(_desk: Desk) -> str:
    return QGuiApplication.clipboard().text()


def shown_dialogs(desk: Desk) -> int:
    QTest.qWait(30)
    return len(desk.dialogs)


def paste_ready(desk: Desk) -> None:
    desk.cell(LEADS)
    QGuiApplication.clipboard().setText("123")


def copy_ready(desk: Desk) -> None:
    desk.cell(LEADS)
    QGuiApplication.clipboard().setText("nothing yet")


def selected_cells(desk: Desk) -> int:
    cells = desk.room.outline.view.cells
    return len(cells.nodes) * len(cells.columns)


def fill_down_ready(desk: Desk) -> None:
    desk.change(SPARE_A)
    desk.cell(SPARE_A, down=1)


def fill_right_ready(desk: Desk) -> None:
    desk.change()
    desk.cell(LEADS, right=2)


def sought(desk: Desk) -> None:
    desk.window.finding._sought = "spare"


def zoomed(desk: Desk) -> None:
    desk.room.canvas.zoom(3.0)


def at_link(desk: Desk) -> None:
    canvas = desk.room.canvas
    nodes = canvas.scene.nodes
    canvas.select_node(next(node for node in range(len(nodes)) if nodes.link[node]))


def overridden(desk: Desk) -> None:
    desk.document.show_scenario(STRETCH)
    desk.document.select(LEADS)


def undone(desk: Desk) -> None:
    desk.change()
    desk.document.undo_stack.undo()


def at_weight(desk: Desk) -> None:
    desk.room.show_page(PageName.SCORECARDS)
    weights = desk.room.scorecards.weights
    row, column = weights.matrix.place(Spot(LEAD, Subject(kpi=PROFIT)))
    weights.table.setCurrentIndex(weights.matrix.index(row, column))


def at_objective(desk: Desk) -> None:
    desk.room.show_page(PageName.SCORECARDS)
    matrix = desk.room.scorecards.weights.matrix
    row = next(at for at, each in enumerate(matrix.subjects) if each.objective is not None)
    desk.room.scorecards.weights.table.setCurrentIndex(matrix.index(row, 1))


def at_missing_weight(desk: Desk) -> None:
    """Put the cursor into a column that does not reach 100 %."""
    at_weight(desk)
    weights = desk.room.scorecards.weights
    row, column = weights.matrix.place(Spot(SELLER, Subject(kpi=CLIENTS)))
    weights.table.setCurrentIndex(weights.matrix.index(row, column))


def all_others(desk: Desk) -> None:
    menu = desk.room.scorecards.weights.actions_row.findChildren(QMenu)[-1]
    menu.actions()[-1].trigger()
    menu.close()


def empty_design(desk: Desk) -> None:
    menu = desk.room.design_bar.findChildren(QMenu)[-1]
    menu.actions()[0].trigger()
    menu.close()


def at_copy(desk: Desk) -> None:
    """Look at a copy of the design that is paid."""
    desk.room.design_bar.edits.duplicate()


def in_stretch(desk: Desk) -> None:
    desk.document.show_scenario(STRETCH)


POPUP = Row(probe=lambda desk: desk.window.finding.popup.isVisible())
DIALOG = Row(probe=shown_dialogs)
NAMED = partial(Desk.type, text="!")
SHAPE = Row(probe=lambda desk: desk.room.shape)

ROWS: dict[str, Row] = {
    "new": Row(probe=lambda desk: desk.document.plan.name),
    "open": Row(probe=lambda desk: desk.document.plan.name),
    "save": Row(probe=lambda desk: desk.document.is_modified, ready=Desk.change),
    "save_as": Row(probe=lambda desk: desk.document.path),
    "export": DIALOG,
    "import_tree": Row(probe=lambda desk: desk.asked),
    "import_people": Row(probe=lambda desk: desk.asked),
    "preferences": DIALOG,
    "close": Row(probe=lambda desk: desk.workbench.files.is_open),
    "quit": Row(probe=lambda desk: desk.window.isVisible()),
    "undo": Row(ready=Desk.change),
    "redo": Row(ready=undone, edits=True),
    "cut": in_cells(partial(Desk.cell, key=LEADS), edits=True),
    "copy": in_cells(copy_ready, probe=copied),
    "paste": in_cells(paste_ready, edits=True),
    "fill_down": in_cells(fill_down_ready, edits=True),
    "fill_right": in_cells(fill_right_ready, edits=True),
    "select_all": in_cells(partial(Desk.cell, key=LEADS), probe=selected_cells),
    "find": POPUP,
    "find_next": Row(probe=lambda desk: desk.document.selection, ready=sought),
    "find_previous": Row(probe=lambda desk: desk.document.selection, ready=sought),
    "palette": POPUP,
    "edit_name": edit(SPARE_A, finish=NAMED),
    "edit_formula": edit(
        REVENUE, finish=partial(Desk.type, text="clients * arpu * 2", instead=True)
    ),
    "rollup_sum": edit(REVENUE),
    "rollup_product": edit(SPARE),
    "rollup_difference": edit(SPARE),
    "rollup_ratio": edit(REVENUE),
    "rollup_average": edit(MIX),
    "explain": Row(
        probe=lambda desk: (desk.window.grab().toImage(), shown_dialogs(desk)), select=REVENUE
    ),
    "cascade": replace(DIALOG, select=REVENUE),
    "split": replace(DIALOG, select=SPARE_A),
    "lock": edit(LEADS),
    "follow_base": edit(ready=overridden),
    "duplicate": edit(SPARE_A),
    "move_up": edit(SPARE_B),
    "move_down": edit(SPARE_A),
    "indent": edit(SPARE_B),
    "outdent": edit(SPARE_A),
    "go_home": Row(probe=lambda desk: desk.room.canvas.selected_node, ready=at_link),
    "delete_branch": edit(SPARE_A),
    "delete_node": edit(SPARE_A),
    "room_decompose": Row(probe=lambda desk: desk.window.frame.room, room=PRIORITISE),
    "room_prioritise": Row(probe=lambda desk: desk.window.frame.room),
    "life": Row(probe=lambda desk: desk.window.frame.room),
    "view_tree": replace(SHAPE, ready=lambda desk: desk.room.show_outline()),
    "view_outline": SHAPE,
    "view_both": SHAPE,
    "top_down": Row(probe=lambda desk: (checked("top_down")(desk), picture(desk))),
    "fit": Row(probe=lambda desk: desk.room.canvas.view, ready=zoomed),
    "fit_selection": Row(probe=lambda desk: desk.room.canvas.view, ready=zoomed, select=CLIENTS),
    "zoom_in": Row(probe=lambda desk: desk.room.canvas.scale),
    "zoom_out": Row(probe=lambda desk: desk.room.canvas.scale),
    "fold": Row(probe=lambda desk: desk.room._folding.folded, select=REVENUE),
    "fold_level": Row(probe=lambda desk: desk.room._folding.folded, select=REVENUE),
    "minimap": Row(probe=checked("minimap")),
    "compare": Row(probe=checked("compare"), ready=in_stretch),
    "catalogue": Row(probe=checked("catalogue")),
    "checks": Row(probe=lambda desk: desk.window.frame.problems.isVisible()),
    "inspector": Row(probe=lambda desk: desk.window.frame.inspector.isVisible()),
    "next_pane": Row(probe=lambda desk: desk.focus()),
    "previous_pane": Row(probe=lambda desk: desk.focus()),
    "full_screen": Row(probe=lambda desk: desk.window.isFullScreen()),
    "insert_child": edit(SPARE, finish=NAMED),
    "insert_after": edit(SPARE_A, finish=NAMED),
    "insert_before": edit(SPARE_A, finish=NAMED),
    "insert_parent": edit(SPARE_A, finish=NAMED),
    "insert_root": edit(finish=NAMED),
    "scenario_add": edit(finish=NAMED),
    "scenario_duplicate": edit(ready=in_stretch, finish=NAMED),
    "scenario_rename": edit(ready=in_stretch, finish=NAMED),
    "scenario_delete": edit(ready=in_stretch),
    **{
        f"page_{name}": Row(
            probe=lambda desk: desk.room.page,
            ready=lambda desk, other=other: desk.room.show_page(PageName(other)),
            room=PRIORITISE,
        )
        for name, other in (
            ("scorecards", "receive"),
            ("receive", "scorecards"),
            ("designs", "scorecards"),
            ("organisation", "scorecards"),
            ("life", "scorecards"),
        )
    },
    "design_add": edit(finish=empty_design, room=PRIORITISE),
    "design_duplicate": edit(room=PRIORITISE),
    "design_rename": edit(finish=NAMED, room=PRIORITISE),
    "design_pay": edit(ready=at_copy, room=PRIORITISE),
    "design_delete": edit(room=PRIORITISE),
    "weight_lock": edit(ready=at_weight, room=PRIORITISE),
    "spread_rest": edit(ready=at_missing_weight, room=PRIORITISE),
    "copy_card": edit(ready=at_weight, finish=all_others, room=PRIORITISE),
    "edit_objective": Row(
        probe=lambda desk: desk.room.page,
        ready=at_objective,
        room=PRIORITISE,
    ),
    "suggest": replace(DIALOG, ready=at_weight, room=PRIORITISE),
    "card_details": replace(DIALOG, ready=at_weight, room=PRIORITISE),
    "statement": DIALOG,
    "statements": DIALOG,
    "keys": DIALOG,
    "about": DIALOG,
}
WAYS = [(name, key) for name, row in ACTIONS.items() for key in ("", *row.keys)]


@pytest.fixture(scope="module")
def desk(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("actions")
    dress(qapp)
    settings = QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat)
    preferences = Preferences(settings)
    preferences.language, preferences.theme = "en", ThemeName.LIGHT
    workbench = Workbench(qapp, preferences, folder / "kept")
    workbench.window.resize(1440, 900)
    workbench.window.show()
    made = Desk(workbench, folder)
    write_plan(OTHER, folder / "other.kpi")
    yield made
    workbench.end()
    workbench.deleteLater()


@pytest.fixture
def ready(desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """The desk with the shop open as at first, and the keyboard on the tree."""
    monkeypatch.setattr(QFileDialog, "getOpenFileName", desk.name_file)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", desk.name_file)
    window, path = desk.window, desk.folder / "shop.kpi"
    desk.workbench._preferences.keep_view(path, "")
    write_plan(grown_shop(), path)
    desk.document.undo_stack.setClean()
    window.setWindowState(Qt.WindowState.WindowNoState)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    assert desk.workbench.files.open(path, window)
    window.frame.show_room(DECOMPOSE)
    window.frame.inspector.show()
    if window.frame.problems.isVisible():
        window.frame.toggle_problems()
    desk.room.show_tree()
    return desk


def entries_of(menu: QMenu) -> Iterator[QAction]:
    """Return every entry of a menu and of those within it."""
    for action in menu.actions():
        below = action.menu()
        if isinstance(below, QMenu):
            yield from entries_of(below)
        else:
            yield action


def test_that_every_action_has_a_row() -> None:
    assert set(ROWS) == set(ACTIONS)


def test_that_every_action_is_in_a_menu_and_shows_its_key(desk: Desk) -> None:
    bar = desk.window.menuBar()
    shown = [entry for action in bar.actions() for entry in entries_of(action.menu())]
    for name, row in ACTIONS.items():
        action = desk.window.menus.actions[name]
        assert shown.count(action) == 1, name
        assert [keys.toString() for keys in action.shortcuts()] == [
            QKeySequence(key).toString() for key in row.keys
        ]


@pytest.mark.parametrize(("name", "key"), WAYS, ids=[f"{n}-{k or 'menu'}" for n, k in WAYS])
def test_that_an_action_does_what_it_says_and_is_taken_back(
    ready: Desk, name: str, key: str
) -> None:
    desk, row = ready, ROWS[name]
    window, document = desk.window, desk.document
    window.frame.show_room(row.room)
    if row.room == PRIORITISE:
        desk.room.show_page(PageName.SCORECARDS)
    handled = {*window._handlers, *desk.room.action_handlers()}
    assert name in handled
    if row.select is not None:
        document.select(row.select)
    row.ready(desk)
    action = window.menus.actions[name]
    assert action.isEnabled(), window._situation().reason(ACTIONS[name])
    before, step, plan = row.probe(desk), document.undo_stack.index(), desk.bytes
    if key:
        QTest.keySequence(desk.focus(), QKeySequence(key))
    else:
        action.trigger()
    row.finish(desk)
    assert row.probe(desk) != before
    if ACTIONS[name].checkable and ACTIONS[name].when is When.ROOM:
        assert desk.room.action_states()[name] is action.isChecked()
    if row.edits:
        assert desk.bytes != plan
    while document.undo_stack.index() > step:
        assert document.undo_stack.undoText()
        document.undo_stack.undo()
    if row.edits:
        assert desk.bytes == plan
    window.finding.popup.leave()

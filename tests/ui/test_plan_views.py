"""A plan is shown again as it was looked at, as far as that still fits."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from examples.shop import COSTS, PROFIT, REVENUE, STRETCH, shop
from pytestqt.qtbot import QtBot

from models.calendar import Span
from models.edits.scenarios import delete_scenario
from ui.app import Workbench
from ui.decompose.view_bar import Shape
from ui.decompose.view_state import Seen, ViewState
from ui.plan_view import PlanView, read, written
from ui.room import DECOMPOSE, PRIORITISE
from workbench.files.plan_file import write_plan


def look_around(workbench: Workbench, qtbot: QtBot) -> PlanView:
    """Look at the plan as nobody does at first; return how."""
    document, frame = workbench.document, workbench.window.frame
    document.show_scenario(STRETCH)
    document.show_group(document.plan.calendar.groups(Span.QUARTER)[1])
    document.select(COSTS)
    room = frame.current
    room.show_shape(Shape.BOTH)
    room._folding.set([REVENUE])
    room.canvas.zoom(2.0)
    frame.inspector.hide()
    # A splitter shares its room out only when it is painted.
    qtbot.waitUntil(lambda: min(frame.view.tree.split) > 0)
    return frame.view


def same(one: PlanView, other: PlanView) -> bool:
    """Return whether two views are the same but for a pixel."""
    a, b = one.tree.seen, other.tree.seen
    if a is None or b is None:
        return one == other
    near = max(abs(a.x - b.x), abs(a.y - b.y)) * a.scale <= 1.5 and a.scale == b.scale
    bare = [replace(each, tree=replace(each.tree, seen=None)) for each in (one, other)]
    return near and bare[0] == bare[1]


def test_that_a_plan_is_shown_again_as_it_was_looked_at(
    opened: Workbench, plan_file: Path, qtbot: QtBot
) -> None:
    seen = look_around(opened, qtbot)
    assert seen.tree.shape == "both"
    assert seen.tree.folded == (REVENUE,)
    opened.files.close()
    assert opened.files.open(plan_file, opened.window)
    assert same(opened.window.frame.view, seen)


def test_that_another_language_or_theme_changes_nothing_else(
    opened: Workbench, qtbot: QtBot
) -> None:
    seen = look_around(opened, qtbot)
    opened.window._preferences.language = "fr"
    opened.rebuild()
    qtbot.waitUntil(lambda: same(opened.window.frame.view, seen))
    opened.window.frame.show_room(PRIORITISE)
    opened.rebuild()
    assert opened.window.frame.room == PRIORITISE
    opened.window.frame.show_room(DECOMPOSE)
    assert same(replace(opened.window.frame.view, inspector=False, page=""), seen)


def test_that_the_page_of_prioritise_is_kept_with_its_plan(
    opened: Workbench, plan_file: Path, tmp_path: Path
) -> None:
    frame = opened.window.frame
    frame.show_room(PRIORITISE)
    opened.window.menus.actions["page_organisation"].trigger()
    assert frame.view.page == "organisation"
    other = tmp_path / "other.kpi"
    write_plan(shop(), other)
    assert opened.files.open(other, opened.window)
    frame.show_room(PRIORITISE)
    opened.window.menus.actions["page_life"].trigger()
    assert opened.files.open(plan_file, opened.window)
    assert (frame.view.room, frame.view.page) == (PRIORITISE, "organisation")
    frame.restore_view(replace(frame.view, page="attic"))
    assert frame.view.page == "scorecards"


def test_that_what_is_gone_meanwhile_is_left_out(
    opened: Workbench, plan_file: Path, qtbot: QtBot
) -> None:
    seen = look_around(opened, qtbot)
    opened.files.close()
    plan, _ = delete_scenario(shop(), STRETCH)
    write_plan(plan, plan_file)
    odd = replace(
        seen,
        room="attic",
        selection="gone",
        year=1900,
        tree=replace(seen.tree, folded=("gone", REVENUE), split=(1, 2, 3), switched_on=("moon",)),
    )
    opened.window._preferences.keep_view(plan_file, written(odd))
    assert opened.files.open(plan_file, opened.window)
    view = opened.window.frame.view
    assert (view.room, view.scenario, view.selection) == (DECOMPOSE, "base", None)
    assert (view.tree.shape, view.tree.folded) == ("both", (REVENUE,))
    assert (view.span, view.tree.switched_on) == (Span.YEAR, ())


def test_that_a_view_far_from_the_tree_is_not_taken(opened: Workbench) -> None:
    room = opened.window.frame.current
    room.restore_view(ViewState(seen=Seen(1.0, 9e9, -9e9)))
    assert not room.canvas.grab().isNull()
    room.canvas.select_key(PROFIT)
    assert room.canvas.view.to_paper(room.canvas.selected_box()).intersects(room.canvas.rect())


@pytest.mark.parametrize(
    "kept", ["", "{", "[]", '{"room": 3}', '{"tree": {"folded": 1}}', '{"span": "eon"}']
)
def test_that_a_view_of_another_program_is_none(kept: str) -> None:
    assert read(kept) is None


def test_that_a_view_of_another_version_is_taken_as_far_as_it_fits() -> None:
    assert read('{"room": "prioritise", "moon": "full"}') == PlanView(room="prioritise")
    assert read(written(PlanView(year=2027))) == PlanView(year=2027)


def test_that_few_views_are_kept(opened: Workbench, tmp_path: Path) -> None:
    preferences = opened.window._preferences
    keep = partial(preferences.keep_view, view="{}")
    for number in range(60):
        keep(tmp_path / f"{number}.kpi")
    assert preferences.view_of(tmp_path / "0.kpi") == ""
    assert preferences.view_of(tmp_path / "59.kpi") == "{}"

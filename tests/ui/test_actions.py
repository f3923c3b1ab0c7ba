"""The table of actions: what every menu, key and help page is made from."""

from __future__ import annotations

import re

from PySide6.QtGui import QKeySequence

from ui.actions import ACTIONS, MENUS, Menu, When
from ui.app import Workbench
from ui.icons import FOLDER
from ui.menus import Situation
from ui.room import DECOMPOSE, PRIORITISE
from workbench.language import LANGUAGES, language

ROWS = tuple(ACTIONS.values())


def test_that_no_action_and_no_key_is_there_twice() -> None:
    listed = [row.id for menu in MENUS for row in menu.rows]
    # In a cell of figures Ctrl+D fills down, elsewhere it duplicates: a spreadsheet's key.
    rows = [row for row in ROWS if row.id != "fill_down"]
    keys = [QKeySequence(each).toString() for row in rows for each in row.keys]
    assert len(listed) == len(set(listed))
    assert len(keys) == len(set(keys))
    assert all(keys)


def test_that_no_key_needs_contortions_on_azerty() -> None:
    single = {each for row in ROWS for key in row.keys for each in re.split(r"\+(?!$)", key)}
    assert single.isdisjoint(set("/\\[]{}#@0123456789"))


def test_that_every_icon_is_there() -> None:
    assert [row.id for row in ROWS if row.icon and not (FOLDER / f"{row.icon}.svg").is_file()] == []


def test_that_each_menu_has_every_mnemonic_once_in_both_languages() -> None:
    for code in LANGUAGES:
        words = language(code)
        bars = [[menu.text for menu in MENUS]]
        within = [e for menu in MENUS for e in menu.entries if isinstance(e, Menu)]
        menus = [*MENUS, *within]
        entries = [[e.text for e in menu.entries if e is not None] for menu in menus]
        for texts in bars + entries:
            shown = [words.text(each) for each in texts]
            letters = [re.search("&(.)", each).group(1).lower() for each in shown]
            assert len(letters) == len(set(letters)), (code, shown)


def test_that_nothing_about_a_plan_is_enabled_without_one() -> None:
    closed = Situation(
        can_undo=True, can_redo=True, room=frozenset(ACTIONS), selection=True, own_scenario=True
    )
    enabled = {row.id for row in ROWS if closed.enables(row)}
    assert enabled == {row.id for row in ROWS if row.when is When.ALWAYS}


def test_that_every_action_is_done_by_somebody_and_nothing_else_is(opened: Workbench) -> None:
    window = opened.window
    done = set(window._handlers)
    for room in (DECOMPOSE, PRIORITISE):
        window.frame.show_room(room)
        done |= set(window.frame.current.action_handlers())
    assert done == set(ACTIONS)

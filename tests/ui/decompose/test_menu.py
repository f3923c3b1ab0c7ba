"""The menu of a card offers what there is to do with a KPI."""

from __future__ import annotations

from examples.shop import REVENUE
from PySide6.QtWidgets import QMenu

from ui.actions import ROLLUPS
from ui.decompose.menu import context_menu
from ui.decompose.room import DecomposeRoom
from ui.document import Document
from ui.theme import ThemeName, load_theme
from workbench.language import language


def test_that_a_roll_up_is_converted_from_the_menu(document: Document, room: DecomposeRoom) -> None:
    document.select(REVENUE)
    theme = load_theme(ThemeName.LIGHT)
    menu = context_menu(room.action_handlers(), document, theme, language("en"), room)
    below = next(each.menu() for each in menu.actions() if each.text() == ROLLUPS.text)
    assert isinstance(below, QMenu)
    assert [each.text() for each in below.actions()] == [row.text for row in ROLLUPS.rows]
    below.actions()[0].trigger()
    assert document.plan.kpis[REVENUE].formula == "clients + arpu"
    document.undo_stack.undo()
    assert document.plan.kpis[REVENUE].formula == "clients * arpu"

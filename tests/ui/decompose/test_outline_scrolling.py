"""What is in view of the outline: never less than there is room for."""

from __future__ import annotations

import pytest
from examples.shop import ARPU, shop
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from models.keys import BASE
from ui.decompose.outline_columns import GROUP_COLUMN, NAME_COLUMN
from ui.decompose.outline_view import OutlineView
from ui.decompose.room import DecomposeRoom
from ui.document import Document


@pytest.fixture
def view(room: DecomposeRoom, document: Document) -> OutlineView:
    room.resize(620, 420)
    document.select(ARPU)
    room.show_outline()
    return room.outline.view


def last_column(view: OutlineView) -> int:
    return len(view.words.columns) - 1


def test_that_rows_above_the_selected_one_are_in_view_where_they_have_room(
    view: OutlineView, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: view.viewport().height() > 300)
    assert view.verticalScrollBar().value() == 0


def test_that_another_plan_is_seen_from_its_beginning(
    view: OutlineView, document: Document
) -> None:
    view.put_cursor(view.cursor_cell[0], last_column(view))
    assert view.horizontalScrollBar().value() > 0
    document.load(shop(), None)
    assert view.horizontalScrollBar().value() == 0


def test_that_home_among_the_names_shows_the_first_figures(view: OutlineView) -> None:
    view.put_cursor(view.cursor_cell[0], last_column(view))
    view.put_cursor(view.cursor_cell[0], NAME_COLUMN)
    assert view.horizontalScrollBar().value() > 0
    QTest.keyClick(view, Qt.Key.Key_Home)
    assert view.horizontalScrollBar().value() == 0
    assert view.words.nodes.keys[view.cursor_cell[0]] == ARPU


def test_that_a_comparison_comes_into_view(view: OutlineView, room: DecomposeRoom) -> None:
    view.put_cursor(view.cursor_cell[0], last_column(view))
    room.compare_with(BASE)
    names = view.header().sectionSize(NAME_COLUMN)
    assert view.header().sectionViewportPosition(GROUP_COLUMN) == names


def test_that_the_cell_of_the_cursor_stays_in_view_while_others_grow(view: OutlineView) -> None:
    column = last_column(view)
    view.put_cursor(view.cursor_cell[0], column)
    header = view.header()
    header.resizeSection(column - 1, header.sectionSize(column - 1) + 200)
    left, width = header.sectionViewportPosition(column), header.sectionSize(column)
    names = header.sectionSize(NAME_COLUMN)
    assert left == names or left + width == view.viewport().width()

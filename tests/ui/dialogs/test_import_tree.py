"""Importing a tree through the window: seen before, one step, and back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from ui.app import Workbench
from ui.dialogs.import_tree.dialog import ImportTreeDialog, Into
from workbench.files.codec import encode
from workbench.tables.columns import ColumnUse

TABLE = (
    "Nom;Parent;Unité;Jan;Fév\nMarge;;€;;\nVentes;Marge;€;1 200,5;1 300\nRabais;Marge;€;abc;-20\n"
)


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "Mon_arbre.csv"
    path.write_text(TABLE, encoding="cp1252")
    return path


def shown(qtbot: QtBot, workbench: Workbench, path: Path) -> ImportTreeDialog:
    dialog = workbench.window.importing.dialog()
    qtbot.addWidget(dialog)
    dialog.read(path)
    qtbot.waitUntil(lambda: dialog.preview is not None or bool(dialog.file.message.text))
    return dialog


def test_that_an_import_is_seen_before_and_is_one_step_with_a_way_back(
    qtbot: QtBot, opened: Workbench, table: Path
) -> None:
    document = opened.document
    before = encode(document.plan)
    dialog = shown(qtbot, opened, table)
    QAbstractItemModelTester(dialog.rows, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert dialog.place is Into.TOP
    assert [dialog.rows.index(row, 1).data().strip() for row in range(3)] == [
        "Marge",
        "Ventes",
        "Rabais",
    ]
    assert dialog.remarks.rowCount() == 1
    assert dialog.preview is not None
    opened.window.importing.take(dialog.preview, dialog.place, table)
    assert document.plan.kpis["marge"].formula == "ventes + rabais"
    assert document.plan.kpis["ventes"].values[:2] == (1200.5, 1300)
    assert document.selection == "marge"
    assert "Mon_arbre.csv" in document.undo_stack.undoText()
    document.undo_stack.undo()
    assert encode(document.plan) == before


def test_that_without_a_plan_a_table_makes_one_of_its_own_name(
    qtbot: QtBot, workbench: Workbench, table: Path
) -> None:
    dialog = shown(qtbot, workbench, table)
    assert dialog.place is Into.NEW_PLAN
    assert dialog.preview is not None
    workbench.window.importing.take(dialog.preview, dialog.place, table)
    assert workbench.files.is_open
    assert workbench.document.plan.name == "Mon arbre"
    assert workbench.document.plan.calendar.count == 2


def test_that_a_column_read_as_something_else_changes_what_is_shown(
    qtbot: QtBot, opened: Workbench, table: Path
) -> None:
    dialog = shown(qtbot, opened, table)
    choice = dialog.columns.choices[1]
    choice.choose(ColumnUse.NOTHING)
    choice.chosen.emit(ColumnUse.NOTHING)
    qtbot.waitUntil(
        lambda: dialog.preview is not None and not dialog.preview.after.kpis["marge"].formula
    )


def test_that_a_file_that_is_no_table_is_explained_beside_its_name(
    qtbot: QtBot, opened: Workbench, tmp_path: Path
) -> None:
    path = tmp_path / "old.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0 old")
    dialog = shown(qtbot, opened, path)
    assert ".xlsx" in dialog.file.message.text
    assert not dialog.button.isEnabled()

"""Importing people through the window: seen before, one step, and back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from models.keys import PersonKey
from ui.app import Workbench
from ui.dialogs.import_people.dialog import ImportPeopleDialog
from workbench.files.codec import encode
from workbench.tables.people_columns import PersonUse

TABLE = (
    "Effectifs\n\nMatricule;Nom;Prénom;Poste;Salaire mensuel brut;Entrée\n"
    "0042;Durand;Zoé;Juriste;4 000,50;01/02/2027\n0042;Durand;Zoé;;;\nTotal;;;;4 000,50;\n"
)


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "effectifs.csv"
    path.write_text(TABLE, encoding="cp1252")
    return path


def shown(qtbot: QtBot, workbench: Workbench, path: Path) -> ImportPeopleDialog:
    dialog = workbench.window.importing_people.dialog()
    qtbot.addWidget(dialog)
    dialog.read(path)
    qtbot.waitUntil(lambda: dialog.preview is not None or bool(dialog.file.message.text))
    return dialog


def test_that_an_import_is_seen_before_and_is_one_step_with_a_way_back(
    qtbot: QtBot, opened: Workbench, table: Path
) -> None:
    document = opened.document
    before, known = encode(document.plan), len(document.plan.people)
    dialog = shown(qtbot, opened, table)
    fatal = QAbstractItemModelTester.FailureReportingMode.Fatal
    for model in (dialog.people, dialog.notes):
        QAbstractItemModelTester(model, fatal, model)
    assert dialog.people.rowCount() == 1 + known
    assert dialog.people.index(0, 2).data() == "Zoé Durand"
    assert dialog.notes.rowCount() == len(dialog.preview.notes if dialog.preview else ()) > 2
    said: list[str] = []
    opened.window.importing_people.said.connect(said.append)
    assert dialog.preview is not None
    opened.window.importing_people.take(dialog.preview, table)
    zoe = document.plan.people[PersonKey("0042")]
    assert (zoe.name, zoe.base_pay) == ("Zoé Durand", 48_006.0)
    assert len(document.plan.people) == known + 1
    assert "effectifs.csv" in document.undo_stack.undoText()
    assert "Juriste" in said[0]
    document.undo_stack.undo()
    assert encode(document.plan) == before


def test_that_columns_are_read_as_somebody_says_and_the_missing_go_only_when_asked(
    qtbot: QtBot, opened: Workbench, table: Path
) -> None:
    dialog = shown(qtbot, opened, table)
    first = dialog.preview
    at = list(PersonUse).index(PersonUse.BASE_PAY)
    dialog.columns.choices[4].activated.emit(at)
    qtbot.waitUntil(lambda: dialog.preview is not first)
    assert dialog.preview is not None
    assert dialog.preview.people[0].person.base_pay == 4_000.5
    second = dialog.preview
    dialog.remove.setChecked(True)
    qtbot.waitUntil(lambda: dialog.preview is not second)
    assert list(dialog.preview.after.people) == ["0042"]


def test_that_a_table_of_something_else_cannot_be_imported(
    qtbot: QtBot, opened: Workbench, tmp_path: Path
) -> None:
    path = tmp_path / "prices.csv"
    path.write_text("Produit;Prix\nVis;3\n", encoding="utf-8")
    dialog = shown(qtbot, opened, path)
    assert not dialog.button.isEnabled()
    dialog.read(tmp_path / "none.csv")
    qtbot.waitUntil(lambda: bool(dialog.file.message.text))
    assert dialog.preview is None

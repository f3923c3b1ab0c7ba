"""Asking whose statements are written, and noting that they were handed out."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from examples.shop import SELLER
from examples.team import canary, team
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from models.edits.life import agree, communicate
from models.life import Stage
from models.plan import Plan
from ui.app import Workbench
from ui.dialogs import statements_dialog
from ui.dialogs.statements_dialog import StatementsDialog
from ui.theme import ThemeName, load_theme
from workbench.files.plan_file import write_plan
from workbench.language import language
from workbench.statement.choosing import Chosen, Scope

DAY = dt.date(2027, 1, 4)


def communicated() -> Plan:
    plan, _ = agree(whole(), on=DAY, by="Ada")
    return communicate(plan, (), on=DAY, by="Ada")[0]


def whole() -> Plan:
    """The team without the exception, so that weights come to 100 %."""
    plan = team()
    design = plan.design
    card = replace(design.scorecards[SELLER], exceptions=type(plan.people)())
    design = replace(design, scorecards=design.scorecards.replacing(card))
    return replace(plan, designs=plan.designs.replacing(design))


@pytest.fixture
def bench(workbench: Workbench, tmp_path: Path) -> Workbench:
    path = tmp_path / "team.kpi"
    write_plan(communicated(), path)
    assert workbench.files.open(path, workbench.window)
    return workbench


def dialog_of(bench: Workbench, folder: Path, person: str | None = None) -> StatementsDialog:
    return StatementsDialog(
        bench.document,
        load_theme(ThemeName.LIGHT),
        language("en"),
        bench.window,
        folder=folder,
        person=person,
    )


def test_that_one_person_or_a_team_is_asked_for(bench: Workbench, tmp_path: Path) -> None:
    person, boss = canary(5)[1], canary(0)[1]
    dialog = dialog_of(bench, tmp_path, person)
    assert dialog.order.people == (person,)
    dialog.who.choose(Chosen(Scope.MANAGER, boss))
    assert len(dialog.order.people) == 15
    dialog.who.choose(Chosen())
    assert dialog.order.people == tuple(bench.document.plan.people)
    dialog.deleteLater()


def test_that_files_are_replaced_only_by_leave(
    bench: Workbench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name, person, _ = canary(5)
    asked: list[str] = []

    def answer(_title: str, question: str, *_rest: object) -> bool:
        asked.append(question)
        return False

    monkeypatch.setattr(statements_dialog, "ask", answer)
    dialog = dialog_of(bench, tmp_path / "nowhere", person)
    dialog.accept()
    assert not dialog.folder.message.isHidden()
    dialog.folder.show_text(str(tmp_path))
    (tmp_path / f"{name} {person}.pdf").touch()
    dialog.accept()
    assert asked == ["1 statement is in the folder already. Replace it?"]
    assert not dialog.result()
    dialog.deleteLater()


@pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)
def test_that_what_was_written_can_count_as_handed_out(
    bench: Workbench, tmp_path: Path, qtbot: QtBot
) -> None:
    document, out = bench.document, tmp_path / "out"
    out.mkdir()
    assert document.plan.life.stage is Stage.COMMUNICATED
    dialog = dialog_of(bench, out, canary(5)[1])
    assert not dialog.noted.isHidden()
    order = replace(dialog.order, people=(canary(5)[1], canary(6)[1]))
    dialog.deleteLater()
    said: list[str] = []
    bench.window.handing_out.said.connect(said.append)
    bench.window.handing_out.write(order, notes=True)
    assert len(list(out.iterdir())) == 2
    assert sorted(document.plan.life.statements) == sorted(order.people)
    assert said == [f"2 statements were written to “{out}”."]
    document.undo_stack.undo()
    assert not document.plan.life.statements
    document.undo_stack.setClean()


def test_that_the_way_there_is_a_button_of_the_page(
    bench: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    frame = bench.window.frame
    frame.show_room("prioritise")
    asked: list[object] = []
    monkeypatch.setattr(bench.window.handing_out, "ask", partial(asked.append))
    room = frame.current
    room.choice.choose_person(canary(7)[1])
    buttons = [
        each.text()
        for each in room.receive.head.findChildren(QWidget)
        if hasattr(each, "text") and "…" in each.text()
    ]
    assert buttons == ["Statement (PDF)…", "All statements…"]
    room.receive.action_asked.emit("statement")
    assert asked == [canary(7)[1]]

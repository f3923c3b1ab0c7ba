"""Many statements at once: each whole, and none more after somebody has stopped."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from examples.team import team
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from models.keys import BASE
from ui.fonts import load_fonts
from ui.statement.batch import Batch, Order, Writer, Written, existing
from ui.statement.words import written_sentence
from workbench.language import language
from workbench.results import results_of


@pytest.fixture
def order(qapp: QApplication, tmp_path: Path) -> Order:
    load_fonts()
    plan = team()
    people = tuple(plan.people)[:6]
    return Order(results_of(plan), people, BASE, language("en"), tmp_path, dt.date(2027, 1, 15))


def run(order: Order, qtbot: QtBot, qapp: QApplication, *, stop_after: int = -1) -> Written:
    parent = QObject(qapp)
    batch = Batch(order, parent)
    seen: list[Written] = []

    def look(written: Written) -> None:
        seen.append(written)
        if len(written.files) == stop_after:
            batch.cancel()

    batch.progressed.connect(look)
    with qtbot.waitSignal(batch.finished, timeout=20_000) as waited:
        batch.start()
    parent.deleteLater()
    assert [len(each.files) for each in seen] == list(range(1, len(seen) + 1))
    assert waited.args is not None
    return waited.args[0]


def assert_whole(folder: Path, written: Written) -> None:
    """Nothing but the files that were told, each from its first byte to its last."""
    assert sorted(folder.iterdir()) == sorted(written.files)
    for path in written.files:
        data = path.read_bytes()
        assert data.startswith(b"%PDF-")
        assert data.endswith(b"%%EOF\n")


def test_that_everybody_gets_a_file(order: Order, qtbot: QtBot, qapp: QApplication) -> None:
    assert existing(order) == []
    written = run(order, qtbot, qapp)
    assert written.people == order.people
    assert not written.cancelled
    assert written.error is None
    assert_whole(order.folder, written)
    assert len(existing(order)) == len(order.people)
    said = written_sentence(written, order.folder, language("en"))
    assert said == f"6 statements were written to “{order.folder}”."


def test_that_a_stopped_batch_leaves_whole_files_only(
    order: Order, qtbot: QtBot, qapp: QApplication
) -> None:
    written = run(order, qtbot, qapp, stop_after=2)
    assert written.cancelled
    assert len(written.files) == 2
    assert_whole(order.folder, written)
    said = written_sentence(written, order.folder, language("en"))
    assert said == "Stopped: 2 of 6 statements were written, each of them whole."


def test_that_what_is_at_work_when_it_is_stopped_is_whole_or_not_there(
    order: Order, qtbot: QtBot, qapp: QApplication
) -> None:
    parent = QObject(qapp)
    batch = Batch(order, parent)
    with qtbot.waitSignal(batch.finished, timeout=20_000) as waited:
        batch.start()
        batch.cancel()
    parent.deleteLater()
    assert waited.args is not None
    written = waited.args[0]
    assert written.cancelled
    assert len(written.files) <= 1
    assert_whole(order.folder, written)


def test_that_nobody_is_the_end_at_once(order: Order, qtbot: QtBot, qapp: QApplication) -> None:
    assert run(replace(order, people=()), qtbot, qapp).files == ()


def test_that_a_mistake_of_the_program_ends_it_too(
    order: Order, qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    def wrong(*_: object) -> None:
        raise ValueError

    monkeypatch.setattr(Writer, "write", wrong)
    with qtbot.captureExceptions() as raised:
        assert run(order, qtbot, qapp).files == ()
        qtbot.waitUntil(lambda: bool(raised))


def test_that_a_folder_that_is_gone_stops_it_with_its_reason(
    order: Order, qtbot: QtBot, qapp: QApplication
) -> None:
    order = replace(order, folder=order.folder / "gone")
    written = run(order, qtbot, qapp)
    assert written.files == ()
    assert written.error is not None
    assert "folder" in written_sentence(written, order.folder, language("en"))

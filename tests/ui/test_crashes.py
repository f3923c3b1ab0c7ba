"""What nobody foresaw: noted, kept safe, and told once."""

from __future__ import annotations

import logging
import threading
from functools import partial
from pathlib import Path

import pytest
from examples.shop import LEADS
from pytestqt.qtbot import QtBot

from models.edits.kpis import rename
from ui import crashes
from ui.app import Workbench
from ui.crashes import Crashes
from workbench.files.recovery import recovery_for


def test_that_a_crash_in_any_thread_keeps_the_work_and_is_told_once_by_the_window(
    opened: Workbench,
    plan_file: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    told: list[tuple[str, threading.Thread]] = []

    def tell(_title: str, sentence: str, *_: object) -> None:
        told.append((sentence, threading.current_thread()))
        # While the dialog is open, more goes wrong.
        taker._tell()

    monkeypatch.setattr(crashes, "tell", tell)
    opened.document.apply("Rename", partial(rename, key=LEADS, name="Prospects"))
    log = plan_file.with_name("the.log")
    taker = Crashes(opened.recovery, log, lambda: opened.language, opened)
    error = ValueError("not foreseen")
    with caplog.at_level(logging.CRITICAL):
        thread = threading.Thread(target=taker.take, args=(ValueError, error, None))
        thread.start()
        thread.join()
        assert told == []
        qtbot.waitUntil(lambda: bool(told))
    assert len(told) == 1
    assert "the.log" in told[0][0]
    assert told[0][1] is threading.main_thread()
    assert "ValueError: not foreseen" in caplog.text
    assert recovery_for(plan_file).plan == opened.document.plan

"""Garbage is looked for at rest, in the window's thread, and left to Python at the end."""

from __future__ import annotations

import gc

from examples.shop import shop
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from ui import collecting
from ui.collecting import Collecting
from ui.document import Document


def test_that_garbage_is_looked_for_by_a_timer_only(qtbot: QtBot) -> None:
    parent = QObject()
    document = Document(shop(), parent=parent)
    keeper = Collecting(document, parent)
    try:
        assert not gc.isenabled()
        document.load(shop(), None)
        assert gc.get_freeze_count() > 0
        circles: list[list[int]] = [[] for _ in range(collecting._MANY + 1)]
        with qtbot.waitSignal(keeper._timer.timeout, timeout=3 * collecting._EVERY_MS):
            keeper._timer.setInterval(1)
        assert gc.get_count()[0] < len(circles)
    finally:
        keeper.end()
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0

"""Qt deletes what is Qt's: Python's search for garbage, in whatever thread, finds only shells."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from pytestqt.qtbot import QtBot
from shiboken6 import Shiboken

from ui.app import Workbench
from ui.background import _Post


@pytest.fixture
def unsearched() -> Iterator[None]:
    gc.collect()
    gc.disable()
    yield
    gc.set_debug(0)
    gc.garbage.clear()
    gc.enable()


@pytest.mark.usefixtures("unsearched")
def test_that_a_window_that_went_leaves_nothing_of_qt_to_python(
    opened: Workbench, qtbot: QtBot
) -> None:
    # What other tests left is theirs.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    old = opened.window
    for action in ("explain", "palette", "view_both", "catalogue", "room_prioritise"):
        old._do(action)
    opened.rebuild()
    with qtbot.waitSignal(old.destroyed):
        del old
    gc.set_debug(gc.DEBUG_SAVEALL)
    assert gc.collect() > 0
    shells = [each for each in gc.garbage if isinstance(each, QObject)]
    assert len(shells) > 100
    # Nothing is ever sent to a post, so it may go in any thread.
    alive = [each for each in shells if Shiboken.isValid(each) and not isinstance(each, _Post)]
    assert not alive

"""The Decompose room of a small plan, on screen."""

from __future__ import annotations

import pytest
from examples.pointing import Mouse
from examples.shop import shop
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from models.calendar import Calendar, Month
from models.plan import Plan
from ui.decompose.canvas import TreeCanvas
from ui.decompose.room import DecomposeRoom
from ui.document import Document
from ui.fonts import load_fonts
from ui.theme import ThemeName, load_theme
from workbench.language import language


@pytest.fixture
def plan() -> Plan:
    """The plan of the document; a test may ask for another one."""
    return shop()


@pytest.fixture
def empty_plan() -> Plan:
    return Plan("New", Calendar(Month(2027, 1)), language="en")


@pytest.fixture
def document(qtbot: QtBot, plan: Plan) -> Document:
    load_fonts()
    return Document(plan)


@pytest.fixture
def host(qtbot: QtBot) -> QWidget:
    # Somebody must keep it: what it holds goes with it.
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1070, 760)
    return window


@pytest.fixture
def room(document: Document, host: QWidget, qtbot: QtBot) -> DecomposeRoom:
    shown = DecomposeRoom(document, load_theme(ThemeName.LIGHT), language("en"), host)
    shown.resize(1070, 760)
    with qtbot.waitExposed(host):
        host.show()
    host.activateWindow()
    return shown


@pytest.fixture
def canvas(room: DecomposeRoom) -> TreeCanvas:
    room.canvas.setFocus()
    return room.canvas


@pytest.fixture
def mouse(canvas: TreeCanvas) -> Mouse:
    return Mouse(canvas)

"""The Prioritise room of a small plan, on screen."""

from __future__ import annotations

import pytest
from examples.shop import STRETCH, shop
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.document import Document
from ui.fonts import load_fonts
from ui.prioritise.room import PrioritiseRoom
from ui.theme import ThemeName, load_theme
from workbench.language import language


@pytest.fixture
def document(qtbot: QtBot) -> Document:
    load_fonts()
    opened = Document(shop())
    opened.show_scenario(STRETCH)
    return opened


@pytest.fixture
def host(qtbot: QtBot) -> QWidget:
    # Somebody must keep it: what it holds goes with it.
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1000, 760)
    return window


@pytest.fixture
def room(document: Document, host: QWidget) -> PrioritiseRoom:
    shown = PrioritiseRoom(document, load_theme(ThemeName.LIGHT), language("en"), host)
    shown.resize(1000, 760)
    host.show()
    return shown

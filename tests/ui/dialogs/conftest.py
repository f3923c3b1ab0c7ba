"""A small plan, and a window that dialogs open over."""

from __future__ import annotations

import pytest
from examples.shop import shop
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.document import Document
from ui.fonts import load_fonts


@pytest.fixture
def document(qtbot: QtBot) -> Document:
    load_fonts()
    return Document(shop())


@pytest.fixture
def host(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1024, 600)
    window.show()
    return window

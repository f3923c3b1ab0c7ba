"""An inspector of a small plan, on screen."""

from __future__ import annotations

import pytest
from examples.shop import shop
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.document import Document
from ui.fonts import load_fonts
from ui.inspector.inspector import Inspector
from ui.theme import ThemeName, load_theme
from workbench.language import language


@pytest.fixture
def document(qtbot: QtBot) -> Document:
    load_fonts()
    return Document(shop())


@pytest.fixture
def host(qtbot: QtBot) -> QWidget:
    # Somebody must keep it: what it holds goes with it.
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(320, 900)
    return window


@pytest.fixture
def inspector(document: Document, host: QWidget) -> Inspector:
    shown = Inspector(document, load_theme(ThemeName.LIGHT), language("en"), host)
    shown.resize(320, 900)
    host.show()
    return shown

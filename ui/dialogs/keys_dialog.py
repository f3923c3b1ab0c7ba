"""The page of keys, made from the table of actions."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QWidget

from ui.actions import MENUS, ActionRow
from ui.dialogs.dialog import Dialog
from ui.fonts import TextStyle
from ui.theme import Theme
from ui.widgets.text import text_label
from workbench.language import Language


def keys_words(row: ActionRow) -> str:
    """Return the keys of an action as the system writes them."""
    native = QKeySequence.SequenceFormat.NativeText
    return " · ".join(QKeySequence(keys).toString(native) for keys in row.keys)


def without_mnemonic(text: str) -> str:
    """Return the words of a menu entry as they read elsewhere."""
    return text.replace("&", "").rstrip("…")


class KeysDialog(Dialog):
    """Every action that has keys, menu by menu, in two columns."""

    def __init__(self, theme: Theme, language: Language, parent: QWidget) -> None:
        super().__init__(language.text("Keys"), theme, parent)
        page = QWidget(self)
        grid = QGridLayout(page)
        grid.setContentsMargins(0, 0, theme.space.gap, 0)
        grid.setHorizontalSpacing(theme.space.inset)
        grid.setVerticalSpacing(5)
        grid.setColumnMinimumWidth(2, theme.space.room)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(3, 1)
        blocks = [
            (without_mnemonic(language.text(menu.text)), rows)
            for menu in MENUS
            if (rows := [e for e in menu.entries if isinstance(e, ActionRow) and e.keys])
        ]
        total = sum(len(rows) + 2 for _, rows in blocks)
        at, column = 0, 0
        for title, rows in blocks:
            if column == 0 and at + len(rows) / 2 > total / 2:
                at, column = 0, 3
            heading = text_label(title, page, style=TextStyle.BODY_STRONG)
            heading.setContentsMargins(0, 8 if at else 0, 0, 2)
            grid.addWidget(heading, at, column, 1, 2)
            for place, row in enumerate(rows, at + 1):
                words = without_mnemonic(language.text(row.text))
                keys = text_label(keys_words(row), page, colour=theme.colours.text_quiet)
                grid.addWidget(text_label(words, page), place, column)
                grid.addWidget(keys, place, column + 1, Qt.AlignmentFlag.AlignRight)
            at += len(rows) + 1
        grid.setRowStretch(total, 1)
        scroll = QScrollArea(self)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(page)
        scroll.setMinimumSize(page.sizeHint().width() + 16, 200)
        self.body.addWidget(scroll)
        self.add_button(language.text("Close"), primary=True).clicked.connect(self.accept)
        screen = self.screen().availableGeometry().height()
        self.resize(self.sizeHint().width(), min(page.sizeHint().height() + 110, screen - 80))

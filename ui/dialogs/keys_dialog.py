"""The page of keys, made from the table of actions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.action_words import keys_words, without_mnemonic
from ui.actions import MENUS
from ui.dialogs.dialog import Dialog
from ui.dialogs.other_keys import OTHER_KEYS
from ui.fonts import TextStyle
from ui.theme import Theme
from ui.widgets.text import text_label
from workbench.language import Language

_ROW_GAP = 5
_ROOM_AROUND = 110
"""Pixels that title and button take beside the page itself."""


@dataclass(frozen=True, slots=True)
class _Block:
    """Keys under one heading: pairs of what they do and how they are written."""

    title: str
    rows: tuple[tuple[str, str], ...]

    @property
    def height(self) -> int:
        """In rows, with the heading and the gap before the next block."""
        return len(self.rows) + 2


class KeysDialog(Dialog):
    """Every action that has keys, and the keys that are no actions, in columns."""

    def __init__(self, theme: Theme, language: Language, parent: QWidget) -> None:
        super().__init__(language.text("Keys"), theme, parent)
        page = QWidget(self)
        columns = QHBoxLayout(page)
        columns.setContentsMargins(0, 0, theme.space.gap, 0)
        columns.setSpacing(theme.space.room + theme.space.gap)
        for blocks in _balanced(tuple(_blocks(language)), 2):
            column = QVBoxLayout()
            column.setSpacing(theme.space.inset)
            for block in blocks:
                column.addWidget(_block_widget(block, theme, page))
            column.addStretch(1)
            columns.addLayout(column, 1)
        scroll = QScrollArea(self)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setAccessibleName(language.text("Keys"))
        scroll.setWidget(page)
        scroll.setMinimumSize(page.sizeHint().width() + 16, 200)
        self.body.addWidget(scroll)
        close = self.add_button(language.text("Close"), primary=True)
        close.clicked.connect(self.accept)
        # The arrows scroll at once.
        scroll.setFocus()
        screen = self.screen().availableGeometry().height()
        height = min(page.sizeHint().height() + _ROOM_AROUND, screen - 80)
        self.resize(self.sizeHint().width(), height)


def _blocks(language: Language) -> Iterable[_Block]:
    for menu in MENUS:
        rows = tuple(
            (without_mnemonic(language.text(entry.text)), keys_words(entry))
            for entry in menu.rows
            if entry.keys
        )
        if rows:
            yield _Block(without_mnemonic(language.text(menu.text)), rows)
    for others in OTHER_KEYS:
        rows = tuple((language.text(each.text), language.text(each.keys)) for each in others.rows)
        yield _Block(language.text(others.title), rows)


def _balanced(blocks: Sequence[_Block], count: int) -> list[list[_Block]]:
    """Share blocks out to ``count`` columns, in their order, of about the same height."""
    total = sum(block.height for block in blocks)
    columns: list[list[_Block]] = [[] for _ in range(count)]
    done = 0
    for block in blocks:
        # Where the middle of a block lies decides its column.
        columns[min(count - 1, int((done + block.height / 2) * count / total))].append(block)
        done += block.height
    return columns


def _block_widget(block: _Block, theme: Theme, parent: QWidget) -> QWidget:
    widget = QWidget(parent)
    grid = QGridLayout(widget)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(theme.space.inset)
    grid.setVerticalSpacing(_ROW_GAP)
    grid.setColumnStretch(0, 1)
    grid.addWidget(text_label(block.title, widget, style=TextStyle.BODY_STRONG), 0, 0, 1, 2)
    for place, (words, keys) in enumerate(block.rows, 1):
        label = text_label(keys, widget, colour=theme.colours.text_quiet)
        grid.addWidget(text_label(words, widget), place, 0)
        grid.addWidget(label, place, 1, Qt.AlignmentFlag.AlignRight)
    return widget

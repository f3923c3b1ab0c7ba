"""The page of keys, made from the table of actions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from ui.action_words import keys_words, without_mnemonic
from ui.actions import MENUS
from ui.dialogs.dialog import Dialog
from ui.dialogs.other_keys import OTHER_KEYS
from ui.fonts import TextStyle
from ui.theme import Theme
from ui.widgets.error_field import Field
from ui.widgets.text import text_label
from workbench.language import NO_VALUE, Language
from workbench.matching import Query, folded

_ROW_GAP = 5
_AROUND = 24
"""Pixels of the window that stay in view around a tall dialog."""
_ROOM_AROUND = 160
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


class _SearchField(Field):
    """The field above the page; Escape closes, and the arrows scroll what is found."""

    def __init__(self, theme: Theme, parent: QWidget, *, name: str, page: QScrollArea) -> None:
        super().__init__(theme, parent, name=name)
        self.setPlaceholderText(name)
        self._page = page

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hand on what is not typed."""
        bar = self._page.verticalScrollBar()
        steps = {
            Qt.Key.Key_Up: -bar.singleStep(),
            Qt.Key.Key_Down: bar.singleStep(),
            Qt.Key.Key_PageUp: -bar.pageStep(),
            Qt.Key.Key_PageDown: bar.pageStep(),
        }
        step = steps.get(Qt.Key(event.key()))
        if step is not None:
            bar.setValue(bar.value() + step)
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)


class KeysDialog(Dialog):
    """Every action, and the keys that are no actions, by topic, with a field to search them.

    Attributes:
        field: what is searched.
    """

    def __init__(self, theme: Theme, language: Language, parent: QWidget) -> None:
        text = language.text
        super().__init__(text("Keys"), theme, parent)
        self._blocks = tuple(_blocks(language))
        self._nothing = text("Nothing found. Try other letters.")
        self._scroll = QScrollArea(self)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setAccessibleName(text("Keys"))
        self.field = _SearchField(
            theme, self, name=text("Search actions and keys"), page=self._scroll
        )
        self.field.textChanged.connect(self._show)
        self.body.addWidget(self.field)
        self.body.addWidget(self._scroll, 1)
        close = self.add_button(text("Close"), primary=True)
        close.clicked.connect(self.accept)
        page = self._show("")
        # Room for all of it, so that nothing jumps while it is searched.
        self._scroll.setMinimumSize(page.sizeHint().width() + 16, 200)
        self.field.setFocus()
        room = min(self.screen().availableGeometry().height() - 80, parent.window().height())
        height = min(page.sizeHint().height() + _ROOM_AROUND, room - _AROUND)
        self.resize(self.sizeHint().width(), height)

    def _show(self, sought: str) -> QWidget:
        """Show what fits a search, all of it where nothing is searched."""
        theme = self._theme
        page = QWidget(self._scroll)
        columns = QHBoxLayout(page)
        columns.setContentsMargins(0, 0, theme.space.gap, 0)
        columns.setSpacing(theme.space.room + theme.space.gap)
        blocks = _fitting(self._blocks, sought)
        if not blocks:
            quiet = theme.colours.text_quiet
            columns.addWidget(text_label(self._nothing, page, colour=quiet))
        for part in _balanced(blocks, 2) if blocks else ():
            column = QVBoxLayout()
            column.setSpacing(theme.space.inset)
            for block in part:
                column.addWidget(_block_widget(block, theme, page))
            column.addStretch(1)
            columns.addLayout(column, 1)
        self._scroll.setWidget(page)
        return page


def _blocks(language: Language) -> Iterable[_Block]:
    for menu in MENUS:
        rows = tuple(
            (without_mnemonic(language.text(entry.text)), keys_words(entry) or NO_VALUE)
            for entry in menu.rows
        )
        yield _Block(without_mnemonic(language.text(menu.text)), rows)
    for others in OTHER_KEYS:
        rows = tuple((language.text(each.text), language.text(each.keys)) for each in others.rows)
        yield _Block(language.text(others.title), rows)


def _fitting(blocks: Sequence[_Block], sought: str) -> tuple[_Block, ...]:
    """Return the rows that fit a search, by their words, their keys or their topic."""
    query = Query(sought)
    if query.is_empty:
        return tuple(blocks)
    found = (
        _Block(
            block.title,
            tuple(
                row
                for row in block.rows
                if query.score(folded(f"{row[0]} {row[1]} {block.title}"), plainly=True) is not None
            ),
        )
        for block in blocks
    )
    return tuple(block for block in found if block.rows)


def _balanced(blocks: Sequence[_Block], count: int) -> list[list[_Block]]:
    """Share blocks out to ``count`` columns, in their order, of about the same height."""
    total = sum(block.height for block in blocks)
    columns: list[list[_Block]] = [[] for _ in range(count)]
    done = 0
    for block in blocks:
        # Where the middle of a block lies decides its column; that of a single one is the first.
        columns[int((done + (block.height - 1) / 2) * count / total)].append(block)
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

"""The members of a dimension and the share of each, typed or pasted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from ui.clipboard_table import read_table
from ui.tables.cell_table import Cell, EntryTable, Index, Tone
from ui.tables.table_view import CalmTable
from ui.theme import Theme
from workbench.figures_typed import SHARE, figure_text, parse_figure
from workbench.language import Language, NumberError

NAME, PART = 0, 1
_ROWS_SEEN: Final = 5


@dataclass(frozen=True, slots=True)
class MemberShare:
    """One member: its name, and its share where somebody said."""

    name: str
    share: float | None = None


class MemberTable(EntryTable):
    """Members with shares. Of a new dimension names are typed too, in a free row at the end."""

    changed = Signal()
    """Members or shares are others."""

    def __init__(self, language: Language, parent: QObject) -> None:
        super().__init__(parent)
        self._language = language
        self._members: tuple[MemberShare, ...] = ()
        self._open = False
        self._show()

    @property
    def members(self) -> tuple[MemberShare, ...]:
        """The members, in order."""
        return self._members

    @property
    def shares(self) -> tuple[float | None, ...]:
        """Their shares."""
        return tuple(each.share for each in self._members)

    def show_members(self, members: Sequence[MemberShare], *, growing: bool) -> None:
        """Show other members; ``growing``: they are of a dimension that is being made."""
        self._open = growing
        self._put(tuple(members))

    def put_shares(self, shares: Sequence[float | None]) -> None:
        """Give every member another share."""
        self._put(
            tuple(
                replace(each, share=share)
                for each, share in zip(self._members, shares, strict=True)
            )
        )

    def paste(self, index: Index, text: str) -> str:
        """Take a list of names, or of names and shares, or of shares; return why not."""
        rows = read_table(text)
        at = index.row()
        members = list(self._members)
        for offset, row in enumerate(row for row in rows if any(each.strip() for each in row)):
            words = [each.strip() for each in row]
            place = at + offset
            if index.column() == PART:
                words = ["", words[0]]
            name, share = words[0], words[1] if len(words) > 1 else ""
            if place >= len(members):
                if not self._open or not name:
                    break
                members.append(MemberShare(name))
            try:
                read = parse_figure(share, SHARE, self._language).value if share else None
            except NumberError as error:
                return str(error)
            there = members[place]
            keeps_name = not self._open or not name
            members[place] = MemberShare(
                there.name if keeps_name else name, there.share if read is None else read
            )
        sentence = self._same_names(members)
        if not sentence:
            self._put(tuple(members))
        return sentence

    @override
    def fault(self, index: Index, text: str) -> str:
        """Return why ``text`` cannot be entered; empty where it can."""
        if index.column() == PART:
            try:
                share = parse_figure(text, SHARE, self._language).value if text.strip() else 0.0
            except NumberError as error:
                return str(error)
            if share < 0.0:
                return self._language.text("A share is 0 or more.")
            return ""
        return self._same_names(self._renamed(index.row(), text))

    @override
    def enter(self, index: Index, text: str) -> None:
        """Enter a name or a share; an empty name takes the member away."""
        row = index.row()
        if index.column() == NAME:
            self._put(tuple(self._renamed(row, text)))
            return
        share = parse_figure(text, SHARE, self._language).value if text.strip() else None
        members = list(self._members)
        members[row] = replace(members[row], share=share)
        self._put(tuple(members))

    def _renamed(self, row: int, text: str) -> list[MemberShare]:
        members, name = list(self._members), " ".join(text.split())
        if row >= len(members):
            names = (" ".join(each.split()) for each in re.split("[,;]", text))
            return [*members, *(MemberShare(each) for each in names if each)]
        if not name:
            return members[:row] + members[row + 1 :]
        members[row] = replace(members[row], name=name)
        return members

    def _same_names(self, members: Sequence[MemberShare]) -> str:
        seen: set[str] = set()
        for each in members:
            if each.name.casefold() in seen:
                return self._language.text("“{name}” is there already.", name=each.name)
            seen.add(each.name.casefold())
        return ""

    def _put(self, members: tuple[MemberShare, ...]) -> None:
        self._members = members
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        language = self._language
        rows = [
            [
                Cell(each.name, right=False, edit=each.name if self._open else None),
                Cell(
                    language.share(each.share) if each.share is not None else "–",
                    edit=figure_text(each.share, SHARE, language),
                    tone=Tone.PLAIN if each.share is not None else Tone.QUIET,
                ),
            ]
            for each in self._members
        ]
        if self._open:
            invitation = language.text("Type a member, or paste a list")
            rows.append([Cell(invitation, edit="", tone=Tone.QUIET, right=False), Cell()])
        self.show_cells((language.text("Member"), language.text("Share")), rows)


class MemberView(CalmTable):
    """The table on screen: a few members at once, and a list pasted at the cursor."""

    def __init__(self, theme: Theme, language: Language, parent: QWidget) -> None:
        super().__init__(
            theme, parent, name=language.text("Members and shares"), most_rows=_ROWS_SEEN
        )
        self.setFixedWidth(300)

    @override
    def fit(self) -> None:
        """Leave the share whole; a long name is elided."""
        super().fit()
        if self.model() is not None and self.model().columnCount() > PART:
            share = self.columnWidth(PART)
            self.setColumnWidth(NAME, max(80, self.viewport().width() - share))

    @override
    def sizeHint(self) -> QSize:
        """Return the width of a name and a share."""
        return QSize(300, super().sizeHint().height())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Paste a list from the cursor on."""
        model, index = self.model(), self.currentIndex()
        pastes = event.matches(QKeySequence.StandardKey.Paste)
        if pastes and index.isValid() and isinstance(model, MemberTable):
            sentence = model.paste(index, QGuiApplication.clipboard().text())
            if sentence:
                self.refused.emit(self.visualRect(index), sentence)
            else:
                self.settled.emit()
            return
        if event.key() == Qt.Key.Key_Space:
            event.accept()
            return
        super().keyPressEvent(event)

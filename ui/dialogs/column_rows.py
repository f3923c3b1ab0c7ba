"""The columns of a sheet, one below the other, with what each is read as."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QWidget

from ui.fonts import TextStyle
from ui.inspector.choice import NamedChoice
from ui.theme import Theme
from ui.widgets.text import text_label
from workbench.language import Language
from workbench.table_words import column_letter
from workbench.tables.sheet import Sheet, text_of

_EXAMPLES = 3
_MOST = 60
"""Columns that are offered; a table of a tree has no more, and each is a widget."""


@dataclass(frozen=True, slots=True)
class ColumnChoice:
    """That column ``at``, from 0, holds ``use``."""

    at: int
    use: Hashable


class ColumnRows(QScrollArea):
    """Lets whoever imports say what a column holds, where the guess is wrong."""

    chosen = Signal(object)
    """ColumnChoice: a column holds something else."""

    def __init__(
        self,
        theme: Theme,
        language: Language,
        parent: QWidget,
        *,
        uses: Sequence[tuple[Hashable, str]],
    ) -> None:
        """Offer ``uses``, each with its words."""
        super().__init__(parent)
        self._uses = uses
        self._theme = theme
        self._language = language
        self._headed_by = -1
        self._sheet: Sheet | None = None
        self.choices: tuple[NamedChoice, ...] = ()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_sheet(self, sheet: Sheet, heading: int, chosen: Sequence[Hashable]) -> None:
        """Show the columns of a sheet, below its row of headings, as they are read."""
        self._sheet, self._headed_by = sheet, heading
        theme, page = self._theme, QWidget(self)
        grid = QGridLayout(page)
        grid.setContentsMargins(0, 0, theme.space.gap, 0)
        grid.setHorizontalSpacing(theme.space.inset)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        choices: list[NamedChoice] = []
        for at, use in enumerate(chosen[:_MOST]):
            headline = self._heading(at)
            title = text_label(headline, page, style=TextStyle.BODY_STRONG)
            title.setMaximumWidth(230)
            title.setToolTip(headline)
            examples = text_label(
                self._examples(at), page, style=TextStyle.SMALL, colour=theme.colours.text_quiet
            )
            examples.setMinimumWidth(60)
            choice = NamedChoice(
                theme,
                page,
                label="",
                name=self._language.text("{column} is read as", column=headline),
            )
            choice.set_choices(self._uses)
            choice.choose(use)
            choice.chosen.connect(partial(self._chosen, at))
            choice.setFixedWidth(190)
            grid.addWidget(title, at, 0)
            grid.addWidget(examples, at, 1)
            grid.addWidget(choice, at, 2)
            choices.append(choice)
        grid.setRowStretch(len(choices), 1)
        self.choices = tuple(choices)
        self.setWidget(page)

    def _heading(self, at: int) -> str:
        sheet, heading = self._sheet, self._headed_by
        words = "" if sheet is None or heading < 0 else text_of(sheet.rows[heading][at])
        letter = self._language.text("Column {letter}", letter=column_letter(at))
        return f"{letter} · {words}" if words else letter

    def _examples(self, at: int) -> str:
        if self._sheet is None:
            return ""
        below = self._sheet.rows[self._headed_by + 1 :]
        found = [words for row in below if (words := text_of(row[at]))]
        return " · ".join(each[:24] for each in found[:_EXAMPLES])

    def _chosen(self, at: int, use: Hashable) -> None:
        self.chosen.emit(ColumnChoice(at, use))

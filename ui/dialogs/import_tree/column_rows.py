"""The columns of a sheet, one below the other, with what each is read as."""

from __future__ import annotations

from collections.abc import Hashable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QWidget

from ui.fonts import TextStyle
from ui.inspector.choice import NamedChoice
from ui.theme import Theme
from ui.widgets.text import text_label
from workbench.language import Language
from workbench.table_words import column_letter, use_word
from workbench.tables.columns import ColumnUse, Mapping, reading_as
from workbench.tables.sheet import Sheet, text_of

_EXAMPLES = 3
_MOST = 60
"""Columns that are offered; a table of a tree has no more, and each is a widget."""


class ColumnRows(QScrollArea):
    """Lets whoever imports say what a column holds, where the guess is wrong."""

    changed = Signal(object)
    """Mapping: a column holds something else."""

    def __init__(self, theme: Theme, language: Language, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._language = language
        self._mapping = Mapping(-1, ())
        self._sheet: Sheet | None = None
        self.choices: tuple[NamedChoice, ...] = ()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_sheet(self, sheet: Sheet, mapping: Mapping) -> None:
        """Show the columns of a sheet as they are read."""
        self._sheet, self._mapping = sheet, mapping
        theme, page = self._theme, QWidget(self)
        grid = QGridLayout(page)
        grid.setContentsMargins(0, 0, theme.space.gap, 0)
        grid.setHorizontalSpacing(theme.space.inset)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        choices: list[NamedChoice] = []
        for at, column in enumerate(mapping.columns[:_MOST]):
            heading = self._heading(at)
            title = text_label(heading, page, style=TextStyle.BODY_STRONG)
            title.setMaximumWidth(190)
            title.setToolTip(heading)
            examples = text_label(
                self._examples(at), page, style=TextStyle.SMALL, colour=theme.colours.text_quiet
            )
            examples.setMinimumWidth(60)
            choice = NamedChoice(
                theme,
                page,
                label="",
                name=self._language.text("{column} is read as", column=heading),
            )
            choice.set_choices([(use, use_word(use, self._language)) for use in ColumnUse])
            choice.choose(column.use)
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
        sheet, heading = self._sheet, self._mapping.heading
        words = "" if sheet is None or heading < 0 else text_of(sheet.rows[heading][at])
        letter = self._language.text("Column {letter}", letter=column_letter(at))
        return f"{letter} · {words}" if words else letter

    def _examples(self, at: int) -> str:
        if self._sheet is None:
            return ""
        below = self._sheet.rows[self._mapping.heading + 1 :]
        found = [words for row in below if (words := text_of(row[at]))]
        return " · ".join(each[:24] for each in found[:_EXAMPLES])

    def _chosen(self, at: int, use: Hashable) -> None:
        sheet = self._sheet
        if sheet is None or not isinstance(use, ColumnUse):
            return
        self._mapping = reading_as(self._mapping, sheet, at, use)
        self.changed.emit(self._mapping)

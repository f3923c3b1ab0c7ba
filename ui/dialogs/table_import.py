"""What dialogs that import tables share: how a table is read, and what it comes to."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from ui.background import Answer, Background
from ui.dialogs.column_rows import ColumnChoice, ColumnRows
from ui.dialogs.dialog import Dialog
from ui.inspector.choice import NamedChoice
from ui.theme import Theme
from ui.widgets.button import Button
from ui.widgets.error_field import ErrorField
from ui.widgets.segmented import Choice, SegmentedSwitch
from ui.widgets.text import text_label
from workbench.language import Language
from workbench.table_words import table_sentence
from workbench.tables.faults import TableError
from workbench.tables.sheet import Sheet, text_of

_HEADINGS_OFFERED = 15
_CELLS_SAID = 8
_SIZE = (880, 540)


class TableImportDialog(Dialog):
    """File, sheet, headings and columns above what becomes of each row.

    Attributes:
        file: the field with the path.
        sheets: the choice of sheets.
        headings: the choice of the row of headings.
        columns: what each column is read as.
        options: where a dialog puts what else is asked of the table.
        beside: where it puts what is asked of the rows.
        button: imports.
    """

    def __init__(
        self,
        title: str,
        theme: Theme,
        language: Language,
        parent: QWidget,
        *,
        columns: ColumnRows,
    ) -> None:
        """Ask for a file; ``columns`` shows what its columns are read as."""
        text = language.text
        super().__init__(title, theme, parent)
        self.language = language
        self._tables: tuple[Sheet, ...] = ()
        self._reading = Background(self)
        self._reading.answered.connect(self._read)
        self._placing = Background(self)
        self._placing.answered.connect(self._placed)
        self.file = ErrorField(theme, self, name=text("File"))
        self.file.field.committed.connect(self._open_typed)
        self.file.field.cancelled.connect(self.reject)
        self.sheets = NamedChoice(theme, self, label=text("Sheet"))
        self.sheets.chosen.connect(self._sheet_chosen)
        self.headings = NamedChoice(theme, self, label=text("Headings"))
        self.headings.chosen.connect(self._headings_chosen)
        self.columns = columns
        columns.setParent(self)
        columns.chosen.connect(self._column_chosen)
        self._side = SegmentedSwitch(theme, self, name=text("What is shown of the table"))
        self._side.chosen.connect(self.show_side)
        self._sides: dict[Hashable, QWidget] = {"columns": columns}
        self.said = text_label("", self, colour=theme.colours.text_quiet, wraps=True)
        self.options = QHBoxLayout()
        self.options.setSpacing(theme.space.gap)
        self.beside = QHBoxLayout()
        self.resize(*_SIZE)

    def arrange(self, theme: Theme, *, becomes: QWidget, remarked: QWidget) -> None:
        """Put everything in its place, once both tables are made."""
        self._sides |= {"rows": becomes, "remarks": remarked}
        text = self.language.text
        browse = Button(theme, self, text=text("Browse…"))
        browse.clicked.connect(self.browse)
        first = QHBoxLayout()
        first.setSpacing(theme.space.gap)
        first.addWidget(self.file, 1)
        first.addWidget(browse)
        second = QHBoxLayout()
        second.setSpacing(theme.space.gap)
        second.addWidget(self.sheets, 1)
        second.addWidget(self.headings, 1)
        second.addLayout(self.options, 1)
        self._stack = QWidget(self)
        stacked = QVBoxLayout(self._stack)
        stacked.setContentsMargins(0, 0, 0, 0)
        stacked.addWidget(self.columns, 100)
        stacked.addWidget(becomes, 100)
        stacked.addWidget(remarked, 100)
        stacked.addStretch(1)
        bar = QHBoxLayout()
        bar.addWidget(self._side)
        bar.addStretch(1)
        bar.addLayout(self.beside)
        self.body.addLayout(first)
        self.body.addLayout(second)
        self.body.addLayout(bar)
        self.body.addWidget(self._stack, 1)
        self.body.addWidget(self.said)
        self.add_button(text("Cancel")).clicked.connect(self.reject)
        self.button = self.add_button(text("Import"), primary=True)
        self.button.clicked.connect(self.accept)
        self.offer_sides(0)
        self.show_side("rows")
        self._show_sheet_parts()

    # What a dialog says of its own tables

    def tables_of(self, path: Path) -> Callable[[], tuple[Sheet, ...]]:
        """Return what reads the tables of a file, in a pool thread."""
        raise NotImplementedError

    def understood(self, sheet: Sheet) -> int:
        """Return how many columns of a sheet are understood."""
        raise NotImplementedError

    def show_guess(self, sheet: Sheet, heading: int | None) -> int:
        """Guess how a sheet is to be read, below a row of headings if one is given.

        Returns:
            The row of the headings.
        """
        raise NotImplementedError

    def read_as(self, at: int, use: Hashable) -> None:
        """Read a column as something else."""
        raise NotImplementedError

    def question(self, sheet: Sheet) -> Callable[[], object]:
        """Return what works out what the import comes to, in a pool thread."""
        raise NotImplementedError

    def show_answer(self, answer: object) -> str:
        """Show what the import comes to, and return it in a sentence."""
        raise NotImplementedError

    def forget(self) -> None:
        """There is nothing to import."""
        raise NotImplementedError

    def also_shown(self) -> tuple[QWidget, ...]:
        """Return what else is there only while there is a table."""
        return ()

    # What is chosen

    def read(self, path: Path) -> None:
        """Read a file and show what it comes to."""
        self.file.show_text(str(path))
        self.file.clear_error()
        self.said.setText(self.language.text("Reading…"))
        self._reading.ask(self.tables_of(path))

    def browse(self) -> None:
        """Ask for the file."""
        text = self.language.text
        kinds = f"{text('Tables')} (*.xlsx *.xlsm *.csv *.tsv *.txt)"
        start = str(Path(self.file.text).parent) if self.file.text.strip() else ""
        name, _ = QFileDialog.getOpenFileName(self, self.windowTitle(), start, kinds)
        if name:
            self.read(Path(name))

    def _open_typed(self, text: str) -> None:
        if text.strip():
            self.read(Path(text.strip()).expanduser())

    def _read(self, answer: Answer) -> None:
        if isinstance(answer.error, TableError):
            self._tables = ()
            self.file.show_error(table_sentence(answer.error, self.language))
            self.forget()
            self.button.setEnabled(False)
            self.said.setText("")
            self._show_sheet_parts()
            return
        if answer.error is not None:
            raise answer.error
        self._tables = _sheets(answer.value)
        names = [
            (at, sheet.name or self.language.text("The table"))
            for at, sheet in enumerate(self._tables)
        ]
        self.sheets.set_choices(names)
        # The sheet of which most columns are understood is most likely the one.
        best = max(range(len(self._tables)), key=self._understood)
        self.sheets.choose(best)
        self._sheet_chosen(best)

    def _understood(self, at: int) -> int:
        return self.understood(self._tables[at])

    def _sheet_chosen(self, at: Hashable) -> None:
        if isinstance(at, int) and 0 <= at < len(self._tables):
            self._show_mapping(None)

    def _headings_chosen(self, row: Hashable) -> None:
        if isinstance(row, int):
            self._show_mapping(row)

    def _column_chosen(self, choice: ColumnChoice) -> None:
        self.read_as(choice.at, choice.use)
        self.ask()

    # What is shown

    @property
    def sheet(self) -> Sheet | None:
        """The sheet that is read."""
        at = self.sheets.value
        return self._tables[at] if isinstance(at, int) and at < len(self._tables) else None

    def _show_mapping(self, chosen: int | None) -> None:
        sheet = self.sheet
        if sheet is None:
            return
        heading = self.show_guess(sheet, chosen)
        none = (-1, self.language.text("none"))
        rows = [
            (at, self.language.text("row {row}: {words}", row=at + 1, words=_words(sheet, at)))
            for at in range(min(len(sheet.rows), _HEADINGS_OFFERED))
        ]
        self.headings.set_choices([none, *rows])
        self.headings.choose(heading)
        self._show_sheet_parts()
        self.ask()

    def ask(self) -> None:
        """Work out anew what the import comes to."""
        sheet = self.sheet
        if sheet is not None:
            self._placing.ask(self.question(sheet))

    def _placed(self, answer: Answer) -> None:
        if answer.error is not None:
            raise answer.error
        self.said.setText(self.show_answer(answer.value))

    def _show_sheet_parts(self) -> None:
        there = bool(self._tables)
        self.sheets.setVisible(len(self._tables) > 1)
        for part in (self.headings, self._side, self._stack, *self.also_shown()):
            part.setVisible(there)
        if not there:
            self.button.setEnabled(False)

    def show_side(self, side: Hashable) -> None:
        """Show what becomes of the rows, the columns, or the remarks: one by its word."""
        self._side.choose(side)
        for name, part in self._sides.items():
            part.setVisible(name == side)

    def offer_sides(self, remarks: int) -> None:
        """Offer what can be shown of the table; remarks only where there are any."""
        text = self.language.text
        sides = [Choice("rows", text("What it becomes")), Choice("columns", text("Columns"))]
        if remarks:
            count = self.language.number(remarks)
            sides.append(Choice("remarks", text("Remarks ({count})", count=count)))
        shown = self._side.value
        self._side.set_choices(sides)
        self.show_side(shown if shown in {side.value for side in sides} else "rows")


def _sheets(value: object) -> tuple[Sheet, ...]:
    listed = value if isinstance(value, tuple) else ()
    return tuple(each for each in listed if isinstance(each, Sheet))


def _words(sheet: Sheet, at: int) -> str:
    """Return the first words of a row; what has no room in the choice is cut there."""
    return " · ".join([words for cell in sheet.rows[at] if (words := text_of(cell))][:_CELLS_SAID])

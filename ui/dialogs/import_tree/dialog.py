"""Asks how a table is to be read as a tree of KPIs, and shows what it comes to."""

from __future__ import annotations

from collections.abc import Hashable
from enum import Enum
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from models.keys import KpiKey
from models.plan import Plan
from ui.background import Answer, Background
from ui.dialogs.dialog import Dialog
from ui.dialogs.import_tree.column_rows import ColumnRows
from ui.dialogs.import_tree.result_table import RemarkTable, ResultTable
from ui.inspector.choice import NamedChoice
from ui.tables.table_view import CalmTable
from ui.theme import Theme
from ui.widgets.button import Button
from ui.widgets.error_field import ErrorField
from ui.widgets.segmented import Choice, SegmentedSwitch
from ui.widgets.text import text_label
from workbench.language import Language
from workbench.table_words import table_sentence
from workbench.tables.columns import Mapping, guess, headed
from workbench.tables.faults import TableError
from workbench.tables.preview import Preview, fitting, preview
from workbench.tables.reading import read_sheets
from workbench.tables.sheet import Sheet, text_of

_HEADINGS_OFFERED = 15
_CELLS_SAID = 8
_MOST_ROWS = 10
_SIZE = (880, 540)


class Into(Enum):
    """Where an imported tree goes."""

    NEW_PLAN = "new"
    TOP = "top"
    BELOW = "below"


class ImportTreeDialog(Dialog):
    """File, sheet, headings and columns at the left of what becomes of each row.

    Attributes:
        file: the field with the path.
        sheets: the choice of sheets.
        headings: the choice of the row of headings.
        into: the choice of where the tree goes.
        columns: what each column is read as.
        becomes: the table of what becomes of each row, :attr:`rows` its cells.
        remarks: what is worth knowing about rows.
        preview: what the import comes to; None while there is nothing to import.
    """

    def __init__(
        self,
        theme: Theme,
        language: Language,
        parent: QWidget,
        *,
        plan: Plan | None,
        empty: Plan,
        selected: KpiKey | None,
    ) -> None:
        """Ask for an import into ``plan``, if one is open, or into the ``empty`` one."""
        text = language.text
        super().__init__(text("Import a KPI tree"), theme, parent)
        self._plan, self._empty, self._selected = plan, empty, selected
        self._language = language
        self._tables: tuple[Sheet, ...] = ()
        self._mapping = Mapping(-1, ())
        self.preview: Preview | None = None
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
        self.into = NamedChoice(theme, self, label=text("Into"))
        self.into.chosen.connect(self._into_chosen)
        self.columns = ColumnRows(theme, language, self)
        self.columns.changed.connect(self._columns_chosen)
        self.rows = ResultTable(language, self)
        self.becomes = CalmTable(
            theme, self, name=text("What becomes of each row"), most_rows=_MOST_ROWS, wide=1
        )
        self.becomes.show_model(self.rows)
        self.remarks = RemarkTable(language, self)
        self._remarked = CalmTable(theme, self, name=text("Remarks"), most_rows=_MOST_ROWS, wide=2)
        self._remarked.show_model(self.remarks)
        self._side = SegmentedSwitch(theme, self, name=text("What is shown of the table"))
        self._side.chosen.connect(self.show_side)
        self._said = text_label("", self, colour=theme.colours.text_quiet, wraps=True)
        self._arrange(theme)
        self.add_button(text("Cancel")).clicked.connect(self.reject)
        self.button = self.add_button(text("Import"), primary=True)
        self.button.clicked.connect(self.accept)
        self._offer_places()
        self._offer_sides(0)
        self.show_side("rows")
        self._show_sheet_parts()
        self.resize(*_SIZE)

    @property
    def place(self) -> Into:
        """Where the tree goes."""
        value = self.into.value
        return value if isinstance(value, Into) else Into.NEW_PLAN

    def read(self, path: Path) -> None:
        """Read a file and show what it comes to."""
        self.file.show_text(str(path))
        self.file.clear_error()
        self._said.setText(self._language.text("Reading…"))
        self._reading.ask(partial(read_sheets, path))

    def accept(self) -> None:
        """Import, where there is something to."""
        if self.preview is not None and self.preview.rows:
            super().accept()

    # What is chosen

    def browse(self) -> None:
        """Ask for the file."""
        text = self._language.text
        kinds = f"{text('Tables')} (*.xlsx *.xlsm *.csv *.tsv *.txt)"
        start = str(Path(self.file.text).parent) if self.file.text.strip() else ""
        name, _ = QFileDialog.getOpenFileName(self, text("Import a KPI tree"), start, kinds)
        if name:
            self.read(Path(name))

    def _open_typed(self, text: str) -> None:
        if text.strip():
            self.read(Path(text.strip()).expanduser())

    def _read(self, answer: Answer) -> None:
        if isinstance(answer.error, TableError):
            self._tables = ()
            self.file.show_error(table_sentence(answer.error, self._language))
            self._nothing()
            return
        if answer.error is not None:
            raise answer.error
        self._tables = _sheets(answer.value)
        names = [
            (at, sheet.name or self._language.text("The table"))
            for at, sheet in enumerate(self._tables)
        ]
        self.sheets.set_choices(names)
        # The sheet of which most columns are understood is most likely the one.
        best = max(range(len(self._tables)), key=self._understood)
        self.sheets.choose(best)
        self._sheet_chosen(best)

    def _understood(self, at: int) -> int:
        mapping = guess(self._tables[at])
        return sum(column.use.value != "nothing" for column in mapping.columns)

    def _sheet_chosen(self, at: Hashable) -> None:
        if isinstance(at, int) and 0 <= at < len(self._tables):
            self._show_mapping(guess(self._tables[at]))

    def _headings_chosen(self, row: Hashable) -> None:
        sheet = self._sheet
        if sheet is not None and isinstance(row, int):
            self._show_mapping(headed(sheet, row))

    def _columns_chosen(self, mapping: Mapping) -> None:
        self._mapping = mapping
        self._ask()

    def _into_chosen(self, _value: Hashable) -> None:
        self._ask()

    # What is shown

    @property
    def _sheet(self) -> Sheet | None:
        at = self.sheets.value
        return self._tables[at] if isinstance(at, int) and at < len(self._tables) else None

    def _show_mapping(self, mapping: Mapping) -> None:
        sheet = self._sheet
        if sheet is None:
            return
        self._mapping = mapping
        none = (-1, self._language.text("none"))
        rows = [
            (at, self._language.text("row {row}: {words}", row=at + 1, words=_words(sheet, at)))
            for at in range(min(len(sheet.rows), _HEADINGS_OFFERED))
        ]
        self.headings.set_choices([none, *rows])
        self.headings.choose(mapping.heading)
        self.columns.show_sheet(sheet, mapping)
        self._show_sheet_parts()
        self._ask()

    def _ask(self) -> None:
        sheet = self._sheet
        if sheet is None:
            return
        into = self.place
        plan, under = self._plan, None
        if plan is None or into is Into.NEW_PLAN:
            plan = fitting(self._empty, self._mapping)
        elif into is Into.BELOW:
            under = self._selected
        self._placing.ask(partial(preview, plan, sheet, self._mapping, self._language, under=under))

    def _placed(self, answer: Answer) -> None:
        if answer.error is not None:
            raise answer.error
        if not isinstance(answer.value, Preview):
            return
        self.preview = answer.value
        self.rows.show_preview(self.preview)
        self.remarks.show_preview(self.preview)
        self._offer_sides(len(self.preview.remarks))
        self.button.setEnabled(bool(self.preview.rows))
        self._said.setText(self._summary(self.preview))

    def _summary(self, shown: Preview) -> str:
        language = self._language
        if not shown.rows:
            return language.text("No row has a name. Say which column holds the names.")
        told = language.plural("{count} KPI is read.", "{count} KPIs are read.", len(shown.rows))
        if not shown.remarks:
            return told
        remarks = language.plural("{count} remark.", "{count} remarks.", len(shown.remarks))
        return f"{told} {remarks}"

    def _nothing(self) -> None:
        self.preview = None
        self.button.setEnabled(False)
        self._said.setText("")
        self._show_sheet_parts()

    def _show_sheet_parts(self) -> None:
        there = bool(self._tables)
        self.sheets.setVisible(len(self._tables) > 1)
        for part in (self.headings, self.into, self._side, self._stack):
            part.setVisible(there)
        if not there:
            self.button.setEnabled(False)

    def show_side(self, side: Hashable) -> None:
        """Show what becomes of the rows, the columns, or the remarks: one by its word."""
        self._side.choose(side)
        self.columns.setVisible(side == "columns")
        self.becomes.setVisible(side == "rows")
        self._remarked.setVisible(side == "remarks")

    def _offer_sides(self, remarks: int) -> None:
        text = self._language.text
        sides = [Choice("rows", text("What it becomes")), Choice("columns", text("Columns"))]
        if remarks:
            count = self._language.number(remarks)
            sides.append(Choice("remarks", text("Remarks ({count})", count=count)))
        shown = self._side.value
        self._side.set_choices(sides)
        self.show_side(shown if shown in {side.value for side in sides} else "rows")

    def _offer_places(self) -> None:
        text, plan = self._language.text, self._plan
        offered: list[tuple[Hashable, str]] = [(Into.NEW_PLAN, text("a new plan"))]
        if plan is not None:
            offered = [(Into.TOP, text("this plan, at the top")), *offered]
        selected = self._selected
        if plan is not None and selected is not None and selected in plan.kpis:
            name = plan.kpis[selected].name
            offered.insert(1, (Into.BELOW, text("this plan, below “{name}”", name=name)))
        self.into.set_choices(offered)
        self.into.choose(offered[0][0])

    def _arrange(self, theme: Theme) -> None:
        browse = Button(theme, self, text=self._language.text("Browse…"))
        browse.clicked.connect(self.browse)
        first = QHBoxLayout()
        first.setSpacing(theme.space.gap)
        first.addWidget(self.file, 1)
        first.addWidget(browse)
        second = QHBoxLayout()
        second.setSpacing(theme.space.gap)
        second.addWidget(self.sheets, 1)
        second.addWidget(self.headings, 1)
        second.addWidget(self.into, 1)
        self._stack = QWidget(self)
        stacked = QVBoxLayout(self._stack)
        stacked.setContentsMargins(0, 0, 0, 0)
        stacked.addWidget(self.columns, 100)
        stacked.addWidget(self.becomes)
        stacked.addWidget(self._remarked)
        stacked.addStretch(1)
        bar = QHBoxLayout()
        bar.addWidget(self._side)
        bar.addStretch(1)
        self.body.addLayout(first)
        self.body.addLayout(second)
        self.body.addLayout(bar)
        self.body.addWidget(self._stack, 1)
        self.body.addWidget(self._said)


def _sheets(value: object) -> tuple[Sheet, ...]:
    listed = value if isinstance(value, tuple) else ()
    return tuple(each for each in listed if isinstance(each, Sheet))


def _words(sheet: Sheet, at: int) -> str:
    """Return the first words of a row; what has no room in the choice is cut there."""
    return " · ".join([words for cell in sheet.rows[at] if (words := text_of(cell))][:_CELLS_SAID])

"""Asks how a table is to be read as a tree of KPIs, and shows what it comes to."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from enum import Enum
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from models.keys import KpiKey
from models.plan import Plan
from ui.dialogs.column_rows import ColumnRows
from ui.dialogs.import_tree.result_table import RemarkTable, ResultTable
from ui.dialogs.table_import import TableImportDialog
from ui.inspector.choice import NamedChoice
from ui.tables.table_view import CalmTable
from ui.theme import Theme
from workbench.language import Language
from workbench.table_words import use_word
from workbench.tables.columns import ColumnUse, Mapping, guess, headed, reading_as
from workbench.tables.preview import Preview, fitting, preview
from workbench.tables.reading import read_sheets
from workbench.tables.sheet import Sheet

_MOST_ROWS = 10


class Into(Enum):
    """Where an imported tree goes."""

    NEW_PLAN = "new"
    TOP = "top"
    BELOW = "below"


class ImportTreeDialog(TableImportDialog):
    """Asks about a tree.

    Attributes:
        into: the choice of where the tree goes.
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
        uses = [(use, use_word(use, language)) for use in ColumnUse]
        columns = ColumnRows(theme, language, parent, uses=uses)
        super().__init__(text("Import a KPI tree"), theme, language, parent, columns=columns)
        self._plan, self._empty, self._selected = plan, empty, selected
        self._mapping = Mapping(-1, ())
        self.preview: Preview | None = None
        self.into = NamedChoice(theme, self, label=text("Into"))
        self.into.chosen.connect(self._into_chosen)
        self.options.addWidget(self.into, 1)
        self.rows = ResultTable(language, self)
        self.becomes = CalmTable(
            theme, self, name=text("What becomes of each row"), most_rows=_MOST_ROWS, wide=1
        )
        self.becomes.show_model(self.rows)
        self.remarks = RemarkTable(language, self)
        remarked = CalmTable(theme, self, name=text("Remarks"), most_rows=_MOST_ROWS, wide=2)
        remarked.show_model(self.remarks)
        self._offer_places()
        self.arrange(theme, becomes=self.becomes, remarked=remarked)

    @property
    def place(self) -> Into:
        """Where the tree goes."""
        value = self.into.value
        return value if isinstance(value, Into) else Into.NEW_PLAN

    def accept(self) -> None:
        """Import, where there is something to."""
        if self.preview is not None and self.preview.rows:
            super().accept()

    @override
    def tables_of(self, path: Path) -> Callable[[], tuple[Sheet, ...]]:
        """Return what reads a file; one that lies on its side is turned."""
        return partial(read_sheets, path)

    @override
    def understood(self, sheet: Sheet) -> int:
        """Return how many columns are understood."""
        return sum(column.use is not ColumnUse.NOTHING for column in guess(sheet).columns)

    @override
    def show_guess(self, sheet: Sheet, heading: int | None) -> int:
        """Guess how a sheet is to be read."""
        self._mapping = guess(sheet) if heading is None else headed(sheet, heading)
        uses = [column.use for column in self._mapping.columns]
        self.columns.show_sheet(sheet, self._mapping.heading, uses)
        return self._mapping.heading

    @override
    def read_as(self, at: int, use: Hashable) -> None:
        """Read a column as something else."""
        sheet = self.sheet
        if sheet is not None and isinstance(use, ColumnUse):
            self._mapping = reading_as(self._mapping, sheet, at, use)

    @override
    def question(self, sheet: Sheet) -> Callable[[], object]:
        """Return what works out what the import comes to."""
        into = self.place
        plan, under = self._plan, None
        if plan is None or into is Into.NEW_PLAN:
            plan = fitting(self._empty, self._mapping)
        elif into is Into.BELOW:
            under = self._selected
        return partial(preview, plan, sheet, self._mapping, self.language, under=under)

    @override
    def show_answer(self, answer: object) -> str:
        """Show what becomes of the rows."""
        if not isinstance(answer, Preview):
            return ""
        self.preview = answer
        self.rows.show_preview(answer)
        self.remarks.show_preview(answer)
        self.offer_sides(len(answer.remarks))
        self.button.setEnabled(bool(answer.rows))
        language = self.language
        if not answer.rows:
            return language.text("No row has a name. Say which column holds the names.")
        told = language.plural("{count} KPI is read.", "{count} KPIs are read.", len(answer.rows))
        if not answer.remarks:
            return told
        remarks = language.plural("{count} remark.", "{count} remarks.", len(answer.remarks))
        return f"{told} {remarks}"

    @override
    def forget(self) -> None:
        """There is nothing to import."""
        self.preview = None

    @override
    def also_shown(self) -> tuple[QWidget, ...]:
        """Ask where a tree goes only while there is one."""
        return (self.into,)

    def _into_chosen(self, _value: Hashable) -> None:
        self.ask()

    def _offer_places(self) -> None:
        text, plan = self.language.text, self._plan
        offered: list[tuple[Hashable, str]] = [(Into.NEW_PLAN, text("a new plan"))]
        if plan is not None:
            offered = [(Into.TOP, text("this plan, at the top")), *offered]
        selected = self._selected
        if plan is not None and selected is not None and selected in plan.kpis:
            name = plan.kpis[selected].name
            offered.insert(1, (Into.BELOW, text("this plan, below “{name}”", name=name)))
        self.into.set_choices(offered)
        self.into.choose(offered[0][0])

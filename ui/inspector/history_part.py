"""What a KPI came to before the plan, which formulas over time read."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from models.edits.kpis import update_kpi
from models.keys import KpiKey
from models.kpi import Kpi
from ui.fonts import TextStyle
from ui.inspector.entry import Entry
from ui.inspector.part import Desk, Part
from ui.widgets.text import text_label
from workbench.history_typed import history_text, parse_history
from workbench.language import NumberError


class HistoryPart(Part):
    """One line of figures, the oldest first."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        text = desk.language.text
        super().__init__(desk, parent, text("Before the plan"), folded=True)
        self._key = KpiKey("")
        self.entry = Entry(
            desk.theme, self, label="", name=text("Figures of the periods before the plan")
        )
        self.entry.committed.connect(self._commit)
        self.body.addWidget(self.entry)
        self.body.addWidget(
            text_label(
                text(
                    "The oldest first, a semicolon between two: what lag, spread and cohorts read "
                    "before the first period."
                ),
                self,
                style=TextStyle.SMALL,
                colour=desk.theme.colours.text_quiet,
                wraps=True,
            )
        )

    @override
    def show_kpi(self, kpi: Kpi, *, another: bool) -> None:
        """Show what ``kpi`` came to before the plan."""
        self._key = kpi.key
        written = history_text(kpi.history, kpi.unit, self.desk.language)
        if another:
            self.entry.show_another(written)
        else:
            self.entry.show_truth(written)

    def _commit(self, typed: str) -> None:
        kpi = self.desk.document.plan.kpis[self._key]
        try:
            history = parse_history(typed, kpi.unit, self.desk.language)
        except NumberError as error:
            self.entry.refuse(str(error))
            return
        label = self.desk.language.text("What {name} came to before the plan", name=kpi.name)
        self.desk.attempt(self.entry, label, partial(update_kpi, key=self._key, history=history))

"""Through whom a KPI is paid: positions, their weight on it, and what it pays them."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from models.kpi import Kpi
from ui.inspector.fact_line import FactLine
from ui.inspector.part import Desk, Part
from workbench.analysis.receipts import PaidThrough, paid_through


class PaidPart(Part):
    """One line per position that is paid for a KPI."""

    may_hide: ClassVar[bool] = True

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(desk, parent, desk.language.text("Paid through"))
        self._lines: list[FactLine] = []

    @property
    def lines(self) -> tuple[FactLine, ...]:
        """The lines on screen."""
        return tuple(line for line in self._lines if not line.isHidden())

    @override
    def show_kpi(self, kpi: Kpi, *, another: bool) -> None:
        """Show who is paid for ``kpi`` in the shown scenario; nothing where nobody is."""
        document = self.desk.document
        found = paid_through(document.results, document.scenario, kpi.key)
        self.setVisible(bool(found))
        while len(self._lines) < len(found):
            line = FactLine(self.desk.theme, self)
            self._lines.append(line)
            self.body.addWidget(line)
        for place, line in enumerate(self._lines):
            line.setVisible(place < len(found))
            if place < len(found):
                self._show(line, found[place])

    def _show(self, line: FactLine, paid: PaidThrough) -> None:
        language, plan = self.desk.language, self.desk.document.plan
        name = plan.positions[paid.position].name
        if paid.holders != 1:
            name = f"{name} ({paid.holders})"
        words = f"{name} · {language.share(paid.weight)}"
        line.show_fact(words, language.short_money(paid.amount, plan.currency))

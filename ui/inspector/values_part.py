"""The figures of a KPI in the base and in each scenario, over the shown periods."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from models.keys import BASE, KpiKey, ScenarioKey
from models.kpi import Kpi
from models.plan import Plan
from ui.icons import icon
from ui.inspector.entry import Entry
from ui.inspector.part import Desk, Part
from ui.widgets.button import Button, ButtonLook
from workbench.analysis.group_value import is_detached, set_group_value
from workbench.analysis.reasons import why_not
from workbench.figures_typed import parse_figure
from workbench.language import NO_VALUE, NumberError
from workbench.pulse import relative_change


class ScenarioLine(QObject):
    """One figure: its entry, and the way back to the base where a scenario left it."""

    committed = Signal(object, str)
    """The scenario, and what was typed."""
    following = Signal(object)
    """The scenario, whose figure is to follow the base again."""

    def __init__(self, desk: Desk, scenario: ScenarioKey, parent: QWidget) -> None:
        super().__init__(parent)
        self.scenario = scenario
        self.entry = Entry(desk.theme, parent, label=" ")
        self.button = Button(
            desk.theme,
            parent,
            icon=icon("link", desk.theme),
            look=ButtonLook.BARE,
            name=desk.language.text("Follow the base again"),
        )
        self.entry.row.addWidget(self.button)
        self.entry.committed.connect(self._commit)
        self.button.clicked.connect(self._follow)

    def _commit(self, text: str) -> None:
        self.committed.emit(self.scenario, text)

    def _follow(self) -> None:
        self.following.emit(self.scenario)


class ValuesPart(Part):
    """One line for the base and one for each scenario."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(desk, parent, " ")
        self._lines: dict[ScenarioKey, ScenarioLine] = {}
        self._key = KpiKey("")

    @property
    def lines(self) -> dict[ScenarioKey, ScenarioLine]:
        """The lines on screen, by scenario."""
        return self._lines

    @override
    def show_kpi(self, kpi: Kpi, *, another: bool) -> None:
        """Show the figures of ``kpi``."""
        document, language = self.desk.document, self.desk.language
        self._key = kpi.key
        title = language.text("Values · {group}", group=language.group_label(document.group))
        self.set_title(title)
        self._arrange((BASE, *document.plan.scenarios))
        for scenario, line in self._lines.items():
            self._show_line(document.plan, kpi, scenario, line, another=another)

    def _arrange(self, scenarios: tuple[ScenarioKey, ...]) -> None:
        """Have one line per scenario, in order."""
        if tuple(self._lines) == scenarios:
            return
        for line in self._lines.values():
            self.body.removeWidget(line.entry)
            line.entry.hide()
            line.entry.deleteLater()
            line.deleteLater()
        self._lines = {}
        for scenario in scenarios:
            line = ScenarioLine(self.desk, scenario, self)
            line.committed.connect(self._commit)
            line.following.connect(self._follow)
            self.body.addWidget(line.entry)
            self._lines[scenario] = line

"""The figures of a KPI in the base and in each scenario, over the shown periods."""

from __future__ import annotations

import math
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from models.edits.drivers import follow_base
from models.keys import BASE, KpiKey, ScenarioKey
from models.kpi import Kpi
from models.plan import Plan
from ui.aims import Aim
from ui.icons import icon
from ui.inspector.entry import Entry
from ui.inspector.part import Desk, Part
from ui.widgets.button import Button, ButtonLook
from ui.widgets.tab_order import tab_before
from workbench.analysis.detachment import detachment
from workbench.analysis.group_value import set_group_value
from workbench.analysis.reasons import reason_sentence, why_not
from workbench.figures_typed import parse_figure
from workbench.language import NO_VALUE, NumberError
from workbench.pulse import relative_change
from workbench.targets_typed import parse_target


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

    aimed = Signal(object)
    """Aim: a figure was typed over one that is worked out."""
    explain_asked = Signal()
    """Somebody wants to see why the figure is what it is."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(desk, parent, " ")
        self.why = Button(
            desk.theme,
            self,
            text=desk.language.text("Why this figure"),
            icon=icon("explain", desk.theme),
            look=ButtonLook.BARE,
        )
        self.why.clicked.connect(self.explain_asked)
        self.body.addWidget(self.why, 0, Qt.AlignmentFlag.AlignLeft)
        self._lines: dict[ScenarioKey, ScenarioLine] = {}
        self._key = KpiKey("")

    @property
    def lines(self) -> dict[ScenarioKey, ScenarioLine]:
        """The lines on screen, by scenario."""
        return self._lines

    @property
    def shown_field(self) -> QWidget:
        """The figure of the scenario on screen."""
        return self._entry(self.desk.document.scenario)

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
            # Nothing half typed may be handed over by what leaves the screen.
            line.entry.settle()
            self.body.removeWidget(line.entry)
            line.entry.hide()
            line.entry.deleteLater()
            line.deleteLater()
        self._lines = {}
        for scenario in scenarios:
            line = ScenarioLine(self.desk, scenario, self)
            line.committed.connect(self._commit)
            line.following.connect(self._follow)
            self.body.insertWidget(self.body.count() - 1, line.entry)
            line.entry.show()
            self._lines[scenario] = line
        tab_before(self.why, (line.entry.field for line in self._lines.values()))

    def _show_line(
        self, plan: Plan, kpi: Kpi, scenario: ScenarioKey, line: ScenarioLine, *, another: bool
    ) -> None:
        """Show one figure, how far it is from the base, and why there is none."""
        document, language = self.desk.document, self.desk.language
        group, values = document.group, document.results.values
        figure = values.group(kpi.key, scenario, group)
        base = values.group(kpi.key, BASE, group)
        named = scenario != BASE
        name = plan.scenarios[scenario].name if named else language.text("Base")
        entry = line.entry
        entry.field.set_label(name, strong=scenario == document.scenario)
        entry.field.setAccessibleName(
            language.text("{kpi}, {scenario}", kpi=kpi.name, scenario=name)
        )
        entry.set_editable(editable=bool(group.periods))
        written = language.figure(figure, kpi.unit, plan.currency)
        if another:
            entry.show_another(written)
        else:
            entry.show_truth(written)
        change = relative_change(figure, base)
        differs = named and math.isfinite(change) and change != 0.0
        own = detachment(plan, scenario, kpi.key, group.periods)
        aside = language.change(change) if differs else ""
        if own is not None and own.factor is not None:
            # It keeps following the base, of which it is a part.
            aside = f"×\u00a0{language.share(own.factor)}"
        entry.field.set_aside(aside)
        line.button.setVisible(own is not None)
        reason = None
        if not math.isfinite(figure) and group.periods:
            reason = why_not(plan, values, kpi.key, scenario, group)
        # What all scenarios lack is said once, below the base.
        said = reason is not None and (not named or math.isfinite(base))
        entry.explain(reason_sentence(reason, plan, language) if said and reason else "")

    def _commit(self, scenario: ScenarioKey, text: str) -> None:
        """Make what was typed the figure of the shown group."""
        document, language, entry = self.desk.document, self.desk.language, self._entry(scenario)
        kpi = document.plan.kpis[self._key]
        if not kpi.is_driver:
            self._aim(scenario, text)
            return
        value: float | None = None
        note = ""
        if text.strip() not in {"", NO_VALUE}:
            try:
                typed = parse_figure(text, kpi.unit, language)
            except NumberError as error:
                entry.refuse(str(error))
                return
            value, note = typed.value, typed.note
        label = language.text("Change {name}", name=kpi.name)
        edit = partial(
            set_group_value,
            values=document.results.values,
            key=kpi.key,
            value=value,
            scenario=scenario,
            group=document.group,
        )
        self.desk.attempt(entry, label, edit, note)

    def _aim(self, scenario: ScenarioKey, text: str) -> None:
        """Make what was typed a target: the figure itself stays what its drivers make it."""
        document, language, entry = self.desk.document, self.desk.language, self._entry(scenario)
        plan, group = document.plan, document.group
        now = document.results.values.group(self._key, scenario, group)
        try:
            parse_target(text, plan.kpis[self._key].unit, now, plan.currency, language)
        except NumberError as error:
            if text.strip():
                entry.refuse(str(error))
                return
        entry.settle()
        self.aimed.emit(Aim(self._key, scenario, group, text))

    def _follow(self, scenario: ScenarioKey) -> None:
        """Let a scenario follow the base again, over the shown group."""
        document, language = self.desk.document, self.desk.language
        name = document.plan.kpis[self._key].name
        label = language.text("Let {name} follow the base", name=name)
        edit = partial(
            follow_base, scenario=scenario, key=self._key, periods=document.group.periods
        )
        entry = self._entry(scenario)
        if self.desk.attempt(entry, label, edit):
            entry.setFocus()

    def _entry(self, scenario: ScenarioKey) -> Entry:
        return self._lines[scenario].entry

"""Targets taken from a scenario: old and new side by side, and kept only when asked."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtWidgets import QScrollArea, QWidget
from typing_extensions import override

from models.keys import BASE, ScenarioKey
from ui.dialogs.dialog import Dialog
from ui.inspector.choice import NamedChoice
from ui.prioritise.card_desk import CardDesk
from ui.tables.cell_table import Cell, EntryTable, Index, Tone
from ui.tables.table_view import CalmTable
from ui.theme import Theme
from ui.widgets.error_field import Message
from ui.widgets.text import text_label
from workbench.analysis.card_targets import TargetChange, scenario_targets, take_targets

_SIZE: Final = QSize(680, 460)
_YES: Final = "✓"


class ChangeTable(EntryTable):
    """Targets as stored and as a scenario has them, each to be taken or left."""

    chosen_changed = Signal()
    """Other targets are to be taken."""

    def __init__(self, desk: CardDesk, parent: QObject) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self._desk = desk
        self._changes: tuple[TargetChange, ...] = ()
        self._left: set[tuple[str, int]] = set()

    def show_changes(self, changes: tuple[TargetChange, ...]) -> None:
        """Show other changes; what was left out stays so."""
        self._changes = changes
        self._show()

    @property
    def taken(self) -> tuple[TargetChange, ...]:
        """What is to be taken, and differs."""
        return tuple(
            each
            for each in self._changes
            if each.after is not None
            and each.after != each.before
            and (each.measure, each.number) not in self._left
        )

    @override
    def suggestions(self, index: Index) -> tuple[str, ...]:
        """Return yes and no, in the first column."""
        del index
        return self._words()

    @override
    def fault(self, index: Index, text: str) -> str:
        """Return why a text is neither yes nor no; clearing is no."""
        yes, no = self._words()
        wanted = text.strip().casefold()
        if not wanted or wanted == _YES or any(w.casefold().startswith(wanted) for w in (yes, no)):
            return ""
        return self._desk.language.text("Type {yes} or {no}.", yes=yes, no=no)

    @override
    def enter(self, index: Index, text: str) -> None:
        """Take a target, or leave it."""
        wanted = text.strip().casefold()
        takes = bool(wanted) and (wanted == _YES or self._words()[0].casefold().startswith(wanted))
        change = self._changes[index.row()]
        place = (change.measure, change.number)
        self._left = self._left - {place} if takes else self._left | {place}
        self._show()
        self.chosen_changed.emit()

    def _words(self) -> tuple[str, str]:
        text = self._desk.language.text
        return text("yes"), text("no")

    def _show(self) -> None:
        desk, language = self._desk, self._desk.language
        names = desk.measures()
        yes, no = self._words()
        rows: list[list[Cell]] = []
        for change in self._changes:
            unit = desk.unit(change.kpi)
            left = (change.measure, change.number) in self._left
            figures = [
                language.figure(each, unit, desk.plan.currency)
                for each in (change.before, change.after)
            ]
            tone = Tone.QUIET if left or change.after == change.before else Tone.PLAIN
            rows.append(
                [
                    Cell(no if left else yes, edit=no if left else yes, right=False),
                    Cell(names.get(change.measure, ""), right=False, tone=tone),
                    Cell(language.group_label(change.group), right=False, tone=Tone.QUIET),
                    Cell(figures[0], tone=Tone.QUIET),
                    Cell(figures[1], strong=tone is Tone.PLAIN, tone=tone),
                ]
            )
        heads = [
            language.text("Take"),
            language.text("Measure"),
            language.text("Period"),
            language.text("Stored"),
            language.text("New"),
        ]
        self.show_cells(heads, rows)


class TakeTargetsDialog(Dialog):
    """Asks from which scenario targets are taken, and shows what would change.

    Attributes:
        scenario: where they are taken from.
        model: the targets, old and new.
        table: shows them.
        accept_button: stores them, as one step.
    """

    def __init__(self, desk: CardDesk, theme: Theme, parent: QWidget) -> None:
        """Offer the scenario on screen first."""
        text = desk.language.text
        super().__init__(text("Take targets from a scenario"), theme, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        plan = desk.plan
        self.scenario = NamedChoice(theme, self, label=text("Scenario"))
        self.scenario.set_choices(
            [(BASE, text("Base")), *((key, each.name) for key, each in plan.scenarios.items())]
        )
        self.scenario.choose(desk.document.scenario)
        self.scenario.chosen.connect(self._show)
        self.body.addWidget(self.scenario)
        words = text("Targets become stored figures, and stay when the scenario goes on changing.")
        quiet = theme.colours.text_quiet
        self.body.addWidget(text_label(words, self, colour=quiet, wraps=True))
        self.model = ChangeTable(desk, self)
        self.table = CalmTable(theme, self, name=text("Targets, stored and new"), wide=1)
        self.table.show_model(self.model)
        self._message = Message(theme, self)
        self.table.refused.connect(self._refused)
        self.table.settled.connect(self._tell)
        self.model.chosen_changed.connect(self._tell)
        scroll = QScrollArea(self)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self.table)
        self.body.addWidget(scroll, 1)
        self.body.addWidget(self._message)
        self.add_button(text("Cancel")).clicked.connect(self.reject)
        self.accept_button = self.add_button(text("Store"), primary=True)
        self.accept_button.clicked.connect(self._store)
        self.resize(_SIZE.boundedTo(parent.window().size()))
        self._show()
        self.scenario.setFocus(Qt.FocusReason.OtherFocusReason)

    def _chosen(self) -> ScenarioKey:
        return ScenarioKey(str(self.scenario.value or BASE))

    def _show(self) -> None:
        desk = self._desk
        self.model.show_changes(scenario_targets(desk.plan, desk.values, desk.card, self._chosen()))
        self._tell()

    def _tell(self) -> None:
        taken = self.model.taken
        self.accept_button.setEnabled(bool(taken))
        if taken:
            self._message.clear()
        else:
            self._message.show_note(self._desk.language.text("No target would change."))

    def _refused(self, _place: object, sentence: str) -> None:
        self._message.show_error(sentence)

    def _store(self) -> None:
        desk = self._desk
        what = desk.language.text(
            "Take targets from {scenario}", scenario=self.scenario.currentText()
        )
        edit = partial(take_targets, **desk.ids(), changes=self.model.taken)
        desk.apply(what, edit)
        self.accept()

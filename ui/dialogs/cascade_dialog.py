"""A target for a KPI, cascaded down to its drivers: looked at first, and then kept."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from models.changes import EditError
from models.edits.scenarios import fresh_scenario_key
from models.keys import BASE
from ui.aims import Aim
from ui.dialogs.blocker_list import BlockerList
from ui.dialogs.cascade_draft import CascadeDraft, Worked
from ui.dialogs.dialog import Dialog, waiting
from ui.dialogs.driver_table import BoundsTyped, DriverColumn, DriverTable, DriverView
from ui.dialogs.loads_part import LoadsPart
from ui.dialogs.scenario_field import ScenarioField
from ui.document import Document
from ui.fonts import TextStyle
from ui.scenario_bar import scenario_name
from ui.theme import Theme
from ui.widgets.error_field import ErrorField, Message
from ui.widgets.segmented import Choice, SegmentedSwitch
from ui.widgets.text import text_label
from workbench.analysis.cascade.answer import Cascade, Rule
from workbench.analysis.cascade.proposal import Proposal
from workbench.cascade_words import RULE_LINES, reached_sentence
from workbench.language import Language, NumberError, message
from workbench.sentences import edit_sentence
from workbench.targets_typed import parse_target

_RULES: Final = {
    Rule.EFFORT: message("Least effort"),
    Rule.PRO_RATA: message("Pro rata"),
}
_SIZE: Final = QSize(1040, 700)
_AROUND: Final = 24
"""Pixels of the window that stay in view around a large dialog."""


class CascadeDialog(Dialog):
    """Shows what a target asks of each driver while it is typed; keeps it as one step.

    Attributes:
        draft: target, rule and bounds.
        target: the field with the target.
        rules: the switch between the rules.
        table: the drivers.
        model: the cells of the table.
        blockers: what is in the way.
        loads: what each function carries.
        scenario_name: the field with the name of the new scenario.
        keep_new: keeps the answer as a new scenario.
        keep_here: keeps it where it was asked.
    """

    def __init__(
        self, document: Document, theme: Theme, language: Language, parent: QWidget, *, aim: Aim
    ) -> None:
        """Cascade ``aim``, over the window that ``parent`` is in."""
        text = language.text
        name = document.plan.kpis[aim.key].name
        super().__init__(text("Cascade a target: {name}", name=name), theme, parent)
        self._document = document
        self._language = language
        self._aim = aim
        self._proposal: Proposal | None = None
        self._keeping: str | None = None
        self._readable = True
        self.draft = CascadeDraft(document, language, aim, self)
        self.target = ErrorField(theme, self, name=text("Target"), text=aim.text)
        self.target.field.setPlaceholderText(text("a figure, or +10 %"))
        choices = [Choice(rule, text(words)) for rule, words in _RULES.items()]
        self.rules = SegmentedSwitch(theme, self, name=text("Rule"), choices=choices)
        self._rule_line = self._quiet("")
        self._sentence = Message(theme, self)
        self.blockers = BlockerList(self.draft.plan, theme, language, self)
        self.model = DriverTable(self.draft.plan, language, self)
        self.table = DriverView(self.draft.plan, theme, language, self)
        self.table.show_model(self.model)
        self._refusal = Message(theme, self)
        self.loads = LoadsPart(self.draft.plan, theme, language, self, of=aim.key)
        self.scenario_name = ScenarioField(self.draft.plan, theme, language, self)
        self._lay_out()
        self._add_buttons()
        self._connect()
        self._show_rule(Rule.EFFORT)
        self._fit_into(parent.window())
        self.target.field.selectAll()
        self.target.setFocus(Qt.FocusReason.OtherFocusReason)
        self._read_target()

    @property
    def proposal(self) -> Proposal | None:
        """What is on screen; None while nothing can be proposed."""
        return self._proposal

    @property
    def sentence(self) -> str:
        """What is said about the target."""
        return self._sentence.text

    @property
    def refusal(self) -> str:
        """Why something typed into the table cannot be taken; empty while nothing is wrong."""
        return self._refusal.text

    # Making

    def _quiet(self, words: str) -> QLabel:
        colour = self._theme.colours.text_quiet
        return text_label(words, self, style=TextStyle.SMALL, colour=colour, wraps=True)

    def _lay_out(self) -> None:
        text, space = self._language.text, self._theme.space
        plan, draft = self.draft.plan, self.draft
        left = QVBoxLayout()
        left.setSpacing(space.gap)
        now = self._language.figure(draft.now, draft.kpi.unit, plan.currency, label=True)
        where = scenario_name(self._document, self._language, self._aim.scenario)
        group = self._language.group_label(self._aim.group)
        left.addWidget(text_label(text("Now {figure}", figure=now), self, style=TextStyle.TITLE))
        left.addWidget(self._quiet(f"{where} · {group}"))
        row = QHBoxLayout()
        row.setSpacing(space.gap)
        label = text_label(text("Target"), self, style=TextStyle.BODY_STRONG)
        label.setFixedHeight(space.control_height)
        row.addWidget(label, 0, Qt.AlignmentFlag.AlignTop)
        self.target.setMinimumWidth(180)
        row.addWidget(self.target, 1)
        row.addWidget(self.rules, 0, Qt.AlignmentFlag.AlignTop)
        left.addLayout(row)
        left.addWidget(self._rule_line)
        left.addStretch(1)
        top = QHBoxLayout()
        top.setSpacing(space.room)
        top.addLayout(left, 3)
        top.addWidget(self.loads, 2)
        self.body.addLayout(top)
        self.body.addWidget(self._sentence)
        self.body.addWidget(self.blockers)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self._refusal)

    def _add_buttons(self) -> None:
        text, scenario = self._language.text, self._aim.scenario
        self.add_button(text("Cancel")).clicked.connect(self.reject)
        if scenario == BASE:
            words = text("Keep in the base")
        else:
            name = self.draft.plan.scenarios[scenario].name
            words = text("Keep in “{name}”", name=name)
        self.keep_here = self.add_button(words)
        self.keep_new = self.add_button(text("Keep as a scenario"), primary=True)
        self.scenario_name.setMinimumWidth(200)
        self.add_beside_buttons(self.scenario_name, text("Scenario"))

    def _connect(self) -> None:
        self.target.field.textEdited.connect(self._read_target)
        self.target.field.cancelled.connect(self.reject)
        self.scenario_name.field.cancelled.connect(self.reject)
        self.rules.chosen.connect(self._choose_rule)
        self.model.typed.connect(self._put_bounds)
        self.table.refused.connect(self._refused)
        self.table.settled.connect(self._refusal.clear)
        self.blockers.freed.connect(self._free)
        self.blockers.stretch_asked.connect(self._edit_stretch)
        self.keep_new.clicked.connect(partial(self._keep, "new"))
        self.keep_here.clicked.connect(partial(self._keep, "here"))
        self.draft.worked.connect(self._show)

    def _fit_into(self, window: QWidget) -> None:
        """Take the room that the window leaves; less is made up for by scrolling inside."""
        room = window.size() - QSize(_AROUND, _AROUND)
        self.resize(_SIZE.boundedTo(room).expandedTo(self.minimumSizeHint()))

    # What is typed

    def _read_target(self) -> None:
        """Read the target as it is typed; what is none keeps the last answer greyed out."""
        draft, typed = self.draft, self.target.text
        self._readable = False
        self._enable(ready=False)
        if not typed.strip():
            self.target.clear_error()
            draft.target = draft.now
        else:
            try:
                read = parse_target(
                    typed, draft.kpi.unit, draft.now, draft.plan.currency, self._language
                )
            except NumberError as error:
                self.target.show_error(str(error))
                return
            draft.target = read.value
            if read.note:
                self.target.show_note(read.note)
            else:
                self.target.clear_error()
        self._readable = True
        self._ask()

    def _choose_rule(self, rule: Rule) -> None:
        self._show_rule(rule)
        self.draft.rule = rule
        self._ask()

    def _show_rule(self, rule: Rule) -> None:
        self.rules.choose(rule)
        self._rule_line.setText(self._language.text(RULE_LINES[rule]))

    def _put_bounds(self, typed: BoundsTyped) -> None:
        self.draft.put_bounds(typed.driver, typed.bounds)
        self._refusal.clear()
        self.model.show_bounds(self.draft.bounds)
        self._ask()

    def _free(self, typed: BoundsTyped) -> None:
        self._put_bounds(typed)
        # The button goes with what was in the way: the keyboard stays in the dialog.
        self.target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _edit_stretch(self, driver: str) -> None:
        for row, line in enumerate(self.model.lines):
            if line.driver == driver:
                index = self.model.index(row, DriverColumn.STRETCH)
                self.table.setFocus(Qt.FocusReason.OtherFocusReason)
                self.table.setCurrentIndex(index)
                self.table.edit(index)

    def _refused(self, _where: object, sentence: str) -> None:
        self._refusal.show_error(sentence)

    def _ask(self) -> None:
        self.draft.ask()
        self._enable(ready=False)

    # What comes of it

    def _show(self, worked: Worked) -> None:
        self._proposal = proposal = worked.proposal
        keeping, self._keeping = self._keeping, None
        if proposal is None:
            self._enable(ready=False)
            self._sentence.show_error(worked.fault)
            self.blockers.show_blockers((), {})
            self.model.show_lines((), {})
            self.loads.clear()
            return
        found = proposal.found
        self._show_sentence(found)
        bounds = {each.driver: self.draft.bounds_of(each.driver) for each in found.blocked_by}
        self.blockers.show_blockers(found.blocked_by, bounds)
        self._order_tabs()
        self.model.show_lines(proposal.lines, self.draft.bounds)
        self.loads.show_proposal(proposal)
        self.scenario_name.propose(self._proposed_name(proposal) if found.changes else "")
        self._enable(ready=found.feasible and bool(found.changes))
        if keeping is not None:
            self._keep(keeping)

    def _show_sentence(self, found: Cascade) -> None:
        """Say whether the target is reached; before there is one, what it is good for."""
        if not self.target.text.strip():
            words = self._language.text("Type a target to see what it asks of each driver.")
            self._sentence.show_note(words)
            return
        sentence = reached_sentence(found, self.draft.plan, self._language)
        if found.feasible:
            self._sentence.show_note(sentence)
        else:
            self._sentence.show_error(sentence)

    def _order_tabs(self) -> None:
        """Let Tab come by the ways out between the rule and the table."""
        last: QWidget = self.rules.findChildren(QAbstractButton)[-1]
        for button in (*self.blockers.buttons, self.table):
            QWidget.setTabOrder(last, button)
            last = button

    def _proposed_name(self, proposal: Proposal) -> str:
        """Return a name that says what the target is."""
        plan, unit = self.draft.plan, self.draft.kpi.unit
        written = self._language.figure(proposal.found.target, unit, plan.currency, short=True)
        return f"{self.draft.kpi.name} {written}".replace("\u00a0", " ")

    def _enable(self, *, ready: bool) -> None:
        for button in (self.keep_new, self.keep_here):
            # While it is worked out, too: what is pressed then is done when the answer is there.
            button.setEnabled(self._readable and (ready or self.draft.busy))

    # Keeping

    def _keep(self, where: str) -> None:
        """Keep what is proposed; where it is still being worked out, as soon as it is there."""
        proposal = self._proposal
        if not self._readable:
            return
        if self.draft.busy:
            self._keeping = where
            return
        if proposal is None or not proposal.found.feasible or not proposal.found.changes:
            return
        name = self.scenario_name.name if where == "new" else None
        if name is not None and not self.scenario_name.is_free():
            return
        scenario = fresh_scenario_key(self.draft.plan, name or "")
        label = self._language.text("Cascade a target to {name}", name=self.draft.kpi.name)
        try:
            with waiting():
                self._document.apply(label, self.draft.edit(proposal, name))
        except EditError as error:
            sentence = edit_sentence(error, self.draft.plan, self._language)
            self._refusal.show_error(sentence)
            return
        if name is not None:
            self._document.show_scenario(scenario)
        self.accept()

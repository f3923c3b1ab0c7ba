"""Everyone knows what they will receive: statements handed out, and acknowledged."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from models.life import Stage
from models.plan import Plan
from ui.prioritise.standing_table import StandingTable, StandingView
from ui.theme import Theme
from ui.widgets.button import Button
from ui.widgets.panel import Panel
from ui.widgets.segmented import Choice, SegmentedSwitch
from workbench.analysis.life.standing import Standing, Standings
from workbench.language import Language
from workbench.life_words import share_sentence

_ALL, _DUE, _OPEN, _DONE = "all", "due", "open", "done"
_SHOWN = {
    _ALL: frozenset(Standing),
    _DUE: frozenset({Standing.NONE, Standing.OUTDATED}),
    _OPEN: frozenset({Standing.HANDED_OUT}),
    _DONE: frozenset({Standing.ACKNOWLEDGED}),
}


class StandingPanel(Panel):
    """The people of the plan, filtered, and what is done with those that are selected.

    Attributes:
        filter: which of them are listed.
        view: the table.
        hand_out: hands statements out again to who needs one.
        acknowledge: takes note that those selected have acknowledged.
        take_back: takes that back.
    """

    hand_out_asked = Signal(object)
    """A tuple of people."""
    acknowledge_asked = Signal(object)
    take_back_asked = Signal(object)

    def __init__(self, theme: Theme, language: Language, parent: QWidget) -> None:
        text = language.text
        super().__init__(theme, parent, title=text("Everyone knows what they will receive"))
        self._language = language
        self._plan: Plan | None = None
        self._found: Standings | None = None
        self._words: dict[str, str] = {}
        self.table = StandingTable(language, self)
        top = QHBoxLayout()
        top.setSpacing(theme.space.gap)
        self.filter = SegmentedSwitch(
            theme, self, name=text("Show only"), choices=[Choice(_ALL, text("Everybody"))]
        )
        self.filter.chosen.connect(self._filtered)
        top.addWidget(self.filter)
        top.addStretch(1)
        self.body.addLayout(top)
        self.view = StandingView(self.table, theme, language, self)
        self.view.selectionModel().selectionChanged.connect(self._offer)
        self.table.modelReset.connect(self._offer)
        self.body.addWidget(self.view)
        below = QHBoxLayout()
        below.setSpacing(theme.space.gap)
        self.acknowledge = Button(theme, self, text=text("Mark as acknowledged"))
        self.take_back = Button(theme, self, text=text("Take back"))
        self.hand_out = Button(theme, self)
        self.acknowledge.clicked.connect(self._acknowledge)
        self.take_back.clicked.connect(self._take_back)
        self.hand_out.clicked.connect(self._hand_out)
        below.addWidget(self.acknowledge)
        below.addWidget(self.take_back)
        below.addStretch(1)
        below.addWidget(self.hand_out)
        self.body.addLayout(below)

    def show_standings(self, plan: Plan, found: Standings) -> None:
        """Show where everybody stands."""
        self._plan, self._found = plan, found
        self.set_heading(
            self._language.text("Everyone knows what they will receive"),
            share_sentence(found, self._language),
        )
        self._name_choices(found)
        self._list()

    def _name_choices(self, found: Standings) -> None:
        text, number, counts = self._language.text, self._language.number, found.counts
        words = {
            _ALL: text("Everybody ({count})", count=number(len(found.people))),
            _DUE: text("To hand out ({count})", count=number(len(found.due()))),
            _OPEN: text("To acknowledge ({count})", count=number(counts[Standing.HANDED_OUT])),
            _DONE: text("Acknowledged ({count})", count=number(counts[Standing.ACKNOWLEDGED])),
        }
        if words == self._words:
            return
        self._words = words
        chosen = self.filter.value
        focus = self.focusWidget()
        focused = focus is not None and self.filter.isAncestorOf(focus) and focus.hasFocus()
        self.filter.set_choices([Choice(value, words[value]) for value in words])
        self.filter.choose(chosen if chosen in _SHOWN else _ALL)
        if focused:
            self.filter.focus_chosen(Qt.FocusReason.OtherFocusReason)

    def _filtered(self, _value: object) -> None:
        self._list()

    def _list(self) -> None:
        if self._plan is None or self._found is None:
            return
        wanted = _SHOWN.get(str(self.filter.value), _SHOWN[_ALL])
        rows = [each for each in self._found.people if each.standing in wanted]
        self.table.show_people(self._plan, rows)
        self._offer()

    def _offer(self) -> None:
        """Enable what can be done with those that are selected."""
        found, plan = self._found, self._plan
        if found is None or plan is None:
            return
        chosen = frozenset(self.view.chosen)
        standing = {each.standing for each in self.table.rows if each.person in chosen}
        self.acknowledge.setEnabled(Standing.HANDED_OUT in standing)
        self.take_back.setEnabled(Standing.ACKNOWLEDGED in standing)
        due = found.due()
        told = plan.life.stage not in {Stage.DRAFT, Stage.AGREED}
        self.hand_out.setVisible(told and bool(due))
        words = self._language.plural(
            "Hand out {count} statement", "Hand out {count} statements", len(due)
        )
        self.hand_out.setText(words)
        self.hand_out.setAccessibleName(words)
        self.hand_out.updateGeometry()

    def _of(self, standing: Standing) -> tuple[object, ...]:
        chosen = frozenset(self.view.chosen)
        return tuple(
            each.person
            for each in self.table.rows
            if each.person in chosen and each.standing is standing
        )

    def _acknowledge(self) -> None:
        self.acknowledge_asked.emit(self._of(Standing.HANDED_OUT))

    def _take_back(self) -> None:
        self.take_back_asked.emit(self._of(Standing.ACKNOWLEDGED))

    def _hand_out(self) -> None:
        if self._found is not None:
            self.hand_out_asked.emit(self._found.due())

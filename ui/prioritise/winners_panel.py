"""Winners and losers: what everybody is paid under one design and under another."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

import numpy as np
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.keys import DesignKey
from ui.document import Document
from ui.fonts import TextStyle
from ui.inspector.choice import NamedChoice
from ui.prioritise.choice import PayChoice
from ui.prioritise.other_version import OtherVersion, Version
from ui.prioritise.weight_matrix import scenario_name
from ui.prioritise.winners_filter import WinnersFilter
from ui.prioritise.winners_tables import GroupTable, PeopleTable
from ui.tables.table_view import CalmTable
from ui.theme import Theme
from ui.widgets.button import Button
from ui.widgets.error_field import Message
from ui.widgets.panel import Panel
from ui.widgets.segmented import Choice, SegmentedSwitch
from ui.widgets.text import text_label
from workbench.analysis.designs.differences import Differences
from workbench.design_words import balance_sentence, extremes_sentence
from workbench.language import Language
from workbench.pay.payouts import Payouts

_ROWS: Final = 14
_MANY: Final = 1000
"""From so many people on a comparison is too long for a frame of something that is dragged."""
_REST_MS: Final = 100
_FILE: Final = "\0file"
"""Stands for the other version among the designs: no design has this key."""


class By(StrEnum):
    """What a row of the table is about."""

    PEOPLE = "people"
    POSITIONS = "positions"
    FUNCTIONS = "functions"


class WinnersPanel(Panel):
    """Who is paid more, less and the same, sorted and filtered.

    Attributes:
        before: the design to come from, or another version of the plan.
        after: the design to go to.
        filter: which people are listed, and in which order.
        by: whether rows are people, positions or functions.
        people: the table of people.
        groups: the table of positions or functions.
        version: opens another version of the plan.
    """

    def __init__(
        self,
        document: Document,
        theme: Theme,
        language: Language,
        choice: PayChoice,
        parent: QWidget,
    ) -> None:
        """Make the panel; nobody is compared before it is refreshed."""
        text = language.text
        super().__init__(theme, parent, title=text("Winners and losers"))
        self._document = document
        self._theme = theme
        self._language = language
        self._choice = choice
        self._other: Version | None = None
        self._found: Differences | None = None
        self._wanted: dict[str, str] = {}
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._compare)
        self.before = NamedChoice(theme, self, label=text("Before"))
        self.after = NamedChoice(theme, self, label=text("After"))
        self.before.chosen.connect(self._sides_chosen)
        self.after.chosen.connect(self._sides_chosen)
        self.version = OtherVersion(language, self)
        self.version.opened.connect(self.take_version)
        self.version.refused.connect(self._refused)
        self.file_button = Button(theme, self, text=text("Another version…"))
        self.file_button.setAccessibleName(text("Compare with another version of the plan"))
        self.file_button.clicked.connect(self._ask_file)
        self.balance = text_label("", self, style=TextStyle.BODY_STRONG, wraps=True)
        quiet = theme.colours.text_quiet
        self.extremes = text_label("", self, style=TextStyle.SMALL, colour=quiet, wraps=True)
        self.message = Message(theme, self)
        self.by = SegmentedSwitch(
            theme,
            self,
            name=text("Rows of winners and losers"),
            choices=[
                Choice(By.PEOPLE, text("People")),
                Choice(By.POSITIONS, text("Positions")),
                Choice(By.FUNCTIONS, text("Functions")),
            ],
        )
        self.by.choose(By.PEOPLE)
        self.by.chosen.connect(self._by_chosen)
        self.filter = WinnersFilter(theme, language, self)
        self.filter.changed.connect(self._list)
        self._people = PeopleTable(language, self)
        self._groups = GroupTable(language, self)
        name = text("Winners and losers")
        self.people = CalmTable(theme, self, name=name, most_rows=_ROWS)
        self.people.show_model(self._people)
        header = self.people.horizontalHeader()
        header.setSectionsClickable(True)
        header.sectionClicked.connect(self._header_clicked)
        self.groups = CalmTable(theme, self, name=name, most_rows=_ROWS)
        self.groups.show_model(self._groups)
        self._lay_out()

    @property
    def found(self) -> Differences | None:
        """What is compared; None where there is nothing to compare."""
        return self._found

    def refresh(self) -> None:
        """Compare the two sides as they are now; many people once the plan comes to rest."""
        if len(self._document.plan.people) > _MANY and self._found is not None:
            self._rest.start()
        else:
            self._compare()

    def _compare(self) -> None:
        self._rest.stop()
        plan, text = self._document.plan, self._language.text
        designs = [(str(each.key), each.name) for each in plan.designs.values()]
        sides = list(designs)
        if self._other is not None:
            name = self._other.path.stem
            sides.append((_FILE, text("Version “{name}”", name=name)))
        self.before.set_choices(sides)
        self.after.set_choices(designs)
        before, after = self._sides()
        self.before.choose(before)
        self.after.choose(after)
        scenario = scenario_name(plan, self._document, self._language)
        self.set_heading(
            text("Winners and losers"),
            text("What everybody is paid in {scenario}, before and after.", scenario=scenario),
        )
        one = None if before is None else self._payouts(before)
        other = None if after is None else self._payouts(after)
        self._found = None
        currency = True
        if one is not None and other is not None and before != after:
            currency = one.program.plan.currency == other.program.plan.currency
            self._found = Differences(one, other) if currency else None
        self._say(currency=currency)
        self._list()

    def plan_loaded(self) -> None:
        """Forget what was compared of another plan."""
        self._other = None
        self._wanted = {}
        self.message.clear()

    def take_version(self, version: Version) -> None:
        """Compare with another version of the plan from now on."""
        self._other = version
        self._wanted = {"before": _FILE}
        if self._choice.design is not None:
            self._wanted["after"] = self._choice.design
        self.message.clear()
        self._compare()

    # What is compared

    def _sides(self) -> tuple[str | None, str | None]:
        """Return the two sides: as chosen, else what is paid and what is looked at."""
        plan = self._document.plan
        keys = [str(key) for key in plan.designs]
        if not keys:
            return None, None
        known = {*keys, *([] if self._other is None else [_FILE])}
        before = self._wanted.get("before")
        after = self._wanted.get("after")
        if before not in known:
            before = plan.current_design or keys[0]
        if after not in keys:
            looked_at = self._choice.design
            others = [key for key in keys if key != before]
            after = looked_at if looked_at in others else next(iter(others), before)
        return before, after

    def _payouts(self, side: str) -> Payouts:
        scenario = self._document.scenario
        if side == _FILE and self._other is not None:
            return self._other.payouts(scenario)
        return self._document.results.under(DesignKey(side)).payouts[scenario]

    def _sides_chosen(self) -> None:
        self._wanted = {"before": str(self.before.value), "after": str(self.after.value)}
        self._compare()

    def _ask_file(self) -> None:
        path = self._document.path
        self.version.ask(None if path is None else path.parent)

    def _refused(self, sentence: str) -> None:
        self.message.show_error(sentence)

    def _say(self, *, currency: bool) -> None:
        found, text = self._found, self._language.text
        if found is not None:
            self.balance.setText(balance_sentence(found, self._language))
            extremes = extremes_sentence(found, self._language)
        elif not currency:
            self.balance.setText(text("The two count in different currencies."))
            extremes = ""
        else:
            self.balance.setText(text("Nothing to compare yet."))
            extremes = text("Add a second design, or open another version of the plan.")
        self.extremes.setText(extremes)
        self.extremes.setVisible(bool(extremes))
        self.by.setVisible(found is not None)

    # Rows

    def _list(self) -> None:
        found, by = self._found, self.by.value
        people = found is not None and by is By.PEOPLE
        self.filter.setVisible(people)
        self.people.setVisible(people)
        self.groups.setVisible(found is not None and not people)
        names = (self.before.currentText(), self.after.currentText())
        sorted_by = self.filter.by
        if found is None:
            self._people.show_people(None, np.empty(0, dtype=np.intp), names, sorted_by)
        elif people:
            column, falling = sorted_by
            order = found.listed(
                column, falling=falling, words=self.filter.words, lot=self.filter.lot
            )
            self._people.show_people(found, order, names, sorted_by)
        else:
            positions = by is By.POSITIONS
            groups = found.by_position() if positions else found.by_function()
            self._groups.show_groups(groups, found.plan, names, positions=positions)

    def _by_chosen(self) -> None:
        self._list()

    def _header_clicked(self, section: int) -> None:
        self.filter.sort(PeopleTable.columns[section])

    def _lay_out(self) -> None:
        gap = self._theme.space.gap
        sides = QHBoxLayout()
        sides.setSpacing(gap)
        sides.addWidget(self.before, 1)
        sides.addWidget(self.after, 1)
        sides.addWidget(self.file_button)
        said = QVBoxLayout()
        said.setSpacing(2)
        for widget in (self.balance, self.extremes, self.message):
            said.addWidget(widget)
        rows = QHBoxLayout()
        rows.setSpacing(gap)
        rows.addWidget(self.by)
        rows.addStretch(1)
        for layout in (sides, said, rows):
            self.body.addLayout(layout)
        self.body.addWidget(self.filter)
        self.body.addWidget(self.people)
        self.body.addWidget(self.groups)

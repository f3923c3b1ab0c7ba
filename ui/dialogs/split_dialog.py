"""A KPI split by a dimension: by which, who gets what, and what comes of it, before it is done."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.changes import EditError
from models.dimension import Dimension
from models.edits.dimensions import put_dimension
from models.keys import DimensionKey, KpiKey
from ui.background import Answer, Background
from ui.dialogs.dialog import Dialog, waiting
from ui.dialogs.member_table import MemberShare, MemberTable, MemberView
from ui.dialogs.split_table import SplitTable, SplitView
from ui.document import Document
from ui.fonts import TextStyle
from ui.inspector.choice import NamedChoice
from ui.scenario_bar import scenario_name
from ui.theme import Theme
from ui.widgets.button import Button
from ui.widgets.error_field import ErrorField, Message
from ui.widgets.text import text_label
from workbench.analysis.splitting import (
    SplitPreview,
    branch_lines,
    even_shares,
    missing_share,
    new_dimension,
    preview_split,
    shares_of_split_kpis,
    split,
    with_rest_spread,
)
from workbench.language import Language
from workbench.segment_words import share_sum_words, split_total_sentence
from workbench.sentences import edit_sentence

_SIZE: Final = QSize(1000, 600)
_AROUND: Final = 24
"""Pixels of the window that stay in view around a large dialog."""


class SplitDialog(Dialog):
    """Asks by which dimension, and for the shares; shows the branch as it will be.

    Attributes:
        dimensions: the choice of dimensions; the last makes a new one.
        dimension_name: the name of a new one.
        members: the cells of members and shares.
        member_view: the table of them.
        like: the choice of a KPI whose members say the shares.
        split_table: the cells of the preview.
        accept_button: splits.
    """

    split_done = Signal(str)
    """The KPI that was split."""

    def __init__(
        self, document: Document, theme: Theme, language: Language, parent: QWidget, *, key: KpiKey
    ) -> None:
        """Split ``key``, over the window that ``parent`` is in."""
        text = language.text
        self._kpi = document.plan.kpis[key]
        super().__init__(text("Split {name}", name=self._kpi.name), theme, parent)
        self._document = document
        self._language = language
        self._plan = document.plan
        self._values = document.results.values
        self._branch = branch_lines(
            self._plan, self._values, key, document.scenario, document.group
        )
        self._preview: SplitPreview | None = None
        self._asked: tuple[Dimension, tuple[float, ...]] | None = None
        self._again = False
        self._background = Background(self)
        self._background.answered.connect(self._answered)
        self.dimensions = NamedChoice(theme, self, label=text("Dimension"))
        self.dimension_name = ErrorField(theme, self, name=text("Name of the dimension"))
        self.dimension_name.field.setPlaceholderText(text("Name, such as Regions"))
        self.members = MemberTable(language, self)
        self.member_view = MemberView(theme, language, self)
        self.member_view.show_model(self.members)
        self._sum = Message(theme, self)
        self.evenly = Button(theme, self, text=text("Spread evenly"))
        self.rest = Button(theme, self, text=text("Spread the rest"))
        self.like = NamedChoice(theme, self, label=text("Like"), name=text("Shares like those of"))
        self._sentence = Message(theme, self)
        self.split_table = SplitTable(self._plan, language, self)
        self.split_view = SplitView(theme, language, self)
        self.split_view.show_model(self.split_table)
        self._lay_out()
        self.add_button(text("Cancel")).clicked.connect(self.reject)
        self.accept_button = self.add_button(text("Split"), primary=True)
        self.accept_button.clicked.connect(self._split)
        self._connect()
        self._offer_dimensions()
        window = parent.window()
        room = window.size() - QSize(_AROUND, _AROUND)
        self.resize(_SIZE.boundedTo(room).expandedTo(self.minimumSizeHint()))

    @property
    def preview(self) -> SplitPreview | None:
        """What is on screen; None where it would be refused."""
        return self._preview

    @property
    def busy(self) -> bool:
        """Whether an answer is still to come."""
        return self._background.busy

    @property
    def sentence(self) -> str:
        """What is said about the split."""
        return self._sentence.text

    @property
    def share_words(self) -> str:
        """What is said about members and shares."""
        return self._sum.text

    # Making

    def _lay_out(self) -> None:
        text, space = self._language.text, self._theme.space
        left = QVBoxLayout()
        left.setSpacing(space.gap)
        left.addWidget(self.dimensions)
        left.addWidget(self.dimension_name)
        left.addWidget(self.member_view)
        left.addWidget(self._sum)
        row = QHBoxLayout()
        row.setSpacing(space.gap)
        row.addWidget(self.evenly)
        row.addWidget(self.rest)
        row.addStretch(1)
        left.addLayout(row)
        left.addWidget(self.like)
        left.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(space.gap)
        where = scenario_name(self._document, self._language, self._document.scenario)
        group = self._language.group_label(self._document.group)
        words = text("What the branch comes to · {where}", where=f"{where} · {group}")
        quiet = self._theme.colours.text_quiet
        right.addWidget(text_label(words, self, style=TextStyle.SMALL_STRONG, colour=quiet))
        right.addWidget(self.split_view, 1)
        right.addWidget(self._sentence)
        both = QHBoxLayout()
        both.setSpacing(space.room)
        both.addLayout(left)
        both.addLayout(right, 1)
        self.body.addLayout(both, 1)

    def _connect(self) -> None:
        self.dimensions.chosen.connect(self._choose_dimension)
        self.dimension_name.field.textEdited.connect(self._ask)
        self.dimension_name.field.returnPressed.connect(self._go_on)
        self.dimension_name.field.cancelled.connect(self.reject)
        self.members.changed.connect(self._members_changed)
        self.member_view.refused.connect(self._refused)
        self.member_view.settled.connect(self._show_sum)
        self.evenly.clicked.connect(self._spread_evenly)
        self.rest.clicked.connect(self._spread_rest)
        self.like.chosen.connect(self._take_shares)

    def _offer_dimensions(self) -> None:
        """Choose the first dimension that the KPI is not split by; else make one."""
        plan, text = self._plan, self._language.text
        choices = [(each.key, each.name) for each in plan.dimensions.values()]
        self.dimensions.set_choices([*choices, (None, text("New dimension…"))])
        free = [key for key in plan.dimensions if key not in self._kpi.members]
        self._choose_dimension(free[0] if free else None)
        field = self.dimensions if free else self.dimension_name
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    # What is typed and chosen

    def _go_on(self) -> None:
        """Go on from the name to the members, while there are none to split by."""
        if not self.accept_button.isEnabled():
            self.member_view.setFocus(Qt.FocusReason.TabFocusReason)

    def _choose_dimension(self, key: DimensionKey | None) -> None:
        # The last choice stands for none: it has no value to be chosen by.
        if key is None:
            self.dimensions.setCurrentIndex(self.dimensions.count() - 1)
        else:
            self.dimensions.choose(key)
        self.dimension_name.setVisible(key is None)
        self._offer_likes(key)
        if key is None:
            self.members.show_members((), growing=True)
            return
        members = self._plan.dimensions[key].members
        shares = even_shares(len(members)) if members else ()
        rows = [MemberShare(m.name, share) for m, share in zip(members, shares, strict=True)]
        self.members.show_members(rows, growing=not rows)

    def _offer_likes(self, key: DimensionKey | None) -> None:
        document = self._document
        self._likes = (
            {}
            if key is None
            else shares_of_split_kpis(
                self._plan, self._values, key, document.scenario, document.group
            )
        )
        self.like.set_choices([(each, self._plan.kpis[each].name) for each in self._likes])
        self.like.choose(None)
        self.like.setVisible(bool(self._likes))

    def _take_shares(self, key: KpiKey) -> None:
        self.members.put_shares(self._likes[key])

    def _spread_evenly(self) -> None:
        count = len(self.members.members)
        if count:
            self.members.put_shares(even_shares(count))

    def _spread_rest(self) -> None:
        if self.members.members:
            self.members.put_shares(with_rest_spread(self.members.shares))

    def _members_changed(self) -> None:
        self._show_sum()
        self._ask()

    def _show_sum(self) -> None:
        """Say what the shares come to, and what is missing."""
        if not self.members.members:
            self._sum.clear()
            return
        missing = missing_share(self.members.shares)
        words = share_sum_words(missing, self._language)
        if missing:
            self._sum.show_error(words)
        else:
            self._sum.show_note(words)
        self.rest.setEnabled(bool(missing))

    def _refused(self, _where: object, sentence: str) -> None:
        self._sum.show_error(sentence)

    # What comes of it

    def _ask(self) -> None:
        """Work out what the split as it stands comes to, one at a time."""
        self.accept_button.setEnabled(False)
        if self._background.busy:
            self._again = True
            return
        self._again = False
        asked = self._question()
        self._asked = asked
        if asked is None:
            self._show(None, "")
            return
        dimension, shares = asked
        document = self._document
        self._background.ask(
            partial(
                preview_split,
                self._plan,
                self._values,
                self._kpi.key,
                dimension,
                shares,
                scenario=document.scenario,
                group=document.group,
            )
        )

    def _question(self) -> tuple[Dimension, tuple[float, ...]] | None:
        """Return what is asked; None while it is not all there."""
        members = self.members.members
        if not members or missing_share(self.members.shares):
            return None
        shares = tuple(share or 0.0 for share in self.members.shares)
        key = self.dimensions.value
        names = [each.name for each in members]
        if key in self._plan.dimensions:
            there = self._plan.dimensions[DimensionKey(str(key))]
            if there.members:
                return there, shares
            made = new_dimension(self._plan, there.name, names)
            return replace(there, members=made.members), shares
        name = self._new_name()
        if not name or self._is_taken(name):
            return None
        return new_dimension(self._plan, name, names), shares

    def _new_name(self) -> str:
        return " ".join(self.dimension_name.text.split())

    def _is_taken(self, name: str) -> bool:
        there = (each.name.strip().casefold() for each in self._plan.dimensions.values())
        return name.casefold() in there

    def _answered(self, answer: Answer) -> None:
        if self._again:
            self._ask()
        elif isinstance(answer.error, EditError):
            # A new dimension is called by its name there.
            grown = self._plan
            if self._asked is not None:
                grown, _ = put_dimension(self._plan, self._asked[0])
            self._show(None, edit_sentence(answer.error, grown, self._language))
        elif answer.error is not None:
            raise answer.error
        elif isinstance(answer.value, SplitPreview):
            self._show(answer.value, "")

    def _show(self, preview: SplitPreview | None, fault: str) -> None:
        self._preview = preview
        if preview is None:
            self.split_table.show_lines(self._branch, ())
        else:
            names = [member.name for member in preview.dimension.members]
            self.split_table.show_lines(preview.lines, names)
        if fault:
            self._sentence.show_error(fault)
        elif preview is not None:
            self._sentence.show_note(split_total_sentence(preview, self._plan, self._language))
        else:
            self._sentence.show_note(self._missing_words())
        self.accept_button.setEnabled(preview is not None)

    def _missing_words(self) -> str:
        """Say what is to be typed before anything can be shown."""
        text = self._language.text
        if self.dimensions.value is None:
            name = self._new_name()
            if not name:
                return text("Name the new dimension.")
            if self._is_taken(name):
                return text("There is a dimension “{name}” already: choose it above.", name=name)
        if not self.members.members:
            return text("Type its members, or paste a list of them.")
        return text("Share out 100 % to see what the branch comes to.")

    def _split(self) -> None:
        asked, key = self._asked, self._kpi.key
        if self._preview is None or asked is None or self._background.busy:
            return
        dimension, shares = asked
        label = self._language.text(
            "Split {name} by {dimension}", name=self._kpi.name, dimension=dimension.name
        )
        edit = partial(split, key=key, dimension=dimension, shares=shares)
        try:
            with waiting():
                done = self._document.apply(label, edit)
        except EditError as error:
            self._sentence.show_error(edit_sentence(error, self._plan, self._language))
            return
        if not done:
            return
        self.split_done.emit(key)
        self.accept()

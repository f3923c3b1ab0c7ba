"""What will I receive: whoever is chosen at the left, the answer at the right."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget
from typing_extensions import override

from ui.document import Document
from ui.prioritise.choice import PayChoice
from ui.prioritise.invitation import Invitation
from ui.prioritise.page import Page
from ui.prioritise.receipt_answer import ReceiptAnswer
from ui.prioritise.receipt_examples import ExamplesPanel
from ui.prioritise.receipt_head import HeadPanel
from ui.prioritise.receipt_measures import MeasuresPanel
from ui.prioritise.receipt_people import WhoPanel
from ui.prioritise.receipt_prose import quiet
from ui.prioritise.receipt_sentences import ProsePanel, WorthPanel, bends_html, zero_html
from ui.prioritise.receipt_who import WhoLine
from ui.theme import Theme
from ui.widgets.button import Button
from workbench.analysis.explain.lines import Name, PaySubject, Subject, Thing
from workbench.language import Language
from workbench.receive_terms import Wording

_WIDE = 1000
"""Width of the page from which the list of people has its full width."""
_TWO_COLUMNS = 860
"""Width of the answer from which two panels stand side by side."""
_LIST, _NARROW_LIST = 270, 200


class ReceivePage(Page):
    """Everything that one person, or holder of a position, must know of what they will receive.

    Attributes:
        who: the list of positions and people.
        head: minimum, target and maximum; its row of buttons is for others to fill.
        answer: what is shown.
    """

    place_asked = Signal(object)
    """Place: somebody wants to go where there are people to be made."""
    action_asked = Signal(str)
    """The id of the action that a button stands for."""

    def __init__(
        self,
        document: Document,
        theme: Theme,
        language: Language,
        choice: PayChoice,
        parent: QWidget,
    ) -> None:
        """Make the page."""
        super().__init__(document, theme, language, choice, parent)
        text, content = language.text, self.content
        self.answer = ReceiptAnswer(document, choice, self)
        self.who = WhoPanel(document, theme, language, self)
        self.put_beside(self.who)
        self.invitation = Invitation(
            theme,
            language,
            content,
            sentence=text(
                "Under Organisation, add a function, a position in it and the person who holds it, "
                "with a target bonus."
            ),
        )
        self.head = HeadPanel(theme, language, content)
        self.measures = MeasuresPanel(theme, language, content)
        self.examples = ExamplesPanel(theme, language, content)
        self.worth = WorthPanel(theme, language, content)
        self.zero = ProsePanel(
            theme,
            content,
            title=text("What would bring it to nothing"),
            subtitle=text("One result alone, everything else as in the scenario."),
        )
        self.bends = ProsePanel(
            theme,
            content,
            title=text("How far to the next bend"),
            subtitle=text("Each measure alone, everything else as in the scenario."),
        )
        for name, words in (
            ("statement", text("Statement (PDF)…")),
            ("statements", text("All statements…")),
        ):
            button = Button(theme, self.head, text=words)
            button.clicked.connect(partial(self.action_asked.emit, name))
            self.head.buttons.addWidget(button)
        self._wide: bool | None = None
        self._grid = QGridLayout(content)
        self._grid.setSpacing(theme.space.inset)
        room = theme.space.room
        self._grid.setContentsMargins(0, room, room, room)
        self._arrange(wide=False)
        self.invitation.place_asked.connect(self.place_asked)
        self.who.chosen.connect(self._chosen)
        self.worth.asked.connect(self.answer.ask_about)
        self.answer.changed.connect(self._show_figures)
        self.answer.details_changed.connect(self._show_details)

    @override
    def refresh(self) -> None:
        """Show the plan and its results as they are now."""
        choice = self.choice
        self.worth.show_plan(self.document.plan)
        position = choice.position or next(iter(self.document.plan.positions), None)
        self.who.refresh(position, choice.person, choice.design)
        self.answer.refresh()

    @override
    def plan_loaded(self) -> None:
        """Ask about no KPI of another plan."""
        self.answer.ask_about(None)

    @override
    def explained(self) -> Subject | None:
        """Return what is paid to whoever is shown."""
        question = self.answer.question
        if question is None or question.recipient.person is not None:
            return super().explained()
        return PaySubject(Name(Thing.POSITION, question.recipient.position))

    @override
    def panes(self) -> tuple[QWidget, ...]:
        """Return what F6 walks through in this page."""
        shown = (
            self.invitation.go,
            self.who.view,
            self.measures.table,
            self.worth.prose,
            self.zero.prose,
            self.examples.switch,
            self.bends.prose,
        )
        return tuple(each for each in shown if each.isVisible())

    @override
    def work_place(self) -> QWidget | None:
        """Return the field that finds somebody, or the way to having anybody."""
        return self.who.field if self.who.isVisibleTo(self) else self.invitation.go

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand side by side where there is room."""
        super().resizeEvent(event)
        width = event.size().width()
        beside = _LIST if width >= _WIDE else _NARROW_LIST
        self.who.setFixedWidth(beside)
        self._arrange(wide=width - beside >= _TWO_COLUMNS)

    def _arrange(self, *, wide: bool) -> None:
        if wide is self._wide:
            return
        self._wide = wide
        panels = (
            self.invitation,
            self.head,
            self.measures,
            self.worth,
            self.zero,
            self.examples,
            self.bends,
        )
        for panel in panels:
            self._grid.removeWidget(panel)
        columns = 2 if wide else 1
        row = 0
        for panel in panels:
            if wide and panel is self.worth:
                self._grid.addWidget(panel, row, 0)
            elif wide and panel is self.zero:
                self._grid.addWidget(panel, row - 1, 1)
                continue
            else:
                self._grid.addWidget(panel, row, 0, 1, columns)
            row += 1
        for column in range(2):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        for each in range(len(panels) + 1):
            self._grid.setRowStretch(each, 1 if each == row else 0)

    def _chosen(self, line: object) -> None:
        if not isinstance(line, WhoLine):
            return
        if line.person is None:
            self.choice.choose_person(None)
            self.choice.choose_position(line.position)
        else:
            self.choice.choose_person(line.person)

    def _show_figures(self) -> None:
        question, answer = self.answer.question, self.answer.receiving
        somebody = question is not None and answer is not None
        self.invitation.setVisible(not somebody)
        for panel in (
            self.who,
            self.head,
            self.measures,
            self.worth,
            self.zero,
            self.examples,
            self.bends,
        ):
            panel.setVisible(somebody)
        if question is None or answer is None:
            return
        wording = Wording(question, self.language)
        self.head.show_answer(answer, wording)
        self.measures.show_measures(answer.measures, wording)

    def _show_details(self) -> None:
        question, told = self.answer.question, self.answer.details
        past = not self.answer.settled
        for prose in (self.worth.prose, self.zero.prose, self.bends.prose):
            prose.set_past(past=past)
        self.examples.set_past(past=past)
        if question is None or (past and told is not None):
            # What was told before stays, greyed, until the answer is there.
            return
        wording = Wording(question, self.language)
        if told is None:
            waits = quiet(self.language.text("Being worked out…"), self.theme)
            for prose in (self.worth.prose, self.zero.prose, self.bends.prose):
                prose.show_html(waits)
            self.examples.show_examples((), None)
            return
        self.worth.show_worths(told.worths, self.answer.worth, wording)
        self.zero.prose.show_html(zero_html(told.to_zero, wording, self.theme))
        self.bends.prose.show_html(bends_html(told.measures, wording, self.theme))
        self.examples.show_examples(told.examples, wording)

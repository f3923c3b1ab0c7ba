"""The life of the plan: agreed, communicated, acknowledged, measured, signed off."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from ui.background import Answer, Background
from ui.document import Document
from ui.prioritise.choice import PayChoice
from ui.prioritise.life_log import LogPanel
from ui.prioritise.odds_panel import OddsPanel
from ui.prioritise.page import Page
from ui.prioritise.stage_panel import StagePanel
from ui.prioritise.standing_panel import StandingPanel
from ui.theme import Theme
from workbench.analysis.life.hindrances import hindrances
from workbench.analysis.life.standing import Standings, standings
from workbench.language import Language
from workbench.pay.fingerprint import plan_fingerprint
from workbench.results import Results

_AT_ONCE = 400
"""People whose standing is found within a frame; of more it is found in the background."""


class LifePage(Page):
    """The steps of the plan, who knows what they will receive, the log, and the odds on file.

    Attributes:
        stages: the stepper and the next step.
        people: who was told, and has acknowledged.
        odds: the achievability file.
        log: what happened, and why.
    """

    place_asked = Signal(object)
    """Place: of what is in the way of the next step."""

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
        self.stages = StagePanel(theme, language, self.content)
        self.people = StandingPanel(theme, language, self.content)
        self.odds = OddsPanel(theme, language, self.content)
        self.log = LogPanel(theme, language, self.content)
        column = QVBoxLayout(self.content)
        column.setSpacing(theme.space.inset)
        room = theme.space.room
        column.setContentsMargins(room, room, room, room)
        for panel in (self.stages, self.people, self.odds, self.log):
            column.addWidget(panel)
        column.addStretch(1)
        self._background = Background(self)
        self._background.answered.connect(self._answered)
        self.stages.show_asked.connect(self.place_asked)

    @override
    def refresh(self) -> None:
        """Show the plan as it is now."""
        results = self.document.results
        plan = results.plan
        self.odds.show_plan(plan)
        self.log.show_plan(plan)
        if len(plan.people) <= _AT_ONCE:
            self._show(*_known(results))
        else:
            self._background.ask(partial(_known, results))

    @override
    def panes(self) -> tuple[QWidget, ...]:
        """Return the panels that are there."""
        panels = (self.stages, self.people, self.odds, self.log)
        return tuple(panel for panel in panels if panel.isVisible())

    @override
    def work_place(self) -> QWidget | None:
        """Return the button of the next step, or what is there instead of it."""
        for button in (self.stages.go, self.stages.back):
            if button.isEnabled() and not button.isHidden():
                return button
        return super().work_place()

    def focus_step(self) -> None:
        """Put the keyboard on the next step, or on what is there instead of it."""
        place = self.work_place()
        if place is not None:
            place.setFocus(Qt.FocusReason.OtherFocusReason)

    def _answered(self, answer: Answer) -> None:
        if answer.error is not None:
            raise answer.error
        if isinstance(answer.value, tuple):
            self._show(*answer.value)

    def _show(self, results: Results, found: Standings, fingerprint: str) -> None:
        plan = results.plan
        if plan is not self.document.plan:
            return
        self.stages.show_plan(plan, hindrances(results), fingerprint)
        self.people.setVisible(bool(found.people))
        self.people.show_standings(plan, found)


def _known(results: Results) -> tuple[Results, Standings, str]:
    return results, standings(results.program), plan_fingerprint(results.plan)

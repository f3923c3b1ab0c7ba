"""Takes a plan from stage to stage: asks who decides, and makes the step."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget

from models.changes import EditError
from models.edits.life import acknowledge, advance, communicate, hand_out, reopen, take_back
from models.keys import PersonKey
from models.life import Stage
from ui.dialogs.agree_dialog import AgreeDialog
from ui.dialogs.life_dialogs import BackDialog, StepDialog
from ui.dialogs.signed_dialog import Signs, today
from ui.document import Document, Edit
from ui.theme import Theme
from workbench.analysis.life.hindrances import agreeing
from workbench.analysis.life.standing import Standing, standings, statements_for
from workbench.language import Language
from workbench.sentences import edit_sentence

if TYPE_CHECKING:
    from ui.prioritise.life_page import LifePage
from workbench.stage_words import step_words


class NameOfTheDay:
    """A name that is forgotten with the window."""

    def __init__(self) -> None:
        self.signer = ""


class LifeSteps(QObject):
    """Every step is one undo step, dated and named."""

    said = Signal(str)
    """Why a step was refused."""

    def __init__(
        self,
        document: Document,
        signs: Signs | None,
        theme: Theme,
        language: Language,
        parent: QWidget,
    ) -> None:
        """Ask over the window of ``parent``; nobody keeps the name where ``signs`` is None."""
        super().__init__(parent)
        self._document = document
        self._signs = NameOfTheDay() if signs is None else signs
        self._theme = theme
        self._language = language
        self._over = parent

    def follow(self, page: LifePage) -> None:
        """Make the steps that are asked for on a page."""
        page.stages.step_asked.connect(self.go)
        page.stages.back_asked.connect(self.go_back)
        page.people.hand_out_asked.connect(self.hand_out)
        page.people.acknowledge_asked.connect(self.acknowledge)
        page.people.take_back_asked.connect(self.take_back)

    def go(self, stage: Stage) -> None:
        """Take the plan to its next stage, if whoever is asked wants that."""
        if stage is Stage.AGREED:
            self._agree()
            return
        dialog = StepDialog(
            stage,
            self._signs,
            self._over.window(),
            lines=self._lines(stage),
            theme=self._theme,
            language=self._language,
        )
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self._step(stage, dialog.signed.by)
        dialog.deleteLater()

    def go_back(self) -> None:
        """Take the plan back, for a reason."""
        dialog = BackDialog(
            self._document.plan.life.stage,
            self._signs,
            self._over.window(),
            theme=self._theme,
            language=self._language,
        )
        if dialog.exec() == QDialog.DialogCode.Accepted:
            signed = dialog.signed
            edit = partial(
                reopen, stage=dialog.stage, on=signed.on, by=signed.by, reason=signed.why
            )
            self._apply(self._language.text("Reopen the plan"), edit)
        dialog.deleteLater()

    def hand_out(self, people: Sequence[PersonKey]) -> None:
        """Hand statements out again to some people."""
        plan = self._document.plan
        label = self._language.plural(
            "Hand out {count} statement", "Hand out {count} statements", len(people)
        )
        rows = statements_for(plan, people, today())
        self._apply(label, partial(hand_out, statements=rows))

    def acknowledge(self, people: Sequence[PersonKey]) -> None:
        """Take note that some people have acknowledged their statements."""
        by = self._named()
        if not by:
            return
        label = self._language.plural(
            "Acknowledgement of {count} person",
            "Acknowledgements of {count} people",
            len(people),
        )
        self._apply(label, partial(acknowledge, people=people, on=today(), by=by))

    def take_back(self, people: Sequence[PersonKey]) -> None:
        """Take acknowledgements back that were noted by mistake."""
        label = self._language.plural(
            "Take {count} acknowledgement back",
            "Take {count} acknowledgements back",
            len(people),
        )
        self._apply(label, partial(take_back, people=people))

    def _agree(self) -> None:
        results = self._document.results
        dialog = AgreeDialog(
            results,
            self._signs,
            self._over.window(),
            theme=self._theme,
            language=self._language,
        )
        if dialog.exec() == QDialog.DialogCode.Accepted:
            signed = dialog.signed
            edit = agreeing(results, on=signed.on, by=signed.by, achievability=dialog.odds)
            self._apply(step_words(Stage.AGREED, self._language), edit)
        dialog.deleteLater()

    def _step(self, stage: Stage, by: str) -> None:
        label = step_words(stage, self._language)
        if stage is not Stage.COMMUNICATED:
            self._apply(label, partial(advance, stage=stage, on=today(), by=by))
            return
        found = standings(self._document.results.program)
        people = [each.person for each in found.people]
        rows = statements_for(self._document.plan, people, today())
        self._apply(label, partial(communicate, statements=rows, on=today(), by=by))

    def _lines(self, stage: Stage) -> tuple[str, ...]:
        """Return what there is to know before a step is taken."""
        found = standings(self._document.results.program)
        language = self._language
        if stage is Stage.COMMUNICATED:
            return (
                language.plural(
                    "{count} person gets a statement of what they will receive.",
                    "{count} people get a statement of what they will receive.",
                    len(found.people),
                ),
            )
        open_ones = len(found.people) - found.counts[Standing.ACKNOWLEDGED]
        if stage is Stage.IN_PERIOD and open_ones:
            return (
                language.plural(
                    "{count} person has not acknowledged their statement yet.",
                    "{count} people have not acknowledged their statements yet.",
                    open_ones,
                ),
            )
        return ()

    def _named(self) -> str:
        """Return the name of who takes note; asked for once."""
        known = self._signs.signer.strip()
        if known:
            return known
        dialog = StepDialog(
            None, self._signs, self._over.window(), theme=self._theme, language=self._language
        )
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        by = dialog.signed.by if accepted else ""
        dialog.deleteLater()
        return by

    def _apply(self, label: str, edit: Edit) -> None:
        try:
            self._document.apply(label, edit)
        except EditError as error:
            self.said.emit(edit_sentence(error, self._document.plan, self._language))

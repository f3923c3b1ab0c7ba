"""A cascade while it is looked at: target, rule and bounds, and what comes of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal

from models.changes import EditError
from models.keys import KpiKey
from models.kpi import Bounds, Kpi
from models.plan import Plan
from ui.aims import Aim
from ui.background import Answer, Background
from ui.document import Document, Edit
from workbench.analysis.cascade.answer import Rule
from workbench.analysis.cascade.edit import kept, with_bounds
from workbench.analysis.cascade.faults import CascadeError
from workbench.analysis.cascade.proposal import Proposal, propose
from workbench.cascade_words import cascade_fault
from workbench.language import Language
from workbench.sentences import edit_sentence


@dataclass(frozen=True, slots=True)
class Worked:
    """What came of a draft.

    Attributes:
        proposal: None where there is none.
        fault: why, in a sentence; empty where there is one.
    """

    proposal: Proposal | None
    fault: str = ""


class CascadeDraft(QObject):
    """Asks for a proposal after every change, in another thread, one at a time.

    Attributes:
        plan: the plan as it was when the draft was begun.
        kpi: whose figure is to change.
        now: what it is.
        rule: who moves how much.
        target: what it is to become.
    """

    worked = Signal(object)
    """Worked: what comes of the draft as it is now."""

    def __init__(self, document: Document, language: Language, aim: Aim, parent: QObject) -> None:
        super().__init__(parent)
        self._aim = aim
        self._language = language
        self._values = document.results.values
        self.plan: Plan = document.plan
        self.kpi: Kpi = self.plan.kpis[aim.key]
        self.now = self._values.group(aim.key, aim.scenario, aim.group)
        self.rule = Rule.EFFORT
        self.target = self.now
        self._bounds: dict[KpiKey, Bounds] = {}
        self._again = False
        self._background = Background(self)
        self._background.answered.connect(self._answered)

    @property
    def bounds(self) -> Mapping[KpiKey, Bounds]:
        """The bounds that differ from those of the plan."""
        return self._bounds

    @property
    def busy(self) -> bool:
        """Whether an answer is still to come."""
        return self._background.busy

    def bounds_of(self, driver: KpiKey) -> Bounds:
        """Return how far a driver may move."""
        return self._bounds.get(driver, self.plan.kpis[driver].bounds)

    def put_bounds(self, driver: KpiKey, bounds: Bounds) -> None:
        """Say how far a driver may move."""
        if bounds == self.plan.kpis[driver].bounds:
            self._bounds.pop(driver, None)
        else:
            self._bounds[driver] = bounds

    def ask(self) -> None:
        """Work the draft out; what is being worked out already is not waited for, but dropped."""
        if self._background.busy:
            # A large tree takes a while: jobs must not pile up while somebody types.
            self._again = True
            return
        self._again = False
        aim = self._aim
        self._background.ask(
            partial(
                _proposed,
                self.plan,
                dict(self._bounds),
                partial(
                    propose,
                    values=self._values,
                    key=aim.key,
                    target=self.target,
                    scenario=aim.scenario,
                    group=aim.group,
                    rule=self.rule,
                ),
            )
        )

    def edit(self, proposal: Proposal, name: str | None) -> Edit:
        """Return the edit that keeps a proposal: as a new scenario, or where it was asked."""
        return partial(kept, found=proposal.found, bounds=dict(self._bounds), name=name)

    def _answered(self, answer: Answer) -> None:
        if self._again:
            self.ask()
            return
        error = answer.error
        if isinstance(error, CascadeError):
            self.worked.emit(Worked(None, cascade_fault(error, self.plan, self._language)))
        elif isinstance(error, EditError):
            self.worked.emit(Worked(None, edit_sentence(error, self.plan, self._language)))
        elif error is not None:
            raise error
        elif isinstance(answer.value, Proposal):
            self.worked.emit(Worked(answer.value))


def _proposed(plan: Plan, bounds: Mapping[KpiKey, Bounds], question: partial[Proposal]) -> Proposal:
    """Work a question out under other bounds than those of the plan."""
    draft, _ = with_bounds(plan, bounds)
    return question(draft)

"""Whatever is done to a document, every step back and forth leads to exactly the same plan."""

from __future__ import annotations

from functools import partial

import numpy as np
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from strategies import sensible
from strategies.edits import Edit, edits

from models.calendar import Span
from models.changes import Changes, EditError
from models.edits.drivers import set_value
from models.plan import Plan
from ui.document import Document
from workbench.files.codec import encode
from workbench.results import results_of


class DocumentMachine(RuleBasedStateMachine):
    """Random edits, undo, redo and switches, beside the list of plans they should lead to."""

    @initialize(plan=sensible.plans())
    def open(self, plan: Plan) -> None:
        self.document = Document(plan)
        self.document.changed.connect(self.note_changes)
        self.told: list[Changes] = []
        # The plan at each place of the undo stack, as its file would hold it.
        self.files = [encode(plan)]

    def note_changes(self, changes: Changes) -> None:
        self.told.append(changes)

    @rule(edit=edits)
    def make(self, edit: Edit) -> None:
        self.ask(edit, None)

    @rule(
        key=st.sampled_from(sensible.KPIS[:4]),
        figures=st.lists(st.floats(0, 100), min_size=2, max_size=4),
        back=st.booleans(),
    )
    def drag(self, key: str, figures: list[float], back: bool) -> None:
        """Turn one driver again and again, as one step; maybe back to where it was."""
        kpi = self.document.plan.kpis.get(key)
        if kpi is None:
            return
        old = kpi.values[0] if kpi.values else None
        depth = self.document.undo_stack.index()
        gesture = object()
        for figure in [*figures, *([old] if back else [])]:
            self.ask(partial(set_value, key=key, period=0, value=figure), gesture)
        assert self.document.undo_stack.index() <= depth + 1

    def ask(self, edit: object, merge_key: object) -> None:
        document, stack = self.document, self.document.undo_stack
        before, results, generation = document.plan, document.results, document.generation
        try:
            changed = document.apply("Edit", edit, merge_key)
        except EditError:
            changed = False
        if not changed:
            assert document.plan is before
            assert document.results is results
            assert document.generation == generation
            return
        place, now = stack.index(), encode(document.plan)
        # A merged step stands in place of the one before; one that came to nothing is gone.
        known = self.files[place] if place < len(self.files) else None
        assert merge_key is not None or place >= 1
        self.files = [*self.files[:place], now]
        if place == 0:
            assert now == known

    @precondition(lambda self: self.document.undo_stack.canUndo())
    @rule()
    def undo(self) -> None:
        self.document.undo_stack.undo()

    @precondition(lambda self: self.document.undo_stack.canRedo())
    @rule()
    def redo(self) -> None:
        self.document.undo_stack.redo()

    @rule(key=st.sampled_from([*sensible.SCENARIOS, "gone"]))
    def switch(self, key: str) -> None:
        self.document.show_scenario(key)

    @rule(span=st.sampled_from(Span), draw=st.data())
    def look(self, span: Span, draw: st.DataObject) -> None:
        groups = self.document.plan.calendar.groups(span)
        if groups:
            self.document.show_group(draw.draw(st.sampled_from(groups)))

    @rule(key=st.sampled_from(sensible.KPIS), among=st.lists(st.sampled_from(sensible.KPIS)))
    def select(self, key: str, among: list[str]) -> None:
        self.document.select(key, among)

    @invariant()
    def the_plan_is_that_of_its_place(self) -> None:
        if hasattr(self, "document"):
            place = self.document.undo_stack.index()
            assert encode(self.document.plan) == self.files[place]
            assert len(self.files) == self.document.undo_stack.count() + 1

    @invariant()
    def what_is_shown_is_there(self) -> None:
        if hasattr(self, "document"):
            document = self.document
            assert document.scenario in ("base", *document.plan.scenarios)
            assert set(document.chosen) <= set(document.plan.kpis)
            assert len(set(document.chosen)) == len(document.chosen)
            among = document.chosen or (None,)
            assert document.selection in among
            assert document.group in document.plan.calendar.groups(document.group.span)

    @invariant()
    def results_are_those_of_the_plan(self) -> None:
        if not hasattr(self, "document"):
            return
        followed, fresh = self.document.results, results_of(self.document.plan)
        assert followed.plan is self.document.plan
        assert list(followed.payouts) == list(fresh.payouts)
        for scenario, payouts in fresh.payouts.items():
            for key in self.document.plan.kpis:
                np.testing.assert_allclose(
                    followed.values.of(key, scenario),
                    fresh.values.of(key, scenario),
                    rtol=1e-12,
                    equal_nan=True,
                )
            assert followed.payouts[scenario].total == payouts.total
            paid = [each.payout for each in payouts.people]
            assert [each.payout for each in followed.payouts[scenario].people] == paid

    def teardown(self) -> None:
        """Walk all the way back, and forth again."""
        if not hasattr(self, "document"):
            return
        stack = self.document.undo_stack
        while stack.canUndo():
            stack.undo()
            assert encode(self.document.plan) == self.files[stack.index()]
        while stack.canRedo():
            stack.redo()
            assert encode(self.document.plan) == self.files[stack.index()]


TestDocument = DocumentMachine.TestCase
TestDocument.settings = settings(max_examples=30, stateful_step_count=15, deadline=None)

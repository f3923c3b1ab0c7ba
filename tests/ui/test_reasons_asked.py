"""What was agreed is changed for a reason only: asked once, logged, and undone with the edit."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
from examples.agreed import ADA, BEN, BOSS, CLEO, WHY, told_shop
from examples.shop import DESIGN, LEAD, LEADS, SELLER
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication
from strategies.edits import Edit, edits
from typing_extensions import override

from models.changes import Changes, Edited, EditError, EditFault
from models.edits.drivers import set_value
from models.edits.kpis import rename
from models.edits.life import reopen
from models.edits.scorecards import set_target, set_weight
from models.keys import KpiKey, MeasureKey
from models.life import Reason, Stage
from models.plan import Plan
from ui.document import AsksWhy, Document
from workbench.analysis.life.touched import Touched
from workbench.files.codec import encode
from workbench.pay.fingerprint import Fingerprints

CLIENTS = MeasureKey("clients")


class Somebody(AsksWhy):
    """Answers every question with the same, and remembers them."""

    def __init__(self, answer: Reason | None) -> None:
        self.answer = answer
        self.asked: list[tuple[str, Touched]] = []

    @override
    def ask_why(self, label: str, before: Plan, hit: Touched) -> Reason | None:
        self.asked.append((label, hit))
        return self.answer


def target(figure: float) -> Callable[[Plan], Edited]:
    return partial(set_target, design=DESIGN, position=SELLER, measure=CLIENTS, target=figure)


@pytest.fixture
def document(qapp: QApplication) -> Document:
    return Document(told_shop())


def test_that_a_change_of_terms_is_one_step_with_its_entry_and_what_it_reopens(
    document: Document,
) -> None:
    before = document.plan
    somebody = Somebody(WHY)
    document.let_ask(somebody)
    assert document.apply("Target of Clients", target(32_000.0))
    after = document.plan
    (entry,) = after.life.changes
    assert (entry.what, entry.by, entry.reason) == ("Target of Clients", BOSS, WHY.why)
    assert entry.people == (BEN, CLEO)
    assert set(after.life.acknowledgements) == {ADA}
    assert document.undo_stack.count() == 1
    document.undo_stack.undo()
    assert encode(document.plan) == encode(before)
    document.undo_stack.redo()
    assert encode(document.plan) == encode(after)
    assert len(somebody.asked) == 1


def test_that_nothing_changes_where_nobody_gives_a_reason(document: Document) -> None:
    before = document.plan
    told: list[Changes] = []
    document.changed.connect(told.append)
    document.let_ask(Somebody(None))
    assert not document.apply("Target", target(32_000.0))
    assert document.plan is before
    assert document.undo_stack.count() == 0
    # Fields that were typed into show again what holds.
    assert told == [Changes()]


def test_that_without_a_window_a_reason_comes_with_the_edit_or_it_is_refused(
    document: Document,
) -> None:
    with pytest.raises(EditError) as caught:
        document.apply("Target", target(32_000.0))
    assert caught.value.fault is EditFault.REASON_NEEDED
    assert document.apply("Target", target(32_000.0), reason=WHY)
    assert len(document.plan.life.changes) == 1


def test_that_figures_and_names_ask_nothing(document: Document) -> None:
    somebody = Somebody(None)
    document.let_ask(somebody)
    assert document.apply("Figure", partial(set_value, key=LEADS, period=0, value=1.0))
    assert document.apply("Name", partial(rename, key=KpiKey("profit"), name="Earnings"))
    assert not somebody.asked
    assert document.plan.life == told_shop().life


def test_that_a_draft_asks_nothing(document: Document) -> None:
    somebody = Somebody(None)
    document.let_ask(somebody)
    back = partial(reopen, stage=Stage.DRAFT, on=WHY.on, by=BOSS, reason="Wrong season")
    assert document.apply("Reopen", back)
    assert document.apply("Target", target(32_000.0))
    assert not somebody.asked


def test_that_a_gesture_asks_once_and_leaves_one_entry(document: Document) -> None:
    before = document.plan
    somebody = Somebody(WHY)
    document.let_ask(somebody)
    for figure in (31_100.0, 31_200.0, 31_300.0):
        document.apply("Target", target(figure), "drag 1")
    assert len(somebody.asked) == 1
    assert document.undo_stack.count() == 1
    assert len(document.plan.life.changes) == 1
    document.apply("Target", target(31_400.0), "drag 2")
    assert len(somebody.asked) == 2
    assert len(document.plan.life.changes) == 2
    document.undo_stack.undo()
    document.undo_stack.undo()
    assert encode(document.plan) == encode(before)


def test_that_a_gesture_that_comes_back_leaves_nothing(document: Document) -> None:
    before = document.plan
    document.let_ask(Somebody(WHY))
    for figure in (31_100.0, 31_200.0, 31_000.0):
        document.apply("Target", target(figure), "drag")
    assert encode(document.plan) == encode(before)
    assert document.undo_stack.count() == 0


def test_that_what_was_saved_amid_a_gesture_stays_logged(document: Document) -> None:
    document.let_ask(Somebody(WHY))
    document.apply("Target", target(31_100.0), "drag")
    document.undo_stack.setClean()
    saved = document.plan
    document.apply("Target", target(31_200.0), "drag")
    assert [entry.what for entry in document.plan.life.changes] == ["Target", "Target"]
    document.undo_stack.undo()
    assert encode(document.plan) == encode(saved)


class Nervous(Somebody):
    """Loses the keyboard to the question: the field enters what was typed once more."""

    def __init__(self, document: Document) -> None:
        super().__init__(WHY)
        self._document = document

    @override
    def ask_why(self, label: str, before: Plan, hit: Touched) -> Reason | None:
        edit = partial(set_weight, design=DESIGN, position=SELLER, measure=CLIENTS, weight=0.1)
        assert not self._document.apply("Again", edit)
        return super().ask_why(label, before, hit)


def test_that_a_question_is_not_asked_within_a_question(document: Document) -> None:
    nervous = Nervous(document)
    document.let_ask(nervous)
    assert document.apply("Target", target(32_000.0))
    assert len(nervous.asked) == 1
    assert document.undo_stack.count() == 1


of_terms = st.builds(
    Edit,
    st.sampled_from([set_target, set_weight]),
    st.tuples(
        st.just(DESIGN),
        st.sampled_from([LEAD, SELLER]),
        st.sampled_from([CLIENTS, MeasureKey("profit")]),
        st.sampled_from([0.25, 0.5, 31_000.0]),
    ),
)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.reuse, Phase.generate],
)
@given(st.lists(st.tuples(st.one_of(of_terms, edits), st.sampled_from([None, "drag"])), max_size=6))
def test_that_acknowledgements_go_with_the_statements_and_undo_finds_every_plan(
    qapp: QApplication, walk: list[tuple[Edit, str | None]]
) -> None:
    document = Document(told_shop())
    document.let_ask(Somebody(WHY))
    kept = [encode(document.plan)]
    for edit, merge_key in walk:
        life_before = document.plan.life
        told = Fingerprints(document.plan).everybody()
        try:
            if edit.function.__module__ == "models.edits.life":
                continue
            document.apply(edit.function.__name__, edit, merge_key)
        except EditError:
            continue
        now = Fingerprints(document.plan).everybody()
        for person in life_before.acknowledgements:
            if merge_key is None:
                still = person in document.plan.life.acknowledgements
                assert still == (told.get(person) == now.get(person)), (edit, person)
        kept.append(encode(document.plan))
    while document.undo_stack.canUndo():
        document.undo_stack.undo()
        assert encode(document.plan) in kept
    assert encode(document.plan) == kept[0]


def test_that_a_merged_gesture_keeps_the_reopened_people_of_all_its_steps(
    document: Document,
) -> None:
    document.let_ask(Somebody(WHY))
    document.apply("Target", target(31_100.0), "paste")
    other = partial(
        set_weight, design=DESIGN, position=LEAD, measure=MeasureKey("profit"), weight=0.4
    )
    document.apply("Weights", other, "paste")
    (entry,) = document.plan.life.changes
    assert set(entry.people) == {ADA, BEN, CLEO}

"""What holds of every edit: its changes are the difference, and earlier plans stay."""

from __future__ import annotations

from contextlib import suppress

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from strategies import plans as any_shape
from strategies import sensible
from strategies.edits import EDITS, Edit, edits, every_edit

from models.changes import EditError, diff
from models.cycles import cycles
from models.formula import is_valid_key
from models.formula_parser import FormulaError, parse
from models.plan import Plan
from models.problems import check
from models.table import Table
from models.tree import kpi_tree
from workbench.files.codec import encode
from workbench.language import language
from workbench.sentences import edit_sentence

slow = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]


def test_that_no_edit_is_left_out_of_these_tests() -> None:
    assert set(EDITS) == every_edit()


# Shrinking fifty edits takes minutes, and the edit that failed is named anyway.
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=slow,
    phases=[Phase.reuse, Phase.generate],
)
@given(st.one_of(sensible.plans(), sensible.plans(), any_shape.plans()), st.tuples(*EDITS.values()))
def test_that_an_edit_tells_exactly_what_differs(before: Plan, every: tuple[Edit, ...]) -> None:
    written = encode(before)
    for edit in every:
        try:
            after, changes = edit(before)
        except EditError as error:
            sentences = [edit_sentence(error, before, language(code)) for code in ("en", "fr")]
        else:
            sentences = []
            assert changes == diff(before, after), edit
            assert changes.is_empty == (after is before), edit
            fresh = Table(after.kpis.values())
            assert kpi_tree(after.kpis).preorder() == kpi_tree(fresh).preorder(), edit
        assert all(sentence[-1] in ".!?" for sentence in sentences)
    assert encode(before) == written


@settings(max_examples=60, deadline=None, suppress_health_check=slow)
@given(sensible.plans(), st.lists(edits, max_size=8))
def test_that_undo_finds_every_earlier_plan_as_it_was(plan: Plan, walk: list[Edit]) -> None:
    kept = [(plan, encode(plan))]
    for edit in walk:
        with suppress(EditError):
            plan, _ = edit(plan)
            kept.append((plan, encode(plan)))
    for earlier, written in kept:
        assert encode(earlier) == written
    assert diff(kept[-1][0], kept[0][0]).is_empty == (kept[-1][0] == kept[0][0])


def sound(plan: Plan) -> bool:
    """Return whether formulas can be read and depend on each other in order."""
    for kpi in plan.kpis.values():
        try:
            if kpi.formula:
                parse(kpi.formula)
        except FormulaError:
            return False
    return not cycles(plan.kpis) and all(map(is_valid_key, plan.kpis))


@settings(max_examples=80, deadline=None, suppress_health_check=slow)
@given(sensible.plans(), st.lists(edits, max_size=6))
def test_that_edits_let_no_cycle_nor_syntax_fault_nor_bad_key_in(
    plan: Plan, walk: list[Edit]
) -> None:
    assert sound(plan)
    for edit in walk:
        with suppress(EditError):
            plan, _ = edit(plan)
            assert sound(plan), edit
    check(plan)

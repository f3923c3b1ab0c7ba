"""The life of a plan: no stage is skipped, each step is named, a way back needs a reason."""

from __future__ import annotations

from dataclasses import replace

import pytest
from examples import shop as example
from examples.agreed import ADA, BEN, BOSS, DAY, agreed_shop, told_shop

from models.changes import EditError, EditFault
from models.edits import life
from models.life import LoggedChange, Stage, Statement
from models.plan import Plan


def fault_of(edit: object, *arguments: object, **keywords: object) -> EditFault:
    with pytest.raises(EditError) as caught:
        edit(*arguments, **keywords)  # type: ignore[operator] # pyright: ignore[reportCallIssue]
    return caught.value.fault


def test_that_a_plan_goes_through_every_stage_in_order() -> None:
    plan = told_shop()
    for stage in (Stage.IN_PERIOD, Stage.MEASURED, Stage.SIGNED_OFF):
        plan, _ = life.advance(plan, stage, on=DAY, by=BOSS)
    assert [step.stage for step in plan.life.steps] == list(Stage)[1:]
    assert {step.by for step in plan.life.steps} == {BOSS}


@pytest.mark.parametrize("stage", [Stage.COMMUNICATED, Stage.MEASURED, Stage.SIGNED_OFF])
def test_that_no_stage_is_skipped(stage: Stage) -> None:
    assert fault_of(life.advance, agreed_shop(), stage, on=DAY, by=BOSS) is EditFault.WRONG_STAGE


def test_that_weights_must_come_to_all_before_a_plan_is_agreed() -> None:
    with pytest.raises(EditError) as caught:
        life.agree(example.shop(), on=DAY, by=BOSS)
    assert caught.value.fault is EditFault.WEIGHTS_NOT_WHOLE
    assert caught.value.details["position"] == example.SELLER


def test_that_every_step_carries_a_name_and_every_way_back_a_reason() -> None:
    plan = agreed_shop()
    assert fault_of(life.agree, example.sound_shop(), on=DAY, by=" ") is EditFault.NAME_NEEDED
    back = {"on": DAY, "by": BOSS, "reason": "  "}
    assert fault_of(life.reopen, plan, Stage.DRAFT, **back) is EditFault.REASON_NEEDED
    draft, _ = life.reopen(plan, Stage.DRAFT, on=DAY, by=BOSS, reason="Wrong season")
    assert not draft.life.locked
    again, _ = life.agree(draft, on=DAY, by=BOSS)
    assert again.life.version == 2


def test_that_only_who_was_told_can_acknowledge() -> None:
    plan = agreed_shop()
    assert fault_of(life.acknowledge, plan, [ADA], on=DAY, by=BOSS) is EditFault.NO_STATEMENT


def test_that_another_statement_takes_the_acknowledgement_back_and_the_same_keeps_it() -> None:
    plan = told_shop()
    same = plan.life.statements[ADA]
    other = Statement(BEN, DAY, 2, "something else")
    again, _ = life.hand_out(plan, [same, other])
    assert ADA in again.life.acknowledgements
    assert BEN not in again.life.acknowledgements


def test_that_a_logged_change_reopens_those_it_touches() -> None:
    plan = told_shop()
    entry = LoggedChange(DAY, BOSS, "Target of Profit", "A new market", (ADA,))
    after, _ = life.log_change(plan, entry)
    assert set(plan.life.acknowledgements) - set(after.life.acknowledgements) == {ADA}
    assert after.life.version == plan.life.version + 1
    silent = replace(entry, reason="")
    assert fault_of(life.log_change, plan, silent) is EditFault.REASON_NEEDED


def _acknowledged(plan: Plan) -> set[str]:
    return {str(person) for person in plan.life.acknowledgements}


def test_that_a_word_is_taken_back_for_those_who_gave_it() -> None:
    plan = told_shop()
    after, _ = life.take_back(plan, [ADA, ADA])
    assert _acknowledged(plan) - _acknowledged(after) == {"ada"}
    assert life.take_back(after, [ADA])[1].is_empty

"""Hints about pay: each where it is due, none where it is not, and a way out that helps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from examples.shop import DESIGN, LEAD, LEADS, PROFIT, SELLER, sound_shop

from models.keys import MeasureKey
from models.kpi import Nature
from models.plan import Plan
from models.scorecard import (
    Curve,
    CurveBasis,
    CurvePoint,
    Gate,
    GateSide,
    Measure,
    Scorecard,
)
from models.uncertainty import Distribution, Shape
from workbench.analysis.incentives.hint import PayHint, PayHintCode
from workbench.analysis.incentives.hints import pay_hints
from workbench.finding_words import finding_sentence, finding_why
from workbench.findings import FindingKind, findings_of, pay_findings
from workbench.language import language
from workbench.results import results_of
from workbench.ways_out import way_out, way_out_words


def found(plan: Plan) -> dict[PayHintCode, list[PayHint]]:
    """Return the hints about a plan, by code."""
    by_code: dict[PayHintCode, list[PayHint]] = {}
    for hint in pay_hints(results_of(plan)) or ():
        by_code.setdefault(hint.code, []).append(hint)
    return by_code


def with_measure(plan: Plan, key: str, change: Callable[[Measure], Measure]) -> Plan:
    """Return a plan with one measure of a scorecard changed."""
    design = plan.designs[DESIGN]
    cards = design.scorecards
    for card in cards.values():
        sections = tuple(
            replace(
                section,
                measures=tuple(
                    change(each) if each.key == key else each for each in section.measures
                ),
            )
            for section in card.sections
        )
        cards = cards.replacing(replace(card, sections=sections))
    return replace(plan, designs=plan.designs.replacing(replace(design, scorecards=cards)))


def with_card(plan: Plan, card: Scorecard) -> Plan:
    design = plan.designs[DESIGN]
    cards = design.scorecards.replacing(card)
    return replace(plan, designs=plan.designs.replacing(replace(design, scorecards=cards)))


def uncertain(plan: Plan) -> Plan:
    """Return a plan whose leads may be 10 % fewer or more than thought."""
    spread = Distribution(Shape.NORMAL, 0.9, 1.1)
    leads = replace(plan.kpis[LEADS], distribution=spread)
    return replace(plan, kpis=plan.kpis.replacing(leads))


def test_that_a_jump_is_shown_with_what_one_unit_across_it_is_worth() -> None:
    (cliff,) = found(sound_shop())[PayHintCode.CLIFF]
    # Half of the bonus of 18,000 hangs on the profit, and its threshold pays half of that.
    assert (cliff.low, cliff.money) == (2_400_000.0, 4_500.0)


def test_that_a_smooth_curve_has_no_cliff() -> None:
    smooth = Curve(points=(CurvePoint(0.5, 0.0), CurvePoint(1.5, 2.0)))
    plan = sound_shop()
    for key in ("profit", "leads", "clients", "costs"):
        plan = with_measure(plan, key, lambda each: replace(each, curve=smooth))
    assert PayHintCode.CLIFF not in found(plan)


def test_that_who_moves_nothing_of_a_measure_does_not_see_it() -> None:
    plan = with_measure(sound_shop(), "clients", lambda each: replace(each, kpi=LEADS))
    (line,) = found(plan)[PayHintCode.LINE_OF_SIGHT]
    assert (line.positions, line.share) == ((SELLER,), 0.0)


def test_that_a_curve_that_is_flat_where_results_are_likely_is_told() -> None:
    flat = Curve(basis=CurveBasis.VALUE, points=(CurvePoint(1.0, 0.5), CurvePoint(2.0, 1.0)))
    plan = with_measure(uncertain(sound_shop()), "leads", lambda each: replace(each, curve=flat))
    (zone,) = found(plan)[PayHintCode.DEAD_ZONE]
    assert zone.simulated
    assert zone.share == 1.0


def test_that_odds_far_from_usual_offer_a_target_that_two_in_three_results_reach() -> None:
    plan = uncertain(sound_shop())
    high = with_measure(plan, "leads", lambda each: replace(each, targets=(130_000.0,)))
    (hint,) = [
        each for each in found(high)[PayHintCode.ODDS] if each.place.field.split("/")[3] == "leads"
    ]
    assert hint.odds is not None
    assert hint.odds.target < 0.05
    assert hint.mend is not None
    after, changes = way_out(high, hint.mend)
    assert set(changes.designs) == {DESIGN}
    again = [
        each
        for each in found(after).get(PayHintCode.ODDS, [])
        if each.place.field.split("/")[3] == "leads"
    ]
    odds = [each.odds.target for each in again if each.odds is not None]
    assert all(0.6 <= each <= 0.72 for each in odds)
    assert way_out_words(hint.mend, high, language("en")).startswith("Set the target to 104,000")


def test_that_marketing_without_profit_and_sales_without_a_future_are_told() -> None:
    plan = with_measure(sound_shop(), "profit", lambda each: replace(each, kpi=LEADS))
    short = replace(
        plan,
        kpis=plan.kpis.mapping(
            lambda kpi: replace(kpi, nature=Nature(0.5, 0.5, 0.5, 0.5, 0.5, 0.9))
        ),
    )
    hints = found(short)
    assert [each.function for each in hints[PayHintCode.NO_PROFIT]] == ["marketing"]
    assert [each.function for each in hints[PayHintCode.SHORT_TERM]] == ["sales"]
    assert PayHintCode.NO_PROFIT not in found(sound_shop())


def test_that_cost_over_the_ceiling_and_too_many_rules_are_told() -> None:
    plan = replace(sound_shop(), ceiling=1.0)
    card = plan.designs[DESIGN].scorecards[LEAD]
    gate = Gate(PROFIT, GateSide.AT_LEAST, 0.0)
    plan = with_card(plan, replace(card, gates=(gate, gate, gate)))
    stairs = Curve(points=tuple(CurvePoint(0.5 + 0.1 * at, 0.2 * at) for at in range(8)))
    plan = with_measure(plan, "clients", lambda each: replace(each, curve=stairs))
    hints = found(plan)
    assert hints[PayHintCode.OVER_CEILING][0].ceiling == 1.0
    assert [each.count for each in hints[PayHintCode.MANY_GATES]] == [3]
    assert [each.count for each in hints[PayHintCode.MANY_STEPS]] == [8]


def test_that_no_hint_is_told_twice_and_each_says_why_with_a_source() -> None:
    plan = uncertain(sound_shop())
    plan = with_measure(plan, "gemba", lambda each: replace(each, weight=0.05))
    results = results_of(plan)
    listed = findings_of(results).listed + (pay_findings(results, lambda: True) or ())
    assert len({(str(each.place), str(each.cause)) for each in listed}) == len(listed)
    codes = {str(getattr(each.cause, "code", "")) for each in listed}
    assert {"measure_count", "light_weight", "cliff"} <= codes
    for code in ("en", "fr"):
        words = language(code)
        for each in listed:
            assert finding_sentence(each, plan, words)[-1] in ".!?"
            if str(getattr(each.cause, "code", "")) in {
                "measure_count",
                "light_weight",
                *PayHintCode,
            }:
                why = finding_why(each, words)
                assert why[-1] == "."
                assert each.kind is FindingKind.HINT


def test_that_a_look_ends_where_nobody_wants_it() -> None:
    assert pay_hints(results_of(uncertain(sound_shop())), lambda: False) is None


@pytest.mark.parametrize("broken", [{"current_design": None}])
def test_that_a_plan_that_pays_nobody_has_no_hints(broken: dict[str, object]) -> None:
    plan = replace(sound_shop(), **broken)  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]
    assert pay_hints(results_of(plan)) == ()


def test_that_a_measure_that_is_gone_is_refused() -> None:
    plan = uncertain(sound_shop())
    (hint,) = [
        each
        for each in found(with_measure(plan, "leads", lambda row: replace(row, targets=(1e6,))))[
            PayHintCode.ODDS
        ]
        if each.place.field.split("/")[3] == "leads"
    ]
    gone = with_measure(plan, "leads", lambda row: replace(row, key=MeasureKey("other")))
    assert hint.mend is not None
    with pytest.raises(Exception, match="no_such_row"):
        way_out(gone, hint.mend)

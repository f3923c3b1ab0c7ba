"""The alignment of functions: against the plan worked out anew, and at its edges."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from examples.levers import CROSSED, LOOSER, levers_plan
from examples.shop import (
    ARPU,
    CLIENTS,
    CONVERSION,
    COSTS,
    DESIGN,
    LEAD,
    LEADS,
    MARKETING,
    PROFIT,
    SALES,
    SELLER,
    STRETCH,
    sound_shop,
)
from immutables import Map

from models.calendar import Span
from models.keys import (
    BASE,
    DesignKey,
    KpiKey,
    LeverKey,
    ObjectiveKey,
    PersonKey,
    PositionKey,
    ScenarioKey,
)
from models.kpi import Nature
from models.organisation import TargetBonus
from models.plan import Plan
from models.scenario import Lever, Override, Scenario
from models.scorecard import (
    CardException,
    Curve,
    CurveBasis,
    CurveKind,
    CurvePoint,
    Gate,
    GateSide,
    MeasureException,
    Pool,
    PoolKind,
    ScoreForm,
)
from models.table import Table
from models.uncertainty import Distribution, Shape, SpreadBasis
from workbench.analysis.alignment.align import Alignment, align
from workbench.analysis.alignment.contradictions import Verdict, verdict_on
from workbench.analysis.alignment.faults import AlignmentError, AlignmentFault
from workbench.analysis.alignment.hints import HintKind
from workbench.analysis.alignment.moves import Move, Side
from workbench.analysis.alignment.weights import Subject
from workbench.engine.evaluate import evaluate_plan
from workbench.results import results_of

PUSH = Lever(LeverKey("push"), "Push", MARKETING, Map({LEADS: 1.1, COSTS: 1.05}), start=3)
CHEAP = Lever(LeverKey("cheap"), "Cheap", SALES, Map({ARPU: 0.9, CONVERSION: 1.08}))


def shop(*levers: Lever) -> Plan:
    return replace(sound_shop(), levers=Table(levers or (PUSH, CHEAP)))


def aligned(plan: Plan, **asked: object) -> Alignment:
    return align(evaluate_plan(plan), **asked)


def applied(plan: Plan, move: Move, scenario: ScenarioKey) -> Plan:
    """Return the plan with a scenario "moved": another one, and a move on top of it."""
    known = Map() if scenario == BASE else plan.scenarios[scenario].overrides
    overrides = dict(known)
    for key, factor in move.factors.items():
        before = overrides.get(key, Override()).factors or (1.0,) * 12
        factors = tuple(
            each * (factor if period >= move.start else 1.0) for period, each in enumerate(before)
        )
        overrides[key] = Override(factors=factors)
    moved = Scenario(ScenarioKey("moved"), "Moved", Map(overrides))
    return replace(plan, scenarios=Table((*plan.scenarios.values(), moved)))


def with_card(plan: Plan, position: PositionKey, **changes: object) -> Plan:
    design = plan.designs[DESIGN]
    card = replace(design.scorecards[position], **changes)
    cards = design.scorecards.replacing(card)
    return replace(plan, designs=plan.designs.replacing(replace(design, scorecards=cards)))


def with_curve(plan: Plan, position: PositionKey, kpi: KpiKey, curve: Curve) -> Plan:
    card = plan.designs[DESIGN].scorecards[position]
    sections = tuple(
        replace(
            section,
            measures=tuple(
                replace(each, curve=curve) if each.kpi == kpi else each for each in section.measures
            ),
        )
        for section in card.sections
    )
    return with_card(plan, position, sections=sections)


@pytest.mark.parametrize("scenario", [BASE, STRETCH])
def test_that_every_move_pays_what_a_scenario_of_it_would(scenario: ScenarioKey) -> None:
    plan = shop()
    found = aligned(plan, scenario=scenario)
    moves = [each.contradiction for each in (*found.levers, *found.drivers)]
    assert len(moves) == 2 + 2 * 4
    for each in moves:
        results = results_of(applied(plan, each.move, scenario))
        payouts = results.payouts[ScenarioKey("moved")]
        before = results.payouts[scenario]
        profit = results.values.total(PROFIT, ScenarioKey("moved"))
        assert each.profit == pytest.approx(profit - results.values.total(PROFIT, scenario))
        for bonus in each.bonuses:
            target = {MARKETING: 18_000.0, SALES: 19_200.0}[bonus.function]
            for paid, share in ((payouts, bonus.after), (before, bonus.before)):
                own = sum(p.payout for p in paid.people if p.function == bonus.function)
                # Payouts are rounded to cents, shares are not.
                assert share * target == pytest.approx(float(own), abs=0.011)


def test_that_drivers_move_by_their_distribution() -> None:
    plan = shop()
    by_factor = Distribution(Shape.PERT, 0.8, 1.3, 1.0)
    by_value = Distribution(Shape.NORMAL, 0.09, 0.11, basis=SpreadBasis.VALUE)
    kpis = plan.kpis.replacing(replace(plan.kpis[LEADS], distribution=by_factor))
    kpis = kpis.replacing(replace(kpis[CONVERSION], distribution=by_value))
    found = aligned(replace(plan, kpis=kpis))
    factors = {
        (move.driver, move.side): (move.factors[move.driver], move.assumed)
        for each in found.drivers
        if (move := each.contradiction.move).driver is not None
    }
    assert factors[LEADS, Side.LOW] == (0.8, False)
    assert factors[LEADS, Side.HIGH] == (1.3, False)
    assert factors[CONVERSION, Side.LOW][0] == pytest.approx(0.9)
    assert factors[CONVERSION, Side.HIGH][0] == pytest.approx(1.1)
    assert factors[COSTS, Side.LOW] == (0.9, True)


@pytest.mark.parametrize(
    ("change", "bonuses", "verdict"),
    [
        (-10.0, (0.05, 0.0), Verdict.PAID_TO_DESTROY),
        (-10.0, (0.05, -0.05), Verdict.PAID_TO_DESTROY),
        (10.0, (0.05, -0.05), Verdict.TUG_OF_WAR),
        (0.0, (0.05, -0.05), Verdict.TUG_OF_WAR),
        (10.0, (0.0, 0.001), Verdict.UNPAID_GOOD),
        (10.0, (0.0, -0.05), Verdict.PUNISHED_GOOD),
        (10.0, (0.05, 0.0), Verdict.ALIGNED),
        (-10.0, (0.0, -0.001), Verdict.BLIND_SPOT),
        (-10.0, (0.0, -0.002), Verdict.ALIGNED),
        (0.1, (0.05, 0.0), Verdict.PAID_FOR_NOTHING),
        (0.1, (0.0, -0.05), Verdict.STILL),
        (math.nan, (0.0, 0.0), Verdict.UNKNOWN),
        (1.0, (math.nan, 0.0), Verdict.UNKNOWN),
    ],
)
def test_that_the_first_verdict_that_holds_is_given(
    change: float, bonuses: tuple[float, ...], verdict: Verdict
) -> None:
    assert verdict_on(1000.0, change, bonuses) is verdict


def test_that_repairs_hold_when_the_plan_is_paid_by_them() -> None:
    """The scorecard is rewritten as the repair says, and paid in a plan of its own."""
    plan = levers_plan(CROSSED)
    finding = next(e for e in aligned(plan).levers if e.contradiction.move.lever == LOOSER)
    assert finding.repairs is not None
    repair = finding.repairs[0]
    assert repair.weight is not None
    assert repair.cap is not None
    raised = repair.weight.after

    def change(design: object) -> float:
        other = replace(plan, designs=plan.designs.replacing(design))
        moved = Scenario(
            ScenarioKey("moved"),
            "Moved",
            Map({key: Override(factors=(f,)) for key, f in plan.levers[LOOSER].factors.items()}),
        )
        paid = results_of(replace(other, scenarios=Table((moved,)))).payouts
        rises = [float(paid[key].people[0].payout) for key in (BASE, ScenarioKey("moved"))]
        return rises[1] - rises[0]

    def written(edit: object) -> object:
        design = plan.designs[CROSSED]
        card = design.scorecards[PositionKey("marketer")]
        (section,) = card.sections
        measures = tuple(edit(measure) for measure in section.measures)
        card = replace(card, sections=(replace(section, measures=measures),))
        return replace(design, scorecards=design.scorecards.replacing(card))

    def weighted(to: float) -> object:
        shrink = (1 - to) / 0.5
        return written(lambda m: replace(m, weight=to if m.kpi == PROFIT else m.weight * shrink))

    def capped(at: float) -> object:
        return written(lambda m: replace(m, cap=at) if m.kpi == LEADS else m)

    assert change(weighted(raised)) <= 0.01
    assert change(weighted(raised - 0.001)) > 0.01
    assert change(capped(repair.cap.cap)) <= 0.01
    assert change(capped(repair.cap.cap + 0.001)) > 0.01


def test_that_multiplied_measures_count_the_same_and_have_no_weight_to_raise() -> None:
    plan = with_card(shop(CHEAP), SELLER, form=ScoreForm.MULTIPLICATIVE)
    found = aligned(plan)
    shares = found.functions[SALES].shares
    assert shares == {Subject(CLIENTS): 0.5, Subject(COSTS): 0.5}
    assert found.functions[SALES].equal == (SELLER,)
    assert HintKind.NO_WEIGHTS in [hint.kind for hint in found.hints]
    (finding,) = found.levers
    assert finding.contradiction.verdict is Verdict.PAID_TO_DESTROY
    assert finding.repairs is not None
    (repair,) = finding.repairs
    assert (repair.function, repair.weight, repair.grid) == (SALES, None, ())
    assert repair.cap is not None


def test_that_shares_are_of_the_whole_bonus_money_of_a_function() -> None:
    found = aligned(shop())
    assert found.functions[MARKETING].bonus == 18_000
    assert found.functions[SALES].bonus == 2 * 9_600
    assert found.functions[MARKETING].shares == {
        Subject(PROFIT): 0.5,
        Subject(LEADS): 0.4,
        Subject(objective=ObjectiveKey("gemba")): 0.1,
    }
    assert found.stake is not None
    assert found.stake.share == 0.0


def test_that_without_a_scorecard_money_is_on_nothing() -> None:
    plan = shop()
    design = plan.designs[DESIGN]
    cards = Table([design.scorecards[LEAD]])
    found = aligned(replace(plan, designs=Table([replace(design, scorecards=cards)])))
    assert found.functions[SALES].shares == {}
    assert [h.count for h in found.hints if h.kind is HintKind.WITHOUT_SCORECARD] == [2]


def test_that_all_functions_are_compared_where_roles_are_missing() -> None:
    plan = shop()
    sales = replace(plan.functions[SALES], role=plan.functions[MARKETING].role)
    found = aligned(replace(plan, functions=plan.functions.replacing(sales)))
    assert not found.by_role
    assert found.stake is None
    assert found.compared == (MARKETING, SALES)


def test_that_axes_are_means_by_bonus_and_leave_the_unknown_out() -> None:
    plan = shop()
    kpis = plan.kpis.replacing(replace(plan.kpis[PROFIT], nature=Nature(reach_revenue=1.0)))
    kpis = kpis.replacing(replace(kpis[LEADS], nature=Nature(reach_revenue=0.1)))
    found = aligned(replace(plan, kpis=kpis))
    marketing = found.axes[MARKETING]
    assert marketing.nature is not None
    assert marketing.nature.reach_revenue == pytest.approx((0.5 * 1.0 + 0.4 * 0.1) / 0.9)
    assert marketing.known == pytest.approx(0.9)
    assert found.axes[SALES].nature is None


def test_that_a_step_is_a_cliff_with_the_money_of_all_holders() -> None:
    curve = Curve(
        CurveKind.STEP, CurveBasis.VALUE, (CurvePoint(30_000.0, 0.5), CurvePoint(31_000.0, 1.0))
    )
    found = aligned(with_curve(shop(), SELLER, CLIENTS, curve))
    worths = {each.at: each.worth for each in found.cliffs if each.kpi == CLIENTS}
    # Two sellers of 9,600 with 60 % on clients, of which a half is at stake twice.
    assert worths == pytest.approx({30_000.0: 5_760.0, 31_000.0: 5_760.0})


def test_that_exceptions_count_by_their_own_weights_and_targets() -> None:
    curve = Curve(CurveKind.STEP, points=(CurvePoint(1.0, 1.0),))
    plan = with_curve(shop(), SELLER, CLIENTS, curve)
    measures = plan.designs[DESIGN].scorecards[SELLER].measures
    [clients] = [each for each in measures if each.kpi == CLIENTS]
    [target] = clients.targets
    assert target is not None
    own = CardException(
        PersonKey("cleo"), (MeasureException(clients.key, 0.2, (target + 100.0,)),), "trainee"
    )
    found = aligned(with_card(plan, SELLER, exceptions=Table([own])))
    # Half of the money is Ben's, with 60 % on clients, and half is Cléo's.
    assert found.functions[SALES].shares[Subject(CLIENTS)] == pytest.approx((0.6 + 0.2) / 2)
    worths = {each.at: each.worth for each in found.cliffs if each.kpi == CLIENTS}
    expected = {target: 9_600 * 0.6, target + 100.0: 9_600 * 0.2}
    assert worths == pytest.approx(expected)


def test_that_retroactive_tiers_are_a_cliff_and_marginal_ones_are_not() -> None:
    def jumps(*, retroactive: bool) -> list[float]:
        points = (CurvePoint(1.0, 1.4, retroactive),)
        curve = Curve(CurveKind.TIERS, CurveBasis.TARGET, points)
        found = aligned(with_curve(shop(), SELLER, CLIENTS, curve))
        return [each.worth for each in found.cliffs if each.kpi == CLIENTS]

    assert jumps(retroactive=True) == pytest.approx([0.4 * 0.6 * 19_200])
    assert jumps(retroactive=False) == []


def test_that_a_gate_is_a_cliff() -> None:
    gate = Gate(PROFIT, GateSide.AT_LEAST, 3_500_000.0, part=0.5)
    plan = with_card(shop(), LEAD, gates=(gate,))
    (cliff,) = [each for each in aligned(plan).cliffs if each.gate]
    paid = next(p for p in results_of(plan).payouts[BASE].people if p.position == LEAD)
    assert (cliff.position, cliff.kpi, cliff.at) == (LEAD, PROFIT, 3_500_000.0)
    open_pay = float(paid.payout) / (1.0 if paid.gate == 1.0 else 0.5)
    assert cliff.worth == pytest.approx(open_pay / 2, abs=0.02)


def test_that_a_curve_that_no_driver_moves_off_is_a_dead_zone() -> None:
    flat = Curve(CurveKind.STEP, CurveBasis.VALUE, (CurvePoint(1.0, 0.7), CurvePoint(1e9, 2.0)))
    found = aligned(with_curve(shop(), SELLER, CLIENTS, flat))
    (zone,) = found.zones
    assert (zone.position, zone.kpi, zone.pay) == (SELLER, CLIENTS, 0.7)
    # Clients start at 20,000 and win 900 a month; leads and conversion move that by a tenth.
    assert (zone.low, zone.high) == pytest.approx((20_000 + 9_720, 20_000 + 11_880))


def test_that_a_dead_zone_is_judged_from_p10_to_p90_where_drivers_are_uncertain() -> None:
    """Beyond 31,500 clients more is paid: ten runs in a hundred get there, or hardly any."""
    curve = Curve(CurveKind.STEP, CurveBasis.VALUE, (CurvePoint(1.0, 0.7), CurvePoint(31_500, 2.0)))
    plan = with_curve(shop(), SELLER, CLIENTS, curve)
    leads = plan.kpis[LEADS]
    zones = {}
    for p90 in (1.02, 1.1):
        spread = Distribution(Shape.UNIFORM, 2.0 - p90, p90)
        kpis = plan.kpis.replacing(replace(leads, distribution=spread))
        zones[p90] = aligned(replace(plan, kpis=kpis)).zones
    assert zones[1.1] == ()
    (zone,) = zones[1.02]
    assert (zone.kpi, zone.simulated) == (CLIENTS, True)
    # 10,800 clients are won in a year; leads move that by 2 %.
    assert (zone.low, zone.high) == pytest.approx((30_800 - 216, 30_800 + 216), abs=3.0)


def test_that_line_of_sight_is_the_share_of_the_movement_that_a_function_answers_for() -> None:
    found = aligned(shop())
    sights = {(each.position, each.kpi): each.share for each in found.sights}
    assert sights[LEAD, LEADS] == pytest.approx(1.0)
    # Leads are marketing's, conversion sales': each moves clients as much.
    assert sights[SELLER, CLIENTS] == pytest.approx(0.5)
    assert sights[SELLER, COSTS] == pytest.approx(0.5)


def test_that_cost_counts_charges_and_what_more_profit_brings() -> None:
    plan = replace(shop(), ceiling=1.0)
    results = results_of(plan)
    found = aligned(plan, scenario=STRETCH)
    paid, base_paid = (float(results.payouts[key].total) for key in (STRETCH, BASE))
    profit, base = (results.values.total(PROFIT, key) for key in (STRETCH, BASE))
    assert found.cost.after == pytest.approx(profit - paid * 1.42)
    assert found.cost.extra_share == pytest.approx((paid - base_paid) * 1.42 / (profit - base))
    assert found.cost.earned_per_unit == pytest.approx((profit - base) / (paid - base_paid))
    assert math.isnan(aligned(plan).cost.earned_per_unit)
    assert HintKind.OVER_CEILING in [hint.kind for hint in found.hints]


def test_that_hints_name_thin_scorecards_and_marketing_without_profit() -> None:
    kinds = [hint.kind for hint in aligned(levers_plan()).hints]
    assert kinds.count(HintKind.FEW_MEASURES) == 2
    assert kinds.count(HintKind.NO_PROFIT) == 1
    assert HintKind.NO_PROFIT not in [hint.kind for hint in aligned(shop()).hints]


def test_that_people_without_a_target_bonus_are_left_out_of_money_and_payouts() -> None:
    plan = shop()
    person = plan.people["cleo"]
    nothing = replace(person, target=TargetBonus(share=0.1), base_pay=None)
    found = aligned(replace(plan, people=plan.people.replacing(nothing)))
    assert found.functions[SALES].bonus == 9_600
    assert all(math.isfinite(b.after) for e in found.levers for b in e.contradiction.bonuses)


def test_that_a_missing_figure_gives_no_verdict() -> None:
    plan = shop()
    unread = replace(plan.kpis[COSTS], key=KpiKey("unread"), values=(None,) * 12)
    plan = replace(plan, kpis=Table((*plan.kpis.values(), unread)))
    card = plan.designs[DESIGN].scorecards[LEAD]
    (section,) = card.sections
    measures = (*section.measures[1:], replace(section.measures[0], kpi=KpiKey("unread")))
    found = aligned(with_card(plan, LEAD, sections=(replace(section, measures=measures),)))
    assert {each.contradiction.verdict for each in found.levers} == {Verdict.UNKNOWN}


@pytest.mark.parametrize(
    ("change", "asked", "fault"),
    [
        ({"current_design": None}, {}, AlignmentFault.NO_DESIGN),
        ({}, {"design": DesignKey("none")}, AlignmentFault.UNKNOWN_DESIGN),
        ({}, {"levers": [LeverKey("none")]}, AlignmentFault.UNKNOWN_LEVER),
        ({"people": Table()}, {}, AlignmentFault.NO_BONUS),
    ],
)
def test_that_what_cannot_be_asked_is_refused(
    change: dict[str, object], asked: dict[str, object], fault: AlignmentFault
) -> None:
    with pytest.raises(AlignmentError) as error:
        aligned(replace(shop(), **change), **asked)
    assert error.value.fault is fault


def test_that_a_plan_without_profit_is_refused() -> None:
    plan = shop()
    with pytest.raises(AlignmentError) as error:
        aligned(replace(plan, kpis=plan.kpis.replacing(replace(plan.kpis[PROFIT], role=None))))
    assert error.value.fault is AlignmentFault.NO_PROFIT


def test_that_a_lever_on_a_formula_is_refused_and_others_are_judged() -> None:
    wrong = Lever(LeverKey("wrong"), "Wrong", factors=Map({CLIENTS: 1.1}))
    empty = Lever(LeverKey("empty"), "Empty")
    plan = shop(PUSH, wrong, empty)
    found = aligned(plan)
    assert [each.contradiction.move.lever for each in found.levers] == [PUSH.key]
    assert [(each.fault, each.key, each.kpi) for each in found.refused] == [
        (AlignmentFault.LEVER_MOVES_FORMULA, "wrong", CLIENTS),
        (AlignmentFault.LEVER_MOVES_NOTHING, "empty", ""),
    ]
    with pytest.raises(AlignmentError):
        aligned(plan, levers=[wrong.key])


def with_pool(plan: Plan, amount: float) -> Plan:
    design = replace(plan.designs[DESIGN], pools=(Pool(PoolKind.FIXED, amount),))
    return replace(plan, designs=plan.designs.replacing(design))


def test_that_a_pool_that_is_always_spent_turns_one_gain_into_the_loss_of_others() -> None:
    plan = with_pool(shop(), 30_000.0)
    found = aligned(plan)
    for each in found.levers:
        bonuses = each.contradiction.bonuses
        targets = (18_000.0, 19_200.0)
        money = [b.after * target for b, target in zip(bonuses, targets, strict=True)]
        assert sum(money) == pytest.approx(30_000.0)
        won, lost = sorted((b.change for b in bonuses), reverse=True)
        assert won > 0.001
        assert lost < -0.001


def test_that_a_quarterly_measure_is_worth_a_quarter_of_its_jump() -> None:
    plan = shop()
    (section,) = plan.designs[DESIGN].scorecards[SELLER].sections
    curve = Curve(CurveKind.STEP, CurveBasis.TARGET, (CurvePoint(1.0, 1.0),))
    measure = replace(section.measures[0], every=Span.QUARTER, targets=(23_000.0,) * 4, curve=curve)
    changed = replace(section, measures=(measure, *section.measures[1:]))
    found = aligned(with_card(plan, SELLER, sections=(changed,)))
    worths = [each.worth for each in found.cliffs if each.kpi == CLIENTS]
    assert worths == pytest.approx([0.6 * 19_200 / 4] * 4)

"""Pivots over the members of a dimension: figures, shares, changes and values."""

from __future__ import annotations

from dataclasses import replace

import pytest
from examples.shop import ARPU, CLIENTS, COSTS, LEADS, PROFIT, REVENUE, STRETCH, sound_shop
from immutables import Map

from models.dimension import Dimension, Member
from models.edits.split import split_by_dimension
from models.keys import BASE, DimensionKey, KpiKey, MemberKey
from models.kpi import Kpi, KpiRole, TimeRule, Unit, UnitKind
from models.plan import Plan
from models.table import Table
from workbench.analysis.segments import (
    Pivot,
    Segment,
    SegmentError,
    SegmentFault,
    ValuedBy,
    dimension_named,
    pivot,
)
from workbench.engine.evaluate import evaluate_plan

REGION, CHANNEL = DimensionKey("region"), DimensionKey("channel")
NORTH, SOUTH = MemberKey("north"), MemberKey("south")
WEB, STORE = MemberKey("web"), MemberKey("store")


def shop_of_two_regions() -> Plan:
    """Return the shop with 60 % in the north, where leads are only 30 %."""
    shop = replace(
        sound_shop(),
        dimensions=Table(
            (
                Dimension(REGION, "Region", (Member(NORTH, "North"), Member(SOUTH, "South"))),
                Dimension(CHANNEL, "Channel", (Member(WEB, "Web"), Member(STORE, "Store"))),
            )
        ),
    )
    arpu = replace(shop.kpis[ARPU], role=KpiRole.ARPU)
    shop = replace(shop, kpis=shop.kpis.replacing(arpu))
    return split_by_dimension(
        shop,
        PROFIT,
        REGION,
        {NORTH: 0.6, SOUTH: 0.4},
        own_shares={LEADS: {NORTH: 0.3, SOUTH: 0.7}, CLIENTS: {NORTH: 0.6, SOUTH: 0.4}},
    )[0]


def asked(plan: Plan, *dimensions: DimensionKey, scenario: object = BASE) -> Pivot:
    return pivot(plan, evaluate_plan(plan), dimensions, scenario)  # pyright: ignore[reportArgumentType]


def figures(found: Pivot, segment: Segment) -> dict[KpiKey, float]:
    return {key: cell.total for key, cell in zip(found.kpis, segment.cells, strict=True)}


def test_that_figures_are_those_worked_out_by_hand() -> None:
    found = asked(shop_of_two_regions(), REGION)
    assert found.kpis[:2] == (CLIENTS, ARPU)
    assert found.kpis[-1] == PROFIT
    north, south = (figures(found, each) for each in found.segments)
    # 12,000 clients at first, and 30 % of 9,000 leads of which 10 % come to stay: 270 a month.
    assert north[CLIENTS] == pytest.approx(12_000 + 12 * 270)
    assert south[CLIENTS] == pytest.approx(8_000 + 12 * 630)
    clients = sum(12_000 + month * 270 for month in range(1, 13))
    assert north[REVENUE] == pytest.approx(30 * clients)
    assert north[PROFIT] == pytest.approx(30 * clients - 12 * 300_000)
    assert north[ARPU] == south[ARPU] == 30.0


def test_that_shares_are_of_the_whole_and_rates_have_none() -> None:
    found = asked(shop_of_two_regions(), REGION)
    shares = {
        key: [segment.cells[at].share for segment in found.segments]
        for at, key in enumerate(found.kpis)
    }
    assert shares[LEADS] == pytest.approx([0.3, 0.7])
    assert shares[COSTS] == pytest.approx([0.6, 0.4])
    assert all(share != share for share in shares[ARPU])
    assert sum(shares[PROFIT]) == pytest.approx(1.0)


def test_that_changes_are_against_the_base() -> None:
    found = asked(shop_of_two_regions(), REGION, scenario=STRETCH)
    at = found.kpis.index(LEADS)
    assert [segment.cells[at].change for segment in found.segments] == pytest.approx([0.05, 0.05])
    costs = found.kpis.index(COSTS)
    assert found.segments[0].cells[costs].change == 0.0


def test_that_a_segment_without_client_value_is_worth_its_contribution() -> None:
    found = asked(shop_of_two_regions(), REGION)
    assert (found.valued_by, found.value_kpi) == (ValuedBy.CONTRIBUTION, PROFIT)
    for segment in found.segments:
        assert segment.value == figures(found, segment)[PROFIT]


@pytest.mark.parametrize("split", [False, True])
def test_that_a_segment_is_worth_its_clients_times_what_one_is_worth(split: bool) -> None:
    plan = shop_of_two_regions()
    worth = Kpi(
        KpiKey("worth"),
        "Worth",
        Unit(UnitKind.MONEY),
        values=(200.0,) * 12,
        time=TimeRule.MEAN,
        role=KpiRole.CLIENT_VALUE,
    )
    rows = [worth]
    if split:
        rows += [
            replace(
                worth,
                key=KpiKey(f"worth_{member}"),
                values=(value,) * 12,
                role=None,
                origin=worth.key,
                members=Map({REGION: member}),
            )
            for member, value in ((NORTH, 150.0), (SOUTH, 280.0))
        ]
    plan = replace(plan, kpis=Table([*plan.kpis.values(), *rows]))
    found = asked(plan, REGION)
    north, south = found.segments
    assert found.valued_by is ValuedBy.CLIENT_VALUE
    assert north.value == pytest.approx(15_240 * (150.0 if split else 200.0))
    assert south.value == pytest.approx(15_560 * (280.0 if split else 200.0))
    assert found.value == pytest.approx(30_800 * 200.0)


def test_that_two_dimensions_are_crossed_and_finer_parts_add_up() -> None:
    plan = shop_of_two_regions()
    for key, share in (("profit_north", 0.9), ("profit_south", 0.5)):
        plan, _ = split_by_dimension(plan, KpiKey(key), CHANNEL, {WEB: share, STORE: 1 - share})
    crossed = asked(plan, REGION, CHANNEL)
    assert [segment.members for segment in crossed.segments] == [
        (NORTH, WEB),
        (NORTH, STORE),
        (SOUTH, WEB),
        (SOUTH, STORE),
    ]
    by = {segment.members: figures(crossed, segment) for segment in crossed.segments}
    assert by[NORTH, WEB][CLIENTS] == pytest.approx(15_240 * 0.9)
    channel = asked(plan, CHANNEL)
    web, store = (figures(channel, segment) for segment in channel.segments)
    assert web[CLIENTS] == pytest.approx(15_240 * 0.9 + 15_560 * 0.5)
    assert web[CLIENTS] + store[CLIENTS] == pytest.approx(30_800)
    # Rates of regions add up to no rate of a channel.
    assert ARPU not in channel.kpis
    region = asked(plan, REGION)
    assert figures(region, region.segments[0])[ARPU] == pytest.approx(30.0)


def test_that_a_question_without_answer_says_why() -> None:
    plan = shop_of_two_regions()
    values = evaluate_plan(plan)

    def fault(ask: object) -> SegmentFault:
        with pytest.raises(SegmentError) as caught:
            ask()  # pyright: ignore[reportCallIssue]
        return caught.value.fault

    assert fault(lambda: pivot(plan, values, (CHANNEL,), BASE)) is SegmentFault.NOT_SPLIT
    assert fault(lambda: pivot(plan, values, (REGION,) * 2, BASE)) is SegmentFault.SAME_DIMENSION
    assert fault(lambda: dimension_named(plan, "gone")) is SegmentFault.UNKNOWN_DIMENSION
    assert fault(lambda: dimension_named(plan, None)) is SegmentFault.DIMENSION_NEEDED
    assert fault(lambda: dimension_named(sound_shop(), "x")) is SegmentFault.NO_DIMENSIONS
    assert dimension_named(plan, " REGION") == REGION
    short = replace(plan, calendar=replace(plan.calendar, count=3))
    assert (
        fault(lambda: pivot(short, evaluate_plan(short), (REGION,), BASE)) is SegmentFault.NO_YEAR
    )

"""What a split would come to, said before it is made."""

from __future__ import annotations

import math

import pytest
from examples.shop import ARPU, CLIENTS, LEADS, REVENUE, STRETCH, shop
from hypothesis import given
from hypothesis import strategies as st

from models.keys import BASE
from workbench.analysis.splitting import (
    missing_share,
    new_dimension,
    preview_split,
    shares_of_split_kpis,
    split,
    with_rest_spread,
)
from workbench.results import results_of

SHARES = st.lists(st.none() | st.floats(0.0, 1.0), min_size=1, max_size=8)


def test_that_a_preview_is_what_the_split_comes_to() -> None:
    plan = shop()
    year = plan.calendar.report_group()
    assert year is not None
    regions = new_dimension(plan, "Regions", ("North", "South"))
    values = results_of(plan).values
    preview = preview_split(
        plan, values, REVENUE, regions, (0.6, 0.4), scenario=STRETCH, group=year
    )
    after, _ = split(plan, REVENUE, regions, (0.6, 0.4))
    then = results_of(after).values
    lines = {line.key: line for line in preview.lines}
    assert preview.lines[0].key == REVENUE
    assert preview.keeps_total
    assert preview.added == len(after.kpis) - len(plan.kpis)
    assert lines[LEADS].handed_out
    assert not lines[ARPU].handed_out
    for kpi in after.kpis.values():
        if kpi.origin is not None:
            at = [m.key for m in regions.members].index(kpi.members[regions.key])
            assert lines[kpi.origin].members[at] == then.group(kpi.key, STRETCH, year)
    assert lines[CLIENTS].members == pytest.approx(
        [share * lines[CLIENTS].before for share in (0.6, 0.4)]
    )
    # Another KPI may then be split as these were.
    known = shares_of_split_kpis(after, then, regions.key, BASE, year)
    assert known[LEADS] == pytest.approx((0.6, 0.4))
    assert ARPU not in known


@given(SHARES)
def test_that_spreading_the_rest_shares_out_everything(shares: list[float | None]) -> None:
    spread = with_rest_spread(shares)
    assert math.fsum(spread) == pytest.approx(1.0)
    assert min(spread) >= 0.0
    if None in shares and missing_share(shares) >= 0.0:
        # What somebody typed stays.
        assert all(given in (None, there) for given, there in zip(shares, spread, strict=True))

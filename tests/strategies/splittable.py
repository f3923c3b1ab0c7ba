"""Plans of flows, stocks, rates and ratios with all figures there, to be split."""

from __future__ import annotations

from hypothesis import strategies as st
from immutables import Map

from models.calendar import Calendar, Month
from models.dimension import Dimension, Member
from models.keys import DimensionKey, KpiKey, MemberKey, ScenarioKey
from models.kpi import Kpi, TimeRule, Unit, UnitKind
from models.plan import Plan
from models.scenario import Lever, Override, Scenario
from models.table import Table

PERIODS = 6
REGION, CHANNEL = DimensionKey("region"), DimensionKey("channel")
MEMBERS = [MemberKey("north"), MemberKey("south"), MemberKey("east")]

_flow_figures = st.lists(st.integers(1, 400).map(float), min_size=PERIODS, max_size=PERIODS)
_rate_figures = st.lists(st.integers(1, 90).map(lambda n: n / 100), min_size=PERIODS, max_size=6)
_literals = st.sampled_from(["7", "120", "0.5", "1000"])


@st.composite
def _flow(draw: st.DrawFn, key: str, flows: list[str], rates: list[str], *, top: bool) -> str:
    e, f = (draw(st.sampled_from(flows)) for _ in range(2))
    r, s = (draw(st.sampled_from(rates)) for _ in range(2))
    n = draw(_literals)
    forms = [
        f"{e} + {f}",
        f"{e} + {n}",
        f"{e} * {r}",
        f"{r} * {n}",
        f"{e} / {r}",
        f"{e} * {r} + {f} * (1 - {s})",
        f"{e} * {f} / ({e} + {f})",
        f"sum({e}, {f}, {n})",
        f"avg({e}, {f})",
        f"max({e}, {n})",
        f"max({e}, {f})",
        f"min({e}, {f}) + {e}",
        f"if({r} > 0.4, {e}, {f})",
        f"if({e} > {n}, {e}, {n})",
        f"if({r} > {s}, 100, 50) + {e}",
        f"prev({key}, {n}) * (1 - {r}) + {e}",
        f"prev({key}, {e}) + {f} * {r}",
        f"(prev({e}, {n}) + {e}) / 2",
        f"lag({e}, 1) + {f}",
        f"spread({e}, {r}, 0.25)",
        f"cumulative({e}) + {f}",
        f"abs({e}) * exp(-{r})",
        # What cannot be split.
        f"{e} * {f}",
        f"ln({e})",
        f"round({e}) + {f}",
        f"{e} + {r}",
    ]
    if top:
        forms += [f"{e} - {f}", f"{e} * {r} - {f} - {n}"]
    return draw(st.sampled_from(forms))


@st.composite
def _rate(draw: st.DrawFn, flows: list[str], rates: list[str]) -> str:
    e, f = (draw(st.sampled_from(flows)) for _ in range(2))
    r, s = (draw(st.sampled_from(rates)) for _ in range(2))
    return draw(
        st.sampled_from(
            [
                f"{e} / ({e} + {f})",
                f"{e} / {f}",
                f"{r} * {s}",
                f"1 - {r} / 2",
                f"max({r}, {s})",
                f"round({r}, 1) + 0.1",
                f"if({e} > {f}, {r}, {s})",
            ]
        )
    )


@st.composite
def kpis(draw: st.DrawFn) -> Table[KpiKey, Kpi]:
    """Draw KPIs, of which each names later ones; flows and rates that are given come last."""
    count = draw(st.integers(1, 6))
    flows, rates = ["leads", "costs"], ["churn", "price"]
    rows: list[Kpi] = []
    for key in ("churn", "price"):
        rows.append(
            Kpi(
                KpiKey(key),
                key.title(),
                Unit(UnitKind.SHARE),
                values=tuple(draw(_rate_figures)),
                time=draw(st.sampled_from([TimeRule.MEAN, TimeRule.WEIGHTED])),
                weight_by=KpiKey(draw(st.sampled_from(flows))),
            )
        )
    for key in ("leads", "costs"):
        rows.append(
            Kpi(
                KpiKey(key),
                key.title(),
                Unit(UnitKind.COUNT),
                values=tuple(draw(_flow_figures)),
                history=(5.0, 11.0),
                time=draw(st.sampled_from([TimeRule.SUM, TimeRule.LAST, TimeRule.MEAN])),
            )
        )
    for number in range(count, 0, -1):
        key = f"k{number}"
        flow = draw(st.integers(0, 3)) > 0
        text = draw(_flow(key, flows, rates, top=number == 1) if flow else _rate(flows, rates))
        timed = any(word in text for word in ("lag(", "spread(", "cumulative("))
        rules = [TimeRule.SUM, TimeRule.LAST, *([] if timed else [TimeRule.FORMULA] * 2)]
        rows.append(
            Kpi(
                KpiKey(key),
                key.title(),
                Unit(draw(st.sampled_from([UnitKind.COUNT, UnitKind.NUMBER]))),
                formula=text,
                values=(1.0,),
                time=draw(st.sampled_from(rules)) if flow else TimeRule.FORMULA,
            )
        )
        (flows if flow else rates).append(key)
    rows.reverse()
    return Table(draw(st.permutations(rows)) if draw(st.booleans()) else rows)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Draw a plan with two dimensions, a scenario and a lever."""
    override = st.builds(
        Override,
        st.lists(st.one_of(st.none(), st.just(0.5), st.just(90.0)), max_size=6).map(tuple),
        st.lists(st.one_of(st.none(), st.just(1.1)), max_size=6).map(tuple),
    )
    drivers = st.sampled_from([KpiKey("leads"), KpiKey("costs"), KpiKey("churn")])
    scenario = Scenario(
        ScenarioKey("stretch"),
        "Stretch",
        Map(draw(st.dictionaries(drivers, override, max_size=3))),
    )
    members = tuple(Member(key, key.title()) for key in MEMBERS[: draw(st.integers(1, 3))])
    channels = (Member(MemberKey("web"), "Web"), Member(MemberKey("store"), ""))
    return Plan(
        "Essai",
        Calendar(Month(2027, 1), count=PERIODS),
        kpis=draw(kpis()),
        scenarios=Table((scenario,)),
        levers=Table((Lever("discount", "Discount", factors=Map({KpiKey("leads"): 0.9})),)),  # pyright: ignore[reportArgumentType]
        dimensions=Table(
            (Dimension(REGION, "Region", members), Dimension(CHANNEL, "Channel", channels))
        ),
    )


@st.composite
def shares(draw: st.DrawFn, plan: Plan) -> dict[MemberKey, float]:
    """Draw shares by region that come to 1."""
    keys = [member.key for member in plan.dimensions[REGION].members]
    parts = [draw(st.sampled_from([1, 1, 2, 3, 0])) for _ in keys]
    parts[0] += sum(parts) == 0
    return {key: part / sum(parts) for key, part in zip(keys, parts, strict=True)}

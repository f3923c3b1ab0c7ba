"""What ``bridge --json`` writes. The shape is stable; README.md shows it with an example.

::

    {"kpi": key, "from": state, "to": state,     # as they were asked for
     "method": name,                             # by which it was split
     "fell_back": whether that is not the method that was asked for,
     "before": figure, "after": figure, "change": figure,
     "parts": [{"driver": key, "name": text, "kind": kind, "amount": figure}],
     "functions": [{"function": key,             # "unassigned": nobody's
                    "earned": figure, "lost": figure, "spent": figure, "net": figure,
                    "fair_share": share, "bonus_share": share}],
     "segments": {dimension: [{"member": key, "amount": figure}]},
     "subtrees": [{"kpi": key, "amount": figure}],
     "rounding": figure, "without_actuals": [driver]}

Kinds are "driver", "carried_in", "unexplained" and "rounding"; the name says so too. Parts are
sorted by size; drivers that the KPI is worked out from and that did not change stand last, with
0. Figures are in the unit of the KPI, shares are fractions, no value is null.
"""

from __future__ import annotations

from models.calendar import Calendar, Group, Span
from ui.command_line.shapes import Json, period_label
from workbench.analysis.bridge.bridging import Bridge
from workbench.analysis.bridge.gathering import by_function, by_segment, by_subtree, unmoved
from workbench.bridge_words import player_words
from workbench.engine.values import Values
from workbench.language import Language

_LETTERS = {Span.QUARTER: "-Q", Span.HALF_YEAR: "-H"}


UNASSIGNED = "unassigned"
"""Who gets the parts that nobody answers for."""


def group_names(calendar: Calendar) -> dict[str, Group]:
    """Return the groups of periods by name: 2027-01, 2027-Q1, 2027-H1, 2027.

    Quarters, half-years and years go by the fiscal year, a single period as everywhere.
    """
    found: dict[str, Group] = {}
    for span in (Span.MONTH, Span.QUARTER, Span.HALF_YEAR, Span.YEAR):
        for group in calendar.groups(span):
            if span is calendar.period:
                found.setdefault(period_label(calendar, group.periods[0]), group)
            elif span is Span.YEAR:
                found.setdefault(str(group.fiscal_year), group)
            else:
                found.setdefault(f"{group.fiscal_year}{_LETTERS[span]}{group.number}", group)
    return found


def bridge_shape(values: Values, bridge: Bridge, start: str, end: str, language: Language) -> Json:
    """Return what ``bridge --json`` writes."""
    plan = values.plan
    parts = sorted(bridge.parts.items(), key=lambda part: -abs(part[1]))
    return {
        "kpi": bridge.question.kpi,
        "from": start,
        "to": end,
        "method": bridge.method.value,
        "fell_back": bridge.fell_back,
        "before": bridge.before,
        "after": bridge.after,
        "change": bridge.change,
        "parts": [
            {
                "driver": player.key,
                "name": player_words(player, plan, language),
                "kind": player.kind.value,
                "amount": amount,
            }
            for player, amount in parts
        ]
        + [
            {"driver": key, "name": plan.kpis[key].name, "kind": "driver", "amount": 0.0}
            for key in unmoved(values, bridge)
        ],
        "functions": [
            {
                "function": each.function or UNASSIGNED,
                "earned": each.earned,
                "lost": each.lost,
                "spent": each.spent,
                "net": each.net,
                "fair_share": each.fair_share,
                "bonus_share": each.bonus_share,
            }
            for each in by_function(values, bridge)
        ],
        "segments": {
            dimension: [{"member": member, "amount": amount} for member, amount in found.items()]
            for dimension, found in by_segment(values, bridge).items()
        },
        "subtrees": [
            {"kpi": key, "amount": amount} for key, amount in by_subtree(values, bridge).items()
        ],
        "rounding": bridge.rounding,
        "without_actuals": list(bridge.without_actuals),
    }

"""How results and targets of a part of the year become those of a longer time."""

from __future__ import annotations

import math
from collections.abc import Sequence

from models.kpi import Kpi, TimeRule, UnitKind


def rule_to_date(kpi: Kpi | None) -> TimeRule:
    """Return how the targets of a KPI add up: by their sum, the last of them, or their mean.

    Of a KPI that is worked out anew over a longer time, money and counts add up, for the
    difference of two flows is a flow; anything else is a rate.
    """
    if kpi is None or kpi.time is TimeRule.WEIGHTED:
        return TimeRule.MEAN
    if kpi.time is TimeRule.FORMULA:
        flow = kpi.unit.kind in {UnitKind.MONEY, UnitKind.COUNT}
        return TimeRule.SUM if flow else TimeRule.MEAN
    return kpi.time


def added_up(targets: Sequence[float | None], rule: TimeRule) -> float | None:
    """Return the target for a time that is made up of those of ``targets``; None: one is missing.

    Args:
        targets: of each part of the time, in order, in the unit of the KPI.
        rule: what :func:`rule_to_date` says.
    """
    given = [target for target in targets if target is not None]
    if not given or len(given) < len(targets):
        return None
    if rule is TimeRule.SUM:
        return math.fsum(given)
    return given[-1] if rule is TimeRule.LAST else math.fsum(given) / len(given)

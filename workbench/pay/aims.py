"""What the measures of an instalment are read at: targets, weights and lengths of time."""

from __future__ import annotations

from models.calendar import Group, Span
from models.keys import KpiKey
from models.kpi import TimeRule
from models.plan import Plan
from models.scorecard import Curve, CurveBasis, CurveKind, Measure
from workbench.pay.own import Few, OwnWeights
from workbench.pay.schedule import Term
from workbench.pay.to_date import added_up, rule_to_date


def in_figures(curve: Curve) -> bool:
    """Return whether the points of a curve are results, not percentages of a target."""
    return curve.basis is CurveBasis.VALUE and curve.kind is not CurveKind.TIERS


class Aims:
    """Targets and weights of one instalment, those of single holders among them.

    Attributes:
        few: who has an exception.
    """

    def __init__(self, plan: Plan, term: Term) -> None:
        """Read what ``term`` aims at."""
        self.few = Few(tuple(term.card.exceptions))
        self._plan = plan
        self._term = term
        self._exceptions = tuple(term.card.exceptions.values())

    def target(
        self, measure: Measure, targets: tuple[float | None, ...], group: Group
    ) -> float | None:
        """Return the target of a measure over ``group``; None where none was set."""
        if measure.kpi is None:
            # Unrated, an objective counts at its target, which is 1 unless another is set.
            target = targets[0] if targets else None
            return 1.0 if target is None else target
        if not self._term.to_date:
            return targets[group.number - 1] if group.number <= len(targets) else None
        count = group.months // measure.every.months
        given = (*targets[:count], *(None,) * (count - len(targets)))
        return added_up(given, self.rule(measure.kpi))

    def parts(self, kpi: KpiKey, group: Group, every: Span) -> int:
        """Return by how many a figure over ``group`` is divided to be read as one of ``every``."""
        adds_up = self.rule(kpi) is TimeRule.SUM
        return max(group.months // every.months, 1) if self._term.to_date and adds_up else 1

    def rule(self, kpi: KpiKey) -> TimeRule:
        """Return how targets of a KPI add up over the year to date: sum, last or mean."""
        return rule_to_date(self._plan.kpis.get(kpi))

    def own_targets(self, measure: Measure, group: Group) -> tuple[float | None, ...] | None:
        """Return the target of each who has an exception; None where nobody has one here."""
        different = [each.of(measure.key) for each in self._exceptions]
        if not any(each is not None and each.targets for each in different):
            return None
        return tuple(
            self.target(measure, (each and each.targets) or measure.targets, group)
            for each in different
        )

    def own_weights(self, measures: tuple[Measure, ...]) -> OwnWeights | None:
        """Return the weights of each who has an exception; None where nobody has one here."""
        different = [[each.of(measure.key) for measure in measures] for each in self._exceptions]
        rows = tuple(tuple(each and each.weight for each in row) for row in different)
        if all(weight is None for row in rows for weight in row):
            return None
        return OwnWeights(self.few, rows)

"""Hints about branches that grow: whether something guards them, and something leads them.

A KPI *grows* where it is worked out, counts money or things of which more is better, is neither
a cost nor net of one, nor the profit or the value of a client, and a volume (a count of which
more is better: clients, leads, orders) is among what it is worked out from. A *growth branch* is
the topmost such KPI, with all that is at home below it; on its way up there must be nothing but
money of which more is better, such as the profit.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from models.keys import KpiKey
from models.kpi import Kpi, KpiRole, Sense, UnitKind
from models.places import Place
from models.scorecard import Scorecard
from workbench.analysis.structure.hint import Hint, HintCode
from workbench.analysis.structure.kinds import Kind
from workbench.analysis.structure.survey import Survey


@dataclass(frozen=True, slots=True, eq=False)
class GrowthBranches:
    """The growth branches of a plan.

    Attributes:
        tops: the topmost KPI of each, in the order of the tree.
        top_of: of each KPI at home in one: its topmost KPI.
    """

    tops: tuple[KpiKey, ...]
    top_of: Mapping[KpiKey, KpiKey]


def growth_branches(survey: Survey) -> GrowthBranches:
    """Find the growth branches of a plan."""
    kpis, tree = survey.plan.kpis, survey.tree
    tops: list[KpiKey] = []
    top_of: dict[KpiKey, KpiKey] = {}
    aside: set[KpiKey] = set()
    for key in tree.preorder():
        home = tree.home[key]
        if home is not None and home in aside:
            aside.add(key)
        elif home is not None and home in top_of:
            top_of[key] = top_of[home]
        elif _grows(survey, key):
            tops.append(key)
            top_of[key] = key
        elif not _is_earned(kpis[key]):
            aside.add(key)
    return GrowthBranches(tuple(tops), top_of)


def unguarded_growth(
    survey: Survey, branches: GrowthBranches, guards: Mapping[KpiKey, KpiKey]
) -> Iterator[Hint]:
    """Yield the growth branches beside which nothing watches what growth may cost.

    A guard (:attr:`workbench.analysis.structure.kinds.Kind.GUARD`) is looked for among all that
    the topmost KPI is worked out from, among its siblings and what they are worked out from, and
    in the scorecards that pay a KPI of the branch: measures, gates and modifiers. One is enough,
    and so is the guard that the catalogue knows for the topmost KPI, where the plan has it.

    Args:
        survey: the plan.
        branches: its growth branches.
        guards: by the catalogue: the key of the KPI that guards a KPI.
    """
    paid_with = _paid_with(survey, branches)
    beside: dict[KpiKey | None, Kind] = {}
    for top in branches.tops:
        home = survey.tree.home[top]
        if home not in beside:
            beside[home] = Kind.NONE
            for sibling in survey.tree.siblings(top):
                beside[home] |= survey.below[sibling]
        around = paid_with[top] | beside[home]
        guard = guards.get(top, KpiKey(""))
        if Kind.GUARD in around or guard in survey.plan.kpis:
            continue
        yield Hint(HintCode.UNGUARDED_GROWTH, Place("kpis", top, "name"), guard=guard)


def late_branches(survey: Survey, branches: GrowthBranches) -> Iterator[Hint]:
    """Yield the growth branches that tell only how it went.

    All below the topmost KPI, which names two others at least, acts late: nothing leads by its
    name (leads, visits, appointments, offers …) or is read by a formula for later periods, and
    the drivers whose nature is stated act on the long term rather than the short.
    """
    for top in branches.tops:
        if len(survey.children(top)) >= 2 and Kind.EARLY not in survey.below[top]:
            yield Hint(HintCode.LATE_BRANCH, Place("kpis", top, "name"))


def _is_earned(kpi: Kpi) -> bool:
    """Return whether a KPI is money of which more is better."""
    return kpi.unit.kind is UnitKind.MONEY and kpi.sense is Sense.HIGHER and not kpi.cost


def _grows(survey: Survey, key: KpiKey) -> bool:
    kpis = survey.plan.kpis
    kpi = kpis[key]
    if kpi.is_driver or kpi.role in {KpiRole.PROFIT, KpiRole.CLIENT_VALUE}:
        return False
    counted = kpi.unit.kind is UnitKind.COUNT and kpi.sense is Sense.HIGHER and not kpi.cost
    if not (counted or _is_earned(kpi)):
        return False
    known = [kpis[child.key] for child in survey.children(key) if child.known]
    return Kind.VOLUME in survey.below[key] and not any(child.cost for child in known)


def _paid_with(survey: Survey, branches: GrowthBranches) -> dict[KpiKey, Kind]:
    """Return the kinds of what is paid, or is a condition, where a KPI of a branch is paid."""
    found: dict[KpiKey, Kind] = defaultdict(lambda: Kind.NONE)
    for design in survey.plan.designs.values():
        for scorecard in design.scorecards.values():
            named = tuple(_kpis_of(scorecard))
            kinds = Kind.NONE
            for key in named:
                kinds |= survey.kinds.get(key, Kind.NONE)
            for key in named:
                if key in branches.top_of:
                    found[branches.top_of[key]] |= kinds
    return found


def _kpis_of(scorecard: Scorecard) -> Iterator[KpiKey]:
    """Yield the KPIs of the measures of a scorecard, of its gates and of its modifiers."""
    gates = list(scorecard.gates)
    for section in scorecard.sections:
        gates += section.gates
        for measure in section.measures:
            gates += measure.gates
            if measure.kpi is not None:
                yield measure.kpi
    for gate in gates:
        yield gate.kpi
    for modifier in scorecard.modifiers:
        if modifier.kpi is not None:
            yield modifier.kpi

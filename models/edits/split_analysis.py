"""Whether the members of KPIs that are split add up to the totals, found by their formulas."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from models.edits.degrees import degrees_of, is_handed_out_whole
from models.edits.member_formula import MemberFormula
from models.edits.operands import checked
from models.edits.part_reader import Part, Surroundings, refused
from models.edits.parting import LOOSE, Parting, SplitFault, by, weaker, whole
from models.edits.shares import Handout, Shares
from models.formula_parser import parse
from models.formula_tree import Node
from models.keys import KpiKey
from models.kpi import Kpi, TimeRule
from models.table import Table

Partings = dict[KpiKey, Parting | None]


@dataclass(frozen=True, slots=True)
class Analysis:
    """What is known of KPIs that can be split.

    Attributes:
        degrees: 1 of what is handed out, 0 of a rate, of all that the KPIs read.
        partings: how each KPI that is split parts.
        formulas: of each that has one.
        whole: the formula KPIs that are handed out as a whole, having rates and literals only.
    """

    degrees: Mapping[KpiKey, int]
    partings: Mapping[KpiKey, Parting | None]
    formulas: Mapping[KpiKey, MemberFormula]
    whole: frozenset[KpiKey]
    handout: Handout

    def shares(self, key: KpiKey) -> Shares | None:
        """Return by which shares the figures of a KPI are handed out; None of a rate."""
        if self.degrees[key] == 0:
            return None
        parting = self.partings[key]
        known = None if parting is None else parting.factors
        return self.handout.of(key) if known is None else known

    def node(self, key: KpiKey, member: int) -> Node:
        """Return the formula of one member."""
        return self.formulas[key].node(member, self.handout.of(key) if key in self.whole else None)


def analysed(
    kpis: Table[KpiKey, Kpi],
    members: Mapping[KpiKey, tuple[KpiKey, ...]],
    handout: Handout,
    rates: Collection[KpiKey],
) -> Analysis:
    """Return what is known of the KPIs of ``members``, where all add up.

    Args:
        kpis: of the plan.
        members: the keys of the members' KPIs, by the KPI that is split, users first.
        handout: the shares.
        rates: KPIs that are rates whatever their unit.

    Raises:
        EditError: SYNTAX; NOT_TO_SPLIT.
    """
    degrees = degrees_of(kpis, members, rates)
    around = Surroundings(members, degrees, handout, len(handout.usual))
    formulas: dict[KpiKey, MemberFormula] = {}
    handed_whole: set[KpiKey] = set()
    partings: Partings = {}
    # What degrees_of walked comes operands first.
    for key in (each for each in degrees if each in members):
        kpi = kpis[key]
        if not kpi.formula:
            partings[key] = by(handout.of(key)) if degrees[key] else whole(around.count)
            continue
        checked(key, kpi.formula)
        node = parse(kpi.formula)
        formulas[key] = MemberFormula(key, node, around)
        partings[key] = None
        if degrees[key] and is_handed_out_whole(kpi, node, degrees, rates):
            handed_whole.add(key)
    found = Analysis(degrees, partings, formulas, frozenset(handed_whole), handout)
    _settle(found, partings)
    _refuse(kpis, found)
    return found


def _settle(found: Analysis, partings: Partings) -> None:
    """Find how formulas part: what is promised of one period holds of the next, or is less."""
    settled = False
    while not settled:
        settled = True
        for key in found.formulas:
            part = _part(found, key, partings)
            if part.parting is None:
                continue
            less = weaker(partings[key], part.parting)
            if less != partings[key]:
                partings[key] = less
                settled = False
        if settled:
            # What hangs on itself alone goes by the shares that are stated.
            for key, parting in partings.items():
                if parting is None:
                    partings[key] = by(found.handout.of(key)) if found.degrees[key] else LOOSE
                    settled = False


def _part(found: Analysis, key: KpiKey, partings: Partings) -> Part:
    part = found.formulas[key].part(partings)
    if key in found.whole:
        uniform = part.degree is None or (part.parting is not None and part.parting.is_whole)
        return Part(1, by(found.handout.of(key)) if uniform else part.parting and LOOSE)
    if part.degree is None:
        if found.degrees[key]:
            return Part(1, by(found.handout.of(key)))
        return Part(0, whole(len(found.handout.usual)))
    return part


def _refuse(kpis: Table[KpiKey, Kpi], found: Analysis) -> None:
    """Refuse what would not add up, in a period or over several.

    Raises:
        EditError: NOT_TO_SPLIT.
    """
    partings = dict(found.partings)
    grouped: Partings = {}
    for key, parting in partings.items():
        kpi = kpis[key]
        grouped[key] = parting
        if kpi.time is TimeRule.WEIGHTED and kpi.weight_by in partings:
            weight = partings[kpi.weight_by] if kpi.weight_by is not None else None
            if weight is None or not weight.keeps_signs:
                grouped[key] = LOOSE
        formula = found.formulas.get(key)
        if formula is None:
            if kpi.time is TimeRule.FORMULA:
                raise refused(key, SplitFault.TIME_RULE, parse(str(key)))
            continue
        degree = _part(found, key, partings).degree
        if degree != found.degrees[key]:
            raise refused(key, SplitFault.DEGREE, formula.root)
        if degree == 1 and not (parting is not None and parting.adds):
            raise refused(key, SplitFault.UNEQUAL, formula.root)
        if kpi.time is TimeRule.FORMULA and key not in found.whole:
            part = formula.grouped_part(grouped, partings)
            if part.degree is not None:
                grouped[key] = part.parting
            if degree == 1 and not (grouped[key] or LOOSE).adds:
                raise refused(key, SplitFault.TIME_RULE, formula.root)

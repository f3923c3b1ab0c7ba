"""Another key for a KPI, everywhere a plan names it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from immutables import Map

from models.actuals import Actual
from models.formula import references, substituted
from models.keys import KpiKey
from models.kpi import Kpi
from models.plan import Plan
from models.scenario import Lever, Scenario
from models.scorecard import Design, Gate, Measure, Modifier, Scorecard, Section
from models.table import Table

Renamed = Mapping[KpiKey, KpiKey]
V = TypeVar("V")


def rekeyed_kpi(kpi: Kpi, renamed: Renamed) -> Kpi:
    """Return ``kpi`` with the keys it goes by and names replaced."""
    formula = kpi.formula
    # A text that is no formula names nothing that can be told; its words are replaced too.
    named = references(formula).all if formula else ()
    if formula and (not named or any(name in renamed for name in named)):
        formula = substituted(formula, {str(old): str(new) for old, new in renamed.items()})
    key = renamed.get(kpi.key, kpi.key)
    weight, origin = _new(kpi.weight_by, renamed), _new(kpi.origin, renamed)
    names = (kpi.key, kpi.formula, kpi.weight_by, kpi.origin)
    if names == (key, formula, weight, origin):
        return kpi
    return replace(kpi, key=key, formula=formula, weight_by=weight, origin=origin)


def rekeyed_references(plan: Plan, renamed: Renamed) -> Plan:
    """Return ``plan`` with KPIs renamed wherever it names them outside its KPIs."""
    return replace(
        plan,
        designs=plan.designs.mapping(lambda design: _design(design, renamed)),
        scenarios=plan.scenarios.mapping(lambda scenario: _scenario(scenario, renamed)),
        levers=plan.levers.mapping(lambda lever: _lever(lever, renamed)),
        actuals=_actuals(plan.actuals, renamed),
        correlations=tuple(
            replace(each, one=_known(each.one, renamed), other=_known(each.other, renamed))
            for each in plan.correlations
        ),
    )


def _known(key: KpiKey, renamed: Renamed) -> KpiKey:
    return renamed.get(key, key)


def _actuals(actuals: Table[KpiKey, Actual], renamed: Renamed) -> Table[KpiKey, Actual]:
    if not any(key in actuals for key in renamed):
        return actuals
    return Table(replace(row, key=_known(row.key, renamed)) for row in actuals.values())


def _new(key: KpiKey | None, renamed: Renamed) -> KpiKey | None:
    return None if key is None else renamed.get(key, key)


def _map(entries: Map[KpiKey, V], renamed: Renamed) -> Map[KpiKey, V]:
    for old, new in renamed.items():
        if old in entries:
            entries = entries.delete(old).set(new, entries[old])
    return entries


def _scenario(scenario: Scenario, renamed: Renamed) -> Scenario:
    overrides = _map(scenario.overrides, renamed)
    return scenario if overrides is scenario.overrides else replace(scenario, overrides=overrides)


def _lever(lever: Lever, renamed: Renamed) -> Lever:
    factors = _map(lever.factors, renamed)
    return lever if factors is lever.factors else replace(lever, factors=factors)


def _design(design: Design, renamed: Renamed) -> Design:
    pools = tuple(replace(pool, kpi=_new(pool.kpi, renamed)) for pool in design.pools)
    scorecards = design.scorecards.mapping(lambda scorecard: _scorecard(scorecard, renamed))
    changed = replace(design, scorecards=scorecards, pools=pools)
    return design if changed == design else changed


def _scorecard(scorecard: Scorecard, renamed: Renamed) -> Scorecard:
    changed = replace(
        scorecard,
        sections=tuple(_section(section, renamed) for section in scorecard.sections),
        gates=_gates(scorecard.gates, renamed),
        modifiers=tuple(_modifier(modifier, renamed) for modifier in scorecard.modifiers),
    )
    return scorecard if changed == scorecard else changed


def _section(section: Section, renamed: Renamed) -> Section:
    measures = tuple(_measure(measure, renamed) for measure in section.measures)
    return replace(section, measures=measures, gates=_gates(section.gates, renamed))


def _measure(measure: Measure, renamed: Renamed) -> Measure:
    matrix = measure.matrix
    if matrix is not None:
        matrix = replace(matrix, kpi=renamed.get(matrix.kpi, matrix.kpi))
    return replace(
        measure,
        kpi=_new(measure.kpi, renamed),
        matrix=matrix,
        gates=_gates(measure.gates, renamed),
    )


def _gates(gates: tuple[Gate, ...], renamed: Renamed) -> tuple[Gate, ...]:
    return tuple(replace(gate, kpi=renamed.get(gate.kpi, gate.kpi)) for gate in gates)


def _modifier(modifier: Modifier, renamed: Renamed) -> Modifier:
    return replace(modifier, kpi=_new(modifier.kpi, renamed))

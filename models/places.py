"""Places in a plan: where a problem is, and where a KPI is named."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from models.keys import DesignKey, KpiKey
from models.plan import Plan
from models.scorecard import Gate, Scorecard


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a plan that a window can show.

    Attributes:
        table: the field of the plan that holds the row ("kpis"); "plan" for the plan's own
            fields.
        key: the row; empty for the plan.
        field: the field of the row, a path with "/" where it lies deeper, such as
            "scorecards/manager/measures/revenue/weight".
        period: the index of the period, where one is meant.
        position: the character of a formula, from 0, where one is meant.
    """

    table: str
    key: str
    field: str = ""
    period: int | None = None
    position: int | None = None


def kpi_references(plan: Plan) -> Iterator[tuple[KpiKey, Place]]:
    """Yield every KPI named outside a formula, with the place that names it, in plan order."""
    for kpi in plan.kpis.values():
        if kpi.weight_by is not None:
            yield kpi.weight_by, Place("kpis", kpi.key, "weight_by")
    for design in plan.designs.values():
        for scorecard in design.scorecards.values():
            yield from _scorecard_references(design.key, scorecard)
        for number, pool in enumerate(design.pools):
            if pool.kpi is not None:
                yield pool.kpi, Place("designs", design.key, f"pools/{number}/kpi")
    for scenario in plan.scenarios.values():
        for key in sorted(scenario.overrides):
            yield key, Place("scenarios", scenario.key, f"overrides/{key}")
    for lever in plan.levers.values():
        for key in sorted(lever.factors):
            yield key, Place("levers", lever.key, f"factors/{key}")


def _scorecard_references(
    design: DesignKey, scorecard: Scorecard
) -> Iterator[tuple[KpiKey, Place]]:
    path = f"scorecards/{scorecard.position}"
    for measure in scorecard.measures:
        at = f"{path}/measures/{measure.key}"
        if measure.kpi is not None:
            yield measure.kpi, Place("designs", design, f"{at}/kpi")
        if measure.matrix is not None:
            yield measure.matrix.kpi, Place("designs", design, f"{at}/matrix/kpi")
        yield from _gate_references(design, at, measure.gates)
    for number, section in enumerate(scorecard.sections):
        yield from _gate_references(design, f"{path}/sections/{number}", section.gates)
    yield from _gate_references(design, path, scorecard.gates)
    for modifier in scorecard.modifiers:
        if modifier.kpi is not None:
            place = Place("designs", design, f"{path}/modifiers/{modifier.key}/kpi")
            yield modifier.kpi, place


def _gate_references(
    design: DesignKey, path: str, gates: tuple[Gate, ...]
) -> Iterator[tuple[KpiKey, Place]]:
    for number, gate in enumerate(gates):
        yield gate.kpi, Place("designs", design, f"{path}/gates/{number}/kpi")

"""How easily the holders of a position can see what they are paid for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from models.keys import PositionKey
from models.plan import Plan
from models.scorecard import DEFAULT_CURVE, Measure, Scorecard, ScoreForm
from workbench.analysis.alignment.weights import FLOOR
from workbench.pay.program import PayProgram

FEWEST: Final = 3
"""A scorecard of fewer measures leaves out what matters."""
MOST: Final = 5
"""Nobody keeps more measures in mind."""
PLAIN_POINTS: Final = 3
"""Points of a plain curve: threshold, target, maximum."""
PLAIN_WORDS: Final = 60
"""Words of names and objectives that are read in half a minute."""


@dataclass(frozen=True, slots=True)
class Clarity:
    """What there is to understand, and one score for it.

    Attributes:
        gates: of the scorecard, its sections and its measures.
        points: of all curves, and cells of matrices.
        words: of the names of measures and the statements of objectives.
        low_weights: how many measures weigh under 10 %.
        score: 0 to 100: 100, less 10 for each measure above five or below three and for each
            weight under 10 %, 5 for each gate, 2 for each curve point above three a measure,
            half a point for each word above sixty.
    """

    position: PositionKey
    measures: int
    gates: int
    points: int
    words: int
    low_weights: int
    score: float


def clarities(program: PayProgram) -> tuple[Clarity, ...]:
    """Return how clear each scorecard is."""
    return tuple(
        clarity_of(program.plan, compiled.scorecard) for compiled in program.compiled.values()
    )


def clarity_of(plan: Plan, card: Scorecard) -> Clarity:
    """Return how clear a scorecard is."""
    measures = card.measures
    gates = len(card.gates) + sum(len(section.gates) for section in card.sections)
    gates += sum(len(measure.gates) for measure in measures)
    points = sum(_points(measure) for measure in measures)
    words = sum(_words(plan, measure) for measure in measures)
    low = 0
    if card.form is ScoreForm.ADDITIVE:
        low = sum(0.0 < measure.weight < FLOOR - 1e-9 for measure in measures)
    count = len(measures)
    lost = 10.0 * (max(count - MOST, 0) + max(FEWEST - count, 0) + low) + 5.0 * gates
    lost += 2.0 * max(points - PLAIN_POINTS * count, 0) + 0.5 * max(words - PLAIN_WORDS, 0)
    return Clarity(card.position, count, gates, points, words, low, max(100.0 - lost, 0.0))


def _points(measure: Measure) -> int:
    if measure.matrix is not None:
        return len(measure.matrix.rows) * len(measure.matrix.columns)
    if measure.curve is None:
        return 0 if measure.kpi is None else len(DEFAULT_CURVE.points)
    return len(measure.curve.points)


def _words(plan: Plan, measure: Measure) -> int:
    if measure.kpi is not None:
        kpi = plan.kpis.get(measure.kpi)
        return len((kpi.name if kpi else measure.kpi).split())
    objective = None if measure.objective is None else plan.objectives.get(measure.objective)
    return 0 if objective is None else len(f"{objective.name} {objective.statement}".split())

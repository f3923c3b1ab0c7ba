"""What ``align --json`` writes. The shape is stable; README.md shows it with an example.

::

    {"scenario": key, "design": key,
     "profit": money,                     # of the scenario, before incentives
     "compared": [function],              # whom verdicts are about
     "functions": {function: {"name", "bonus": money, "equal": [position],
                              "weights": [{"kpi" or "objective", "share"}]}},
     "shared_stake": share,               # of marketing and sales; null where one is missing
     "shared_stakes": [{"functions": [function, function], "share"}],
     "contradictions": [{"lever": key,    # null for a single driver
                         "driver": key, "side": "p10" or "p90", "assumed": truth,
                         "verdict": word,
                         "profit": change in money,
                         "functions": {function: {"before", "after", "change"}},
                         "others": the same,
                         "repair": [{"function",
                                     "weight": {"kpi" or "objective", "before", "after",
                                                "change", "below_floor": [key]},
                                     "cap": {"kpi", "cap", "change", "change_at_full"},
                                     "grid": [{"position", "enough", "change",
                                               "weights": [{"kpi" or "objective", "weight"}]}]}]}],
     "refused": [{"lever", "reason"}],
     "axes": {function: {"known": share, axis: place}},
     "line_of_sight": [{"function", "position", "kpi", "share"}],
     "cliffs": [{"position", "kpi", "at", "worth": money, "gate": truth, "within_reach": truth}],
     "clarity": [{"position", "measures", "gates", "points", "words", "low_weights", "score"}],
     "cost": {"payouts", "charges", "profit", "after", "extra_share", "earned_per_unit",
              "ceiling"},
     "hints": [{"kind", "function", "position", "kpi" or "objective", "text"}]}

Bonuses are fractions of the target-bonus money of the function, and so are their changes; no
value is null. Lever moves come first, then drivers; "repair" is null where none was sought.
"""

from __future__ import annotations

import math
from dataclasses import asdict

from models.plan import Plan
from ui.command_line.shapes import Json
from workbench.alignment_words import alignment_fault, hint_sentence
from workbench.analysis.alignment.align import Alignment, Finding
from workbench.analysis.alignment.axes import AXES, Temperament
from workbench.analysis.alignment.contradictions import BonusMove
from workbench.analysis.alignment.hints import Hint
from workbench.analysis.alignment.repair import CapRepair, Repair, WeightRepair
from workbench.analysis.alignment.weights import Subject
from workbench.language import Language


def alignment_shape(found: Alignment, language: Language) -> Json:
    """Return what ``align --json`` writes."""
    plan = found.plan
    return {
        "scenario": found.scenario,
        "design": found.design,
        "profit": _figure(found.profit),
        "compared": list(found.compared),
        "functions": {
            function: {
                "name": plan.functions[function].name,
                "bonus": _figure(own.bonus),
                "equal": list(own.equal),
                "weights": [
                    {**_subject(subject), "share": _figure(share)}
                    for subject, share in own.shares.items()
                ],
            }
            for function, own in found.functions.items()
        },
        "shared_stake": None if found.stake is None else _figure(found.stake.share),
        "shared_stakes": [
            {"functions": [each.one, each.other], "share": _figure(each.share)}
            for each in found.stakes
        ],
        "contradictions": [_finding(each) for each in (*found.levers, *found.drivers)],
        "refused": [
            {"lever": error.key, "reason": alignment_fault(error, plan, language)}
            for error in found.refused
        ],
        "axes": {function: _axes(each) for function, each in found.axes.items()},
        "line_of_sight": [
            {
                "function": each.function,
                "position": each.position,
                "kpi": each.kpi,
                "share": _figure(each.share),
            }
            for each in found.sights
        ],
        "cliffs": [
            {
                "position": each.position,
                "kpi": each.kpi,
                "at": _figure(each.at),
                "worth": _figure(each.worth),
                "gate": each.gate,
                "within_reach": each.within_reach,
            }
            for each in found.cliffs
        ],
        "clarity": [asdict(each) for each in found.clarity],
        "cost": {key: _figure(value) for key, value in asdict(found.cost).items()},
        "hints": [_hint(each, plan, language) for each in found.hints],
    }


def _finding(found: Finding) -> Json:
    contradiction = found.contradiction
    move = contradiction.move
    return {
        "lever": move.lever,
        "driver": move.driver,
        "side": None if move.side is None else move.side.value,
        "assumed": move.assumed,
        "verdict": contradiction.verdict.value,
        "profit": _figure(contradiction.profit),
        "functions": {each.function: _bonus(each) for each in contradiction.bonuses},
        "others": {each.function: _bonus(each) for each in contradiction.others},
        "repair": None if found.repairs is None else [_repair(each) for each in found.repairs],
    }


def _bonus(bonus: BonusMove) -> Json:
    return {
        "before": _figure(bonus.before),
        "after": _figure(bonus.after),
        "change": _figure(bonus.change),
    }


def _repair(found: Repair) -> Json:
    return {
        "function": found.function,
        "weight": None if found.weight is None else _weight(found.weight),
        "cap": None if found.cap is None else _cap(found.cap),
        "grid": [
            {
                "position": grid.position,
                "enough": grid.enough,
                "change": _figure(grid.change),
                "weights": [
                    {**_subject(subject), "weight": weight} for subject, weight in grid.weights
                ],
            }
            for grid in found.grid
        ],
    }


def _weight(found: WeightRepair) -> Json:
    return {
        **_subject(found.subject),
        "before": _figure(found.before),
        "after": _figure(found.after),
        "change": _figure(found.change),
        "below_floor": [each.kpi or each.objective for each in found.below_floor],
    }


def _cap(found: CapRepair) -> Json:
    return {
        **_subject(found.subject),
        "cap": _figure(found.cap),
        "change": _figure(found.change),
        "change_at_full": _figure(found.change_at_full),
    }


def _axes(found: Temperament) -> Json:
    nature = found.nature
    places = {axis: None if nature is None else _figure(getattr(nature, axis)) for axis in AXES}
    return {"known": _figure(found.known), **places}


def _hint(hint: Hint, plan: Plan, language: Language) -> Json:
    return {
        "kind": hint.kind.value,
        "function": hint.function,
        "position": hint.position,
        **({} if hint.subject is None else _subject(hint.subject)),
        "text": hint_sentence(hint, plan, language),
    }


def _subject(subject: Subject) -> Json:
    if subject.kpi is not None:
        return {"kpi": subject.kpi}
    return {"objective": subject.objective}


def _figure(value: float | None) -> float | None:
    return None if value is None or not math.isfinite(value) else value

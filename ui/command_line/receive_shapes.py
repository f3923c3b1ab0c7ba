"""What ``receive --json`` writes.

::

    {"position": key, "person": id or null, "name": text, "scenario": key, "period": label,
     "minimum": limit, "target": limit, "maximum": limit, "now": limit,
     "measures": [{"key", "kpi" or "objective", "weight", "cap", "rate", "pays",
                   "readings": [{"period": label or null, "threshold": mark, "target": mark,
                                 "maximum": mark, "unlimited": bool, "result": figure,
                                 "rate": rate, "step": figure, "gain": money,
                                 "up": bend, "down": bend}]}],
     "examples": [{"kind": code, "money": money, "given": [{"kpi" or "objective", "period",
                   "result": figure}], "steps": [text]}],
     "one_more": [{"kpi": key, "added": figure, "gain": money, "code": code or null,
                   "measures": [key]}],
     "to_zero": {"nothing": bool, "single": threat or null, "threats": [threat]}}

where::

    limit  {"money": money, "unlimited": bool, "bounds": [{"kind": code, "figure": number,
            "measure": key or null}]}
    mark   {"result": figure, "rate": rate} or null
    bend   {"at": figure, "distance": figure, "rate": rate, "rate_beyond": rate,
            "money": money, "money_beyond": money} or null
    threat {"kind": code, "kpi" or "objective": key, "at": figure, "falling": bool,
            "distance": figure, "relative": fraction, "after": money, "to_zero": bool,
            "passed": bool}

Rates are fractions; money of limits, examples and measures is exact to the minor unit, all
other money is unrounded; no value is null. Steps are sentences for people, in their language.
"""

from __future__ import annotations

import math
from decimal import Decimal

from models.calendar import Group
from ui.command_line.choices import group_label
from ui.command_line.shapes import Json
from ui.command_line.text_table import plain
from workbench.analysis.receive.examples import Example
from workbench.analysis.receive.ranges import Limit
from workbench.analysis.receive.readings import Bend, Mark, MeasureLine, Reading
from workbench.analysis.receive.receiving import Details, Question, Receiving
from workbench.analysis.receive.worth import Worth
from workbench.analysis.receive.zero import Threat
from workbench.language import Language
from workbench.receive_arithmetic import step_blocks
from workbench.receive_terms import Wording


def receive_shape(question: Question, answer: Receiving, told: Details, speech: Language) -> Json:
    """Return the whole answer."""
    wording, found = Wording(question, speech), answer.range
    return {
        "position": answer.position,
        "person": answer.person,
        "name": wording.who,
        "scenario": answer.scenario,
        "period": _label(answer.group),
        "minimum": _limit(found.minimum),
        "target": _limit(found.target),
        "maximum": _limit(found.maximum),
        "now": _limit(found.now),
        "measures": [_measure(each) for each in told.measures],
        "examples": [_example(each, wording) for each in told.examples],
        "one_more": [_worth(each) for each in told.worths],
        "to_zero": {
            "nothing": told.to_zero.nothing,
            "single": None if told.to_zero.single is None else _threat(told.to_zero.single),
            "threats": [_threat(each) for each in told.to_zero.threats],
        },
    }


def _limit(limit: Limit) -> Json:
    return {
        "money": _money(limit.money),
        "unlimited": limit.unlimited,
        "bounds": [
            {"kind": each.kind.value, "figure": _figure(each.figure), "measure": each.owner or None}
            for each in limit.bounds
        ],
    }


def _measure(line: MeasureLine) -> Json:
    return {
        "key": line.key,
        **_subject(line.kpi, line.objective),
        "weight": line.weight,
        "cap": line.cap,
        "rate": _figure(line.rate),
        "pays": _money(line.pays),
        "readings": [_reading(each) for each in line.readings],
    }


def _reading(reading: Reading) -> Json:
    return {
        "period": _label(reading.group),
        "threshold": _mark(reading.threshold),
        "target": _mark(reading.at_target),
        "maximum": _mark(reading.maximum),
        "unlimited": reading.unlimited,
        "result": _figure(reading.result),
        "rate": _figure(reading.rate),
        "step": reading.step,
        "gain": _figure(reading.gain),
        "up": _bend(reading.up),
        "down": _bend(reading.down),
    }


def _mark(mark: Mark | None) -> Json | None:
    return None if mark is None else {"result": mark.result, "rate": mark.rate}


def _bend(bend: Bend | None) -> Json | None:
    if bend is None:
        return None
    return {
        "at": bend.at,
        "distance": bend.distance,
        "rate": _figure(bend.rate),
        "rate_beyond": _figure(bend.rate_beyond),
        "money": _figure(bend.money),
        "money_beyond": _figure(bend.money_beyond),
    }


def _example(example: Example, wording: Wording) -> Json:
    steps: list[str] = []
    for block in step_blocks(example.arithmetic, wording):
        for line in block.lines:
            sum_ = f" = {line.sum}" if line.sum else ""
            steps.append(plain(f"{block.title} · {line.words}{sum_} = {line.figure}"))
    return {
        "kind": example.kind.value,
        "money": _money(example.money),
        "given": [
            {
                **_subject(each.kpi, each.objective),
                "period": _label(each.group),
                "result": _figure(each.result),
            }
            for each in example.given
        ],
        "steps": steps,
    }


def _worth(worth: Worth) -> Json:
    return {
        "kpi": worth.kpi,
        "added": worth.added,
        "gain": _figure(worth.gain),
        "code": None if worth.code is None else worth.code.value,
        "measures": [each.measure for each in worth.measures],
    }


def _threat(threat: Threat) -> Json:
    return {
        "kind": threat.kind.value,
        **_subject(threat.kpi, threat.objective),
        "at": threat.at,
        "falling": threat.falling,
        "distance": threat.distance,
        "relative": _figure(threat.relative),
        "after": _figure(threat.after),
        "to_zero": threat.to_zero,
        "passed": threat.passed,
    }


def _subject(kpi: str | None, objective: str | None) -> Json:
    return {"objective": objective} if kpi is None else {"kpi": kpi}


def _label(group: Group | None) -> str | None:
    return None if group is None else group_label(group)


def _money(amount: Decimal | None) -> float | None:
    return None if amount is None else float(amount)


def _figure(value: float | None) -> float | None:
    return None if value is None or not math.isfinite(value) else value

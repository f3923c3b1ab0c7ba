"""How far it is to the next bend of a measure, in real units, and what each more pays."""

from __future__ import annotations

import math

from models.kpi import Unit, UnitKind
from workbench.analysis.receive.readings import Bend, MeasureLine, Reading
from workbench.language import message
from workbench.receive_terms import Wording


def bend_sentences(line: MeasureLine, reading: Reading, wording: Wording) -> tuple[str, ...]:
    """Return how far it is to the next bends, and what one more pays until then."""
    text = wording.language.text
    if reading.refusal is not None or not math.isfinite(reading.result):
        return (text("Cannot be worked out."),)
    if line.objective is not None and reading.up is None and reading.down is None:
        return (_rating_sentence(reading, wording),)
    told = [_now_sentence(line, reading, wording)]
    if reading.up is not None:
        told.append(_up_sentence(line, reading, reading.up, wording))
    if reading.down is None:
        told.append(text("It has not reached its threshold, and pays nothing."))
    else:
        told.append(_down_sentence(line, reading, reading.down, wording))
    return tuple(filter(None, told))


def _rating_sentence(reading: Reading, wording: Wording) -> str:
    return wording.language.text(
        "Pays as it is rated: {step} of the rating pays {money}.",
        step=_step(reading, Unit(UnitKind.SHARE), wording, 1.0),
        money=wording.money(reading.gain),
    )


def _step(reading: Reading, unit: Unit, wording: Wording, way: float) -> str:
    """Return one unit better (1) or worse (-1): +1, −1,000 €, +0.1 pt."""
    more = (way < 0.0) == reading.falling
    written = wording.amount(reading.step, unit)
    return f"+{written}" if more else f"−{written}"


def _now_sentence(line: MeasureLine, reading: Reading, wording: Wording) -> str:
    text = wording.language.text
    if math.isnan(reading.gain):
        return text("Cannot be worked out.")
    if abs(reading.gain) >= 0.005:
        step = _step(reading, line.unit, wording, 1.0)
        return text(
            "As things stand, {step} pays {money}.", step=step, money=wording.money(reading.gain)
        )
    if reading.up is None and not reading.unlimited:
        return text("At its maximum: better pays no more.")
    return ""


def _up_sentence(line: MeasureLine, reading: Reading, bend: Bend, wording: Wording) -> str:
    further = bend.money_beyond - bend.money
    values = {
        "distance": wording.distance(bend.distance, line.unit, up=True),
        "at": wording.exact(bend.at, line.unit),
        "rate": wording.short_rate(bend.rate),
        "step": _step(reading, line.unit, wording, 1.0),
        "money": wording.money(further),
    }
    if math.isfinite(further) and abs(further) >= 0.005:
        if reading.falling:
            template = message(
                "{distance} less: {at} pays {rate}, and from there {step} pays {money}."
            )
        else:
            template = message(
                "{distance} more: {at} pays {rate}, and from there {step} pays {money}."
            )
    elif reading.falling:
        template = message("{distance} less: {at} pays {rate}; beyond, no more is paid.")
    else:
        template = message("{distance} more: {at} pays {rate}; beyond, no more is paid.")
    return wording.language.text(template, **values)


def _down_sentence(line: MeasureLine, reading: Reading, bend: Bend, wording: Wording) -> str:
    lost = bend.money - bend.money_beyond
    values = {
        "distance": wording.distance(bend.distance, line.unit, up=False),
        "at": wording.exact(bend.at, line.unit),
        "rate": wording.short_rate(bend.rate),
        "step": _step(reading, line.unit, wording, -1.0),
        "money": wording.money(lost),
    }
    if bend.distance == 0.0:
        if bend.rate_beyond <= 0.0:
            template = message("Exactly at its threshold of {at}: any worse and it pays nothing.")
        else:
            template = message("Exactly at {at}, which pays {rate}: {step} costs {money}.")
    elif bend.rate_beyond <= 0.0:
        if reading.falling:
            template = message("Gain more than {distance}, above {at}, and it pays nothing.")
        else:
            template = message("Lose more than {distance}, below {at}, and it pays nothing.")
    elif not math.isfinite(lost) or abs(lost) < 0.005:
        return ""
    elif reading.falling:
        template = message(
            "{distance} more: {at} pays {rate}, and from there {step} costs {money}."
        )
    else:
        template = message(
            "{distance} less: {at} pays {rate}, and from there {step} costs {money}."
        )
    return wording.language.text(template, **values)

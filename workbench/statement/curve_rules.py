"""How the curves of a payout run, where the table of measures does not say it."""

from __future__ import annotations

from collections.abc import Iterator

from models.scorecard import CurveKind
from workbench.analysis.receive.readings import sensible_step
from workbench.analysis.receive.spots import CurveRead
from workbench.receive_terms import Wording


def curve_sentences(wording: Wording) -> Iterator[str]:
    """Return how curves run between the results of the table, where they are no plain steps."""
    text = wording.language.text
    reads: dict[str, CurveRead] = {}
    for spot in wording.question.spots:
        for read in spot.measured():
            reads.setdefault(read.step.out.owner, read)
    kinds = {read.step.curve.kind for read in reads.values()}
    if CurveKind.INTERPOLATED in kinds:
        yield text(
            "Below its threshold a measure pays nothing; from one result to the next its payout "
            "rises in proportion."
        )
    for owner, read in reads.items():
        told = _points(read, wording)
        if told:
            yield text("“{name}” pays {points}.", name=wording.measure(owner), points=told)
        beyond = _beyond(read, wording)
        if beyond:
            yield beyond


def _points(read: CurveRead, wording: Wording) -> str:
    """Return the points of a curve that the table does not hold; empty where it holds all."""
    text, curve = wording.language.text, read.step.curve
    unit = wording.unit(_kpi_of(read, wording))
    if curve.kind is CurveKind.TIERS:
        parts = [text("{rate} of what is reached", rate=wording.rate(curve.first_rate))]
        for point in curve.points:
            values = {"at": wording.rate(point.at), "rate": wording.rate(point.pay)}
            if point.retroactive:
                parts.append(text("from {at} of target on {rate} of all of it", **values))
            else:
                parts.append(text("from {at} of target on {rate} of what is beyond", **values))
        return ", ".join(parts)
    rungs, pays = read.rungs(), read.step.compiled.base
    if curve.kind is CurveKind.INTERPOLATED and len(rungs) <= 3 and len(set(rungs)) == len(rungs):
        return ""
    points = ", ".join(
        f"{wording.exact(rung, unit)} → {wording.rate(pay)}"
        for rung, pay in zip(rungs, pays, strict=True)
    )
    if curve.kind is CurveKind.STEP:
        return text("by steps: {points}", points=points)
    return points


def _beyond(read: CurveRead, wording: Wording) -> str:
    """Return what each unit past the last point of a curve adds; empty where it adds nothing."""
    compiled, rungs = read.step.compiled, read.rungs()
    if read.step.curve.kind is not CurveKind.INTERPOLATED or not rungs or not compiled.slope[-1]:
        return ""
    unit = wording.unit(_kpi_of(read, wording))
    step = sensible_step(unit, rungs[-1])
    per = compiled.slope[-1] / (compiled.divisor * read.parts)
    sign = "+" if per > 0.0 else "−"
    return wording.language.text(
        "“{name}”: past {at}, each {step} adds {rate}, without limit.",
        name=wording.measure(read.step.out.owner),
        at=wording.exact(rungs[-1], unit),
        step=f"{sign}{wording.amount(step, unit)}",
        rate=wording.rate(abs(per) * step),
    )


def _kpi_of(read: CurveRead, wording: Wording) -> str | None:
    found = [
        each.kpi for each in wording.question.recipient.measures if each.key == read.step.out.owner
    ]
    return found[0] if found else None

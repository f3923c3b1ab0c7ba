"""How a curve pays one result, in words and in figures."""

from __future__ import annotations

import math

from models.kpi import Unit
from models.scorecard import CurveKind
from workbench.analysis.receive.arithmetic import Piece, Stretch
from workbench.pay.step_kinds import CurvePayout
from workbench.receive_terms import Wording


def curve_words(piece: Piece, step: CurvePayout, unit: Unit, wording: Wording) -> tuple[str, str]:
    """Return what happens on a stretch of a curve, and its arithmetic, which may be empty."""
    if step.curve.kind is CurveKind.TIERS:
        return _tier(piece, step, unit, wording)
    text, rate = wording.language.text, wording.rate
    (at, pay), (next_at, _) = piece.start, piece.end
    here = wording.exact(at, unit)
    match piece.stretch:
        case Stretch.BEFORE:
            threshold = wording.exact(next_at, unit)
            if step.compiled.divisor < 0:
                return text("Above the threshold of {figure}: pays nothing", figure=threshold), ""
            return text("Below the threshold of {figure}: pays nothing", figure=threshold), ""
        case Stretch.ON:
            return text("Exactly {figure} pays", figure=here), ""
        case Stretch.STEP:
            return text("From {figure} on", figure=here), ""
        case Stretch.AFTER:
            return text("From {figure} on, nothing more is added", figure=here), ""
        case Stretch.BETWEEN:
            return _between(piece, unit, wording)
        case _:
            words = text("From {figure} ({rate}) on, without limit", figure=here, rate=rate(pay))
            per = piece.slope / step.compiled.divisor
            more = f"({wording.exact(piece.result, unit)} − {here})"
            return words, f"{rate(pay)} + {more} × {_slope(per, wording)}"


def _between(piece: Piece, unit: Unit, wording: Wording) -> tuple[str, str]:
    exact, rate = wording.exact, wording.rate
    (at, pay), (next_at, next_pay) = piece.start, piece.end
    here, there = exact(at, unit), exact(next_at, unit)
    words = wording.language.text(
        "Between {start} ({rate}) and {end} ({next_rate})",
        start=here,
        rate=rate(pay),
        end=there,
        next_rate=rate(next_pay),
    )
    if rate(pay) == rate(next_pay):
        return words, ""
    over, width = f"({exact(piece.result, unit)} − {here})", f"({there} − {here})"
    return words, f"{rate(pay)} + {over} ÷ {width} × ({rate(next_pay)} − {rate(pay)})"


def _slope(per: float, wording: Wording) -> str:
    """Write a payout per unit with enough digits to work with."""
    percent = abs(per * 100.0)
    digits = max(4, 3 - math.floor(math.log10(percent))) if percent else 0
    return wording.language.share(per, min(digits, 12))


def _tier(piece: Piece, step: CurvePayout, unit: Unit, wording: Wording) -> tuple[str, str]:
    exact, rate = wording.exact, wording.rate
    target = step.compiled.divisor
    attained = piece.result / target
    words = wording.language.text(
        "{result} is {share} of the target of {target}",
        result=exact(piece.result, unit),
        share=rate(attained),
        target=exact(target, unit),
    )
    if piece.stretch is Stretch.BEFORE:
        return words, f"{rate(max(attained, 0.0))} × {rate(piece.slope)}"
    start = piece.start[0] / target
    more = f"({rate(attained)} − {rate(start)}) × {rate(piece.slope)}"
    return words, f"{rate(piece.start[1])} + {more}"

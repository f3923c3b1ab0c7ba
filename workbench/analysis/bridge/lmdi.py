"""LMDI: sums of products, split term by term by logarithms.

Ang, "LMDI decomposition approach: A guide for implementation", Energy Policy 86, 2015.
"""

from __future__ import annotations

import math
from typing import Final, final

import numpy as np

from models.formula_parser import FormulaError, parse
from models.formula_tree import Arithmetic, Call, Name, Negation, Node, Number
from models.keys import KpiKey
from models.kpi import TimeRule
from workbench.analysis.bridge.faults import BridgeError, BridgeFault
from workbench.analysis.bridge.track import Track
from workbench.engine.arrays import Floats

_MOST_TERMS: Final = 5_000

_Powers = tuple[tuple[KpiKey, float], ...]
_Terms = dict[_Powers, float]
"""Products of powers of drivers, with their factors."""


def lmdi_parts(track: Track) -> Floats:
    """Return the part of each driver, shape (drivers,): Σ over terms of L(b, a)·ln(x_b ÷ x_a).

    Raises:
        BridgeError: the KPI is no sum of products, or a driver in one is not positive.
    """
    plan, periods = track.focus.plan, list(track.group.periods)
    rule = plan.kpis[track.key].time
    if rule is TimeRule.LAST:
        periods = periods[-1:]
    elif rule not in {TimeRule.SUM, TimeRule.MEAN}:
        raise BridgeError(BridgeFault.TIME_RULE, {"kpi": track.key})
    share = 1.0 / len(periods) if rule is TimeRule.MEAN else 1.0
    rows = {key: row for row, key in enumerate(track.focus.drivers)}
    parts = np.zeros(len(track.before))
    for powers, factor in _Expansion(track).terms(track.key).items():
        if all(key not in rows for key, _ in powers):
            continue
        first, last = np.full((2, len(periods)), factor * share)
        for key, power in powers:
            one, other = _figures(track, rows, key, periods)
            first, last = first * one**power, last * other**power
        mean = np.array([_mean(a, b) for a, b in zip(first.tolist(), last.tolist(), strict=True)])
        for key, power in powers:
            if key in rows:
                one, other = _figures(track, rows, key, periods)
                parts[rows[key]] += float((mean * power * np.log(other / one)).sum())
    return parts


def _mean(a: float, b: float) -> float:
    """Return the logarithmic mean of two figures of one sign; L(a, a) = a."""
    if a == 0.0 or abs(b - a) <= 1e-12 * abs(a):
        return (a + b) / 2.0
    return (b - a) / math.log(b / a)


def _figures(
    track: Track, rows: dict[KpiKey, int], key: KpiKey, periods: list[int]
) -> tuple[Floats, Floats]:
    """Return a driver before and after, shape (periods,) each.

    Raises:
        BridgeError: a figure is 0 or less, or none.
    """
    row = rows.get(key)
    if row is None:
        # What does not change is the same in both states.
        own = track.focus.otherwise(track.focus.program.row(key))[0]
        both = (own, own)
    else:
        both = (track.before[row], track.after[row])
    for figures in both:
        for period in periods:
            if not figures[period] > 0.0:
                raise BridgeError(BridgeFault.NOT_POSITIVE, {"kpi": key, "period": period})
    return both[0][periods], both[1][periods]


@final
class _Expansion:
    """Formulas written out in drivers, as sums of products."""

    def __init__(self, track: Track) -> None:
        self._plan = track.focus.plan
        self._cyclic = track.focus.program.cyclic
        self._known: dict[KpiKey, _Terms] = {}

    def terms(self, key: KpiKey) -> _Terms:
        """Return a KPI as a sum of products.

        Raises:
            BridgeError: it is none.
        """
        if key in self._known:
            return self._known[key]
        kpi = self._plan.kpis.get(key)
        if kpi is None or key in self._cyclic:
            raise _refused(key)
        if kpi.is_driver:
            found: _Terms = {((key, 1.0),): 1.0}
        else:
            try:
                found = self._of(parse(kpi.formula), key)
            except FormulaError:
                raise _refused(key) from None
        self._known[key] = found
        return found

    def _of(self, node: Node, owner: KpiKey) -> _Terms:
        match node:
            case Number(value):
                return {(): value}
            case Name(key):
                return self.terms(KpiKey(key))
            case Negation(operand):
                return _scaled(self._of(operand, owner), -1.0)
            case Arithmetic("+", left, right):
                return _sum([self._of(left, owner), self._of(right, owner)])
            case Arithmetic("-", left, right):
                return _sum([self._of(left, owner), _scaled(self._of(right, owner), -1.0)])
            case Arithmetic("*", left, right):
                return _product(self._of(left, owner), self._of(right, owner), owner)
            case Arithmetic("/", left, right):
                return _product(
                    self._of(left, owner), _power(self._of(right, owner), -1.0, owner), owner
                )
            case Arithmetic("^", base, Number(power)):
                return _power(self._of(base, owner), power, owner)
            case Call("sum", arguments):
                return _sum([self._of(each, owner) for each in arguments])
            case Call("avg", arguments):
                whole = _sum([self._of(each, owner) for each in arguments])
                return _scaled(whole, 1.0 / len(arguments))
            case _:
                raise _refused(owner)


def _refused(key: KpiKey) -> BridgeError:
    return BridgeError(BridgeFault.NOT_A_PRODUCT, {"kpi": key})


def _scaled(terms: _Terms, by: float) -> _Terms:
    return {powers: factor * by for powers, factor in terms.items()}


def _sum(all_terms: list[_Terms]) -> _Terms:
    found: _Terms = {}
    for terms in all_terms:
        for powers, factor in terms.items():
            found[powers] = found.get(powers, 0.0) + factor
    return found


def _product(left: _Terms, right: _Terms, owner: KpiKey) -> _Terms:
    if len(left) * len(right) > _MOST_TERMS:
        raise _refused(owner)
    found: _Terms = {}
    for one, by in left.items():
        for other, times in right.items():
            powers = dict(one)
            for key, power in other:
                powers[key] = powers.get(key, 0.0) + power
            name = tuple(sorted((key, power) for key, power in powers.items() if power))
            found[name] = found.get(name, 0.0) + by * times
    return found


def _power(terms: _Terms, power: float, owner: KpiKey) -> _Terms:
    if len(terms) != 1:
        raise _refused(owner)
    ((powers, factor),) = terms.items()
    if factor <= 0.0:
        raise _refused(owner)
    return {tuple((key, each * power) for key, each in powers): factor**power}

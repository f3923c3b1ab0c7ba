"""Gauss–Legendre quadrature of many parts at once, with a check of each."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from workbench.engine.arrays import Floats


@dataclass(frozen=True, slots=True, eq=False)
class Nodes:
    """Where a function is looked at between 0 and 1.

    Attributes:
        at: shape (nodes,), ascending.
        weights: shape (nodes,), sum 1.
        until: shape (nodes, nodes): row j integrates the interpolating polynomial from 0 to
            node j.
        waves: shape (nodes, nodes): row k takes the coefficient of the k-th Legendre
            polynomial.
    """

    at: Floats
    weights: Floats
    until: Floats
    waves: Floats


@lru_cache(maxsize=8)
def nodes(count: int) -> Nodes:
    """Return the Gauss–Legendre nodes of an order."""
    legendre = np.polynomial.legendre
    at, weights = legendre.leggauss(count)
    basis = legendre.legvander(at, count - 1)
    size = 2.0 * np.arange(count) + 1.0
    waves: Floats = np.asarray((basis * weights[:, None]).T * size[:, None] / 2.0, dtype=np.float64)
    # From -1 to x the k-th polynomial comes to (P(k+1) - P(k-1)) ÷ (2k + 1), the first to x + 1.
    higher = np.asarray(legendre.legvander(at, count), dtype=np.float64)
    until = np.empty((count, count))
    until[:, 0] = at + 1.0
    until[:, 1:] = (higher[:, 2:] - higher[:, : count - 1]) / size[1:]
    return Nodes((at + 1.0) / 2.0, weights / 2.0, until @ waves / 2.0, waves)


def doubt(rule: Nodes, rates: Floats) -> float:
    """Return about how far off the integrals of ``rates`` may be, summed over its rows.

    A smooth function's Legendre coefficients fall like the powers of something; Gauss's rule
    of n nodes is off by about the 2n-th, which is the n-th squared over the first
    (Trefethen, *Is Gauss quadrature better than Clenshaw–Curtis?*, SIAM Review 50, 2008).

    Args:
        rule: the nodes.
        rates: shape (rows, nodes): the functions at the nodes.
    """
    sizes = np.abs(rates @ rule.waves.T)
    largest = sizes.max(axis=1)
    last = sizes[:, -2:].sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        found = np.where(largest > 0.0, last * last / largest, 0.0)
    return float(found.sum())

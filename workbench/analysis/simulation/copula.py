"""The Gaussian copula: draws that have the rank correlations somebody asked for."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workbench.engine.arrays import Floats

_TOLERANCE: Final = 1e-10
_MOST_PAIRS_TRIED: Final = 300

Pair = tuple[int, int]


def linear_of_rank(rho: float) -> float:
    """Return 2 sin(πρ/6): the correlation of normals whose ranks correlate by ``rho``."""
    return 2.0 * math.sin(math.pi * rho / 6.0)


@dataclass(frozen=True, slots=True, eq=False)
class Copula:
    """Draws that move together.

    Attributes:
        places: shape (n,): the draws that are correlated with another.
        factor: shape (n, n): times independent normals it gives correlated ones.
    """

    places: NDArray[np.intp]
    factor: Floats

    def correlated(self, z: Floats) -> Floats:
        """Return correlated normals from independent ones, shape (n, samples) each."""
        return self.factor @ z


class ContradictionError(ValueError):
    """Correlations that no figures can have.

    Attributes:
        pair: the two draws whose correlation is to blame.
    """

    def __init__(self, pair: Pair) -> None:
        """Blame a pair."""
        super().__init__(pair)
        self.pair = pair


def copula_of(rhos: Mapping[Pair, float]) -> Copula:
    """Return the copula that has the given rank correlations, 0 between all others.

    Args:
        rhos: by pair of draws, -1 to 1.

    Raises:
        ContradictionError: the matrix is not positive semidefinite.
    """
    listed = sorted({place for pair in rhos for place in pair})
    matrix = np.eye(len(listed))
    at = {place: number for number, place in enumerate(listed)}
    for (one, other), rho in rhos.items():
        matrix[at[one], at[other]] = matrix[at[other], at[one]] = linear_of_rank(rho)
    if listed and not _possible(matrix):
        one, other = _to_blame(matrix)
        raise ContradictionError((listed[one], listed[other]))
    return Copula(np.array(listed, dtype=np.intp), _factor(matrix))


def _possible(matrix: Floats) -> bool:
    return bool(np.linalg.eigvalsh(matrix)[0] >= -_TOLERANCE)


def _factor(matrix: Floats) -> Floats:
    if not len(matrix):
        return matrix
    try:
        return np.asarray(np.linalg.cholesky(matrix), dtype=np.float64)
    except np.linalg.LinAlgError:
        # Semidefinite: some figures follow from others exactly.
        size, axes = np.linalg.eigh(matrix)
        return np.asarray(axes * np.sqrt(np.maximum(size, 0.0)), dtype=np.float64)


def _to_blame(matrix: Floats) -> Pair:
    """Return the pair whose smallest change mends a matrix; else the strongest."""
    one, other = np.nonzero(np.triu(matrix, 1))
    pairs: list[Pair] = list(zip(one.tolist(), other.tolist(), strict=True))
    strongest = max(pairs, key=lambda pair: abs(float(matrix[pair])))
    best: tuple[float, Pair] | None = None
    for pair in pairs[:_MOST_PAIRS_TRIED]:
        now = float(matrix[pair])
        tried = sorted(np.linspace(-1.0, 1.0, 41).tolist(), key=lambda r: abs(r - now))
        for r in tried:
            if best is not None and abs(r - now) >= best[0]:
                break
            mended = matrix.copy()
            mended[pair] = mended[pair[::-1]] = r
            if _possible(mended):
                best = (abs(r - now), pair)
                break
    return strongest if best is None else best[1]

"""The copula gives the rank correlations that were asked for, and refuses what cannot be."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from workbench.analysis.simulation.copula import ContradictionError, copula_of, linear_of_rank


def test_that_ranks_correlate_as_asked() -> None:
    rhos = {(0, 2): 0.6, (2, 5): -0.5, (0, 5): 0.1}
    copula = copula_of(rhos)
    assert copula.places.tolist() == [0, 2, 5]
    z = np.random.default_rng(2).standard_normal((3, 2**16))
    drawn = copula.correlated(z)
    found = np.asarray(stats.spearmanr(drawn, axis=1).statistic)
    # One draw in so many errs by 1/√n; four times that is on the safe side.
    assert found[0, 1] == pytest.approx(0.6, abs=4 / 256)
    assert found[1, 2] == pytest.approx(-0.5, abs=4 / 256)
    assert found[0, 2] == pytest.approx(0.1, abs=4 / 256)
    assert drawn.std(axis=1) == pytest.approx([1.0] * 3, abs=0.02)


def test_that_full_correlation_is_the_same_draw() -> None:
    assert linear_of_rank(1.0) == pytest.approx(1.0)
    z = np.random.default_rng(3).standard_normal((2, 100))
    one, other = copula_of({(0, 1): 1.0}).correlated(z)
    assert one == pytest.approx(other, abs=1e-7)
    one, other = copula_of({(0, 1): -1.0}).correlated(z)
    assert one == pytest.approx(-other, abs=1e-7)


def test_that_the_pair_whose_smallest_change_mends_a_contradiction_is_named() -> None:
    # 0 goes with 1 and 1 with 2, so 0 cannot go so much against 2; 3 and 4 have no part in it.
    with pytest.raises(ContradictionError) as caught:
        copula_of({(0, 1): 0.9, (1, 2): 0.9, (0, 2): -0.3, (3, 4): 0.95})
    assert caught.value.pair in {(0, 1), (1, 2), (0, 2)}
    with pytest.raises(ContradictionError) as caught:
        copula_of(
            {(0, 1): 0.95, (1, 2): 0.95, (0, 2): 0.95, (0, 3): 0.7, (1, 3): 0.7, (2, 3): -0.7}
        )
    assert caught.value.pair == (2, 3)

"""The two kinds of array that the engine is made of."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]
"""Figures in the unit of their KPI; NaN is "no value". Never infinite."""

Rows: TypeAlias = NDArray[np.intp]
"""Numbers of rows of a value array."""

"""Why a simulation is refused."""

from __future__ import annotations

from enum import StrEnum
from typing import final

from models.keys import KpiKey
from models.uncertainty import DistributionFault


class SimulationFault(StrEnum):
    """What is wrong with what was asked."""

    NO_DISTRIBUTION = "no_distribution"
    """The percentiles of ``kpi`` fit no distribution of its shape: see ``distribution``."""
    NO_BASE = "no_base"
    """The percentiles of ``kpi`` are figures, and the base has none, or 0, to divide them by."""
    RHO = "rho"
    """The rank correlation of ``kpi`` and ``other`` is not from -1 to 1."""
    CONTRADICTION = "contradiction"
    """No figures can be correlated like that: see ``kpi`` and ``other``."""
    NO_YEAR = "no_year"
    """The plan holds no complete fiscal year to read figures over."""
    UNKNOWN_KPI = "unknown_kpi"
    """There is no KPI ``kpi``."""
    SAMPLES = "samples"
    """The number of samples is not from 1 to 2^24."""
    SEED = "seed"
    """The seed is below 0."""
    THREADS = "threads"
    """The number of threads is below 1."""
    CORRELATED = "correlated"
    """Sobol indices are of drivers that are independent; ``kpi`` and ``other`` are not."""


@final
class SimulationError(ValueError):
    """A simulation that was refused.

    Attributes:
        fault: why.
        kpi: the KPI it is about; "" where it is about none.
        other: the second KPI of a pair; "" where it is about none.
        distribution: of :attr:`SimulationFault.NO_DISTRIBUTION`: the rule that is broken.
    """

    def __init__(
        self,
        fault: SimulationFault,
        kpi: str | KpiKey = "",
        other: str | KpiKey = "",
        distribution: DistributionFault | None = None,
    ) -> None:
        """Refuse for a reason."""
        super().__init__(fault.value, kpi, other, distribution)
        self.fault = fault
        self.kpi = kpi
        self.other = other
        self.distribution = distribution

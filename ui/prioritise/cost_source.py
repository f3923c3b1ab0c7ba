"""The distributions of cost of the design that is looked at, asked for in one way."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import cast

from PySide6.QtCore import QObject

from models.keys import DesignKey, ScenarioKey
from ui.prioritise.resting import Resting, Stopped
from workbench.analysis.designs.costs import CostSpread, cost_spreads
from workbench.analysis.simulation.faults import SimulationError
from workbench.language import Language
from workbench.results import Results
from workbench.simulation_words import simulation_sentence

_Spreads = Mapping[ScenarioKey, CostSpread]


class CostSource(Resting):
    """What simulated years come to, by scenario, or a sentence that says why nothing does."""

    def __init__(self, language: Language, parent: QObject) -> None:
        """Make a source that nobody asked anything yet."""
        super().__init__(parent)
        self._language = language

    @property
    def sentence(self) -> str:
        """Why there is nothing; empty where there is something, or where it is to come."""
        return self.value if isinstance(self.value, str) else ""

    def spread(self, scenario: ScenarioKey) -> CostSpread | None:
        """Return the latest distribution of a scenario, if there is any."""
        found = self.value
        return cast("_Spreads", found).get(scenario) if isinstance(found, Mapping) else None

    def want(
        self, results: Results, design: DesignKey | None, scenarios: tuple[ScenarioKey, ...]
    ) -> None:
        """Ask for the distributions of a design under some scenarios."""
        work = partial(_simulated, results, scenarios, design, self._language)
        self.ask((results, design, frozenset(scenarios)), work)


def _simulated(
    results: Results,
    scenarios: tuple[ScenarioKey, ...],
    design: DesignKey | None,
    language: Language,
    stopped: Stopped,
) -> _Spreads | str:
    try:
        return cost_spreads(results, scenarios, design, stopped)
    except SimulationError as error:
        return simulation_sentence(error, results.plan, language)

"""What the menus and the chips do with scenarios: one that is new is named at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from models.keys import ScenarioKey
from ui.document import Document
from ui.scenario_bar import ScenarioBar
from ui.scenario_edits import ScenarioEdits


class ScenarioActions:
    """Runs the edits of scenarios, and lets names be typed on the chips."""

    def __init__(
        self, document: Document, edits: ScenarioEdits, bar: Callable[[], ScenarioBar]
    ) -> None:
        """Run ``edits``; ``bar`` returns the chips of the plan on screen."""
        self._document = document
        self._edits = edits
        self._bar = bar

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """Return what to call for each action, by its id."""
        return {
            "scenario_add": self.add,
            "scenario_duplicate": self.duplicate_shown,
            "scenario_rename": self.rename_shown,
            "scenario_delete": self.delete_shown,
        }

    def follow(self, bar: ScenarioBar) -> None:
        """Do what somebody asks for on the chips."""
        bar.add_asked.connect(self.add)
        bar.duplicate_asked.connect(self.duplicate)
        bar.rename_asked.connect(self._edits.rename)
        bar.delete_asked.connect(self._edits.delete)

    def add(self) -> None:
        """Add a scenario."""
        self._let_name(self._edits.add())

    def duplicate(self, key: str) -> None:
        """Add a scenario that starts as another."""
        self._let_name(self._edits.add(ScenarioKey(key)))

    def duplicate_shown(self) -> None:
        """Add a scenario that starts as the one on screen."""
        self.duplicate(self._document.scenario)

    def rename_shown(self) -> None:
        """Let the name of the scenario on screen be typed."""
        self._bar().start_rename(self._document.scenario)

    def delete_shown(self) -> None:
        """Delete the scenario on screen."""
        self._edits.delete(self._document.scenario)

    def _let_name(self, key: ScenarioKey | None) -> None:
        if key is not None:
            self._bar().start_rename(key)

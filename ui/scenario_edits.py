"""Adding, copying, renaming and deleting scenarios, as undo steps."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from models.changes import EditError
from models.edits.scenarios import (
    add_scenario,
    delete_scenario,
    fresh_scenario_key,
    rename_scenario,
)
from models.keys import BASE, ScenarioKey
from ui.document import Document, Edit
from workbench.language import Language


class ScenarioEdits:
    """Asks the document for edits of its scenarios; tells in a sentence what is refused."""

    def __init__(
        self, document: Document, language: Language, say: Callable[[str], object]
    ) -> None:
        self._document = document
        self._language = language
        self._say = say

    def add(self, copy_of: ScenarioKey = BASE) -> ScenarioKey | None:
        """Add a scenario that starts as ``copy_of``, show it, and return its key."""
        text, plan = self._language.text, self._document.plan
        if copy_of == BASE:
            wanted, label = text("New scenario"), text("Add a scenario")
        else:
            wanted = text("{name} (copy)", name=plan.scenarios[copy_of].name)
            label = text("Duplicate the scenario")
        name = self._free(wanted)
        key = fresh_scenario_key(plan, name)
        if not self._apply(label, partial(add_scenario, name=name, copy_of=copy_of, key=key)):
            return None
        self._document.show_scenario(key)
        return key

    def rename(self, key: ScenarioKey, name: str) -> None:
        """Give a scenario another name."""
        label = self._language.text("Rename the scenario")
        self._apply(label, partial(rename_scenario, key=key, name=name))

    def delete(self, key: ScenarioKey) -> None:
        """Delete a scenario; undo brings it back."""
        if key == BASE:
            return
        name = self._document.plan.scenarios[key].name
        if self._apply(
            self._language.text("Delete the scenario"), partial(delete_scenario, key=key)
        ):
            self._say(self._language.text("“{name}” was deleted. Undo brings it back.", name=name))

    def _free(self, wanted: str) -> str:
        """Return ``wanted``, with a number behind it where a scenario has that name."""
        taken = {each.name for each in self._document.plan.scenarios.values()}
        name, number = wanted, 2
        while name in taken:
            name, number = f"{wanted} {number}", number + 1
        return name

    def _apply(self, label: str, edit: Edit) -> bool:
        try:
            return self._document.apply(label, edit)
        except EditError as error:
            # What there is to say of any edit: loaded only where one is refused.
            from workbench.sentences import edit_sentence  # noqa: PLC0415

            self._say(edit_sentence(error, self._document.plan, self._language))
            return False

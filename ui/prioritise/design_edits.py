"""Adding, copying, naming, deleting and paying designs, as undo steps."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QObject, Signal

from models.changes import EditError
from models.edits.designs import add_design, rename_design
from models.edits.scorecards import choose_design, fresh_design_key, remove_design
from models.keys import DesignKey, PositionKey
from models.plan import Plan
from ui.background import Answer, Background
from ui.document import Document, Edit
from ui.prioritise.choice import PayChoice
from workbench.analysis.designs.presets import PresetDesign, design_by_preset, put_preset
from workbench.analysis.suggesting import Preset, Unsuggested
from workbench.language import Language
from workbench.sentences import edit_sentence
from workbench.weight_words import PRESET_NAMES, unsuggested_sentence


class DesignEdits(QObject):
    """Asks the document for edits of its designs, and looks at what they made."""

    said = Signal(str)
    """A sentence: what is refused, or what was done and how it is taken back."""

    def __init__(
        self, document: Document, language: Language, choice: PayChoice, parent: QObject
    ) -> None:
        """Edit the designs of ``document``; ``choice`` looks at what is added."""
        super().__init__(parent)
        self._document = document
        self._language = language
        self._choice = choice
        self._asked: tuple[int, Preset] | None = None
        self._background = Background(self)
        self._background.answered.connect(self._suggested)

    def add(self) -> DesignKey | None:
        """Add an empty design and look at it; return its key."""
        return self._add(self._language.text("New design"), None)

    def duplicate(self, model: DesignKey | None = None) -> DesignKey | None:
        """Add a copy of a design, the one looked at where none is named, and look at it."""
        design = self._document.plan.designs.get(model or self._choice.design or DesignKey(""))
        if design is None:
            return self.add()
        return self._add(self._language.text("{name} (copy)", name=design.name), design.key)

    def add_by(self, preset: Preset) -> None:
        """Add a design by a preset as soon as its weights are worked out."""
        self._asked = (self._document.generation, preset)
        results = self._document.results
        self._background.ask(partial(design_by_preset, results.plan, results.values, preset))

    def rename(self, key: DesignKey, name: str) -> None:
        """Give a design another name."""
        self._apply(
            self._language.text("Rename the design"), partial(rename_design, key=key, name=name)
        )

    def delete(self, key: DesignKey) -> None:
        """Delete a design; undo brings it back."""
        name = self._document.plan.designs[key].name
        label = self._language.text("Delete the design")
        if self._apply(label, partial(remove_design, key=key)):
            self.said.emit(
                self._language.text("“{name}” was deleted. Undo brings it back.", name=name)
            )

    def pay(self, key: DesignKey) -> None:
        """Let a design be the one that is paid."""
        name = self._document.plan.designs[key].name
        label = self._language.text("Pay by “{name}”", name=name)
        self._apply(label, partial(choose_design, key=key))

    def _add(self, wanted: str, model: DesignKey | None) -> DesignKey | None:
        name = free_name(self._document.plan, wanted)
        key = fresh_design_key(self._document.plan, name)
        text = self._language.text
        label = text("Add a design") if model is None else text("Duplicate the design")
        if not self._apply(label, partial(add_design, name=name, copy_of=model, key=key)):
            return None
        self._choice.choose_design(key)
        return key

    def _suggested(self, answer: Answer) -> None:
        if answer.error is not None:
            raise answer.error
        asked, self._asked = self._asked, None
        made = answer.value
        if asked is None or not isinstance(made, PresetDesign):
            return
        generation, preset = asked
        if generation != self._document.generation:
            # The plan went on meanwhile: what was worked out is of another one.
            self.add_by(preset)
            return
        language, plan = self._language, self._document.plan
        if not made.cards:
            self.said.emit(self._why_nothing(made.faults))
            return
        name = free_name(plan, language.text(PRESET_NAMES[preset]))
        key = fresh_design_key(plan, name)
        label = language.text("Add the design {name}", name=name)
        if self._apply(label, partial(put_preset, made=made, name=name, key=key)):
            self._choice.choose_design(key)
            if made.faults:
                self.said.emit(self._why_nothing(made.faults))

    def _why_nothing(self, faults: Mapping[PositionKey, Unsuggested]) -> str:
        """Return why one position, or the first of several, has no weights."""
        for position, fault in faults.items():
            return unsuggested_sentence(fault, position, self._document.plan, self._language)
        return self._language.text("Add a position under Organisation first.")

    def _apply(self, label: str, edit: Edit) -> bool:
        try:
            return self._document.apply(label, edit)
        except EditError as error:
            self.said.emit(edit_sentence(error, self._document.plan, self._language))
            return False


def free_name(plan: Plan, wanted: str) -> str:
    """Return ``wanted``, with a number behind it where a design has that name."""
    taken = {each.name for each in plan.designs.values()}
    name, number = wanted, 2
    while name in taken:
        name, number = f"{wanted} {number}", number + 1
    return name

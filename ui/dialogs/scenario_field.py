"""The field with the name of a scenario that is to be made."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from models.plan import Plan
from ui.theme import Theme
from ui.widgets.error_field import ErrorField
from workbench.language import Language


class ScenarioField(ErrorField):
    """Proposes a name until one is typed, and takes none that another scenario has."""

    def __init__(self, plan: Plan, theme: Theme, language: Language, parent: QWidget) -> None:
        super().__init__(theme, parent, name=language.text("Name of the new scenario"))
        self._plan = plan
        self._language = language
        self._typed = False
        self.field.textEdited.connect(self._name_typed)

    @property
    def name(self) -> str:
        """The name, without spaces that nobody sees."""
        return " ".join(self.text.split())

    def propose(self, wanted: str) -> None:
        """Write a name, unless one was typed: ``wanted``, or one like it that is free."""
        if self._typed:
            return
        taken, name, number = self._taken(), wanted, 2
        while name.casefold() in taken:
            name, number = f"{wanted} ({number})", number + 1
        self.field.setText(name)

    def is_free(self) -> bool:
        """Return whether a scenario can be called so; say why not."""
        text, name = self._language.text, self.name
        if not name:
            sentence = text("The new scenario needs a name: type one.")
        elif name.casefold() in self._taken():
            sentence = text("There is a scenario “{name}” already: choose another name.", name=name)
        else:
            return True
        self.show_error(sentence)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        return False

    def _name_typed(self) -> None:
        self._typed = True
        self.clear_error()

    def _taken(self) -> frozenset[str]:
        names = [each.name for each in self._plan.scenarios.values()]
        names.append(self._language.text("Base"))
        return frozenset(name.strip().casefold() for name in names)

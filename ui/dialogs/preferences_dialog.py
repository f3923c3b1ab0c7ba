"""Preferences: what is chosen here holds at once."""

from __future__ import annotations

from collections.abc import Hashable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.dialogs.dialog import Dialog
from ui.fonts import TextStyle
from ui.preferences import AUTOSAVE_MINUTES, SYSTEM, Preferences
from ui.theme import Theme, ThemeName
from ui.widgets.segmented import Choice, SegmentedSwitch
from ui.widgets.text import text_label
from workbench.language import Language
from workbench.number_styles import MARKS, NumberStyle

_YES, _NO = "yes", "no"


class PreferencesDialog(Dialog):
    """Language, theme, numbers, saving and start; each holds as soon as it is chosen.

    Attributes:
        switches: one for each preference, by its name.
    """

    changed = Signal(str)
    """The name of the preference that is another now."""

    def __init__(
        self, preferences: Preferences, theme: Theme, language: Language, parent: QWidget
    ) -> None:
        text = language.text
        super().__init__(text("Preferences"), theme, parent)
        self._preferences = preferences
        self.switches: dict[str, SegmentedSwitch] = {}
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.space.room)
        self._grid.setVerticalSpacing(theme.space.gap)
        self._grid.setColumnStretch(2, 1)
        self.body.addLayout(self._grid)
        system, never = text("As the system"), text("Never")
        # Each language under its own name, for whoever does not read the other.
        languages = (Choice(SYSTEM, system), Choice("fr", "Français"), Choice("en", "English"))
        self._add("language", text("Language"), languages, preferences.language)
        themes = (
            Choice(SYSTEM, system),
            Choice(ThemeName.LIGHT.value, text("Light")),
            Choice(ThemeName.DARK.value, text("Dark")),
        )
        self._add("theme", text("Theme"), themes, str(preferences.theme))
        styles = (
            Choice(NumberStyle.LANGUAGE, text("As the language")),
            *(Choice(style, marks.example) for style, marks in MARKS.items()),
        )
        self._add("numbers", text("Numbers"), styles, preferences.numbers)
        waits = [
            Choice(
                minutes,
                language.plural("After {count} minute", "After {count} minutes", minutes),
            )
            for minutes in AUTOSAVE_MINUTES
        ]
        self._add(
            "autosave",
            text("Save the plan by itself"),
            (Choice(0, never), *waits),
            preferences.autosave_minutes if preferences.autosave else 0,
        )
        starts = (
            Choice(_NO, text("With the welcome page")),
            Choice(_YES, text("With the last plan")),
        )
        self._add("reopen", text("Start"), starts, _word(yes=preferences.reopen))
        moves = (Choice(_YES, text("Gliding")), Choice(_NO, text("At once")))
        self._add(
            "animations", text("Movements on the tree"), moves, _word(yes=preferences.animations)
        )
        self.body.addSpacing(theme.space.gap)
        self.body.addWidget(
            text_label(
                text(
                    "A plan that has no file yet, or is not saved by itself, is kept aside every "
                    "few seconds in case the program stops."
                ),
                self,
                style=TextStyle.SMALL,
                colour=theme.colours.text_quiet,
                wraps=True,
            )
        )
        self.body.addStretch(1)
        self.add_button(text("Close"), primary=True).clicked.connect(self.accept)

    @property
    def focused(self) -> str:
        """The name of the preference that has the keyboard; empty for none."""
        focus = self.focusWidget()
        for name, switch in self.switches.items():
            if focus is not None and switch.isAncestorOf(focus):
                return name
        return ""

    def focus_on(self, name: str) -> None:
        """Give a preference the keyboard, where it is chosen."""
        if name in self.switches:
            self.switches[name].focus_chosen(Qt.FocusReason.OtherFocusReason)

    def _add(self, name: str, words: str, choices: tuple[Choice, ...], chosen: Hashable) -> None:
        row = self._grid.rowCount()
        self._grid.addWidget(text_label(words, self), row, 0)
        switch = SegmentedSwitch(self._theme, self, name=words, choices=choices)
        switch.choose(chosen)
        switch.chosen.connect(partial(self._keep, name))
        self._grid.addWidget(switch, row, 1, Qt.AlignmentFlag.AlignLeft)
        self.switches[name] = switch

    def _keep(self, name: str, value: object) -> None:
        preferences = self._preferences
        match name:
            case "language":
                preferences.language = str(value)
            case "theme":
                preferences.theme = str(value)
            case "numbers" if isinstance(value, NumberStyle):
                preferences.numbers = value
            case "autosave":
                preferences.autosave = bool(value)
                if isinstance(value, int) and value:
                    preferences.autosave_minutes = value
            case "reopen":
                preferences.reopen = value == _YES
            case "animations":
                preferences.animations = value == _YES
            case _:
                return
        self.changed.emit(name)


def _word(*, yes: bool) -> str:
    return _YES if yes else _NO

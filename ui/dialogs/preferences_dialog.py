"""Preferences: the language and the theme."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.dialogs.dialog import Dialog
from ui.fonts import TextStyle
from ui.preferences import SYSTEM, Preferences
from ui.theme import Theme, ThemeName
from ui.widgets.segmented import Choice, SegmentedSwitch
from ui.widgets.text import text_label
from workbench.language import Language


class PreferencesDialog(Dialog):
    """Asks for language and theme; what was chosen is kept when it is accepted.

    Attributes:
        language: the switch of languages.
        theme: the switch of themes.
    """

    def __init__(
        self, preferences: Preferences, theme: Theme, language: Language, parent: QWidget
    ) -> None:
        text = language.text
        super().__init__(text("Preferences"), theme, parent)
        self._preferences = preferences
        system = text("As the system")
        self.body.addWidget(text_label(text("Language"), self, style=TextStyle.BODY_STRONG))
        # Each language under its own name, for whoever does not read the other.
        self.language = SegmentedSwitch(
            theme,
            self,
            name=text("Language"),
            choices=(Choice(SYSTEM, system), Choice("fr", "Français"), Choice("en", "English")),
        )
        self.language.choose(preferences.language)
        self.body.addWidget(self.language)
        self.body.addSpacing(theme.space.gap)
        self.body.addWidget(text_label(text("Theme"), self, style=TextStyle.BODY_STRONG))
        self.theme = SegmentedSwitch(
            theme,
            self,
            name=text("Theme"),
            choices=(
                Choice(SYSTEM, system),
                Choice(ThemeName.LIGHT.value, text("Light")),
                Choice(ThemeName.DARK.value, text("Dark")),
            ),
        )
        self.theme.choose(str(preferences.theme))
        self.body.addWidget(self.theme)
        self.body.addStretch(1)
        self.add_button(text("Cancel")).clicked.connect(self.reject)
        self.add_button(text("Apply"), primary=True).clicked.connect(self.accept)

    def keep(self) -> None:
        """Keep what was chosen."""
        self._preferences.language = str(self.language.value or SYSTEM)
        self._preferences.theme = str(self.theme.value or SYSTEM)

"""What the user prefers, kept between two starts."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Final

from PySide6.QtCore import QByteArray, QLocale, QSettings, Qt
from PySide6.QtGui import QGuiApplication

from ui.theme import ThemeName
from workbench.language import LANGUAGES, Code

SYSTEM: Final = "system"

_RECENT_LIMIT: Final = 8


class Preferences:
    """The preferences of one user, in one settings store."""

    def __init__(self, settings: QSettings) -> None:
        self._settings = settings

    @property
    def theme(self) -> str:
        """Light, dark, or as the system says."""
        return self._choice("theme", (SYSTEM, *ThemeName))

    @theme.setter
    def theme(self, choice: str) -> None:
        self._settings.setValue("theme", choice)

    @property
    def language(self) -> str:
        """A language, or as the system says."""
        return self._choice("language", (SYSTEM, *LANGUAGES))

    @language.setter
    def language(self, choice: str) -> None:
        self._settings.setValue("language", choice)

    @property
    def recent(self) -> tuple[Path, ...]:
        """The plans opened last, the latest first, whether or not they are still there."""
        stored = self._settings.value("recent", [])
        listed = [stored] if isinstance(stored, str) else stored
        if not isinstance(listed, list):
            return ()
        return tuple(Path(each) for each in listed if isinstance(each, str) and each)

    def note_recent(self, path: Path) -> None:
        """Remember that ``path`` was opened or saved now."""
        known = [path, *(each for each in self.recent if each != path)]
        self._settings.setValue("recent", [str(each) for each in known[:_RECENT_LIMIT]])

    @property
    def window_place(self) -> QByteArray:
        """Where the window was; empty at the first start."""
        stored = self._settings.value("window", QByteArray())
        return stored if isinstance(stored, QByteArray) else QByteArray()

    @window_place.setter
    def window_place(self, place: QByteArray) -> None:
        self._settings.setValue("window", place)

    def inspector_in(self, room: str) -> bool:
        """Return whether the inspector stands beside ``room``; at first only beside the tree."""
        first = "yes" if room == "decompose" else "no"
        return self._settings.value(f"inspector_{room}", first) != "no"

    def keep_inspector(self, room: str, *, shown: bool) -> None:
        """Remember whether the inspector stands beside ``room``."""
        self._settings.setValue(f"inspector_{room}", "yes" if shown else "no")

    @property
    def catalogue_shown(self) -> bool:
        """Whether the catalogue stands beside the tree; at first it does not."""
        return self._settings.value("catalogue", "no") == "yes"

    @catalogue_shown.setter
    def catalogue_shown(self, shown: bool) -> None:
        self._settings.setValue("catalogue", "yes" if shown else "no")

    def put_aside_in(self, path: Path) -> frozenset[str]:
        """Return the names of the hints that were put aside in the plan at ``path``."""
        stored = self._settings.value(_aside_key(path), [])
        listed = [stored] if isinstance(stored, str) else stored
        if not isinstance(listed, list):
            return frozenset()
        return frozenset(each for each in listed if isinstance(each, str) and each)

    def keep_put_aside(self, path: Path, names: frozenset[str]) -> None:
        """Remember which hints were put aside in the plan at ``path``."""
        if names:
            self._settings.setValue(_aside_key(path), sorted(names))
        else:
            self._settings.remove(_aside_key(path))

    def language_code(self) -> Code:
        """Return the language to speak: the chosen one, else French where the system does."""
        chosen = self.language
        if chosen == SYSTEM:
            chosen = "fr" if QLocale.system().language() == QLocale.Language.French else "en"
        return "fr" if chosen == "fr" else "en"

    def theme_name(self) -> ThemeName:
        """Return the theme to show: the chosen one, else the system's."""
        chosen = self.theme
        if chosen == SYSTEM:
            scheme = QGuiApplication.styleHints().colorScheme()
            return ThemeName.DARK if scheme is Qt.ColorScheme.Dark else ThemeName.LIGHT
        return ThemeName(chosen)

    def _choice(self, name: str, known: tuple[str, ...]) -> str:
        stored = self._settings.value(name, SYSTEM)
        return stored if isinstance(stored, str) and stored in known else SYSTEM


def _aside_key(path: Path) -> str:
    """Return a key without the slashes of the path, which would make groups of settings."""
    return f"hints_aside/{hashlib.sha256(str(path).encode()).hexdigest()[:16]}"

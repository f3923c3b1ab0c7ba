"""What the user prefers, kept between two starts."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Final

from PySide6.QtCore import QByteArray, QLocale, QSettings, Qt
from PySide6.QtGui import QGuiApplication

from ui.theme import ThemeName
from workbench.language import LANGUAGES, Code, Language, language
from workbench.number_styles import NumberStyle

SYSTEM: Final = "system"

LOOKS: Final = frozenset({"language", "theme", "numbers"})
"""The preferences that need the window built anew."""
AUTOSAVE_MINUTES: Final = (1, 5, 15)
"""How long a change may wait for the autosave, to choose from."""

_RECENT_LIMIT: Final = 8
_VIEW_LIMIT: Final = 40
"""Of how many plans it is remembered how they were looked at."""


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
        return tuple(Path(each) for each in self._listed("recent"))

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

    def forget_recent(self, path: Path) -> None:
        """Take ``path`` off the list of recent plans; the file stays."""
        self._settings.setValue("recent", [str(each) for each in self.recent if each != path])

    @property
    def numbers(self) -> NumberStyle:
        """How numbers are punctuated."""
        stored = self._settings.value("numbers", NumberStyle.LANGUAGE.value)
        known = {each.value: each for each in NumberStyle}
        return known.get(str(stored), NumberStyle.LANGUAGE)

    @numbers.setter
    def numbers(self, style: NumberStyle) -> None:
        self._settings.setValue("numbers", style.value)

    @property
    def autosave(self) -> bool:
        """Whether a plan that has a file is saved to it without asking."""
        return self._is_on("autosave", first=False)

    @autosave.setter
    def autosave(self, on: bool) -> None:
        self._settings.setValue("autosave", _word(on=on))

    @property
    def autosave_minutes(self) -> int:
        """How long a change may wait for the autosave, in minutes."""
        stored = str(self._settings.value("autosave_minutes", AUTOSAVE_MINUTES[0]))
        known = {str(minutes): minutes for minutes in AUTOSAVE_MINUTES}
        return known.get(stored, AUTOSAVE_MINUTES[0])

    @autosave_minutes.setter
    def autosave_minutes(self, minutes: int) -> None:
        self._settings.setValue("autosave_minutes", minutes)

    @property
    def animations(self) -> bool:
        """Whether what changes place may glide there."""
        return self._is_on("animations", first=True)

    @animations.setter
    def animations(self, on: bool) -> None:
        self._settings.setValue("animations", _word(on=on))

    @property
    def signer(self) -> str:
        """The name that stands below the steps of a plan; empty until it was typed once."""
        stored = self._settings.value("signer", "")
        return stored if isinstance(stored, str) else ""

    @signer.setter
    def signer(self, name: str) -> None:
        self._settings.setValue("signer", name)

    @property
    def reopen(self) -> bool:
        """Whether the plan that was open last is opened at the start."""
        return self._is_on("reopen", first=False)

    @reopen.setter
    def reopen(self, on: bool) -> None:
        self._settings.setValue("reopen", _word(on=on))

    @property
    def last_plan(self) -> Path | None:
        """The plan that was open when the program ended; None where none was."""
        stored = self._settings.value("last_plan", "")
        return Path(stored) if isinstance(stored, str) and stored else None

    @last_plan.setter
    def last_plan(self, path: Path | None) -> None:
        self._settings.setValue("last_plan", "" if path is None else str(path))

    def view_of(self, path: Path) -> str:
        """Return how the plan at ``path`` was looked at, as it was kept; empty for never."""
        stored = self._settings.value(_view_name(path), "")
        return stored if isinstance(stored, str) else ""

    def keep_view(self, path: Path, view: str) -> None:
        """Remember how the plan at ``path`` is looked at, and forget those long unseen."""
        name = _view_name(path)
        order = [name, *(each for each in self._listed("views") if each != name)]
        for forgotten in order[_VIEW_LIMIT:]:
            self._settings.remove(forgotten)
        self._settings.setValue("views", order[:_VIEW_LIMIT])
        self._settings.setValue(name, view)

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

    def speech(self, code: str | None = None) -> Language:
        """Return the language to speak, or that of ``code``, with the preferred numbers.

        Raises:
            OSError: a catalogue cannot be read.
        """
        return language(code or self.language_code(), self.numbers)

    def theme_name(self) -> ThemeName:
        """Return the theme to show: the chosen one, else the system's."""
        chosen = self.theme
        if chosen == SYSTEM:
            scheme = QGuiApplication.styleHints().colorScheme()
            return ThemeName.DARK if scheme is Qt.ColorScheme.Dark else ThemeName.LIGHT
        return ThemeName(chosen)

    def _is_on(self, name: str, *, first: bool) -> bool:
        return self._settings.value(name, _word(on=first)) == _word(on=True)

    def _listed(self, name: str) -> list[str]:
        stored = self._settings.value(name, [])
        # A list of one comes back as what it holds.
        listed = [stored] if isinstance(stored, str) else stored
        texts = listed if isinstance(listed, list) else []
        return [each for each in texts if isinstance(each, str) and each]

    def _choice(self, name: str, known: tuple[str, ...]) -> str:
        stored = self._settings.value(name, SYSTEM)
        return stored if isinstance(stored, str) and stored in known else SYSTEM


def _aside_key(path: Path) -> str:
    """Return a key without the slashes of the path, which would make groups of settings."""
    return f"hints_aside/{sha256(str(path).encode()).hexdigest()[:16]}"


def _word(*, on: bool) -> str:
    # A file of settings turns booleans into words of its own.
    return "yes" if on else "no"


def _view_name(path: Path) -> str:
    # A slash in a name would make groups, and systems differ in the letters they allow.
    return f"view_{sha256(str(path).encode()).hexdigest()[:24]}"

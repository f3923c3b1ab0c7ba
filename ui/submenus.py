"""The menus whose entries change: recent plans, samples, scenarios, periods."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu

from models.keys import BASE
from ui.document import Document
from ui.menus import Menus
from ui.plan_files import sample_files
from ui.preferences import Preferences
from ui.scenario_bar import scenario_name
from ui.start_page import sample_words
from workbench.language import Language


class Submenus(QObject):
    """Fills them when they are about to be shown."""

    plan_asked = Signal(object)
    """Path: a recent plan is to be opened."""
    sample_asked = Signal(object)
    """Path: a copy of a sample is to be opened."""

    def __init__(
        self,
        menus: Menus,
        document: Document,
        preferences: Preferences,
        language: Language,
        *,
        periods: Callable[[QMenu], None],
    ) -> None:
        """Fill those of ``menus``; ``periods`` fills that of the periods."""
        super().__init__(menus)
        self._document = document
        self._preferences = preferences
        self._language = language
        fillers = {
            "recent": self._fill_recent,
            "samples": self._fill_samples,
            "scenarios": self._fill_scenarios,
            "periods": periods,
        }
        for name, fill in fillers.items():
            submenu = menus.submenus[name]
            submenu.aboutToShow.connect(partial(fill, submenu))

    def _fill_recent(self, menu: QMenu) -> None:
        menu.clear()
        for path in self._preferences.recent:
            entry = menu.addAction(str(path).replace("&", "&&"))
            entry.setEnabled(path.is_file())
            entry.triggered.connect(partial(self._ask_for_plan, path))
        if menu.isEmpty():
            menu.addAction(self._language.text("None yet")).setEnabled(False)

    def _fill_samples(self, menu: QMenu) -> None:
        menu.clear()
        for path in sample_files():
            name, _ = sample_words(path, self._language)
            menu.addAction(name).triggered.connect(partial(self._ask_for_sample, path))

    def _fill_scenarios(self, menu: QMenu) -> None:
        menu.clear()
        for key in (BASE, *self._document.plan.scenarios):
            name = scenario_name(self._document, self._language, key)
            entry = menu.addAction(name.replace("&", "&&"))
            entry.setCheckable(True)
            entry.setChecked(key == self._document.scenario)
            entry.triggered.connect(partial(self._document.show_scenario, key))

    def _ask_for_plan(self, path: Path) -> None:
        self.plan_asked.emit(path)

    def _ask_for_sample(self, path: Path) -> None:
        self.sample_asked.emit(path)

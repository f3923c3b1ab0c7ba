"""Finding: what the palette and the keys of "find next" lead to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from models.calendar import Group
from models.keys import KpiKey, ScenarioKey
from models.tree import kpi_tree
from ui.document import Document
from ui.menus import Situation
from ui.palette.entries import (
    Entry,
    Kind,
    Offers,
    action_entries,
    kpi_entry,
    period_entries,
    plan_entries,
    scenario_entries,
)
from ui.palette.palette import Palette
from ui.preferences import Preferences
from ui.theme import Theme
from workbench.language import Language
from workbench.matching import folded, ranked

if TYPE_CHECKING:
    from ui.frame import Frame

_SHOWN_AT_FIRST = 60


class Finding(QWidget):
    """Opens the palette on everything or on KPIs, and walks through what was found.

    Attributes:
        popup: the palette over the window.
    """

    action_asked = Signal(str)
    """The id of an action."""
    plan_asked = Signal(Path)
    said = Signal(str)
    """Which of how many is shown."""

    def __init__(
        self,
        document: Document,
        preferences: Preferences,
        frame: Callable[[], Frame],
        situation: Callable[[], Situation],
        window: QWidget,
        *,
        theme: Theme,
        language: Language,
    ) -> None:
        """Find what is on offer in the ``situation`` of the moment."""
        # A widget, so that it goes with the window; it is never seen.
        super().__init__(window)
        self.hide()
        self._document = document
        self._preferences = preferences
        self._frame = frame
        self._situation = situation
        self._language = language
        self._sought = ""
        self.popup = Palette(theme, language, window)
        self.popup.chosen.connect(self._go)

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """Return what to call for each action, by its id."""
        return {
            "palette": self.open_all,
            "find": self.open_kpis,
            "find_next": partial(self.step, 1),
            "find_previous": partial(self.step, -1),
        }

    def open_all(self) -> None:
        """Ask for anything: a KPI, a command, a scenario, a period, a plan."""
        document, language, situation = self._document, self._language, self._situation()
        actions = [each for each in action_entries(situation, language) if each.target != "palette"]
        entries = list(actions)
        if situation.plan:
            entries += scenario_entries(document, language)
            entries += period_entries(document, language)
        entries += plan_entries(self._preferences.recent, language)
        self.popup.open(
            Offers(document, language, entries, kpis=situation.plan),
            [each for each in actions if not each.reason][:_SHOWN_AT_FIRST],
            placeholder=language.text("Search or run a command"),
        )

    def open_kpis(self) -> None:
        """Ask for a KPI, and show it on the tree."""
        document, language = self._document, self._language
        order = kpi_tree(document.plan.kpis).preorder()[:_SHOWN_AT_FIRST]
        self.popup.open(
            Offers(document, language, (), kpis=True),
            [kpi_entry(document, language, key) for key in order],
            placeholder=language.text("Find a KPI and centre it on the tree"),
            typed=self._sought,
        )

    def step(self, by: int) -> None:
        """Show the next KPI that fits what was sought last, or the one before."""
        found = self._found()
        if not found:
            self.open_kpis()
            return
        at = self._document.selection
        if at is not None and at in found:
            self._show(found, (found.index(at) + by) % len(found))
        else:
            self._show(found, 0 if by > 0 else len(found) - 1)

    def _found(self) -> list[KpiKey]:
        """Return what fits the last search now, in the order of the tree."""
        kpis = self._document.plan.kpis
        order = kpi_tree(kpis).preorder()
        texts = [(folded(kpis[key].name), folded(key)) for key in order]
        places = ranked(self._sought, texts, len(order), plainly=True)
        return [order[place] for place in sorted(places)]

    def _show(self, found: list[KpiKey], place: int) -> None:
        key = found[place]
        self._frame().show_kpi(key)
        self.said.emit(
            self._language.text(
                "{name} · {place} of {count}",
                name=self._document.plan.kpis[key].name,
                place=self._language.number(place + 1),
                count=self._language.number(len(found)),
            )
        )

    def _go(self, entry: Entry, typed: str) -> None:
        target = entry.target
        match entry.kind:
            case Kind.KPI:
                self._sought = typed.strip()
                self._show_found(KpiKey(str(target)))
            case Kind.ACTION:
                self.action_asked.emit(str(target))
            case Kind.SCENARIO:
                self._document.show_scenario(ScenarioKey(str(target)))
            case Kind.PERIOD if isinstance(target, Group):
                self._document.show_group(target)
            case Kind.PLAN if isinstance(target, Path):
                self.plan_asked.emit(target)
            case _:
                return

    def _show_found(self, key: KpiKey) -> None:
        found = self._found()
        if key in found:
            self._show(found, found.index(key))
        else:
            self._frame().show_kpi(key)
        self._frame().focus_room()

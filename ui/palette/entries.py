"""What the palette offers: values made from the plan and from the table of actions."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Final

from models.calendar import Span
from models.keys import BASE, KpiKey
from models.tree import kpi_tree
from ui.action_words import keys_words, reason_words, without_mnemonic
from ui.actions import MENUS, ActionRow, Menu
from ui.document import Document
from ui.menus import Situation
from ui.palette.more_words import MORE_WORDS
from ui.scenario_bar import scenario_name
from workbench.language import Language, language
from workbench.matching import folded

_BACK: Final = 3
"""By how much what cannot be done now comes later."""


class Kind(Enum):
    """What an entry leads to."""

    KPI = "kpi"
    ACTION = "action"
    SCENARIO = "scenario"
    PERIOD = "period"
    PLAN = "plan"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the palette.

    Attributes:
        kind: what it leads to.
        target: the key of a KPI or scenario, the id of an action, a group, or a path.
        title: its words.
        quiet: what else tells it from others.
        icon: a file of ``resources/icons``; empty for none.
        keys: its shortcut.
        reason: why it cannot be done now; empty where it can.
        sought: folded texts it is found by, the most telling first.
    """

    kind: Kind
    target: Hashable
    title: str
    quiet: str = ""
    icon: str = ""
    keys: str = ""
    reason: str = ""
    sought: tuple[str, ...] = ()


class Offers:
    """What can be found: some entries, and KPIs that become entries only when they are shown.

    Attributes:
        sought: the folded texts of each, entries first.
        handicaps: of those that cannot be done now, by their places.
    """

    def __init__(
        self, document: Document, language: Language, entries: Sequence[Entry], *, kpis: bool
    ) -> None:
        self._document = document
        self._language = language
        self._entries = entries
        self._keys = kpi_tree(document.plan.kpis).preorder() if kpis else ()
        table = document.plan.kpis
        self.sought = [each.sought for each in entries]
        self.handicaps = {i: _BACK for i, each in enumerate(entries) if each.reason}
        self.sought += [(folded(table[key].name), folded(key)) for key in self._keys]

    def __len__(self) -> int:
        return len(self.sought)

    def entry(self, place: int) -> Entry:
        """Return the entry at a place of :attr:`sought`."""
        first = place - len(self._entries)
        if first < 0:
            return self._entries[place]
        return kpi_entry(self._document, self._language, self._keys[first])


def kpi_entry(document: Document, language: Language, key: KpiKey) -> Entry:
    """Offer a KPI, with where it is at home."""
    kpis = document.plan.kpis
    home = kpi_tree(kpis).home.get(key)
    word = language.text("KPI")
    quiet = word if home is None else f"{word} · {kpis[home].name}"
    return Entry(Kind.KPI, key, kpis[key].name or key, quiet, icon="tree")


def action_entries(situation: Situation, language: Language) -> Iterator[Entry]:
    """Offer every action, those that cannot be done now with the reason."""
    for menu in MENUS:
        yield from _of_menu(menu, without_mnemonic(language.text(menu.text)), situation, language)


def scenario_entries(document: Document, language: Language) -> Iterator[Entry]:
    """Offer every scenario but the one on screen."""
    word = language.text("Scenario")
    for key in (BASE, *document.plan.scenarios):
        name = scenario_name(document, language, key)
        sought = (folded(name), folded(f"{word} {name}"))
        if key != document.scenario:
            yield Entry(Kind.SCENARIO, key, name, quiet=word, icon="scenario", sought=sought)


def period_entries(document: Document, language: Language) -> Iterator[Entry]:
    """Offer every group of periods but the one on screen."""
    word = language.text("Period")
    calendar = document.plan.calendar
    for span in (Span.YEAR, Span.HALF_YEAR, Span.QUARTER, Span.MONTH):
        for group in calendar.groups(span):
            name = language.group_label(group)
            sought = (folded(name), folded(f"{word} {name}"))
            if group != document.group:
                yield Entry(Kind.PERIOD, group, name, quiet=word, icon="period", sought=sought)


def plan_entries(
    paths: tuple[Path, ...], language: Language, exists: Callable[[Path], bool] = Path.is_file
) -> Iterator[Entry]:
    """Offer recent plans, those that are gone with the reason."""
    word = language.text("Plan")
    gone = language.text("no longer there")
    for path in paths:
        sought = (folded(path.stem), folded(f"{word} {path}"))
        reason = "" if exists(path) else gone
        quiet = f"{word} · {path.parent}"
        yield Entry(Kind.PLAN, path, path.stem, quiet, "open", reason=reason, sought=sought)


def _of_menu(menu: Menu, path: str, situation: Situation, speech: Language) -> Iterator[Entry]:
    for each in menu.entries:
        if isinstance(each, Menu):
            below = f"{path} · {without_mnemonic(speech.text(each.text))}"
            yield from _of_menu(each, below, situation, speech)
        elif isinstance(each, ActionRow):
            yield _of_action(each, path, situation, speech)


def _of_action(row: ActionRow, path: str, situation: Situation, speech: Language) -> Entry:
    title = without_mnemonic(speech.text(row.text))
    # Whoever knows a command from the other language finds it too.
    other = language("en" if speech.code == "fr" else "fr")
    sought = (title, f"{path} {title}", without_mnemonic(other.text(row.text)))
    more = MORE_WORDS.get(row.id)
    if more is not None:
        sought += (f"{path} {title} {speech.text(more)}",)
    reason = situation.reason(row)
    return Entry(
        Kind.ACTION,
        row.id,
        title,
        quiet=path,
        icon=row.icon,
        keys=keys_words(row, first=True),
        reason="" if reason is None else reason_words(reason, speech),
        sought=tuple(folded(each) for each in sought),
    )

"""What keeps a target out of reach, with the way out beside each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from models.keys import KpiKey
from models.kpi import Bounds
from models.plan import Plan
from ui.dialogs.driver_table import BoundsTyped
from ui.fonts import TextStyle
from ui.theme import Theme
from ui.widgets.button import Button
from ui.widgets.text import text_label
from workbench.analysis.cascade.answer import Blocker
from workbench.analysis.cascade.room import Why
from workbench.cascade_words import blocker_sentence
from workbench.language import Language, message

_MOST: Final = 12
"""How many are listed: whoever has more begins with these."""
_SEEN: Final = 3
_ROW: Final = 34
_WAYS_OUT: Final[Mapping[Why, str]] = {
    Why.LOCKED: message("Unlock"),
    Why.LEAST: message("Free the least"),
    Why.MOST: message("Free the most"),
    Why.NO_STRETCH: message("Give it a stretch"),
}


class BlockerList(QScrollArea):
    """One line per driver that is in the way."""

    freed = Signal(object)
    """BoundsTyped: a driver is to be held less."""
    stretch_asked = Signal(str)
    """The driver that needs a stretch."""

    def __init__(self, plan: Plan, theme: Theme, language: Language, parent: QWidget) -> None:
        super().__init__(parent)
        self._plan = plan
        self._theme = theme
        self._language = language
        self._shown: tuple[tuple[Blocker, Bounds], ...] = ()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(language.text("In the way:"))
        self.hide()

    @property
    def buttons(self) -> list[Button]:
        """The ways out, from top to bottom."""
        content = self.widget()
        return [] if content is None else content.findChildren(Button)

    def show_blockers(self, blockers: Sequence[Blocker], bounds: Mapping[KpiKey, Bounds]) -> None:
        """List what is in the way; ``bounds`` are those of every driver named."""
        listed = tuple(blockers[:_MOST])
        shown = tuple((each, bounds[each.driver]) for each in listed)
        if shown == self._shown:
            return
        self._shown = shown
        content = QWidget(self)
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, self._theme.space.gap, 0)
        column.setSpacing(4)
        for blocker in listed:
            column.addLayout(self._row(blocker, bounds[blocker.driver], content))
        more = len(blockers) - len(listed)
        if more:
            words = self._language.plural("and {count} other", "and {count} others", more)
            quiet = self._theme.colours.text_quiet
            column.addWidget(text_label(words, content, style=TextStyle.SMALL, colour=quiet))
        self.setWidget(content)
        rows = min(len(listed) + bool(more), _SEEN)
        self.setFixedHeight(rows * _ROW)
        self.setVisible(bool(listed))

    def _row(self, blocker: Blocker, bounds: Bounds, parent: QWidget) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(self._theme.space.gap)
        sentence = blocker_sentence(blocker, self._plan, self._language)
        row.addWidget(text_label(sentence, parent, wraps=True), 1)
        words = _WAYS_OUT.get(blocker.why)
        if words is not None:
            button = Button(self._theme, parent, text=self._language.text(words))
            button.setAccessibleName(f"{button.text()}. {sentence}")
            if blocker.why is Why.NO_STRETCH:
                button.clicked.connect(partial(self._ask_stretch, blocker.driver))
            else:
                freed = BoundsTyped(blocker.driver, _freed(bounds, blocker.why))
                button.clicked.connect(partial(self._free, freed))
            row.addWidget(button)
        return row

    def _free(self, typed: BoundsTyped) -> None:
        self.freed.emit(typed)

    def _ask_stretch(self, driver: str) -> None:
        self.stretch_asked.emit(driver)


def _freed(bounds: Bounds, why: Why) -> Bounds:
    match why:
        case Why.LEAST:
            return replace(bounds, least=None)
        case Why.MOST:
            return replace(bounds, most=None)
        case _:
            return replace(bounds, locked=False, locked_periods=())

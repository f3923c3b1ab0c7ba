"""What each function carries of a target: a heading, and bars that scroll where they are many."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from models.keys import KpiKey
from models.plan import Plan
from ui.dialogs.load_bars import Bar, LoadBars
from ui.fonts import TextStyle
from ui.theme import Theme
from ui.widgets.text import text_label
from workbench.analysis.cascade.proposal import Proposal
from workbench.cascade_words import load_words
from workbench.language import Language

_SEEN: Final = 5
"""Bars in view at most."""


class LoadsPart(QWidget):
    """Stands beside the target.

    Attributes:
        bars: one for each function.
    """

    def __init__(
        self, plan: Plan, theme: Theme, language: Language, parent: QWidget, *, of: KpiKey
    ) -> None:
        """Make it without bars; ``of`` is the KPI with the target."""
        super().__init__(parent)
        self._plan = plan
        self._theme = theme
        self._language = language
        self._of = of
        self.bars = LoadBars(theme, self, name=language.text("What each function carries"))
        self._title = text_label(
            self.bars.accessibleName(),
            self,
            style=TextStyle.SMALL_STRONG,
            colour=theme.colours.text_quiet,
        )
        area = self._area = QScrollArea(self)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(self.bars)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space.unit)
        column.addWidget(self._title)
        column.addWidget(area)
        column.addStretch(1)

    def clear(self) -> None:
        """Show nothing, while nothing can be proposed."""
        self.bars.show_bars(())

    def show_proposal(self, proposal: Proposal) -> None:
        """Show what is proposed."""
        longest = max((abs(load.amount) for load in proposal.loads), default=0.0)
        bars: list[Bar] = []
        for load in proposal.loads:
            name, figure = load_words(load, self._of, self._plan, self._language)
            colour = self._theme.unassigned
            if load.function is not None:
                colour = self._theme.function_colour(self._plan, load.function)
            bars.append(Bar(name, figure, abs(load.amount) / longest, colour))
        self._title.setVisible(bool(bars))
        self.bars.show_bars(bars)
        height = self.bars.sizeHint().height()
        self._area.setFixedHeight(min(height, _SEEN * height // max(1, len(bars))))

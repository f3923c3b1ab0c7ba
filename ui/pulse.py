"""The strip at the bottom: the figures that are always in view, and the checks."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import partial
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from models.keys import BASE
from models.kpi import KpiRole
from ui.checking import Checking
from ui.document import Document
from ui.pulse_cell import ARROWS, PulseCell, Reading
from ui.theme import Theme
from workbench.finding_words import counts_words
from workbench.findings import FindingKind
from workbench.language import NO_VALUE, Language
from workbench.pulse import Beat, Incentives, Verdict, pulse_of

_LOUDEST = (FindingKind.ERROR, FindingKind.WARNING, FindingKind.TO_FILL, FindingKind.HINT)
"""Whose colour the checks have."""


class PulseBar(QWidget):
    """Profit, clients and ARPU against the base, the incentives, their shared part, the checks."""

    kpi_asked = Signal(str)
    """Somebody wants to see why a KPI is what it is."""
    incentives_asked = Signal()
    stake_asked = Signal()
    problems_asked = Signal()
    role_asked = Signal(str)
    """Somebody wants to say what a KPI is to the program."""

    def __init__(
        self,
        document: Document,
        theme: Theme,
        language: Language,
        parent: QWidget,
        checking: Checking | None = None,
    ) -> None:
        """Follow ``document``; without a watch to listen to, the strip has one of its own."""
        super().__init__(parent)
        self._document = document
        self._theme = theme
        self._language = language
        self._checking = checking or Checking(document, self)
        self.setAccessibleName(language.text("Pulse of the plan"))
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(8, 1, 8, 0)
        self._row.setSpacing(0)
        self._beats: list[PulseCell] = []
        self._unmarked = PulseCell(theme, self)
        self._unmarked.clicked.connect(self._ask_role)
        self._incentives = PulseCell(theme, self)
        self._incentives.clicked.connect(self.incentives_asked)
        self._stake = PulseCell(theme, self)
        self._stake.clicked.connect(self.stake_asked)
        self._checks = PulseCell(theme, self)
        self._checks.clicked.connect(self.problems_asked)
        self._row.addWidget(self._unmarked)
        self._row.addWidget(self._incentives)
        self._row.addWidget(self._stake)
        self._row.addWidget(self._checks)
        self._row.addStretch(1)
        document.results_ready.connect(self._results_ready)
        document.shown_changed.connect(self.refresh)
        self._checking.changed.connect(self._say_checks)
        self._checking.settled_changed.connect(self._say_checks)
        self.refresh()
        self._say_checks()

    @property
    def cells(self) -> tuple[PulseCell, ...]:
        """The cells from left to right."""
        unmarked = () if self._unmarked.isHidden() else (self._unmarked,)
        return (*self._beats, *unmarked, self._incentives, self._stake, self._checks)

    def refresh(self) -> None:
        """Read the pulse of what is shown."""
        document = self._document
        pulse = pulse_of(document.results, document.scenario, document.group)
        self._fit_beats([beat.kpi.key for beat in pulse.beats])
        for cell, beat in zip(self._beats, pulse.beats, strict=True):
            cell.show_reading(self._beat_reading(beat))
        self._show_unmarked(pulse.unmarked)
        self._incentives.show_reading(self._incentives_reading(pulse.incentives))
        figure = NO_VALUE if pulse.stake is None else self._language.share(pulse.stake.share, 0)
        self._stake.show_reading(Reading(self._language.text("Shared stake"), figure))
        self._fit_stake()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk along the strip by the arrows to its sides."""
        step = ARROWS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        cells = [cell for cell in self.cells if not cell.isHidden()]
        at = next((place for place, cell in enumerate(cells) if cell.hasFocus()), -1)
        if at >= 0 and 0 <= at + step < len(cells):
            cells[at + step].setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the shared stake where there is room for it."""
        super().resizeEvent(event)
        self._fit_stake()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground and the hairline on top."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colours.panel)
        painter.setPen(self._theme.colours.line)
        painter.drawLine(0, 0, self.width(), 0)
        painter.end()

    def _fit_stake(self) -> None:
        """Hide the shared stake where it has no value, or the other figures need its room.

        Before it is hidden, all cells stand closer together.
        """
        known = self._stake.reading.figure not in {"", NO_VALUE}
        others = [cell for cell in self.cells if cell is not self._stake]
        shown = known and self._stand(self.cells)
        if not shown:
            self._stand(others)
        self._stake.setVisible(shown)

    def _stand(self, cells: Sequence[PulseCell]) -> bool:
        """Let cells stand as far apart as there is room for; return whether there is any."""
        margins = self._row.contentsMargins()
        for tight in (False, True):
            for cell in cells:
                cell.stand(tight=tight)
            needed = sum(cell.minimumSizeHint().width() for cell in cells)
            if margins.left() + needed + margins.right() <= self.width():
                return True
        return False

    def _fit_beats(self, keys: list[str]) -> None:
        """Have one cell for each KPI of the pulse."""
        if [cell.property("kpi") for cell in self._beats] == keys:
            return
        for cell in self._beats:
            self._row.removeWidget(cell)
            cell.hide()
            cell.deleteLater()
        self._beats = []
        for place, key in enumerate(keys):
            cell = PulseCell(self._theme, self)
            cell.setProperty("kpi", key)
            cell.clicked.connect(partial(self.kpi_asked.emit, key))
            self._row.insertWidget(place, cell)
            self._beats.append(cell)
        # Made later than the others, they would be the last that Tab walks through.
        for before, cell in pairwise((self._unmarked, *self._beats)):
            QWidget.setTabOrder(before, cell)

    def _beat_reading(self, beat: Beat) -> Reading:
        language, colours = self._language, self._theme.colours
        currency = self._document.plan.currency
        figure = language.figure(beat.value, beat.kpi.unit, currency, short=True)
        if self._document.scenario == BASE or beat.verdict is Verdict.UNKNOWN:
            return Reading(beat.kpi.name, figure)
        if beat.verdict is Verdict.SAME:
            return Reading(beat.kpi.name, figure, (language.text("as in the base"),))
        arrow = "▲" if beat.value > beat.base else "▼"
        size = "" if math.isnan(beat.change) else language.share(abs(beat.change), 1)
        better = beat.verdict is Verdict.BETTER
        word = language.text("better") if better else language.text("worse")
        ink = colours.good if better else colours.bad
        moved = " ".join(filter(None, (arrow, size)))
        return Reading(beat.kpi.name, figure, (moved, word), ink, joint=" ")

    def _incentives_reading(self, incentives: Incentives) -> Reading:
        language, currency = self._language, self._document.plan.currency
        caption = language.text("Incentives")
        year = self._document.plan.calendar.report_group()
        if year is not None and year != self._document.group:
            caption = f"{caption} · {language.group_label(year)}"
        if incentives.total is None:
            return Reading(caption, NO_VALUE, (language.text("cannot be worked out"),))
        beside: list[str] = []
        if KpiRole.PROFIT in self._document.results.roles:
            share = language.share(incentives.share_of_profit, 1)
            beside.append(language.text("{share} of profit", share=share))
        if beside and self._document.scenario != BASE:
            symbol = language.currency_symbol(currency)
            earned = language.money(incentives.earned_per_unit, currency)
            beside.append(
                language.text("{money} earned per {symbol} paid", money=earned, symbol=symbol)
            )
        return Reading(caption, language.short_money(incentives.total, currency), tuple(beside))

    def _show_unmarked(self, beat: Beat | None) -> None:
        """Offer to say which KPI is the profit, where none is marked."""
        self._unmarked.setVisible(beat is not None)
        if beat is None:
            return
        language, unit = self._language, beat.kpi.unit
        self._unmarked.setProperty("kpi", beat.kpi.key)
        figure = language.figure(beat.value, unit, self._document.plan.currency, short=True)
        offer = language.text("Mark your profit KPI")
        words = (language.text("no role yet"), offer)
        ink = self._theme.colours.accent
        self._unmarked.show_reading(Reading(beat.kpi.name, figure, words, ink))

    def _ask_role(self) -> None:
        self.role_asked.emit(str(self._unmarked.property("kpi")))

    def _results_ready(self, _generation: int, _results: object) -> None:
        self.refresh()

    def _say_checks(self) -> None:
        language, colours = self._language, self._theme.colours
        findings, settled = self._checking.findings, self._checking.settled
        said = counts_words(findings, language)
        inks = {
            FindingKind.ERROR: colours.bad,
            FindingKind.TO_FILL: colours.text,
            FindingKind.WARNING: colours.warning,
            FindingKind.HINT: colours.text,
        }
        worst = next((kind for kind in _LOUDEST if findings.count.get(kind)), None)
        ink = colours.good if worst is None else inks[worst]
        if not said:
            # Before anybody has looked, nothing is good yet.
            said = language.text("✓ all good") if settled else "…"
        caption = language.text("Checks")
        self._checks.show_reading(Reading(caption, said, (), ink, faint=not settled))
        self._fit_stake()

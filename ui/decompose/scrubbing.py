"""Turning the figure of a driver, by the mouse or by keys, and saying what comes of it."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from models.calendar import Group
from models.keys import KpiKey
from ui.decompose.gestures import Scrub
from ui.decompose.readout import Readout
from ui.decompose.tree_edits import TreeEdits
from ui.decompose.turning import Turn
from ui.document import Document
from ui.theme import Theme
from workbench.language import Language
from workbench.results import Results
from workbench.what_if_words import what_if

_BURST_MS: Final = 900
"""Keys that follow each other so fast are one turn, and one step of undo."""
_BY_KEY: Final = 0.01
_FINE_BY_KEY: Final = 0.001
_WAYS: Final = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
_HELD: Final = Qt.KeyboardModifier.ControlModifier
_HELD_FINE: Final = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


class Scrubbing(QObject):
    """One turn at a time.

    Attributes:
        readout: says what the figure comes to.
    """

    def __init__(
        self,
        document: Document,
        edits: TreeEdits,
        canvas: QWidget,
        *,
        theme: Theme,
        language: Language,
    ) -> None:
        """Turn figures of ``document``; say over ``canvas`` what comes of it."""
        super().__init__(canvas)
        self._document = document
        self._edits = edits
        self._language = language
        self.readout = Readout(theme, canvas)
        self._key: KpiKey | None = None
        self._group: Group = document.group
        self._before: Results = document.results
        self._turn: Turn | None = None
        self._value = 0.0
        self._factor = 1.0
        self._turning = False
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_BURST_MS)
        self._rest.timeout.connect(self.finish)
        document.changed.connect(self._plan_changed)
        document.selection_changed.connect(self.finish)
        document.shown_changed.connect(self.finish)

    def figure(self, key: KpiKey) -> float | None:
        """Return what a driver comes to where it can be turned; None where it cannot."""
        document = self._document
        kpi = document.plan.kpis.get(key)
        if kpi is None or kpi.formula or not document.group.periods:
            return None
        value = document.results.values.group(key, document.scenario, document.group)
        return value if math.isfinite(value) and value != 0.0 else None

    def drag(self, key: KpiKey, value: float, clicked: Callable[[], object] | None = None) -> Scrub:
        """Begin to drag on the figure of a driver, which is ``value`` now.

        Args:
            key: the driver.
            value: its figure.
            clicked: called where nothing moved after all.
        """
        self._begin(key)
        turn = self._edits.turn(key, self._group)
        return Scrub(turn, value, self, clicked)

    def press(self, event: QKeyEvent, key: KpiKey | None, at: QPoint) -> bool:
        """Turn a driver by a key; say so beside ``at``. Return whether it was such a key."""
        way = _WAYS.get(Qt.Key(event.key()))
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if way is None or held not in {_HELD, _HELD_FINE}:
            return False
        value = None if key is None else self.figure(key)
        if key is None or value is None:
            return True
        if self._turn is None:
            self._begin(key)
            self._turn, self._value, self._factor = self._edits.turn(key, self._group), value, 1.0
        self._factor += way * (_FINE_BY_KEY if held == _HELD_FINE else _BY_KEY)
        self._turning = True
        if abs(self._factor - 1.0) < _FINE_BY_KEY / 2:
            self._turn.back()
        else:
            # Digits enough for a step of 0.1 %.
            self._turn.to(float(f"{self._value * self._factor:.5g}"))
        self._turning = False
        self._show(at)
        self._rest.start()
        return True

    def follow(self, at: QPointF) -> None:
        """Say beside the pointer what the figure comes to."""
        self._show(at.toPoint())

    def finish(self) -> None:
        """Say no more; what is turned next is another step."""
        if not self._turning:
            self._rest.stop()
            self._turn = None
            self.readout.hide()

    def give_up(self) -> bool:
        """Put a figure that is being turned by keys back; return whether there was one."""
        turn, self._turn = self._turn, None
        if turn is not None:
            turn.back()
        self.finish()
        return turn is not None

    def _begin(self, key: KpiKey) -> None:
        self._key, self._group = key, self._document.group
        self._before = self._document.results

    def _show(self, at: QPoint) -> None:
        document = self._document
        if self._key is None or self._key not in document.plan.kpis:
            return
        words = what_if(
            self._before,
            document.results,
            self._key,
            scenario=document.scenario,
            group=self._group,
            language=self._language,
        )
        self.readout.say(words, at)

    def _plan_changed(self) -> None:
        # An edit that comes between, undo among them, ends a turn by keys.
        if self._turn is not None:
            self.finish()

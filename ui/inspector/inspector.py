"""The panel at the right: what is selected, editable in place; else the plan's own fields."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from models.keys import KpiKey
from models.kpi import Kpi
from models.places import Place
from ui.checking import Checking
from ui.document import Document
from ui.inspector.bounds_part import BoundsPart
from ui.inspector.details_part import DetailsPart
from ui.inspector.entry import Entry
from ui.inspector.formula_part import FormulaPart
from ui.inspector.head_part import HeadPart
from ui.inspector.history_part import HistoryPart
from ui.inspector.movers_part import MoversPart
from ui.inspector.notes_part import NotesPart
from ui.inspector.paid_part import PaidPart
from ui.inspector.part import Desk, Part
from ui.inspector.plan_part import PlanPart
from ui.inspector.problems_part import ProblemsPart
from ui.inspector.responsibility_part import ResponsibilityPart
from ui.inspector.text_box import TextBox
from ui.inspector.values_part import ValuesPart
from ui.theme import Theme
from workbench.language import Language

WIDTH = 320
_REST_MS = 120
"""Without an edit for so long, what takes longer than a frame is worked out."""


class Inspector(QWidget):
    """Shows the selected KPI, part below part."""

    aimed = Signal(object)
    """Aim: a figure was typed over one that is worked out."""

    left = Signal()
    """Escape, and no field has anything to give up."""

    def __init__(
        self,
        document: Document,
        theme: Theme,
        language: Language,
        parent: QWidget,
        checking: Checking | None = None,
    ) -> None:
        """Show what ``document`` selects; without a watch to listen to, it has one of its own."""
        super().__init__(parent)
        self._document = document
        self._theme = theme
        self._shown: KpiKey | None = None
        self._row: Kpi | None = None
        self._stale = True
        self._another_plan = True
        self.setAccessibleName(language.text("Inspector"))
        desk = Desk(document, theme, language)
        self._content = content = QWidget(self)
        column = QVBoxLayout(content)
        inset = theme.space.inset
        column.setContentsMargins(inset, inset, inset, inset)
        column.setSpacing(theme.space.unit)
        self.plan_part = PlanPart(desk, content)
        self.head = HeadPart(desk, content)
        self.problems = ProblemsPart(desk, content)
        self.formula = FormulaPart(desk, content)
        self.values = ValuesPart(desk, content)
        self.values.aimed.connect(self.aimed)
        self.responsibility = ResponsibilityPart(desk, content)
        self.movers = MoversPart(desk, content)
        self.paid = PaidPart(desk, content)
        self.bounds = BoundsPart(desk, content)
        self.details = DetailsPart(desk, content)
        self.history = HistoryPart(desk, content)
        self.notes = NotesPart(desk, content)
        self._parts: tuple[Part, ...] = (
            self.head,
            self.formula,
            self.values,
            self.responsibility,
            self.movers,
            self.paid,
            self.bounds,
            self.details,
            self.history,
            self.notes,
        )
        self._slow: tuple[Part, ...] = (self.responsibility, self.movers, self.paid)
        self._rest = self._timer()
        column.addWidget(self.plan_part)
        column.addWidget(self.head)
        column.addWidget(self.problems)
        for part in self._parts[1:]:
            column.addWidget(part)
        column.addStretch(1)
        self._scroll = self._scrolled(content)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 0, 0, 0)
        whole.addWidget(self._scroll)
        self._marks = checking or Checking(document, self)
        self._marks.changed.connect(self._show_problems)
        document.results_ready.connect(self._plan_changed)
        document.shown_changed.connect(self._refresh_or_wait)
        document.selection_changed.connect(self._refresh_or_wait)
        document.loaded.connect(self._plan_loaded)
        self._refresh_or_wait()

    def _scrolled(self, content: QWidget) -> QScrollArea:
        scroll = QScrollArea(self)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(content)
        return scroll

    def show_place(self, place: Place) -> None:
        """Put the cursor where a problem of the selected KPI can be mended."""
        fields = {
            "formula": self.formula.entry,
            "responsibility": self.responsibility.first_field,
            "values": self.values.shown_field,
            "role": self.details.role,
        }
        target = fields.get(place.field.partition("/")[0])
        if target is self.details.role:
            self.details.unfold()
            # It gets its place when the column is next laid out, and is scrolled to now.
            self._content.adjustSize()
        if target is not None:
            self._scroll.ensureWidgetVisible(target)
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def sizeHint(self) -> QSize:
        """Return the width of the panel; it is as high as the window."""
        return QSize(WIDTH, 600)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Lead back to the tree on Escape, once no field has anything to give up."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what changed while nobody saw it."""
        super().showEvent(event)
        if self._stale:
            self.refresh()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground, and the hairline to the room at the left."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colours.panel)
        painter.setPen(self._theme.colours.line)
        painter.drawLine(0, 0, 0, self.height())
        painter.end()

    def refresh(self) -> None:
        """Show the selection as it is now."""
        self._stale = False
        plan, key = self._document.plan, self._document.selection
        another = key != self._shown or self._another_plan
        self._shown, self._another_plan = key, False
        kpi = None if key is None else plan.kpis.get(key)
        self.plan_part.setVisible(kpi is None)
        if kpi is None:
            for part in self._parts:
                part.hide()
            self.plan_part.show_plan(another=another)
        else:
            self._show_kpi(kpi, another=another)
        self._show_problems()
        if another:
            self._scroll.verticalScrollBar().setValue(0)

    def _show_kpi(self, kpi: Kpi, *, another: bool) -> None:
        """Show a KPI.

        While others are edited, what takes a pass over the plan waits until edits have come
        to rest.
        """
        waits = not another and kpi is self._row
        self._row = kpi
        for part in self._parts:
            # One that was shown here and hid again would lay the whole panel out twice.
            if not part.may_hide:
                part.show()
            if not (waits and part in self._slow):
                part.show_kpi(kpi, another=another)
        if waits:
            self._rest.start()

    def _timer(self) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(_REST_MS)
        timer.timeout.connect(self._catch_up)
        return timer

    def _catch_up(self) -> None:
        """Show what had to wait, unless it is no more seen or another KPI came between."""
        kpi = None if self._shown is None else self._document.plan.kpis.get(self._shown)
        if kpi is None or self._stale or self._document.selection != self._shown:
            return
        for part in self._slow:
            part.show_kpi(kpi, another=False)

    def _plan_changed(self) -> None:
        """Follow the plan; what is half typed about a KPI that went is dropped.

        A field that is hidden hands over what is in it, and no edit may be made from here.
        """
        if self._document.selection != self._shown:
            typed = self.focusWidget()
            entry = None if typed is None else typed.parentWidget()
            if isinstance(entry, Entry):
                entry.settle()
            elif isinstance(entry, TextBox):
                entry.give_up()
        self._refresh_or_wait()

    def _refresh_or_wait(self) -> None:
        self._stale = True
        if self.isVisible():
            self.refresh()

    def _plan_loaded(self) -> None:
        self._another_plan = True
        self._refresh_or_wait()

    def _show_problems(self) -> None:
        key = self._document.selection
        self.problems.show_findings(() if key is None else self._marks.of(key))

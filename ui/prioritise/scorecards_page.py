"""Who is paid for what, and how: the matrix of weights and the curve of the measure in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from models.keys import KpiKey
from ui.document import Document
from ui.prioritise.choice import PayChoice
from ui.prioritise.cost_glance import CostGlance
from ui.prioritise.curve_panel import CurvePanel
from ui.prioritise.invitation import Invitation
from ui.prioritise.page import Page
from ui.prioritise.receipt_measures import MeasuresPanel
from ui.prioritise.weight_panel import WeightPanel
from ui.theme import Theme
from workbench.analysis.explain.lines import KpiSubject, Name, PaySubject, Subject, Thing
from workbench.analysis.receive.receiving import ask, measures_now
from workbench.language import Language
from workbench.receive_terms import Wording

_TWO_COLUMNS = 1100
"""Width from which the curve stands beside the matrix."""
_RIGHT = 330
_ANY_WIDTH = 2**24 - 1
"""As wide as Qt lets a widget be."""


class ScorecardsPage(Page):
    """The matrix, the curve beside it where the room is wide, below it where it is not."""

    place_asked = Signal(object)
    """Place: something of a row is worded on another page."""

    def __init__(
        self,
        document: Document,
        theme: Theme,
        language: Language,
        choice: PayChoice,
        parent: QWidget,
    ) -> None:
        """Make the page."""
        super().__init__(document, theme, language, choice, parent)
        self._wide: bool | None = None
        self._invitation = Invitation(
            theme,
            language,
            self.content,
            sentence=language.text(
                "Under Organisation, add a function, a position in it and the person who holds "
                "it, with a target bonus. Then choose here what the position is paid for, and "
                "give it weight."
            ),
        )
        self.weights = WeightPanel(
            document, theme, language, choice, self.content, callout=self.callout
        )
        self.curve = CurvePanel(document, theme, language, choice, self.content)
        self.receipt = MeasuresPanel(theme, language, self.content, named=True)
        self.cost = CostGlance(document, theme, language, choice, self.content)
        self._left = QVBoxLayout()
        self._right = QVBoxLayout()
        self._lay_out(theme)
        self._arrange(wide=False)
        self.weights.spot_changed.connect(self._spot_changed)
        self.weights.objective_asked.connect(self.place_asked)
        self._invitation.place_asked.connect(self.place_asked)

    @override
    def refresh(self) -> None:
        """Show the plan and its results as they are now."""
        paid = bool(self.document.plan.positions)
        self._invitation.setVisible(not paid)
        for panel in (self.weights, self.curve, self.receipt, self.cost):
            panel.setVisible(paid)
        self.weights.refresh()
        self._show_curve()
        self.weights.show_first()
        self._show_receipt()
        if paid:
            self.cost.refresh()

    @override
    def action_handlers(self) -> Mapping[str, Callable[[], object]]:
        """Return what the matrix answers to."""
        return self.weights.action_handlers() if self.document.plan.positions else {}

    @override
    def panes(self) -> tuple[QWidget, ...]:
        """Return the matrix, the curve what each measure pays and what all of it costs."""
        panels = (self._invitation, self.weights, self.curve, self.receipt, self.cost)
        return tuple(each for each in panels if each.isVisibleTo(self))

    @override
    def work_place(self) -> QWidget | None:
        """Return the matrix, or the way to having one, or its first row."""
        if not self.weights.isVisibleTo(self):
            return self._invitation.go
        return self.weights.table if self.weights.matrix.subjects else self.weights.add

    @override
    def plan_loaded(self) -> None:
        """Forget the rows that were offered for another plan."""
        self.weights.matrix.forget_offers()

    @override
    def show_kpi(self, key: KpiKey) -> None:
        """Put the cursor on the row of a KPI, if somebody is paid for it."""
        self.weights.show_kpi(key)

    @override
    def explained(self) -> Subject | None:
        """Return the KPI of the row of the cursor, else what the position is paid."""
        index, matrix = self.weights.table.currentIndex(), self.weights.matrix
        measured, position = matrix.subject_at(index), matrix.position_at(index)
        if measured is not None and measured.kpi is not None:
            return KpiSubject(measured.kpi, self.document.group)
        # Nothing is worked out behind an objective but what it pays.
        return None if position is None else PaySubject(Name(Thing.POSITION, position))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand side by side where there is room."""
        super().resizeEvent(event)
        self._arrange(wide=event.size().width() >= _TWO_COLUMNS)

    def _arrange(self, *, wide: bool) -> None:
        if wide is self._wide:
            return
        self._wide = wide
        left, right = (self.weights, self.receipt, self.cost), (self.curve,)
        if not wide:
            left, right = (self.weights, self.curve, self.receipt, self.cost), ()
        for column, panels in ((self._left, left), (self._right, right)):
            for place, panel in enumerate(panels):
                column.insertWidget(place, panel)
        self.curve.setMinimumWidth(_RIGHT if wide else 0)
        self.curve.setMaximumWidth(_RIGHT if wide else _ANY_WIDTH)

    def _lay_out(self, theme: Theme) -> None:
        """Make two columns; the right one takes no room while it holds nothing."""
        columns = QHBoxLayout()
        columns.setSpacing(0)
        columns.addLayout(self._left, 1)
        columns.addLayout(self._right)
        self._right.setContentsMargins(theme.space.inset, 0, 0, 0)
        for column in (self._left, self._right):
            column.setSpacing(theme.space.inset)
            column.addStretch(1)
        whole = QVBoxLayout(self.content)
        whole.setSpacing(theme.space.inset)
        room = theme.space.room
        whole.setContentsMargins(room, room, room, room)
        whole.addWidget(self._invitation)
        whole.addLayout(columns)
        whole.addStretch(1)

    def _spot_changed(self) -> None:
        self._show_curve()
        position = self.weights.matrix.position_at(self.weights.table.currentIndex())
        if position is not None:
            self.choice.choose_position(position)
        self._show_receipt()
        kpi = None if self.weights.spot is None else self.weights.spot.subject.kpi
        if kpi is not None and self.weights.table.hasFocus():
            self.document.select(kpi)

    def _show_receipt(self) -> None:
        """Show what each measure pays to whoever holds the position of the cursor."""
        position = self.weights.matrix.position_at(self.weights.table.currentIndex())
        position = position or next(iter(self.document.plan.positions), None)
        if position is None:
            return
        results = self.document.results.under(self.choice.design)
        question = ask(results, position, scenario=self.document.scenario)
        self.receipt.show_measures(measures_now(question), Wording(question, self.language))

    def _show_curve(self) -> None:
        index = self.weights.table.currentIndex()
        self.curve.show_measure(self.weights.spot, self.weights.matrix.measure_at(index))

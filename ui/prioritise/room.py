"""The Prioritise room: who is paid for what, how it pays, and what each receives."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from models.keys import KpiKey
from ui.document import Document
from ui.prioritise.callout import Callout
from ui.prioritise.curve_panel import CurvePanel
from ui.prioritise.organisation_panel import OrganisationPanel
from ui.prioritise.receipt_panels import ReceiptPanel, StatementPanel
from ui.prioritise.weight_panel import WeightPanel
from ui.theme import Theme
from ui.widgets.panel import Panel
from workbench.analysis.explain.lines import KpiSubject, Name, PaySubject, Subject, Thing
from workbench.language import Language

_TWO_COLUMNS = 1100
"""Width from which the curve stands beside the matrix."""
_RIGHT = 330


class PrioritiseRoom(QWidget):
    """Panels that scroll; beside each other where the room is wide."""

    explain_asked = Signal(object)
    """Subject: the figure under the cursor, to be explained; None where there is none."""

    def __init__(
        self, document: Document, theme: Theme, language: Language, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._stale = True
        self._wide: bool | None = None
        content = QWidget(self)
        content.setAutoFillBackground(True)
        palette = content.palette()
        palette.setColor(QPalette.ColorRole.Window, theme.colours.ground)
        content.setPalette(palette)
        self._callout = Callout(theme, content)
        self._invitation = Panel(
            theme,
            content,
            title=language.text("Nobody is paid yet"),
            subtitle=language.text(
                "Below, add a function, a position in it and the person who holds it, with a "
                "target bonus. Then choose what the position is paid for, and give it weight."
            ),
        )
        self.weights = WeightPanel(document, theme, language, content, callout=self._callout)
        self.curve = CurvePanel(document, theme, language, content)
        self.receipts = ReceiptPanel(document, theme, language, content)
        self.statement = StatementPanel(document, theme, language, content)
        self.organisation = OrganisationPanel(
            document, theme, language, content, callout=self._callout
        )
        self._grid = QGridLayout(content)
        self._grid.setSpacing(theme.space.inset)
        room = theme.space.room
        self._grid.setContentsMargins(room, room, room, room)
        self._scroll = QScrollArea(self)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(content)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._scroll)
        self._arrange(wide=False)
        self.weights.spot_changed.connect(self._spot_changed)
        self.receipts.chosen.connect(self.statement.show_receipt)
        document.results_ready.connect(self._refresh_or_wait)
        document.shown_changed.connect(self._refresh_or_wait)
        document.loaded.connect(self._plan_loaded)

    def action_handlers(self) -> Mapping[str, Callable[[], object]]:
        """Return what explains a figure: the other keys of this room are those of its tables."""
        return {"explain": self._ask_why}

    def action_states(self) -> Mapping[str, bool]:
        """Return nothing: none of its actions is on or off."""
        return {}

    def panes(self) -> tuple[QWidget, ...]:
        """Return what F6 walks through in this room."""
        return (self,)

    def show_kpi(self, key: KpiKey) -> None:
        """Put the cursor on the row of a KPI, if somebody is paid for it."""
        self.weights.show_kpi(key)

    def refresh(self) -> None:
        """Show the plan and its results as they are now."""
        self._stale = False
        paid = bool(self._document.plan.positions)
        self._invitation.setVisible(not paid)
        for panel in (self.weights, self.curve, self.receipts, self.statement):
            panel.setVisible(paid)
        self.organisation.refresh()
        self.weights.refresh()
        self.receipts.refresh()
        self._show_curve()
        self.weights.show_first()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand side by side where there is room."""
        super().resizeEvent(event)
        self._arrange(wide=event.size().width() >= _TWO_COLUMNS)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what changed while nobody saw it."""
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def _arrange(self, *, wide: bool) -> None:
        if wide is self._wide:
            return
        self._wide = wide
        panels = (
            self._invitation,
            self.weights,
            self.curve,
            self.receipts,
            self.statement,
            self.organisation,
        )
        for panel in panels:
            self._grid.removeWidget(panel)
        self._grid.setColumnMinimumWidth(1, _RIGHT if wide else 0)
        self._grid.setColumnStretch(0, 1)
        if wide:
            self._grid.addWidget(self._invitation, 0, 0, 1, 2)
            self._grid.addWidget(self.weights, 1, 0)
            self._grid.addWidget(self.curve, 1, 1)
            self._grid.addWidget(self.receipts, 2, 0, 1, 2)
            self._grid.addWidget(self.statement, 3, 0, 1, 2)
            self._grid.addWidget(self.organisation, 4, 0, 1, 2)
        else:
            for row, panel in enumerate(panels):
                self._grid.addWidget(panel, row, 0)
        self._grid.setRowStretch(len(panels), 1)

    def _refresh_or_wait(self) -> None:
        self._stale = True
        if self.isVisible():
            self.refresh()

    def _plan_loaded(self) -> None:
        self.weights.matrix.forget_offers()
        self._refresh_or_wait()

    def _spot_changed(self) -> None:
        self._show_curve()
        position = self.weights.matrix.position_at(self.weights.table.currentIndex())
        if position is not None:
            self.receipts.show_position(position)
        kpi = None if self.weights.spot is None else self.weights.spot.subject.kpi
        if kpi is not None and self.weights.table.hasFocus():
            self._document.select(kpi)

    def _ask_why(self) -> None:
        self.explain_asked.emit(self._subject())

    def _subject(self) -> Subject | None:
        """Return the payout under the cursor, else the measure's KPI, else its position's pay."""
        receipt = self.receipts.receipt
        of_people = self.receipts.table.hasFocus() or self.statement.table.hasFocus()
        if of_people and receipt is not None:
            return PaySubject(
                Name(Thing.POSITION, receipt.position)
                if receipt.person is None
                else Name(Thing.PERSON, receipt.person)
            )
        index, matrix = self.weights.table.currentIndex(), self.weights.matrix
        measured, position = matrix.subject_at(index), matrix.position_at(index)
        if measured is not None and measured.kpi is not None:
            return KpiSubject(measured.kpi, self._document.group)
        # Nothing is worked out behind an objective but what it pays.
        return None if position is None else PaySubject(Name(Thing.POSITION, position))

    def _show_curve(self) -> None:
        index = self.weights.table.currentIndex()
        self.curve.show_measure(self.weights.spot, self.weights.matrix.measure_at(index))

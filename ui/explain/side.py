"""Opens the Explain panel in the place of the inspector, and gives that place back."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget
from typing_extensions import override

from models.keys import KpiKey, ScenarioKey
from ui.decompose.outline_columns import ColumnKind
from ui.decompose.outline_view import OutlineView
from ui.document import Document
from ui.explain.panel import Asked, ExplainPanel
from ui.inspector.inspector import Inspector
from ui.inspector.values_part import ValuesPart
from workbench.analysis.explain.lines import KpiSubject, PaySubject, Subject, Term, term


class ExplainSide(QObject):
    """Knows which figure is meant, and what stood where the panel now stands."""

    opening = Signal()
    """The panel is about to be put up."""
    nothing_meant = Signal()
    """Somebody asked for an explanation where there is no figure."""

    def __init__(
        self, document: Document, panel: ExplainPanel, inspector: Inspector, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._panel = panel
        self._inspector = inspector
        self._inspector_was_open = False
        self._focus: QWidget | None = None
        panel.hide()
        panel.closed.connect(self.close)
        inspector.installEventFilter(self)

    def open(self, asked: Asked) -> None:
        """Explain a figure beside the room."""
        if self._panel.isHidden():
            self._focus = QApplication.focusWidget()
            self._inspector_was_open = not self._inspector.isHidden()
        self._panel.explain(asked)
        self._put_up()
        self._panel.rows.setFocus(Qt.FocusReason.OtherFocusReason)

    def keep_open(self) -> None:
        """Stay where another room wanted to show its inspector."""
        if self._panel.isHidden():
            self._inspector_was_open = True
        self._put_up()

    def close(self) -> None:
        """Give the place back, and the focus to where it was."""
        if self._panel.isHidden():
            return
        inside = self._panel.isAncestorOf(QApplication.focusWidget() or self._inspector)
        self._panel.hide()
        self._panel.forget()
        if self._inspector_was_open:
            self._inspector.show()
        focus, self._focus = self._focus, None
        if inside and focus is not None and focus.isVisible():
            focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def explain_focused(self) -> None:
        """Explain what the keyboard is on: a card, a cell of the outline, a typed figure."""
        asked = self._focused()
        if asked is None:
            self.nothing_meant.emit()
        else:
            self.open(asked)

    def explain_among_payouts(self, subject: Subject | None) -> None:
        """Explain what the keyboard is on: a figure in the inspector, else ``subject``."""
        if self._inspector.isAncestorOf(QApplication.focusWidget() or self._panel):
            self.explain_focused()
        elif subject is None:
            self.nothing_meant.emit()
        else:
            self.open(Asked(subject))

    def explain_kpi(self, key: str) -> None:
        """Explain a KPI as the screen shows it."""
        self.open(Asked(KpiSubject(KpiKey(key), self._document.group)))

    def explain_selected(self) -> None:
        """Explain the selected KPI as the screen shows it."""
        selected = self._document.selection
        if selected is not None:
            self.explain_kpi(selected)

    def explain_incentives(self) -> None:
        """Explain what the payouts come to."""
        self.open(Asked(PaySubject(term(Term.INCENTIVES))))

    def explain_stake(self) -> None:
        """Explain what marketing and sales share."""
        self.open(Asked(PaySubject(term(Term.SHARED_STAKE))))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Give way where somebody asks for the inspector."""
        if event.type() == QEvent.Type.ShowToParent and not self._panel.isHidden():
            self._panel.hide()
        return super().eventFilter(watched, event)

    def _put_up(self) -> None:
        self.opening.emit()
        self._inspector.hide()
        self._panel.show()

    def _focused(self) -> Asked | None:
        """Return the figure that the keyboard is on; else that of the selected KPI."""
        document = self._document
        selected = document.selection
        widget = QApplication.focusWidget()
        while widget is not None:
            if isinstance(widget, OutlineView):
                return self._cell(widget)
            if isinstance(widget, ValuesPart) and selected is not None:
                return Asked(KpiSubject(selected, document.group), _scenario_typed(widget))
            widget = widget.parentWidget()
        return None if selected is None else Asked(KpiSubject(selected, document.group))

    def _cell(self, view: OutlineView) -> Asked | None:
        """Return the figure of a cell: of its period, or of the group on screen."""
        node, column = view.cursor_cell
        document = self._document
        if node < 0:
            return None
        key = KpiKey(view.outline.words.nodes.keys[node])
        if key not in document.plan.kpis:
            return None
        columns = view.outline.words.columns
        shown = columns[column] if 0 <= column < len(columns) else None
        if shown is not None and shown.kind is ColumnKind.PERIOD:
            return Asked(KpiSubject(key, shown.period))
        return Asked(KpiSubject(key, document.group))


def _scenario_typed(part: ValuesPart) -> ScenarioKey | None:
    """Return the scenario whose figure the keyboard is on; None where it is on none."""
    focused = QApplication.focusWidget()
    return next(
        (
            scenario
            for scenario, line in part.lines.items()
            if focused is not None and line.entry.isAncestorOf(focused)
        ),
        None,
    )

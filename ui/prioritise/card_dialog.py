"""The details of a scorecard: everything besides weights and curves, each change at once."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QWidget

from models.keys import DesignKey, MeasureKey, PositionKey
from ui.dialogs.dialog import Dialog
from ui.document import Document
from ui.inspector.choice import NamedChoice
from ui.prioritise.card_desk import CardDesk
from ui.prioritise.card_exceptions import ExceptionsTab
from ui.prioritise.card_gates import GatesTab
from ui.prioritise.card_matrix import MatrixTab
from ui.prioritise.card_modifiers import ModifiersTab
from ui.prioritise.card_pools import PoolsTab
from ui.prioritise.card_sections import SectionsTab
from ui.prioritise.card_tab import CardTab
from ui.prioritise.card_targets import TargetsTab
from ui.theme import Theme
from ui.widgets.error_field import Message
from ui.widgets.segmented import Choice, SegmentedSwitch
from workbench.language import Language

_SIZE: Final = QSize(1040, 720)
_AROUND: Final = 24
"""Pixels of the window that stay in view around a large dialog."""
_POSITION: Final = 280


class Part(StrEnum):
    """The parts of the details, in their order."""

    FORM = "form"
    GATES = "gates"
    MODIFIERS = "modifiers"
    TARGETS = "targets"
    MATRIX = "matrix"
    POOLS = "pools"
    EXCEPTIONS = "exceptions"


class CardDialog(Dialog):
    """The parts of one scorecard, one of them on screen; nothing waits for a button.

    Attributes:
        desk: the scorecard.
        position: whose scorecard is on screen.
        switch: between the parts.
        parts: each part.
        undo_button: takes back what was changed here, step by step.
    """

    def __init__(
        self,
        document: Document,
        theme: Theme,
        language: Language,
        parent: QWidget,
        *,
        design: DesignKey,
        position: PositionKey,
        measure: MeasureKey | None = None,
    ) -> None:
        """Open the details of ``position`` under ``design``, at ``measure`` where it matters."""
        text = language.text
        title = text("Scorecard details")
        if len(document.plan.designs) > 1:
            title = f"{title} · {document.plan.designs[design].name}"
        super().__init__(title, theme, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._document = document
        self._language = language
        self.desk = CardDesk(document, language, design, position, self)
        self.position = NamedChoice(theme, self, label=text("Position"))
        self.position.setMinimumWidth(_POSITION)
        self.position.chosen.connect(self.desk.show)
        self._stack = QStackedWidget(self)
        given = (self.desk, theme, self._stack)
        self.parts: dict[Part, CardTab] = {
            Part.FORM: SectionsTab(*given),
            Part.GATES: GatesTab(*given),
            Part.MODIFIERS: ModifiersTab(*given),
            Part.TARGETS: TargetsTab(*given),
            Part.MATRIX: MatrixTab(*given),
            Part.POOLS: PoolsTab(*given),
            Part.EXCEPTIONS: ExceptionsTab(*given),
        }
        names = {
            Part.FORM: text("Form"),
            Part.GATES: text("Conditions"),
            Part.MODIFIERS: text("Modifiers"),
            Part.TARGETS: text("Caps and targets"),
            Part.MATRIX: text("Two results"),
            Part.POOLS: text("Funding"),
            Part.EXCEPTIONS: text("Exceptions"),
        }
        self._areas = {part: self._scrolling(tab) for part, tab in self.parts.items()}
        self.switch = SegmentedSwitch(
            theme,
            self,
            name=text("Parts of the scorecard"),
            choices=[Choice(part, names[part]) for part in Part],
        )
        self.switch.chosen.connect(self.show_part)
        self._message = Message(theme, self)
        self._lay_out()
        self._add_ways_back()
        self.desk.changed.connect(self._refresh)
        self.desk.refused.connect(self._message.show_error)
        matrix = self.parts[Part.MATRIX]
        matrix.refresh()
        if measure is not None and isinstance(matrix, MatrixTab):
            matrix.choose(measure)
        room = parent.window().size() - QSize(_AROUND, _AROUND)
        self.resize(_SIZE.boundedTo(room))
        self._shown = position
        self.show_part(Part.FORM)
        self.switch.focus_chosen(Qt.FocusReason.OtherFocusReason)

    @property
    def part(self) -> Part:
        """Which part is on screen."""
        shown = self._stack.currentWidget()
        return next(part for part, area in self._areas.items() if area is shown)

    @property
    def sentence(self) -> str:
        """Why something could not be done; empty while nothing is wrong."""
        return self._message.text

    def show_part(self, part: Part) -> None:
        """Bring a part on screen."""
        self._stack.setCurrentWidget(self._areas[part])
        self.switch.choose(part)
        self._refresh()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(self._theme.space.gap)
        top.addWidget(self.position)
        top.addStretch(1)
        self.body.addLayout(top)
        row = QHBoxLayout()
        row.addWidget(self.switch)
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addWidget(self._stack, 1)
        self.body.addWidget(self._message)

    def _add_ways_back(self) -> None:
        text, stack = self._language.text, self._document.undo_stack
        self._opened_at = stack.index()
        self.undo_button = self.add_button(text("Undo the last change"))
        self.undo_button.clicked.connect(self._undo)
        # Not the primary one, for Enter ends a field here and never the dialog.
        self.add_button(text("Close")).clicked.connect(self.accept)
        undo = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self)
        undo.activated.connect(self._undo)
        redo = QShortcut(QKeySequence(QKeySequence.StandardKey.Redo), self)
        redo.activated.connect(self._redo)
        # Both say what is new, for a stack that is going cannot be asked any more.
        stack.indexChanged.connect(self._step_changed)
        stack.undoTextChanged.connect(self.undo_button.setToolTip)
        self._step_changed(self._opened_at)

    def _scrolling(self, tab: CardTab) -> QScrollArea:
        area = QScrollArea(self._stack)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(tab)
        self._stack.addWidget(area)
        return area

    def _refresh(self) -> None:
        """Show the scorecard as it is now, in the part on screen."""
        if not self.desk.there:
            self.reject()
            return
        self._message.clear()
        positions = self.desk.plan.positions
        self.position.set_choices([(key, each.name) for key, each in positions.items()])
        self.position.choose(self.desk.position)
        tab = self.parts[self.part]
        tab.callout.clear()
        if self._shown != self.desk.position:
            self._shown = self.desk.position
            for each in self.parts.values():
                each.forget()
        tab.refresh()

    def _undo(self) -> None:
        """Take back the last step made here; what came before stays."""
        stack = self._document.undo_stack
        if stack.index() > self._opened_at:
            stack.undo()

    def _redo(self) -> None:
        self._document.undo_stack.redo()

    def _step_changed(self, step: int) -> None:
        self.undo_button.setEnabled(step > self._opened_at)

"""Who is paid for what: the matrix of weights, and what it takes to change its rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from models.edits.organisation import fresh_objective_key, put_objective
from models.keys import KpiKey
from models.organisation import Objective
from models.places import Place
from ui.document import Document
from ui.icons import icon
from ui.prioritise.callout import Callout
from ui.prioritise.choice import PayChoice
from ui.prioritise.subject_picker import SubjectPicker
from ui.prioritise.weight_actions import WeightActions
from ui.prioritise.weight_matrix import WeightMatrix, subject_name
from ui.tables.table_view import CalmTable
from ui.theme import Theme
from ui.widgets.button import Button
from ui.widgets.error_field import Message
from ui.widgets.panel import Panel
from workbench.analysis.weighting import Spot, Subject, unweighted
from workbench.language import Language


class WeightPanel(Panel):
    """The matrix with its row of buttons.

    Attributes:
        matrix: what the table shows.
        table: the table itself.
        note: says so where the design that is looked at is not the one that is paid.
    """

    spot_changed = Signal()
    """The cursor is on another measure, or the measure under it is another."""
    objective_asked = Signal(object)
    """Place: the objective that is to be worded, dated or given a scale."""

    def __init__(
        self,
        document: Document,
        theme: Theme,
        language: Language,
        choice: PayChoice,
        parent: QWidget,
        *,
        callout: Callout,
    ) -> None:
        """Make the panel; ``callout`` lies over the room and says what needs saying."""
        super().__init__(
            theme,
            parent,
            title=language.text("Who is paid for what"),
            subtitle=language.text("Type a weight into a cell; each column must reach 100 %."),
        )
        self._document = document
        self._language = language
        self._callout = callout
        self._choice = choice
        self._asked: Spot | None = None
        self._spot: Spot | None = None
        self.matrix = WeightMatrix(document, language, choice, self)
        self.table = CalmTable(theme, self, name=language.text("Weights of each position"))
        self.table.show_model(self.matrix)
        self.table.current_changed.connect(self._moved)
        self.table.refused.connect(self._refused)
        self.table.settled.connect(callout.clear)
        self.table.doubleClicked.connect(self._double_clicked)
        self.matrix.removal_asked.connect(self._ask_removal)
        self.matrix.modelReset.connect(self._return_to_spot)
        callout.answered.connect(self._answered)
        callout.dismissed.connect(self._dismissed)
        self.add = Button(
            theme, self, text=language.text("KPI or objective"), icon=icon("add", theme)
        )
        self.add.setAccessibleName(language.text("Add a KPI or objective"))
        self.add.clicked.connect(self._open_picker)
        self.picker = SubjectPicker(theme, language, self)
        self.picker.picked.connect(self._picked)
        self.picker.objective_asked.connect(self._make_objective)
        self.note = Message(theme, self)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.add)
        self.actions_row = WeightActions(document, theme, language, choice, self)
        self.actions_row.refused.connect(self._refused_here)
        row.addWidget(self.actions_row)
        row.addStretch(1)
        self.body.addWidget(self.note)
        self.body.addWidget(self.table)
        self.body.addLayout(row)
        self.body.addStretch(1)
        self._show_design()

    @property
    def spot(self) -> Spot | None:
        """The measure or free cell under the cursor; None elsewhere."""
        return self.matrix.spot(self.table.currentIndex())

    def refresh(self) -> None:
        """Show the plan and its results as they are now."""
        self._callout.clear()
        self.matrix.refresh()
        self._show_design()

    def show_kpi(self, key: KpiKey) -> None:
        """Put the cursor on the row of a KPI, if somebody is paid for it."""
        for subject in self.matrix.subjects:
            column = max(1, self.table.currentIndex().column())
            if subject.kpi == key:
                row = self.matrix.subjects.index(subject)
                self.table.setCurrentIndex(self.matrix.index(row, column))
                return

    def action_handlers(self) -> Mapping[str, Callable[[], object]]:
        """Return what the matrix answers to, by the ids of actions."""
        actions = self.actions_row
        return {
            "weight_lock": actions.lock,
            "spread_rest": actions.spread_rest,
            "copy_card": actions.copy_card,
            "suggest": actions.suggest,
            "card_details": actions.details,
            "edit_objective": self._edit_objective,
        }

    def _edit_objective(self) -> None:
        """Go where the objective of the row of the cursor is worded."""
        subject = self.matrix.subject_at(self.table.currentIndex())
        if subject is None or subject.objective is None:
            self._refused_here(self._language.text("Choose the row of an objective first."))
        else:
            self.objective_asked.emit(Place("objectives", subject.objective))

    def _double_clicked(self, index: QModelIndex) -> None:
        subject = self.matrix.subject_at(index)
        if index.column() == 0 and subject is not None and subject.objective is not None:
            self._edit_objective()

    def show_first(self) -> None:
        """Put the cursor on the first measure, where it is nowhere yet."""
        if self.table.currentIndex().isValid():
            return
        for row in range(self.matrix.rowCount()):
            for column in range(1, self.matrix.columnCount()):
                index = self.matrix.index(row, column)
                if self.matrix.measure_at(index) is not None:
                    self.table.setCurrentIndex(index)
                    return

    def _show_design(self) -> None:
        plan, shown = self._document.plan, self._choice.looked_at
        paid = plan.design
        if shown is None or paid is None or shown.key == paid.key:
            self.note.clear()
            return
        self.note.show_note(
            self._language.text(
                "You look at “{design}”. What is paid is “{paid}”.",
                design=shown.name,
                paid=paid.name,
            )
        )

    def _moved(self) -> None:
        spot = self.spot
        if spot is not None:
            self._spot = spot
        index = self.table.currentIndex()
        self.actions_row.show_spot(
            self.matrix.position_at(index), spot, self.matrix.measure_at(index)
        )
        self.spot_changed.emit()

    def _return_to_spot(self) -> None:
        """Go back to the measure the cursor was on before rows came or went."""
        place = None if self._spot is None else self.matrix.place(self._spot)
        if place is not None:
            self.table.setCurrentIndex(self.matrix.index(*place))

    # Rows

    def _open_picker(self) -> None:
        plan = self._document.plan
        free = unweighted(plan, self.matrix.subjects)
        below = self.add.mapToGlobal(QPoint(0, self.add.height() + 2))
        self.picker.open(below, [(each, subject_name(plan, each)) for each in free])

    def _picked(self, subject: Subject) -> None:
        self.matrix.offer(subject)
        row = self.matrix.subjects.index(subject)
        column = max(1, self.table.currentIndex().column())
        self.table.setCurrentIndex(self.matrix.index(row, column))
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_objective(self, name: str) -> None:
        key = fresh_objective_key(self._document.plan, name)
        label = self._language.text("Add the objective {name}", name=name)
        edit = partial(put_objective, objective=Objective(key, name))
        self._document.apply(label, edit)
        self._picked(Subject(objective=key))

    # What the callout says

    def _refused_here(self, sentence: str) -> None:
        """Say beside the cell of the cursor why an action cannot be done."""
        self._refused(self.table.visualRect(self.table.currentIndex()), sentence)

    def _refused(self, place: QRect, sentence: str) -> None:
        self._callout.complain(self._in_room(place), sentence)

    def _ask_removal(self, spot: Spot) -> None:
        self._asked = spot
        plan, text = self._document.plan, self._language.text
        sentence = text(
            "Take “{measure}” out of the scorecard of {position}? Its target and curve go too.",
            measure=subject_name(plan, spot.subject),
            position=plan.positions[spot.position].name,
        )
        place = self.matrix.place(spot)
        rect = QRect() if place is None else self.table.visualRect(self.matrix.index(*place))
        answers = (text("Take out"), text("Keep at 0 %"), text("Cancel"))
        self._callout.ask(self._in_room(rect), sentence, answers)

    def _answered(self, number: int) -> None:
        spot, self._asked = self._asked, None
        if spot is not None and number == 0:
            # Its row stays as long as the room does, so that a slip is typed over.
            self.matrix.offer(spot.subject)
            self.matrix.remove(spot)
        elif spot is not None and number == 1:
            self.matrix.keep_at_zero(spot)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _dismissed(self) -> None:
        self._asked = None
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _in_room(self, place: QRect) -> QRect:
        """Return a place of the table's viewport in the coordinates of the callout's parent."""
        corner = self.table.viewport().mapTo(self._callout.room, place.topLeft())
        return QRect(corner, place.size())

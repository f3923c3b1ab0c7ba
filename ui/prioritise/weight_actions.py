"""What can be done to the column of the cursor: lock, spread the rest, copy, suggest."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from models.changes import EditError
from models.edits.weights import copy_card, lock_weight, spread_rest
from models.keys import DesignKey, PositionKey
from models.scorecard import Measure
from ui.document import Document, Edit
from ui.icons import icon
from ui.prioritise.card_dialog import CardDialog
from ui.prioritise.choice import PayChoice
from ui.prioritise.suggest_dialog import SuggestDialog
from ui.prioritise.weight_matrix import subject_name
from ui.theme import Theme
from ui.widgets.button import Button
from workbench.analysis.weighting import Spot
from workbench.language import Language
from workbench.sentences import edit_sentence


class WeightActions(QWidget):
    """A row of buttons about the column of the cursor.

    Attributes:
        lock_button: locks or unlocks the weight under the cursor.
        spread_button: lets the unlocked weights take what the locked ones leave.
        copy_button: asks to which positions the column is copied.
        suggest_button: opens the suggestions.
        details_button: opens the details of the scorecard.
    """

    refused = Signal(str)
    """Why an action cannot be done, in a sentence."""

    def __init__(
        self,
        document: Document,
        theme: Theme,
        language: Language,
        choice: PayChoice,
        parent: QWidget,
    ) -> None:
        """Make the row; it acts on the design of ``choice``."""
        super().__init__(parent)
        text = language.text
        self._document = document
        self._choice = choice
        self._theme = theme
        self._language = language
        self._position: PositionKey | None = None
        self._spot: Spot | None = None
        self._measure: Measure | None = None
        self.lock_button = Button(theme, self, icon=icon("lock", theme))
        self.lock_button.setAccessibleName(text("Lock or unlock the weight"))
        self.lock_button.setToolTip(text("Lock or unlock the weight (Ctrl+Shift+L)"))
        self.spread_button = Button(theme, self, text=text("Spread the rest"))
        self.copy_button = Button(theme, self, text=text("Copy to…"))
        self.copy_button.setAccessibleName(text("Copy this column to other positions"))
        self.suggest_button = Button(theme, self, text=text("Suggest…"))
        self.suggest_button.setAccessibleName(text("Suggest weights"))
        self.details_button = Button(theme, self, text=text("Details…"))
        self.details_button.setAccessibleName(text("Scorecard details"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.space.gap)
        for button, done in (
            (self.lock_button, self.lock),
            (self.spread_button, self.spread_rest),
            (self.copy_button, self.copy_card),
            (self.suggest_button, self.suggest),
            (self.details_button, self.details),
        ):
            button.clicked.connect(done)
            row.addWidget(button)

    def show_spot(
        self, position: PositionKey | None, spot: Spot | None, measure: Measure | None
    ) -> None:
        """Act on another column, and on the measure in the cell of the cursor."""
        self._position, self._spot, self._measure = position, spot, measure
        self.lock_button.setEnabled(measure is not None)
        locked = measure is not None and measure.locked
        self.lock_button.setIcon(icon("unlock" if locked else "lock", self._theme))
        has_card = position is not None and self._has_card(position)
        self.spread_button.setEnabled(has_card)
        self.copy_button.setEnabled(has_card and len(self._document.plan.positions) > 1)
        self.suggest_button.setEnabled(bool(self._document.plan.positions))
        self.details_button.setEnabled(self._design() is not None)

    def lock(self) -> None:
        """Lock the weight under the cursor, or unlock it."""
        spot, measure, design = self._spot, self._measure, self._design()
        if spot is None or measure is None or design is None:
            return
        plan, text = self._document.plan, self._language.text
        name, position = subject_name(plan, spot.subject), plan.positions[spot.position].name
        if measure.locked:
            label = text("Unlock {measure} for {position}", measure=name, position=position)
        else:
            label = text("Lock {measure} for {position}", measure=name, position=position)
        edit = partial(
            lock_weight,
            design=design,
            position=spot.position,
            measure=measure.key,
            locked=not measure.locked,
        )
        self._apply(label, edit)

    def spread_rest(self) -> None:
        """Let the unlocked weights of the column take what the locked ones leave of 100 %."""
        position, design = self._position, self._design()
        if position is None or design is None or not self._has_card(position):
            return
        name = self._document.plan.positions[position].name
        label = self._language.text("Spread the rest for {position}", position=name)
        self._apply(label, partial(spread_rest, design=design, position=position))

    def copy_card(self) -> None:
        """Ask to which positions the column is copied."""
        position = self._position
        if position is None or not self._has_card(position):
            return
        menu = self._targets(position)
        button = self.copy_button
        menu.popup(button.mapToGlobal(QPoint(0, button.height() + 2)))

    def suggest(self) -> None:
        """Open the suggestions for the column of the cursor, and for all."""
        plan = self._document.plan
        position = self._position or next(iter(plan.positions), None)
        if position is None:
            return
        dialog = SuggestDialog(
            self._document,
            self._theme,
            self._language,
            self.window(),
            position=position,
            design=self._design(),
        )
        dialog.open()

    def details(self) -> None:
        """Open the details of the column of the cursor, else of the first position."""
        plan, design = self._document.plan, self._design()
        position = self._position or next(iter(plan.positions), None)
        if position is None or design is None:
            return
        measure = None if self._measure is None else self._measure.key
        dialog = CardDialog(
            self._document,
            self._theme,
            self._language,
            self.window(),
            design=design,
            position=position,
            measure=measure,
        )
        dialog.open()

    def _targets(self, source: PositionKey) -> QMenu:
        plan, text = self._document.plan, self._language.text
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        others = tuple(key for key in plan.positions if key != source)
        choices: list[tuple[str, tuple[PositionKey, ...]]] = [
            (plan.positions[key].name, (key,)) for key in others
        ]
        function = plan.positions[source].function
        same = tuple(key for key in others if plan.positions[key].function == function)
        if len(same) > 1:
            name = plan.functions[function].name if function in plan.functions else ""
            choices.append((text("All of {function}", function=name), same))
        choices.append((text("All other positions"), others))
        for words, targets in choices:
            action = QAction(words.replace("&", "&&"), menu)
            action.triggered.connect(partial(self._copy, source, targets))
            menu.addAction(action)
        return menu

    def _copy(self, source: PositionKey, targets: tuple[PositionKey, ...], *_: object) -> None:
        design, plan = self._design(), self._document.plan
        if design is None:
            return
        label = self._language.text(
            "Copy the column of {position}", position=plan.positions[source].name
        )
        self._apply(label, partial(copy_card, design=design, source=source, targets=targets))

    def _apply(self, label: str, edit: Edit) -> None:
        try:
            self._document.apply(label, edit)
        except EditError as error:
            self.refused.emit(edit_sentence(error, self._document.plan, self._language))

    def _design(self) -> DesignKey | None:
        return self._choice.design

    def _has_card(self, position: PositionKey) -> bool:
        design = self._choice.looked_at
        return design is not None and position in design.scorecards

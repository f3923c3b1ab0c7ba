"""Which people are listed, and in which order."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.inspector.choice import NamedChoice
from ui.theme import Theme
from ui.widgets.error_field import Field
from workbench.analysis.designs.differences import Column, Lot
from workbench.design_words import LOTS
from workbench.language import Language

_TYPING_MS: Final = 120
_ALL: Final = "all"


class WinnersFilter(QWidget):
    """A field to search in, a choice of outcomes and a choice of orders.

    Attributes:
        field: words that a person, position or function must hold.
        outcome: which outcomes are listed.
        order: by what, and whether the largest is first.
    """

    changed = Signal()
    """Others are to be listed, or in another order."""

    def __init__(self, theme: Theme, language: Language, parent: QWidget) -> None:
        """List everybody, the largest loss first."""
        super().__init__(parent)
        text = language.text
        self.field = Field(theme, self, name=text("Filter people"))
        self.field.setPlaceholderText(text("Name, id, position or function"))
        self.outcome = NamedChoice(theme, self, label=text("Show"))
        everybody = (_ALL, text("Everybody"))
        self.outcome.set_choices([everybody, *((lot, text(words)) for lot, words in LOTS.items())])
        self.outcome.choose(_ALL)
        self.order = NamedChoice(theme, self, label=text("Sorted by"))
        self.order.set_choices(
            [
                ((Column.CHANGE, False), text("Largest loss first")),
                ((Column.CHANGE, True), text("Largest win first")),
                ((Column.RATE, False), text("Largest loss in %")),
                ((Column.RATE, True), text("Largest win in %")),
                ((Column.NAME, False), text("Name")),
                ((Column.POSITION, False), text("Position")),
                ((Column.BEFORE, True), text("Paid most before")),
                ((Column.AFTER, True), text("Paid most after")),
                ((Column.LOT, False), text("Outcome")),
            ]
        )
        self._by: tuple[Column, bool] = (Column.CHANGE, False)
        self.order.choose(self._by)
        self._typed = QTimer(self)
        self._typed.setSingleShot(True)
        self._typed.setInterval(_TYPING_MS)
        self._typed.timeout.connect(self.changed)
        self.field.textChanged.connect(self._edited)
        self.outcome.chosen.connect(self._chosen)
        self.order.chosen.connect(self._order_chosen)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.space.gap)
        for widget in (self.field, self.outcome, self.order):
            row.addWidget(widget, 1)

    @property
    def words(self) -> str:
        """What was typed."""
        return self.field.text()

    @property
    def lot(self) -> Lot | None:
        """The outcome that is listed; None: all."""
        chosen = self.outcome.value
        return chosen if isinstance(chosen, Lot) else None

    @property
    def by(self) -> tuple[Column, bool]:
        """By what people are sorted, and whether the largest is first."""
        return self._by

    def sort(self, column: Column) -> None:
        """Sort by a column; the other way round where it was sorted by already."""
        was, falling = self._by
        self._by = (column, not falling if column is was else False)
        self.order.choose(self._by)
        self.changed.emit()

    def _order_chosen(self, chosen: tuple[Column, bool]) -> None:
        self._by = chosen
        self.changed.emit()

    def _chosen(self) -> None:
        self.changed.emit()

    def _edited(self) -> None:
        self._typed.start()

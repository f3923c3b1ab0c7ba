"""The row that shows how what is below a KPI comes together, and changes it at one click."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.edits.rollups import RollupShape, parts_of, shape_of
from models.keys import KpiKey
from ui.document import Document
from ui.formula.entering import FormulaEntering
from ui.theme import Theme
from ui.widgets.error_field import Message
from ui.widgets.segmented import Choice, SegmentedSwitch
from workbench.language import Language
from workbench.rollup_words import SHAPE_NAMES, SHAPE_SIGNS


class RollupRow(QWidget):
    """One sign for each shape, the one that the formula has chosen.

    Attributes:
        switch: the signs.
        message: why a shape was refused.
    """

    def __init__(
        self, document: Document, theme: Theme, language: Language, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._formulas = FormulaEntering(document, language)
        self._key: KpiKey | None = None
        choices = [
            Choice(shape, sign, language.text(SHAPE_NAMES[shape]))
            for shape, sign in SHAPE_SIGNS.items()
        ]
        self.switch = SegmentedSwitch(theme, self, name=language.text("Roll-up"), choices=choices)
        self.message = Message(theme, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.switch)
        column.addWidget(self.message)
        self.switch.chosen.connect(self._choose)

    def show_kpi(self, key: KpiKey) -> None:
        """Show the shape of a KPI's formula; hidden where nothing stands below it."""
        self._key = key
        self.message.clear()
        plan = self._document.plan
        self.setVisible(bool(parts_of(plan, key)))
        self.switch.choose(shape_of(plan.kpis[key].formula))

    def _choose(self, shape: RollupShape) -> None:
        key = self._key
        if key is None or key not in self._document.plan.kpis:
            return
        refusal = self._formulas.roll_up(key, shape)
        if refusal is not None:
            self.switch.choose(shape_of(self._document.plan.kpis[key].formula))
            self.message.show_error(refusal.sentence)

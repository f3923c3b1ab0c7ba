"""The formula of a KPI: typed by names or keys, said in words, refused beside the field."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from models.keys import KpiKey
from models.kpi import Kpi, TimeRule
from ui.fonts import TextStyle
from ui.formula.assist import FormulaAssist
from ui.formula.entering import FormulaEntering
from ui.inspector.entry import Entry
from ui.inspector.part import Desk, Part
from ui.inspector.rollup_row import RollupRow
from ui.refusal import Refusal
from ui.widgets.button import Button
from ui.widgets.text import text_label
from workbench.analysis.combining import figures_combine
from workbench.formula_entry import formula_as_typed
from workbench.formula_sentence import formula_equation
from workbench.language import Language


class FormulaPart(Part):
    """The formula, or for a driver the way to give it one.

    Attributes:
        entry: the field.
        add: mends what was refused, where it can be mended.
        rollup: how what is below comes together.
        assist: what helps while a formula is typed.
    """

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        text = desk.language.text
        super().__init__(desk, parent, text("Formula"))
        self._key = KpiKey("")
        self._mend: Callable[[], Refusal | None] | None = None
        self._formulas = FormulaEntering(desk.document, desk.language)
        self.entry = Entry(desk.theme, self, name=text("Formula"))
        self.entry.field.setPlaceholderText(text("For example leads * conversion"))
        self.assist = FormulaAssist(
            desk.document, desk.theme, desk.language, self.entry.field, self
        )
        self.add = Button(desk.theme, self)
        self.add.clicked.connect(self._add_unknown)
        self.add.hide()
        quiet = desk.theme.colours.text_quiet
        self._words = text_label("", self, style=TextStyle.SMALL, colour=quiet, wraps=True)
        self._periods = text_label("", self, style=TextStyle.SMALL, colour=quiet, wraps=True)
        self.rollup = RollupRow(desk.document, desk.theme, desk.language, self)
        below = (self.assist.strip, self.add, self._words, self._periods, self.rollup)
        for widget in (self.entry, *below):
            self.body.addWidget(widget)
        self.entry.committed.connect(self._commit)
        self.entry.field.textEdited.connect(self._forget)
        self.entry.field.cancelled.connect(self._given_up)
        self.assist.strip.changed.connect(self._make_room)

    @property
    def words(self) -> str:
        """The formula in people's words, or what a driver is."""
        return self._words.text()

    @override
    def show_kpi(self, kpi: Kpi, *, another: bool) -> None:
        """Show the formula of ``kpi``."""
        document, text = self.desk.document, self.desk.language.text
        self._key = kpi.key
        typed = formula_as_typed(document.plan, kpi.formula)
        if another:
            self._given_up()
            self.entry.show_another(typed)
            self.assist.start(kpi.key)
        else:
            self.entry.show_truth(typed)
        self._words.setText(
            text("A driver: its figures are typed. With a formula they are worked out.")
            if kpi.is_driver
            else formula_equation(document.plan, kpi.key, kpi.formula, self.desk.language)
        )
        self.rollup.show_kpi(kpi.key)
        many = len(document.group.periods) > 1
        apart = many and not figures_combine(document.plan, kpi.key)
        self._periods.setVisible(apart)
        if apart:
            self._periods.setText(_reading(kpi.time, self.desk.language))

    def _commit(self, typed: str) -> None:
        self._forget()
        self._take(self._formulas.take(self._key, typed))

    def _take(self, refusal: Refusal | None) -> None:
        """Settle, or say what was refused and how to mend it."""
        # The refusal says it all, and what was taken is shown as it is now.
        self.assist.clear()
        if refusal is None:
            self.entry.settle()
            return
        self.entry.refuse(refusal.sentence)
        if refusal.position is not None:
            self.assist.mark(refusal.position)
        if refusal.fix:
            self._mend = refusal.mend
            self.add.setText(refusal.fix)
            self.add.setAccessibleName(refusal.fix)
            self.add.show()

    def _add_unknown(self) -> None:
        mend = self._mend
        if mend is not None:
            self._forget()
            self._take(mend())
            self.entry.setFocus()

    def _given_up(self) -> None:
        self._forget()
        self.assist.clear()

    def _forget(self) -> None:
        """Offer nothing: what was waiting is typed over, taken or given up."""
        self._mend = None
        self.add.hide()
        self.entry.forgive()

    def _make_room(self) -> None:
        """Leave the sentence of the plan out while that of what is typed is there."""
        self._words.setVisible(not self.assist.strip.equation)


def _reading(time: TimeRule, language: Language) -> str:
    """Say how the shown figure is read, where it is not the formula over its operands'."""
    if time is TimeRule.SUM:
        return language.text("Over several periods: Σ of periods, not the formula over their sums.")
    return language.text(
        "Over several periods: by its own time rule, not the formula over their figures."
    )

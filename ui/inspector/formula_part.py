"""The formula of a KPI: typed in keys, read in names, refused beside the field."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from models.changes import EditError
from models.edits.kpis import set_formula
from models.formula import references
from models.keys import KpiKey
from models.kpi import Kpi, TimeRule
from ui.fonts import TextStyle
from ui.inspector.entry import Entry
from ui.inspector.part import Desk, Part
from ui.widgets.button import Button
from ui.widgets.text import text_label
from workbench.analysis.combining import figures_combine
from workbench.formula_words import formula_in_names
from workbench.language import Language
from workbench.sentences import edit_sentence


class FormulaPart(Part):
    """The formula, or for a driver the way to give it one."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        text = desk.language.text
        super().__init__(desk, parent, text("Formula"))
        self._key = KpiKey("")
        self._waiting = ""
        self.entry = Entry(desk.theme, self, name=text("Formula"))
        self.entry.field.setPlaceholderText(text("For example leads * conversion"))
        self.entry.committed.connect(self._commit)
        self.entry.field.textEdited.connect(self._forget)
        self.add = Button(desk.theme, self)
        self.add.clicked.connect(self._add_unknown)
        self.add.hide()
        quiet = desk.theme.colours.text_quiet
        self._words = text_label("", self, style=TextStyle.SMALL, colour=quiet, wraps=True)
        self._periods = text_label("", self, style=TextStyle.SMALL, colour=quiet, wraps=True)
        for widget in (self.entry, self.add, self._words, self._periods):
            self.body.addWidget(widget)

    @property
    def words(self) -> str:
        """The formula in people's words, or what a driver is."""
        return self._words.text()

    @override
    def show_kpi(self, kpi: Kpi, *, another: bool) -> None:
        """Show the formula of ``kpi``."""
        document, text = self.desk.document, self.desk.language.text
        self._key = kpi.key
        if another:
            self._forget()
            self.entry.show_another(kpi.formula)
        else:
            self.entry.show_truth(kpi.formula)
        self._words.setText(
            text("A driver: its figures are typed. With a formula they are worked out.")
            if kpi.is_driver
            else formula_in_names(document.plan, kpi.formula)
        )
        many = len(document.group.periods) > 1
        apart = many and not figures_combine(document.plan, kpi.key)
        self._periods.setVisible(apart)
        if apart:
            self._periods.setText(_reading(kpi.time, self.desk.language))

    def _commit(self, typed: str) -> None:
        document = self.desk.document
        plan = document.plan
        self._forget()
        known = references(plan.kpis[self._key].formula).all
        unknown = [
            name for name in references(typed).all if name not in plan.kpis and name not in known
        ]
        if unknown:
            self._offer(typed, unknown)
        else:
            self._take(typed, add_unknown=False)

    def _offer(self, typed: str, unknown: list[str]) -> None:
        """Say which names are of no KPI yet, and offer them as new drivers."""
        language, plan = self.desk.language, self.desk.document.plan
        try:
            set_formula(plan, self._key, typed)
        except EditError as error:
            self.entry.refuse(edit_sentence(error, plan, language))
            return
        names, count = ", ".join(unknown), len(unknown)
        self.entry.refuse(
            language.plural(
                "There is no KPI {names} yet.", "There are no KPIs {names} yet.", count, names=names
            )
        )
        self._waiting = typed
        words = language.plural("Add it as a driver", "Add them as drivers", count)
        self.add.setText(words)
        self.add.setAccessibleName(words)
        self.add.show()

    def _add_unknown(self) -> None:
        if self._take(self._waiting, add_unknown=True):
            self._forget()
            self.entry.setFocus()

    def _take(self, typed: str, *, add_unknown: bool) -> bool:
        name = self.desk.document.plan.kpis[self._key].name
        label = self.desk.language.text("Formula of {name}", name=name)
        edit = partial(set_formula, key=self._key, text=typed, add_unknown=add_unknown)
        return self.desk.attempt(self.entry, label, edit)

    def _forget(self) -> None:
        """Offer nothing: what was waiting is typed over, taken or given up."""
        self._waiting = ""
        self.add.hide()


def _reading(time: TimeRule, language: Language) -> str:
    """Say how the shown figure is read, where it is not the formula over its operands'."""
    if time is TimeRule.SUM:
        return language.text("Over several periods: Σ of periods, not the formula over their sums.")
    return language.text(
        "Over several periods: by its own time rule, not the formula over their figures."
    )

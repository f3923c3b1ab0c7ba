"""The plan's own fields, shown while no KPI is selected."""

from __future__ import annotations

import re
from functools import partial

from PySide6.QtWidgets import QWidget

from models.edits.settings import rename_plan, set_ceiling, set_charges, set_currency, set_note
from models.kpi import Unit, UnitKind
from ui.fonts import TextStyle, font
from ui.inspector.entry import Entry
from ui.inspector.part import Desk, Part
from ui.inspector.text_box import TextBox
from ui.widgets.text import text_label
from workbench.figures_typed import SHARE, parse_figure
from workbench.language import NumberError

_MONEY = Unit(UnitKind.MONEY)


class PlanPart(Part):
    """Name, note, currency, charges and ceiling of the plan."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(desk, parent)
        text, theme = desk.language.text, desk.theme
        quiet = theme.colours.text_quiet
        self.name = Entry(theme, self, name=text("Name of the plan"))
        self.name.field.setFont(font(TextStyle.TITLE))
        self._hint = text_label("", self, style=TextStyle.SMALL, colour=quiet, wraps=True)
        self.currency = Entry(theme, self, label=text("Currency"))
        self.charges = Entry(
            theme, self, label=text("Employer charges"), name=text("Employer charges on payouts")
        )
        self.ceiling = Entry(
            theme, self, label=text("Ceiling"), name=text("Ceiling of payouts with charges")
        )
        self.note = TextBox(theme, self, name=text("Note on the plan"))
        heading = text_label(text("This plan"), self, style=TextStyle.SMALL_STRONG, colour=quiet)
        note = text_label(text("Note"), self, style=TextStyle.SMALL_STRONG, colour=quiet)
        for each in (heading, note):
            each.setContentsMargins(0, theme.space.gap, 0, 0)
        widgets = (
            self.name, self._hint, heading, self.currency, self.charges, self.ceiling, note,
            self.note,
        )  # fmt: skip
        for widget in widgets:
            self.body.addWidget(widget)
        self.name.committed.connect(self._rename)
        self.currency.committed.connect(self._set_currency)
        self.charges.committed.connect(self._set_charges)
        self.ceiling.committed.connect(self._set_ceiling)
        self.note.committed.connect(self._set_note)

    def show_plan(self, *, another: bool) -> None:
        """Show the plan as it is now; ``another``: a different one was open before."""
        language, plan = self.desk.language, self.desk.document.plan
        self._hint.setText(
            language.text("Select a KPI to see and edit it here.")
            if plan.kpis
            else language.text("The plan has no KPI yet: add the first one under Decompose.")
        )
        stated = plan.ceiling is not None
        ceiling = language.money(plan.ceiling, plan.currency) if stated else ""
        shown = (
            (self.name, plan.name),
            (self.currency, plan.currency),
            (self.charges, language.share(plan.charges)),
            (self.ceiling, ceiling),
        )
        for entry, words in shown:
            if another:
                entry.show_another(words)
            else:
                entry.show_truth(words)
        if another:
            self.note.show_another(plan.note)
        else:
            self.note.show_text(plan.note)

    def _rename(self, name: str) -> None:
        text = self.desk.language.text
        if not name.strip():
            self.name.refuse(text("A plan needs a name."))
            return
        self.desk.attempt(self.name, text("Rename the plan"), partial(rename_plan, name=name))

    def _set_currency(self, code: str) -> None:
        text = self.desk.language.text
        if not re.fullmatch(r"[A-Za-z]{3}", code.strip()):
            self.currency.refuse(text("A currency is three letters, such as EUR or CHF."))
            return
        edit = partial(set_currency, currency=code)
        self.desk.attempt(self.currency, text("Set the currency"), edit)

    def _set_charges(self, typed: str) -> None:
        text = self.desk.language.text
        rate = self._read(self.charges, typed, SHARE)
        if rate is None:
            return
        if rate < 0.0:
            self.charges.refuse(text("Charges cannot be negative."))
            return
        edit = partial(set_charges, charges=rate)
        self.desk.attempt(self.charges, text("Set employer charges"), edit)

    def _set_ceiling(self, typed: str) -> None:
        label = self.desk.language.text("Set the ceiling")
        if not typed.strip():
            self.desk.attempt(self.ceiling, label, partial(set_ceiling, ceiling=None))
            return
        amount = self._read(self.ceiling, typed, _MONEY)
        if amount is not None:
            self.desk.attempt(self.ceiling, label, partial(set_ceiling, ceiling=amount))

    def _set_note(self, note: str) -> None:
        label = self.desk.language.text("Note on the plan")
        self.desk.document.apply(label, partial(set_note, note=note))

    def _read(self, entry: Entry, typed: str, unit: Unit) -> float | None:
        """Read a figure, or say beside it why it is none."""
        try:
            return parse_figure(typed, unit, self.desk.language).value
        except NumberError as error:
            entry.refuse(str(error))
            return None

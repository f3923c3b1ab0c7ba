"""What a KPI is called, and in one line what it counts."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from models.edits.kpis import change_key, rename
from models.keys import KpiKey
from models.kpi import Kpi
from ui.fonts import TextStyle, font
from ui.inspector.entry import Entry
from ui.inspector.part import Desk, Part
from ui.inspector.words import ROLE_WORDS, description
from ui.widgets.text import text_label


class HeadPart(Part):
    """Name and key, editable, and the line below them."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(desk, parent)
        text = desk.language.text
        self._key = KpiKey("")
        self.name = Entry(desk.theme, self, name=text("Name of the KPI"))
        self.name.field.setFont(font(TextStyle.TITLE))
        self.name.committed.connect(self._rename)
        self._line = text_label(
            "", self, style=TextStyle.SMALL, colour=desk.theme.colours.text_quiet, wraps=True
        )
        self.key = Entry(
            desk.theme, self, label=text("Key"), name=text("Key of the KPI in formulas")
        )
        self.key.committed.connect(self._change_key)
        self.body.addWidget(self.name)
        self.body.addWidget(self._line)
        self.body.addWidget(self.key)

    @override
    def show_kpi(self, kpi: Kpi, *, another: bool) -> None:
        """Show what ``kpi`` is called."""
        language = self.desk.language
        self._key = kpi.key
        line = description(kpi, self.desk.document.plan.currency, language)
        if kpi.role is not None:
            role = language.text(ROLE_WORDS[kpi.role])
            line = language.text("{description}. Role: {role}", description=line, role=role)
        self._line.setText(line)
        for entry, words in ((self.name, kpi.name), (self.key, str(kpi.key))):
            if another:
                entry.show_another(words)
            else:
                entry.show_truth(words)

    def _rename(self, name: str) -> None:
        text = self.desk.language.text
        if not name.strip():
            self.name.refuse(text("A KPI needs a name."))
            return
        label = text("Rename {name}", name=self.desk.document.plan.kpis[self._key].name)
        self.desk.attempt(self.name, label, partial(rename, key=self._key, name=name))

    def _change_key(self, typed: str) -> None:
        document = self.desk.document
        old, new = self._key, KpiKey(typed.strip())
        label = self.desk.language.text(
            "Change the key of {name}", name=document.plan.kpis[old].name
        )
        # The selection goes by the key: it is gone for a moment, and comes back with the new one.
        if self.desk.attempt(self.key, label, partial(change_key, key=old, new_key=new)):
            document.select(new)

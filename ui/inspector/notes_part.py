"""What is written about a KPI: what it means, where its figures come from, what to know."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget
from typing_extensions import Unpack, override

from models.edits.kpis import KpiFields, update_kpi
from models.keys import KpiKey
from models.kpi import Kpi
from ui.fonts import TextStyle
from ui.inspector.part import Desk, Part
from ui.inspector.text_box import TextBox
from ui.widgets.text import text_label


class NotesPart(Part):
    """Three boxes of words."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        text = desk.language.text
        super().__init__(desk, parent, text("Definition, source and note"), folded=True)
        self._key = KpiKey("")
        self.definition = self._box(text("Definition"))
        self.source = self._box(text("Source"))
        self.note = self._box(text("Note"))
        self.definition.committed.connect(self._define)
        self.source.committed.connect(self._name_source)
        self.note.committed.connect(self._take_note)

    @override
    def show_kpi(self, kpi: Kpi, *, another: bool) -> None:
        """Show what is written about ``kpi``."""
        self._key = kpi.key
        boxes = (
            (self.definition, kpi.definition),
            (self.source, kpi.source),
            (self.note, kpi.note),
        )
        for box, words in boxes:
            if another:
                box.show_another(words)
            else:
                box.show_text(words)

    def _box(self, name: str) -> TextBox:
        quiet = self.desk.theme.colours.text_quiet
        self.body.addWidget(text_label(name, self, style=TextStyle.SMALL, colour=quiet))
        box = TextBox(self.desk.theme, self, name=name)
        self.body.addWidget(box)
        return box

    def _define(self, words: str) -> None:
        self._update(definition=words)

    def _name_source(self, words: str) -> None:
        self._update(source=words)

    def _take_note(self, words: str) -> None:
        self._update(note=words)

    def _update(self, **fields: Unpack[KpiFields]) -> None:
        document = self.desk.document
        name = document.plan.kpis[self._key].name
        label = self.desk.language.text("Describe {name}", name=name)
        document.apply(label, partial(update_kpi, key=self._key, **fields))

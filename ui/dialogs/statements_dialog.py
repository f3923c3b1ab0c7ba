"""Whose statements are written, where, under which scenario, and in which language."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QWidget

from models.keys import BASE, PersonKey, ScenarioKey
from models.life import Stage
from ui.dialogs.dialog import Dialog
from ui.dialogs.questions import ask
from ui.document import Document
from ui.fonts import TextStyle, font
from ui.inspector.choice import NamedChoice
from ui.scenario_bar import scenario_name
from ui.statement.batch import Order, existing
from ui.theme import Theme
from ui.widgets.button import Button
from ui.widgets.error_field import ErrorField
from ui.widgets.text import text_label
from workbench.language import Language
from workbench.language import language as language_of
from workbench.place_words import person_name
from workbench.statement.choosing import Chosen, Scope, choices

_HANDED_OUT = (Stage.COMMUNICATED, Stage.IN_PERIOD, Stage.MEASURED, Stage.SIGNED_OFF)


class StatementsDialog(Dialog):
    """Asks for people, folder, scenario and language.

    Attributes:
        who: the choice of people.
        folder: the field with the folder.
        scenarios: the choice of scenarios.
        languages: the choice of languages.
        noted: whether the statements count as handed out; hidden before they can be.
    """

    def __init__(
        self,
        document: Document,
        theme: Theme,
        language: Language,
        parent: QWidget,
        *,
        folder: Path,
        person: PersonKey | None = None,
    ) -> None:
        """Propose a folder, the scenario on screen, and one person or everybody."""
        text = language.text
        title = text("All statements") if person is None else text("Statement (PDF)")
        super().__init__(title, theme, parent)
        self._document = document
        self._language = language
        plan, program = document.plan, document.results.program
        self._among = tuple(key for key in plan.people if key not in program.left_out)
        self.who = NamedChoice(theme, self, label=text("For"))
        offered = list(choices(plan, self._among, language))
        if person is not None:
            offered.insert(0, (Chosen(Scope.PERSON, person), person_name(plan, person)))
        self.who.set_choices(offered)
        self.who.choose(offered[0][0])
        self.who.chosen.connect(self._refresh)
        self.body.addWidget(self.who)
        self.body.addWidget(text_label(text("Folder"), self, style=TextStyle.BODY_STRONG))
        self.folder = ErrorField(theme, self, name=text("Folder"), text=str(folder))
        self.folder.field.cancelled.connect(self.reject)
        browse = Button(theme, self, text=text("Browse…"))
        browse.clicked.connect(self._browse)
        row = QHBoxLayout()
        row.setSpacing(theme.space.gap)
        row.addWidget(self.folder, 1)
        row.addWidget(browse, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(row)
        self.scenarios = NamedChoice(theme, self, label=text("Scenario"))
        self.scenarios.set_choices(
            [(key, scenario_name(document, language, key)) for key in (BASE, *plan.scenarios)]
        )
        self.scenarios.choose(document.scenario)
        self.body.addWidget(self.scenarios)
        self.languages = NamedChoice(theme, self, label=text("Language of the statements"))
        # Each under its own name, for whoever does not read the other.
        self.languages.set_choices([("fr", "Français"), ("en", "English")])
        self.languages.choose(language.code)
        self.body.addWidget(self.languages)
        self.noted = QCheckBox(text("Note these statements as handed out today"), self)
        self.noted.setFont(font(TextStyle.BODY))
        self.noted.setVisible(plan.life.stage in _HANDED_OUT)
        self.body.addWidget(self.noted)
        self._note = text_label(
            "", self, style=TextStyle.SMALL, colour=theme.colours.text_quiet, wraps=True
        )
        self.body.addWidget(self._note)
        self.body.addStretch(1)
        self.add_button(text("Cancel")).clicked.connect(self.reject)
        self.add_button(text("Write"), primary=True).clicked.connect(self.accept)
        self.setMinimumWidth(540)
        self._refresh()

    @property
    def people(self) -> tuple[PersonKey, ...]:
        """Whose statements are asked for."""
        chosen = self.who.value
        if not isinstance(chosen, Chosen):
            return ()
        return chosen.people(self._document.plan, self._among)

    @property
    def order(self) -> Order:
        """What is to be written."""
        return Order(
            self._document.results,
            self.people,
            ScenarioKey(str(self.scenarios.value)),
            language_of(str(self.languages.value)),
            Path(self.folder.text.strip()).expanduser(),
            dt.datetime.now().astimezone().date(),
        )

    @property
    def notes(self) -> bool:
        """Whether the statements are noted as handed out."""
        return not self.noted.isHidden() and self.noted.isChecked()

    def accept(self) -> None:
        """Go on where the folder is one, asking before files are replaced."""
        text, order = self._language.text, self.order
        if not self.folder.text.strip():
            self._refuse(text("Choose the folder that takes the files."))
            return
        if not order.folder.is_dir():
            self._refuse(text("There is no folder “{folder}”.", folder=order.folder))
            return
        if not order.people:
            self._refuse(text("Nobody there is paid under this design: choose other people."))
            return
        there = len(existing(order))
        if there:
            question = self._language.plural(
                "{count} statement is in the folder already. Replace it?",
                "{count} statements are in the folder already. Replace them?",
                there,
            )
            if not ask(self.windowTitle(), question, text("Replace"), self._language, self):
                return
        super().accept()

    def _refuse(self, sentence: str) -> None:
        self.folder.show_error(sentence)
        self.folder.setFocus()

    def _refresh(self, _chosen: object = None) -> None:
        self._note.setText(
            self._language.plural(
                "{count} page with the pay of one person: give it to that person only.",
                "{count} files, one page each, with the pay of one person: give each to that "
                "person only.",
                len(self.people),
            )
        )

    def _browse(self) -> None:
        name = QFileDialog.getExistingDirectory(
            self, self._language.text("Folder"), self.folder.text
        )
        if name:
            self.folder.show_text(name)

"""Where to export a plan, under which scenario, and in which language."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from models.keys import BASE, ScenarioKey
from ui.dialogs.dialog import Dialog
from ui.dialogs.questions import ask
from ui.document import Document
from ui.export_words import WORKBOOK
from ui.fonts import TextStyle
from ui.inspector.choice import NamedChoice
from ui.scenario_bar import scenario_name
from ui.theme import Theme
from ui.widgets.button import Button
from ui.widgets.error_field import ErrorField
from ui.widgets.text import text_label
from workbench.language import Language
from workbench.language import language as language_of


class ExportDialog(Dialog):
    """Asks for file, scenario and language; says whose pay the workbook will hold.

    Attributes:
        file: the field with the path.
        scenarios: the choice of scenarios.
        languages: the choice of languages.
    """

    def __init__(
        self,
        document: Document,
        theme: Theme,
        language: Language,
        parent: QWidget,
        *,
        proposed: Path,
    ) -> None:
        """Propose a path, and the scenario on screen."""
        text = language.text
        super().__init__(text("Export a workbook"), theme, parent)
        self._document = document
        self._language = language
        self._confirmed: Path | None = None
        self.body.addWidget(text_label(text("File"), self, style=TextStyle.BODY_STRONG))
        self.file = ErrorField(theme, self, name=text("File"), text=str(proposed))
        self.file.field.cancelled.connect(self.reject)
        browse = Button(theme, self, text=text("Browse…"))
        browse.clicked.connect(self._browse)
        row = QHBoxLayout()
        row.setSpacing(theme.space.gap)
        row.addWidget(self.file, 1)
        row.addWidget(browse, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(row)
        self.body.addSpacing(theme.space.gap)
        self.scenarios = NamedChoice(theme, self, label=text("Scenario"))
        self.scenarios.set_choices(
            [
                (key, scenario_name(document, language, key))
                for key in (BASE, *document.plan.scenarios)
            ]
        )
        self.scenarios.choose(document.scenario)
        self.body.addWidget(self.scenarios)
        self.languages = NamedChoice(theme, self, label=text("Language of the workbook"))
        # Each under its own name, for whoever does not read the other.
        self.languages.set_choices([("fr", "Français"), ("en", "English")])
        self.languages.choose(language.code)
        self.body.addWidget(self.languages)
        self.body.addSpacing(theme.space.gap)
        note = text_label(
            self._pay_note(),
            self,
            style=TextStyle.SMALL,
            colour=theme.colours.text_quiet,
            wraps=True,
        )
        self.body.addWidget(note)
        self.body.addStretch(1)
        self.add_button(text("Cancel")).clicked.connect(self.reject)
        self.add_button(text("Export"), primary=True).clicked.connect(self.accept)
        self.setMinimumWidth(540)

    @property
    def path(self) -> Path:
        """The file that was asked for; what has no ending gets that of a workbook."""
        path = Path(self.file.text.strip()).expanduser()
        return path if path.suffix.lower() == WORKBOOK else path.with_name(f"{path.name}{WORKBOOK}")

    @property
    def scenario(self) -> ScenarioKey:
        """The scenario that was asked for."""
        return ScenarioKey(str(self.scenarios.value))

    @property
    def language(self) -> Language:
        """The language that the workbook is to speak."""
        return language_of(str(self.languages.value))

    def accept(self) -> None:
        """Go on where the path can be one, asking before another file is replaced."""
        text = self._language.text
        if not self.file.text.strip():
            self._refuse(text("Type where the workbook should go."))
            return
        if not self.path.parent.is_dir():
            self._refuse(text("There is no folder “{folder}”.", folder=self.path.parent))
            return
        if self.path.exists() and self.path != self._confirmed:
            question = text("“{file}” exists already. Replace it?", file=self.path.name)
            if not ask(text("Export a workbook"), question, text("Replace"), self._language, self):
                return
        super().accept()

    def _refuse(self, sentence: str) -> None:
        self.file.show_error(sentence)
        self.file.setFocus()

    def _pay_note(self) -> str:
        people = len(self._document.results.payouts[self._document.scenario].people)
        if not people:
            return self._language.text("Every figure in it is a live formula.")
        return self._language.plural(
            "Every figure in it is a live formula. It holds the pay of {count} person: give it "
            "only to whoever may see that.",
            "Every figure in it is a live formula. It holds the pay of {count} people: give it "
            "only to whoever may see that.",
            people,
        )

    def _browse(self) -> None:
        kinds = f"{self._language.text('Workbooks')} (*{WORKBOOK})"
        name, _ = QFileDialog.getSaveFileName(
            self, self._language.text("Export a workbook"), str(self.path), kinds
        )
        if name:
            self.file.show_text(name)
            # The file dialog has asked already whether it may be replaced.
            self._confirmed = self.path

"""What the program is."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget

from ui.dialogs.dialog import Dialog
from ui.fonts import TextStyle
from ui.icons import application_icon
from ui.theme import Theme
from ui.widgets.text import text_label
from workbench.language import Language

VERSION = "0.1.0"


class AboutDialog(Dialog):
    """Name, version, what it does with pay, and licences."""

    def __init__(self, theme: Theme, language: Language, parent: QWidget) -> None:
        text = language.text
        super().__init__(text("About KPI Workbench"), theme, parent)
        mark = QLabel(self)
        mark.setPixmap(application_icon().pixmap(48, 48))
        self.body.addWidget(mark)
        self.body.addWidget(text_label("KPI Workbench", self, style=TextStyle.HEADING))
        quiet = theme.colours.text_quiet
        self.body.addWidget(
            text_label(text("Version {version}", version=VERSION), self, colour=quiet)
        )
        for words in (
            text("From profit down to what each person can move, and what it pays."),
            text("A plan holds everybody’s pay. The program opens no network connection."),
            text("MIT licence. The font Inter is under the SIL Open Font License."),
        ):
            self.body.addWidget(text_label(words, self, wraps=True))
        self.body.addStretch(1)
        self.add_button(text("Close"), primary=True).clicked.connect(self.accept)
        self.setMinimumWidth(440)

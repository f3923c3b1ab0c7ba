"""The parts that the inspector is made of: what each may use, and what each must do."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.changes import EditError
from models.kpi import Kpi
from ui.document import Document, Edit
from ui.fonts import TextStyle
from ui.inspector.entry import Entry
from ui.theme import Theme
from ui.widgets.text import text_label
from workbench.language import Language
from workbench.sentences import edit_sentence


@dataclass(frozen=True)
class Desk:
    """What every part works with."""

    document: Document
    theme: Theme
    language: Language

    def attempt(self, entry: Entry, label: str, edit: Edit, note: str = "") -> bool:
        """Make an edit that was typed into ``entry``, or say there why it is refused."""
        try:
            self.document.apply(label, edit)
        except EditError as error:
            entry.refuse(edit_sentence(error, self.document.plan, self.language))
            return False
        entry.settle(note)
        return True


class Part(QWidget):
    """A heading and what stands below it."""

    def __init__(self, desk: Desk, parent: QWidget, title: str = "") -> None:
        super().__init__(parent)
        self.desk = desk
        space = desk.theme.space
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, space.gap)
        self.body.setSpacing(space.unit + 2)
        self._title = text_label(
            title, self, style=TextStyle.SMALL_STRONG, colour=desk.theme.colours.text_quiet
        )
        self._title.setVisible(bool(title))
        self.body.addWidget(self._title)

    def set_title(self, title: str) -> None:
        """Show another heading."""
        self._title.setText(title)

    def show_kpi(self, kpi: Kpi, *, another: bool) -> None:
        """Show ``kpi`` as it is now; ``another``: it was a different one before."""
        raise NotImplementedError

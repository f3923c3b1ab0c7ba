"""Another version of the plan, opened to be looked at only."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from models.keys import BASE, ScenarioKey
from ui.background import Answer, Background
from ui.plan_files import SUFFIX
from workbench.files.faults import PlanFileError
from workbench.files.plan_file import read_plan
from workbench.files.sentences import file_sentence
from workbench.language import Language
from workbench.pay.payouts import Payouts
from workbench.results import Results, results_of


@dataclass(frozen=True, slots=True)
class Version:
    """A plan from a file, worked out."""

    path: Path
    results: Results

    def payouts(self, scenario: ScenarioKey) -> Payouts:
        """Return the payouts of its design that is paid; of its base without that scenario."""
        paid = self.results.payouts
        return paid[scenario if scenario in paid else BASE]


class OtherVersion(QObject):
    """Asks for a file, and reads and works out its plan off the thread of the window."""

    opened = Signal(object)
    """Version: a plan that can be compared with."""
    refused = Signal(str)
    """Why a file cannot be read, in a sentence."""

    def __init__(self, language: Language, parent: QWidget) -> None:
        """Ask over the window that ``parent`` is in."""
        super().__init__(parent)
        self._language = language
        self._over = parent
        self._background = Background(self)
        self._background.answered.connect(self._answered)

    def ask(self, folder: Path | None) -> None:
        """Ask for a plan file, in ``folder`` at first, and open it."""
        text = self._language.text
        kinds = f"{text('Plans')} (*{SUFFIX})"
        start = "" if folder is None else str(folder)
        title = text("Compare with another version of the plan")
        name, _ = QFileDialog.getOpenFileName(self._over.window(), title, start, kinds)
        if name:
            self.open(Path(name))

    def open(self, path: Path) -> None:
        """Read a plan and work it out; it is never written to."""
        self._background.ask(partial(_opened, path))

    def _answered(self, answer: Answer) -> None:
        if isinstance(answer.error, PlanFileError):
            self.refused.emit(file_sentence(answer.error, self._language))
        elif answer.error is not None:
            raise answer.error
        else:
            self.opened.emit(answer.value)


def _opened(path: Path) -> Version:
    return Version(path, results_of(read_plan(path)))

"""Exporting in the background: the window goes on, and is told how it went."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from models.keys import ScenarioKey
from ui.background import Answer, Background
from ui.busy import BusyPointer
from workbench.language import Language

if TYPE_CHECKING:
    from workbench.results import Results


def _export(results: Results, path: Path, scenario: ScenarioKey, language: Language) -> None:
    # The writer of workbooks is loaded when it is first needed.
    from workbench.excel.export import export_results  # noqa: PLC0415

    export_results(results, path, scenario=scenario, language=language)


class Exporting(QObject):
    """Writes workbooks, one at a time."""

    said = Signal(str)
    """How it goes."""
    refused = Signal(str)
    """Why nothing was written."""

    def __init__(self, language: Language, parent: QObject) -> None:
        super().__init__(parent)
        self._language = language
        self._asked: tuple[Results, Path, ScenarioKey] | None = None
        self._busy = BusyPointer(self)
        self._background = Background(self)
        self._background.answered.connect(self._answered)

    def start(
        self,
        results: Results,
        path: Path,
        scenario: ScenarioKey,
        language: Language | None = None,
    ) -> None:
        """Write ``results`` under ``scenario`` to ``path``; no language: the window’s."""
        if self._background.busy:
            self.refused.emit(
                self._language.text("A workbook is being written. Try again in a moment.")
            )
            return
        self._asked = (results, path, scenario)
        self.said.emit(self._language.text("Writing “{file}”…", file=path.name))
        self._busy.start()
        self._background.ask(partial(_export, results, path, scenario, language or self._language))

    def _answered(self, answer: Answer) -> None:
        self._busy.stop()
        if self._asked is None:
            return
        # By now the writer of workbooks is loaded; at the start nobody needs it.
        from ui.export_words import export_sentence  # noqa: PLC0415
        from workbench.excel.refusals import NotForExcel  # noqa: PLC0415

        results, path, scenario = self._asked
        if answer.error is None:
            people = len(results.payouts[scenario].people)
            self.said.emit(pay_sentence(path, people, self._language))
        elif isinstance(answer.error, OSError | NotForExcel):
            self.refused.emit(export_sentence(answer.error, results.plan, path, self._language))
        else:
            raise answer.error


def pay_sentence(path: Path, people: int, language: Language) -> str:
    """Say where the workbook is, and of how many people it tells the pay."""
    if not people:
        return language.text("Exported to “{file}”.", file=path)
    return language.plural(
        "Exported to “{file}”. It holds the pay of {count} person.",
        "Exported to “{file}”. It holds the pay of {count} people.",
        people,
        file=path,
    )

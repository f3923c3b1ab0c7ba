"""Writing a plan to its file beside the window, without a question."""

from __future__ import annotations

from concurrent.futures import Future
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from models.plan import Plan
from ui.background import Answer, Background
from workbench.files.faults import PlanFileError
from workbench.files.plan_file import write_plan


class QuietSave(QObject):
    """Writes one plan at a time; whoever needs the file itself waits for it by :meth:`settle`."""

    ended = Signal(object, object)
    """The plan, and the hash of its file, or the PlanFileError that stopped it."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._plan: Plan | None = None
        self._written: Future[str] | None = None
        self._background = Background(self)
        self._background.answered.connect(self._answered)

    @property
    def busy(self) -> bool:
        """Whether something is being written."""
        return self._written is not None

    def start(self, plan: Plan, path: Path, expected: str | None) -> None:
        """Write ``plan`` where the file is the one that is expected."""
        self._plan, self._written = plan, Future[str]()
        self._background.ask(partial(_write, self._written, plan, path, expected))

    def settle(self) -> None:
        """Wait for what is being written, and tell of it at once."""
        plan, written = self._plan, self._written
        self._plan = self._written = None
        if plan is None or written is None:
            return
        try:
            self.ended.emit(plan, written.result())
        except PlanFileError as error:
            self.ended.emit(plan, error)

    def _answered(self, _answer: Answer) -> None:
        self.settle()


def _write(written: Future[str], plan: Plan, path: Path, expected: str | None) -> None:
    try:
        written.set_result(write_plan(plan, path, expected_hash=expected))
    except Exception as error:  # noqa: BLE001 - whoever waits raises it again
        written.set_exception(error)

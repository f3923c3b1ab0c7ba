"""Opening, saving and closing plans: the conversation with the user around files."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from models.calendar import Calendar, Month
from models.keys import FunctionKey
from models.organisation import Function, FunctionRole
from models.plan import Plan
from models.table import Table
from ui.busy import waiting
from ui.dialogs.questions import (
    Left,
    Unsaved,
    ask,
    ask_about_left,
    ask_about_unsaved,
    tell,
)
from ui.document import Document
from ui.preferences import Preferences
from ui.quiet_save import QuietSave
from ui.recovery import RecoveryCopies
from workbench.files.faults import FileFault, PlanFileError
from workbench.files.lock import Holder, PlanLock
from workbench.files.plan_file import open_plan, write_plan
from workbench.files.recovery import Recovery
from workbench.files.sentences import file_sentence
from workbench.language import Language

SAMPLES: Final = Path(__file__).parent.parent / "resources" / "samples"
SUFFIX: Final = ".kpi"


def sample_files() -> tuple[Path, ...]:
    """Return the plans that come with the program, the French one first."""
    first = SAMPLES / "maison_verte.kpi"
    return tuple(sorted(SAMPLES.glob(f"*{SUFFIX}"), key=lambda path: (path != first, path.name)))


def empty_plan(language: Language) -> Plan:
    """Return the plan that "new" starts with: this year by months, marketing and sales."""
    year = dt.datetime.now(tz=dt.UTC).astimezone().year
    name = language.text("New plan {year}", year=year)
    both = (
        Function(FunctionKey("marketing"), language.text("Marketing"), FunctionRole.MARKETING),
        Function(FunctionKey("sales"), language.text("Sales"), FunctionRole.SALES),
    )
    return Plan(
        name=name,
        calendar=Calendar(Month(year, 1)),
        language=language.code,
        functions=Table[FunctionKey, Function](both),
    )


def file_name_of(name: str) -> str:
    """Return what a file of a plan called ``name`` may be called on every system."""
    allowed = "".join(
        " " if each in '<>:"/\\|?*' or not each.isprintable() else each for each in name
    )
    return " ".join(allowed.split()).strip(". ")[:100] or "plan"


class PlanFiles(QObject):
    """What is open, where it is kept, and what to ask before something could be lost."""

    opened = Signal()
    """A plan is open now that was not before."""
    closed = Signal()
    """No plan is open any more."""
    leaving = Signal()
    """The open plan is about to give way to another, or to none."""
    saved = Signal()
    """The plan was just saved."""
    said = Signal(str)
    """Something worth knowing about the file."""

    def __init__(
        self,
        document: Document,
        preferences: Preferences,
        recovery: RecoveryCopies,
        language: Language,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._preferences = preferences
        self._recovery = recovery
        self._language = language
        self._hash: str | None = None
        self._lock: PlanLock | None = None
        self._open = False
        self._faulty: FileFault | None = None
        self._quiet = QuietSave(self)
        self._quiet.ended.connect(self._saved_quietly)

    @property
    def is_open(self) -> bool:
        """Whether a plan is open."""
        return self._open

    @property
    def folder(self) -> Path:
        """Where a file is proposed: beside the plan, else where the user keeps documents."""
        if self._document.path is not None:
            return self._document.path.parent
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        folder = Path(QStandardPaths.writableLocation(documents))
        return folder if folder.is_dir() else Path.home()

    def set_language(self, language: Language) -> None:
        """Speak another language from now on."""
        self._language = language

    def new(self, window: QWidget) -> bool:
        """Start an empty plan."""
        if not self.may_close(window):
            return False
        return self._start(empty_plan(self._language), window)

    def start(self, plan: Plan, window: QWidget) -> bool:
        """Open a plan that was made for the user and never saved."""
        return self.may_close(window) and self._start(plan, window)

    def ask_and_open(self, window: QWidget) -> bool:
        """Ask for a plan file and open it."""
        text = self._language.text
        kinds = f"{text('Plans')} (*{SUFFIX})"
        name, _ = QFileDialog.getOpenFileName(window, text("Open a plan"), str(self.folder), kinds)
        return bool(name) and self.open(Path(name), window)

    def open(self, path: Path, window: QWidget) -> bool:
        """Open the plan at ``path``; where that fails, say why and keep what is open.

        A sample opens as a new plan, however it is asked for.
        """
        if path.resolve().parent == SAMPLES.resolve():
            return self.open_sample(path, window)
        if not self.may_close(window):
            return False
        try:
            with waiting():
                found = open_plan(path)
        except PlanFileError as error:
            self._tell(error, window)
            return False
        self._preferences.note_recent(path)
        return self._start(found.plan, window, path, found.hash)

    def open_sample(self, path: Path, window: QWidget) -> bool:
        """Open a sample as a new plan, so that the sample itself stays as it is."""
        if not self.may_close(window):
            return False
        try:
            with waiting():
                found = open_plan(path)
        except PlanFileError as error:
            self._tell(error, window)
            return False
        return self._start(found.plan, window)

    def offer_nameless(self, window: QWidget) -> bool:
        """Offer the work that a plan without a file left when the program stopped."""
        left = self._recovery.left_over(None)
        return left is not None and self._offer(left, None, window, None) is Left.RESTORE

    def save(self, window: QWidget) -> bool:
        """Save the plan where it is kept; ask where it was never saved."""
        self._quiet.settle()
        path = self._document.path
        return self.ask_and_save(window) if path is None else self._save(path, self._hash, window)

    def save_quietly(self) -> None:
        """Save a plan that has a file, beside the window and without a question.

        Where that cannot be done without asking, nothing is done, and said once.
        """
        document = self._document
        if self._open and document.path is not None and document.is_modified:
            self._quiet.settle()
            self._quiet.start(document.plan, document.path, self._hash)

    def settle(self) -> None:
        """Wait for a plan that is being saved beside the window."""
        self._quiet.settle()

    def _saved_quietly(self, plan: Plan, outcome: str | PlanFileError) -> None:
        if isinstance(outcome, PlanFileError):
            if outcome.fault is not self._faulty:
                self._faulty = outcome.fault
                self.said.emit(
                    self._language.text(
                        "The plan was not saved by itself. {reason}",
                        reason=file_sentence(outcome, self._language),
                    )
                )
            return
        self._hash = outcome
        self._faulty = None
        path = self._document.path
        # What was changed while it was being written is not in the file yet.
        if path is not None and plan is self._document.plan:
            self._document.mark_saved(path)
            self._recovery.forget()
            self.saved.emit()

    def ask_and_save(self, window: QWidget) -> bool:
        """Ask for a name and save the plan there."""
        text = self._language.text
        name = f"{file_name_of(self._document.plan.name)}{SUFFIX}"
        proposed = self._document.path or self.folder / name
        kinds = f"{text('Plans')} (*{SUFFIX})"
        name, _ = QFileDialog.getSaveFileName(
            window, text("Save the plan as"), str(proposed), kinds
        )
        if not name:
            return False
        path = Path(name)
        if path.suffix.lower() != SUFFIX:
            path = path.with_name(f"{path.name}{SUFFIX}")
            # The dialog asked about the name without the ending.
            question = text("“{file}” exists already. Replace it?", file=path.name)
            title = text("Save the plan as")
            if path.exists() and not ask(title, question, text("Replace"), self._language, window):
                return False
        return self._save(path, None, window)

    def may_close(self, window: QWidget) -> bool:
        """Return whether the open plan may go, asking where something would be lost."""
        self._quiet.settle()
        if not self._open or not self._document.is_modified:
            return True
        answer = ask_about_unsaved(self._document.plan.name, self._language, window)
        if answer is Unsaved.SAVE:
            return self.save(window)
        return answer is Unsaved.DISCARD

    def close(self) -> None:
        """Forget the plan; whoever calls has asked :meth:`may_close`."""
        self._quiet.settle()
        self.leaving.emit()
        self._recovery.forget()
        self._release()
        self._open = False
        self.closed.emit()

    def shut(self) -> None:
        """Leave the files as they are when the program ends."""
        self._quiet.settle()
        if self._open:
            self.leaving.emit()
        self._preferences.last_plan = self._document.path if self._open else None
        self._recovery.forget()
        self._release()

    def _start(
        self, plan: Plan, window: QWidget, path: Path | None = None, content: str | None = None
    ) -> bool:
        """Show ``plan``, or what a crash left of it; return whether either is shown.

        Without an answer nothing is: the plan would soon write its own copy over that one.
        """
        left = self._recovery.left_over(path)
        answer = Left.DISCARD if left is None else self._offer(left, path, window, content)
        if answer is Left.DISCARD:
            self._show(plan, path, content)
        return answer is not Left.LATER

    def _offer(
        self, left: Recovery, path: Path | None, window: QWidget, content: str | None
    ) -> Left:
        """Ask about work that was left, and show or remove it."""
        date = self._language.date(left.time.date())
        answer = ask_about_left(left.plan.name, date, self._language, window)
        if answer is Left.DISCARD:
            self._recovery.discard(path)
        elif answer is Left.RESTORE:
            self._show(left.plan, path, content, saved=False)
            # The copy is this window's own from now on, and goes when the work is saved.
            self._recovery.keep_now()
        return answer

    def _show(
        self, plan: Plan, path: Path | None, content: str | None, *, saved: bool = True
    ) -> None:
        self._quiet.settle()
        if self._open:
            self.leaving.emit()
        self._recovery.forget()
        self._release()
        self._hash = content
        self._open = True
        with waiting():
            self._document.load(plan, path, saved=saved)
        holder = None if path is None else self._hold(path)
        self.opened.emit()
        if holder is not None:
            self.said.emit(
                self._language.text(
                    "This plan is also open in another window ({host}). Whoever saves last is "
                    "asked before anything is overwritten.",
                    host=holder.host,
                )
            )

    def _save(self, path: Path, expected: str | None, window: QWidget) -> bool:
        self._quiet.settle()
        try:
            with waiting():
                self._hash = write_plan(self._document.plan, path, expected_hash=expected)
        except PlanFileError as error:
            if error.fault is FileFault.CHANGED and self._overwrite(error, window):
                return self._save(path, None, window)
            if error.fault is not FileFault.CHANGED:
                self._tell(error, window)
            return False
        if path != self._document.path:
            self._release()
            self._hold(path)
        self._document.mark_saved(path)
        self._preferences.note_recent(path)
        self._recovery.forget()
        self._faulty = None
        self.saved.emit()
        return True

    def _overwrite(self, error: PlanFileError, window: QWidget) -> bool:
        text = self._language.text
        return ask(
            text("The file has changed"),
            file_sentence(error, self._language),
            text("Overwrite it"),
            self._language,
            window,
        )

    def _tell(self, error: PlanFileError, window: QWidget) -> None:
        title = self._language.text("Plan file")
        tell(title, file_sentence(error, self._language), self._language, window)

    def _hold(self, path: Path) -> Holder | None:
        """Say to others that the plan is open here; return who had it open before."""
        self._lock = PlanLock(path)
        return self._lock.acquire()

    def _release(self) -> None:
        lock, self._lock = self._lock, None
        if lock is not None:
            lock.release()

"""The only wiring: makes everything once, and the window anew when its looks change."""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from typing import Final

from PySide6.QtCore import (
    QLibraryInfo,
    QLocale,
    QObject,
    QSettings,
    QStandardPaths,
    Qt,
    QThreadPool,
    QTranslator,
)
from PySide6.QtWidgets import QApplication

from ui.autosave import Autosave
from ui.crashes import Crashes
from ui.document import Document
from ui.fonts import TextStyle, font, load_fonts
from ui.icons import application_icon
from ui.plan_files import PlanFiles, empty_plan
from ui.preferences import SYSTEM, Preferences
from ui.qts_words import QtsWords
from ui.recovery import RecoveryCopies
from ui.style import CalmStyle
from ui.theme import load_theme
from ui.window import PROGRAM, MainWindow
from workbench.language import Language

_ORGANISATION: Final = "KPI Workbench"
_LOG_BYTES: Final = 500_000
_TITLE_BAR: Final = 40
"""Pixels that the frame of a window may take above it."""


def make_application(arguments: list[str]) -> QApplication:
    """Make the application with its style, typeface and icon.

    Raises:
        FileNotFoundError: a file of the program is missing.
    """
    application = QApplication(arguments)
    application.setApplicationName(PROGRAM)
    application.setOrganizationName(_ORGANISATION)
    application.setDesktopFileName("kpi-workbench")
    dress(application)
    return application


def dress(application: QApplication) -> None:
    """Give an application the program's style, typeface and icon.

    Raises:
        FileNotFoundError: a file of the program is missing.
    """
    application.setStyle(CalmStyle())
    load_fonts()
    application.setFont(font(TextStyle.BODY))
    application.setWindowIcon(application_icon())


class Workbench(QObject):
    """The program while it runs.

    Attributes:
        document: the open plan.
        files: opening and saving it.
        window: as it looks now.
    """

    def __init__(
        self,
        application: QApplication,
        preferences: Preferences,
        folder: Path,
        *,
        code: str | None = None,
    ) -> None:
        """Wire everything.

        Args:
            application: made before.
            preferences: of the user.
            folder: where logs and copies of plans without a file are kept.
            code: the language to speak whatever the preferences say.
        """
        super().__init__(application)
        self._application = application
        self._preferences = preferences
        self._code = code
        self._translators: tuple[QTranslator, ...] = ()
        self._language = self._wanted_language()
        self.document = Document(empty_plan(self._language), parent=self)
        self.recovery = RecoveryCopies(self.document, folder, self)
        self.files = PlanFiles(self.document, preferences, self.recovery, self._language, self)
        self.autosave = Autosave(self.document, self.files, preferences, self)
        self.window = self._build()
        hints = application.styleHints()
        hints.colorSchemeChanged.connect(self._system_theme_changed)

    @property
    def language(self) -> Language:
        """The language spoken now."""
        return self._language

    def start(self, path: Path | None) -> None:
        """Show the window where it was the last time, with ``path`` open in it."""
        place = self._preferences.window_place
        if place.isEmpty() or not self.window.restoreGeometry(place):
            screen = self.window.screen().availableGeometry()
            self.window.resize(min(1440, screen.width()), min(900, screen.height()))
            if screen.width() <= 1440 or screen.height() <= 900 + _TITLE_BAR:
                # The frame comes on top of that size: its foot would be out of sight.
                self.window.setWindowState(Qt.WindowState.WindowMaximized)
        self.window.show()
        if path is not None:
            self.files.open(path, self.window)
        elif not self.files.offer_nameless(self.window) and self._preferences.reopen:
            last = self._preferences.last_plan
            if last is not None and last.is_file():
                self.files.open(last, self.window)

    def end(self) -> None:
        """Let go of files and window; whoever calls has asked about what is not saved."""
        self.files.shut()
        # A workbook that is being written is finished: a thread must not outlive Python.
        QThreadPool.globalInstance().waitForDone()
        # The undo stack tells of its own end, when the window may be gone already.
        self.document.undo_stack.blockSignals(True)  # noqa: FBT003 - Qt's own
        self.window.hide()
        self.window.deleteLater()

    def rebuild(self, *, as_started: bool = False) -> None:
        """Build the window anew, in the language and theme that are preferred now.

        Args:
            as_started: still in the language that was chosen on the command line, if one was.
        """
        if not as_started:
            self._code = None
        self._language = self._wanted_language()
        self.files.set_language(self._language)
        old, state = self.window, self.window.state
        self.window = self._build()
        self.window.restore(state)
        self.window.show()
        # Not closed: that would ask about changes which nobody is about to lose.
        old.retire()
        self.window.resume(state)

    def _look_preferred(self, name: str) -> None:
        # What was chosen on the command line holds until something else is chosen here.
        self.rebuild(as_started=name != "language")

    def _build(self) -> MainWindow:
        theme = load_theme(self._preferences.theme_name())
        self._application.setPalette(theme.palette())
        self._speak(self._language.code)
        window = MainWindow(self.document, self.files, self._preferences, theme, self._language)
        # Queued: the window that asks is still in the middle of asking.
        window.rebuild_asked.connect(self._look_preferred, Qt.ConnectionType.QueuedConnection)
        window.preferences_changed.connect(self.autosave.prefer)
        return window

    def _wanted_language(self) -> Language:
        return self._preferences.speech(self._code)

    def _speak(self, code: str) -> None:
        """Let Qt's own dialogs speak the language too."""
        for translator in self._translators:
            self._application.removeTranslator(translator)
        QLocale.setDefault(QLocale("fr_FR" if code == "fr" else "en_GB"))
        qts = QTranslator(self)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        found = qts.load(f"qtbase_{code}", folder)
        # The one that was installed last is asked first: ours fills what Qt's leaves open.
        own = QtsWords(self._language, self)
        self._translators = (own, qts) if found else (own,)
        for translator in self._translators:
            self._application.installTranslator(translator)

    def _system_theme_changed(self) -> None:
        if self._preferences.theme == SYSTEM:
            self.rebuild(as_started=True)


def open_window(path: Path | None, code: str | None) -> int:
    """Open the window and stay until it is closed.

    Args:
        path: the plan to open; None shows the start page.
        code: the language to speak; None as preferred.

    Returns:
        The exit status.
    """
    application = make_application(sys.argv[:1])
    location = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppLocalDataLocation)
    folder = Path(location)
    log = folder / "kpi-workbench.log"
    _write_log(log)
    workbench = Workbench(application, Preferences(QSettings()), folder, code=code)
    crashes = Crashes(workbench.recovery, log, lambda: workbench.language, workbench)
    crashes.install()
    workbench.start(path)
    status = application.exec()
    workbench.end()
    return status


def _write_log(path: Path) -> None:
    # It brings sockets and queues with it, which only a whole program needs.
    from logging.handlers import RotatingFileHandler  # noqa: PLC0415

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            path, maxBytes=_LOG_BYTES, backupCount=1, encoding="utf-8", delay=True
        )
    except OSError:
        # Without a log the program still works.
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.getLogger().addHandler(handler)

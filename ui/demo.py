"""The tour of ``demo``: the sample's workbook, and pictures of every room, without a display."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from PySide6.QtCore import QElapsedTimer, QObject, QSettings, QSize, QThreadPool, QTimer
from PySide6.QtGui import QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from ui.app import Workbench, make_application
from ui.demo_views import TABLE, Views
from ui.plan_files import sample_files
from ui.preferences import Preferences
from ui.theme import ThemeName
from workbench.files.plan_file import read_plan
from workbench.language import LANGUAGES, Language

_SIZES: Final = (QSize(1440, 900), QSize(1024, 600))
_STEP_MS: Final = 25
_QUICK_MS: Final = 60
"""Until what is shown has been laid out and painted."""
_SETTLE_MS: Final = 330
"""Until what is worked out beside the window, the checks, has been told to it."""
_LONGEST_MS: Final = 5000
_SLOW: Final = (
    "start",
    "catalogue",
    "checks",
    "formula",
    "decompose-tree",
    "prioritise",
    "dialog-import",
    "explain",
)
"""Beginnings of the names of what waits for something that is worked out."""


class Tour(QObject):
    """Walks the window through its rooms and dialogs, and takes a picture of each.

    Attributes:
        pictures: those taken.
        error: what stopped the walk; None where nothing did.
    """

    def __init__(
        self,
        workbench: Workbench,
        preferences: Preferences,
        sample: Path,
        table: Path,
        folder: Path,
    ) -> None:
        """Show ``sample``, import ``table``, and keep the pictures in ``folder``."""
        super().__init__(workbench)
        self._workbench = workbench
        self._preferences = preferences
        self._folder = folder
        self._every_view = Views(workbench, sample, table)
        self.pictures: list[Path] = []
        self.error: Exception | None = None
        self._views = self._walk()
        self._name: str | None = None
        self._waited = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setInterval(_STEP_MS)
        self._timer.timeout.connect(self._step)
        self._timer.start()

    def _step(self) -> None:
        """Take the picture of the view that has settled, and go on to the next."""
        if self._name is not None and not self._settled(self._name):
            return
        try:
            if self._name is not None:
                self._take(self._folder / self._name)
            self._name = next(self._views, None)
            self._waited.start()
        except Exception as error:  # noqa: BLE001 - told when the loop has ended
            self.error, self._name = error, None
        if self._name is None:
            self._timer.stop()
            QApplication.exit()

    def _settled(self, name: str) -> bool:
        waited = self._waited.elapsed()
        if waited < (_SETTLE_MS if name.startswith(_SLOW) else _QUICK_MS):
            return False
        return QThreadPool.globalInstance().activeThreadCount() == 0 or waited > _LONGEST_MS

    def _take(self, path: Path) -> None:
        if not seen(self._workbench.window).save(str(path)):
            raise OSError(f"{path} cannot be written")
        self.pictures.append(path)

    def _walk(self) -> Iterator[str]:
        """Show one view after the other; yield the name of the picture of each."""
        for at, (code, theme) in enumerate(product(LANGUAGES, ThemeName)):
            self._preferences.language, self._preferences.theme = code, theme
            self._workbench.rebuild()
            for place, size in enumerate(_SIZES):
                self._workbench.window.resize(size)
                self._workbench.window.activateWindow()
                ending = f"{size.width()}x{size.height()}-{theme}-{code}.png"
                yield from (f"{view}-{ending}" for view in self._every_view.rooms())
                # Dialogs once in each look, in turn over the one size and the other.
                if (at + at // 2 + place) % 2 == 0:
                    yield from (f"{view}-{ending}" for view in self._every_view.dialogs())


def seen(window: QWidget) -> QPixmap:
    """Return what is seen of a window, with the dialogs and menus that are open over it."""
    picture = window.grab()
    painter = QPainter(picture)
    for over in QApplication.topLevelWidgets():
        if over.isVisible() and over is not window and not isinstance(over, QMainWindow):
            place = over.geometry().translated(-window.geometry().topLeft())
            painter.drawPixmap(place.topLeft(), over.grab())
            painter.setPen(window.palette().color(QPalette.ColorRole.Mid))
            painter.drawRect(place.adjusted(-1, -1, 0, 0))
    painter.end()
    return picture


def make_demo(folder: Path, language: Language) -> list[Path]:
    """Fill ``folder`` with the sample's workbook and pictures of the window; return them.

    Raises:
        OSError: something in it cannot be written.
    """
    # The writer of workbooks is loaded only here.
    from workbench.excel.export import export_workbook  # noqa: PLC0415

    folder.mkdir(parents=True, exist_ok=True)
    sample = sample_files()[0]
    workbook = folder / f"{sample.stem}.xlsx"
    export_workbook(read_plan(sample), workbook, language=language)
    # The same pictures everywhere, whatever screen there is.
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    application = make_application(["demo"])
    with TemporaryDirectory() as kept:
        settings = QSettings(f"{kept}/settings.ini", QSettings.Format.IniFormat)
        preferences = Preferences(settings)
        table = Path(kept) / "arbre.csv"
        table.write_text(TABLE, encoding="utf-8")
        workbench = Workbench(application, preferences, Path(kept), code=language.code)
        tour = Tour(workbench, preferences, sample, table, folder)
        application.exec()
        workbench.end()
    if tour.error is not None:
        raise tour.error
    return [workbook, *tour.pictures]

"""The tour of ``demo``: the sample's workbook, and pictures of every room, without a display."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from PySide6.QtCore import QObject, QSettings, QSize, QTimer
from PySide6.QtWidgets import QApplication

from models.kpi import KpiRole
from ui.app import Workbench, make_application
from ui.plan_files import sample_files
from ui.preferences import Preferences
from ui.room import DECOMPOSE, PRIORITISE
from ui.theme import ThemeName
from workbench.files.plan_file import read_plan
from workbench.language import LANGUAGES, Language
from workbench.pulse import kpi_of_role

_SIZES: Final = (QSize(1440, 900), QSize(1024, 600))
_SETTLE_MS: Final = 650
"""Until what is worked out beside the window, the checks, has been told to it."""


class Tour(QObject):
    """Walks the window through its rooms and takes a picture of each.

    Attributes:
        pictures: those taken.
        error: what stopped the walk; None where nothing did.
    """

    def __init__(
        self, workbench: Workbench, preferences: Preferences, sample: Path, folder: Path
    ) -> None:
        """Show ``sample``, and keep the pictures in ``folder``."""
        super().__init__(workbench)
        self._workbench = workbench
        self._preferences = preferences
        self._sample = sample
        self._folder = folder
        self.pictures: list[Path] = []
        self.error: Exception | None = None
        self._views = self._walk()
        self._name: str | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(_SETTLE_MS)
        self._timer.timeout.connect(self._step)
        self._timer.start()

    def _step(self) -> None:
        """Take the picture of the view that has settled, and go on to the next."""
        try:
            if self._name is not None:
                self._take(self._folder / self._name)
            self._name = next(self._views, None)
        except Exception as error:  # noqa: BLE001 - told when the loop has ended
            self.error, self._name = error, None
        if self._name is None:
            self._timer.stop()
            QApplication.exit()

    def _take(self, path: Path) -> None:
        if not self._workbench.window.grab().save(str(path)):
            raise OSError(f"{path} cannot be written")
        self.pictures.append(path)

    def _walk(self) -> Iterator[str]:
        """Show one view after the other; yield the name of the picture of each."""
        for code, theme in product(LANGUAGES, ThemeName):
            self._preferences.language, self._preferences.theme = code, theme
            self._workbench.rebuild()
            for size in _SIZES:
                for view in self._views_at(size):
                    yield f"{view}-{size.width()}x{size.height()}-{theme}-{code}.png"

    def _views_at(self, size: QSize) -> Iterator[str]:
        window, files, document = (
            self._workbench.window,
            self._workbench.files,
            self._workbench.document,
        )
        window.resize(size)
        if files.is_open:
            files.close()
        yield "start"
        files.open_sample(self._sample, window)
        document.show_scenario(next(iter(document.plan.scenarios)))
        window.frame.show_room(DECOMPOSE)
        window.menus.actions["view_tree"].trigger()
        # Near the top, so that it is in view without unfolding anything.
        arpu = kpi_of_role(document.plan, KpiRole.ARPU)
        if arpu is not None:
            document.select(arpu.key)
        yield "decompose-tree"
        window.menus.actions["view_outline"].trigger()
        yield "decompose-outline"
        window.frame.show_room(PRIORITISE)
        yield "prioritise"


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
        workbench = Workbench(application, preferences, Path(kept), code=language.code)
        tour = Tour(workbench, preferences, sample, folder)
        application.exec()
        workbench.end()
    if tour.error is not None:
        raise tour.error
    return [workbook, *tour.pictures]

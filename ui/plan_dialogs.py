"""Opens the dialogs in which a target is cascaded or a KPI split."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from models.keys import KpiKey
from ui.aims import Aim
from ui.decompose.driver_commands import DriverCommands
from ui.document import Document
from ui.inspector.inspector import Inspector
from ui.theme import Theme
from workbench.language import Language


class PlanDialogs(QObject):
    """One dialog at a time, over the window that it was asked from."""

    split_done = Signal(str)
    """The KPI that was split."""

    def __init__(
        self, document: Document, theme: Theme, language: Language, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._theme = theme
        self._language = language
        self._over = parent

    def follow(self, drivers: DriverCommands, inspector: Inspector) -> None:
        """Answer to what the tree and the inspector ask for."""
        drivers.cascade_asked.connect(self.open_cascade)
        drivers.split_asked.connect(self.open_split)
        inspector.aimed.connect(drivers.aim)

    def open_cascade(self, aim: Aim) -> None:
        """Say what a target asks of the drivers; keep it where somebody says so."""
        if aim.key not in self._document.plan.kpis:
            return
        # Its parts are loaded when they are first needed, not at the start.
        from ui.dialogs.cascade_dialog import CascadeDialog  # noqa: PLC0415

        dialog = CascadeDialog(self._document, self._theme, self._language, self._over, aim=aim)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def open_split(self, key: str) -> None:
        """Ask by which dimension a KPI is split, and split it."""
        if key not in self._document.plan.kpis:
            return
        from ui.dialogs.split_dialog import SplitDialog  # noqa: PLC0415

        dialog = SplitDialog(
            self._document, self._theme, self._language, self._over, key=KpiKey(key)
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.split_done.connect(self.split_done)
        dialog.open()

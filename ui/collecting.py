"""Keeping Python's search for circles of garbage away from the plan.

A plan of 10,000 KPIs is some hundred thousand objects, none of which is in a circle. Python
would walk them all again in the middle of every large edit, which takes longer than the edit.
"""

from __future__ import annotations

import gc
from typing import Final

from PySide6.QtCore import QObject

from ui.document import Document

_THRESHOLDS: Final = (50_000, 20, 20)
"""After how many new objects the young are searched; after how many of those the older ones."""


class Collecting(QObject):
    """Searches rarely, and never what was there when the plan was opened, until it is closed."""

    def __init__(self, document: Document, parent: QObject) -> None:
        super().__init__(parent)
        self._document = document
        gc.set_threshold(*_THRESHOLDS)
        document.loaded.connect(self._loaded)

    def _loaded(self) -> None:
        if self._document.plan.kpis:
            gc.freeze()
        else:
            gc.unfreeze()
            gc.collect()

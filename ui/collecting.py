"""Searching for circles of garbage where it does no harm: in the window's thread, at rest.

Python searches whenever enough was made, in whatever thread made it. A plan of 10,000 KPIs is
some hundred thousand objects, none of which is in a circle, and walking them in the middle of
an edit takes longer than the edit. Worse, what is found may be an object of Qt, which must
not go in a thread of the pool, nor while Qt is in the middle of telling it something.
"""

from __future__ import annotations

import gc
from typing import Final

from PySide6.QtCore import QObject, QTimer

from ui.document import Document

_EVERY_MS: Final = 4_000
_MANY: Final = 20_000
"""Objects made since the last search for which another is worth it."""


class Collecting(QObject):
    """Searches from time to time, never what was there when the plan was opened."""

    def __init__(self, document: Document, parent: QObject) -> None:
        super().__init__(parent)
        self._document = document
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self._search)
        self._timer.start()
        gc.disable()
        document.loaded.connect(self._loaded)

    def end(self) -> None:
        """Leave it to Python again."""
        self._timer.stop()
        gc.unfreeze()
        gc.enable()

    def _loaded(self) -> None:
        """Spare the plan that is open now; what was there before may go at the next search."""
        gc.unfreeze()
        if self._document.plan.kpis:
            gc.freeze()

    def _search(self) -> None:
        if gc.get_count()[0] > _MANY:
            gc.collect()

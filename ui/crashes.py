"""What happens when something goes wrong that nobody foresaw: nothing is lost, one calm word."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal

from ui.dialogs.questions import tell
from ui.recovery import RecoveryCopies
from workbench.language import Language

_LOG = logging.getLogger(__name__)


class Crashes(QObject):
    """Takes what no code caught, in whatever thread, to the thread of the window."""

    happened = Signal()

    def __init__(
        self,
        recovery: RecoveryCopies,
        log: Path,
        language: Callable[[], Language],
        parent: QObject,
    ) -> None:
        """Tell in the ``language`` of the moment, naming the file ``log``."""
        super().__init__(parent)
        self._recovery = recovery
        self._log = log
        self._language = language
        self._telling = False
        # Queued even within one thread: a dialog must not open in the middle of what failed.
        self.happened.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Be told of everything that nobody catches from now on."""
        sys.excepthook = self.take
        threading.excepthook = self._take_from_thread

    def take(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Note an exception; may run in any thread."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        _LOG.critical("not foreseen", exc_info=(kind, error, trace))
        self.happened.emit()

    def _take_from_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self.take(args.exc_type, args.exc_value, args.exc_traceback)

    def _tell(self) -> None:
        self._recovery.keep_now()
        if self._telling:
            return
        self._telling = True
        text = self._language().text
        sentence = text(
            "Something went wrong, and the last thing you asked for may not have been done. "
            "What is not saved was copied, and will be offered if the program stops. "
            "Details are in {log}.",
            log=self._log,
        )
        try:
            tell(text("Something went wrong"), sentence, self._language(), None)
        finally:
            self._telling = False

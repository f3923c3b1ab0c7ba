"""Who has a plan open, so that a second window can say so before anybody types."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import final

from PySide6.QtCore import QLockFile


@dataclass(frozen=True, slots=True)
class Holder:
    """The program that has a plan open.

    Attributes:
        process: its number.
        host: the machine it runs on.
        program: its name.
    """

    process: int
    host: str
    program: str


@final
class PlanLock:
    """Says to others that a plan is open here, until it is released.

    It warns; what keeps two writers apart is the hash that each save expects. In a folder
    that cannot be written nothing is held and nobody is warned.
    """

    def __init__(self, path: Path) -> None:
        """Prepare to hold the plan at ``path``."""
        self._lock = QLockFile(str(path.with_name(f".{path.name}.lock")))
        # A window may stay open for days: only a dead process makes its lock stale.
        self._lock.setStaleLockTime(0)

    def acquire(self) -> Holder | None:
        """Hold the plan, and return who else holds it already, if anybody does."""
        if self._lock.tryLock(0):
            return None
        if self._lock.error() is not QLockFile.LockError.LockFailedError:
            return None
        return Holder(*self._lock.getLockInfo())

    def release(self) -> None:
        """Let others have it."""
        self._lock.unlock()

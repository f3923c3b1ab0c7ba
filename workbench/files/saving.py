"""Replacing a file so that at every moment it holds either the old content or the new."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from PySide6.QtCore import QFileDevice, QIODevice, QLockFile, QSaveFile

from workbench.files.faults import FileFault, PlanFileError

_PATIENCE: Final = 5000
"""Milliseconds to wait for another program that is saving the same file."""


@contextmanager
def only_writer(path: Path) -> Generator[None]:
    """Keep other programs from saving ``path`` between a look at it and its replacement.

    Raises:
        PlanFileError: another program is saving it and does not come to an end.
    """
    lock = QLockFile(str(path.with_name(f".{path.name}.saving")))
    lock.setStaleLockTime(0)  # a slow writer is not a dead one; a dead one is told by its pid
    if not lock.tryLock(_PATIENCE) and lock.error() is QLockFile.LockError.LockFailedError:
        raise PlanFileError(FileFault.BEING_SAVED, path)
    # Where no lock can be made in the folder, no file can either: the save itself says so.
    try:
        yield
    finally:
        lock.unlock()


def replace_file(path: Path, data: bytes) -> None:
    """Replace what ``path`` holds by ``data``, or leave it as it was.

    A disk that is full takes fewer bytes than it was given without calling it an error, and
    committing then would destroy the old file: so the bytes are counted.

    Raises:
        PlanFileError: it could not be written.
    """
    if not path.parent.is_dir():
        raise PlanFileError(FileFault.NO_FOLDER, path)
    file = QSaveFile(str(path))
    file.setDirectWriteFallback(False)
    if not file.open(QIODevice.OpenModeFlag.WriteOnly):
        raise _unwritable(path, file)
    written = file.write(data)
    if written != len(data) or not file.flush() or file.size() != len(data):
        file.cancelWriting()
        file.commit()
        raise PlanFileError(FileFault.DISK_FULL, path)
    if not file.commit():
        raise _unwritable(path, file)


def _unwritable(path: Path, file: QSaveFile) -> PlanFileError:
    match file.error():
        case QFileDevice.FileError.PermissionsError:
            return PlanFileError(FileFault.NOT_ALLOWED_TO_WRITE, path)
        case QFileDevice.FileError.ResourceError:
            return PlanFileError(FileFault.DISK_FULL, path)
        case _ if path.is_dir():
            return PlanFileError(FileFault.FOLDER, path)
        case _:
            reason = file.errorString()
            return PlanFileError(FileFault.UNWRITABLE, path, details={"reason": reason})

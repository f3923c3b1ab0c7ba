"""Plan files on disk: reading them, and saving them so that nothing is ever lost.

This module, and what it imports at once, knows no Qt: the command line reads plans through
it. Saving needs QtCore and imports it when it is asked to.
"""

from __future__ import annotations

import datetime as dt
import errno
import hashlib
import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from models.plan import Plan
from workbench.files.faults import FileFault, PlanFileError
from workbench.files.upgrades import FORMAT

__all__ = [
    "FORMAT",
    "MAX_BYTES",
    "OpenedPlan",
    "PlanFileError",
    "content_hash",
    "open_plan",
    "read_plan",
    "write_plan",
]

MAX_BYTES: Final = 128 * 2**20
"""Larger files are refused unread. A plan of 100,000 KPIs takes about 45 MB."""


@dataclass(frozen=True, slots=True)
class OpenedPlan:
    """A plan and the bytes it came from.

    Attributes:
        plan: the plan.
        hash: of the file, to be given back when it is saved.
    """

    plan: Plan
    hash: str


def content_hash(data: bytes) -> str:
    """Return what tells these bytes from others."""
    return hashlib.sha256(data).hexdigest()


def open_plan(path: Path | str) -> OpenedPlan:
    """Read a plan and remember what its file held.

    Raises:
        PlanFileError: the file cannot be read or is not a plan; says what and where.
    """
    data = _read(Path(path))
    # Whoever looks for a file that is not there needs no codec, which takes its time to load.
    from workbench.files.codec import decode  # noqa: PLC0415

    return OpenedPlan(decode(data, str(path)), content_hash(data))


def read_plan(path: Path | str) -> Plan:
    """Read a plan.

    Raises:
        PlanFileError: the file cannot be read or is not a plan; says what and where.
    """
    return open_plan(path).plan


def write_plan(plan: Plan, path: Path | str, *, expected_hash: str | None = None) -> str:
    """Save ``plan``: either the whole of it stands in the file then, or the old file does.

    Args:
        plan: what to save.
        path: where to.
        expected_hash: what the file held when it was last read or saved here. Where it
            holds something else now, somebody else saved it and nothing is written. None
            overwrites what is there: for a name that the user has just confirmed.

    Returns:
        The hash of what was written, to be expected the next time.

    Raises:
        PlanFileError: it could not be written; the old file is as it was.
    """
    from workbench.files.codec import encode  # noqa: PLC0415
    from workbench.files.saving import only_writer, replace_file  # noqa: PLC0415 - QtCore

    path = Path(path)
    data = encode(plan)
    _refuse_inexact(plan, data, path)
    with only_writer(path):
        if expected_hash is not None and path.exists():
            found = content_hash(_read(path))
            if found != expected_hash:
                raise PlanFileError(FileFault.CHANGED, path, details=_last_change(path))
        replace_file(path, data)
    return content_hash(data)


def _read(path: Path) -> bytes:
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise PlanFileError(FileFault.FOLDER, path)
        if not stat.S_ISREG(status.st_mode):
            raise PlanFileError(FileFault.NOT_A_FILE, path)
        with path.open("rb") as file:
            # The size may have changed since, so what is read is limited too.
            data = b"" if status.st_size > MAX_BYTES else file.read(MAX_BYTES + 1)
    except OSError as error:
        raise _unreadable(path, error) from error
    except ValueError:  # a name that no file can have, with a NUL in it
        raise PlanFileError(FileFault.MISSING, path) from None
    if max(status.st_size, len(data)) > MAX_BYTES:
        raise PlanFileError(FileFault.TOO_LARGE, path, details={"most": MAX_BYTES})
    return data


def _unreadable(path: Path, error: OSError) -> PlanFileError:
    if error.errno in {errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG}:
        return PlanFileError(FileFault.MISSING, path)
    if error.errno in {errno.EACCES, errno.EPERM}:
        return PlanFileError(FileFault.NOT_ALLOWED_TO_READ, path)
    reason = os.strerror(error.errno) if error.errno else str(error)
    return PlanFileError(FileFault.UNREADABLE, path, details={"reason": reason})


def _refuse_inexact(plan: Plan, data: bytes, path: Path) -> None:
    """Make sure that what is about to be written reads back as ``plan``.

    Raises:
        PlanFileError: it does not, say for a figure that is not finite.
    """
    from workbench.files.codec import decode  # noqa: PLC0415

    try:
        if decode(data, str(path)) == plan:
            return
        place = ""
    except PlanFileError as error:
        place = error.place
    raise PlanFileError(FileFault.NOT_EXACT, path, place)


def _last_change(path: Path) -> dict[str, object]:
    try:
        owner = path.owner()
    except (KeyError, NotImplementedError, OSError):
        owner = ""  # the system does not know, or does not say
    time = dt.datetime.fromtimestamp(path.stat().st_mtime, tz=dt.UTC).astimezone()
    return {"owner": owner, "time": time}

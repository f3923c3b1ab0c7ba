"""What can be wrong with a plan file."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType


class FileFault(StrEnum):
    """Why a plan file cannot be read or written.

    The details that go with each stand behind it.
    """

    MISSING = "missing"
    FOLDER = "folder"
    NOT_A_FILE = "not_a_file"
    NOT_ALLOWED_TO_READ = "not_allowed_to_read"
    UNREADABLE = "unreadable"  # reason
    EMPTY = "empty"
    TOO_LARGE = "too_large"  # most: bytes
    WORKBOOK = "workbook"
    FOREIGN = "foreign"
    DAMAGED = "damaged"  # line, column
    NOT_UTF8 = "not_utf8"  # line
    NOT_FINITE = "not_finite"  # line, column
    TRUNCATED = "truncated"  # line
    TOO_DEEP = "too_deep"
    NEWER = "newer"  # format, known
    UNKNOWN_FIELD = "unknown_field"  # field
    MISSING_FIELD = "missing_field"  # field
    WRONG_TYPE = "wrong_type"  # expected, found
    WRONG_VALUE = "wrong_value"  # reason
    REPEATED_ROW = "repeated_row"  # key
    REPEATED_FIELD = "repeated_field"  # field
    NO_FOLDER = "no_folder"
    NOT_ALLOWED_TO_WRITE = "not_allowed_to_write"
    UNWRITABLE = "unwritable"  # reason
    DISK_FULL = "disk_full"
    CHANGED = "changed"  # owner, time: a datetime
    BEING_SAVED = "being_saved"
    NOT_EXACT = "not_exact"


class PlanFileError(Exception):
    """A plan file that cannot be read or written; nothing was changed on disk.

    Attributes:
        fault: what is wrong.
        path: the name of the file, as the caller gave it.
        place: where in the file, like ``kpis[3].values[2]``; empty where it is the file.
        details: what the sentence about the fault needs to know.
    """

    def __init__(
        self,
        fault: FileFault,
        path: str | Path,
        place: str = "",
        details: Mapping[str, object] = MappingProxyType({}),
    ) -> None:
        """Describe the fault."""
        super().__init__(f"{path}: {fault} {place} {dict(details)}")
        self.fault = fault
        self.path = str(path)
        self.place = place
        self.details = details

"""Why a file cannot be read as a table."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType


class TableFault(StrEnum):
    """What is wrong with a file; the details that go with each stand behind it."""

    MISSING = "missing"
    UNREADABLE = "unreadable"  # reason
    TOO_LARGE = "too_large"  # most: megabytes
    OLD_WORKBOOK = "old_workbook"
    ENCRYPTED = "encrypted"
    NOT_A_TABLE = "not_a_table"
    DAMAGED = "damaged"
    EMPTY = "empty"


class TableError(Exception):
    """A file that cannot be read as a table.

    Attributes:
        fault: what is wrong.
        path: the file, as the caller gave it.
        details: what the sentence about the fault needs.
    """

    def __init__(
        self,
        fault: TableFault,
        path: str | Path,
        details: Mapping[str, object] = MappingProxyType({}),
    ) -> None:
        """Describe the fault."""
        super().__init__(f"{path}: {fault} {dict(details)}")
        self.fault = fault
        self.path = str(path)
        self.details = details

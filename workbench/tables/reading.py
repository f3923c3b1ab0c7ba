"""Reading the tables of a file that somebody chose, whatever kind of file it is."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from workbench.tables.faults import TableError, TableFault
from workbench.tables.limits import MOST_BYTES
from workbench.tables.sheet import Sheet
from workbench.tables.text_file import decoded, sheet_of
from workbench.tables.upright import upright
from workbench.tables.workbook import read_workbook

_ZIP: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0"


def read_sheets(path: str | Path, *, turned: bool = True) -> tuple[Sheet, ...]:
    """Return the tables of a file: the sheets of a workbook, or the one of a text file.

    What a file is, its first bytes say, not its name.

    Args:
        path: the file.
        turned: whether one that has its periods down the first column is turned.

    Raises:
        TableError: with what is wrong, as :mod:`workbench.tables.faults` lists it.
    """
    where = Path(path)
    content = _content(where)
    if content.startswith(_ZIP):
        sheets = read_workbook(where)
    elif content.startswith(_OLE):
        # A workbook with a password is kept in the same wrapper as those of old.
        encrypted = "EncryptedPackage".encode("utf-16-le") in content
        fault = TableFault.ENCRYPTED if encrypted else TableFault.OLD_WORKBOOK
        raise TableError(fault, path)
    else:
        text = decoded(content)
        sheet = None if text is None else sheet_of(text)
        if sheet is None:
            raise TableError(TableFault.NOT_A_TABLE, path)
        sheets = (sheet,) if any(any(row) for row in sheet.rows) else ()
    if not sheets:
        raise TableError(TableFault.EMPTY, path)
    return tuple(map(upright, sheets)) if turned else sheets


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise TableError(TableFault.TOO_LARGE, path, {"most": MOST_BYTES // 1_000_000})
        return path.read_bytes()
    except FileNotFoundError as error:
        raise TableError(TableFault.MISSING, path) from error
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise TableError(TableFault.UNREADABLE, path, {"reason": reason}) from error

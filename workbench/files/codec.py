"""A plan as bytes, and back.

The file is JSON in UTF-8, indented and with sorted keys so that people can compare two
versions of it line by line; arrays of numbers stand on one line::

    {
      "format": 1,
      "plan": {
        "calendar": {"first_month": "2027-01"},
        "kpis": [{"key": "leads", "name": "Leads", "values": [120, 130.5, null]}],
        "name": "Maison Verte"
      },
      "program": "KPI Workbench"
    }

Encoding what was decoded gives the same bytes again, and decoding what was encoded the same
plan.
"""

from __future__ import annotations

import gc
import json
import re
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any, Final

import msgspec

from models.plan import Plan
from workbench.files.faults import FileFault, PlanFileError
from workbench.files.raw_faults import (
    repeated_field,
    row_at,
    syntax_fault,
    validation_fault,
)
from workbench.files.upgrades import FORMAT, UPGRADES, Upgrades, upgrade
from workbench.files.wire import MisplacedError, translation

PROGRAM: Final = "KPI Workbench"
_PLAN: Final = translation(Plan)
_NUMBER_ARRAY: Final = re.compile(
    rb"\[\n *((?:null|[-+.0-9eE]+)(?:,\n *(?:null|[-+.0-9eE]+))*)\n *\]"
)
_LINE_BREAK: Final = re.compile(rb",\n *")


class _Header(msgspec.Struct):
    """What tells a plan file from other JSON."""

    format: int
    program: str
    plan: msgspec.Raw


_File: Final[Any] = msgspec.defstruct(
    "File",
    [("format", int), ("program", str), ("plan", _PLAN.wire)],
    forbid_unknown_fields=True,
)
_decode_header: Final = msgspec.json.Decoder(_Header).decode
_decode_file: Final = msgspec.json.Decoder(_File).decode


def encode(plan: Plan) -> bytes:
    """Return ``plan`` as the bytes of its file.

    Raises:
        PlanFileError: a text of the plan cannot be written as UTF-8.
    """
    assert _PLAN.write is not None  # noqa: S101 - a plan is a dataclass
    content = {"format": FORMAT, "program": PROGRAM, "plan": _PLAN.write(plan)}
    try:
        flat = msgspec.json.encode(content, order="sorted")
    except UnicodeEncodeError:
        raise PlanFileError(FileFault.NOT_EXACT, plan.name) from None
    indented = msgspec.json.format(flat, indent=2)
    # Inside a JSON text a line break is always escaped, so this cannot touch one.
    return _NUMBER_ARRAY.sub(_on_one_line, indented) + b"\n"


def decode(data: bytes, name: str, *, upgrades: Upgrades = UPGRADES, present: int = FORMAT) -> Plan:
    """Return the plan that the bytes of its file hold.

    Args:
        data: the whole file.
        name: of the file, for messages.
        upgrades: the steps from earlier formats.
        present: the format they lead to.

    Raises:
        PlanFileError: it is not a plan that this program can read; says what and where.
    """
    data = data.removeprefix(b"\xef\xbb\xbf")
    with _collector_paused():
        try:
            header = _header(data, name)
            if header.format > present:
                details = {"format": header.format, "known": present}
                raise PlanFileError(FileFault.NEWER, name, details=details)
            return _plan(data, header, name, upgrades, present)
        except RecursionError:
            raise PlanFileError(FileFault.TOO_DEEP, name) from None


def _header(data: bytes, name: str) -> _Header:
    if not data.strip():
        raise PlanFileError(FileFault.EMPTY, name)
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise PlanFileError(FileFault.WORKBOOK, name)
    if not data.lstrip().startswith(b"{") or b"\x00" in data[:4096]:
        raise PlanFileError(FileFault.FOREIGN, name)
    try:
        header = _decode_header(data)
    except msgspec.ValidationError:
        raise PlanFileError(FileFault.FOREIGN, name) from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise syntax_fault(data, name, error) from None
    if header.program != PROGRAM or header.format < 1:
        raise PlanFileError(FileFault.FOREIGN, name)
    return header


def _plan(data: bytes, header: _Header, name: str, upgrades: Upgrades, present: int) -> Plan:
    assert _PLAN.read is not None  # noqa: S101 - a plan is a dataclass
    raw: Any = None
    try:
        if header.format == present:
            wire = _decode_file(data).plan
        else:
            raw = upgrade(msgspec.json.decode(header.plan), header.format, upgrades, present)
            wire = msgspec.convert(raw, _PLAN.wire)
        twice = repeated_field(data)
        if twice is not None:
            raise PlanFileError(FileFault.REPEATED_FIELD, name, details={"field": twice})
        return _PLAN.read(wire)
    except MisplacedError as error:
        place = row_at(error.place.removeprefix("."), None)
        raise PlanFileError(FileFault.REPEATED_ROW, name, place, {"key": error.key}) from None
    except msgspec.ValidationError as error:
        # msgspec would refuse a number out of range again; json reads it.
        content = _read_again(data, header, name) if raw is None else raw
        raise validation_fault(content, name, error) from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise syntax_fault(data, name, error) from None


def _read_again(data: bytes, header: _Header, name: str) -> Any:
    try:
        return json.loads(bytes(header.plan))
    except UnicodeDecodeError as error:
        # A second fault, further on than the one that stopped msgspec.
        raise syntax_fault(data, name, error) from None


@contextmanager
def _collector_paused() -> Generator[None]:
    """Keep the garbage collector from walking a growing plan over and over."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def _on_one_line(match: re.Match[bytes]) -> bytes:
    return b"[" + _LINE_BREAK.sub(b", ", match[1]) + b"]"

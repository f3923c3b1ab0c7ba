"""Where in its bytes a plan file is wrong, told from what msgspec says of it."""

from __future__ import annotations

import json
import re
from typing import Any, Final, cast

from workbench.files.faults import FileFault, PlanFileError

_BYTE: Final = re.compile(r"\(byte (\d+)\)\Z")
_STEP: Final = re.compile(r"\.([^.\[]+)|\[(\d+|\.\.\.)\]")
_VALIDATION: Final = re.compile(
    r"(?P<what>.*?)(?: - at `(?P<kind>key in )?\$?(?P<place>[^`]*)`)?\Z", re.DOTALL
)
_NOT_FINITE: Final = re.compile(rb"-?(NaN|Infinity|nan|inf)")


def syntax_fault(data: bytes, name: str, error: Exception) -> PlanFileError:
    """Return what makes ``data`` no JSON, with line and column."""
    if isinstance(error, UnicodeDecodeError):
        # msgspec counts from the start of the text that is wrong: count from the file's.
        try:
            data.decode()
        except UnicodeDecodeError as whole:
            line, _ = _line_and_column(data, whole.start)
            return PlanFileError(FileFault.NOT_UTF8, name, details={"line": line})
    found = _BYTE.search(str(error))
    if found is None:
        line, _ = _line_and_column(data.rstrip(), len(data.rstrip()))
        return PlanFileError(FileFault.TRUNCATED, name, details={"line": line})
    # Of what follows the end msgspec names the byte after the first that is too much.
    at = int(found[1]) - ("trailing characters" in str(error))
    start = at - 1 if data[at - 1 : at] == b"-" else at
    fault = FileFault.NOT_FINITE if _NOT_FINITE.match(data, start) else FileFault.DAMAGED
    line, column = _line_and_column(data, at)
    return PlanFileError(fault, name, details={"line": line, "column": column})


def validation_fault(content: Any, name: str, error: Exception) -> PlanFileError:
    """Return what of a JSON document is not as in a plan, with its place.

    Args:
        content: the raw "plan" object, to name the row in which the fault lies.
        name: of the file.
        error: what msgspec says.
    """
    match = _VALIDATION.fullmatch(str(error))
    what = str(error) if match is None else match["what"]
    path = "" if match is None else (match["place"] or "")
    place = row_at(path.removeprefix(".plan").removeprefix("."), content)
    if found := re.fullmatch(r"Object contains unknown field `(.*)`", what, re.DOTALL):
        return PlanFileError(FileFault.UNKNOWN_FIELD, name, place, {"field": found[1]})
    if found := re.fullmatch(r"Object missing required field `(.*)`", what):
        return PlanFileError(FileFault.MISSING_FIELD, name, place, {"field": found[1]})
    if found := re.fullmatch(r"Expected `(.*)`, got `(.*)`", what):
        details = {"expected": found[1], "found": found[2]}
        return PlanFileError(FileFault.WRONG_TYPE, name, place, details)
    return PlanFileError(FileFault.WRONG_VALUE, name, place, {"reason": what})


def row_at(place: str, content: Any) -> str:
    """Return ``place`` with the keys of the rows on its way, where ``content`` has them."""
    written = ""
    for match in _STEP.finditer(f".{place}" if place and place[0] != "[" else place):
        field, index = match[1], match[2]
        if field is not None:
            written += f".{field}"
            content = _mapping(content).get(field)
        else:
            written += f"[{index}]"
            items = cast("list[Any]", content) if isinstance(content, list) else []
            content = items[int(index)] if index.isdigit() and int(index) < len(items) else None
            key = _mapping(content).get("key")
            if isinstance(key, str) and len(key) <= 60:
                written += f" ({key})"
    return written.removeprefix(".")


def repeated_field(data: bytes) -> str | None:
    """Return a name that stands twice in one object, of which a decoder would keep one."""
    repeated: list[str] = []

    def collect(pairs: list[tuple[str, Any]]) -> None:
        if len(pairs) > 1:
            names = [name for name, _ in pairs]
            if len(set(names)) != len(names):
                repeated.extend(name for name in names if names.count(name) > 1)

    json.loads(data, object_pairs_hook=collect)
    return repeated[0] if repeated else None


def _mapping(content: Any) -> dict[str, Any]:
    return cast("dict[str, Any]", content) if isinstance(content, dict) else {}


def _line_and_column(data: bytes, at: int) -> tuple[int, int]:
    """Return line and column, from 1, of byte ``at``; columns count characters."""
    before = data[:at]
    start = before.rfind(b"\n") + 1
    return before.count(b"\n") + 1, len(before[start:].decode(errors="replace")) + 1

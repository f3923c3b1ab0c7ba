"""One plain sentence for each way in which a plan file can be wrong."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Final, cast

from babel.dates import format_time

from workbench.files.faults import FileFault, PlanFileError
from workbench.language import Language, message

_SENTENCES: Final = {
    FileFault.MISSING: message("“{file}” does not exist."),
    FileFault.FOLDER: message("“{file}” is a folder, not a plan."),
    FileFault.NOT_A_FILE: message("“{file}” is not an ordinary file."),
    FileFault.NOT_ALLOWED_TO_READ: message("You do not have the right to read “{file}”."),
    FileFault.UNREADABLE: message("“{file}” cannot be read: {reason}."),
    FileFault.EMPTY: message("“{file}” is empty."),
    FileFault.TOO_LARGE: message("“{file}” is larger than {most} MB, which no plan is."),
    FileFault.WORKBOOK: message(
        "“{file}” is a workbook or an archive, not a plan; plans end in .kpi."
    ),
    FileFault.FOREIGN: message("“{file}” is not a plan of KPI Workbench."),
    FileFault.DAMAGED: message("“{file}” is damaged at line {line}, column {column}."),
    FileFault.NOT_UTF8: message("“{file}” is damaged at line {line}: it is not UTF-8 text."),
    FileFault.NOT_FINITE: message(
        "“{file}” holds something that is not a finite number at line {line}, column {column}; "
        "no value is written null."
    ),
    FileFault.TRUNCATED: message("“{file}” is cut off at line {line}: its end is missing."),
    FileFault.TOO_DEEP: message("“{file}” is nested deeper than any plan."),
    FileFault.NEWER: message(
        "“{file}” was saved by a newer KPI Workbench (format {format}; this one reads up to "
        "{known}). Update the program to open it."
    ),
    FileFault.UNKNOWN_FIELD: message("“{file}” holds the unknown field “{field}” in {place}."),
    FileFault.MISSING_FIELD: message("“{file}” lacks the field “{field}” in {place}."),
    FileFault.WRONG_TYPE: message("“{file}” holds {found} at {place}, where {expected} belongs."),
    FileFault.WRONG_VALUE: message(
        "“{file}” holds a value at {place} that is not allowed there ({reason})."
    ),
    FileFault.REPEATED_ROW: message("“{file}” holds the key “{key}” twice, again at {place}."),
    FileFault.REPEATED_FIELD: message("“{file}” holds the field “{field}” twice in one object."),
    FileFault.NO_FOLDER: message("“{file}” cannot be saved: its folder does not exist."),
    FileFault.NOT_ALLOWED_TO_WRITE: message(
        "You do not have the right to write “{file}” or its folder. Save it elsewhere."
    ),
    FileFault.UNWRITABLE: message("“{file}” cannot be saved: {reason}."),
    FileFault.DISK_FULL: message(
        "“{file}” was not saved: the disk is full. The file on disk is as it was."
    ),
    FileFault.CHANGED: message(
        "“{file}” was not saved: somebody else changed it on {time}. Save under another name, "
        "or open it again."
    ),
    FileFault.BEING_SAVED: message(
        "“{file}” was not saved: another program is saving it. Try again in a moment."
    ),
    FileFault.NOT_EXACT: message(
        "“{file}” was not saved: the plan holds something that a file cannot, in {place}."
    ),
}
_CHANGED_BY: Final = message(
    "“{file}” was not saved: {owner} changed it on {time}. Save under another name, or open it "
    "again."
)
_KINDS: Final = {
    "float": message("a number"),
    "int": message("a whole number"),
    "str": message("a text"),
    "bool": message("true or false"),
    "array": message("a list"),
    "object": message("an object"),
    "null": message("nothing"),
}


_REASONS: Final = (
    (
        re.compile(r"Invalid enum value '?(?P<value>.*?)'?"),
        message("“{value}” is not a known word"),
    ),
    (
        re.compile(r"Expected `int` (?P<limit>[<>]=) (?P<most>\d+)"),
        message("allowed: {limit} {most}"),
    ),
    (re.compile(r".*\(19\|20.*"), message("a month is written like 2027-01")),
    (re.compile(r".*\[A-Z\]\{3\}.*"), message("a currency is written like EUR")),
    (
        re.compile(r"Invalid RFC3339.*|Invalid.*date.*"),
        message("a date is written like 2027-01-31"),
    ),
    (re.compile(r"Number out of range|Integer.*"), message("the number is too large")),
)


def file_sentence(error: PlanFileError, language: Language) -> str:
    """Return what is wrong with a plan file, in one sentence that names it and the place."""
    values = {name: _written(value, language) for name, value in error.details.items()}
    values["file"] = Path(error.path).name or error.path
    values["place"] = error.place or language.text("the plan")
    if "most" in error.details:
        values["most"] = language.number(cast("int", error.details["most"]) / 2**20, 0)
    for name in {"expected", "found"} & error.details.keys():
        values[name] = _kinds(str(error.details[name]), language)
    if error.fault is FileFault.WRONG_VALUE:
        values["reason"] = _reason(values["reason"], language)
    by = error.fault is FileFault.CHANGED and error.details.get("owner")
    return language.text(_CHANGED_BY if by else _SENTENCES[error.fault], **values)


def _kinds(names: str, language: Language) -> str:
    worded = [language.text(_KINDS.get(name, name)) for name in names.split(" | ")]
    return language.text(" or ").join(worded)


def _reason(what: str, language: Language) -> str:
    for shape, words in _REASONS:
        if match := shape.fullmatch(what):
            return language.text(words, **match.groupdict())
    return what


def _written(value: object, language: Language) -> str:
    if isinstance(value, dt.datetime):
        time = format_time(value, "short", locale=language.code)
        return language.text("{date} at {time}", date=language.date(value), time=time)
    return " ".join(str(value).split())[:80]

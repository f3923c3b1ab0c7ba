"""Why a workbook could not be written, in one sentence."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import Final

from models.plan import Plan
from workbench.excel.refusals import FormulaTooLong, NotForExcel, PaidByInstalments
from workbench.language import Language, message
from workbench.place_words import kpi_name, position_name

WORKBOOK: Final = ".xlsx"
"""How the names of workbooks end."""

_DISK_FULL: Final = message("“{file}” was not written: the disk is full.")
_SENTENCES: Final = {
    errno.ENOENT: message("“{file}” cannot be written: its folder does not exist."),
    errno.ENOTDIR: message("“{file}” cannot be written: its folder does not exist."),
    errno.EISDIR: message("“{file}” is a folder, not a workbook."),
    errno.EACCES: message(
        "“{file}” cannot be written: it may be open in Excel, or you do not have the right to "
        "write there."
    ),
    errno.ENOSPC: _DISK_FULL,
    errno.EDQUOT: _DISK_FULL,
    errno.ENAMETOOLONG: message("“{file}” cannot be written: its name is too long."),
}
_SAME: Final = {errno.EPERM: errno.EACCES, errno.EROFS: errno.EACCES, errno.EEXIST: errno.EISDIR}


def export_sentence(
    error: OSError | NotForExcel, plan: Plan, path: Path, language: Language
) -> str:
    """Return why the workbook at ``path`` was not written, and the way out where there is one.

    Args:
        error: what stopped the export.
        plan: what was exported.
        path: where to.
        language: of the sentence.
    """
    if isinstance(error, FormulaTooLong):
        return language.text(
            "The formula of “{kpi}” is too long for Excel: split it over several KPIs.",
            kpi=kpi_name(plan, error.key),
        )
    if isinstance(error, PaidByInstalments):
        return language.text(
            "The workbook does not follow payouts by instalments yet, and “{position}” has some: "
            "nothing was written, for the amounts would be wrong.",
            position=position_name(plan, error.position),
        )
    assert isinstance(error, OSError)  # noqa: S101 - there are no other refusals
    number = 0 if error.errno is None else _SAME.get(error.errno, error.errno)
    if number in _SENTENCES:
        return language.text(_SENTENCES[number], file=path.name)
    reason = error.strerror or str(error)
    return language.text("“{file}” cannot be written: {reason}.", file=path.name, reason=reason)

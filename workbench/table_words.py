"""What an import says of a file and its rows, in plain sentences."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from models.plan import Plan
from workbench.formula_faults import formula_sentence
from workbench.language import Language, message
from workbench.tables.columns import ColumnUse
from workbench.tables.faults import TableError, TableFault
from workbench.tables.tree_import import Fate
from workbench.tables.tree_row import Remark, RowRemark

_FAULTS: Final = {
    TableFault.MISSING: message("There is no file “{file}” any more. Choose another."),
    TableFault.UNREADABLE: message("“{file}” cannot be read ({reason}). Choose another."),
    TableFault.TOO_LARGE: message(
        "“{file}” is larger than {most} MB. Keep the table alone in a file of its own."
    ),
    TableFault.OLD_WORKBOOK: message(
        "“{file}” is a workbook of the old kind (.xls). Open it in Excel or LibreOffice and "
        "save it as .xlsx."
    ),
    TableFault.ENCRYPTED: message(
        "“{file}” is protected by a password. Save a copy without it and import that."
    ),
    TableFault.NOT_A_TABLE: message(
        "“{file}” is no table. Choose a workbook (.xlsx) or a text file (.csv)."
    ),
    TableFault.DAMAGED: message(
        "“{file}” is damaged or no workbook. Open it in Excel or LibreOffice and save it anew."
    ),
    TableFault.EMPTY: message("“{file}” holds nothing. Choose another."),
}
_REMARKS: Final = {
    Remark.NOT_A_NUMBER: message("{column}: “{text}” is not a number and is left out."),
    Remark.TOTAL_LEFT_OUT: message("A total, left out: the tree works it out."),
    Remark.OTHER_PERIOD: message("{column} is no period of the plan and is left out."),
    Remark.SCALED: message("Figures are multiplied by {factor}, as the unit says."),
    Remark.READ_AS_PERCENT: message("Figures above 1 are read as percentages: 12 is 12 %."),
    Remark.READ_AS_FRACTION: message("Figures are read as fractions: 0.12 is 12 %."),
    Remark.AMBIGUOUS: message("{column}: “{text}”. {note}"),
    Remark.NO_PARENT: message("There is no “{parent}” to stand below; it stands at the top."),
    Remark.OWN_PARENT: message("It cannot stand below itself; it stands at the top."),
    Remark.BAD_FORMULA: message("Its formula is left out. {reason}"),
    Remark.UNKNOWN_NAMES: message("Its formula names {names}, which is no KPI yet."),
    Remark.CYCLE: message("Its formula is left out: it would depend on itself ({path})."),
    Remark.NOT_NAMED: message("The formula of “{parent}” does not name it; it stands at the top."),
    Remark.FORMULA_WINS: message("It has a formula, so its figures are kept but not read."),
    Remark.TWICE: message("“{name}” stands in an earlier row; this one is left out."),
    Remark.COST_SIGN: message("A cost below 0 is read as one above 0: the formula takes it off."),
    Remark.WHOLE_YEAR: message(
        "{column} names no period: its figures are those of {group} as a whole."
    ),
    Remark.VALUE_LEFT_OUT: message(
        "{column} (“{heading}”) is left out: a KPI has one figure per period."
    ),
    Remark.FOOTNOTE: message("A note below the table, left out."),
    Remark.CUT: message("The file has more rows than are read. Import it in parts."),
}
_FATES: Final = {
    Fate.NEW: message("new"),
    Fate.CHANGED: message("changed"),
    Fate.SAME: message("as it is"),
}
_USES: Final = {
    ColumnUse.NAME: message("Name"),
    ColumnUse.KEY: message("Key"),
    ColumnUse.PARENT: message("Parent"),
    ColumnUse.LEVEL: message("Level"),
    ColumnUse.FORMULA: message("Formula"),
    ColumnUse.UNIT: message("Unit"),
    ColumnUse.SENSE: message("Direction"),
    ColumnUse.DEFINITION: message("Definition"),
    ColumnUse.SOURCE: message("Source"),
    ColumnUse.NOTE: message("Note"),
    ColumnUse.PERIOD: message("Figures"),
    ColumnUse.WHOLE: message("Figures of the year"),
    ColumnUse.NOTHING: message("Not read"),
}


def table_sentence(error: TableError, language: Language) -> str:
    """Say why a file cannot be read as a table, and what to do."""
    name = Path(error.path).name
    return language.text(_FAULTS[error.fault], file=name, **error.details)


def remark_sentence(remark: RowRemark, plan: Plan, language: Language) -> str:
    """Say what is worth knowing about a row.

    Args:
        remark: on a row, or on a column of figures.
        plan: with the rows in it, for the names of KPIs.
        language: of the sentence.
    """
    words = dict(remark.details)
    if "column" in words:
        words["column"] = language.text("Column {letter}", letter=column_letter(words["column"]))
    if "group" in words:
        group = words["group"]
        words["group"] = language.text("the plan") if group is None else language.group_label(group)
    if "names" in words:
        words["names"] = ", ".join(words["names"])
    if "path" in words:
        kpis = plan.kpis
        words["path"] = " → ".join(kpis[key].name if key in kpis else key for key in words["path"])
    if "factor" in words:
        words["factor"] = language.number(words["factor"])
    if "error" in words:
        words["reason"] = formula_sentence(words.pop("error"), language)
    return language.text(_REMARKS[remark.remark], **words)


def fate_word(fate: Fate, language: Language) -> str:
    """Return what becomes of a row, in a word or two."""
    return language.text(_FATES[fate])


def use_word(use: ColumnUse, language: Language) -> str:
    """Return what a column holds, in a word or two."""
    return language.text(_USES[use])


def column_letter(at: int) -> str:
    """Return the letters that a spreadsheet heads column ``at``, from 0, with."""
    letters = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters

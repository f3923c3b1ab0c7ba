"""Exports a plan as a workbook, all of it or nothing."""

from __future__ import annotations

import datetime as dt
import uuid
from pathlib import Path

from models.keys import BASE, ScenarioKey
from models.plan import Plan
from workbench.excel.about_sheet import write_about
from workbench.excel.book import Book
from workbench.excel.checks_sheet import write_checks
from workbench.excel.inputs_sheet import write_inputs
from workbench.excel.layout import TreeLayout, paid_spans, sheet_names
from workbench.excel.refusals import NotForExcel, refuse_unwritable
from workbench.excel.scorecards_sheet import write_scorecards
from workbench.excel.subject import Subject
from workbench.excel.tree_sheet import write_tree
from workbench.language import Language
from workbench.results import Results, results_of

__all__ = ["NotForExcel", "export_results", "export_workbook"]


def export_workbook(
    plan: Plan,
    path: Path,
    *,
    scenario: ScenarioKey = BASE,
    language: Language,
    made: dt.datetime | None = None,
) -> None:
    """Write ``plan`` under ``scenario`` to the workbook at ``path``.

    Args:
        plan: what is exported; it is worked out first.
        path: of the file, which is replaced once the new one is there.
        scenario: whose figures.
        language: of the words of the program.
        made: when; None: now.

    Raises:
        KeyError: the plan has no such scenario.
        OSError: the file cannot be written, or the plan is larger than a sheet of Excel; what
            was there before still is.
        NotForExcel: a formula does not fit into Excel, even cut into steps, or people are
            paid in a way that the workbook does not follow.
    """
    export_results(results_of(plan), path, scenario=scenario, language=language, made=made)


def export_results(
    results: Results,
    path: Path,
    *,
    scenario: ScenarioKey = BASE,
    language: Language,
    made: dt.datetime | None = None,
) -> None:
    """Write what a plan comes to; as :func:`export_workbook`, from results at hand.

    Raises:
        KeyError: the plan has no such scenario.
        OSError: the file cannot be written; what was there before still is.
        NotForExcel: a formula does not fit into Excel, even cut into steps, or people are
            paid in a way that the workbook does not follow.
    """
    plan = results.plan
    refuse_unwritable(results.program)
    names = sheet_names(language)
    subject = Subject(
        plan=plan,
        scenario=scenario,
        values=results.values,
        payouts=results.payouts[scenario],
        language=language,
        made=made or dt.datetime.now().astimezone(),
        sheets=names,
        tree=TreeLayout(plan, names.tree, paid_spans(plan)),
    )
    # Beside the file, so that it can take its place in one step.
    draft = path.with_name(f".{uuid.uuid4().hex}.xlsx")
    try:
        _write(subject, draft)
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def _write(subject: Subject, path: Path) -> None:
    book = Book(path, subject.language)
    book.describe(subject.plan.name, subject.made)
    names = subject.sheets
    about = book.page(names.about)
    inputs = book.page(names.inputs)
    tree = book.page(names.tree)
    scorecards = book.page(names.scorecards)
    checks = book.page(names.checks)
    cells = write_inputs(book, inputs, subject)
    write_tree(book, tree, subject, cells)
    pay = write_scorecards(book, scorecards, subject)
    verdict = write_checks(book, checks, subject, pay)
    write_about(book, about, subject, pay, verdict)
    book.close()

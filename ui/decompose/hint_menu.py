"""The hints about a KPI in its menu, each with its way out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtWidgets import QMenu

from models.plan import Plan
from ui.icons import icon
from ui.theme import Theme
from workbench.analysis.structure.hint import Hint
from workbench.finding_words import finding_sentence
from workbench.findings import Finding
from workbench.language import Language
from workbench.structure_words import structure_title
from workbench.ways_out import way_out_words


def add_hints(
    menu: QMenu,
    findings: Iterable[Finding],
    plan: Plan,
    theme: Theme,
    language: Language,
    *,
    show: Callable[[Finding], object],
    mend: Callable[[Finding], object],
) -> None:
    """Add what is worth a look about a KPI at the end of its menu.

    Args:
        menu: of a card or row.
        findings: what is to be said of the KPI; only hints about the tree are listed.
        plan: the plan they are about.
        theme: how it looks.
        language: of the words.
        show: lists a hint among the checks, where its sentence stands.
        mend: takes the way out.
    """
    menu.setToolTipsVisible(True)
    for finding in findings:
        if not isinstance(finding.cause, Hint):
            continue
        told = menu.addAction(icon("hint", theme), structure_title(finding.cause, language) + "…")
        told.setToolTip(finding_sentence(finding, plan, language))
        told.triggered.connect(partial(_do, show, finding))
        if finding.mend is not None:
            words = way_out_words(finding.mend, plan, language).replace("&", "&&")
            menu.addAction(words).triggered.connect(partial(_do, mend, finding))
    menu.addSeparator()


def _do(act: Callable[[Finding], object], finding: Finding, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt hands it over so
    act(finding)

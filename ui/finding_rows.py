"""The lines of the checks as a list model: a heading for each kind, and what was found below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from models.plan import Plan
from workbench.finding_words import finding_sentence, finding_why, kind_count
from workbench.findings import Finding, FindingKind, Findings
from workbench.language import Language, message
from workbench.place_words import place_words
from workbench.ways_out import way_out_words

Index = QModelIndex | QPersistentModelIndex

ROW_ROLE: Final = Qt.ItemDataRole.UserRole + 1
_MOST: Final = 300
"""Nobody reads more; a plan of ten thousand KPIs may have as many."""
_NONE: Final = QModelIndex()
KIND_WORDS: Final = {
    FindingKind.ERROR: message("Error"),
    FindingKind.TO_FILL: message("To fill in"),
    FindingKind.WARNING: message("Warning"),
    FindingKind.HINT: message("Hint"),
}


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One line.

    Attributes:
        text: the sentence, or the words of a heading.
        kind: of what was found; None for a line that leads nowhere.
        finding: what was found; None for a heading or a last word.
        mend: what the way out does, where one can be taken at once.
        place: where it is, in words.
        why: why it matters, with the source; empty where the text says all.
    """

    text: str
    kind: FindingKind | None = None
    finding: Finding | None = None
    mend: str = ""
    place: str = ""
    why: str = ""


class FindingRows(QAbstractListModel):
    """What was found, kind by kind, of one kind only where that is asked for."""

    def __init__(self, language: Language, parent: QObject) -> None:
        super().__init__(parent)
        self._language = language
        self._rows: tuple[FindingRow, ...] = ()

    @property
    def rows(self) -> tuple[FindingRow, ...]:
        """The lines from top to bottom."""
        return self._rows

    def show_findings(self, findings: Findings, plan: Plan, kind: FindingKind | None) -> None:
        """List what was found; nothing is told where it is what is listed already."""
        rows = self._made(findings, plan, kind)
        if rows != self._rows:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()

    @override
    def rowCount(self, parent: Index = _NONE) -> int:
        """Return how many lines there are."""
        return 0 if parent.isValid() else len(self._rows)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the sentence, what is said of it aloud, or the line itself."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row.text
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._spoken(row)
            case Qt.ItemDataRole.ToolTipRole:
                return row.place or None
            case _:
                return row if role == ROW_ROLE else None

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return what can be done with a line: headings lead nowhere."""
        if not index.isValid() or self._rows[index.row()].finding is None:
            return Qt.ItemFlag.NoItemFlags
        enabled = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return enabled | Qt.ItemFlag.ItemNeverHasChildren

    def _made(
        self, findings: Findings, plan: Plan, kind: FindingKind | None
    ) -> tuple[FindingRow, ...]:
        language = self._language
        wanted = [each for each in findings.listed if kind is None or each.kind is kind]
        rows: list[FindingRow] = []
        before: FindingKind | None = None
        for finding in wanted[:_MOST]:
            if finding.kind is not before:
                before = finding.kind
                count = findings.count[before]
                rows.append(FindingRow(kind_count(before, count, language), before))
            rows.append(self._row(finding, plan))
        more = len(wanted) - _MOST
        if more > 0:
            rows.append(FindingRow(language.plural("{count} more", "{count} more", more)))
        if not wanted:
            rows.append(FindingRow(language.text("Nothing is wrong with the plan.")))
        return tuple(rows)

    def _row(self, finding: Finding, plan: Plan) -> FindingRow:
        language = self._language
        return FindingRow(
            finding_sentence(finding, plan, language),
            finding.kind,
            finding,
            "" if finding.mend is None else way_out_words(finding.mend, plan, language),
            place_words(finding.place, plan, language),
            finding_why(finding, language),
        )

    def _spoken(self, row: FindingRow) -> str:
        """Return a line for who does not see it: its kind, and what the keys do."""
        if row.finding is None or row.kind is None:
            return row.text
        words = [f"{self._language.text(KIND_WORDS[row.kind])}: {row.text}"]
        if row.why:
            words.append(row.why)
        if row.mend:
            words.append(self._language.text("Ctrl+Enter: {mend}", mend=row.mend))
        return " ".join(words)


def first_finding(rows: Sequence[FindingRow], near: int) -> int:
    """Return the line with something found at ``near``, else the next one, else the last; or -1."""
    found = [at for at, row in enumerate(rows) if row.finding is not None]
    return next((at for at in found if at >= near), found[-1] if found else -1)

"""What is to be said of a KPI, in sentences: what is wrong, and what is worth a look."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from ui.fonts import TextStyle
from ui.icons import pixmap
from ui.inspector.part import Desk
from ui.widgets.text import set_text_colour, text_label
from workbench.finding_words import finding_sentence
from workbench.findings import Finding, FindingKind

_ICONS = {
    FindingKind.ERROR: "problem",
    FindingKind.TO_FILL: "to_fill",
    FindingKind.WARNING: "warning",
    FindingKind.HINT: "hint",
}


class _ProblemLine(QWidget):
    """A mark by kind, and the sentence."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self._mark = QLabel(self)
        self._mark.setFixedSize(16, 17)
        self.sentence = text_label("", self, style=TextStyle.SMALL, wraps=True)
        self.sentence.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.sentence, 1)

    def show_finding(self, kind: FindingKind, sentence: str) -> None:
        """Show another finding."""
        colours = self._desk.theme.colours
        ink = {
            FindingKind.ERROR: colours.error,
            FindingKind.WARNING: colours.warning,
        }.get(kind, colours.text_quiet)
        self._mark.setPixmap(pixmap(_ICONS[kind], ink, 16, self.devicePixelRatioF()))
        self.sentence.setText(sentence)
        self.sentence.setAccessibleName(sentence)
        set_text_colour(self.sentence, ink)


class ProblemsPart(QWidget):
    """One sentence per problem or hint; no room where there is none."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, desk.theme.space.gap)
        self._column.setSpacing(desk.theme.space.unit)
        self._lines: list[_ProblemLine] = []
        self.hide()

    @property
    def sentences(self) -> tuple[str, ...]:
        """What is said."""
        return tuple(line.sentence.text() for line in self._lines if not line.isHidden())

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show other problems and hints."""
        plan, language = self._desk.document.plan, self._desk.language
        while len(self._lines) < len(findings):
            line = _ProblemLine(self._desk, self)
            self._lines.append(line)
            self._column.addWidget(line)
        for place, line in enumerate(self._lines):
            line.setVisible(place < len(findings))
            if place < len(findings):
                finding = findings[place]
                line.show_finding(finding.kind, finding_sentence(finding, plan, language))
        self.setVisible(bool(findings))

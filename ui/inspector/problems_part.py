"""What is wrong with a KPI, in sentences."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from models.problems import Problem, Severity
from ui.fonts import TextStyle
from ui.icons import pixmap
from ui.inspector.part import Desk
from ui.widgets.text import set_text_colour, text_label
from workbench.sentences import problem_sentence

_ICONS = {Severity.ERROR: "problem", Severity.WARNING: "warning", Severity.HINT: "hint"}


class _ProblemLine(QWidget):
    """A mark by severity, and the sentence."""

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

    def show_problem(self, severity: Severity, sentence: str) -> None:
        """Show another problem."""
        colours = self._desk.theme.colours
        ink = {
            Severity.ERROR: colours.error,
            Severity.WARNING: colours.warning,
            Severity.HINT: colours.text_quiet,
        }[severity]
        self._mark.setPixmap(pixmap(_ICONS[severity], ink, 16, self.devicePixelRatioF()))
        self.sentence.setText(sentence)
        self.sentence.setAccessibleName(sentence)
        set_text_colour(self.sentence, ink)


class ProblemsPart(QWidget):
    """One sentence per problem; no room where there is none."""

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

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Show other problems."""
        plan, language = self._desk.document.plan, self._desk.language
        while len(self._lines) < len(problems):
            line = _ProblemLine(self._desk, self)
            self._lines.append(line)
            self._column.addWidget(line)
        for place, line in enumerate(self._lines):
            line.setVisible(place < len(problems))
            if place < len(problems):
                problem = problems[place]
                line.show_problem(problem.severity, problem_sentence(problem, plan, language))
        self.setVisible(bool(problems))

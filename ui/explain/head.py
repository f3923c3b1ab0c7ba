"""What stands above the rows of an explanation: the figure, its change, and how it comes about."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.keys import BASE
from ui.fonts import TextStyle
from ui.theme import Theme
from ui.widgets.text import set_text_colour, text_label
from workbench.analysis.explain.lines import Explanation, KpiSubject
from workbench.explain_rows import capitalised, change_words, verdict_word
from workbench.explain_terms import Speech
from workbench.explain_words import RULES, facts, how_words, subject_name
from workbench.pulse import Verdict


class ExplainHead(QWidget):
    """Name and figure, large; everything else quiet."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        quiet = theme.colours.text_quiet
        self._name = text_label("", self, style=TextStyle.TITLE, wraps=True)
        self._figure = text_label("", self, style=TextStyle.HEADING)
        self._change = text_label("", self, style=TextStyle.SMALL_STRONG, wraps=True)
        self._how = text_label("", self, wraps=True)
        self._facts = text_label("", self, style=TextStyle.SMALL, colour=quiet, wraps=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space.unit)
        for label in (self._name, self._figure, self._change, self._how, self._facts):
            column.addWidget(label)

    def show_explanation(self, found: Explanation, speech: Speech, titles: frozenset[str]) -> None:
        """Word another explanation.

        Args:
            found: the explanation.
            speech: words it.
            titles: headings of its rows; what one of them says is not said twice.
        """
        line = found.line
        self._name.setText(subject_name(found.subject, speech))
        self._figure.setText(speech.figure(line, line.figure, label=True))
        self._show_change(found, speech)
        how = how_words(found, speech)
        # A formula begins as it is typed: with the name of a KPI, or of a function.
        how = capitalised(how) if line.how in RULES else how
        for label, words in (
            (self._how, "" if how in titles else how),
            (self._facts, "\n".join(facts(found, speech))),
        ):
            label.setText(words)
            label.setVisible(bool(words))

    def _show_change(self, found: Explanation, speech: Speech) -> None:
        """Say the scenario, and what differs from the base."""
        line, colours = found.line, self._theme.colours
        said, ink, sense = [speech.scenario(found.scenario)], colours.text_quiet, None
        if isinstance(found.subject, KpiSubject):
            kpi = speech.plan.kpis.get(found.subject.key)
            sense = None if kpi is None else kpi.sense
        else:
            said.append(speech.when(line.when))
        change, better = change_words(speech, line.figure, line.base, sense=sense)
        if found.scenario != BASE and change:
            arrow = "▲" if line.figure > line.base else "▼"
            base = speech.figure(line, line.base)
            words = speech.language.text(
                "{change} against {base} in the base", change=change[1:], base=base
            )
            judged = verdict_word(better, speech)
            said.append(f"{arrow} {words}, {judged}" if judged else f"{arrow} {words}")
            ink = {Verdict.BETTER: colours.good, Verdict.WORSE: colours.bad}.get(better, ink)
        self._change.setText(" · ".join(said))
        set_text_colour(self._change, ink)

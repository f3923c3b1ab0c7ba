"""The Explain panel: a figure, what it comes from, and the way down to drivers."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QMimeData, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from models.calendar import Group
from models.keys import BASE, ScenarioKey
from ui.document import Document
from ui.explain.crumbs import Crumbs
from ui.explain.rows_model import ExplainRows
from ui.explain.rows_view import RowsView
from ui.explain.trail import Stop, Trail
from ui.fonts import TextStyle
from ui.icons import icon
from ui.inspector.choice import NamedChoice
from ui.inspector.movers_part import effect_words
from ui.theme import Theme
from ui.widgets.button import Button, ButtonLook
from ui.widgets.text import set_text_colour, text_label
from workbench.analysis.explain.explaining import explain_kpi
from workbench.analysis.explain.incentives import explain_pay
from workbench.analysis.explain.lines import Explanation, KpiSubject, Subject, When
from workbench.analysis.movers import movers
from workbench.explain_copy import as_html, as_text, row_text
from workbench.explain_rows import Row, Section, capitalised, change_words, sections
from workbench.explain_terms import Speech
from workbench.explain_words import facts, how_words, sentence, subject_name
from workbench.language import Language, shows_a_digit
from workbench.pulse import Verdict

WIDTH = 400
_MOST_MOVERS = 12
_REST_MS = 120
"""Without an edit for so long, what takes longer than a frame is worked out."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A figure that somebody wants to see explained.

    Attributes:
        subject: the figure.
        scenario: under which; None for the one on screen, whichever it is.
    """

    subject: Subject
    scenario: ScenarioKey | None = None


class ExplainPanel(QWidget):
    """Shows why a figure is what it is; follows the plan while it is open."""

    show_asked = Signal(object)
    """Subject: to be shown in the tree, or among the incentives."""
    closed = Signal()

    def __init__(
        self, document: Document, theme: Theme, language: Language, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._theme = theme
        self._language = language
        self._trail = Trail()
        self._scenario: ScenarioKey | None = None
        self._group: Group = document.group
        self._found: Explanation | None = None
        self._movers: Section | None = None
        self.setAccessibleName(language.text("Explanation"))
        text, colours = language.text, theme.colours
        self._rows = ExplainRows(self)
        self.crumbs = Crumbs(theme, language, self)
        self._name = text_label("", self, style=TextStyle.TITLE, wraps=True)
        self._figure = text_label("", self, style=TextStyle.HEADING)
        self._change = text_label("", self, style=TextStyle.SMALL_STRONG, wraps=True)
        self._how = text_label("", self, wraps=True)
        self._facts = text_label(
            "", self, style=TextStyle.SMALL, colour=colours.text_quiet, wraps=True
        )
        self.period = NamedChoice(
            theme, self, label=text("Period"), name=text("Period that is explained")
        )
        self.rows = RowsView(theme, self)
        self.rows.setAccessibleName(text("What the figure comes from"))
        self.back_button = self._button("back", text("Back"))
        self.copy_button = self._button("copy", text("Copy the explanation"))
        self.show_button = self._button("tree", text("Show on the tree"))
        self._close_button = self._button("close", text("Close the explanation"))
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._lay_out()
        self._connect()

    @property
    def explanation(self) -> Explanation | None:
        """What is explained; None while nothing is."""
        return self._found

    @property
    def trail(self) -> Trail:
        """The way to the figure on screen."""
        return self._trail

    @property
    def scenario(self) -> ScenarioKey:
        """The scenario that is explained."""
        known = self._scenario is None or self._scenario not in self._document.plan.scenarios
        if self._scenario == BASE:
            return BASE
        return self._document.scenario if known or self._scenario is None else self._scenario

    def explain(self, asked: Asked) -> None:
        """Explain a figure; the way to what was explained before is forgotten."""
        self._scenario = asked.scenario
        self._group = self._document.group
        self._walk(Trail((Stop(asked.subject),)))
        self.rows.setFocus(Qt.FocusReason.OtherFocusReason)

    def forget(self) -> None:
        """Explain nothing any more."""
        self._trail, self._found, self._movers = Trail(), None, None
        self._rest.stop()

    def copy(self) -> None:
        """Put the whole explanation on the clipboard, as text and as a table."""
        if self._found is None:
            return
        copied = QMimeData()
        copied.setText(as_text(self._found, self._speech))
        copied.setHtml(as_html(self._found, self._speech))
        QGuiApplication.clipboard().setMimeData(copied)

    def back(self) -> None:
        """Go back to the figure before; from the first one, close."""
        if len(self._trail.stops) > 1:
            self._walk(self._trail.back())
        else:
            self.closed.emit()

    @override
    def sizeHint(self) -> QSize:
        """Return the width of the panel; it is as high as the window."""
        return QSize(WIDTH, 600)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Escape, copy on Ctrl+C, wherever in the panel the keyboard is."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.key() == Qt.Key.Key_Backspace:
            self.back()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground, and the hairline to the room at the left."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colours.panel)
        painter.setPen(self._theme.colours.line)
        painter.drawLine(0, 0, 0, self.height())
        painter.end()

    @property
    def _speech(self) -> Speech:
        return Speech(self._document.plan, self._language)

    def _button(self, name: str, words: str) -> Button:
        picture = icon(name, self._theme)
        return Button(self._theme, self, icon=picture, look=ButtonLook.BARE, name=words)

    def _lay_out(self) -> None:
        space = self._theme.space
        column = QVBoxLayout(self)
        column.setContentsMargins(space.inset, space.gap, space.gap, space.gap)
        column.setSpacing(space.unit)
        head = QHBoxLayout()
        head.setSpacing(0)
        title = text_label(
            self._language.text("Why this figure"),
            self,
            style=TextStyle.SMALL_STRONG,
            colour=self._theme.colours.text_quiet,
        )
        head.addWidget(title)
        head.addStretch(1)
        for button in (self.back_button, self.copy_button, self.show_button, self._close_button):
            head.addWidget(button)
        column.addLayout(head)
        column.addWidget(self.crumbs)
        column.addWidget(self._name)
        column.addWidget(self._figure)
        column.addWidget(self._change)
        column.addWidget(self._how)
        column.addWidget(self._facts)
        period = QHBoxLayout()
        period.setContentsMargins(0, space.unit, space.gap, 0)
        period.addWidget(self.period)
        column.addLayout(period)
        column.addWidget(self.rows, 1)
        self.rows.show_model(self._rows)

    def _connect(self) -> None:
        document = self._document
        document.results_ready.connect(self._results_ready)
        document.shown_changed.connect(self._shown_changed)
        document.loaded.connect(self._loaded)
        self._rest.timeout.connect(self._look_for_movers)
        self.rows.entered.connect(self._enter)
        self.rows.back_asked.connect(self.back)
        self.rows.copy_asked.connect(self.copy)
        self.rows.close_asked.connect(self.closed)
        self.back_button.clicked.connect(self.back)
        self.copy_button.clicked.connect(self.copy)
        self.show_button.clicked.connect(self._ask_to_show)
        self._close_button.clicked.connect(self.closed)
        self.crumbs.chosen.connect(self._back_to)
        self.period.chosen.connect(self._read_for)

    def _walk(self, trail: Trail) -> None:
        """Show another figure, and put the cursor where it was there."""
        self._trail = trail
        self._movers = None
        self.refresh()
        self.rows.put_cursor(trail.stops[-1].row)

    def refresh(self) -> None:
        """Explain the figure on screen as it is now."""
        subject = self._trail.subject
        if subject is None:
            return
        results = self._document.results
        if isinstance(subject, KpiSubject):
            key, when = subject.key, subject.when
            self._found = explain_kpi(results.plan, results.values, key, self.scenario, when)
        else:
            self._found = explain_pay(results, subject.name, self.scenario)
        self._say(self._found)
        self._list_rows(self._found)
        self._rest.start()

    def _say(self, found: Explanation) -> None:
        """Word everything above the rows."""
        speech, line = self._speech, found.line
        names = [subject_name(stop.subject, speech) for stop in self._trail.stops]
        self.crumbs.show_way(names[:-1])
        self._name.setText(names[-1])
        self._figure.setText(speech.figure(line, line.figure, label=True))
        self._say_change(found)
        how = capitalised(how_words(found, speech))
        # A heading below says the same of its rows.
        told = any(section.title == how for section in sections(found, speech))
        for label, words in (
            (self._how, "" if told else how),
            (self._facts, "\n".join(facts(found, speech))),
        ):
            label.setText(words)
            label.setVisible(bool(words))
        self.rows.setAccessibleDescription(sentence(found, speech))
        of_kpi = isinstance(found.subject, KpiSubject)
        text = self._language.text
        shows = text("Show on the tree") if of_kpi else text("Show the incentives")
        self.show_button.setAccessibleName(shows)
        self.show_button.setToolTip(shows)
        self.period.setVisible(of_kpi)
        if of_kpi:
            self._offer_periods(found)

    def _say_change(self, found: Explanation) -> None:
        """Say the scenario, and what differs from the base."""
        speech, line, colours = self._speech, found.line, self._theme.colours
        said, ink = [speech.scenario(found.scenario)], colours.text_quiet
        if isinstance(found.subject, KpiSubject):
            kpi = self._document.plan.kpis[found.subject.key]
            change, better = change_words(speech, line.figure, line.base, sense=kpi.sense)
        else:
            said.append(speech.when(line.when))
            change, better = change_words(speech, line.figure, line.base)
        if found.scenario != BASE and change:
            base = speech.figure(line, line.base)
            arrow = "▲" if line.figure > line.base else "▼"
            words = self._language.text(
                "{change} against {base} in the base", change=change[1:], base=base
            )
            said.append(f"{arrow} {words}")
            ink = {Verdict.BETTER: colours.good, Verdict.WORSE: colours.bad}.get(better, ink)
        self._change.setText(" · ".join(said))
        set_text_colour(self._change, ink)

    def _offer_periods(self, found: Explanation) -> None:
        """Offer the group on screen, that of the figure, and every single period."""
        calendar = self._document.plan.calendar
        assert isinstance(found.subject, KpiSubject)  # noqa: S101 - only those have a period
        groups: dict[When, None] = {self._document.group: None}
        asked = self._trail.stops[-1].subject
        if isinstance(asked, KpiSubject) and isinstance(asked.when, Group):
            groups[asked.when] = None
        whens = [*groups, *range(calendar.count)]
        self.period.set_choices([(when, self._speech.when(when)) for when in whens])
        self.period.choose(asked.when if isinstance(asked, KpiSubject) else None)

    def _list_rows(self, found: Explanation) -> None:
        listed = list(sections(found, self._speech))
        if self._movers is not None:
            listed.append(self._movers)
        spoken = [row_text(row, self._speech) for section in listed for row in section.rows]
        self._rows.show_sections(listed, spoken)
        self.rows.fit()
        if not self.rows.currentIndex().isValid():
            self.rows.put_cursor(0)

    def _look_for_movers(self) -> None:
        """Add the drivers behind the figure, strongest first, once edits have come to rest."""
        found = self._found
        if found is None or not self.isVisible() or not isinstance(found.subject, KpiSubject):
            return
        self._movers = self._moving(found, found.subject)
        self._list_rows(found)

    def _moving(self, found: Explanation, subject: KpiSubject) -> Section | None:
        document, language = self._document, self._language
        plan, when = document.plan, subject.when
        group = when if isinstance(when, Group) else single_period(document, when)
        if not found.formula or not group.periods or not math.isfinite(found.line.figure):
            return None
        kpi = plan.kpis[subject.key]
        values = document.results.values
        strongest = movers(plan, values, kpi.key, found.scenario, group, limit=_MOST_MOVERS)
        rows = [
            Row(
                depth=0,
                sign="",
                words=plan.kpis[each.driver].name,
                note="" if each.function is None else plan.functions[each.function].name,
                figure=effect_words(each.effect, kpi, plan.currency, language),
                subject=KpiSubject(each.driver, when),
                value=each.effect,
            )
            for each in strongest
        ]
        rows = [row for row in rows if shows_a_digit(row.figure)]
        title = language.text("Drivers behind it (effect of +1 %)")
        return Section(title, tuple(rows)) if rows else None

    def _enter(self, entry: int) -> None:
        """Go into the figure of a row, where there is more to know."""
        row = self._rows.entries[entry].row
        if row is not None and row.subject is not None:
            self._walk(self._trail.into(row.subject, entry))

    def _back_to(self, place: int) -> None:
        self._walk(self._trail.back(place))
        self.rows.setFocus(Qt.FocusReason.OtherFocusReason)

    def _read_for(self, when: When) -> None:
        self._walk(self._trail.at(when))

    def _ask_to_show(self) -> None:
        if self._trail.subject is not None:
            self.show_asked.emit(self._trail.subject)

    def _results_ready(self, _generation: int, _results: object) -> None:
        if self._found is None or self.isHidden():
            return
        self._trail = self._trail.within(self._document.plan, self._document.group)
        if not self._trail.stops:
            self.closed.emit()
        else:
            self.refresh()

    def _shown_changed(self, _shown: object) -> None:
        before, self._group = self._group, self._document.group
        if self._found is not None and not self.isHidden():
            self._trail = self._trail.following(before, self._group)
            self._movers = None
            self.refresh()

    def _loaded(self) -> None:
        if self._found is not None:
            self.closed.emit()


def single_period(document: Document, period: int) -> Group:
    """Return one period of the plan as a group."""
    calendar = document.plan.calendar
    for group in calendar.groups(calendar.period):
        if group.periods == (period,):
            return group
    first = calendar.period_start(period)
    return Group(calendar.period, first, (period,), complete=True, number=1, fiscal_year=first.year)

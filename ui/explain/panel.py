"""The Explain panel: a figure, what it comes from, and the way down to drivers."""

from __future__ import annotations

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
from models.keys import BASE, KpiKey, ScenarioKey
from ui.document import Document, Shown
from ui.explain.crumbs import Crumbs
from ui.explain.head import ExplainHead
from ui.explain.rows_model import ExplainRows
from ui.explain.rows_view import RowsView
from ui.explain.trail import Stop, Trail
from ui.fonts import TextStyle
from ui.icons import icon
from ui.inspector.choice import NamedChoice
from ui.theme import Theme
from ui.widgets.button import Button, ButtonLook
from ui.widgets.text import text_label
from workbench.analysis.explain.explaining import explain_kpi
from workbench.analysis.explain.incentives import explain_pay
from workbench.analysis.explain.lines import Explanation, KpiSubject, Subject, When
from workbench.explain_copy import as_html, as_text, row_text
from workbench.explain_drivers import drivers_behind
from workbench.explain_rows import Section, sections
from workbench.explain_terms import Speech
from workbench.explain_words import sentence, subject_name
from workbench.language import Language

WIDTH = 400
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
        self._shown: Shown = document.shown
        self._found: Explanation | None = None
        self._sections: tuple[Section, ...] = ()
        self._movers: Section | None = None
        self.setAccessibleName(language.text("Explanation"))
        text = language.text
        self._rows = ExplainRows(self)
        self.crumbs = Crumbs(theme, language, self)
        self.head = ExplainHead(theme, self)
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
        asked = self._scenario
        there = asked == BASE or asked in self._document.plan.scenarios
        return asked if asked is not None and there else self._document.scenario

    def explain(self, asked: Asked) -> None:
        """Explain a figure; the way to what was explained before is forgotten."""
        self._scenario = asked.scenario
        self._shown = self._document.shown
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
        column.addWidget(self.head)
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
        document.selection_changed.connect(self._selection_changed)
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
        self._sections = sections(self._found, self._speech)
        self._say(self._found)
        self._list_rows()
        self._rest.start()

    def _say(self, found: Explanation) -> None:
        """Word everything above the rows."""
        speech = self._speech
        self.crumbs.show_way([self._crumb(stop.subject) for stop in self._trail.stops[:-1]])
        self.head.show_explanation(found, speech, frozenset(each.title for each in self._sections))
        self.rows.setAccessibleDescription(sentence(found, speech))
        of_kpi = isinstance(found.subject, KpiSubject)
        text = self._language.text
        shows = text("Show on the tree") if of_kpi else text("Show the incentives")
        self.show_button.setAccessibleName(shows)
        self.show_button.setToolTip(shows)
        self.period.setVisible(of_kpi)
        if of_kpi:
            self._offer_periods(found)

    def _crumb(self, subject: Subject) -> str:
        """Name a figure on the way, with its time where that is not the one on screen."""
        name = subject_name(subject, self._speech)
        if not isinstance(subject, KpiSubject) or subject.when == self._document.group:
            return name
        period = self._speech.when(subject.when)
        return self._language.text("{name} ({period})", name=name, period=period)

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

    def _list_rows(self) -> None:
        listed = list(self._sections)
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
        document = self._document
        values = document.results.values
        self._movers = drivers_behind(document.plan, values, found, self._language)
        self._list_rows()

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
        plan = self._document.plan
        self._trail = self._trail.within(plan, self._document.group)
        rows = () if self._movers is None else self._movers.rows
        subjects = [row.subject for row in rows if isinstance(row.subject, KpiSubject)]
        if any(subject.key not in plan.kpis for subject in subjects):
            self._movers = None
        if not self._trail.stops:
            self.closed.emit()
        else:
            self.refresh()

    def _shown_changed(self, shown: Shown) -> None:
        """Follow the screen to another group or scenario."""
        before, self._shown = self._shown, shown
        if self._found is None or self.isHidden():
            return
        if shown.scenario != before.scenario:
            self._scenario = None
        self._trail = self._trail.following(before.group, shown.group)
        self._movers = None
        self.refresh()

    def _selection_changed(self, key: KpiKey | None) -> None:
        """Explain what is selected in the tree, as the inspector would show it."""
        subject = self._trail.subject
        same = isinstance(subject, KpiSubject) and subject.key == key
        if key is not None and not same and not self.isHidden():
            self._walk(Trail((Stop(KpiSubject(key, self._document.group)),)))

    def _loaded(self) -> None:
        if self._found is not None:
            self.closed.emit()

"""The catalogue at the left of the tree: search, list, what a line means, and inserting it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QColor, QHideEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget
from typing_extensions import override

from models.keys import KpiKey
from ui.background import Answer, Background
from ui.decompose.catalogue_details import DetailsView
from ui.decompose.catalogue_edits import CatalogueEdits, Inserted, Spot
from ui.decompose.catalogue_lines import CatalogueList
from ui.decompose.catalogue_painter import LineMarks, stripe_colour
from ui.decompose.catalogue_search import CatalogueSearch
from ui.decompose.catalogue_strip import CatalogueStrip
from ui.decompose.dropping import Landing
from ui.document import Document
from ui.fonts import TextStyle
from ui.icons import icon
from ui.refusal import Refusal
from ui.theme import Theme
from ui.widgets.button import Button, ButtonLook
from ui.widgets.text import text_label
from workbench.catalogue.reading import catalogue
from workbench.catalogue.rows import entries_in_plan
from workbench.catalogue.shelf import Line, LineKind, details_of, shelf
from workbench.language import Language

_SETTLE_MS: Final = 60
"""After an edit, until the list says what the plan has: a drag makes many."""


class CataloguePanel(QWidget):
    """Known KPIs, objectives and whole trees, to be inserted below the selected KPI."""

    kpi_shown = Signal(object)
    """KpiKey: it was inserted, or asked for, and should come into view."""
    refused = Signal(object)
    """Refusal: it could not be inserted; None where something was."""
    left = Signal()
    """The keyboard should go back to the tree."""
    closed = Signal()
    """Somebody wants it closed."""

    def __init__(
        self, document: Document, theme: Theme, language: Language, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._theme = theme
        self._language = language
        self._edits = CatalogueEdits(document, language)
        self._marks = LineMarks(self._colour)
        self._filled_for = ""
        self._reading = Background(self)
        self.search = CatalogueSearch(theme, language, self)
        self.list = CatalogueList(theme, language, self, marks=self._marks)
        self.details = DetailsView(theme, language, self)
        self.strip = CatalogueStrip(theme, self)
        self._whereto = text_label(
            "", self, style=TextStyle.SMALL, colour=theme.colours.text_quiet, wraps=True
        )
        self.insert_button = Button(
            theme, self, text=language.text("Insert"), look=ButtonLook.PRIMARY
        )
        self.drivers_button = Button(theme, self, text=language.text("With its drivers"))
        self.insert_button.setToolTip(language.text("Enter; Ctrl+Enter beside the selected KPI"))
        self.drivers_button.setToolTip(language.text("Shift+Enter"))
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_SETTLE_MS)
        self._lay_out()
        self._connect()

    # What its door asks for

    def is_filled(self) -> bool:
        """Whether the catalogue has been read and is listed."""
        return bool(self._filled_for)

    def begin(self) -> None:
        """Be ready to be typed into."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def drop(self, what: str, landing: Landing, modifiers: Qt.KeyboardModifier) -> None:
        """Insert what was dropped; with its drivers where Ctrl was held."""
        kind, _, key = what.partition(":")
        line = next(
            (each for each in self._lines("") if each.kind == kind and each.key == key), None
        )
        if line is None:
            return
        spot = Spot(landing.parent, landing.at)
        drivers = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        there = line.kind is LineKind.KPI and KpiKey(line.key) in self._there()
        if there and landing.parent is not None:
            self._tell(line, self._edits.link(KpiKey(line.key), spot))
        else:
            self._tell(line, self._edits.insert(line, spot, with_drivers=drivers))

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Read the catalogue when it is looked at for the first time."""
        super().showEvent(event)
        self._refresh()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        """Say no more what belongs to the moment."""
        super().hideEvent(event)
        self.strip.clear()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground and the hairline towards the tree."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colours.panel)
        painter.setPen(self._theme.colours.line)
        painter.drawLine(self.width() - 1, 0, self.width() - 1, self.height())
        painter.end()

    # Within

    def _lay_out(self) -> None:
        theme, text = self._theme, self._language.text
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 1, 10)
        column.setSpacing(6)
        head = QHBoxLayout()
        head.setContentsMargins(theme.space.inset, 0, 8, 0)
        head.addWidget(text_label(text("Catalogue"), self, style=TextStyle.TITLE), 1)
        close = Button(
            theme, self, icon=icon("close", theme), look=ButtonLook.BARE, name=text("Close")
        )
        close.clicked.connect(self.closed)
        head.addWidget(close)
        column.addLayout(head)
        field = QHBoxLayout()
        field.setContentsMargins(theme.space.inset, 0, theme.space.inset, 2)
        field.addWidget(self.search)
        column.addLayout(field)
        parts = QSplitter(Qt.Orientation.Vertical, self)
        parts.setChildrenCollapsible(False)
        parts.setHandleWidth(5)
        parts.addWidget(self.list)
        parts.addWidget(self.details)
        parts.setStretchFactor(0, 3)
        parts.setStretchFactor(1, 2)
        parts.setSizes([300, 200])
        column.addWidget(parts, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(theme.space.inset, 2, theme.space.inset, 0)
        foot.setSpacing(6)
        foot.addWidget(self.strip)
        foot.addWidget(self._whereto)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.space.gap)
        buttons.addWidget(self.insert_button)
        buttons.addWidget(self.drivers_button)
        buttons.addStretch(1)
        foot.addLayout(buttons)
        column.addLayout(foot)
        self.setFocusProxy(self.search)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._search_changed)
        self.search.walked.connect(self.list.step)
        self.search.insert_asked.connect(self._insert_by_key)
        self.search.left.connect(self.left)
        self.list.picked.connect(self._picked)
        self.list.insert_asked.connect(self._insert_by_key)
        self.list.typed.connect(self._typed_in_list)
        self.list.left.connect(self._back_to_search)
        self.strip.accepted.connect(self._strip_accepted)
        self.insert_button.clicked.connect(self._insert)
        self.drivers_button.clicked.connect(self._insert_with_drivers)
        self._later.timeout.connect(self._refresh_marks)
        self._reading.answered.connect(self._read)
        self._document.changed.connect(self._plan_changed)
        self._document.loaded.connect(self._loaded)
        self._document.selection_changed.connect(self._selection_changed)

    def _lines(self, text: str) -> tuple[Line, ...]:
        return shelf(text, self._language, self._document.plan.currency)

    def _refresh(self) -> None:
        """List the catalogue, read in a pool thread the first time: that takes a moment."""
        currency = self._document.plan.currency
        if not self._filled_for:
            self._reading.ask(partial(shelf, "", self._language, currency))
            return
        if self._filled_for != currency:
            self._fill()
        self._refresh_marks()
        self._say_whereto()

    def _read(self, answer: Answer) -> None:
        if answer.error is not None:
            raise answer.error
        self._fill()
        self._refresh_marks()
        self._say_whereto()

    def _fill(self) -> None:
        self._filled_for = self._document.plan.currency
        self.list.show_lines(self._lines(self.search.text()))

    def _search_changed(self, text: str) -> None:
        self.strip.clear()
        if self._filled_for:
            self.list.show_lines(self._lines(text))

    def _typed_in_list(self, text: str) -> None:
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        self.search.insert(text)

    def _back_to_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _picked(self, line: Line | None) -> None:
        self.details.show_details(None if line is None else details_of(line, self._language))
        self._say_whereto()

    def _plan_changed(self, _changes: object) -> None:
        if self.isVisible():
            self.strip.clear()
            self._later.start()

    def _loaded(self) -> None:
        if self.isVisible():
            self._refresh()

    def _selection_changed(self, _key: object) -> None:
        if self.isVisible():
            self._say_whereto()

    def _refresh_marks(self) -> None:
        if not self._filled_for:
            return
        self._marks.there = frozenset(self._there())
        self.list.viewport().update()

    def _there(self) -> Mapping[KpiKey, KpiKey]:
        return entries_in_plan(self._document.plan)

    def _colour(self, line: Line) -> QColor | None:
        return stripe_colour(line, self._document.plan, self._theme)

    def _say_whereto(self) -> None:
        """Say where the line would go, and offer only what it can do."""
        text, line = self._language.text, self.list.line
        kpi = self._document.plan.kpis.get(self._document.selection or KpiKey(""))
        if line is not None and line.kind is LineKind.OBJECTIVE:
            words = text("Joins the objectives of the organisation")
        elif kpi is None:
            words = text("Goes to the top of the tree")
        else:
            words = text("Goes below “{name}”", name=kpi.name)
        self._whereto.setText("" if line is None else words)
        worked_out = (
            line is not None
            and line.kind is LineKind.KPI
            and bool(catalogue().entries[KpiKey(line.key)].formula)
        )
        self.insert_button.setEnabled(line is not None)
        self.drivers_button.setEnabled(worked_out)

    # Inserting

    def _insert_by_key(self, modifiers: Qt.KeyboardModifier) -> None:
        beside = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        drivers = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
        spot = self._edits.spot_beside() if beside else self._edits.spot_below()
        self._insert_at(spot, with_drivers=drivers)

    def _insert(self) -> None:
        self._insert_at(self._edits.spot_below(), with_drivers=False)

    def _insert_with_drivers(self) -> None:
        self._insert_at(self._edits.spot_below(), with_drivers=True)

    def _insert_at(self, spot: Spot, *, with_drivers: bool) -> None:
        line = self.list.line
        if line is not None:
            self._tell(line, self._edits.insert(line, spot, with_drivers=with_drivers), spot)

    def _tell(self, line: Line, done: Inserted | Refusal, spot: Spot | None = None) -> None:
        """Show what came of it, and offer what may follow."""
        if isinstance(done, Refusal):
            self.refused.emit(done)
            return
        self.refused.emit(None)
        self.search.selectAll()
        text = self._language.text
        if done.key is not None:
            self._document.select(done.key)
            self.kpi_shown.emit(done.key)
        if done.key is None:
            said = text("The objective is in the plan; scorecards can take it now.")
            self.strip.say(said)
        elif not done.new and spot is not None:
            said = text("“{name}” is in the plan already.", name=line.name)
            self.strip.offer(said, text("Insert again"), (line, spot))
        elif done.guard is not None:
            name = catalogue().entries[done.guard].name.of(self._language)
            said = text(
                "Watch “{name}” beside it: one must not be won at the cost of the other.",
                name=name,
            )
            self.strip.offer(said, text("Add it too"), done.guard)

    def _strip_accepted(self, offered: object) -> None:
        """Do what was offered: insert a KPI once more, or the one to watch."""
        if isinstance(offered, tuple):
            line, spot = offered
            self._tell(line, self._edits.insert(line, spot, again=True))
        elif isinstance(offered, str):
            name = catalogue().entries[KpiKey(offered)].name.of(self._language)
            line = Line(LineKind.KPI, offered, name)
            self._tell(line, self._edits.insert_guard(KpiKey(offered)))
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

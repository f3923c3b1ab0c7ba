"""Help for a line in which a formula is typed, wherever the line stands."""

from __future__ import annotations

import math
from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from models.keys import KpiKey
from ui.background import Answer, Background
from ui.document import Document
from ui.formula.marking import mark_line
from ui.formula.offer_list import OfferList
from ui.formula.strip import FormulaStrip
from ui.theme import Theme
from workbench.formula_completion import Offer, completions, signature_at
from workbench.formula_entry import formula_as_typed
from workbench.formula_preview import FormulaPreview, equation_words, preview_formula, preview_words
from workbench.formula_reading import reading_of
from workbench.language import Language

_PREVIEW_MS = 80
"""Without a key for so long, what is typed is read and worked out."""
_STEPS = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageUp: -7,
    Qt.Key.Key_PageDown: 7,
}
_TAKING = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab}


class FormulaAssist(QObject):
    """Offers names and functions, says what is typed and what it would give.

    The line stays its owner's: it commits and gives up as ever. Only while offers are open
    do the keys that choose among them go to the list.

    Attributes:
        strip: what stands below the line; the owner gives it a place.
    """

    def __init__(
        self,
        document: Document,
        theme: Theme,
        language: Language,
        line: QLineEdit,
        parent: QWidget,
    ) -> None:
        """Help ``line``; ``parent`` is what stands around it."""
        super().__init__(parent)
        self._document = document
        self._theme = theme
        self._language = language
        self._line = line
        self._key: KpiKey | None = None
        self._asked_for = ""
        self._sent: tuple[KpiKey, str] | None = None
        self._list: OfferList | None = None
        self.strip = FormulaStrip(theme, parent)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_PREVIEW_MS)
        self._rest.timeout.connect(self._read)
        # Somebody looks at it while typing; checks and the like can wait.
        self._background = Background(self, priority=1)
        self._background.answered.connect(self._show_answer)
        line.installEventFilter(self)
        # Where the line moves with what it stands in, only that is told.
        parent.installEventFilter(self)
        line.textEdited.connect(self._edited)
        line.cursorPositionChanged.connect(self._moved)

    @property
    def offers(self) -> OfferList:
        """The list of offers, which stands in the window of the line."""
        window = self._line.window()
        if self._list is None or self._list.parentWidget() is not window:
            if self._list is not None:
                self._list.deleteLater()
            self._list = OfferList(self._theme, self._language, window)
            self._list.chosen.connect(self.take)
        return self._list

    @property
    def is_on(self) -> bool:
        """Whether a formula is typed in the line."""
        return self._key is not None

    def start(self, key: KpiKey) -> None:
        """Help with the formula of a KPI from now on."""
        self._key = key
        self.clear()

    def stop(self) -> None:
        """Help with nothing."""
        self._key = None
        self.clear()

    def clear(self) -> None:
        """Say and offer nothing until the next key."""
        self._rest.stop()
        self._asked_for = ""
        self._close_list()
        self.strip.clear()
        mark_line(self._line, wrong=(), error=self._theme.colours.error)

    def mark(self, position: int) -> None:
        """Mark what a refusal is about: the word, or the sign, at a place of the text."""
        text = self._line.text()
        start = min(max(position, 0), max(len(text) - 1, 0))
        stop = start + 1
        if text[start:stop].isalnum():
            while stop < len(text) and (text[stop].isalnum() or text[stop] == "_"):
                stop += 1
        mark_line(self._line, wrong=((start, stop),), error=self._theme.colours.error)

    def take(self, offer: Offer) -> None:
        """Write what was chosen in place of the word."""
        text = self._line.text()
        self._close_list()
        # As if typed, so that the line's own undo takes it back.
        self._line.setSelection(offer.start, offer.stop - offer.start)
        if offer.stop == offer.start:
            self._line.setCursorPosition(offer.start)
        self._line.insert(offer.text)
        caret = offer.start + offer.caret
        if offer.is_function and text[offer.stop :].lstrip().startswith("("):
            caret = self._line.text().find("(", offer.start) + 1
        self._line.setCursorPosition(caret)
        self._later()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys that choose among the offers; go with the line where it goes."""
        if not self.is_on:
            return False
        kind = event.type()
        if kind in {QEvent.Type.Move, QEvent.Type.Resize}:
            self._follow()
        if watched is not self._line:
            return False
        if isinstance(event, QKeyEvent) and kind in {
            QEvent.Type.KeyPress,
            QEvent.Type.ShortcutOverride,
        }:
            if self._means_list(event):
                event.accept()
                if kind == QEvent.Type.KeyPress:
                    self._press(event)
                return True
        elif kind in {QEvent.Type.Hide, QEvent.Type.FocusOut}:
            self._close_list()
            self.strip.show_signature(None)
        return False

    def _follow(self) -> None:
        """Keep the list below the word where the line has moved."""
        if self._list is not None and self._list.offers:
            self._list.place(self._below(self._list.offers[0].start))

    def _means_list(self, event: QKeyEvent) -> bool:
        """Whether a key is for the list: it chooses, closes or opens it."""
        key, modifiers = Qt.Key(event.key()), event.modifiers()
        open_ = self._list is not None and bool(self._list.offers)
        control = modifiers == Qt.KeyboardModifier.ControlModifier
        if key == Qt.Key.Key_Space and control:
            return True
        if modifiers & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if not open_:
            return key == Qt.Key.Key_Down
        if key in _TAKING:
            return self.offers.current is not None
        return key in _STEPS or key == Qt.Key.Key_Escape

    def _press(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        offers = self.offers
        if not offers.offers:
            self._offer(asked=True)
        elif key in _STEPS:
            offers.step(_STEPS[key])
        elif key == Qt.Key.Key_Escape:
            self._close_list()
        elif offers.current is not None:
            self.take(offers.current)

    def _edited(self, _text: str) -> None:
        if self.is_on:
            self._offer(asked=False)
            self._later()

    def _later(self) -> None:
        self._show_signature()
        self._rest.start()

    def _moved(self, before: int, after: int) -> None:
        """Follow the cursor: offers are for the word it was in."""
        if not self.is_on:
            return
        if abs(after - before) != 1 or not self._line.isModified():
            self._close_list()
        self._show_signature()

    def _show_signature(self) -> None:
        signature = signature_at(self._line.text(), self._line.cursorPosition(), self._language)
        self.strip.show_signature(signature if self._line.hasFocus() else None)

    def _offer(self, *, asked: bool) -> None:
        offers = completions(
            self._document.plan,
            self._line.text(),
            self._line.cursorPosition(),
            self._language,
            key=self._key,
            asked=asked,
        )
        if not offers or (len(offers) == 1 and offers[0].exact):
            self._close_list()
            return
        self._show_signature()
        self.offers.show_offers(offers, self._below(offers[0].start))

    def _below(self, start: int) -> QRect:
        """Return the place of the word in the window, down to below the signature."""
        line, window = self._line, self._line.window()
        cursor = line.cursorRect()
        word = line.fontMetrics().horizontalAdvance(line.text()[start : line.cursorPosition()])
        left = max(0, cursor.center().x() - word)
        corner = line.mapTo(window, QPoint(left, 0))
        height = line.height() + self.strip.signature_height
        return QRect(corner.x() - 10, corner.y(), 10, height)

    def _close_list(self) -> None:
        if self._list is not None:
            self._list.close_list()

    def _read(self) -> None:
        """Mark what is wrong with what is typed, or have it worked out."""
        key, document = self._key, self._document
        if key is None or key not in document.plan.kpis:
            return
        text = self._line.text()
        reading = reading_of(document.plan, text, self._line.cursorPosition(), self._language)
        mark_line(self._line, wrong=reading.wrong, error=self._theme.colours.error)
        self.strip.show_fault(reading.sentence, wrong=reading.fault)
        formula = document.plan.kpis[key].formula
        if not reading.whole or text in {formula, formula_as_typed(document.plan, formula)}:
            self._asked_for = ""
            self.strip.show_preview("", "")
            return
        self._asked_for = text
        # What is at work is let finish, or every key would leave one more job behind.
        if not self._background.busy:
            self._ask(key)

    def _ask(self, key: KpiKey) -> None:
        values, shown = self._document.results.values, self._document.shown
        text = self._asked_for
        self._sent = (key, text)
        self._background.ask(
            partial(preview_formula, values, key, text, shown.scenario, shown.group)
        )

    def _show_answer(self, answer: Answer) -> None:
        """Show what a formula would give, unless another is typed already."""
        if answer.error is not None:
            raise answer.error
        if self._key is None or not self._asked_for:
            return
        if self._sent != (self._key, self._asked_for):
            self._ask(self._key)
            return
        preview = answer.value
        if not isinstance(preview, FormulaPreview) or preview.key != self._key:
            self.strip.show_preview("", "")
            return
        words = preview_words(preview, self._document.group, self._language)
        equation = equation_words(preview, self._language)
        self.strip.show_preview(equation, words, sound=not math.isnan(preview.value))

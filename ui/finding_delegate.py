"""How a line of the checks looks: a mark, the sentence, and at the right what can be done."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QIcon, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from ui.finding_rows import ROW_ROLE, FindingRow, Index
from ui.fonts import TextStyle, font
from ui.icons import icon
from ui.theme import Theme
from workbench.findings import FindingKind
from workbench.language import Language

_ICONS: Final = {
    FindingKind.ERROR: "problem",
    FindingKind.TO_FILL: "to_fill",
    FindingKind.WARNING: "warning",
    FindingKind.HINT: "hint",
}
_MARK: Final = 16
_PAD: Final = 8
_BETWEEN: Final = 6
_LEAST_TEXT: Final = 260
"""Pixels that a sentence has at least, before what can be done goes below it."""
_BUTTON: Final = 24


class Act(Enum):
    """What can be done with a line."""

    SHOW = "show"
    MEND = "mend"
    ASIDE = "aside"


@dataclass(frozen=True, slots=True)
class _Plan:
    """Where the parts of a line are."""

    text: QRect
    why: QRect
    buttons: tuple[tuple[Act, str, QRect], ...]
    height: int


class FindingDelegate(QStyledItemDelegate):
    """Paints lines, and knows what is under the pointer.

    Attributes:
        hovered: the line and the act under the pointer; (-1, None) where there is none.
    """

    def __init__(self, theme: Theme, language: Language, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view
        self._theme = theme
        colours = theme.colours
        inks = {FindingKind.ERROR: colours.error, FindingKind.WARNING: colours.warning}
        self._marks: dict[FindingKind, QIcon] = {
            kind: icon(name, theme, inks.get(kind, colours.text_quiet), _MARK)
            for kind, name in _ICONS.items()
        }
        self._show = language.text("Show")
        self._aside = language.text("Not here")
        self.hovered: tuple[int, Act | None] = (-1, None)

    def act_at(self, row: FindingRow, box: QRect, at: QPoint) -> Act | None:
        """Return what a click at a point of a line would do; None beside the words for it."""
        for act, _, place in self._planned(row, box).buttons:
            if place.contains(at):
                return act
        return None

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the width there is, and the height that the sentence takes."""
        row = index.data(ROW_ROLE)
        width = self._view.viewport().width()
        if not isinstance(row, FindingRow):
            return QSize(width, 0)
        return QSize(width, self._planned(row, QRect(0, 0, width, 0)).height)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a line."""
        row = index.data(ROW_ROLE)
        if not isinstance(row, FindingRow):
            return
        colours, box = self._theme.colours, option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = self.hovered[0] == index.row()
        if row.finding is not None and (chosen or hovered):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.accent_soft if chosen else colours.hover)
            radius = self._theme.space.small_radius
            painter.drawRoundedRect(QRectF(box), radius, radius)
        planned = self._planned(row, box)
        if row.finding is None:
            painter.setFont(font(TextStyle.SMALL_STRONG))
            painter.setPen(colours.text_quiet)
            painter.drawText(planned.text, int(Qt.AlignmentFlag.AlignVCenter), row.text)
            painter.restore()
            return
        if row.kind is not None:
            mark = QRect(box.left() + _PAD, planned.text.top() + 1, _MARK, _MARK)
            self._marks[row.kind].paint(painter, mark)
        painter.setFont(font(TextStyle.BODY))
        painter.setPen(colours.text)
        painter.drawText(planned.text, int(Qt.TextFlag.TextWordWrap), row.text)
        if row.why:
            painter.setFont(font(TextStyle.SMALL))
            painter.setPen(colours.text_quiet)
            painter.drawText(planned.why, int(Qt.TextFlag.TextWordWrap), row.why)
        for act, words, place in planned.buttons:
            if act is not Act.ASIDE or chosen or hovered:
                pointed = hovered and self.hovered[1] is act
                self._paint_button(painter, act, words, place, pointed=pointed)
        painter.restore()

    def _paint_button(
        self, painter: QPainter, act: Act, words: str, place: QRect, *, pointed: bool
    ) -> None:
        colours, edge = self._theme.colours, QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setBrush(colours.raised if act is Act.MEND else Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colours.line, 1) if act is Act.MEND else Qt.PenStyle.NoPen)
        if pointed:
            painter.setBrush(colours.hover)
            painter.setPen(QPen(colours.line_strong, 1))
        painter.drawRoundedRect(edge, 5, 5)
        painter.setPen(colours.text_quiet if act is Act.ASIDE else colours.accent)
        painter.setFont(font(TextStyle.SMALL_STRONG if act is Act.MEND else TextStyle.SMALL))
        painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), words)

    def _planned(self, row: FindingRow, box: QRect) -> _Plan:
        """Return where the parts of a line are; what can be done goes below a narrow one."""
        if row.finding is None:
            height = 26
            head = QRect(box.left() + _PAD, box.top(), box.width(), height)
            return _Plan(head, QRect(), (), height)
        acts = [(Act.MEND, row.mend)] if row.mend else []
        acts += [(Act.ASIDE, self._aside)] if row.finding.name else []
        acts += [(Act.SHOW, self._show)]
        metrics = QFontMetrics(font(TextStyle.SMALL_STRONG))
        sized = [(act, words, metrics.horizontalAdvance(words) + 20) for act, words in acts]
        taken = sum(width for *_, width in sized) + _BETWEEN * len(sized)
        left = box.left() + 2 * _PAD + _MARK
        room = box.width() - (left - box.left()) - _PAD
        below = room - taken < _LEAST_TEXT
        width = room if below else room - taken
        body = QFontMetrics(font(TextStyle.BODY))
        wrapped = body.boundingRect(QRect(0, 0, width, 10_000), Qt.TextFlag.TextWordWrap, row.text)
        text = QRect(left, box.top() + 7, width, wrapped.height())
        why = QRect(left, text.bottom() + 2, width, 0)
        if row.why:
            small = QFontMetrics(font(TextStyle.SMALL))
            tall = QRect(0, 0, width, 10_000)
            said = small.boundingRect(tall, Qt.TextFlag.TextWordWrap, row.why)
            why.setHeight(said.height())
        last = why.bottom() if row.why else text.bottom()
        top = last + 4 if below else box.top() + 4
        at = left if below else box.right() - _PAD - taken + _BETWEEN
        buttons: list[tuple[Act, str, QRect]] = []
        for act, words, wide in sized:
            buttons.append((act, words, QRect(at, top, wide, _BUTTON)))
            at += wide + _BETWEEN
        high = top + _BUTTON if below else max(last + 3, top + _BUTTON)
        return _Plan(text, why, tuple(buttons), high + 5 - box.top())

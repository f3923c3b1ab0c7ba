"""The six stages of a plan in a row: what was reached, when and by whom."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from models.life import Life, LifeStep, Stage
from ui.fonts import TextStyle, font
from ui.theme import Theme
from workbench.language import Language
from workbench.stage_words import stage_name

_DOT = 9
_TOP = 14
_HEIGHT = 82
_BARE = 46
"""The height while no step is dated."""


class LifeStepper(QWidget):
    """Dots on a line, filled as far as the plan has come; below each its name, date and signer.

    It only shows: what can be done stands below it as buttons.
    """

    def __init__(self, theme: Theme, language: Language, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._language = language
        self._life = Life()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_life(self._life)

    def show_life(self, life: Life) -> None:
        """Show how far a plan has come."""
        self._life = life
        reached = [
            " ".join((stage_name(stage, self._language), *self._below(step)))
            for stage, step in self._reached().items()
        ]
        self.setAccessibleName(", ".join(reached))
        self.setFixedHeight(_HEIGHT if life.steps else _BARE)
        self.update()

    @override
    def sizeHint(self) -> QSize:
        """Return room for dots and three lines."""
        return QSize(6 * 110, _HEIGHT)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line, the dots and the words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = self._theme.colours
        stages, reached = list(Stage), self._reached()
        width = self.width() / len(stages)
        now = stages.index(self._life.stage)
        for place, stage in enumerate(stages):
            left = place * width
            centre = QPointF(left + _DOT, _TOP)
            if place + 1 < len(stages):
                done = place < now
                painter.setPen(QPen(colours.accent if done else colours.line_strong, 2))
                painter.drawLine(
                    QPointF(left + 2 * _DOT + 5, _TOP), QPointF(left + width - 5, _TOP)
                )
            self._paint_dot(painter, centre, done=place < now, here=place == now)
            self._paint_words(painter, QRectF(left, 0, width, _HEIGHT), stage, reached.get(stage))
        painter.end()

    def _reached(self) -> dict[Stage, LifeStep | None]:
        """Return the stages behind and at the plan, each with the step that led there last."""
        stages = list(Stage)
        now = stages.index(self._life.stage)
        found: dict[Stage, LifeStep | None] = dict.fromkeys(stages[: now + 1])
        for step in self._life.steps:
            if step.stage in found:
                found[step.stage] = step
        return found

    def _below(self, step: LifeStep | None) -> tuple[str, ...]:
        if step is None:
            return ()
        return (self._language.date(step.on), step.by)

    def _paint_dot(self, painter: QPainter, centre: QPointF, *, done: bool, here: bool) -> None:
        colours = self._theme.colours
        edge = colours.accent if done or here else colours.line_strong
        painter.setPen(QPen(edge, 2))
        painter.setBrush(colours.accent if done else colours.panel)
        painter.drawEllipse(centre, _DOT - 1, _DOT - 1)
        if done:
            painter.setPen(QPen(colours.accent_text, 2))
            x, y = centre.x(), centre.y()
            painter.drawPolyline(
                [QPointF(x - 3.5, y + 0.5), QPointF(x - 1, y + 3), QPointF(x + 3.5, y - 2.5)]
            )
        elif here:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.accent)
            painter.drawEllipse(centre, 4, 4)

    def _paint_words(
        self, painter: QPainter, room: QRectF, stage: Stage, step: LifeStep | None
    ) -> None:
        colours = self._theme.colours
        here = stage is self._life.stage
        known = step is not None or here or stage is Stage.DRAFT
        lines = [(stage_name(stage, self._language), TextStyle.BODY_STRONG if here else None)]
        lines += [(line, TextStyle.SMALL) for line in self._below(step)]
        top = _TOP + _DOT + 6
        for words, style in lines:
            written = font(style or TextStyle.BODY)
            metrics = QFontMetrics(written)
            painter.setFont(written)
            quiet = style is TextStyle.SMALL or not known
            painter.setPen(colours.text_quiet if quiet else colours.text)
            inner = QRect(round(room.left()), top, round(room.width()) - 8, metrics.height())
            shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, inner.width())
            painter.drawText(inner, Qt.AlignmentFlag.AlignLeft, shown)
            top += metrics.height() + 1

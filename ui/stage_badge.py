"""Where the plan stands in its life, beside its name: a click leads to all about it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget
from typing_extensions import override

from models.life import Life
from ui.document import Document
from ui.fonts import TextStyle, font
from ui.theme import Theme
from ui.widgets.button import click_by_enter
from workbench.language import Language

_AROUND = 9
_HEIGHT = 22


class StageBadge(QAbstractButton):
    """A word in a quiet frame: “Draft”, “Agreed · v2”."""

    def __init__(
        self, document: Document, theme: Theme, language: Language, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._theme = theme
        self._language = language
        self._shown: Life | None = None
        self.setFont(font(TextStyle.SMALL))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        document.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show where the plan stands now."""
        life = self._document.plan.life
        if life is self._shown:
            return
        # The words of a life come with the engine, which nobody needs before there is a plan.
        from workbench.stage_words import stage_badge, stage_meaning  # noqa: PLC0415

        self._shown = life
        words = stage_badge(life, self._language)
        meaning = stage_meaning(life.stage, self._language)
        self.setText(words)
        self.setToolTip(meaning)
        self.setAccessibleName(self._language.text("Life of the plan: {stage}", stage=words))
        self.setAccessibleDescription(meaning)
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        """Return room for the words."""
        return QSize(self.fontMetrics().horizontalAdvance(self.text()) + 2 * _AROUND + 2, _HEIGHT)

    @override
    def minimumSizeHint(self) -> QSize:
        """Return the size hint: it is never clipped."""
        return self.sizeHint()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Click by Enter as by Space."""
        if not click_by_enter(self, event):
            super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the frame and the words; what is locked stands on a soft ground."""
        colours = self._theme.colours
        locked = self._document.plan.life.locked
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        ground = colours.accent_soft if locked else colours.panel
        painter.setBrush(colours.hover if self.underMouse() and not locked else ground)
        painter.setPen(QPen(colours.accent_line if locked else colours.line, 1))
        painter.drawRoundedRect(edge, _HEIGHT / 2, _HEIGHT / 2)
        painter.setPen(colours.accent if locked else colours.text_quiet)
        painter.setFont(self.font())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colours.selection_ring, 2))
            painter.drawRoundedRect(edge.adjusted(0.5, 0.5, -0.5, -0.5), _HEIGHT / 2, _HEIGHT / 2)
        painter.end()

"""Text in rows and sentences that is read, walked through and copied, as high as it is long."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from html import escape

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTextDocument,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextBrowser, QWidget
from typing_extensions import override

from ui.fonts import TextStyle, font
from ui.theme import Theme

_PAST = 140
"""How strongly what is no longer of the plan is covered, of 255."""


class Prose(QTextBrowser):
    """A text of a panel. Tab leaves it, the arrows scroll what stands around, Ctrl+C copies."""

    def __init__(self, theme: Theme, parent: QWidget, *, name: str) -> None:
        """Make an empty text; ``name`` says what it tells."""
        super().__init__(parent)
        self._theme = theme
        self._html = ""
        self._past = False
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFont(font(TextStyle.BODY))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setOpenLinks(False)
        self.setTabChangesFocus(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setAccessibleName(name)
        self.setDocument(QTextDocument(self))
        self.document().setDocumentMargin(2)
        self.document().setDefaultFont(font(TextStyle.BODY))

    def show_html(self, html: str) -> None:
        """Show another text; the very same is not laid out again."""
        if html != self._html:
            self._html = html
            # Qt breaks a line at a narrow space even where it must not.
            self.setHtml(html.replace("\u202f", "\u00a0"))
            self._fit()

    def set_past(self, *, past: bool) -> None:
        """Grey the text while it is of a plan that is no more."""
        if past != self._past:
            self._past = past
            self.viewport().update()

    @override
    def resizeEvent(self, e: QResizeEvent) -> None:
        """Be as high as the text is in another width."""
        super().resizeEvent(e)
        if e.size().width() != e.oldSize().width():
            self._fit()

    @override
    def wheelEvent(self, e: QWheelEvent) -> None:
        """Let the page scroll."""
        e.ignore()

    @override
    def paintEvent(self, e: QPaintEvent) -> None:
        """Paint the text, a ring where it has the keyboard, and grey over what is past."""
        super().paintEvent(e)
        painter = QPainter(self.viewport())
        if self._past:
            cover = QColor(self._theme.colours.panel)
            cover.setAlpha(_PAST)
            painter.fillRect(self.viewport().rect(), cover)
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self._theme.colours.selection_ring, 1.5))
            edge = QRectF(self.viewport().rect()).adjusted(1, 1, -1, -1)
            painter.drawRoundedRect(edge, 4, 4)
        painter.end()

    def _fit(self) -> None:
        self.document().setTextWidth(self.viewport().width())
        self.setFixedHeight(math.ceil(self.document().size().height()) + 2)


def quiet(text: str, theme: Theme) -> str:
    """Return a text in the quiet colour."""
    return f'<span style="color:{theme.colours.text_quiet.name()}">{escape(text)}</span>'


def strong(text: str) -> str:
    """Return a text that stands out."""
    return f"<b>{escape(text)}</b>"


def paragraph(html: str, *, above: int = 0, below: int = 4) -> str:
    """Return a paragraph with room around it."""
    return f'<p style="margin-top:{above}px; margin-bottom:{below}px">{html}</p>'


def rows(
    lines: Iterable[Sequence[str]], widths: Sequence[str], *, right: Sequence[int] = ()
) -> str:
    """Return lines of cells one below the other.

    Args:
        lines: cells, already marked up.
        widths: of each column, as in "60%"; empty: as wide as it must be.
        right: columns whose cells stand at the right, as figures do.
    """
    written: list[str] = []
    for line in lines:
        cells: list[str] = []
        for column, cell in enumerate(line):
            side = ' align="right"' if column in right else ""
            width = f' width="{widths[column]}"' if widths[column] else ""
            # A figure and its unit belong together; sentences may break.
            wraps = ' style="white-space:nowrap"' if column in right else ""
            cells.append(f"<td{side}{width}{wraps}>{cell}</td>")
        written.append(f'<tr valign="top">{"".join(cells)}</tr>')
    table = '<table width="100%" cellspacing="0" cellpadding="3" border="0">'
    return f"{table}{''.join(written)}</table>"

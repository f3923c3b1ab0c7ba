"""All there is to say of one line of the catalogue, its temperament as seven small axes."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from ui.fonts import TextStyle, font
from ui.theme import Theme
from ui.widgets.text import text_label
from workbench.catalogue.shelf import Axis, Details
from workbench.language import Language

_AXIS_HEIGHT: Final = 19
_DOT: Final = 3.5


class Axes(QWidget):
    """Seven lines with a word at either end, and a dot where something stands between them."""

    def __init__(self, theme: Theme, language: Language, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._language = language
        self._axes: tuple[Axis, ...] = ()
        self.setFont(font(TextStyle.SMALL))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_axes(self, axes: tuple[Axis, ...]) -> None:
        """Show where something else stands; no axes take no room."""
        self._axes = axes
        self.setVisible(bool(axes))
        said = "; ".join(
            self._language.text(
                "{first} – {second}: {place}",
                first=axis.first,
                second=axis.second,
                place=self._language.share(axis.place, 0),
            )
            for axis in axes
        )
        self.setAccessibleName(said)
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        """Return room for every axis."""
        return QSize(200, _AXIS_HEIGHT * len(self._axes))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the axes below each other, their words in two columns."""
        colours = self._theme.colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        wide = painter.fontMetrics().horizontalAdvance
        left = max((wide(axis.first) for axis in self._axes), default=0) + 10
        right = self.width() - max((wide(axis.second) for axis in self._axes), default=0) - 10
        for row, axis in enumerate(self._axes):
            band = QRectF(0, row * _AXIS_HEIGHT, self.width(), _AXIS_HEIGHT)
            middle = band.center().y()
            painter.setPen(colours.text if axis.place < 0.5 else colours.text_quiet)
            painter.drawText(band, Qt.AlignmentFlag.AlignVCenter, axis.first)
            painter.setPen(colours.text if axis.place > 0.5 else colours.text_quiet)
            ends = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            painter.drawText(band, ends, axis.second)
            painter.setPen(QPen(colours.line_strong, 1))
            painter.drawLine(QPointF(left, middle), QPointF(right, middle))
            half = (left + right) / 2
            painter.drawLine(QPointF(half, middle - 2), QPointF(half, middle + 2))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.accent)
            painter.drawEllipse(QPointF(left + (right - left) * axis.place, middle), _DOT, _DOT)
        painter.end()


class DetailsView(QScrollArea):
    """What a line means: its sentence, its facts and its temperament."""

    def __init__(self, theme: Theme, language: Language, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._language = language
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(language.text("What it means"))
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Window, theme.colours.panel)
        self.setPalette(palette)
        self._shown: Details | None = None

    @property
    def shown(self) -> Details | None:
        """What is told; None where there is nothing to tell."""
        return self._shown

    def show_details(self, details: Details | None) -> None:
        """Tell of something else."""
        if details == self._shown:
            return
        self._shown = details
        page = QWidget(self)
        column = QVBoxLayout(page)
        inset = self._theme.space.inset
        column.setContentsMargins(inset, 12, inset, 12)
        column.setSpacing(2)
        if details is not None:
            self._fill(column, page, details)
        column.addStretch(1)
        self.setWidget(page)
        self.setAccessibleDescription(_read_out(details))

    def _fill(self, column: QVBoxLayout, page: QWidget, details: Details) -> None:
        quiet = self._theme.colours.text_quiet
        column.addWidget(text_label(details.name, page, style=TextStyle.TITLE, wraps=True))
        column.addWidget(text_label(details.said, page, wraps=True))
        for fact in details.facts:
            column.addSpacing(7)
            about = text_label(fact.about, page, style=TextStyle.CAPTION, colour=quiet)
            column.addWidget(about)
            column.addWidget(text_label(fact.said, page, wraps=True))
        if details.axes:
            column.addSpacing(9)
            words = self._language.text("Temperament")
            column.addWidget(text_label(words, page, style=TextStyle.CAPTION, colour=quiet))
            axes = Axes(self._theme, self._language, page)
            axes.show_axes(details.axes)
            column.addWidget(axes)


def _read_out(details: Details | None) -> str:
    """Return all that is told, for who does not see it."""
    if details is None:
        return ""
    facts = (f"{fact.about}: {fact.said}" for fact in details.facts)
    return ". ".join((details.name, details.said, *facts))

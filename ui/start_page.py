"""The page one starts on: recent plans, samples, a new plan."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from ui.fonts import TextStyle, font
from ui.icons import icon, pixmap
from ui.plan_files import sample_files
from ui.preferences import Preferences
from ui.theme import Theme
from ui.widgets.button import Button, ButtonLook, click_by_enter
from ui.widgets.panel import Panel
from ui.widgets.text import text_label
from workbench.language import Language

_WIDEST = 880


class PlanRow(QAbstractButton):
    """A plan to open: its name above, where it is or what it shows below."""

    def __init__(
        self, theme: Theme, parent: QWidget, *, picture: str, name: str, quiet: str
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._picture = picture
        self._quiet = quiet
        self.setText(name)
        self.setAccessibleName(f"{name}, {quiet}")
        self.setToolTip(quiet)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    @override
    def sizeHint(self) -> QSize:
        """Return room for two lines."""
        return QSize(240, 52)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open by Enter as by Space."""
        if not click_by_enter(self, event):
            super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the icon, the name and the quiet line."""
        colours = self._theme.colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inside = self.rect().adjusted(1, 1, -1, -1)
        if self.underMouse() and self.isEnabled():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.hover)
            painter.drawRoundedRect(inside, 6, 6)
        ink = colours.accent if self.isEnabled() else colours.text_disabled
        painter.drawPixmap(10, 15, pixmap(self._picture, ink, 22, self.devicePixelRatioF()))
        room = self.width() - 54
        painter.setFont(font(TextStyle.BODY_STRONG))
        painter.setPen(colours.text if self.isEnabled() else colours.text_disabled)
        elide = painter.fontMetrics().elidedText
        painter.drawText(
            QRect(44, 8, room, 18), 0, elide(self.text(), Qt.TextElideMode.ElideRight, room)
        )
        painter.setFont(font(TextStyle.SMALL))
        painter.setPen(colours.text_quiet if self.isEnabled() else colours.text_disabled)
        elide = painter.fontMetrics().elidedText
        painter.drawText(
            QRect(44, 27, room, 18), 0, elide(self._quiet, Qt.TextElideMode.ElideMiddle, room)
        )
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colours.selection_ring, 2))
            painter.drawRoundedRect(inside, 6, 6)
        painter.end()


class StartPage(QScrollArea):
    """Recent plans, those that are gone greyed, and the samples."""

    new_asked = Signal()
    open_asked = Signal()
    recent_asked = Signal(Path)
    sample_asked = Signal(Path)

    def __init__(
        self, preferences: Preferences, theme: Theme, language: Language, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self._theme = theme
        self._language = language
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.refresh()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Look again which recent plans are still there."""
        super().showEvent(event)
        self.refresh()

    def refresh(self) -> None:
        """Build the page from the recent plans as they are now."""
        theme, text = self._theme, self._language.text
        page = QWidget(self)
        palette = page.palette()
        palette.setColor(palette.ColorRole.Window, theme.colours.ground)
        page.setPalette(palette)
        page.setAutoFillBackground(True)
        across = QHBoxLayout(page)
        across.setContentsMargins(24, 28, 24, 24)
        middle = QWidget(page)
        middle.setMaximumWidth(_WIDEST)
        across.addStretch(1)
        across.addWidget(middle, 20)
        across.addStretch(1)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(text_label("KPI Workbench", middle, style=TextStyle.HEADING))
        column.addWidget(
            text_label(
                text("From profit down to what each person can move, and what it pays."),
                middle,
                colour=theme.colours.text_quiet,
                wraps=True,
            )
        )
        column.addSpacing(14)
        columns = QHBoxLayout()
        columns.setSpacing(theme.space.inset)
        columns.addWidget(self._recent_panel(middle), 1, Qt.AlignmentFlag.AlignTop)
        columns.addWidget(self._samples_panel(middle), 1, Qt.AlignmentFlag.AlignTop)
        column.addLayout(columns)
        column.addStretch(1)
        self.setWidget(page)

    def _recent_panel(self, parent: QWidget) -> Panel:
        theme, text = self._theme, self._language.text
        panel = Panel(theme, parent, title=text("Your plans"))
        buttons = QHBoxLayout()
        new = Button(
            theme,
            panel,
            text=text("New plan"),
            icon=icon("new", theme, theme.colours.accent_text),
            look=ButtonLook.PRIMARY,
        )
        new.clicked.connect(self.new_asked)
        browse = Button(
            theme, panel, text=text("Open…"), icon=icon("open", theme, theme.colours.text)
        )
        browse.clicked.connect(self.open_asked)
        buttons.addWidget(new)
        buttons.addWidget(browse)
        buttons.addStretch(1)
        panel.body.addLayout(buttons)
        rows = QVBoxLayout()
        rows.setSpacing(0)
        for path in self._preferences.recent:
            there = path.is_file()
            quiet = str(path) if there else text("no longer there: {path}", path=path)
            row = PlanRow(theme, panel, picture="decompose", name=path.stem, quiet=quiet)
            row.setEnabled(there)
            row.clicked.connect(partial(self.recent_asked.emit, path))
            rows.addWidget(row)
        panel.body.addLayout(rows)
        return panel

    def _samples_panel(self, parent: QWidget) -> Panel:
        theme, text = self._theme, self._language.text
        panel = Panel(
            theme,
            parent,
            title=text("Samples"),
            subtitle=text("Complete plans to try things on; they open as copies."),
        )
        rows = QVBoxLayout()
        rows.setSpacing(0)
        for path in sample_files():
            name, quiet = sample_words(path, self._language)
            row = PlanRow(theme, panel, picture="sample", name=name, quiet=quiet)
            row.clicked.connect(partial(self.sample_asked.emit, path))
            rows.addWidget(row)
        panel.body.addLayout(rows)
        return panel


def sample_words(path: Path, language: Language) -> tuple[str, str]:
    """Return the name of a sample and what it shows."""
    text = language.text
    known = {
        "maison_verte": ("Maison Verte", text("Consumer subscriptions, in French")),
        "northwind_cloud": (
            "Northwind Cloud",
            text("Business software by segment, in English"),
        ),
        "lark_mobile": ("Lark Mobile", text("A telecom operator by region, in English")),
    }
    return known.get(path.stem, (path.stem.replace("_", " ").capitalize(), ""))

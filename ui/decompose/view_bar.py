"""The strip below the tree: legend, tree or outline, zoom."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.decompose.legend import Legend
from ui.document import Document
from ui.icons import icon
from ui.theme import Theme
from ui.widgets.button import Button
from ui.widgets.segmented import Choice, SegmentedSwitch
from ui.widgets.text import text_label
from workbench.language import Language

_PERCENT_WIDTH = 50
"""Room for 1,000 %, so that the buttons beside it stay under the pointer."""


class Shape(Enum):
    """How the tree is shown."""

    TREE = "tree"
    OUTLINE = "outline"
    BOTH = "both"


class ViewBar(QWidget):
    """Says which functions have which colour, and switches and zooms what is above it."""

    shape_chosen = Signal(object)
    """Shape."""
    zoom_asked = Signal(float)
    """Steps in, out where negative."""
    fit_asked = Signal()

    def __init__(
        self, document: Document, theme: Theme, language: Language, parent: QWidget
    ) -> None:
        super().__init__(parent)
        text = language.text
        self.setAutoFillBackground(True)
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Window, theme.colours.ground)
        self.setPalette(palette)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.space.room, 6, theme.space.inset, 10)
        row.setSpacing(theme.space.gap)
        row.addWidget(Legend(document, theme, language, self), 1)
        self.shapes = SegmentedSwitch(
            theme,
            self,
            name=text("How the tree is shown"),
            choices=(
                Choice(Shape.TREE, text("Tree")),
                Choice(Shape.OUTLINE, text("Outline")),
                Choice(Shape.BOTH, text("Both"), text("Tree above, outline below")),
            ),
        )
        self.shapes.chosen.connect(self.shape_chosen)
        row.addWidget(self.shapes)
        self._zoom = QWidget(self)
        zoom = QHBoxLayout(self._zoom)
        zoom.setContentsMargins(0, 0, 0, 0)
        zoom.setSpacing(2)
        ink = theme.colours.text
        out = Button(theme, self._zoom, icon=icon("zoom_out", theme, ink), name=text("Zoom out"))
        out.clicked.connect(self._zoom_out)
        self._percent = text_label("100 %", self._zoom)
        self._percent.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._percent.setMinimumWidth(_PERCENT_WIDTH)
        into = Button(theme, self._zoom, icon=icon("zoom_in", theme, ink), name=text("Zoom in"))
        into.clicked.connect(self._zoom_in)
        fit = Button(theme, self._zoom, text=text("Fit"), name=text("Fit all"))
        fit.clicked.connect(self.fit_asked)
        for part in (out, self._percent, into):
            zoom.addWidget(part)
        zoom.addSpacing(6)
        zoom.addWidget(fit)
        row.addWidget(self._zoom)
        self._language = language

    def show_shape(self, shape: Shape) -> None:
        """Show which shape is on screen."""
        self.shapes.choose(shape)
        self._zoom.setVisible(shape is not Shape.OUTLINE)

    def show_zoom(self, scale: float) -> None:
        """Show how far the tree is zoomed."""
        self._percent.setText(self._language.share(scale, 0))

    def _zoom_in(self) -> None:
        self.zoom_asked.emit(1.0)

    def _zoom_out(self) -> None:
        self.zoom_asked.emit(-1.0)

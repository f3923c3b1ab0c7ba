"""A calm table of any length: rows are of one height, and only those in view are measured."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget
from typing_extensions import override

from ui.tables.calm_header import CalmHeader
from ui.tables.cell_delegate import ROW_HEIGHT, CellDelegate, cell_size
from ui.tables.cell_table import CellTable
from ui.theme import Theme

_MEASURED = 120
"""Rows whose words decide how wide columns are."""
_WIDEST = 280
_NARROWEST = 106
"""A column of words is not cut shorter than this to make room for others."""
_LEAST_ROWS = 4


class LongTable(QTableView):
    """Shows a :class:`CellTable`; ten thousand rows scroll as ten do.

    Attributes:
        cells: the model.
        writer: paints cells, and edits them where they can be typed into.
    """

    def __init__(
        self, theme: Theme, model: CellTable, parent: QWidget, *, name: str, wide: int = 0
    ) -> None:
        """Make a table; ``wide`` is the column that gets the room that no words need."""
        super().__init__(parent)
        self.cells = model
        self._wide = wide
        self.writer = CellDelegate(theme, self)
        self.setItemDelegate(self.writer)
        self.setModel(model)
        header = CalmHeader(theme, self)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setMinimumSectionSize(48)
        self.setHorizontalHeader(header)
        upright = self.verticalHeader()
        upright.hide()
        upright.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        upright.setMinimumSectionSize(ROW_HEIGHT)
        upright.setDefaultSectionSize(ROW_HEIGHT)
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setCornerButtonEnabled(False)
        # The style would draw an edge where the scroll bars meet.
        self.setCornerWidget(QWidget(self))
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalScrollBar().setSingleStep(ROW_HEIGHT)
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Base, theme.colours.panel)
        self.setPalette(palette)
        self.setAccessibleName(name)
        self.setMinimumHeight(header.sizeHint().height() + _LEAST_ROWS * ROW_HEIGHT)
        model.shown.connect(self.fit)

    @override
    def sizeHint(self) -> QSize:
        """Return room for a few rows."""
        return QSize(super().sizeHint().width(), self.minimumHeight())

    def fit(self) -> None:
        """Give columns the room that their words need, and one of them what is left."""
        model, header = self.cells, self.horizontalHeader()
        # Said before widths are shared out, which a bar that comes later would take from.
        scrolls = model.rowCount() * ROW_HEIGHT > self.viewport().height()
        self.setVerticalScrollBarPolicy(
            Qt.ScrollBarPolicy.ScrollBarAlwaysOn
            if scrolls
            else Qt.ScrollBarPolicy.ScrollBarAsNeeded
        )
        rows = range(min(model.rowCount(), _MEASURED))
        widths: list[int] = []
        least: list[int] = []
        for column in range(model.columnCount()):
            cells = (model.cell(model.index(row, column)) for row in rows)
            widest = max((cell_size(cell).width() for cell in cells), default=0)
            heading = header.sectionSizeFromContents(column).width()
            widths.append(max(heading, min(widest, _WIDEST)))
            least.append(max(heading, min(widest, _NARROWEST)))
        lacking = sum(widths) - self.viewport().width()
        spare = sum(widths) - sum(least)
        if lacking > 0 and spare:
            part = min(1.0, lacking / spare)
            widths = [
                width - round((width - low) * part + 0.5) if width > low else width
                for width, low in zip(widths, least, strict=True)
            ]
        free = self.viewport().width() - sum(widths)
        if widths:
            widths[self._wide] += max(0, free)
        for column, width in enumerate(widths):
            self.setColumnWidth(column, width)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share out another width; another height may take a bar or leave it."""
        super().resizeEvent(event)
        if event.size() != event.oldSize():
            self.fit()

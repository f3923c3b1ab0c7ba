"""The lines of the checks on screen: walked, shown and mended by keyboard or pointer."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget
from typing_extensions import override

from ui.finding_delegate import Act, FindingDelegate
from ui.finding_rows import ROW_ROLE, FindingRow, FindingRows, Index, first_finding
from ui.theme import Theme
from workbench.findings import Finding
from workbench.language import Language


class FindingView(QListView):
    """Enter shows, Ctrl+Enter mends, Del puts a hint aside."""

    show_asked = Signal(object)
    """Finding: somebody wants to see it in its place."""
    mend_asked = Signal(object)
    """Finding: somebody takes the way out."""
    aside_asked = Signal(object)
    """Finding: somebody does not want to read it here any more."""

    def __init__(
        self, rows: FindingRows, theme: Theme, language: Language, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._rows = rows
        self._ring, self._radius = theme.colours.selection_ring, theme.space.small_radius
        self._paints = FindingDelegate(theme, language, self)
        self.setModel(rows)
        self.setItemDelegate(self._paints)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWordWrap(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.setAccessibleName(language.text("Checks"))
        rows.modelAboutToBeReset.connect(self._note_place)
        rows.modelReset.connect(self._keep_place)
        self._place = 0

    @property
    def current(self) -> FindingRow | None:
        """The line that the cursor is in."""
        row = self.currentIndex().data(ROW_ROLE)
        return row if isinstance(row, FindingRow) else None

    def go_to(self, finding: Finding) -> None:
        """Put the cursor on a line."""
        at = next((at for at, row in enumerate(self._rows.rows) if row.finding == finding), -1)
        if at >= 0:
            self.setCurrentIndex(self._rows.index(at))

    @override
    def scrollTo(
        self,
        index: Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Bring a line into view, and the heading above the first of its kind."""
        above = index.sibling(index.row() - 1, 0)
        row = above.data(ROW_ROLE)
        if isinstance(row, FindingRow) and row.finding is None:
            super().scrollTo(above, hint)
        super().scrollTo(index, hint)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what a key says about the current line."""
        row = self.current
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            mends = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            self._do(row, Act.MEND if mends else Act.SHOW)
        elif event.key() == Qt.Key.Key_Delete:
            self._do(row, Act.ASIDE)
        else:
            super().keyPressEvent(event)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show what a click would do."""
        super().mouseMoveEvent(event)
        _, row, act = self._under(event.position().toPoint())
        shape = Qt.CursorShape.PointingHandCursor if act or row else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Do what the words under the pointer say; a click beside them shows."""
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            _, row, act = self._under(event.position().toPoint())
            self._do(row, act or Act.SHOW)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint a ring around the line of the cursor while the keyboard is here."""
        super().paintEvent(event)
        box: QRect = self.visualRect(self.currentIndex())
        if self.hasFocus() and box.isValid():
            painter = QPainter(self.viewport())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self._ring, 2))
            radius = self._radius
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), radius, radius)
            painter.end()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        """Point at nothing any more."""
        super().leaveEvent(event)
        self._point(-1, None)

    def _under(self, at: QPoint) -> tuple[int, FindingRow | None, Act | None]:
        """Return what is under the pointer, and take note of it."""
        index = self.indexAt(at)
        row = index.data(ROW_ROLE)
        if not isinstance(row, FindingRow) or row.finding is None:
            self._point(-1, None)
            return -1, None, None
        box: QRect = self.visualRect(index)
        act = self._paints.act_at(row, box, at)
        self._point(index.row(), act)
        return index.row(), row, act

    def _point(self, row: int, act: Act | None) -> None:
        if (row, act) != self._paints.hovered:
            self._paints.hovered = (row, act)
            self.viewport().update()

    def _do(self, row: FindingRow | None, act: Act) -> None:
        if row is None or row.finding is None:
            return
        if act is Act.SHOW:
            self.show_asked.emit(row.finding)
        elif act is Act.MEND and row.mend:
            self.mend_asked.emit(row.finding)
        elif act is Act.ASIDE and row.finding.name:
            self.aside_asked.emit(row.finding)

    def _note_place(self) -> None:
        self._place = max(self.currentIndex().row(), 0)

    def _keep_place(self) -> None:
        """Keep the cursor where it was: what is found there now comes next."""
        self._paints.hovered = (-1, None)
        at = first_finding(self._rows.rows, self._place)
        if at >= 0:
            self.setCurrentIndex(self._rows.index(at))

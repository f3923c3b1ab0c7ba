"""The whole tree, small, with a frame round what is in view; moving the frame moves the view."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from ui.decompose.scene import Scene
from ui.decompose.sight import Sight
from ui.drawing.tree_overview import overview
from ui.drawing.tree_picture import TreePicture, TreeStyle, View
from workbench.language import Language

_MOST: Final = QSizeF(184.0, 128.0)
_PART: Final = 0.22
"""Of the width and height of the canvas at most: it must not hide what it is an overview of."""
_LEAST: Final = QSizeF(56.0, 40.0)
"""A tree that is far longer than wide is stretched to that, or nothing of it would be seen."""
_PAD: Final = 6.0
_AWAY: Final = 12
"""Pixels from the edge of the canvas."""
_ROOM: Final = 3.0
"""A canvas smaller than so many minimaps has none."""


class Minimap(QWidget):
    """Stands in a corner of the canvas while the tree is larger than the view.

    It takes no focus: with the keyboard one fits all, and walks.
    """

    def __init__(
        self, sight: Sight, canvas: QWidget, *, style: TreeStyle, language: Language
    ) -> None:
        super().__init__(canvas)
        self._sight = sight
        self._canvas = canvas
        self._style = style
        self._wanted = True
        self._drawn: TreePicture | None = None
        self._map = QPixmap()
        self._selected = QRectF()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_NoMousePropagation)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setAccessibleName(language.text("Overview of the tree"))
        self.hide()

    @property
    def wanted(self) -> bool:
        """Whether it is shown when there is something to show."""
        return self._wanted

    def want(self, *, wanted: bool) -> None:
        """Show it, or never."""
        self._wanted = wanted
        self.follow(self._selected)

    def follow(self, selected: QRectF) -> None:
        """Show where the canvas looks now; ``selected`` is the selected card, in the scene."""
        self._selected = selected
        scene = self._sight.scene
        paper = QRectF(self._canvas.rect())
        whole = scene is None or not len(scene.visible) or paper.contains(self._sight.bounds)
        small = paper.width() < _MOST.width() * _ROOM or paper.height() < _MOST.height() * _ROOM
        shown = self._wanted and not whole and not small
        if shown and scene is not None:
            self._arrange(scene, paper)
            self.update()
        if shown == self.isHidden():
            self.setVisible(shown)

    def _arrange(self, scene: Scene, paper: QRectF) -> None:
        """Stand in the lower right corner, or left where the selected card would be covered."""
        size = _size_of(scene.picture, paper.size())
        width, height = round(size.width() + 2 * _PAD), round(size.height() + 2 * _PAD)
        place = QRectF(
            paper.right() - _AWAY - width, paper.bottom() - _AWAY - height, width, height
        )
        if place.intersects(self._sight.view.to_paper(self._selected)):
            place.moveLeft(_AWAY)
        if self.geometry() != place.toRect():
            self.setGeometry(place.toRect())

    @property
    def _area(self) -> QRectF:
        """Where the tree is drawn."""
        return QRectF(self.rect()).adjusted(_PAD, _PAD, -_PAD, -_PAD)

    def _to_map(self, rect: QRectF, bounds: QRectF) -> QRectF:
        """Return where a rectangle of the scene lies here."""
        area = self._area
        x, y = area.width() / bounds.width(), area.height() / bounds.height()
        return QRectF(
            area.left() + (rect.left() - bounds.left()) * x,
            area.top() + (rect.top() - bounds.top()) * y,
            rect.width() * x,
            rect.height() * y,
        )

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the picture that is kept, and over it what moves."""
        scene = self._sight.scene
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._style.border, 1.0))
        painter.setBrush(self._style.ground)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6.0, 6.0)
        if scene is not None and len(scene.visible):
            self._paint_tree(painter, scene)
        painter.end()

    def _paint_tree(self, painter: QPainter, scene: Scene) -> None:
        area, bounds = self._area, QRectF(*scene.picture.layout.bounds)
        painter.drawPixmap(area.topLeft(), self._drawn_map(scene.picture))
        painter.setClipRect(area.adjusted(-2, -2, 2, 2))
        if not self._selected.isEmpty():
            mark = self._to_map(self._selected, bounds)
            centre = mark.center()
            mark.setSize(QSizeF(max(4.0, mark.width()), max(3.0, mark.height())))
            mark.moveCenter(centre)
            painter.fillRect(mark, self._style.accent)
        size = QSizeF(self._canvas.size()) / self._sight.view.scale
        seen = QRectF(QPointF(self._sight.view.left, self._sight.view.top), size)
        frame = self._to_map(seen, bounds).intersected(area)
        frame = frame.united(QRectF(frame.center() - QPointF(2, 2), QSizeF(4, 4)))
        fill = QColor(self._style.accent)
        fill.setAlphaF(0.12)
        painter.setPen(QPen(self._style.accent, 1.5))
        painter.setBrush(fill)
        painter.drawRoundedRect(frame, 2.0, 2.0)

    def _drawn_map(self, picture: TreePicture) -> QPixmap:
        """Return the tree as pixels, drawn once for each layout."""
        ratio, area = self.devicePixelRatioF(), self._area
        size = (round(area.width() * ratio), round(area.height() * ratio))
        if self._drawn is not picture or (self._map.width(), self._map.height()) != size:
            filling = replace(picture, layout=picture.layout.filling(*size))
            image = overview(filling, View(), size, self._style)
            image.setDevicePixelRatio(ratio)
            self._map = QPixmap.fromImage(image)
            self._drawn = picture
        return self._map

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Bring what is clicked into the middle of the view."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._look(event.position())

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Let the view follow the pointer."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._look(event.position())

    def _look(self, at: QPointF) -> None:
        scene = self._sight.scene
        if scene is None:
            return
        area, bounds = self._area, QRectF(*scene.picture.layout.bounds)
        x = min(1.0, max(0.0, (at.x() - area.left()) / area.width()))
        y = min(1.0, max(0.0, (at.y() - area.top()) / area.height()))
        self._sight.centre(
            QPointF(bounds.left() + x * bounds.width(), bounds.top() + y * bounds.height())
        )


def _size_of(picture: TreePicture, paper: QSizeF) -> QSizeF:
    """Return how large a tree is drawn: as it is, unless it would be a mere line."""
    _, _, width, height = picture.layout.bounds
    most = _MOST.boundedTo(paper * _PART)
    scale = min(most.width() / width, most.height() / height)
    return QSizeF(max(_LEAST.width(), width * scale), max(_LEAST.height(), height * scale))

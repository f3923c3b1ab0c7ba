"""The whole tree, small, with a frame round what is in view; moving the frame moves the view."""

from __future__ import annotations

from dataclasses import replace
from enum import Enum
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt, QTimer
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from ui.decompose.scene import Scene
from ui.decompose.sight import Sight
from ui.drawing.tree_geometry import card_box, cards_in, handle_box
from ui.drawing.tree_overview import overview
from ui.drawing.tree_picture import TreePicture, TreeStyle, View
from workbench.language import Language

_MOST: Final = QSizeF(184.0, 128.0)
_PART: Final = 0.22
"""Of the width and height of the canvas at most: it must not hide what it is an overview of."""
_LEAST: Final = QSizeF(56.0, 40.0)
"""A tree that is far longer than wide is stretched to that, or nothing of it would be seen."""
_PAD: Final = 6.0
_LATE_MS: Final = 60
"""After the tree changed until it is drawn here."""
_AWAY: Final = 12
"""Pixels from the edge of the canvas."""
_ROOM: Final = QSizeF(280.0, 220.0)
"""A smaller canvas has none."""
_AMPLE: Final = QSizeF(700.0, 300.0)
"""A smaller canvas has none where it would cover a card, wherever it stood."""
_REST_MS: Final = 200
"""After the view came to rest until it goes where it covers nothing."""


class Corner(Enum):
    """Where it may stand: whether at the right, and whether below."""

    LOWER_RIGHT = (True, True)
    LOWER_LEFT = (False, True)
    UPPER_RIGHT = (True, False)
    UPPER_LEFT = (False, False)


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
        self._corner = Corner.LOWER_RIGHT
        self._held = False
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._come_to_rest)
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(_LATE_MS)
        self._late.timeout.connect(self._draw_map)
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
        if not self._is_needed:
            self._rest.stop()
            self._corner = Corner.LOWER_RIGHT
            self._show(shown=False)
        elif self.isHidden():
            self._come_to_rest()
        else:
            # It does not hop about while the view moves, unless the selected card needs it.
            if self._covers_selected(self._corner) and not self._held:
                self._choose_corner()
            self._arrange()
            self._rest.start()

    @property
    def _is_needed(self) -> bool:
        scene, paper = self._sight.scene, QRectF(self._canvas.rect())
        whole = scene is None or not len(scene.visible) or paper.contains(self._sight.bounds)
        small = paper.width() < _ROOM.width() or paper.height() < _ROOM.height()
        return self._wanted and not whole and not small

    def _come_to_rest(self) -> None:
        """Go where no card is covered; where all corners are taken, a small canvas has none."""
        if self._held:
            self._rest.start()
            return
        if not self._is_needed:
            return
        free = self._choose_corner()
        ample = self._canvas.width() >= _AMPLE.width() and self._canvas.height() >= _AMPLE.height()
        self._arrange()
        self._show(shown=free or ample)

    def _show(self, *, shown: bool) -> None:
        if shown == self.isHidden():
            self.setVisible(shown)

    def _choose_corner(self) -> bool:
        """Stay if that covers nothing, else take the first free corner; return if one is."""
        corners = (self._corner, *Corner)
        free = next((each for each in corners if not self._covers_cards(each)), None)
        if free is None:
            spares = [each for each in corners if not self._covers_selected(each)]
            self._corner = spares[0] if spares else self._corner
        else:
            self._corner = free
        return free is not None

    def _covers_cards(self, corner: Corner) -> bool:
        """Whether a card, or a handle of one, would be covered in a corner."""
        scene = self._sight.scene
        if scene is None:
            return False
        view, place, picture = self._sight.view, self._place(scene, corner), scene.picture
        there = QRectF(view.to_scene(place.topLeft()), place.size() / view.scale)
        return any(
            card_box(picture, card).intersects(there)
            or (picture.operators[card] and handle_box(picture, card).intersects(there))
            for card in cards_in(picture, there)
        )

    def _covers_selected(self, corner: Corner) -> bool:
        scene = self._sight.scene
        paper = self._sight.view.to_paper(self._selected)
        return scene is not None and self._place(scene, corner).intersects(paper)

    def _place(self, scene: Scene, corner: Corner) -> QRectF:
        """Return where it stands in a corner of the canvas."""
        paper = QRectF(self._canvas.rect())
        size = _size_of(scene.picture, paper.size())
        width, height = round(size.width() + 2 * _PAD), round(size.height() + 2 * _PAD)
        right, below = corner.value
        x = paper.right() - _AWAY - width if right else paper.left() + _AWAY
        y = paper.bottom() - _AWAY - height if below else paper.top() + _AWAY
        return QRectF(x, y, width, height)

    def _arrange(self) -> None:
        scene = self._sight.scene
        if scene is None:
            return
        place = self._place(scene, self._corner).toRect()
        if self.geometry() != place:
            self.setGeometry(place)
        self.update()

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
        painter.drawPixmap(area.toRect(), self._drawn_map(scene.picture))
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
        """Return the tree as pixels; that of before while a new one is not drawn yet."""
        if self._map.isNull():
            self._draw_map()
        elif self._drawn is not picture or self._map.size() != self._pixels:
            # Folding is seen in the tree itself: its overview has the time of a blink.
            self._late.start()
        return self._map

    @property
    def _pixels(self) -> QSize:
        """How many there are to draw the tree into."""
        return (self._area.size() * self.devicePixelRatioF()).toSize()

    def _draw_map(self) -> None:
        scene = self._sight.scene
        if scene is None or not len(scene.visible):
            return
        size, picture = self._pixels, scene.picture
        room = (size.width(), size.height())
        filling = replace(picture, layout=picture.layout.filling(*room))
        self._map = QPixmap.fromImage(overview(filling, View(), room, self._style))
        self._drawn = picture
        self.update()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Bring what is clicked into the middle of the view."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._held = True
            self._look(event.position())

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go: from now on it may stand elsewhere."""
        self._held = False

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

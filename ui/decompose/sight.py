"""What of the scene the canvas shows, and how that follows the tree, the hand and the window."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject, QPointF, QRectF, QSize, QSizeF, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from ui.decompose.first_view import first_view, look_over
from ui.decompose.folding import Folding
from ui.decompose.scene import Scene
from ui.decompose.view_state import Seen
from ui.decompose.viewport import LARGEST, SMALLEST, filling, fitted, panned, showing, zoomed
from ui.drawing.tree_geometry import card_box
from ui.drawing.tree_picture import View

_ZOOM_STEP: Final = 1.2
_LEAST: Final = 100
"""Pixels either way under which a canvas has not got its size yet."""


@dataclass(frozen=True, slots=True)
class Sighted:
    """What was seen of a tree.

    Attributes:
        view: the part of it.
        bounds: how far the tree went.
        room: of the canvas, in pixels.
        untouched: whether nobody had looked elsewhere yet.
    """

    view: View
    bounds: QRectF
    room: QSizeF
    untouched: bool


class Sight(QObject):
    """Where the canvas looks.

    A plan is shown as at first until somebody looks elsewhere: a window settles in several
    steps, and the first size that is seen is rarely the last.

    Attributes:
        view: what is seen.
        scene: the tree; None before the first.
    """

    moved = Signal()
    """Something else is seen."""
    zoomed = Signal(float)
    """Pixels per scene unit."""

    def __init__(self, canvas: QWidget, folding: Folding) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._folding = folding
        self._untouched = True
        self._wanted: Seen | None = None
        self._window = QSize()
        self._chosen: tuple[View, QSize] | None = None
        self.view = View()
        self.scene: Scene | None = None

    def look(self, view: View) -> None:
        """See something else."""
        self._chosen = None
        if view == self.view:
            return
        zoomed_now = view.scale != self.view.scale
        self.view = view
        self._untouched = False
        self.moved.emit()
        if zoomed_now:
            self.zoomed.emit(view.scale)

    def touch(self) -> None:
        """Keep from now on what is seen: somebody has chosen it."""
        self._untouched = False

    # By hand

    def pan(self, by: QPointF) -> None:
        """Move the paper by pixels."""
        self.look(panned(self.view, by))

    def centre(self, point: QPointF) -> None:
        """Bring a point of the scene into the middle."""
        room = self._room() / self.view.scale
        self.look(
            View(self.view.scale, point.x() - room.width() / 2, point.y() - room.height() / 2)
        )

    def zoom_at(self, factor: float, at: QPointF) -> None:
        """Zoom; what is under ``at`` stays there."""
        self.look(zoomed(self.view, factor, at))

    def zoom(self, steps: float, node: int) -> None:
        """Zoom in by steps, out where negative, around a card in view or the middle."""
        paper = QRectF(self._canvas.rect())
        card = self.view.to_paper(self.box_of(node)).center()
        seen = not self.box_of(node).isEmpty() and paper.contains(card)
        self.zoom_at(_ZOOM_STEP**steps, card if seen else paper.center())

    def fit_all(self) -> None:
        """Show the whole tree."""
        if self.scene is not None:
            self.look(fitted(QRectF(*self.scene.picture.layout.bounds), self._room()))

    def fit_branch(self, node: int) -> None:
        """Show a card with what is below it."""
        if self.scene is not None and node >= 0:
            box = QRectF()
            for below in range(node, int(self.scene.nodes.end[node])):
                box = box.united(self.box_of(below))
            self.look(fitted(box, self._room()))

    def look_over(self) -> None:
        """Show all of the tree, or where it starts, where it could not be read."""
        if self.scene is not None:
            self.look(look_over(self.scene, self._room()))

    # By itself

    def show_anew(self) -> None:
        """Show a plan as at first, if it is seen at all; else once it is."""
        self._untouched = True
        self._wanted = None
        self.settle(-1)

    @property
    def seen(self) -> Seen | None:
        """What somebody chose to see; None where a plan is shown as at first."""
        if self._wanted is not None or self._untouched:
            return self._wanted
        # Not what is seen beside a pane that takes room for a while.
        view, room = self._chosen or (self.view, self._canvas.size())
        middle = view.to_scene(QRectF(QPointF(), QSizeF(room)).center())
        return Seen(view.scale, middle.x(), middle.y())

    def show_seen(self, seen: Seen | None, node: int) -> None:
        """See again what was seen, now or once the canvas has its size; None: as at first."""
        self._untouched, self._wanted = True, seen
        self.settle(node)

    def settle(self, node: int) -> None:
        """Show a plan as at first unless somebody looked elsewhere; then keep ``node`` in view."""
        if not self._untouched:
            self.keep_in_view(node)
        elif self.scene is not None and self._is_seen() and self._wanted is not None:
            wanted, self._wanted = self._wanted, None
            scale = min(LARGEST, max(SMALLEST, wanted.scale))
            room = self._room() / scale
            place = QRectF(QPointF(), room)
            place.moveCenter(QPointF(wanted.x, wanted.y))
            if not place.intersects(QRectF(*self.scene.picture.layout.bounds)):
                # The tree is another one now, and would be out of sight.
                self.settle(node)
                return
            self.look(View(scale, place.left(), place.top()))
            self._untouched = False
        elif self.scene is not None and self._is_seen():
            self.look(first_view(self.scene, self._folding, self._room()))
            self.keep_in_view(node)
            self._untouched = True
            self.zoomed.emit(self.view.scale)

    def resized(self, event: QResizeEvent, node: int) -> None:
        """Settle, or stay where one was, with ``node`` in view if it was.

        Where a pane opens beside the canvas nothing moves that need not, and once it is
        closed all is seen as before; in a window of another size the middle is kept.
        """
        canvas, size, before = self._canvas, event.size(), event.oldSize()
        window = canvas.window().size()
        same, self._window = window == self._window, window
        if self._untouched:
            self.settle(node)
        elif before.isValid() and self.scene is not None and self._is_seen():
            on_paper = self.view.to_paper(self.box_of(node))
            seen = QRectF(QPointF(), QSizeF(before)).intersects(on_paper)
            chosen = (self._chosen if same else None) or (self.view, before)
            view, room = chosen
            if not same:
                grown = size - before
                view = panned(view, QPointF(grown.width() / 2, grown.height() / 2))
            if size != room:
                view = filling(view, QRectF(*self.scene.picture.layout.bounds), self._room())
            self.look(view)
            if seen and size != room:
                self.keep_in_view(node)
            self._chosen = chosen if same else None

    def keep_in_view(self, node: int) -> None:
        """Bring the card of a node into view, if it is drawn."""
        box = self.box_of(node)
        if not box.isEmpty() and self._is_seen():
            self.look(showing(self.view, box, self._room()))

    def follow(self, node: int) -> None:
        """Bring a card into view that the program chose; that is nobody's choice of a view."""
        untouched = self._untouched
        self.keep_in_view(node)
        self._untouched = untouched

    def look_back(self, before: Sighted) -> bool:
        """See again what was seen of the same tree in the same room; return whether it is."""
        same = before.bounds == self._extent() and before.room == self._room()
        if same:
            self.look(before.view)
            self._untouched = before.untouched
        return same

    @property
    def sighted(self) -> Sighted:
        """What is seen now, to look back at it."""
        return Sighted(self.view, self._extent(), self._room(), untouched=self._untouched)

    def bring_near(self, node: int, scale: float) -> None:
        """Bring a card into view, at least that large."""
        if self.view.scale < scale:
            at = self.view.to_paper(self.box_of(node)).center()
            self.zoom_at(scale / self.view.scale, at)
        self.keep_in_view(node)

    # Places

    @property
    def bounds(self) -> QRectF:
        """Where the tree lies on the paper; empty where there is none."""
        if self.scene is None:
            return QRectF()
        return self.view.to_paper(QRectF(*self.scene.picture.layout.bounds))

    def box_of(self, node: int) -> QRectF:
        """Return where the card of a node stands in the scene; empty where it is not drawn."""
        card = -1 if self.scene is None else self.scene.card_of(node)
        return QRectF() if self.scene is None or card < 0 else card_box(self.scene.picture, card)

    def places(self, nodes: Iterable[int]) -> Mapping[int, QPointF]:
        """Return where the cards of nodes are on the paper, as far as they are drawn."""
        boxes = {node: self.box_of(node) for node in nodes}
        return {
            node: self.view.to_paper(box).topLeft()
            for node, box in boxes.items()
            if not box.isEmpty()
        }

    def hold(self, node: int, place: QPointF | None) -> None:
        """Move the paper so that the card of a node is at ``place``, if it is drawn."""
        box = self.box_of(node)
        if place is not None and not box.isEmpty():
            self.pan(place - self.view.to_paper(box).topLeft())

    def _extent(self) -> QRectF:
        return QRectF() if self.scene is None else QRectF(*self.scene.picture.layout.bounds)

    def _room(self) -> QSizeF:
        return QSizeF(self._canvas.size())

    def _is_seen(self) -> bool:
        canvas = self._canvas
        return canvas.isVisible() and min(canvas.width(), canvas.height()) >= _LEAST

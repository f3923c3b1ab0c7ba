"""Lines of the catalogue that are dragged over the tree, and dropped onto or between cards."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from ui.decompose.canvas import TreeCanvas
from ui.decompose.catalogue_lines import MIME_TYPE
from ui.decompose.dropping import Landing, landing_at
from ui.decompose.scene import Scene
from ui.drawing.tree_geometry import hit
from ui.drawing.tree_picture import Carried, Drop, Highlights

_TOP: Final = Landing(None, None, Drop(None, None))


def landing_of_new(scene: Scene, point: QPointF) -> Landing | None:
    """Return where something new would land at a point of the scene: the top on bare paper."""
    if hit(scene.picture, point) < 0:
        return _TOP
    return landing_at(scene, (), point)


class CatalogueDrops(QObject):
    """Stands at the door of the canvas for what comes from the catalogue."""

    dropped = Signal(str, object, object)
    """What was dropped, as :data:`MIME_TYPE` says it; its Landing; the KeyboardModifiers held."""

    def __init__(self, canvas: TreeCanvas, bare: QWidget) -> None:
        """Take drops on ``canvas``, which owns it, and on what stands there without a tree."""
        super().__init__(canvas)
        self._canvas = canvas
        for door in (canvas, bare):
            door.setAcceptDrops(True)
            door.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow a line over the canvas; leave everything else to it."""
        if isinstance(event, QDragEnterEvent | QDragMoveEvent):
            return self._over(watched, event)
        if isinstance(event, QDropEvent):
            return self._drop(watched, event)
        if isinstance(event, QDragLeaveEvent):
            self._canvas.light(Highlights())
        return False

    def _over(self, watched: QObject, event: QDragEnterEvent | QDragMoveEvent) -> bool:
        landing = self._landing(watched, event)
        if landing is None:
            self._canvas.light(Highlights())
            return False
        self._canvas.light(Highlights(carried=Carried(frozenset(), -1, QPointF(), landing.drop)))
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        return True

    def _drop(self, watched: QObject, event: QDropEvent) -> bool:
        landing = self._landing(watched, event)
        if landing is None:
            return False
        self._canvas.light(Highlights())
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        what = bytes(event.mimeData().data(MIME_TYPE).data()).decode()
        self.dropped.emit(what, landing, event.modifiers())
        return True

    def _landing(self, watched: QObject, event: QDropEvent) -> Landing | None:
        if not event.mimeData().hasFormat(MIME_TYPE):
            return None
        scene = self._canvas.scene
        if scene is None or watched is not self._canvas:
            return _TOP
        return landing_of_new(scene, self._canvas.view.to_scene(event.position()))

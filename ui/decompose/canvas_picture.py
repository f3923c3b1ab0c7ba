"""What is painted on the canvas, and how little of it anew when something differs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QObject, QRectF, QSizeF, QTimer
from PySide6.QtGui import QPainter, QRegion
from PySide6.QtWidgets import QWidget

from ui.decompose.cards import Cards
from ui.decompose.flashing import Flashing
from ui.decompose.problem_marks import ProblemMarks
from ui.decompose.scene import Scene
from ui.decompose.style import tree_style
from ui.document import Document
from ui.drawing.tree_geometry import cards_in, reach_box
from ui.drawing.tree_painter import FAR_SCALE, TreePainter
from ui.drawing.tree_picture import Highlights, View
from ui.theme import Theme
from workbench.language import Language

_UNFINISHED_MS: Final = 15
"""Until the next stripes are worked out that had to wait."""
_REST_MS: Final = 150
"""The same after an edit: while a figure is dragged no frame is spent on them."""


class CanvasPicture(QObject):
    """Paints scenes on the canvas, and cards again when what they say is another thing.

    Attributes:
        cards: the cards, in words.
        flashing: what lights up of them after an edit.
    """

    def __init__(
        self,
        document: Document,
        canvas: QWidget,
        problems: ProblemMarks,
        *,
        theme: Theme,
        language: Language,
    ) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self.style = tree_style(theme)
        self._painter = TreePainter(self.style)
        self._shown: tuple[Scene, View] | None = None
        self.cards = Cards(document, theme, language, problems)
        self.flashing = Flashing(canvas)
        self.flashing.lit.connect(self.paint_nodes)
        self._unfinished = QTimer(self)
        self._unfinished.setSingleShot(True)
        self._unfinished.setInterval(_UNFINISHED_MS)
        self._unfinished.timeout.connect(self._go_on)

    def paint(
        self, scene: Scene | None, view: View, highlights: Highlights, region: QRegion
    ) -> None:
        """Paint a part of the canvas; the ground alone where there is no scene."""
        painter = QPainter(self._canvas)
        paper = QRectF(self._canvas.rect())
        if scene is None:
            painter.fillRect(paper, self._painter.style.ground)
        else:
            self._shown = (scene, view)
            self.cards.begin_frame()
            self._painter.paint(painter, scene.picture, view, paper, highlights, region=region)
        painter.end()
        self._go_on_soon()

    def reword(
        self, scene: Scene, view: View, *, figures: bool = True, flash: bool = False
    ) -> None:
        """Word what is in view anew, and paint only the cards that say something else.

        Args:
            scene: the tree.
            view: what is seen of it.
            figures: whether figures may differ; else names, problems and colours at most.
            flash: whether the cards whose figure moved light up.
        """
        self._shown = (scene, view)
        if figures:
            self._unfinished.setInterval(_REST_MS)
        nodes = scene.visible[self._in_view(scene, view)].tolist()
        reworded = self.cards.reword(nodes, figures=figures)
        self.paint_nodes(reworded.cards)
        if flash and reworded.moved:
            self.flashing.light(reworded.moved)
        self._go_on_soon()

    def _in_view(self, scene: Scene, view: View) -> list[int]:
        """Return the cards that can be read now."""
        if view.scale < FAR_SCALE:
            return []
        size = QSizeF(self._canvas.size()) / view.scale
        shown = QRectF(view.left, view.top, size.width(), size.height())
        return cards_in(scene.picture, shown)

    def paint_nodes(self, nodes: Iterable[int]) -> None:
        """Paint cards again."""
        if self._shown is None:
            return
        scene, view = self._shown
        region = QRegion()
        for card in map(scene.card_of, nodes):
            if card >= 0:
                region += view.to_paper(reach_box(scene.picture, card)).toAlignedRect()
        self._canvas.update(region)

    def _go_on_soon(self) -> None:
        if self.cards.unfinished:
            self._unfinished.start()

    def _go_on(self) -> None:
        """Work out stripes that had to wait, as many as a frame has time for."""
        self._unfinished.setInterval(_UNFINISHED_MS)
        self.paint_nodes(self.cards.go_on())
        self._go_on_soon()

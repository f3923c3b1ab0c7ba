"""What stands out on the canvas: what is selected, pointed at, on its way, or just changed."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, QPointF
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QToolTip, QWidget
from typing_extensions import override

from ui.decompose.canvas_picture import CanvasPicture
from ui.decompose.scene import Scene
from ui.decompose.selected_cards import SelectedCards
from ui.decompose.sight import Sight
from ui.drawing.tree_geometry import card_box, hit
from ui.drawing.tree_picture import Flash, Highlights


class CanvasLights(QObject):
    """Puts together what the mouse lights with what is selected and what flashes.

    It filters the events of the canvas for those that ask for a tip. An override of the canvas'
    own ``event`` would do as well, but everything else would then run beneath it, and what fails
    beneath such an override takes the process down (see CONTRIBUTING, traps of Qt).
    """

    def __init__(
        self, sight: Sight, selected: SelectedCards, picture: CanvasPicture, canvas: QWidget
    ) -> None:
        super().__init__(canvas)
        self._sight = sight
        self._selected = selected
        self._picture = picture
        self._canvas = canvas
        self._pointed = Highlights()

    def forget(self) -> None:
        """Light nothing that the mouse pointed at: cards have other numbers now."""
        self._pointed = Highlights()

    def light(self, pointed: Highlights) -> None:
        """Light what the mouse points at or has on its way, and paint what differs."""
        before, self._pointed = self._pointed, pointed
        scene = self._sight.scene
        spread = any(lit.carried or lit.band is not None for lit in (before, pointed))
        if scene is None or spread:
            self._canvas.update()
            return
        nodes = {scene.node_of(before.hovered), scene.node_of(pointed.hovered)} - {-1}
        # Curves to twins lead all over the canvas.
        if any(scene.twins(node) for node in nodes):
            self._canvas.update()
        else:
            self._picture.paint_nodes(nodes)

    def highlights(self) -> Highlights:
        """Return all that stands out now."""
        scene = self._sight.scene
        return Highlights() if scene is None else self._of(scene)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Say more of the card under the pointer than there is room for on it."""
        if not isinstance(event, QHelpEvent):
            return False
        self._say_more(event)
        return True

    def _say_more(self, event: QHelpEvent) -> None:
        scene, view = self._sight.scene, self._sight.view
        card = -1
        if scene is not None:
            card = hit(scene.picture, view.to_scene(QPointF(event.pos())))
        if scene is None or card < 0:
            QToolTip.hideText()
            return
        place = view.to_paper(card_box(scene.picture, card)).toAlignedRect()
        words = self._picture.cards.tip(scene.node_of(card))
        QToolTip.showText(event.globalPos(), words, self._canvas, place)

    def _of(self, scene: Scene) -> Highlights:
        pointed, flashing = self._pointed, self._picture.flashing
        node = self._selected.node
        chosen = pointed.chosen
        if pointed.band is None:
            chosen = frozenset(scene.card_of(each) for each in self._selected.nodes) - {-1}
        card, hovered = scene.card_of(node), scene.node_of(pointed.hovered)
        twins = {scene.card_of(each) for each in (*scene.twins(node), *scene.twins(hovered))}
        linked = hovered if scene.twins(hovered) else node
        flash = None
        if flashing.nodes:
            cards = frozenset(scene.card_of(each) for each in flashing.nodes)
            flash = Flash(cards, flashing.strength)
        return replace(
            pointed,
            selected=card if pointed.band is None or card in chosen else -1,
            chosen=chosen,
            twins=frozenset(twins - {-1, card}),
            linked=scene.card_of(linked) if scene.twins(linked) else -1,
            flash=flash,
            focused=self._canvas.hasFocus(),
        )

"""The canvas: the tree of KPIs as cards, painted by one widget from arrays."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget
from typing_extensions import override

from models.keys import KpiKey
from ui.decompose.canvas_keys import command_of, step_of, typed_text
from ui.decompose.canvas_mouse import CanvasMouse
from ui.decompose.canvas_picture import CanvasPicture
from ui.decompose.card_typing import CardTyping
from ui.decompose.first_view import first_view
from ui.decompose.folding import Folding
from ui.decompose.problem_marks import ProblemMarks
from ui.decompose.refusal import Refusal
from ui.decompose.scene import Scene
from ui.decompose.tree_edits import TreeEdits
from ui.decompose.tree_nodes import NodeName, TreeNodes
from ui.decompose.viewport import fitted, panned, showing, zoomed
from ui.decompose.walking import step_from
from ui.document import Document
from ui.drawing.tree_painter import card_box, hit
from ui.drawing.tree_picture import Highlights, View
from ui.theme import Theme
from workbench.language import Language

_ZOOM_STEP = 1.2
_WHEEL_STEP = 1.0015
_LEAST = 100
"""Pixels either way under which a canvas has not got its size yet."""


class TreeCanvas(QWidget):
    """Cards that are walked, zoomed, dragged, scrubbed and typed into.

    It edits nothing by itself: figures and names go through :class:`TreeEdits`, everything
    else is asked for by :attr:`commanded`. The outline is its twin as a table.

    Attributes:
        typing: what is typed on cards.
    """

    commanded = Signal(str)
    """The id of an action of :mod:`ui.actions`."""
    refused = Signal(object)
    """Refusal: something that was not typed was refused."""
    menu_asked = Signal(object)
    """QPoint: a menu for the selected card, on the screen."""
    zoom_changed = Signal(float)
    """Pixels per scene unit."""

    def __init__(
        self,
        document: Document,
        edits: TreeEdits,
        folding: Folding,
        problems: ProblemMarks,
        parent: QWidget,
        *,
        theme: Theme,
        language: Language,
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._folding = folding
        self._picture = CanvasPicture(document, self, problems, theme=theme, language=language)
        self._scene: Scene | None = None
        self._view = View()
        self._selected = -1
        self._highlights = Highlights()
        self._space = self._space_used = False
        self._untouched = True
        self.typing = CardTyping(document, edits, self, self, theme=theme, language=language)
        self.typing.commanded.connect(self.commanded)
        self._mouse = CanvasMouse(
            document, edits, folding, self.typing, board=self, canvas=self, say=self._say
        )
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(language.text("Tree of KPIs"))
        folding.changed.connect(self._folding_changed)
        problems.changed.connect(self._problems_changed)

    # What is shown

    @property
    def scale(self) -> float:
        """Pixels per scene unit."""
        return self._view.scale

    @property
    def scene(self) -> Scene | None:
        """What is drawn; None before the first tree."""
        return self._scene

    def show_nodes(self, nodes: TreeNodes) -> None:
        """Draw a tree of another structure; the selected card stays where it can."""
        plan = self._document.plan
        name = None
        if self._scene is not None and self._selected >= 0:
            name = self._scene.nodes.name(self._selected)
        anchor = self._anchor()
        self._picture.cards.show_nodes(nodes)
        if self._scene is None:
            self._scene = Scene(self._picture.cards, nodes, plan, self._folding.folded)
        else:
            self._scene.show(nodes, plan, self._folding.folded)
        self._selected = self._found(name)
        self._hold(anchor)
        self._highlights = Highlights()
        self.update()

    def show_another_plan(self) -> None:
        """Fit what is drawn anew, as for a plan that was just opened."""
        self._selected = -1
        self._untouched = True
        self._fit_first()

    def refresh(self) -> None:
        """Word the cards anew: figures differ."""
        self._reword(figures=True)

    def measure(self, keys: Iterable[KpiKey]) -> None:
        """Give room to the names of ``keys``, which may be others now."""
        if self._scene is not None and self._scene.measure(keys):
            self._keep_selected_in_view()
            self.update()

    def _problems_changed(self) -> None:
        self._reword(figures=False)

    def _reword(self, *, figures: bool) -> None:
        if self._scene is not None:
            self._picture.reword(self._scene, self._view, figures=figures)
            self._describe()

    def select_key(self, key: KpiKey | None) -> None:
        """Show the card of a KPI as selected: one that is selected already, or its home."""
        scene = self._scene
        if scene is None or key is None:
            self._selected = -1
        elif self._selected < 0 or scene.nodes.keys[self._selected] != key:
            self._selected = scene.nodes.home.get(key, -1)
            untouched = self._untouched
            self._keep_selected_in_view()
            # Nobody looked elsewhere: the program chose.
            self._untouched = untouched
        self._describe()
        self.update()

    def show_selected(self) -> None:
        """Open what hides the selected card and bring it into view."""
        if self._scene is not None and self._selected >= 0:
            self._folding.open_to(self._scene.nodes, self._selected)
            self._keep_selected_in_view()

    @property
    def selected_node(self) -> int:
        """The node of the selected card, -1 for none."""
        return self._selected

    # Zoom

    def fit_all(self) -> None:
        """Show the whole tree."""
        if self._scene is not None:
            left, top, width, height = self._scene.picture.layout.bounds
            self._look(fitted(QRectF(left, top, width, height), QSizeF(self.size())))

    def fit_selection(self) -> None:
        """Show the selected card with what is below it."""
        scene = self._scene
        if scene is None or self._selected < 0:
            return
        end = int(scene.nodes.end[self._selected])
        box = QRectF()
        for node in range(self._selected, end):
            card = scene.card_of(node)
            if card >= 0:
                box = box.united(card_box(scene.picture, card))
        self._look(fitted(box, QSizeF(self.size())))

    def zoom(self, steps: float) -> None:
        """Zoom in by steps, out where negative, around the selected card or the middle."""
        at = QRectF(self.rect()).center()
        card = -1 if self._scene is None else self._scene.card_of(self._selected)
        if card >= 0 and self._scene is not None:
            on_paper = self._view.to_paper(card_box(self._scene.picture, card)).center()
            at = on_paper if QRectF(self.rect()).contains(on_paper) else at
        self._look(zoomed(self._view, _ZOOM_STEP**steps, at))

    # What mouse and typing ask for

    @property
    def view(self) -> View:
        """What is seen of the scene."""
        return self._view

    @property
    def key(self) -> KpiKey | None:
        """The KPI of the selected card."""
        scene = self._scene
        return None if scene is None or self._selected < 0 else scene.nodes.keys[self._selected]

    def select_node(self, node: int) -> None:
        """Select a node; -1: none."""
        self._selected = node
        self._untouched = False
        self._document.select(self.key)
        self._describe()
        self.update()

    def lines_of(self, key: KpiKey) -> int:
        """Return how many lines the name of a KPI takes on its card."""
        return len(self._picture.cards.lines(key))

    def selected_box(self) -> QRectF:
        """Return where the selected card stands in the scene; empty where it is not drawn."""
        scene = self._scene
        card = -1 if scene is None else scene.card_of(self._selected)
        return QRectF() if scene is None or card < 0 else card_box(scene.picture, card)

    def light(self, highlights: Highlights) -> None:
        """Let cards stand out."""
        self._highlights = highlights
        self.update()

    def pan(self, by: QPointF) -> None:
        """Move the paper by pixels."""
        self._look(panned(self._view, by))

    def bring_near(self, scale: float) -> None:
        """Bring the selected card into view, at least that large."""
        self.show_selected()
        if self._view.scale < scale:
            at = self._view.to_paper(self.selected_box()).center()
            self._look(zoomed(self._view, scale / self._view.scale, at))
        self._keep_selected_in_view()

    def edit_name(self) -> None:
        """Type the name of the selected KPI."""
        self.typing.edit_name()

    def edit_formula(self) -> None:
        """Type the formula of the selected KPI."""
        self.typing.edit_formula()

    # Events

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what is in view."""
        scene = self._scene
        lit = Highlights() if scene is None else self._lit(scene)
        self._picture.paint(scene, self._view, lit, event.region())

    def _lit(self, scene: Scene) -> Highlights:
        lit = self._highlights
        card = scene.card_of(self._selected)
        twins = frozenset(scene.card_of(node) for node in scene.twins(self._selected)) - {-1}
        return Highlights(
            selected=card,
            twins=twins,
            hovered=lit.hovered,
            dragged=lit.dragged,
            dragged_by=lit.dragged_by,
            drop=lit.drop,
            focused=self.hasFocus(),
        )

    @override
    def event(self, event: QEvent) -> bool:
        """Say more of the card under the pointer than there is room for on it."""
        # Other events come even before the canvas is made.
        if not isinstance(event, QHelpEvent):
            return super().event(event)
        scene = self._scene
        card = -1
        if scene is not None:
            card = hit(scene.picture, self._view.to_scene(QPointF(event.pos())))
        if scene is None or card < 0:
            QToolTip.hideText()
            return True
        place = self._view.to_paper(card_box(scene.picture, card)).toAlignedRect()
        words = self._picture.cards.tip(scene.node_of(card))
        QToolTip.showText(event.globalPos(), words, self, place)
        return True

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Fit a plan that was opened while nobody saw the canvas; else show what is selected."""
        super().showEvent(event)
        if self._untouched:
            self._fit_first()
        else:
            self._keep_selected_in_view()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit a plan whose view nobody has changed yet; else keep the middle in the middle."""
        super().resizeEvent(event)
        grown = event.size() - event.oldSize()
        if self._untouched:
            self._fit_first()
        elif event.oldSize().isValid():
            self._look(panned(self._view, QPointF(grown.width() / 2, grown.height() / 2)))
        self.typing.follow_card()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Select, fold, or begin a gesture."""
        self._space_used = self._space
        self._mouse.press(event, panning=self._space)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow a gesture, or light the card under the pointer."""
        self._mouse.move(event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a gesture."""
        self._mouse.release()

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Type what was double-clicked."""
        self._mouse.double_click(event)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the selected card: at the pointer, or below the card by key."""
        at = event.globalPos()
        box = self._view.to_paper(self.selected_box())
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        if by_key and box.intersects(QRectF(self.rect())):
            at = self.mapToGlobal(box.bottomLeft().toPoint())
        self.menu_asked.emit(at)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom at the pointer with Ctrl, else move the paper."""
        delta = event.pixelDelta() if not event.pixelDelta().isNull() else event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            factor = _WHEEL_STEP ** event.angleDelta().y()
            self._look(zoomed(self._view, factor, event.position()))
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.pan(QPointF(delta.y() or delta.x(), 0))
        else:
            self.pan(QPointF(delta.x(), delta.y()))
        event.accept()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk, type, fold, or ask for an action."""
        step, command, typed = step_of(event), command_of(event), typed_text(event)
        if event.key() == Qt.Key.Key_Escape and self._mouse.give_up():
            return
        if event.key() == Qt.Key.Key_Space and not event.modifiers():
            self._space = True
            if not event.isAutoRepeat():
                self._space_used = False
                self.setCursor(Qt.CursorShape.OpenHandCursor)
        elif step is not None and self._scene is not None:
            card = step_from(self._scene, self._scene.card_of(self._selected), step)
            self.select_node(self._scene.node_of(card))
            self._keep_selected_in_view()
        elif command:
            self.commanded.emit(command)
        elif typed and self._selected >= 0:
            self.typing.edit_name(typed=typed)
        else:
            super().keyPressEvent(event)

    @override
    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Fold when Space is let go and was not used to move the paper."""
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            if self._space and not self._space_used:
                self.commanded.emit("fold")
            self._space = self._space_used = False
            self.unsetCursor()
        else:
            super().keyReleaseEvent(event)

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        """Keep Tab, which adds a child; Shift+Tab and F6 leave."""
        return False if next else super().focusNextPrevChild(next)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Select the root where nothing is selected, so that the keyboard is somewhere."""
        super().focusInEvent(event)
        keyboard = event.reason() in {
            Qt.FocusReason.TabFocusReason,
            Qt.FocusReason.ShortcutFocusReason,
        }
        if keyboard and self._selected < 0 and self._scene is not None and len(self._scene.nodes):
            self.select_node(0)
        self.update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Forget keys that were held."""
        super().focusOutEvent(event)
        self._space = self._space_used = False
        self.update()

    # Within

    def _describe(self) -> None:
        """Tell who does not see the canvas what is selected."""
        words = "" if self._scene is None else self._picture.cards.spoken(self._selected)
        if words != self.accessibleDescription():
            self.setAccessibleDescription(words)

    def _found(self, name: NodeName | None) -> int:
        scene = self._scene
        if scene is None:
            return -1
        selection = self._document.selection
        if name is not None and name.key == selection:
            return scene.nodes.find(name)
        return -1 if selection is None else scene.nodes.home.get(selection, -1)

    def _anchor(self) -> tuple[NodeName, QPointF] | None:
        """Return the selected card, and where it is, so that it stays there."""
        scene = self._scene
        place = None if scene is None else self._place_of(scene, self._selected)
        if scene is None or place is None:
            return None
        return scene.nodes.name(self._selected), place

    def _hold(self, anchor: tuple[NodeName, QPointF] | None) -> None:
        """Move the paper so that the anchor's card is where it was."""
        scene = self._scene
        if scene is not None and anchor is not None:
            now = self._place_of(scene, scene.nodes.find(anchor[0]))
            if now is not None:
                self._look(panned(self._view, anchor[1] - now))

    def _place_of(self, scene: Scene, node: int) -> QPointF | None:
        """Return where the card of a node is on the paper; None where it is not drawn."""
        card = scene.card_of(node)
        if card < 0:
            return None
        return self._view.to_paper(card_box(scene.picture, card)).topLeft()

    def _look(self, view: View) -> None:
        if view == self._view:
            return
        zoomed_now = view.scale != self._view.scale
        self._view = view
        self._untouched = False
        self.typing.follow_card()
        self.update()
        if zoomed_now:
            self.zoom_changed.emit(view.scale)

    def _keep_selected_in_view(self) -> None:
        box = self.selected_box()
        if not box.isEmpty() and self._is_seen():
            self._look(showing(self._view, box, QSizeF(self.size())))

    def _is_seen(self) -> bool:
        return self.isVisible() and min(self.width(), self.height()) >= _LEAST

    def _folding_changed(self) -> None:
        scene = self._scene
        if scene is None:
            return
        self._untouched = False
        line = () if self._selected < 0 else scene.nodes.ancestors(self._selected)
        anchors = {node: self._place_of(scene, node) for node in (self._selected, *line)}
        scene.fold(self._folding.folded)
        self._leave_hidden(scene)
        before, now = anchors.get(self._selected), self._place_of(scene, self._selected)
        if before is not None and now is not None:
            self._look(panned(self._view, before - now))
        self._highlights = Highlights()
        self.update()

    def _leave_hidden(self, scene: Scene) -> None:
        """Select what hides the selected card, once it is folded away."""
        node = self._selected
        while node >= 0 and scene.card_of(node) < 0:
            node = int(scene.nodes.parent[node])
        if node != self._selected:
            self.select_node(node)

    def _fit_first(self) -> None:
        """Show a plan as at first, as long as nobody has looked elsewhere.

        A window settles in several steps, so the first size that is seen is rarely the last.
        """
        scene = self._scene
        if self._untouched and scene is not None and self._is_seen():
            self._look(first_view(scene, self._folding, QSizeF(self.size())))
            self._keep_selected_in_view()
            self._untouched = True
            self.zoom_changed.emit(self._view.scale)

    def _say(self, refusal: Refusal | None) -> None:
        if refusal is not None:
            self.refused.emit(refusal)

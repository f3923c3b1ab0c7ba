"""The canvas: the tree of KPIs as cards, painted by one widget from arrays."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
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
from ui.decompose.folding import Folding
from ui.decompose.problem_marks import ProblemMarks
from ui.decompose.refusal import Refusal
from ui.decompose.scene import Scene
from ui.decompose.scrubbing import Scrubbing
from ui.decompose.sight import Sight
from ui.decompose.tree_edits import TreeEdits
from ui.decompose.tree_nodes import NodeName, TreeNodes
from ui.decompose.walking import step_from
from ui.document import Document
from ui.drawing.tree_painter import card_box, hit
from ui.drawing.tree_picture import Highlights, View
from ui.theme import Theme
from workbench.language import Language

_WHEEL_STEP = 1.0015


class TreeCanvas(QWidget):
    """Cards that are walked, zoomed, dragged, scrubbed and typed into.

    It edits nothing by itself: figures and names go through :class:`TreeEdits`, everything
    else is asked for by :attr:`commanded`. The outline is its twin as a table.

    Attributes:
        typing: what is typed on cards.
        scrubbing: what is turned on cards.
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
        self._sight = Sight(self, folding)
        self._sight.moved.connect(self._looked_elsewhere)
        self._sight.zoomed.connect(self.zoom_changed)
        self._selected = -1
        self._highlights = Highlights()
        self._space = self._space_used = False
        self.typing = CardTyping(document, edits, self, self, theme=theme, language=language)
        self.typing.commanded.connect(self.commanded)
        self.scrubbing = Scrubbing(document, edits, self, theme=theme, language=language)
        self._mouse = CanvasMouse(
            document,
            edits,
            folding,
            self.typing,
            board=self,
            canvas=self,
            scrubbing=self.scrubbing,
            say=self._say,
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
        return self._sight.view.scale

    @property
    def scene(self) -> Scene | None:
        """What is drawn; None before the first tree."""
        return self._sight.scene

    def show_nodes(self, nodes: TreeNodes) -> None:
        """Draw a tree of another structure; the selected card stays where it can."""
        plan, sight, folded = self._document.plan, self._sight, self._folding.folded
        self._picture.cards.show_nodes(nodes)
        if sight.scene is None:
            sight.scene = Scene(self._picture.cards, nodes, plan, folded)
            self._selected = self._found(sight.scene, None)
        else:
            known = self._selected >= 0
            name = sight.scene.nodes.name(self._selected) if known else None
            place = sight.places((self._selected,)).get(self._selected)
            sight.scene.show(nodes, plan, folded)
            self._selected = self._found(sight.scene, name)
            if name is not None:
                sight.hold(nodes.find(name), place)
        self._highlights = Highlights()
        self.update()

    def show_another_plan(self) -> None:
        """Fit what is drawn anew, as for a plan that was just opened."""
        self._selected = -1
        self._sight.show_anew()

    def refresh(self) -> None:
        """Word the cards anew: figures differ."""
        self._reword(figures=True)

    def measure(self, keys: Iterable[KpiKey]) -> None:
        """Give room to the names of ``keys``, which may be others now."""
        if self.scene is not None and self.scene.measure(keys):
            self._sight.keep_in_view(self._selected)
            self.update()

    def _problems_changed(self) -> None:
        self._reword(figures=False)

    def _reword(self, *, figures: bool) -> None:
        if self.scene is not None:
            self._picture.reword(self.scene, self.view, figures=figures)
            self._describe()

    def select_key(self, key: KpiKey | None) -> None:
        """Show the card of a KPI as selected: one that is selected already, or its home."""
        scene = self.scene
        if scene is None or key is None:
            self._selected = -1
        elif self._selected < 0 or scene.nodes.keys[self._selected] != key:
            self._selected = scene.nodes.home.get(key, -1)
            self._sight.follow(self._selected)
        self._describe()
        self.update()

    def show_selected(self) -> None:
        """Open what hides the selected card and bring it into view."""
        if self.scene is not None and self._selected >= 0:
            self._folding.open_to(self.scene.nodes, self._selected)
            self._sight.keep_in_view(self._selected)

    @property
    def selected_node(self) -> int:
        """The node of the selected card, -1 for none."""
        return self._selected

    # Zoom

    def fit_all(self) -> None:
        """Show the whole tree."""
        self._sight.fit_all()

    def fit_selection(self) -> None:
        """Show the selected card with what is below it."""
        self._sight.fit_branch(self._selected)

    def zoom(self, steps: float) -> None:
        """Zoom in by steps, out where negative, around the selected card or the middle."""
        self._sight.zoom(steps, self._selected)

    # What mouse and typing ask for

    @property
    def view(self) -> View:
        """What is seen of the scene."""
        return self._sight.view

    @property
    def key(self) -> KpiKey | None:
        """The KPI of the selected card."""
        scene = self.scene
        return None if scene is None or self._selected < 0 else scene.nodes.keys[self._selected]

    def select_node(self, node: int) -> None:
        """Select a node; -1: none."""
        self._selected = node
        self._sight.touch()
        self._document.select(self.key)
        self._describe()
        self.update()

    def lines_of(self, key: KpiKey) -> int:
        """Return how many lines the name of a KPI takes on its card."""
        return len(self._picture.cards.lines(key))

    def selected_box(self) -> QRectF:
        """Return where the selected card stands in the scene; empty where it is not drawn."""
        return self._sight.box_of(self._selected)

    def light(self, highlights: Highlights) -> None:
        """Let cards stand out."""
        self._highlights = highlights
        self.update()

    def pan(self, by: QPointF) -> None:
        """Move the paper by pixels."""
        self._sight.pan(by)

    def bring_near(self, scale: float) -> None:
        """Bring the selected card into view, at least that large."""
        self.show_selected()
        self._sight.bring_near(self._selected, scale)

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
        scene = self.scene
        lit = Highlights() if scene is None else self._lit(scene)
        self._picture.paint(scene, self.view, lit, event.region())

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
        scene, view = self.scene, self.view
        card = -1
        if scene is not None:
            card = hit(scene.picture, view.to_scene(QPointF(event.pos())))
        if scene is None or card < 0:
            QToolTip.hideText()
            return True
        place = view.to_paper(card_box(scene.picture, card)).toAlignedRect()
        words = self._picture.cards.tip(scene.node_of(card))
        QToolTip.showText(event.globalPos(), words, self, place)
        return True

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Fit a plan that was opened while nobody saw the canvas; else show what is selected."""
        super().showEvent(event)
        self._sight.settle(self._selected)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit a plan whose view nobody has changed yet; else keep the middle in the middle."""
        super().resizeEvent(event)
        self._sight.resized(event, self._selected)
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
        box = self.view.to_paper(self.selected_box())
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        if by_key and box.intersects(QRectF(self.rect())):
            at = self.mapToGlobal(box.bottomLeft().toPoint())
        self.menu_asked.emit(at)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom at the pointer with Ctrl, else move the paper."""
        delta = event.pixelDelta() if not event.pixelDelta().isNull() else event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._sight.zoom_at(_WHEEL_STEP ** event.angleDelta().y(), event.position())
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.pan(QPointF(delta.y() or delta.x(), 0))
        else:
            self.pan(QPointF(delta.x(), delta.y()))
        event.accept()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk, type, fold, or ask for an action."""
        step, command, typed = step_of(event), command_of(event), typed_text(event)
        if event.key() == Qt.Key.Key_Escape and (self._mouse.give_up() or self.scrubbing.give_up()):
            return
        beside = self.view.to_paper(self.selected_box()).bottomLeft().toPoint()
        if self.scrubbing.press(event, self.key, beside):
            return
        if event.key() == Qt.Key.Key_Space and not event.modifiers():
            self._space = True
            if not event.isAutoRepeat():
                self._space_used = False
                self.setCursor(Qt.CursorShape.OpenHandCursor)
        elif step is not None and self.scene is not None:
            card = step_from(self.scene, self.scene.card_of(self._selected), step)
            self.select_node(self.scene.node_of(card))
            self._sight.keep_in_view(self._selected)
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
        if keyboard and self._selected < 0 and self.scene is not None and len(self.scene.nodes):
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
        words = "" if self.scene is None else self._picture.cards.spoken(self._selected)
        if words != self.accessibleDescription():
            self.setAccessibleDescription(words)

    def _found(self, scene: Scene, name: NodeName | None) -> int:
        """Return the node that is selected in another tree: the same where it still stands."""
        selection = self._document.selection
        if name is not None and name.key == selection:
            return scene.nodes.find(name)
        return -1 if selection is None else scene.nodes.home.get(selection, -1)

    def _looked_elsewhere(self) -> None:
        self.typing.follow_card()
        self.update()

    def _folding_changed(self) -> None:
        scene = self.scene
        if scene is None:
            return
        self._sight.touch()
        above = () if self._selected < 0 else scene.nodes.ancestors(self._selected)
        places = self._sight.places((self._selected, *above))
        scene.fold(self._folding.folded)
        self._leave_hidden(scene)
        self._sight.hold(self._selected, places.get(self._selected))
        self._highlights = Highlights()
        self.update()

    def _leave_hidden(self, scene: Scene) -> None:
        """Select what hides the selected card, once it is folded away."""
        node = self._selected
        while node >= 0 and scene.card_of(node) < 0:
            node = int(scene.nodes.parent[node])
        if node != self._selected:
            self.select_node(node)

    def _say(self, refusal: Refusal | None) -> None:
        if refusal is not None:
            self.refused.emit(refusal)

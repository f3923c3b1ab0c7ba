"""The canvas: the tree of KPIs as cards, painted by one widget from arrays."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from models.keys import KpiKey
from ui.decompose.auto_scroll import AutoScroll
from ui.decompose.canvas_keyboard import CanvasKeyboard
from ui.decompose.canvas_lights import CanvasLights
from ui.decompose.canvas_mouse import CanvasMouse
from ui.decompose.canvas_picture import CanvasPicture
from ui.decompose.canvas_stage import CanvasStage
from ui.decompose.canvas_tree import CanvasTree
from ui.decompose.card_typing import CardTyping
from ui.decompose.folding import Folding
from ui.decompose.gestures import CancelReason
from ui.decompose.minimap import Minimap
from ui.decompose.problem_marks import ProblemMarks
from ui.decompose.scene import Scene
from ui.decompose.scrubbing import Scrubbing
from ui.decompose.selected_cards import SelectedCards
from ui.decompose.sight import Sight
from ui.decompose.tree_edits import TreeEdits
from ui.decompose.tree_nodes import TreeNodes
from ui.decompose.view_state import Seen
from ui.document import Document
from ui.drawing.tree_picture import Highlights, View
from ui.refusal import Refusal
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
        minimap: the whole tree in a corner.
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
        self._picture = CanvasPicture(document, self, problems, theme=theme, language=language)
        self._sight = Sight(self, folding)
        self._sight.moved.connect(self._looked_elsewhere)
        self._sight.zoomed.connect(self.zoom_changed)
        self._selected = SelectedCards(document, self._sight, self)
        self._selected.changed.connect(self._selected_by_hand)
        self._lights = CanvasLights(self._sight, self._selected, self._picture, self)
        self._tree = CanvasTree(
            document,
            self._picture.cards,
            folding,
            sight=self._sight,
            selected=self._selected,
            parent=self,
        )
        self._tree.about_to_change.connect(self._let_go)
        self._tree.changed.connect(self._shown_anew)
        self.typing = CardTyping(document, edits, self, self, theme=theme, language=language)
        self.typing.commanded.connect(self.commanded)
        self.scrubbing = Scrubbing(document, edits, self, theme=theme, language=language)
        stage = CanvasStage(edits, folding, self._selected, board=self, canvas=self, say=self._say)
        self._mouse = CanvasMouse(
            folding,
            self.typing,
            board=self,
            canvas=self,
            selected=self._selected,
            stage=stage,
            scroll=AutoScroll(self._sight, self._paper, self),
            command=self.commanded.emit,
            scrubbing=self.scrubbing,
        )
        self._keyboard = CanvasKeyboard(
            self._sight,
            self._selected,
            self._mouse,
            self.typing,
            scrubbing=self.scrubbing,
            canvas=self,
            command=self.commanded.emit,
        )
        self.minimap = Minimap(self._sight, self, style=self._picture.style, language=language)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.installEventFilter(self._lights)
        self.setAccessibleName(language.text("Tree of KPIs"))
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
        """Draw a tree of another structure; the selected cards stay where they can."""
        # Before the numbers of cards are others: what still fades would be another card, or none.
        self._picture.flashing.stop()
        self._tree.show_nodes(nodes)

    def let_move(self, *, on: bool) -> None:
        """Let what an edit reached light up, or nothing move by itself."""
        self._picture.flashing.wanted = on

    def show_another_plan(self) -> None:
        """Fit what is drawn anew, as for a plan that was just opened."""
        self._selected.forget()
        self._picture.flashing.stop()
        self._sight.show_anew()

    @property
    def seen(self) -> Seen | None:
        """What somebody chose to see; None where a plan is shown as at first."""
        return self._sight.seen

    def show_seen(self, seen: Seen | None) -> None:
        """See again what was seen before; None: as at first, with the selected card in view."""
        self._sight.show_seen(seen, self._selected.node)

    def hold_view(self) -> None:
        """Show from now on what is seen, also where the window gives less room for a while."""
        self._sight.touch()

    @property
    def down(self) -> bool:
        """Whether the tree grows down instead of to the right."""
        return self.scene is not None and self.scene.down

    def turn(self, *, down: bool) -> None:
        """Let the tree grow down, or to the right; what is selected stays in view."""
        self._tree.turn(down=down)

    def refresh(self, *, edited: bool = False) -> None:
        """Word the cards anew: figures differ; where ``edited`` those that moved light up."""
        if self.scene is not None:
            self._picture.reword(self.scene, self.view, flash=edited)
            self._describe()

    def measure(self, keys: Iterable[KpiKey]) -> None:
        """Give room to the names of ``keys``, which may be others now."""
        self._tree.measure(keys)

    def _problems_changed(self) -> None:
        if self.scene is not None:
            self._picture.reword(self.scene, self.view, figures=False)
            self._describe()

    def select_key(self, key: KpiKey | None) -> None:
        """Show the card of a KPI as selected: one that is selected already, or its home."""
        if self._selected.take_key(key):
            self._sight.follow(self._selected.node)
            self._selection_shown()

    def select_keys(self, keys: Iterable[KpiKey]) -> None:
        """Show the cards of all KPIs that are selected."""
        self._selected.take_chosen(keys)
        self._selection_shown()

    def select_all(self) -> None:
        """Select every card that is not folded away."""
        if self.scene is not None:
            self._selected.choose_many(self.scene.visible.tolist())

    def show_selected(self) -> None:
        """Open what hides the selected card and bring it into view."""
        self._tree.show_selected()

    def go_home(self) -> None:
        """Select the card where the selected KPI is at home, and open what hides it."""
        self._tree.go_home()

    @property
    def selected_node(self) -> int:
        """The node of the selected card, -1 for none."""
        return self._selected.node

    # Zoom

    def fit_all(self) -> None:
        """Show the whole tree."""
        self._sight.fit_all()

    def fit_selection(self) -> None:
        """Show the selected card with what is below it."""
        self._sight.fit_branch(self._selected.node)

    def zoom(self, steps: float) -> None:
        """Zoom in by steps, out where negative, around the selected card or the middle."""
        self._sight.zoom(steps, self._selected.node)

    # What mouse and typing ask for

    @property
    def view(self) -> View:
        """What is seen of the scene."""
        return self._sight.view

    @property
    def key(self) -> KpiKey | None:
        """The KPI of the selected card."""
        return self._selected.key

    def select_node(self, node: int) -> None:
        """Select a node; -1: none."""
        self._selected.choose(node)

    def lines_of(self, key: KpiKey) -> int:
        """Return how many lines the name of a KPI takes on its card."""
        return len(self._picture.cards.lines(key))

    def selected_box(self) -> QRectF:
        """Return where the selected card stands in the scene; empty where it is not drawn."""
        return self._sight.box_of(self._selected.node)

    def light(self, highlights: Highlights) -> None:
        """Let cards stand out."""
        self._lights.light(highlights)

    def pan(self, by: QPointF) -> None:
        """Move the paper by pixels."""
        self._sight.pan(by)

    def bring_near(self, scale: float) -> None:
        """Bring the selected card into view, at least that large."""
        self.show_selected()
        self._sight.bring_near(self._selected.node, scale)

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
        self._picture.paint(self.scene, self.view, self._lights.highlights(), event.region())

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Fit a plan that was opened while nobody saw the canvas; else show what is selected."""
        super().showEvent(event)
        self._sight.settle(self._selected.node)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit a plan whose view nobody has changed yet; else stay where one was."""
        super().resizeEvent(event)
        self._sight.resized(event, self._selected.node)
        self.typing.follow_card()
        self._follow_sight()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Select, fold, or begin a gesture."""
        self._keyboard.use_space()
        self._mouse.press(event, panning=self._keyboard.space)

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
    def leaveEvent(self, event: QEvent) -> None:
        """Light no card once the pointer is elsewhere."""
        super().leaveEvent(event)
        self._mouse.leave()

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
        beside = self.view.to_paper(self.selected_box()).bottomLeft().toPoint()
        if not self._keyboard.press(event, beside):
            super().keyPressEvent(event)

    @override
    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Fold when Space is let go and was not used to move the paper."""
        if not self._keyboard.release(event):
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
        if (
            keyboard
            and self._selected.node < 0
            and self.scene is not None
            and len(self.scene.nodes)
        ):
            self.select_node(0)
        self.update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Forget keys that were held."""
        super().focusOutEvent(event)
        self._keyboard.forget()
        self.update()

    # Within

    def _paper(self) -> QRectF:
        return QRectF(self.rect())

    def _describe(self) -> None:
        """Tell who does not see the canvas what is selected."""
        cards = self._picture.cards
        words = "" if self.scene is None else cards.spoken(self._selected.node)
        if len(self._selected.nodes) > 1:
            words = f"{cards.spoken_count(len(self._selected.nodes))}, {words}"
        if words != self.accessibleDescription():
            self.setAccessibleDescription(words)

    def _selected_by_hand(self) -> None:
        self._sight.touch()
        self._selection_shown()

    def _selection_shown(self) -> None:
        self._describe()
        self._follow_sight()
        self.update()

    def _looked_elsewhere(self) -> None:
        self.typing.follow_card()
        self._follow_sight()
        self.update()

    def _follow_sight(self) -> None:
        self.minimap.follow(self.selected_box())

    def _shown_anew(self) -> None:
        """Show what stands elsewhere now."""
        self._lights.forget()
        self._follow_sight()
        self.update()

    def _let_go(self) -> None:
        """Let go of what the mouse works on: it is another thing now."""
        self._mouse.give_up(CancelReason.UNDERMINED)
        self._mouse.leave()

    def _say(self, refusal: Refusal | None) -> None:
        if refusal is not None:
            self.refused.emit(refusal)

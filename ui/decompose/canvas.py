"""The canvas: the tree of KPIs as cards, painted by one widget from arrays."""

from __future__ import annotations

import itertools
from functools import partial

from PySide6.QtCore import QPointF, QRect, QRectF, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from models.calendar import Group
from models.keys import KpiKey
from ui.decompose.canvas_keys import command_of, step_of, typed_text
from ui.decompose.cards import Cards
from ui.decompose.dropping import Landing, landing_at
from ui.decompose.folding import Folding
from ui.decompose.gestures import Gesture, MoveCard, Pan, Scrub
from ui.decompose.inline_editor import Ending, InlineEditor, Submit
from ui.decompose.problem_marks import ProblemMarks
from ui.decompose.refusal import Refusal
from ui.decompose.scene import Scene
from ui.decompose.style import tree_style
from ui.decompose.tree_edits import TreeEdits
from ui.decompose.tree_nodes import NodeName, TreeNodes
from ui.decompose.viewport import fitted, panned, showing, zoomed
from ui.decompose.walking import step_from
from ui.document import Document
from ui.drawing.card_painter import name_box, value_box
from ui.drawing.tree_painter import NEAR_SCALE, TreePainter, card_box, hit, hit_handle
from ui.drawing.tree_picture import Highlights, View
from ui.theme import Theme
from workbench.figures_typed import figure_text
from workbench.language import Language

_UNFINISHED_MS = 15
_ZOOM_STEP = 1.2
_WHEEL_STEP = 1.0015
_READABLE = 0.5
"""The scale down to which a whole tree is shown at first; beyond, deep levels are folded."""
_EDIT_SCALE = 0.8
"""The least scale at which something is typed on a card."""


class TreeCanvas(QWidget):
    """Cards that are walked, zoomed, dragged, scrubbed and typed into.

    It edits nothing by itself: figures and names go through :class:`TreeEdits`, everything
    else is asked for by :attr:`commanded`. The outline is its twin as a table.
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
        self._edits = edits
        self._folding = folding
        self._language = language
        self._cards = Cards(document, theme, language, problems)
        self._painter = TreePainter(tree_style(theme))
        self._scene: Scene | None = None
        self._view = View()
        self._selected = -1
        self._highlights = Highlights()
        self._gesture: Gesture | None = None
        self._gestures = itertools.count()
        self._scrubbed = False
        self._space = self._space_used = False
        self._fit_wanted = True
        self._editor = InlineEditor(theme, self)
        self._editor.closed.connect(self._editor_closed)
        self._edited: KpiKey | None = None
        self._unfinished = QTimer(self)
        self._unfinished.setSingleShot(True)
        self._unfinished.setInterval(_UNFINISHED_MS)
        self._unfinished.timeout.connect(self.update)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(language.text("Tree of KPIs"))
        folding.changed.connect(self._folding_changed)
        problems.changed.connect(self.reword)

    # What is shown

    @property
    def editor(self) -> InlineEditor:
        """The field that opens on a card."""
        return self._editor

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
        self._cards.show_nodes(nodes)
        if self._scene is None:
            self._scene = Scene(self._cards, nodes, plan, self._folding.folded)
        else:
            self._scene.show(nodes, plan, self._folding.folded)
        self._selected = self._found(name)
        self._hold(anchor)
        self._highlights = Highlights()
        self.update()

    def show_another_plan(self) -> None:
        """Fit what is drawn anew, as for a plan that was just opened."""
        self._selected = -1
        self._fit_wanted = True
        self._fit_first()

    def refresh(self) -> None:
        """Word the cards anew: figures differ."""
        self._cards.forget_figures()
        self.update()

    def reword(self) -> None:
        """Word the cards anew: names, problems or colours differ, figures do not."""
        self._cards.forget_cards()
        if self._scene is not None and self._scene.measure():
            self._keep_selected_in_view()
        self.update()

    def select_key(self, key: KpiKey | None) -> None:
        """Show the card of a KPI as selected: one that is selected already, or its home."""
        scene = self._scene
        if scene is None or key is None:
            self._selected = -1
        elif self._selected < 0 or scene.nodes.keys[self._selected] != key:
            self._selected = scene.nodes.home.get(key, -1)
            self._keep_selected_in_view()
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

    # Stage of the gestures

    def pan(self, by: QPointF) -> None:
        """Move the paper by pixels."""
        self._look(panned(self._view, by))

    def landing(self, node: int, at: QPointF) -> Landing | None:
        """Return where a card would land at a point of the canvas."""
        scene = self._scene
        return None if scene is None else landing_at(scene, node, self._view.to_scene(at))

    def show_drag(self, node: int, by: QPointF, landing: Landing | None) -> None:
        """Show a card on its way."""
        if self._scene is not None:
            self._highlights = Highlights(
                dragged=self._scene.card_of(node),
                dragged_by=by / self._view.scale,
                drop=None if landing is None else landing.drop,
            )
            self.setCursor(
                Qt.CursorShape.ForbiddenCursor if landing is None else Qt.CursorShape.DragMoveCursor
            )
            self.update()

    def hide_drag(self) -> None:
        """Show no card on its way."""
        self._highlights = Highlights()
        self.unsetCursor()
        self.update()

    def drop(self, node: int, landing: Landing) -> None:
        """Put a card, with what is below it, where it landed."""
        if self._scene is not None:
            key = self._scene.nodes.keys[node]
            self._say(self._edits.move(key, landing.parent, landing.at))

    def scrub(self, key: KpiKey, group: Group, value: float, gesture: int) -> None:
        """Turn a driver."""
        self._scrubbed = self._edits.scrub(key, group, value, gesture) is None

    def scrub_ended(self, *, keep: bool) -> None:
        """Keep what was turned, or take it back."""
        if not keep and self._scrubbed:
            self._document.undo_stack.undo()
        self._scrubbed = False

    # Typing on cards

    def edit_name(self, *, typed: str = "") -> None:
        """Type the name of the selected KPI; ``typed`` is appended to it."""
        key = self._key()
        if key is None or key not in self._document.plan.kpis:
            return
        name = self._document.plan.kpis[key].name
        new = self._edits.is_new(key)
        text = typed if new and typed else name + typed
        submit = partial(self._edits.rename, key)
        words = self._language.text("Name")
        self._open_editor("name", text, submit, words, select=new and not typed)

    def edit_value(self) -> None:
        """Type the figure of the selected driver over the shown group."""
        key = self._key()
        kpi = None if key is None else self._document.plan.kpis.get(key)
        group = self._document.group
        if key is None or kpi is None or kpi.formula or not group.periods:
            return
        value = self._document.results.values.group(key, self._document.scenario, group)
        text = figure_text(float(f"{value:.12g}"), kpi.unit, self._language)
        submit = partial(self._edits.set_figure, key, group)
        self._open_editor("value", text, submit, kpi.name, select=True)

    def edit_formula(self) -> None:
        """Type the formula of the selected KPI."""
        key = self._key()
        if key is None or key not in self._document.plan.kpis:
            return
        submit = partial(self._edits.set_formula, key)
        text = self._document.plan.kpis[key].formula
        self._open_editor("formula", text, submit, self._language.text("Formula"), select=False)

    def _open_editor(
        self, field: str, text: str, submit: Submit, name: str, *, select: bool
    ) -> None:
        self.show_selected()
        if self._view.scale < _EDIT_SCALE:
            at = self._view.to_paper(self._selected_box()).center()
            self._look(zoomed(self._view, _EDIT_SCALE / self._view.scale, at))
        self._keep_selected_in_view()
        self._field = field
        self._edited = self._key()
        strong = field == "value"
        self._editor.open(self._field_rect(), text, submit, name=name, select=select, strong=strong)

    def _field_rect(self) -> QRect:
        box = self._selected_box()
        lines = 1 if self._edited is None else len(self._cards.lines(self._edited))
        if self._field == "value":
            place = value_box(box, lines).adjusted(0, 0, box.width() * 0.35, 0)
        elif self._field == "name":
            place = name_box(box, lines)
        else:
            place = name_box(box, 1).adjusted(0, 0, box.width() * 0.8, 6)
        return self._view.to_paper(place).toRect()

    def _editor_closed(self, ending: Ending) -> None:
        key, self._edited = self._edited, None
        if ending is not Ending.LEFT:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        if key is not None and self._edits.is_new(key):
            self._edits.give_up(key)
        if ending is Ending.NEXT_FIELD:
            there = self._key()
            kpi = None if there is None else self._document.plan.kpis.get(there)
            formula = kpi is not None and bool(kpi.formula)
            if self._field != "name":
                self.edit_name()
            elif formula:
                self.edit_formula()
            else:
                self.edit_value()
        elif ending is Ending.TABBED and self._field == "name":
            self.commanded.emit("insert_child")
        elif ending is Ending.TABBED:
            self.edit_name()

    # Events

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what is in view."""
        painter = QPainter(self)
        scene = self._scene
        if scene is None:
            painter.fillRect(self.rect(), self._painter.style.ground)
            painter.end()
            return
        self._cards.begin_frame()
        paper = QRectF(self.rect())
        self._painter.paint(painter, scene.picture, self._view, paper, self._lit(scene))
        painter.end()
        if self._cards.unfinished:
            self._unfinished.start()

    def _lit(self, scene: Scene) -> Highlights:
        lit = self._highlights
        card = scene.card_of(self._selected)
        twins: frozenset[int] = frozenset()
        key = self._key()
        if key is not None:
            same = (node for node, each in enumerate(scene.nodes.keys) if each == key)
            twins = frozenset(scene.card_of(node) for node in same if node != self._selected) - {-1}
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
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit a plan that was not seen yet; keep what is edited in place."""
        super().resizeEvent(event)
        self._fit_first()
        self._follow_card()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Select a card, fold at its handle, or begin a gesture."""
        at = event.position()
        if self._gesture is not None or (self._editor.is_open and not self._editor.finish()):
            return
        middle = event.button() == Qt.MouseButton.MiddleButton
        if middle or (event.button() == Qt.MouseButton.LeftButton and self._space):
            self._space_used = True
            self._gesture = Pan(self, at)
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            return
        scene = self._scene
        if scene is None or event.button() not in {
            Qt.MouseButton.LeftButton,
            Qt.MouseButton.RightButton,
        }:
            return
        point = self._view.to_scene(at)
        handle = hit_handle(scene.picture, point)
        if handle >= 0 and event.button() == Qt.MouseButton.LeftButton:
            self._folding.toggle(scene.nodes.keys[scene.node_of(handle)])
            return
        self._select_node(scene.node_of(hit(scene.picture, point)))
        if event.button() == Qt.MouseButton.LeftButton:
            self._gesture = self._gesture_at(scene, at)

    def _gesture_at(self, scene: Scene, at: QPointF) -> Gesture:
        node = self._selected
        key = self._key()
        if node < 0 or key is None:
            return Pan(self, at)
        value = self._scrubbable(scene, at)
        if value is not None:
            number = next(self._gestures)
            return Scrub(self, key, self._document.group, value=value, start=at, number=number)
        if scene.nodes.link[node] or not scene.nodes.known[node]:
            return Pan(self, at)
        return MoveCard(self, node, at)

    def _scrubbable(self, scene: Scene, at: QPointF) -> float | None:
        """Return the figure under the pointer where dragging turns it; None elsewhere."""
        card = hit(scene.picture, self._view.to_scene(at))
        if card < 0 or self._view.scale < NEAR_SCALE:
            return None
        node = scene.node_of(card)
        key = scene.nodes.keys[node]
        kpi = self._document.plan.kpis.get(key)
        if kpi is None or kpi.formula or scene.nodes.link[node]:
            return None
        group = self._document.group
        box = value_box(card_box(scene.picture, card), len(self._cards.lines(key)))
        value = self._document.results.values.group(key, self._document.scenario, group)
        inside = box.contains(self._view.to_scene(at))
        return value if inside and value == value and value != 0.0 else None  # noqa: PLR0124

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow a gesture, or light the card under the pointer."""
        if self._gesture is not None:
            self._gesture.move(event.position(), event.modifiers())
            return
        scene = self._scene
        if scene is None:
            return
        card = hit(scene.picture, self._view.to_scene(event.position()))
        if self._scrubbable(scene, event.position()) is not None:
            self.setCursor(Qt.CursorShape.SizeHorCursor)
        else:
            self.unsetCursor()
        if card != self._highlights.hovered:
            self._highlights = Highlights(hovered=card)
            self.update()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a gesture."""
        gesture, self._gesture = self._gesture, None
        self.unsetCursor()
        if gesture is not None:
            gesture.end()

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Type the figure or the name that was double-clicked."""
        scene = self._scene
        if scene is None or event.button() != Qt.MouseButton.LeftButton:
            return
        point = self._view.to_scene(event.position())
        card = hit(scene.picture, point)
        if card < 0:
            return
        self._select_node(scene.node_of(card))
        key = scene.nodes.keys[scene.node_of(card)]
        lines = len(self._cards.lines(key))
        box = value_box(card_box(scene.picture, card), lines)
        kpi = self._document.plan.kpis.get(key)
        if kpi is not None and point.y() >= box.top():
            if kpi.formula:
                self.edit_formula()
            else:
                self.edit_value()
        else:
            self.edit_name()

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the selected card."""
        self.menu_asked.emit(event.globalPos())

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
        if event.key() == Qt.Key.Key_Escape and self._gesture is not None:
            gesture, self._gesture = self._gesture, None
            gesture.cancel()
        elif event.key() == Qt.Key.Key_Space and not event.modifiers():
            self._space = True
            if not event.isAutoRepeat():
                self._space_used = False
        elif step is not None and self._scene is not None:
            card = step_from(self._scene, self._scene.card_of(self._selected), step)
            self._select_node(self._scene.node_of(card))
            self._keep_selected_in_view()
        elif command:
            self.commanded.emit(command)
        elif typed and self._selected >= 0:
            self.edit_name(typed=typed)
        else:
            super().keyPressEvent(event)

    @override
    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Fold when Space is let go and was not used to move the paper."""
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            if self._space and not self._space_used:
                self.commanded.emit("fold")
            self._space = self._space_used = False
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
            self._select_node(0)
        self.update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Forget keys that were held."""
        super().focusOutEvent(event)
        self._space = self._space_used = False
        self.update()

    # Within

    def _key(self) -> KpiKey | None:
        scene = self._scene
        return None if scene is None or self._selected < 0 else scene.nodes.keys[self._selected]

    def _select_node(self, node: int) -> None:
        self._selected = node
        self._document.select(self._key())
        self.update()

    def _found(self, name: NodeName | None) -> int:
        scene = self._scene
        if scene is None:
            return -1
        selection = self._document.selection
        if name is not None and name.key == selection:
            return scene.nodes.find(name)
        return -1 if selection is None else scene.nodes.home.get(selection, -1)

    def _selected_box(self) -> QRectF:
        scene = self._scene
        card = -1 if scene is None else scene.card_of(self._selected)
        return QRectF() if scene is None or card < 0 else card_box(scene.picture, card)

    def _anchor(self) -> tuple[NodeName, QPointF] | None:
        """Return a card that is in view, and where, so that it stays there."""
        scene = self._scene
        card = -1 if scene is None else scene.card_of(self._selected)
        if scene is None or card < 0:
            return None
        place = self._view.to_paper(card_box(scene.picture, card)).topLeft()
        return scene.nodes.name(scene.node_of(card)), place

    def _hold(self, anchor: tuple[NodeName, QPointF] | None) -> None:
        """Move the paper so that the anchor's card is where it was."""
        scene = self._scene
        if scene is None or anchor is None:
            return
        card = scene.card_of(scene.nodes.find(anchor[0]))
        if card >= 0:
            now = self._view.to_paper(card_box(scene.picture, card)).topLeft()
            self._look(panned(self._view, anchor[1] - now))

    def _look(self, view: View) -> None:
        zoomed_now = view.scale != self._view.scale
        self._view = view
        self._follow_card()
        self.update()
        if zoomed_now:
            self.zoom_changed.emit(view.scale)

    def _follow_card(self) -> None:
        if self._editor.is_open:
            self._editor.move_field(self._field_rect())

    def _keep_selected_in_view(self) -> None:
        box = self._selected_box()
        if not box.isEmpty():
            self._look(showing(self._view, box, QSizeF(self.size())))

    def _folding_changed(self) -> None:
        if self._scene is not None:
            anchor = self._anchor()
            self._cards.forget_cards()
            self._scene.fold(self._folding.folded)
            self._hold(anchor)
            self._highlights = Highlights()
            self.update()

    def _fit_first(self) -> None:
        """Show a plan for the first time: whole where that can be read, else its top levels."""
        scene = self._scene
        if not self._fit_wanted or scene is None or self.width() < 100 or not self.isVisible():
            return
        self._fit_wanted = False
        deepest = int(scene.nodes.depth.max()) + 1 if len(scene.nodes) else 1
        self._folding.set(())
        for levels in range(deepest, 2, -1):
            if levels < deepest:
                self._folding.open_levels(scene.nodes, levels)
            left, top, width, height = scene.picture.layout.bounds
            view = fitted(QRectF(left, top, width, height), QSizeF(self.size()))
            if view.scale >= _READABLE:
                break
        self.fit_all()

    def _say(self, refusal: Refusal | None) -> None:
        if refusal is not None:
            self.refused.emit(refusal)

"""Typing on a card: name, figure or formula, in a field that stands over it."""

from __future__ import annotations

from functools import partial
from typing import Final, Protocol

from PySide6.QtCore import QObject, QRect, QRectF, Qt, Signal
from PySide6.QtWidgets import QWidget

from models.keys import KpiKey
from ui.decompose.inline_editor import Ending, InlineEditor, Submit
from ui.decompose.tree_edits import TreeEdits
from ui.document import Document
from ui.drawing.card_painter import name_box, value_box
from ui.drawing.tree_picture import View
from ui.refusal import Refusal
from ui.theme import Theme
from workbench.figures_typed import figure_text
from workbench.formula_entry import formula_as_typed
from workbench.language import Language

_EDIT_SCALE: Final = 0.8
"""The least scale at which something is typed on a card."""
_FORMULA_WIDER: Final = 1.2
"""By how many widths of a card the field of a formula is wider than one."""
_MINUS: Final = frozenset("-\u2212")
NAME, VALUE, FORMULA = "name", "value", "formula"


class Easel(Protocol):
    """What typing needs of the canvas."""

    @property
    def key(self) -> KpiKey | None:
        """The KPI of the selected card."""
        ...

    @property
    def view(self) -> View:
        """What is seen of the scene."""
        ...

    def selected_box(self) -> QRectF:
        """Return where the selected card stands in the scene."""
        ...

    def lines_of(self, key: KpiKey) -> int:
        """Return how many lines the name of a KPI takes on its card."""
        ...

    def bring_near(self, scale: float) -> None:
        """Bring the selected card into view, at least that large."""
        ...


class CardTyping(QObject):
    """Opens the field, hands over what was typed, and goes on to the next one.

    Attributes:
        editor: the field.
    """

    commanded = Signal(str)
    """The id of an action that the way of ending asks for."""

    def __init__(
        self,
        document: Document,
        edits: TreeEdits,
        easel: Easel,
        canvas: QWidget,
        *,
        theme: Theme,
        language: Language,
    ) -> None:
        """Type on ``canvas``, which is also the ``easel``."""
        super().__init__(canvas)
        self._document = document
        self._edits = edits
        self._easel = easel
        self._canvas = canvas
        self._language = language
        self._field = NAME
        self._edited: KpiKey | None = None
        self.editor = InlineEditor(theme, canvas)
        self.editor.closed.connect(self._closed)
        self._assist = self.editor.help_formulas(document, language)

    def edit_name(self, *, typed: str = "") -> None:
        """Type the name of the selected KPI; ``typed`` is appended to it."""
        key = self._easel.key
        if key is None or key not in self._document.plan.kpis:
            return
        name = self._document.plan.kpis[key].name
        new = self._edits.is_new(key)
        text = typed if new and typed else name + typed
        submit = partial(self._edits.rename, key)
        words = self._language.text("Name")
        self._open(NAME, text, submit, words, select=new and not typed)

    def type_over(self, typed: str) -> None:
        """Start typing on the selected card: a driver's figure with a digit, else a name."""
        key = self._easel.key
        kpi = None if key is None else self._document.plan.kpis.get(key)
        starts_figure = typed[:1].isdecimal() or typed[:1] in _MINUS
        if starts_figure and kpi is not None and kpi.is_driver and self._document.group.periods:
            self.edit_value(typed=typed)
        else:
            self.edit_name(typed=typed)

    def edit_value(self, *, typed: str = "") -> None:
        """Type the figure of the selected KPI over the shown group; one worked out is aimed at.

        Args:
            typed: stands in the field in place of the figure, as in the cell of a spreadsheet.
        """
        key = self._easel.key
        kpi = None if key is None else self._document.plan.kpis.get(key)
        group = self._document.group
        if key is None or kpi is None or not group.periods:
            return
        value = self._document.results.values.group(key, self._document.scenario, group)
        text = figure_text(float(f"{value:.12g}"), kpi.unit, self._language)
        submit: Submit = partial(self._edits.set_figure, key, group)
        if kpi.formula:
            # Nobody aims at twelve digits; looking at the rounded figure is not aiming at it.
            text = figure_text(float(f"{value:.6g}"), kpi.unit, self._language)
            submit = partial(_unless_same, text, submit)
        self._open(VALUE, typed or text, submit, kpi.name, select=not typed)

    def edit_formula(self) -> None:
        """Type the formula of the selected KPI."""
        key = self._easel.key
        if key is None or key not in self._document.plan.kpis:
            return
        submit = partial(self._edits.set_formula, key)
        plan = self._document.plan
        text = formula_as_typed(plan, plan.kpis[key].formula)
        self._open(FORMULA, text, submit, self._language.text("Formula"), select=False)

    def follow_card(self) -> None:
        """Stand over the card again after it moved."""
        if self.editor.is_open:
            self.editor.move_field(self._place())

    def _open(self, field: str, text: str, submit: Submit, name: str, *, select: bool) -> None:
        self._easel.bring_near(_EDIT_SCALE)
        self._field = field
        self._edited = self._easel.key
        strong = field == VALUE
        self.editor.open(
            self._place(),
            text,
            submit,
            name=name,
            select=select,
            strong=strong,
            # A name is typed with its figure in sight, and the other way round.
            side=Qt.AlignmentFlag.AlignTop if strong else Qt.AlignmentFlag.AlignBottom,
        )
        if field == FORMULA and self._edited is not None:
            self._assist.start(self._edited)

    def _place(self) -> QRect:
        box = self._easel.selected_box()
        lines = 1 if self._edited is None else self._easel.lines_of(self._edited)
        if self._field == VALUE:
            place = value_box(box, lines).adjusted(0, 0, box.width() * 0.35, 0)
        elif self._field == NAME:
            place = name_box(box, lines)
        else:
            place = name_box(box, 1).adjusted(0, 0, box.width() * _FORMULA_WIDER, 0)
        return self._easel.view.to_paper(place).toRect()

    def _closed(self, ending: Ending) -> None:
        key, self._edited = self._edited, None
        self._assist.stop()
        if ending is not Ending.LEFT:
            self._canvas.setFocus(Qt.FocusReason.OtherFocusReason)
        if key is not None and self._edits.is_new(key):
            self._edits.give_up(key)
        if ending is Ending.NEXT_FIELD:
            self._next_field()
        elif ending is Ending.TABBED and self._field == NAME:
            self.commanded.emit("insert_child")
        elif ending is Ending.TABBED:
            self.edit_name()

    def _next_field(self) -> None:
        """Go on from the name to the figure, to the formula where there is one, and back."""
        key = self._easel.key
        kpi = None if key is None else self._document.plan.kpis.get(key)
        if self._field == NAME and self._document.group.periods:
            self.edit_value()
        elif self._field != FORMULA and kpi is not None and kpi.formula:
            self.edit_formula()
        else:
            self.edit_name()


def _unless_same(before: str, submit: Submit, text: str) -> Refusal | None:
    """Leave a figure alone that was only looked at."""
    return None if text == before else submit(text)

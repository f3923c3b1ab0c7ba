"""How the measure under the cursor pays: its curve to shape, and where results land on it."""

from __future__ import annotations

import math
from functools import partial

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from models.changes import EditError
from models.edits.scorecards import set_target
from models.keys import BASE, DesignKey
from models.kpi import Sense, Unit
from models.plan import Plan
from models.scorecard import Measure
from ui.background import Answer, Background
from ui.document import Document
from ui.drawing.curve_painter import CurvePicture, Landing, Tick
from ui.fonts import TextStyle
from ui.inspector.entry import Entry
from ui.inspector.fact_line import FactLine
from ui.prioritise.choice import PayChoice
from ui.prioritise.curve_controls import CurveControls
from ui.prioritise.curve_editing import CurveEditing, EditedCurve, handles
from ui.prioritise.curve_points import CurveOf, CurvePoints
from ui.prioritise.curve_view import CurveView
from ui.prioritise.weight_matrix import scenario_name, subject_name
from ui.tables.table_view import CalmTable
from ui.theme import Theme
from ui.widgets.error_field import Message
from ui.widgets.panel import Panel
from ui.widgets.text import text_label
from workbench.analysis.curve_marks import (
    CurveMark,
    MarkKind,
    Percentiles,
    curve_marks,
    simulated,
)
from workbench.analysis.curve_shape import CurveShape, curve_shape
from workbench.analysis.weighting import Spot, Subject
from workbench.figures_typed import SHARE, parse_figure
from workbench.language import Language, NumberError
from workbench.pay.curves import compile_curve
from workbench.pay.reasons import NoPayout
from workbench.sentences import edit_sentence, no_payout_sentence

_SIDE_BY_SIDE = 560
"""Width from which the words stand beside the curve."""


class CurvePanel(Panel):
    """The curve of one measure: dragged, typed, or taken from a shape.

    Attributes:
        view: the picture.
        target: what percentages are of.
        controls: choices about the whole curve.
        points: its points as a table.
        editing: what gestures and choices make of the curve.
        table: the view of them.
    """

    def __init__(
        self,
        document: Document,
        theme: Theme,
        language: Language,
        choice: PayChoice,
        parent: QWidget,
    ) -> None:
        """Make the panel; what it shows and edits is of the design of ``choice``."""
        super().__init__(theme, parent)
        self._document = document
        self._choice = choice
        self._theme = theme
        self._language = language
        self._spot: Spot | None = None
        self._measure: Measure | None = None
        self._design: DesignKey | None = None
        self._shape: CurveShape | None = None
        self._place = 0
        self._spread: Percentiles | None = None
        self._asked: object = None
        self._background = Background(self, priority=1)
        self._background.answered.connect(self._drawn)
        self.view = CurveView(theme, self)
        self.sentence = text_label(
            "", self, style=TextStyle.SMALL, colour=theme.colours.text_quiet, wraps=True
        )
        self.target = Entry(theme, self, label=language.text("Target"))
        self.target.committed.connect(self._set_target)
        self.controls = CurveControls(theme, language, self)
        self.editing = CurveEditing(document, language, self)
        self.points = CurvePoints(language, self, reshape=self.editing.reshape)
        self.table = CalmTable(theme, self, name=language.text("Points of the curve"))
        self.table.show_model(self.points)
        self.message = Message(theme, self)
        self._facts: list[FactLine] = []
        self._listed = QVBoxLayout()
        self._listed.setSpacing(theme.space.unit + 2)
        self._lay_out()
        self._connect()

    @property
    def facts(self) -> tuple[str, ...]:
        """What the lines below the curve say."""
        return tuple(fact.text for fact in self._facts if not fact.isHidden())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the words beside the curve where there is room."""
        super().resizeEvent(event)
        self._turn()

    def _turn(self) -> None:
        wide = self.width() >= _SIDE_BY_SIDE and self._shape is not None
        self._halves.setDirection(
            QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        )

    def show_measure(self, spot: Spot | None, measure: Measure | None) -> None:
        """Show how ``measure`` pays, the one in the cell ``spot``; None: there is none."""
        design = self._choice.design
        another = (spot, design) != (self._spot, self._design)
        self._spot, self._measure, self._design = spot, measure, design
        language, plan = self._language, self._document.plan
        heading = language.text("Payout curve")
        if another:
            self.message.clear()
        if spot is None or measure is None:
            self.set_heading(heading)
            self._say(language.text("Choose a weight in the matrix to see how it pays."))
            return
        position = plan.positions[spot.position].name
        subtitle = f"{subject_name(plan, spot.subject)} · {position}"
        document = self._document
        shape = curve_shape(
            plan, document.results.values, measure, document.scenario, document.group
        )
        if shape is None:
            self.set_heading(heading, subtitle)
            self._say(_matrix_sentence(plan, measure, language))
            return
        year = plan.calendar.report_group()
        if shape.group is not None and shape.group != year:
            subtitle = f"{subtitle} · {language.group_label(shape.group)}"
        self.set_heading(heading, subtitle)
        self._place = shape.place
        self._show_shape(measure, shape, another=another)

    # Showing

    def _lay_out(self) -> None:
        space = self._theme.space
        picture, words = QVBoxLayout(), QVBoxLayout()
        picture.setSpacing(space.gap)
        picture.addWidget(self.view)
        picture.addLayout(self._listed)
        picture.addStretch(1)
        words.setSpacing(space.gap)
        words.addWidget(self.sentence)
        words.addWidget(self.target)
        words.addWidget(self.table)
        words.addWidget(self.message)
        words.addWidget(self.controls)
        words.addStretch(1)
        self._halves = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._halves.setSpacing(space.inset)
        self._halves.addLayout(picture, 1)
        self._halves.addLayout(words, 1)
        self.body.addLayout(self._halves)
        self.body.addStretch(1)

    def _connect(self) -> None:
        view, controls, editing = self.view, self.controls, self.editing
        view.moved.connect(editing.move_point)
        view.added.connect(editing.add_point)
        view.halved.connect(editing.halve)
        view.removed.connect(editing.remove_point)
        editing.chosen.connect(view.choose)
        editing.refused.connect(self._told)
        self.table.refused.connect(self._refused)
        self.table.settled.connect(self.message.clear)
        controls.shape_chosen.connect(editing.take_shape)
        controls.reading_chosen.connect(editing.read_as)
        controls.basis_chosen.connect(editing.change_basis)
        controls.beyond_chosen.connect(editing.go_beyond)
        controls.keep_asked.connect(editing.keep)
        controls.forget_asked.connect(editing.forget)

    def _show_shape(self, measure: Measure, shape: CurveShape, *, another: bool) -> None:
        language, plan = self._language, self._document.plan
        self._shape = shape
        self._turn()
        unit, sense = _unit_of(plan, measure), _sense_of(plan, measure)
        spot, design = self._spot, self._choice.design
        edited = None
        if spot is not None and design is not None:
            edited = EditedCurve(design, spot, measure, shape, sense)
        self.editing.show(edited)
        points = () if edited is None else handles(edited)
        self.target.show()
        written = "" if shape.target is None else self._figure(shape.target, unit)
        if another:
            self.target.show_another(written)
        else:
            self.target.show_truth(written)
        refusal = shape.refusal
        sentence = ""
        if refusal is not None:
            reason = NoPayout(refusal, measure.key, measure.key)
            sentence = no_payout_sentence(reason, plan, language)
        elif measure.objective is not None:
            sentence = language.text("Rated per person; the rating is read as a result.")
        self.sentence.setText(sentence)
        self.sentence.setVisible(bool(sentence))
        self.controls.show()
        self.controls.show_curve(shape.curve, plan, has_target=bool(shape.target))
        self.table.show()
        self.points.show_curve(CurveOf(shape.curve, shape.target, sense, unit, plan.currency))
        self._ask_spread(measure, shape)
        marks = curve_marks(plan, self._document.results.values, measure, shape.group)
        self._show_facts([] if refusal is not None else self._landed(shape, marks, unit))
        picture = None if refusal is not None else self._picture(shape, marks, unit, points)
        self.view.setVisible(picture is not None)
        self.view.show_picture(picture, self._spoken(shape, unit), editable=True)

    def _say(self, sentence: str) -> None:
        """Show a sentence in place of a curve."""
        self._shape = None
        self._turn()
        self.editing.show(None)
        self.view.hide()
        self.target.settle()
        self.target.hide()
        self.controls.hide()
        self.table.hide()
        self._show_facts([])
        self.sentence.setText(sentence)
        self.sentence.show()

    def _show_facts(self, facts: list[tuple[str, str]]) -> None:
        while len(self._facts) < len(facts):
            line = FactLine(self._theme, self)
            self._facts.append(line)
            self._listed.addWidget(line)
        for place, line in enumerate(self._facts):
            line.setVisible(place < len(facts))
            if place < len(facts):
                line.show_fact(*facts[place])

    def _landed(
        self, shape: CurveShape, marks: tuple[CurveMark, ...], unit: Unit
    ) -> list[tuple[str, str]]:
        """Say where each result lands, and how far the simulated runs go."""
        language = self._language
        facts: list[tuple[str, str]] = []
        for mark in marks:
            figure = self._figure(mark.result, unit)
            paid = language.share(self._paid(shape, mark.result))
            facts.append((f"{self._mark_name(mark)} · {figure}", paid))
        if self._spread is not None:
            names = ("P10", "P50", "P90")
            ends = (self._spread.p10, self._spread.p50, self._spread.p90)
            for name, result in zip(names, ends, strict=True):
                figure = self._figure(result, unit)
                words = language.text("{percentile} of the simulation", percentile=name)
                facts.append((f"{words} · {figure}", language.share(self._paid(shape, result))))
        return facts

    def _spoken(self, shape: CurveShape, unit: Unit) -> str:
        """Say the curve in words, for who does not see it, and which keys shape it."""
        language = self._language
        said = [
            language.text(
                "{result} pays {share}", result=self._figure(at, unit), share=language.share(pay)
            )
            for at, pay in shape.points
        ]
        keys = language.text(
            "Arrows walk along the points; Shift and arrows move one, Enter adds one, Delete "
            "takes one out."
        )
        return ". ".join((*said, keys))

    def _picture(
        self,
        shape: CurveShape,
        marks: tuple[CurveMark, ...],
        unit: Unit,
        points: tuple[tuple[float, float], ...],
    ) -> CurvePicture:
        share, shown = self._language.share, self._document.scenario
        levels = sorted({0.0, 1.0, *(pay for _, pay in shape.points)})
        landings = [
            Landing(
                mark.result,
                self._paid(shape, mark.result),
                share(self._paid(shape, mark.result)) if mark.scenario == shown else "",
                strong=mark.scenario == shown,
                measured=mark.kind is MarkKind.ACTUAL,
            )
            for mark in marks
        ]
        spread = self._spread
        return CurvePicture(
            line=shape.line,
            points=points,
            across=tuple(Tick(at, self._figure(at, unit)) for at, _ in shape.points),
            up=tuple(Tick(pay, share(pay)) for pay in levels),
            landings=tuple(each for each in landings if math.isfinite(each.pay)),
            band=None if spread is None else (spread.p10, spread.p50, spread.p90),
        )

    def _paid(self, shape: CurveShape, result: float) -> float:
        """Return what a result pays by curve and cap."""
        measure = self._measure
        sense = Sense.HIGHER if measure is None else _sense_of(self._document.plan, measure)
        paid = compile_curve(shape.curve, shape.target, sense).payout(result)
        cap = None if measure is None else measure.cap
        return paid if cap is None else min(paid, cap)

    def _mark_name(self, mark: CurveMark) -> str:
        language, plan = self._language, self._document.plan
        if mark.kind is MarkKind.ACTUAL:
            return language.text("Actual")
        if mark.scenario == self._document.scenario:
            return scenario_name(plan, self._document, language)
        if mark.scenario is None or mark.scenario == BASE:
            return language.text("Base")
        return plan.scenarios[mark.scenario].name

    def _figure(self, figure: float, unit: Unit) -> str:
        return self._language.figure(figure, unit, self._document.plan.currency, short=True)

    # What simulated runs say

    def _ask_spread(self, measure: Measure, shape: CurveShape) -> None:
        """Let runs be simulated for the measure on screen, where anything is uncertain."""
        document = self._document
        plan, scenario = document.plan, document.scenario
        uncertain = any(kpi.distribution is not None for kpi in plan.kpis.values())
        yearly = shape.group is not None and shape.group == plan.calendar.report_group()
        question = (document.results.values, measure.kpi, scenario)
        if not uncertain or not yearly or measure.kpi is None:
            self._spread, self._asked = None, None
            return
        if question == self._asked:
            return
        same = isinstance(self._asked, tuple) and self._asked[1:] == question[1:]
        self._asked = question
        if not same:
            self._spread = None
        self._background.ask(
            partial(simulated, plan, document.results.values, measure.kpi, scenario)
        )

    def _drawn(self, answer: Answer) -> None:
        if answer.error is not None:
            raise answer.error
        if isinstance(answer.value, Percentiles) and self._asked is not None:
            self._spread = answer.value
            self.show_measure(self._spot, self._measure)

    # Typing

    def _told(self, sentence: str) -> None:
        """Say why something cannot be done, and show again what is true."""
        if sentence:
            self.message.show_error(sentence)
            self.show_measure(self._spot, self._measure)
        else:
            self.message.clear()

    def _refused(self, _place: object, sentence: str) -> None:
        self.message.show_error(sentence)

    def _set_target(self, typed: str) -> None:
        spot, measure, plan = self._spot, self._measure, self._document.plan
        design = self._choice.design
        if spot is None or measure is None or design is None:
            return
        target: float | None = None
        note = ""
        if typed.strip():
            try:
                number = parse_figure(typed, _unit_of(plan, measure), self._language)
            except NumberError as error:
                self.target.refuse(str(error))
                return
            target, note = number.value, number.note
        label = self._language.text(
            "Target of {measure} for {position}",
            measure=subject_name(plan, spot.subject),
            position=plan.positions[spot.position].name,
        )
        edit = partial(
            set_target,
            design=design,
            position=spot.position,
            measure=measure.key,
            target=target,
            group=self._place,
        )
        try:
            self._document.apply(label, edit)
        except EditError as error:
            self.target.refuse(edit_sentence(error, plan, self._language))
            return
        self.target.settle(note)


def _unit_of(plan: Plan, measure: Measure) -> Unit:
    """Return what a measure's results count; ratings are shares, 100 % being reached."""
    kpi = None if measure.kpi is None else plan.kpis.get(measure.kpi)
    return SHARE if kpi is None else kpi.unit


def _sense_of(plan: Plan, measure: Measure) -> Sense:
    kpi = None if measure.kpi is None else plan.kpis.get(measure.kpi)
    return Sense.HIGHER if kpi is None else kpi.sense


def _matrix_sentence(plan: Plan, measure: Measure, language: Language) -> str:
    other = None if measure.matrix is None else measure.matrix.kpi
    return language.text(
        "Paid by two results together: {one} and {other}.",
        one=subject_name(plan, Subject(measure.kpi, measure.objective)),
        other=subject_name(plan, Subject(kpi=other)),
    )

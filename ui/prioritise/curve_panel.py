"""How the measure under the cursor pays: its curve, its points, and where results land."""

from __future__ import annotations

import math
from functools import partial

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from models.changes import EditError
from models.edits.scorecards import set_target
from models.kpi import Unit
from models.plan import Plan
from models.scorecard import CurveKind, Measure
from ui.document import Document
from ui.drawing.curve_painter import CurvePicture, Tick
from ui.fonts import TextStyle
from ui.inspector.entry import Entry
from ui.inspector.fact_line import FactLine
from ui.prioritise.curve_view import CurveView
from ui.prioritise.weight_matrix import scenario_name, subject_name
from ui.theme import Theme
from ui.widgets.panel import Panel
from ui.widgets.text import text_label
from workbench.analysis.curve_shape import CurveShape, curve_shape
from workbench.analysis.weighting import Spot, Subject
from workbench.figures_typed import SHARE, parse_figure
from workbench.language import Language, NumberError
from workbench.pay.reasons import NoPayout
from workbench.sentences import edit_sentence, no_payout_sentence

_SIDE_BY_SIDE = 560
"""Width from which the words stand beside the curve."""


class CurvePanel(Panel):
    """The curve of one measure, with its target to edit."""

    def __init__(
        self, document: Document, theme: Theme, language: Language, parent: QWidget
    ) -> None:
        super().__init__(theme, parent)
        self._document = document
        self._theme = theme
        self._language = language
        self._spot: Spot | None = None
        self._measure: Measure | None = None
        self._place = 0
        self.view = CurveView(theme, self)
        self.sentence = text_label(
            "", self, style=TextStyle.SMALL, colour=theme.colours.text_quiet, wraps=True
        )
        self.target = Entry(theme, self, label=language.text("Target"))
        self.target.committed.connect(self._set_target)
        self._facts: list[FactLine] = []
        self._listed = QVBoxLayout()
        self._listed.setSpacing(theme.space.unit + 2)
        words = QVBoxLayout()
        words.setSpacing(theme.space.gap)
        words.addWidget(self.sentence)
        words.addWidget(self.target)
        words.addLayout(self._listed)
        words.addStretch(1)
        self._halves = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._halves.setSpacing(theme.space.inset)
        self._halves.addWidget(self.view, 1)
        self._halves.addLayout(words, 1)
        self.body.addLayout(self._halves)
        self.body.addStretch(1)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the words beside the curve where there is room."""
        super().resizeEvent(event)
        wide = event.size().width() >= _SIDE_BY_SIDE
        self._halves.setDirection(
            QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        )

    @property
    def facts(self) -> tuple[str, ...]:
        """What the lines below the curve say."""
        return tuple(fact.text for fact in self._facts if not fact.isHidden())

    def show_measure(self, spot: Spot | None, measure: Measure | None) -> None:
        """Show how ``measure`` pays, the one in the cell ``spot``; None: there is none."""
        another = spot != self._spot
        self._spot, self._measure = spot, measure
        language, plan = self._language, self._document.plan
        heading = language.text("Payout curve")
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

    def _show_shape(self, measure: Measure, shape: CurveShape, *, another: bool) -> None:
        language, plan = self._language, self._document.plan
        unit = _unit_of(plan, measure)
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
        facts = [] if refusal is not None else self._worded(shape, unit)
        self._show_facts(facts)
        picture = None if refusal is not None else self._picture(shape, unit)
        self.view.setVisible(picture is not None)
        self.view.show_picture(picture, ". ".join(f"{words}: {figure}" for words, figure in facts))

    def _say(self, sentence: str) -> None:
        """Show a sentence in place of a curve."""
        self.view.hide()
        self.target.settle()
        self.target.hide()
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

    def _worded(self, shape: CurveShape, unit: Unit) -> list[tuple[str, str]]:
        """Say what the curve says, from the worst result to the best."""
        language = self._language
        text, share = language.text, language.share
        points = shape.points[::-1] if shape.falling else shape.points
        facts: list[tuple[str, str]] = []
        if not points:
            return facts
        first = self._figure(points[0][0], unit)
        if shape.falling:
            before = text("Above {result}", result=first)
        else:
            before = text("Below {result}", result=first)
        below = text("nothing")
        if shape.curve.kind is CurveKind.TIERS and shape.curve.first_rate:
            below = text("{rate} of attainment", rate=share(shape.curve.first_rate))
        elif points[0][0] == 0.0 and not shape.falling:
            before = ""
        if before:
            facts.append((before, below))
        for at, pay in points[:-1]:
            facts.append((text("At {result}", result=self._figure(at, unit)), share(pay)))
        last = self._figure(points[-1][0], unit)
        if shape.most is None or points[-1][1] < shape.most:
            facts.append((text("At {result}", result=last), share(points[-1][1])))
            rest = (
                text("goes on rising")
                if shape.most is None
                else text("rises to {payout}", payout=share(shape.most))
            )
        else:
            rest = share(points[-1][1])
        if shape.falling:
            facts.append((text("From {result} down", result=last), rest))
        else:
            facts.append((text("From {result} up", result=last), rest))
        if math.isfinite(shape.result):
            name = scenario_name(self._document.plan, self._document, language)
            figure = self._figure(shape.result, unit)
            facts.append((f"{name} · {figure}", share(shape.payout)))
        return facts

    def _picture(self, shape: CurveShape, unit: Unit) -> CurvePicture:
        share = self._language.share
        levels = sorted({0.0, 1.0, *(pay for _, pay in shape.points)})
        low = [pay for pay in levels if 0.0 < pay < 1.0]
        # One between nothing and the target is enough on the axis.
        levels = [pay for pay in levels if pay not in low[1:]]
        lands = math.isfinite(shape.result) and math.isfinite(shape.payout)
        return CurvePicture(
            line=shape.line,
            points=shape.points,
            across=tuple(Tick(at, self._figure(at, unit)) for at, _ in shape.points),
            up=tuple(Tick(pay, share(pay)) for pay in levels),
            result=(shape.result, shape.payout) if lands else None,
            result_label=share(shape.payout) if lands else "",
        )

    def _figure(self, figure: float, unit: Unit) -> str:
        return self._language.figure(figure, unit, self._document.plan.currency, short=True)

    def _set_target(self, typed: str) -> None:
        spot, measure, plan = self._spot, self._measure, self._document.plan
        if spot is None or measure is None or plan.current_design is None:
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
            design=plan.current_design,
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


def _matrix_sentence(plan: Plan, measure: Measure, language: Language) -> str:
    other = None if measure.matrix is None else measure.matrix.kpi
    return language.text(
        "Paid by two results together: {one} and {other}.",
        one=subject_name(plan, Subject(measure.kpi, measure.objective)),
        other=subject_name(plan, Subject(kpi=other)),
    )

"""Gestures on a payout curve turned into edits: each one step, a drag one step as a whole."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from models.changes import EditError
from models.edits.curves import fresh_curve_key, put_curve, remove_curve
from models.edits.scorecards import set_curve
from models.keys import DesignKey
from models.kpi import Sense
from models.scorecard import Curve, CurveBasis, CurveKind, Measure, NamedCurve
from ui.document import Document, Edit
from ui.prioritise.curve_controls import FromLibrary, Reading
from ui.prioritise.curve_view import PointMove
from ui.prioritise.weight_matrix import subject_name
from workbench.analysis.curve_shape import CurveShape
from workbench.analysis.curve_shaping import (
    MOST_POINTS,
    PRESETS,
    CurvePreset,
    halved,
    in_basis,
    inserted,
    moved,
    uncapped,
    with_kind,
    without,
)
from workbench.analysis.weighting import Spot
from workbench.language import Language
from workbench.pay.curves import compile_curve, point_value
from workbench.sentences import edit_sentence


@dataclass(frozen=True, slots=True)
class EditedCurve:
    """The curve on screen.

    Attributes:
        design: whose scorecard it is in.
        sense: of the KPI of the measure.
    """

    design: DesignKey
    spot: Spot
    measure: Measure
    shape: CurveShape
    sense: Sense


class CurveEditing(QObject):
    """Edits the curve on screen; does nothing while there is none."""

    refused = Signal(str)
    """Why something cannot be done, in a sentence; empty where it was."""
    chosen = Signal(int)
    """The point, from left to right, that the cursor goes to."""

    def __init__(self, document: Document, language: Language, parent: QObject) -> None:
        """Edit curves of ``document``."""
        super().__init__(parent)
        self._document = document
        self._language = language
        self._shown: EditedCurve | None = None

    def show(self, shown: EditedCurve | None) -> None:
        """Edit another curve; None: there is none."""
        self._shown = shown

    # Points

    def move_point(self, move: PointMove) -> None:
        """Put a point elsewhere."""
        shown = self._shown
        if shown is not None:
            curve, index = shown.shape.curve, _index(shown, move.index)
            # The height of a tier comes of the slices below it; its rate is typed.
            tiers = curve.kind is CurveKind.TIERS
            pay = curve.points[index].pay if tiers else round(move.pay, 4)
            changed = moved(curve, index, _typed_at(shown, move.at), pay)
            self.reshape(changed, gesture=move.gesture)

    def add_point(self, at: float, pay: float) -> None:
        """Add a point at a result, in the unit of the measure."""
        shown = self._shown
        if shown is not None and len(shown.shape.curve.points) < MOST_POINTS:
            curve = shown.shape.curve
            changed, place = inserted(curve, _typed_at(shown, at), round(pay, 2), shown.sense)
            self.reshape(changed)
            self._choose(place)

    def halve(self, drawn: int) -> None:
        """Add a point after another one."""
        shown = self._shown
        if shown is not None and len(shown.shape.curve.points) < MOST_POINTS:
            changed, place = halved(shown.shape.curve, _index(shown, drawn), shown.sense)
            self.reshape(changed)
            self._choose(place)

    def remove_point(self, drawn: int) -> None:
        """Take a point out; the last one stays."""
        shown = self._shown
        if shown is not None:
            self.reshape(without(shown.shape.curve, _index(shown, drawn)))

    # The whole curve

    def take_shape(self, value: object) -> None:
        """Take a preset, or a curve of the library."""
        curves = self._document.plan.curves
        if isinstance(value, CurvePreset):
            self.reshape(PRESETS[value])
        elif isinstance(value, FromLibrary) and value.key in curves:
            self.reshape(curves[value.key].curve)

    def read_as(self, value: object) -> None:
        """Read the curve in another way."""
        shown = self._shown
        if shown is None or not isinstance(value, Reading) or value is Reading.MIXED:
            return
        kinds = {Reading.STRAIGHT: CurveKind.INTERPOLATED, Reading.STEP: CurveKind.STEP}
        kind, back = kinds.get(value, CurveKind.TIERS), value is Reading.RETROACTIVE
        self.reshape(with_kind(shown.shape.curve, kind, retroactive=back))

    def change_basis(self, value: object) -> None:
        """Say the same curve in values, or in % of target."""
        shown = self._shown
        if shown is None or not isinstance(value, CurveBasis):
            return
        curve = in_basis(shown.shape.curve, value, shown.shape.target, shown.sense)
        if curve is None:
            text = self._language.text
            self.refused.emit(text("Set a target first: percentages are of the target."))
        else:
            self.reshape(curve)

    def go_beyond(self, value: object) -> None:
        """Let the curve go on rising after its last point, or stay flat."""
        shown = self._shown
        if shown is not None:
            self.reshape(uncapped(shown.shape.curve, on=value is True, sense=shown.sense))

    def reshape(self, curve: Curve, *, gesture: int | None = None) -> None:
        """Let the measure pay by another curve; moves of one ``gesture`` are one step."""
        shown, plan = self._shown, self._document.plan
        if shown is None:
            return
        spot, measure = shown.spot, shown.measure
        label = self._language.text(
            "Curve of {measure} for {position}",
            measure=subject_name(plan, spot.subject),
            position=plan.positions[spot.position].name,
        )
        if curve.kind is not CurveKind.INTERPOLATED:
            curve = replace(curve, last_slope=None)
        edit = partial(
            set_curve,
            design=shown.design,
            position=spot.position,
            measure=measure.key,
            curve=curve,
        )
        merge = None if gesture is None else f"curve/{spot.position}/{measure.key}/{gesture}"
        self._apply(label, edit, merge)

    # The library

    def keep(self, name: str) -> None:
        """Keep the curve in the library of the plan."""
        shown, plan = self._shown, self._document.plan
        if shown is not None:
            kept = NamedCurve(fresh_curve_key(plan, name), name, shown.shape.curve)
            label = self._language.text("Keep the shape {name}", name=name)
            self._apply(label, partial(put_curve, curve=kept))

    def forget(self, value: object) -> None:
        """Take a curve out of the library; measures that took it keep it."""
        curves = self._document.plan.curves
        if isinstance(value, FromLibrary) and value.key in curves:
            name = curves[value.key].name
            label = self._language.text("Forget the shape {name}", name=name)
            self._apply(label, partial(remove_curve, key=value.key))

    def _apply(self, label: str, edit: Edit, merge: str | None = None) -> None:
        try:
            self._document.apply(label, edit, merge)
        except EditError as error:
            self.refused.emit(edit_sentence(error, self._document.plan, self._language))
        else:
            self.refused.emit("")

    def _choose(self, place: int) -> None:
        """Put the cursor on a point of the curve, by its place in the curve."""
        shown = self._shown
        if shown is not None and place < len(shown.shape.curve.points):
            self.chosen.emit(_index(shown, place))


def handles(shown: EditedCurve) -> tuple[tuple[float, float], ...]:
    """Return where each point stands, as (result, payout), from left to right.

    Two points of a jump are two handles.
    """
    shape, cap = shown.shape, shown.measure.cap
    compiled = compile_curve(shape.curve, shape.target, shown.sense)
    placed: list[tuple[float, float]] = []
    for point in shape.curve.points:
        at, pay = _drawn_at(shown, point.at), point.pay
        if shape.curve.kind is CurveKind.TIERS:
            pay = compiled.payout(at)
        placed.append((at, pay if cap is None else min(pay, cap)))
    return tuple(placed[::-1] if _leftwards(shown) else placed)


def _leftwards(shown: EditedCurve) -> bool:
    """Return whether the points stand from right to left on screen."""
    curve = shown.shape.curve
    if curve.kind is CurveKind.TIERS:
        return False
    ats = [_drawn_at(shown, point.at) for point in curve.points]
    return bool(ats) and ats[-1] < ats[0]


def _index(shown: EditedCurve, drawn: int) -> int:
    """Return which point of the curve a handle is of."""
    last = len(shown.shape.curve.points) - 1
    return last - drawn if _leftwards(shown) else drawn


def _drawn_at(shown: EditedCurve, at: float) -> float:
    """Return the result, in the unit of the measure, that a point stands for."""
    curve, target = shown.shape.curve, shown.shape.target
    if curve.kind is CurveKind.TIERS:
        return at * (math.nan if target is None else target)
    if curve.basis is CurveBasis.VALUE or target is None:
        return at
    return point_value(target, at, shown.sense)


def _typed_at(shown: EditedCurve, result: float) -> float:
    """Return how a result stands in the curve: as it is, or as a part of the target."""
    curve, target = shown.shape.curve, shown.shape.target
    tiers = curve.kind is CurveKind.TIERS
    if not target or (curve.basis is CurveBasis.VALUE and not tiers):
        return result
    away = not tiers and (target < 0) != (shown.sense is Sense.LOWER)
    return round(2.0 - result / target if away else result / target, 3)

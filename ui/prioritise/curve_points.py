"""The points of a payout curve as a table: a result, what it is of target, and its payout."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject
from typing_extensions import override

from models.kpi import Sense, Unit
from models.scorecard import Curve, CurveBasis, CurveKind, CurvePoint
from ui.tables.cell_table import Cell, EntryTable, Index, Tone
from workbench.analysis.curve_shaping import MOST_POINTS, inserted, with_points, without
from workbench.figures_typed import SHARE, figure_text, parse_figure
from workbench.language import Language, NumberError
from workbench.pay.curves import point_value

RESULT, PAYOUT, MEANS = range(3)
"""The columns."""


@dataclass(frozen=True, slots=True)
class CurveOf:
    """A curve with what its points are read by.

    Attributes:
        target: in the unit of the measure; None where none was set.
        currency: of the plan, for money.
    """

    curve: Curve
    target: float | None
    sense: Sense
    unit: Unit
    currency: str


class CurvePoints(EntryTable):
    """A row per point and a free one; a result typed there adds a point, clearing takes one out."""

    def __init__(
        self, language: Language, parent: QObject, *, reshape: Callable[[Curve], None]
    ) -> None:
        """Make an empty table; ``reshape`` takes what typing makes of the curve."""
        super().__init__(parent)
        self._language = language
        self._reshape = reshape
        self._shown: CurveOf | None = None

    def show_curve(self, shown: CurveOf | None) -> None:
        """Show the points of another curve."""
        self._shown = shown
        text = self._language.text
        if shown is None:
            self.show_cells([text("Result"), text("Payout"), text("That is")], [])
            return
        tiers = shown.curve.kind is CurveKind.TIERS
        in_values = shown.curve.basis is CurveBasis.VALUE and not tiers
        result = text("Result") if in_values else text("% of target")
        payout = text("Rate") if tiers else text("Payout")
        rows = [self._row(shown, point) for point in shown.curve.points]
        if len(rows) < MOST_POINTS:
            free = Cell(text("Add a result"), edit="", tone=Tone.QUIET)
            rows.append([free, Cell(), Cell()])
        self.show_cells([result, payout, text("That is")], rows)

    def _row(self, shown: CurveOf, point: CurvePoint) -> list[Cell]:
        language = self._language
        unit = self._unit(shown)
        return [
            Cell(
                language.figure(point.at, unit, shown.currency),
                edit=figure_text(point.at, unit, language),
            ),
            Cell(
                language.share(point.pay),
                edit=figure_text(point.pay, SHARE, language),
                strong=True,
            ),
            Cell(self._means(shown, point), tone=Tone.QUIET),
        ]

    def _means(self, shown: CurveOf, point: CurvePoint) -> str:
        """Say in real units what is in % of target, and the other way round."""
        language, target = self._language, shown.target
        if not target:
            return ""
        if shown.curve.basis is CurveBasis.VALUE and shown.curve.kind is not CurveKind.TIERS:
            return language.share(point.at / target)
        tiers = shown.curve.kind is CurveKind.TIERS
        value = point.at * target if tiers else point_value(target, point.at, shown.sense)
        return language.figure(value, shown.unit, shown.currency, short=True)

    @staticmethod
    def _unit(shown: CurveOf) -> Unit:
        tiers = shown.curve.kind is CurveKind.TIERS
        return SHARE if tiers or shown.curve.basis is CurveBasis.TARGET else shown.unit

    # Typing

    @override
    def fault(self, index: Index, text: str) -> str:
        """Return why ``text`` cannot be taken; a point may be cleared while another stays."""
        try:
            changed = self._changed(index, text)
        except NumberError as error:
            return str(error)
        if changed is None and not text.strip() and self._on_point(index):
            return self._language.text("A curve has one point at least: type another result.")
        return ""

    @override
    def enter(self, index: Index, text: str) -> None:
        """Move, add or take out a point."""
        changed = self._changed(index, text)
        if changed is not None:
            self._reshape(changed)

    def _on_point(self, index: Index) -> bool:
        return self._shown is not None and index.row() < len(self._shown.curve.points)

    def _changed(self, index: Index, text: str) -> Curve | None:
        """Return the curve that typing makes; None where it changes nothing.

        Raises:
            NumberError: it is not the number that it should be.
        """
        shown = self._shown
        if shown is None:
            return None
        curve, row = shown.curve, index.row()
        if not text.strip():
            shorter = without(curve, row) if self._on_point(index) else curve
            return None if shorter == curve else shorter
        if index.column() == PAYOUT:
            number = parse_figure(text, SHARE, self._language).value
            if number < 0:
                raise NumberError(self._language.text("A payout is not below 0 %."))
            point = replace(curve.points[row], pay=number)
            return replace(curve, points=(*curve.points[:row], point, *curve.points[row + 1 :]))
        number = parse_figure(text, self._unit(shown), self._language).value
        if curve.kind is CurveKind.TIERS and number < 0:
            raise NumberError(self._language.text("A share of target is not below 0 %."))
        if not self._on_point(index):
            pay = curve.points[-1].pay if curve.points else 1.0
            return inserted(curve, number, pay, shown.sense)[0]
        point = replace(curve.points[row], at=number)
        points = (*curve.points[:row], point, *curve.points[row + 1 :])
        return with_points(curve, points, shown.sense)

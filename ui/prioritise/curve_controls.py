"""How a payout curve is read, from which shape it starts, and the library of the plan."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.keys import CurveKey
from models.plan import Plan
from models.scorecard import Curve, CurveBasis, CurveKind
from ui.inspector.choice import NamedChoice
from ui.inspector.entry import Entry
from ui.theme import Theme
from ui.widgets.button import Button
from ui.widgets.segmented import Choice, SegmentedSwitch
from workbench.analysis.curve_shaping import CurvePreset, preset_of
from workbench.language import Language, message

PRESET_NAMES: Final = {
    CurvePreset.STANDARD: message("Standard: 80, 100, 120 %"),
    CurvePreset.STRAIGHT: message("Straight"),
    CurvePreset.UNCAPPED: message("Standard, uncapped"),
    CurvePreset.S_CURVE: message("S-curve"),
    CurvePreset.FLAT_BAND: message("Flat band around target"),
    CurvePreset.STEPS: message("Steps"),
    CurvePreset.ALL_OR_NOTHING: message("All or nothing"),
    CurvePreset.MARGINAL: message("Tiers, each slice at its rate"),
    CurvePreset.RETROACTIVE: message("Tiers, retroactive"),
}


class Reading(StrEnum):
    """How a curve is read between its points."""

    STRAIGHT = "straight"
    STEP = "step"
    MARGINAL = "marginal"
    RETROACTIVE = "retroactive"
    MIXED = "mixed"


READING_NAMES: Final = {
    Reading.STRAIGHT: message("straight between points"),
    Reading.STEP: message("in steps"),
    Reading.MARGINAL: message("tiers: each slice at its rate"),
    Reading.RETROACTIVE: message("tiers: the rate reached, for all"),
    Reading.MIXED: message("tiers of both kinds"),
}


@dataclass(frozen=True, slots=True)
class FromLibrary:
    """A curve of the plan's library, as it is chosen."""

    key: CurveKey


def reading_of(curve: Curve) -> Reading:
    """Return how a curve is read."""
    if curve.kind is CurveKind.INTERPOLATED:
        return Reading.STRAIGHT
    if curve.kind is CurveKind.STEP:
        return Reading.STEP
    back = {point.retroactive for point in curve.points}
    if len(back) > 1:
        return Reading.MIXED
    return Reading.RETROACTIVE if back == {True} else Reading.MARGINAL


class CurveControls(QWidget):
    """Choices about the whole curve.

    Attributes:
        shape: what it starts from: a preset, or a curve of the library.
        reading: how it is read between points.
        basis: whether results are typed in values or in % of target.
        beyond: what is paid after the last point.
        keep: keeps the curve in the library.
        name: under which it is kept, while that is asked.
        forget: takes the one that is chosen out of the library.
    """

    shape_chosen = Signal(object)
    """CurvePreset or FromLibrary."""
    reading_chosen = Signal(object)
    """Reading."""
    basis_chosen = Signal(object)
    """CurveBasis."""
    beyond_chosen = Signal(object)
    """bool: whether it goes on rising."""
    keep_asked = Signal(str)
    """The name under which the shape is kept."""
    forget_asked = Signal(object)
    """FromLibrary: the one that is chosen."""

    def __init__(self, theme: Theme, language: Language, parent: QWidget) -> None:
        """Make the choices."""
        super().__init__(parent)
        text = self._text = language.text
        self.shape = NamedChoice(theme, self, label=text("Shape"))
        self.reading = NamedChoice(theme, self, label=text("Read"), name=text("How it is read"))
        self.basis = SegmentedSwitch(
            theme,
            self,
            name=text("Results of the points"),
            choices=[
                Choice(CurveBasis.TARGET, text("% of target")),
                Choice(CurveBasis.VALUE, text("values")),
            ],
        )
        self.beyond = NamedChoice(theme, self, label=text("Above the last point"))
        self.beyond.set_choices([(False, text("stays flat")), (True, text("goes on rising"))])
        self.keep = Button(theme, self, text=text("Keep this shape…"))
        self.forget = Button(theme, self, text=text("Forget"))
        self.name = Entry(theme, self, label=text("Name of the shape"))
        self.name.hide()
        self.forget.setAccessibleName(text("Take this shape out of the library"))
        self.shape.chosen.connect(self._shape_chosen)
        self.reading.chosen.connect(self.reading_chosen)
        self.basis.chosen.connect(self.basis_chosen)
        self.beyond.chosen.connect(self.beyond_chosen)
        self.keep.clicked.connect(self._ask_name)
        self.name.committed.connect(self._named)
        self.forget.clicked.connect(self._forget)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.space.gap)
        row.addWidget(self.keep)
        row.addWidget(self.forget)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space.gap)
        column.addWidget(self.shape)
        column.addWidget(self.reading)
        column.addWidget(self.beyond)
        column.addWidget(self.basis)
        column.addLayout(row)
        column.addWidget(self.name)

    def show_curve(self, curve: Curve, plan: Plan, *, has_target: bool) -> None:
        """Show what a curve is.

        Args:
            curve: the curve.
            plan: with its library.
            has_target: whether there is a target that percentages can be of.
        """
        text = self._text
        named = [(FromLibrary(key), each.name) for key, each in plan.curves.items()]
        preset, kept = preset_of(curve), _kept(curve, plan)
        own: list[tuple[Hashable, str]] = []
        if preset is None and kept is None:
            own = [(None, text("own shape"))]
        presets = [(each, text(words)) for each, words in PRESET_NAMES.items()]
        self.shape.set_choices([*own, *named, *presets])
        self.shape.choose(kept or preset)
        reading = reading_of(curve)
        readings = [each for each in Reading if each is not Reading.MIXED or each is reading]
        self.reading.set_choices([(each, text(READING_NAMES[each])) for each in readings])
        self.reading.choose(reading)
        tiers = curve.kind is CurveKind.TIERS
        self.basis.setVisible(not tiers)
        self.basis.setEnabled(has_target)
        self.basis.choose(curve.basis)
        self.beyond.setVisible(curve.kind is CurveKind.INTERPOLATED)
        self.beyond.choose(curve.last_slope is not None)
        self.keep.setVisible(kept is None)
        self.forget.setVisible(kept is not None)

    def _shape_chosen(self, value: object) -> None:
        if value is not None:
            self.shape_chosen.emit(value)

    def _ask_name(self) -> None:
        self.name.show_another("")
        self.name.show()
        self.name.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _named(self, typed: str) -> None:
        self.name.hide()
        if typed.strip():
            self.keep_asked.emit(typed.strip())

    def _forget(self) -> None:
        value = self.shape.value
        if isinstance(value, FromLibrary):
            self.forget_asked.emit(value)


def _kept(curve: Curve, plan: Plan) -> FromLibrary | None:
    return next(
        (FromLibrary(key) for key, each in plan.curves.items() if each.curve == curve), None
    )

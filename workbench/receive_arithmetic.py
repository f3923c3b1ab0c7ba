"""The arithmetic of a payout in words and figures: one line for each step that says something."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from models.scorecard import GateSide
from workbench.analysis.receive.arithmetic import Arithmetic, Instalment, Worked
from workbench.language import NO_VALUE
from workbench.pay.step_kinds import (
    CurvePayout,
    GatePart,
    KpiResult,
    MatrixPayout,
    Mean,
    NoValue,
    RateCap,
    Rating,
    Stage,
    WeightedSum,
)
from workbench.place_words import kpi_name
from workbench.receive_curve_words import curve_words
from workbench.receive_money_words import StepLine, money_line
from workbench.receive_terms import Wording

_SECTION_STAGES = {Stage.SECTION_SUM, Stage.SECTION_GATE, Stage.SECTION}
_MEASURE_STAGES = {
    Stage.RESULT,
    Stage.COLUMN_RESULT,
    Stage.BY_CURVE,
    Stage.CAPPED,
    Stage.MEASURE_GATE,
    Stage.GATED,
    Stage.MEASURE,
}


@dataclass(frozen=True, slots=True)
class StepBlock:
    """Lines that belong together: those of a measure, or those from the score to the money.

    Attributes:
        title: the name of the measure with its weight, or of the part.
    """

    title: str
    lines: tuple[StepLine, ...]


def step_blocks(found: Arithmetic, wording: Wording) -> tuple[StepBlock, ...]:
    """Return the arithmetic of a payout, measure by measure, then from the score to the money.

    Of one that is paid by instalments: of each of them, and what they come to together.
    """
    if len(found.instalments) == 1:
        return tuple(_blocks(found.instalments[0].steps, wording))
    blocks: list[StepBlock] = []
    for each in found.instalments:
        label = wording.language.group_label(each.group)
        blocks += [
            StepBlock(f"{label} · {block.title}", block.lines)
            for block in _blocks(each.steps, wording)
        ]
        blocks.append(StepBlock(label, (_due(each, wording),)))
    if found.instalments:
        sum_ = " + ".join(wording.money(each.payout) for each in found.instalments)
        words = wording.language.text("Payout over the year")
        line = StepLine(words, sum_, wording.money(found.payout), strong=True)
        blocks.append(StepBlock(wording.language.text("All instalments together"), (line,)))
    return tuple(blocks)


def _due(instalment: Instalment, wording: Wording) -> StepLine:
    """Return what one instalment pays, less what was paid before."""
    text, sum_ = wording.language.text, ""
    if instalment.before:
        entitled, before = wording.money(instalment.entitled), wording.money(instalment.before)
        sum_ = text(
            "{entitled} to date, less {before} paid before", entitled=entitled, before=before
        )
    return StepLine(
        text("This instalment pays"), sum_, wording.money(instalment.payout), strong=True
    )


def _blocks(steps: Sequence[Worked], wording: Wording) -> list[StepBlock]:
    teller = _Teller(steps, wording)
    blocks: list[StepBlock] = []
    # The result that a condition reads is said by the condition.
    told = [each for each in steps if each.stage is not Stage.GATE_RESULT]
    for (part, owner), own in groupby(told, key=_block_of):
        lines = [line for each in own for line in teller.lines(each)]
        if not lines:
            continue
        if part == "measure":
            blocks.append(StepBlock(teller.title(owner), tuple(lines)))
        elif part == "section" and teller.several:
            blocks.append(StepBlock(teller.section(owner), tuple(lines)))
        elif part == "section":
            blocks.append(StepBlock(teller.score, tuple(lines)))
        else:
            blocks.append(StepBlock(teller.rest, tuple(lines)))
    return blocks


def _block_of(worked: Worked) -> tuple[str, str]:
    """Return what a step belongs to: a measure, a section, or the rest; and its key."""
    if worked.stage in _MEASURE_STAGES:
        return "measure", worked.owner
    if worked.stage in _SECTION_STAGES:
        return "section", worked.owner
    return "", ""


class _Teller:
    """Tells one step after the other."""

    def __init__(self, steps: Sequence[Worked], wording: Wording) -> None:
        self._steps = steps
        self._wording = wording
        self.rest = self._wording.language.text("From the score to the money")
        design = wording.question.recipient.compiled
        product = () if design is None else design.scorecard.sections
        self._sections = {str(number): each for number, each in enumerate(product)}
        self.several = len([each for each in self._sections.values() if each.measures]) > 1
        self.score = self._wording.language.text("Score")
        self._weights = {
            measure.key: measure.weight for measure in wording.question.recipient.measures
        }
        self._additive = any(isinstance(each.step, WeightedSum) for each in steps)

    def title(self, owner: str) -> str:
        name = self._wording.measure(owner)
        if not self._additive:
            return name
        weight = self._weights.get(owner)  # type: ignore[call-overload]
        return self._wording.language.text(
            "{name}, weight {share}", name=name, share=self._rate(weight)
        )

    def section(self, owner: str) -> str:
        found = self._sections.get(owner)
        if found is None or not found.name:
            return self._wording.language.text("Section")
        return self._wording.language.text("Section “{name}”", name=found.name)

    def lines(self, worked: Worked) -> list[StepLine]:
        if not worked.tells:
            return []
        line = self._line(worked)
        return [] if line is None else [line]

    def _line(self, worked: Worked) -> StepLine | None:
        text, step, figure = self._wording.language.text, worked.step, worked.figure
        match step:
            case NoValue():
                return StepLine(text("Cannot be worked out"), "", NO_VALUE)
            case KpiResult():
                return self._result(worked, step)
            case Rating():
                return StepLine(text("Rating of the objective"), "", self._rate(figure))
            case CurvePayout():
                return self._curve(worked, step)
            case MatrixPayout():
                words = text("The cell of the matrix that both results reach")
                return StepLine(words, "", self._rate(figure), strong=True)
            case RateCap():
                return self._rate_cap(worked, step)
            case GatePart():
                return self._gate(worked, step)
            case Mean():
                parts = " + ".join(self._rate(each) for each in worked.reads)
                sum_ = f"({parts}) ÷ {len(worked.reads)}"
                words = text("Mean of the parts of the year")
                return StepLine(words, sum_, self._rate(figure), strong=True)
            case WeightedSum():
                return self._weighted(worked, step)
            case _:
                return money_line(worked, self._wording)

    # Results and curves

    def _result(self, worked: Worked, step: KpiResult) -> StepLine:
        wording = self._wording
        unit = wording.unit(step.kpi)
        figure = wording.figure(worked.figure, unit, label=True)
        over = wording.over(step.group)
        if worked.stage in {Stage.COLUMN_RESULT, Stage.MODIFIER_RESULT}:
            words = wording.within(kpi_name(wording.plan, step.kpi), step.group)
        elif over:
            words = self._wording.language.text("Result, {period}", period=over)
        else:
            words = self._wording.language.text("Result")
        if step.parts == 1:
            return StepLine(words, "", figure)
        # Of a flow to date, points in figures read the mean of the instalments.
        whole = wording.figure(worked.figure * step.parts, unit)
        return StepLine(words, f"{whole} ÷ {step.parts}", figure)

    def _curve(self, worked: Worked, step: CurvePayout) -> StepLine:
        source = self._steps[step.result.index].step
        unit = self._wording.unit(source.kpi if isinstance(source, KpiResult) else None)
        figure = self._rate(worked.figure)
        if worked.piece is None:
            return StepLine(self._wording.language.text("Cannot be worked out"), "", figure)
        words, sum_ = curve_words(worked.piece, step, unit, self._wording)
        return StepLine(words, sum_, figure, strong=worked.stage is Stage.BY_CURVE)

    def _rate_cap(self, worked: Worked, step: RateCap) -> StepLine:
        sum_ = self._wording.language.text(
            "at most {most} instead of {rate}",
            most=self._rate(step.most),
            rate=self._rate(worked.reads[0]),
        )
        return StepLine(
            self._wording.language.text("Cap of the measure"), sum_, self._rate(worked.figure)
        )

    # Conditions

    def _gate(self, worked: Worked, step: GatePart) -> StepLine:
        wording, gate = self._wording, step.gate
        unit = wording.unit(gate.kpi)
        values = {
            "name": kpi_name(wording.plan, gate.kpi),
            "figure": wording.exact(gate.value, unit),
        }
        if gate.side is GateSide.AT_LEAST:
            condition = self._wording.language.text("Condition: {name} at least {figure}", **values)
        else:
            condition = self._wording.language.text("Condition: {name} at most {figure}", **values)
        results = ", ".join(wording.exact(each, unit) for each in worked.reads)
        if worked.figure == 1.0:
            said = self._wording.language.text("fulfilled: {figure}", figure=results)
        else:
            said = self._wording.language.text("missed: {figure}", figure=results)
        return StepLine(condition, said, self._rate(worked.figure))

    # From the score to the money

    def _weighted(self, worked: Worked, step: WeightedSum) -> StepLine:
        pairs = zip(step.weights, worked.reads, strict=True)
        sum_ = " + ".join(
            f"{self._rate(weight)} × {self._rate(read)}" for weight, read in pairs if weight
        )
        words = self._wording.language.text("Weight × payout, added up")
        if worked.stage is Stage.COUNTED:
            words = self._wording.language.text("Part of the weights that is paid here")
            return StepLine(words, "", self._rate(worked.figure))
        return StepLine(words, sum_, self._rate(worked.figure), strong=True)

    def _rate(self, x: float | None) -> str:
        return self._wording.rate(x)

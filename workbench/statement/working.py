"""The arithmetic of a worked example, a line for each measure and each step to the money."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from models.scorecard import GateSide
from workbench.analysis.receive.arithmetic import Arithmetic, Instalment, Worked
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
    Sum,
    WeightedSum,
)
from workbench.place_words import kpi_name
from workbench.receive_curve_words import curve_words
from workbench.receive_money_words import money_line
from workbench.receive_terms import Wording
from workbench.statement.sheet import ExampleRow

_OF_MEASURES = {
    Stage.RESULT,
    Stage.COLUMN_RESULT,
    Stage.BY_CURVE,
    Stage.CAPPED,
    Stage.MEASURE_GATE,
    Stage.GATED,
    Stage.MEASURE,
}
_OF_SECTIONS = {Stage.SECTION_SUM, Stage.SECTION_GATE, Stage.SECTION}


def example_rows(found: Arithmetic, wording: Wording) -> tuple[ExampleRow, ...]:
    """Return the arithmetic of a payout in as few lines as it can be followed by.

    Of several instalments the first is told in full, and what each of them pays.
    """
    if not found.instalments:
        return ()
    first, text = found.instalments[0], wording.language.text
    rows = list(_Working(first.steps, wording).rows())
    if len(found.instalments) == 1:
        return tuple(rows)
    label = wording.language.group_label(first.group)
    head = ExampleRow(text("{period}, and the others likewise", period=label), "", "")
    return (head, *rows, _together(found.instalments, found, wording))


def _together(parts: Sequence[Instalment], found: Arithmetic, wording: Wording) -> ExampleRow:
    sum_ = " + ".join(wording.money(each.payout) for each in parts)
    words = wording.language.text("All instalments together")
    return ExampleRow(words, sum_, wording.money(found.payout), strong=True)


class _Working:
    """Tells one list of steps."""

    def __init__(self, steps: Sequence[Worked], wording: Wording) -> None:
        self._steps = steps
        self._wording = wording
        self._gated = any(each.stage is Stage.SECTION_GATE for each in steps)

    def rows(self) -> Iterator[ExampleRow]:
        """Return its lines: of each measure, of the score, of the money."""
        owners = [each.owner for each in self._steps if each.stage in _OF_MEASURES]
        for owner in dict.fromkeys(owners):
            yield self._measure(owner)
        yield from self._score()
        for each in self._steps:
            skipped = each.stage in _OF_MEASURES | _OF_SECTIONS or each.stage is Stage.GATE_RESULT
            # The target bonus stands above already, with how it comes.
            skipped = skipped or each.stage in {Stage.SCORE, Stage.TARGET_BONUS}
            if not skipped and each.tells:
                yield self._line(each)

    # Measures

    def _measure(self, owner: str) -> ExampleRow:
        wording = self._wording
        own = [each for each in self._steps if each.owner == owner and each.stage in _OF_MEASURES]
        told: list[str] = []
        several = sum(each.stage is Stage.RESULT for each in own) > 1
        for each in own:
            if several and isinstance(each.step, CurvePayout) and told:
                # Four lines of arithmetic in one would be read by nobody.
                told[-1] += f" → {wording.rate(each.figure)}"
            else:
                told += self._said(each, several=several)
        last = own[-1]
        return ExampleRow(wording.measure(owner), " · ".join(told), wording.rate(last.figure))

    def _said(self, each: Worked, *, several: bool) -> Iterator[str]:
        """Return what a step of a measure says, within its line."""
        wording, step = self._wording, each.step
        match step:
            case NoValue():
                yield wording.language.text("Cannot be worked out")
            case KpiResult() if each.stage is Stage.COLUMN_RESULT:
                figure = wording.figure(each.figure, wording.unit(step.kpi))
                yield f"{kpi_name(wording.plan, step.kpi)} {figure}"
            case KpiResult():
                figure = wording.figure(each.figure, wording.unit(step.kpi), label=not several)
                over = wording.over(step.group)
                yield f"{over} {figure}" if over else figure
            case Rating():
                yield wording.language.text("rated {share}", share=wording.rate(each.figure))
            case CurvePayout():
                yield from self._curve(each, step)
            case RateCap() if each.tells and each.reads[0] != each.figure:
                yield wording.language.text("at most {share}", share=wording.rate(step.most))
            case GatePart():
                yield self._gate(each, step)
            case Mean():
                parts = " + ".join(wording.rate(read) for read in each.reads)
                yield f"({parts}) ÷ {len(each.reads)}"
            case _:
                return

    def _curve(self, each: Worked, step: CurvePayout) -> Iterator[str]:
        """Return the arithmetic between two points; what lies on a point needs none."""
        if each.piece is None:
            yield self._wording.language.text("Cannot be worked out")
            return
        source = self._steps[step.result.index].step
        unit = self._wording.unit(source.kpi if isinstance(source, KpiResult) else None)
        _, sum_ = curve_words(each.piece, step, unit, self._wording)
        if sum_:
            yield sum_

    def _gate(self, each: Worked, step: GatePart) -> str:
        wording, gate = self._wording, step.gate
        unit = wording.unit(gate.kpi)
        sign = "≥" if gate.side is GateSide.AT_LEAST else "≤"
        results = ", ".join(wording.exact(read, unit) for read in each.reads)
        name, value = kpi_name(wording.plan, gate.kpi), wording.exact(gate.value, unit)
        told = f"{name} {results}"
        if each.figure == 1.0:
            return f"{told} {sign} {value}"
        return wording.language.text(
            "{told}, not {sign} {value}: × {share}",
            told=told,
            sign=sign,
            value=value,
            share=wording.rate(each.figure),
        )

    # Score and money

    def _score(self) -> Iterator[ExampleRow]:
        text, rate = self._wording.language.text, self._wording.rate
        score = [each for each in self._steps if each.stage is Stage.SCORE]
        parts = [each for each in self._steps if each.stage in _OF_SECTIONS]
        if self._gated:
            for each in parts:
                if each.stage is Stage.SECTION_SUM and isinstance(each.step, WeightedSum):
                    yield ExampleRow(self._section(each), self._weighted([each]), rate(each.figure))
                elif isinstance(each.step, GatePart):
                    words = self._section(each)
                    yield ExampleRow(words, self._gate(each, each.step), rate(each.figure))
        if not score:
            return
        last = score[-1]
        sums = [each for each in parts if isinstance(each.step, WeightedSum)]
        if sums and not self._gated:
            sum_ = self._weighted(sums)
        else:
            sign = " + " if isinstance(last.step, Sum) else " × "
            sum_ = sign.join(rate(each) for each in last.reads)
        yield ExampleRow(text("Score"), sum_, rate(last.figure))

    def _weighted(self, sums: Sequence[Worked]) -> str:
        rate = self._wording.rate
        return " + ".join(
            f"{rate(weight)} × {rate(read)}"
            for each in sums
            if isinstance(each.step, WeightedSum)
            for weight, read in zip(each.step.weights, each.reads, strict=True)
            if weight
        )

    def _section(self, each: Worked) -> str:
        compiled = self._wording.question.recipient.compiled
        sections = () if compiled is None else compiled.scorecard.sections
        index = int(each.owner) if each.owner.isdigit() else -1
        name = sections[index].name if 0 <= index < len(sections) else ""
        if not name:
            return self._wording.language.text("Section")
        return self._wording.language.text("Section “{name}”", name=name)

    def _line(self, each: Worked) -> ExampleRow:
        wording, step = self._wording, each.step
        match step:
            case GatePart():
                words = wording.language.text("Condition")
                return ExampleRow(words, self._gate(each, step), wording.rate(each.figure))
            case KpiResult():
                name = wording.within(kpi_name(wording.plan, step.kpi), step.group)
                figure = wording.figure(each.figure, wording.unit(step.kpi), label=True)
                return ExampleRow(name, "", figure)
            case CurvePayout():
                return ExampleRow(
                    wording.modifier(each.owner),
                    " ".join(self._curve(each, step)),
                    wording.rate(each.figure),
                )
            case NoValue():
                words = wording.language.text("Cannot be worked out")
                return ExampleRow(words, "", wording.rate(None))
            case MatrixPayout():
                return ExampleRow(wording.measure(each.owner), "", wording.rate(each.figure))
            case WeightedSum():
                words = wording.language.text("Part of the weights that is paid here")
                return ExampleRow(words, "", wording.rate(each.figure))
            case _:
                line = money_line(each, wording)
                paid = each.stage is Stage.PAYOUT
                return ExampleRow(line.words, line.sum, line.figure, strong=paid)

"""What ``receive`` writes for people: the same words as on screen."""

from __future__ import annotations

from ui.command_line.text_table import TextTable, plain
from workbench.analysis.receive.readings import Mark, MeasureLine
from workbench.analysis.receive.receiving import Details, Receiving
from workbench.language import NO_VALUE
from workbench.receive_arithmetic import step_blocks
from workbench.receive_bend_words import bend_sentences
from workbench.receive_terms import Wording
from workbench.receive_words import (
    bar_words,
    example_sentence,
    example_title,
    limit_notes,
    limit_words,
    terms_words,
    threat_sentence,
    worth_figure,
    worth_sentence,
    worth_title,
    zero_headline,
)


def receive_text(answer: Receiving, told: Details, wording: Wording) -> str:
    """Return the whole answer, part by part."""
    parts = (
        _head(answer, wording),
        _measures(told.measures, wording),
        _examples(told, wording),
        _worths(told, wording),
        _zero(told, wording),
        _bends(told.measures, wording),
    )
    return "\n\n".join("\n".join(part) for part in parts if part)


def _head(answer: Receiving, wording: Wording) -> list[str]:
    text, found = wording.language.text, answer.range
    lines = [
        plain(text("{name} — what will I receive?", name=wording.who)),
        plain(terms_words(answer, wording)),
    ]
    named = (
        (text("Minimum"), found.minimum),
        (text("Target"), found.target),
        (text("Maximum"), found.maximum),
    )
    for name, limit in named:
        notes = limit_notes(limit, wording)
        said = text("{name}: {money}", name=name, money=limit_words(limit, wording))
        lines.append(plain(f"{said} ({' · '.join(notes)})" if notes else said))
    lines.append(plain(bar_words(found, wording)))
    return lines


def _measures(measures: tuple[MeasureLine, ...], wording: Wording) -> list[str]:
    text = wording.language.text
    rows: list[tuple[str, ...]] = []
    for line in measures:
        name = plain(wording.thing(line.kpi, line.objective))
        for reading in line.readings:
            most = text("no limit") if reading.unlimited else _mark(reading.maximum, line, wording)
            first = len(rows) == 0 or reading is line.readings[0]
            rows.append(
                (
                    plain(wording.within(name, reading.group)),
                    wording.short_rate(line.weight) if first else "",
                    _mark(reading.threshold, line, wording),
                    _mark(reading.at_target, line, wording),
                    most,
                    wording.figure(reading.result, line.unit),
                    wording.short_rate(reading.rate),
                    wording.money(line.pays) if first else "",
                )
            )
    if not rows:
        return []
    head = (
        text("Measure"),
        text("Weight"),
        text("Threshold"),
        text("Target"),
        text("Maximum"),
        plain(text("{name} says", name=wording.scenario)),
        "%",
        text("Pays"),
    )
    return [TextTable(head, tuple(rows)).written()]


def _mark(mark: Mark | None, line: MeasureLine, wording: Wording) -> str:
    if mark is None:
        return NO_VALUE
    return f"{wording.figure(mark.result, line.unit)} → {wording.short_rate(mark.rate)}"


def _examples(told: Details, wording: Wording) -> list[str]:
    lines = [wording.language.text("Worked examples")]
    for example in told.examples:
        title, sentence = example_title(example, wording), example_sentence(example, wording)
        money = wording.money(example.money)
        said = wording.language.text("{name}: {money}", name=title, money=money)
        lines.append(f"  {plain(said)}")
        lines.append(f"    {plain(sentence)}")
        for block in step_blocks(example.arithmetic, wording):
            lines.append(f"    {plain(block.title)}")
            for step in block.lines:
                sum_ = f" = {step.sum}" if step.sum else ""
                lines.append(f"      {plain(f'{step.words}{sum_} = {step.figure}')}")
    return lines


def _worths(told: Details, wording: Wording) -> list[str]:
    lines = [wording.language.text("What one more brings")]
    for worth in told.worths:
        why = worth_sentence(worth, wording)
        said = wording.language.text(
            "{name}: {money}",
            name=worth_title(worth, wording),
            money=worth_figure(worth, wording),
        )
        lines.append(f"  {plain(f'{said} ({why})' if why else said)}")
    return lines


def _zero(told: Details, wording: Wording) -> list[str]:
    lines = [
        wording.language.text("What would bring it to nothing"),
        f"  {plain(zero_headline(told.to_zero, wording))}",
    ]
    lines += [f"  {plain(threat_sentence(each, wording))}" for each in told.to_zero.threats]
    return lines


def _bends(measures: tuple[MeasureLine, ...], wording: Wording) -> list[str]:
    lines = [wording.language.text("How far to the next bend")]
    for line in measures:
        for reading in line.readings:
            name = wording.within(wording.thing(line.kpi, line.objective), reading.group)
            lines.append(f"  {plain(name)}")
            lines += [f"    {plain(each)}" for each in bend_sentences(line, reading, wording)]
    return lines

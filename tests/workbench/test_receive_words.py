"""What somebody will receive in words: of any plan, and right to whoever works it out by hand."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from examples.shop import DESIGN, LEAD, LEADS, STRETCH, shop

from models.calendar import Span
from models.keys import PersonKey
from models.scorecard import Measure, Section
from tests.workbench.pay.random_plans import random_plan
from workbench.analysis.receive.examples import ExampleKind
from workbench.analysis.receive.receiving import Question, ask, details, receiving
from workbench.language import language
from workbench.receive_arithmetic import step_blocks
from workbench.receive_bend_words import bend_sentences
from workbench.receive_terms import Wording
from workbench.receive_words import (
    bar_places,
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
from workbench.results import results_of

CALCULATOR = re.compile(r"[-+*/().\d ]+")


def everything_said(question: Question, code: str) -> list[str]:
    """Return every sentence there is of one person."""
    wording = Wording(question, language(code))
    answer = receiving(question)
    told = details(question, answer)
    said = [terms_words(answer, wording), bar_words(answer.range, wording)]
    for limit in (answer.range.minimum, answer.range.target, answer.range.maximum):
        said += [limit_words(limit, wording), *limit_notes(limit, wording)]
    for line in told.measures:
        for reading in line.readings:
            said += bend_sentences(line, reading, wording)
    for example in told.examples:
        said += [example_title(example, wording), example_sentence(example, wording)]
        for block in step_blocks(example.arithmetic, wording):
            said.append(block.title)
            said += [f"{each.words} {each.sum} {each.figure}" for each in block.lines]
    said.append(zero_headline(told.to_zero, wording))
    said += [threat_sentence(each, wording) for each in told.to_zero.threats]
    for worth in told.worths:
        said += [worth_title(worth, wording), worth_figure(worth, wording)]
        said.append(worth_sentence(worth, wording))
    return said


@pytest.mark.parametrize("seed", range(4))
def test_that_any_plan_can_be_told_in_both_languages(seed: int) -> None:
    odd = seed % 2 == 1
    results = results_of(random_plan(seed, 6, exceptions=odd, times=odd))
    for person in list(results.plan.people.values())[:3]:
        question = ask(results, person.position, person.key)
        for code in ("en", "fr"):
            for sentence in everything_said(question, code):
                assert sentence
                assert not re.search(r"\b(nan|inf|None)\b|[{}]", sentence)


def worked_out(text: str) -> float | None:
    """Work out what is written, as people do on a calculator; None where it is no sum."""
    plain = text.replace("\u00a0", "").replace("€", "").replace("¥", "").replace(",", "")
    plain = plain.replace("%", "*0.01").replace("−", "-").replace("×", "*").replace("÷", "/")
    if not CALCULATOR.fullmatch(plain):
        return None
    return float(eval(plain))


@pytest.mark.parametrize("seed", range(4))
def test_that_what_is_written_can_be_worked_out_by_hand(seed: int) -> None:
    results = results_of(random_plan(seed, 6))
    checked, near = 0, 0.6 if results.plan.currency == "JPY" else 2e-2
    for person in list(results.plan.people.values())[:3]:
        question = ask(results, person.position, person.key)
        wording = Wording(question, language("en"))
        for example in details(question, receiving(question)).examples:
            for block in step_blocks(example.arithmetic, wording):
                for line in block.lines:
                    expected, figure = worked_out(line.sum), worked_out(line.figure)
                    if expected is None or figure is None or not line.sum:
                        continue
                    checked += 1
                    # Figures on the way are written with four digits behind the mark.
                    assert figure == pytest.approx(expected, rel=2e-4, abs=near)
    assert checked


def test_that_the_shop_is_told_as_people_say_it() -> None:
    results = results_of(shop())
    question = ask(results, LEAD, PersonKey("ada"), scenario=STRETCH)
    wording = Wording(question, language("en"))
    answer = receiving(question)
    told = details(question, answer)
    leads = next(each for each in told.measures if each.kpi == LEADS)
    sentences = bend_sentences(leads, leads.readings[0], wording)
    assert sentences == (
        "As things stand, +1 pays 0.33\u00a0€.",
        "16,200\u00a0leads more: 129,600 pays 200\u00a0%; beyond, no more is paid.",
        "5,400\u00a0leads less: 108,000 pays 100\u00a0%, and from there −1 costs 0.17\u00a0€.",
    )
    weak = next(each for each in told.examples if each.kind is ExampleKind.ONE_WEAK)
    assert example_sentence(weak, wording).startswith("“Profit” at its maximum, “")
    target, now = bar_places(answer.range)
    assert target is not None
    assert now is not None
    assert 0.0 < target < 1.0
    assert 0.0 < now <= 1.0


def test_that_the_cap_of_an_instalment_is_told_as_the_part_that_it_is() -> None:
    plan = shop()
    design = plan.designs[DESIGN]
    often = Measure("leads", LEADS, weight=0.5, targets=(20_000.0,) * 4, every=Span.QUARTER)
    card = replace(
        design.scorecards[LEAD],
        sections=(Section("", (often, Measure("yearly", LEADS, weight=0.5, targets=(8e4,)))),),
        frequency=Span.QUARTER,
        cap_rate=1.2,
        cap_amount=21_700.0,
    )
    design = replace(design, scorecards=design.scorecards.replacing(card))
    plan = replace(plan, designs=plan.designs.replacing(design))
    question = ask(results_of(plan), LEAD, PersonKey("ada"))
    wording = Wording(question, language("en"))
    caps = [
        line.sum
        for example in details(question, receiving(question)).examples
        for block in step_blocks(example.arithmetic, wording)
        for line in block.lines
        if line.words == "At most is paid"
    ]
    assert caps
    plain = {cap.replace("\N{NO-BREAK SPACE}", " ") for cap in caps}
    assert plain == {"120 % × 50 % of the target bonus, 10,800 € · 21,700 € × 50 %"}

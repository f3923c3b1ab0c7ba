"""Makes the statement of one person from what a plan comes to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Final, final

from models.keys import BASE, KpiKey, PersonKey, ScenarioKey
from models.life import Stage
from models.organisation import Person, TargetBonus
from models.plan import Plan
from workbench.analysis.receive.examples import Example, ExampleKind, examples
from workbench.analysis.receive.ranges import Limit
from workbench.analysis.receive.receiving import Question, Receiving, ask, receiving, worth
from workbench.analysis.receive.worth import Worth, usual_kpis
from workbench.analysis.receive.zero import to_zero
from workbench.language import NO_VALUE, Language, shows_a_digit
from workbench.pay.fingerprint import Fingerprints, plan_fingerprint
from workbench.pay.reasons import NoPayout, NoPayoutCode
from workbench.payout_words import no_payout_sentence
from workbench.place_words import function_name, person_name, position_name
from workbench.receive_terms import Wording
from workbench.receive_words import (
    bound_words,
    example_sentence,
    example_title,
    limit_words,
    threat_sentence,
    worth_figure,
    worth_sentence,
    worth_title,
    zero_headline,
)
from workbench.results import Results
from workbench.stage_words import stage_name
from workbench.statement.measures import columns, measure_rows
from workbench.statement.rules import rule_sentences
from workbench.statement.sheet import (
    Amounts,
    Fact,
    StatementSheet,
    Titles,
    WorkedExample,
)
from workbench.statement.working import example_rows

_RANKS: Final = {
    ExampleKind.SCENARIO: 1,
    ExampleKind.GATE_MISSED: 0,
    ExampleKind.ONE_WEAK: 0,
    ExampleKind.ONE_MISSED: 0,
    ExampleKind.TARGET: 2,
}
"""The examples that stand on a statement; the smallest rank is left out last."""
_THREATS: Final = 4
_WORTHS: Final = 5


@final
class Statements:
    """Makes the statements of one plan; what its people share is worked out once."""

    def __init__(
        self,
        results: Results,
        *,
        language: Language,
        on: dt.date,
        scenario: ScenarioKey = BASE,
    ) -> None:
        """Make statements dated ``on``, which speak of ``scenario`` in ``language``."""
        self._results = results
        self._language = language
        self._on = on
        self._scenario = scenario
        self._prints = Fingerprints(results.plan)
        self._plan_print = plan_fingerprint(results.plan)

    def people(self) -> tuple[PersonKey, ...]:
        """Return who can have a statement: everybody whom the design that is paid is for."""
        left_out = self._results.program.left_out
        return tuple(key for key in self._results.plan.people if key not in left_out)

    def of(self, person: PersonKey) -> StatementSheet:
        """Return the statement of one person.

        Raises:
            KeyError: the plan has no such person.
        """
        plan, language, text = self._results.plan, self._language, self._language.text
        who = plan.people[person]
        question = ask(self._results, who.position, person, scenario=self._scenario)
        answer, wording = receiving(question), Wording(question, language)
        name = person_name(plan, person)
        found = answer.range
        # Of what cannot be worked out there is nothing more to tell than why.
        known = found.now.money is not None
        return StatementSheet(
            person=person,
            language=language.code,
            subject=text("{name} — what will I receive?", name=name),
            heading=text("What will I receive?"),
            plan=plan.name,
            issue=self._issue(),
            marks=text(
                "Fingerprint of this statement {own}, of the plan {plan}",
                own=self._prints.of(person),
                plan=self._plan_print,
            ),
            name=name,
            terms=_terms(plan, who, language),
            period=_period(answer, wording),
            facts=_facts(answer, wording),
            amounts=Amounts(
                found.minimum.money, found.target.money, found.maximum.money, found.now.money
            ),
            bonus=_bonus(who, wording),
            columns=columns(wording),
            measures=measure_rows(answer.measures, wording),
            rules=rule_sentences(wording, found.now.payout.pro_rata),
            exceptions=_exceptions(person, wording),
            examples=_examples(question, answer, wording),
            worths=_worths(question, wording) if known else (),
            zero=_zero(question, wording) if known else (),
            consent=text(
                "I have read this statement, and its figures and rules were explained to me."
            ),
            signatures=(text("Employee"), text("Manager"), text("Date")),
            titles=_titles(wording),
        )

    def _issue(self) -> str:
        life, text = self._results.plan.life, self._language.text
        # The statement of a draft is of the version that it becomes.
        version = life.version + (life.stage is Stage.DRAFT)
        return text(
            "{stage} · version {version} · {date}",
            stage=stage_name(life.stage, self._language),
            version=self._language.number(version),
            date=self._language.date(self._on),
        )


def _terms(plan: Plan, who: Person, language: Language) -> str:
    told = [str(who.key), position_name(plan, who.position)]
    position = plan.positions.get(who.position)
    if position is not None:
        told.append(function_name(plan, position.function))
    if who.manager is not None:
        told.append(language.text("manager: {name}", name=person_name(plan, who.manager)))
    return " · ".join(told)


def _period(answer: Receiving, wording: Wording) -> str:
    group = answer.group
    period = NO_VALUE if group is None else wording.language.group_label(group)
    return wording.language.text(
        "For {period}. Figures of the scenario “{name}”.", period=period, name=wording.scenario
    )


def _facts(answer: Receiving, wording: Wording) -> tuple[Fact, ...]:
    text, found = wording.language.text, answer.range
    scenario = text("Scenario “{name}”", name=wording.scenario)
    named = (
        (text("Minimum"), found.minimum),
        (text("Target"), found.target),
        (text("Maximum"), found.maximum),
        (scenario, found.now),
    )
    facts: list[Fact] = []
    for name, limit in named:
        note = _note(limit, wording)
        # What is lacking everywhere is said once.
        repeated = limit.reason is not None and any(each.note == note for each in facts)
        facts.append(Fact(name, limit_words(limit, wording), "" if repeated else note))
    return tuple(facts)


def _note(limit: Limit, wording: Wording) -> str:
    """Return why there is no figure, or what keeps it from being more."""
    if limit.reason is not None:
        return _reason(limit.reason, wording)
    notes = [bound_words(each, wording) for each in limit.bounds] if limit.money else []
    if limit.unlimited:
        last = wording.whole_money(limit.money)
        notes.insert(
            0, wording.language.text("{money} where every curve has its last point", money=last)
        )
    return " · ".join(dict.fromkeys(notes))


def _reason(reason: NoPayout, wording: Wording) -> str:
    """Return why nothing can be worked out, naming nobody else."""
    person = wording.question.recipient.person
    others = [each for each in (*reason.people, reason.key) if each in wording.plan.people]
    if reason.code is NoPayoutCode.POOL_MEMBER_WITHOUT_PAYOUT or any(
        each != person for each in others
    ):
        return wording.language.text("The pool cannot be shared out yet.")
    return no_payout_sentence(reason, wording.plan, wording.language)


def _bonus(who: Person, wording: Wording) -> str:
    text, plan = wording.language.text, wording.plan
    position = plan.positions.get(who.position)
    own = who.target if who.target != TargetBonus() else None
    terms = own or (TargetBonus() if position is None else position.target)
    if terms.amount is not None:
        return text(
            "Target bonus: {money} for a full year at full time.",
            money=wording.whole_money(terms.amount),
        )
    if terms.share is None or who.base_pay is None:
        return text("Target bonus: none is set.")
    return text(
        "Target bonus: base pay {pay} × {share} = {money} for a full year at full time.",
        pay=wording.whole_money(who.base_pay),
        share=wording.rate(terms.share),
        money=wording.whole_money(who.base_pay * terms.share),
    )


def _exceptions(person: PersonKey, wording: Wording) -> tuple[str, ...]:
    """Return what is different for this person from others in the position."""
    compiled = wording.question.recipient.program.compiled.get(wording.question.recipient.position)
    own = None if compiled is None else compiled.scorecard.exceptions.get(person)
    if own is None:
        return ()
    text, told = wording.language.text, list[str]()
    for each in own.measures:
        name = wording.measure(each.measure)
        if each.weight is not None:
            told.append(text("“{name}” weighs {share}", name=name, share=wording.rate(each.weight)))
        if each.targets:
            told.append(text("“{name}” has targets of its own", name=name))
    if not told and not own.reason:
        return ()
    what = " · ".join(told)
    if not own.reason:
        return (what,)
    return (text("{what} — because: {reason}", what=what, reason=own.reason),)


def _examples(question: Question, answer: Receiving, wording: Wording) -> tuple[WorkedExample, ...]:
    maximum = answer.range.maximum.assumed
    every = examples(question.recipient, question.spots, answer.measures, maximum)
    return tuple(
        _example(each, wording) for each in every if each.kind in _RANKS and each.money is not None
    )


def _example(found: Example, wording: Wording) -> WorkedExample:
    return WorkedExample(
        title=example_title(found, wording),
        sentence=example_sentence(found, wording),
        figure=wording.money(found.money),
        money=found.money,
        rows=example_rows(found.arithmetic, wording),
        rank=_RANKS[found.kind],
    )


def _worths(question: Question, wording: Wording) -> tuple[Fact, ...]:
    asked: Iterable[KpiKey] = usual_kpis(question.results, question.spots)[:_WORTHS]
    found = [worth(question, kpi) for kpi in asked]
    return tuple(
        Fact(worth_title(each, wording), _brought(each, wording), worth_sentence(each, wording))
        for each in found
    )


def _brought(found: Worth, wording: Wording) -> str:
    """Return what one more brings; less than a cent has no sign."""
    figure = worth_figure(found, wording)
    return figure if shows_a_digit(figure) or figure == NO_VALUE else figure.lstrip("+−")


def _zero(question: Question, wording: Wording) -> tuple[str, ...]:
    found = to_zero(question.recipient, question.spots)
    threats = [each for each in found.threats if each is not found.single][:_THREATS]
    return (
        zero_headline(found, wording),
        *(threat_sentence(each, wording) for each in threats),
    )


def _titles(wording: Wording) -> Titles:
    text = wording.language.text
    return Titles(
        measures=text("What counts"),
        rules=text("How it is paid"),
        exceptions=text("Different for you"),
        examples=text("Worked examples"),
        worths=text("What one more brings, as things stand"),
        zero=text("What would bring it to nothing"),
        left_out=text(
            "Left out for want of room; the program has it under “What will I receive?”:"
        ),
    )

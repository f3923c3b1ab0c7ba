"""What will I receive? Everything that one person, or holder of a position, must know."""

from __future__ import annotations

from dataclasses import dataclass

from models.calendar import Group
from models.keys import BASE, DesignKey, KpiKey, PersonKey, PositionKey, ScenarioKey
from workbench.analysis.receive.examples import Example, examples
from workbench.analysis.receive.measure_lines import measure_lines
from workbench.analysis.receive.ranges import Range, range_of
from workbench.analysis.receive.readings import MeasureLine
from workbench.analysis.receive.recipient import Recipient, recipient
from workbench.analysis.receive.spots import Spot, spots_of
from workbench.analysis.receive.worth import Worth, usual_kpis, worth_of
from workbench.analysis.receive.zero import ToZero, to_zero
from workbench.results import Results


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """Who asks, and what the answer depends on.

    Attributes:
        results: of the plan.
        recipient: who is paid.
        spots: the results and ratings that the payout reads.
    """

    results: Results
    recipient: Recipient
    spots: tuple[Spot, ...]


@dataclass(frozen=True, slots=True)
class Receiving:
    """The answer that follows every edit at once.

    Attributes:
        position: the position.
        person: None for a position as a whole: whoever holds it all year and full time.
        scenario: whose figures count.
        design: the variant of the scorecards; None where there is none.
        group: the periods that are paid; None where the plan holds no complete year.
        base_pay: that a holder of a position as a whole is taken to have, in money a year: the
            mean of those who hold it; None where there is none, and for a person their own.
        range: minimum, target, maximum and what the scenario brings.
        measures: the lines of the scorecard.
    """

    position: PositionKey
    person: PersonKey | None
    scenario: ScenarioKey
    design: DesignKey | None
    group: Group | None
    base_pay: float | None
    range: Range
    measures: tuple[MeasureLine, ...]


@dataclass(frozen=True, slots=True)
class Details:
    """The rest of the answer, which takes longer to work out.

    Attributes:
        measures: the lines of the scorecard, with distances to bends and their money.
        examples: five worked examples.
        to_zero: what would bring the payout down to nothing.
        worths: what one more brings: of clients, ARPU and profit, then of what is paid for.
    """

    measures: tuple[MeasureLine, ...]
    examples: tuple[Example, ...]
    to_zero: ToZero
    worths: tuple[Worth, ...]


def ask(
    results: Results,
    position: PositionKey,
    person: PersonKey | None = None,
    *,
    scenario: ScenarioKey = BASE,
    design: DesignKey | None = None,
) -> Question:
    """Return the question of one person, or of whoever holds a position.

    Args:
        results: of the plan.
        position: the position; that of the person, where one is given.
        person: None: whoever holds the position all year and full time.
        scenario: whose figures count.
        design: None: the one that is paid.

    Raises:
        KeyError: the plan has no such person or design.
    """
    paid = recipient(results, position, person, scenario=scenario, design=design)
    return Question(results, paid, spots_of(paid.lists, paid.plan))


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """An answer, and the question that it was given to."""

    question: Question
    answer: Receiving


def receiving(question: Question, earlier: Known | None = None) -> Receiving:
    """Return the answer that follows every edit at once.

    Args:
        question: the question.
        earlier: an answer given before. Where scorecard and person are still the same, its
            range is: that supposes every result, and asks nothing of the scenario.
    """
    paid, spots = question.recipient, question.spots
    before = None if earlier is None or not _same_range(question, earlier) else earlier.answer
    found = range_of(paid, spots, before.range if before is not None else None)
    design = paid.program.design
    return Receiving(
        position=paid.position,
        person=paid.person,
        scenario=paid.scenario,
        design=None if design is None else design.key,
        group=paid.group,
        base_pay=paid.holder.base_pay,
        range=found,
        measures=measure_lines(paid, spots, found.now.payout, moves=False),
    )


def measures_now(question: Question) -> tuple[MeasureLine, ...]:
    """Return the lines of the scorecard alone, which is quicker still."""
    paid = question.recipient
    return measure_lines(paid, question.spots, paid.pay().payout, moves=False)


def _same_range(question: Question, earlier: Known) -> bool:
    paid, before = question.recipient, earlier.question.recipient
    target = earlier.answer.range.target.assumed
    supposed = len(target.results) + len(target.ratings)
    compiled, known = paid.compiled, before.compiled
    return (
        paid.pool is None
        and compiled is not None
        and known is not None
        and compiled.instalments is known.instalments
        and paid.holder == before.holder
        and paid.plan.positions.get(paid.position) == before.plan.positions.get(paid.position)
        and paid.plan.objectives == before.plan.objectives
        and supposed == len(earlier.question.spots)
    )


def details(question: Question, known: Receiving) -> Details:
    """Return the rest of the answer.

    Args:
        question: the question.
        known: what :func:`receiving` answered.
    """
    paid, spots = question.recipient, question.spots
    lines = measure_lines(paid, spots, known.range.now.payout)
    return Details(
        measures=lines,
        examples=examples(paid, spots, lines, known.range.maximum.assumed),
        to_zero=to_zero(paid, spots),
        worths=tuple(worth(question, kpi) for kpi in usual_kpis(question.results, spots)),
    )


def worth(question: Question, kpi: KpiKey, added: float | None = None) -> Worth:
    """Return what one more of any KPI brings.

    Args:
        question: the question.
        kpi: the KPI.
        added: how much more, in its unit; None: one sensible unit.

    Raises:
        KeyError: the plan has no such KPI.
    """
    return worth_of(question.recipient, question.results.values, question.spots, kpi, added)

"""What stands on a statement: words and figures, written out and frozen."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from models.keys import PersonKey
from workbench.language import Code


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure under its name, with a quiet note; the note may be empty."""

    name: str
    figure: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """A line of the table of measures.

    Attributes:
        name: of the measure; of a part of the year, its period.
        cells: weight, threshold, target and maximum, each with what it pays.
        part: whether it is a part of the year, below its measure.
    """

    name: str
    cells: tuple[str, str, str, str]
    part: bool = False


@dataclass(frozen=True, slots=True)
class ExampleRow:
    """A step of a worked example.

    Attributes:
        words: what is worked out.
        sum: the arithmetic; may be empty.
        figure: what comes of it.
        strong: whether it is what is received.
    """

    words: str
    sum: str
    figure: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class WorkedExample:
    """An example, worked out step by step.

    Attributes:
        title: its name.
        sentence: what it supposes.
        figure: what is received.
        money: the same, to the cent; None where it cannot be worked out.
        rows: the arithmetic.
        rank: the smallest is left out last.
    """

    title: str
    sentence: str
    figure: str
    money: Decimal | None
    rows: tuple[ExampleRow, ...]
    rank: int


@dataclass(frozen=True, slots=True)
class Amounts:
    """The figures of a statement before they are written, to the cent.

    None where there is none, or where it cannot be worked out.

    Attributes:
        minimum: the least that is received.
        target: with every result at its target.
        maximum: the most; where there is no limit, with every curve at its last point.
        scenario: what the scenario brings.
    """

    minimum: Decimal | None
    target: Decimal | None
    maximum: Decimal | None
    scenario: Decimal | None


@dataclass(frozen=True, slots=True)
class Titles:
    """The headings of a statement."""

    measures: str
    rules: str
    exceptions: str
    examples: str
    worths: str
    zero: str
    left_out: str


@dataclass(frozen=True, slots=True)
class StatementSheet:
    """Everything that stands on the statement of one person.

    Attributes:
        person: whose it is.
        language: of the words.
        subject: what the statement is, with the name: the title of the file.
        heading: what the statement is.
        plan: the name of the plan.
        issue: stage, version and date.
        marks: the fingerprints of statement and plan.
        name: of the person.
        terms: id, position, function and manager.
        period: what is paid for, and the scenario that is spoken of.
        facts: minimum, target and maximum, and what the scenario brings.
        amounts: the same figures, unwritten.
        bonus: the target bonus, and how it comes.
        columns: the heads of the table of measures.
        measures: its rows.
        rules: conditions, factors, caps, pool, time and frequency, a sentence each.
        exceptions: what is different for this person, and why.
        examples: worked out, in the order in which they are read.
        worths: what one more brings.
        zero: what would bring the payout to nothing, the nearest first.
        consent: what is signed.
        signatures: who signs, and the date.
        titles: the headings of the parts.
        left_out: what there was no room for.
    """

    person: PersonKey
    language: Code
    subject: str
    heading: str
    plan: str
    issue: str
    marks: str
    name: str
    terms: str
    period: str
    facts: tuple[Fact, ...]
    amounts: Amounts
    bonus: str
    columns: tuple[str, ...]
    measures: tuple[MeasureRow, ...]
    rules: tuple[str, ...]
    exceptions: tuple[str, ...]
    examples: tuple[WorkedExample, ...]
    worths: tuple[Fact, ...]
    zero: tuple[str, ...]
    consent: str
    signatures: tuple[str, ...]
    titles: Titles
    left_out: tuple[str, ...] = ()

"""The catalogue as a window lists it: lines to pick from, and all there is to say of one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from enum import StrEnum
from functools import lru_cache
from typing import Final

from models.calendar import Calendar, Month
from models.keys import FunctionKey, KpiKey, ObjectiveKey
from models.kpi import Kpi, Nature, Sense, UnitKind
from models.plan import Plan
from models.table import Table
from workbench.catalogue.entries import Entry, Goal
from workbench.catalogue.reading import catalogue
from workbench.catalogue.searching import find, says
from workbench.catalogue.templates import Template, template_plan, templates
from workbench.formula_words import formula_in_names
from workbench.language import Code, Language, language, message


class LineKind(StrEnum):
    """What a line of the catalogue stands for."""

    HEADING = "heading"
    TEMPLATE = "template"
    KPI = "kpi"
    OBJECTIVE = "objective"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the catalogue.

    Attributes:
        kind: what it stands for.
        key: of the template, entry or objective; of the area for a heading.
        name: its name.
        said: what it means, in a sentence; empty for a heading.
        unit: what is written for its unit; the number of KPIs for a template.
        function: who usually answers for a KPI; None for everything else.
    """

    kind: LineKind
    key: str
    name: str
    said: str = ""
    unit: str = ""
    function: FunctionKey | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """Something to know of a line: what it is about, and what there is to say."""

    about: str
    said: str


@dataclass(frozen=True, slots=True)
class Axis:
    """Where something stands between two temperaments, from 0, the first, to 1."""

    first: str
    second: str
    place: float


@dataclass(frozen=True, slots=True)
class Details:
    """All there is to say of a line: facts and, where it has a nature, seven axes."""

    name: str
    said: str
    facts: tuple[Fact, ...]
    axes: tuple[Axis, ...] = ()


_ENDS: Final = {
    "group_individual": (message("group"), message("individual")),
    "need_transaction": (message("need"), message("transaction")),
    "pull_push": (message("pull"), message("push")),
    "reach_revenue": (message("reach"), message("revenue")),
    "strategic_tactical": (message("strategic"), message("tactical")),
    "long_short_term": (message("long term"), message("short term")),
    "brand_client": (message("brand"), message("client")),
}


def shelf(text: str, tongue: Language, currency: str) -> tuple[Line, ...]:
    """Return the lines that ``text`` may mean, the likeliest first; all by area without text.

    Raises:
        OSError: a file of the catalogue cannot be read.
        CatalogueError: a file of the catalogue is wrong.
    """
    trees = [_tree_line(each, tongue) for each in templates(tongue)]
    if not text.strip():
        return tuple(_everything(trees, tongue, currency))
    found = [_line(item, tongue, currency) for item in find(text, tongue)]
    titled = [tree for tree in trees if says(text, tree.name)]
    described = [tree for tree in trees if tree not in titled and says(text, tree.said)]
    return (*titled, *found, *described)


def details_of(line: Line, tongue: Language) -> Details:
    """Return all there is to say of a line.

    Raises:
        KeyError: there is nothing of that key.
        OSError: a file of the catalogue cannot be read.
        CatalogueError: a file of the catalogue is wrong.
    """
    match line.kind:
        case LineKind.KPI:
            facts, nature = _entry_facts(catalogue().entries[KpiKey(line.key)], tongue)
        case LineKind.OBJECTIVE:
            facts, nature = _goal_facts(catalogue().goals[ObjectiveKey(line.key)], tongue)
        case LineKind.TEMPLATE:
            facts, nature = _template_facts(line.key, tongue), None
        case LineKind.HEADING:
            facts, nature = (), None
    return Details(line.name, line.said, facts, () if nature is None else axes_of(nature, tongue))


def axes_of(nature: Nature, tongue: Language) -> tuple[Axis, ...]:
    """Return the seven axes of a nature with the words of their ends."""
    text = tongue.text
    return tuple(
        Axis(text(_ENDS[axis.name][0]), text(_ENDS[axis.name][1]), getattr(nature, axis.name))
        for axis in fields(Nature)
    )


def _everything(trees: list[Line], tongue: Language, currency: str) -> Iterator[Line]:
    there = catalogue()
    yield Line(LineKind.HEADING, "templates", tongue.text("Whole trees"))
    yield from trees
    for area in there.areas:
        yield Line(LineKind.HEADING, area.key, area.name.of(tongue))
        for entry in there.entries.values():
            if entry.area == area.key:
                yield _line(entry, tongue, currency)
    for goal in there.goals.values():
        yield _line(goal, tongue, currency)


def _tree_line(template: Template, tongue: Language) -> Line:
    count = tongue.plural("{count} KPI", "{count} KPIs", template.kpis)
    return Line(LineKind.TEMPLATE, template.key, template.title, template.description, count)


def _line(item: Entry | Goal, tongue: Language, currency: str) -> Line:
    name = item.name.of(tongue)
    if isinstance(item, Goal):
        return Line(LineKind.OBJECTIVE, item.key, name, item.statement.of(tongue))
    unit = item.unit.of(tongue)
    written = tongue.unit_name(unit, currency)
    if unit.kind is UnitKind.MONEY_PER_CLIENT_MONTH:
        # What is said in full below would push the name aside.
        written = tongue.currency_symbol(currency)
    said = item.definition.of(tongue)
    return Line(LineKind.KPI, item.key, name, said, written, item.function)


def _entry_facts(entry: Entry, tongue: Language) -> tuple[tuple[Fact, ...], Nature]:
    text, there = tongue.text, catalogue()
    better = text("higher is better") if entry.sense is Sense.HIGHER else text("lower is better")
    facts: list[Fact] = []
    if entry.formula:
        formula = formula_in_names(_named(tongue.code), entry.formula)
        facts.append(Fact(text("Worked out as"), formula))
    facts += [
        Fact(text("Direction"), better),
        Fact(text("Watch beside it"), there.entries[entry.guard].name.of(tongue)),
        Fact(text("Usually answered by"), there.functions[entry.function].of(tongue)),
        Fact(text("Source"), entry.source),
    ]
    return tuple(facts), entry.nature


def _goal_facts(goal: Goal, tongue: Language) -> tuple[tuple[Fact, ...], Nature]:
    text = tongue.text
    scale = "\n".join(
        f"{tongue.share(grade.rating)}  {grade.words.of(tongue)}" for grade in goal.scale
    )
    facts = (
        Fact(text("Evidence"), goal.evidence.of(tongue)),
        Fact(text("Scale"), scale),
        Fact(text("Rated by"), goal.rater.of(tongue)),
        Fact(text("Source"), goal.source),
    )
    return facts, goal.nature


def _template_facts(key: str, tongue: Language) -> tuple[Fact, ...]:
    plan = template_plan(key, tongue)
    names = ", ".join(kpi.name for kpi in plan.kpis.values())
    functions = ", ".join(function.name for function in plan.functions.values())
    text = tongue.text
    return (Fact(text("KPIs"), names), Fact(text("Functions"), functions))


@lru_cache(maxsize=2)
def _named(code: Code) -> Plan:
    """Return a plan in which every entry bears its name, for writing formulas out."""
    tongue = language(code)
    rows = [Kpi(entry.key, entry.name.of(tongue)) for entry in catalogue().entries.values()]
    return Plan("", Calendar(Month(2027, 1)), kpis=Table[KpiKey, Kpi](rows))

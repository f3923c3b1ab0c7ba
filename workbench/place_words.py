"""The places of a plan in words: “Marketing lead, measure Profit”."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final, TypeVar

from models.keys import (
    DesignKey,
    DimensionKey,
    FunctionKey,
    KpiKey,
    LeverKey,
    ObjectiveKey,
    PersonKey,
    PositionKey,
    ScenarioKey,
)
from models.places import Place
from models.plan import Plan
from models.scorecard import Measure, Scorecard
from models.table import Keyed, Table
from workbench.language import Language, message

R = TypeVar("R", bound=Keyed)

__all__ = [
    "MOST_NAMES",
    "design_name",
    "dimension_name",
    "function_name",
    "kpi_name",
    "lever_name",
    "listed",
    "objective_name",
    "owner_name",
    "person_name",
    "place_words",
    "position_name",
    "scenario_name",
]

MOST_NAMES: Final = 3
"""How many names of a long list are written out."""

_KPI_FIELDS: Final = {
    "key": message("{name}, key"),
    "formula": message("{name}, formula"),
    "values": message("{name}, figures"),
    "time": message("{name}, figure over several periods"),
    "weight_by": message("{name}, weight of the periods"),
    "responsibility": message("{name}, responsibility"),
    "role": message("{name}, role"),
    "bounds": message("{name}, bounds"),
}
_PERSON_FIELDS: Final = {
    "position": message("{name}, position"),
    "manager": message("{name}, manager"),
    "target": message("{name}, target bonus"),
    "base_pay": message("{name}, base pay"),
    "spans": message("{name}, time at work"),
    "objectives": message("{name}, objectives"),
}
_MEASURE_FIELDS: Final = {
    "weight": message("{name}, weight"),
    "targets": message("{name}, target"),
    "target": message("{name}, target"),
    "curve": message("{name}, payout curve"),
    "matrix": message("{name}, payout matrix"),
    "gates": message("{name}, gate"),
    "every": message("{name}, frequency"),
}


def kpi_name(plan: Plan, key: str) -> str:
    """Return the name of a KPI; the key where it has none, or is not in the plan."""
    kpi = plan.kpis.get(KpiKey(key))
    return _one_line(kpi.name if kpi else "", key)


def function_name(plan: Plan, key: str) -> str:
    """Return the name of a function; the key where it has none, or is not in the plan."""
    function = plan.functions.get(FunctionKey(key))
    return _one_line(function.name if function else "", key)


def position_name(plan: Plan, key: str) -> str:
    """Return the name of a position; the key where it has none, or is not in the plan."""
    position = plan.positions.get(PositionKey(key))
    return _one_line(position.name if position else "", key)


def person_name(plan: Plan, key: str) -> str:
    """Return the name of a person; the key where it has none, or is not in the plan."""
    person = plan.people.get(PersonKey(key))
    return _one_line(person.name if person else "", key)


def objective_name(plan: Plan, key: str) -> str:
    """Return the name of an objective; the key where it has none, or is not in the plan."""
    objective = plan.objectives.get(ObjectiveKey(key))
    return _one_line(objective.name if objective else "", key)


def design_name(plan: Plan, key: str) -> str:
    """Return the name of a design; the key where it has none, or is not in the plan."""
    design = plan.designs.get(DesignKey(key))
    return _one_line(design.name if design else "", key)


def dimension_name(plan: Plan, key: str) -> str:
    """Return the name of a dimension; the key where it has none, or is not in the plan."""
    dimension = plan.dimensions.get(DimensionKey(key))
    return _one_line(dimension.name if dimension else "", key)


def scenario_name(plan: Plan, key: str) -> str:
    """Return the name of a scenario; the key where it has none, or is not in the plan."""
    scenario = plan.scenarios.get(ScenarioKey(key))
    return _one_line(scenario.name if scenario else "", key)


def lever_name(plan: Plan, key: str) -> str:
    """Return the name of a lever; the key where it has none, or is not in the plan."""
    lever = plan.levers.get(LeverKey(key))
    return _one_line(lever.name if lever else "", key)


def owner_name(plan: Plan, key: str) -> str:
    """Return the name of the KPI, objective, measure or modifier that goes by ``key``.

    Measures are looked for in the design that is paid, and go by what they measure.
    """
    if key in plan.kpis:
        return kpi_name(plan, key)
    if key in plan.objectives:
        return objective_name(plan, key)
    design = plan.design
    for scorecard in design.scorecards.values() if design else ():
        for measure in scorecard.measures:
            if measure.key == key:
                return _measure_name(plan, measure)
        for modifier in scorecard.modifiers:
            if modifier.key == key:
                return _one_line(modifier.name, key)
    return key


def listed(names: Iterable[str], language: Language) -> str:
    """Write the first few names of a list, and how many more there are."""
    every = list(names)
    shown = every[:MOST_NAMES]
    more = len(every) - len(shown)
    if more:
        count = language.plural("{count} more", "{count} more", more)
        shown.append(count)
    if len(shown) < 2:
        return "".join(shown)
    return language.text("{names} and {last}", names=", ".join(shown[:-1]), last=shown[-1])


_ROWS: Final[Mapping[str, tuple[str, Callable[[Plan, str], str]]]] = {
    "positions": (message("position {name}"), position_name),
    "functions": (message("function {name}"), function_name),
    "objectives": (message("objective {name}"), objective_name),
    "dimensions": (message("dimension {name}"), dimension_name),
    "actuals": (message("actuals of {name}"), kpi_name),
}


def place_words(place: Place, plan: Plan, language: Language) -> str:
    """Name a place of a plan in a few words."""
    head, _, rest = place.field.partition("/")
    if place.table in _ROWS:
        words, name_of = _ROWS[place.table]
        return language.text(words, name=name_of(plan, place.key))
    match place.table:
        case "kpis":
            name = kpi_name(plan, place.key)
            if head == "values" and place.period is not None:
                period = language.period_label(plan.calendar, place.period)
                return language.text("{name}, figure of {period}", name=name, period=period)
            return _field(_KPI_FIELDS, head, name, language)
        case "people":
            return _field(_PERSON_FIELDS, head, person_name(plan, place.key), language)
        case "scenarios":
            scenario = scenario_name(plan, place.key)
            if head == "overrides" and rest:
                name = kpi_name(plan, rest)
                return language.text("scenario {scenario}, {name}", scenario=scenario, name=name)
            return language.text("scenario {name}", name=scenario)
        case "levers":
            lever = lever_name(plan, place.key)
            if head == "factors" and rest:
                name = kpi_name(plan, rest)
                return language.text("lever {lever}, {name}", lever=lever, name=name)
            return language.text("lever {name}", name=lever)
        case "designs":
            return _in_design(place, plan, language)
        case _:
            return language.text("calendar") if head == "calendar" else language.text("plan")


def _in_design(place: Place, plan: Plan, language: Language) -> str:
    head, _, rest = place.field.partition("/")
    design = design_name(plan, place.key)
    if head == "pools":
        number = int(rest.partition("/")[0] or 0) + 1
        words = language.text("pool {number}", number=language.number(number))
    elif head == "scorecards":
        words = _in_scorecard(DesignKey(place.key), rest, plan, language)
    else:
        return language.text("design {name}", name=design)
    if len(plan.designs) < 2:
        return words
    return language.text("{place} (design {design})", place=words, design=design)


def _in_scorecard(design: DesignKey, path: str, plan: Plan, language: Language) -> str:
    """Name a place below ``scorecards/`` of a design.

    Keys may hold a slash themselves, so that the longest position that fits is meant.
    """
    row = plan.designs.get(design)
    cards = row.scorecards if row else Table[PositionKey, Scorecard]()
    fitting = [key for key in cards if path == key or path.startswith(f"{key}/")]
    position = max(fitting, key=len, default=path.partition("/")[0])
    name = position_name(plan, position)
    kind, _, rest = path[len(position) + 1 :].partition("/")
    card = cards.get(PositionKey(position))
    if kind == "measures" and rest and card is not None:
        measure = _row_at(rest, card.measures)
        subject = rest if measure is None else _measure_name(plan, measure)
        words = language.text("{position}, measure {name}", position=name, name=subject)
        return _field(_MEASURE_FIELDS, _after(rest, measure), words, language)
    if kind == "modifiers" and rest and card is not None:
        modifier = _row_at(rest, card.modifiers)
        subject = rest if modifier is None else _one_line(modifier.name, modifier.key)
        words = language.text("{position}, modifier {name}", position=name, name=subject)
        return _field(_MEASURE_FIELDS, _after(rest, modifier), words, language)
    if kind == "frequency":
        return language.text("{position}, frequency of payouts", position=name)
    if kind == "exceptions" and rest:
        who = person_name(plan, rest)
        return language.text("{position}, exception for {name}", position=name, name=who)
    if kind == "sections" and rest:
        number = int(rest.partition("/")[0] or 0)
        known = card is not None and number < len(card.sections)
        title = _one_line(card.sections[number].name if card and known else "", str(number + 1))
        return language.text("{position}, gate of the section {name}", position=name, name=title)
    if kind == "gates":
        return language.text("{position}, gate of the scorecard", position=name)
    if kind == "measures":
        return language.text("{position}, measures", position=name)
    return language.text("{position}, scorecard", position=name)


def _row_at(rest: str, rows: Iterable[R]) -> R | None:
    fitting = [row for row in rows if rest == row.key or rest.startswith(f"{row.key}/")]
    return max(fitting, key=lambda row: len(row.key), default=None)


def _after(rest: str, row: Keyed | None) -> str:
    return "" if row is None else rest[len(row.key) + 1 :].partition("/")[0]


def _measure_name(plan: Plan, measure: Measure) -> str:
    if measure.kpi is not None:
        return kpi_name(plan, measure.kpi)
    return measure.key if measure.objective is None else objective_name(plan, measure.objective)


def _field(words: Mapping[str, str], field: str, name: str, language: Language) -> str:
    return language.text(words[field], name=name) if field in words else name


def _one_line(name: str, key: str) -> str:
    return " ".join(name.split()) or key

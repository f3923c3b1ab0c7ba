"""Every edit there is, with arguments that sometimes fit a plan and sometimes do not."""

from __future__ import annotations

import datetime as dt
import inspect
from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from hypothesis import strategies as st
from immutables import Map
from strategies import sensible

from models.calendar import Calendar, Month, Span
from models.changes import Edited
from models.dimension import Dimension
from models.edits import (
    actuals,
    cards,
    copying,
    curves,
    designs,
    dimensions,
    drivers,
    kpis,
    life,
    organisation,
    people,
    removal,
    rollups,
    scenarios,
    scorecards,
    settings,
    several,
    split,
    tree,
    uncertainty,
    weights,
)
from models.edits.rollups import RollupShape
from models.keys import BASE, CurveKey, KpiKey, MemberKey
from models.kpi import Bounds, Kpi, KpiRole, Nature, Sense, TimeRule, Unit, UnitKind
from models.life import LoggedChange, Stage, Statement
from models.organisation import Function, Objective, Person, Position, TargetBonus
from models.plan import Plan
from models.scenario import Lever
from models.scorecard import (
    CardException,
    CatchUp,
    Gate,
    GateSide,
    MeasureException,
    Modifier,
    NamedCurve,
    Pool,
    PoolKind,
    ScoreForm,
)
from models.uncertainty import Distribution, Shape

MODULES: list[ModuleType] = [
    actuals,
    cards,
    copying,
    curves,
    designs,
    dimensions,
    drivers,
    kpis,
    life,
    organisation,
    people,
    removal,
    rollups,
    scenarios,
    scorecards,
    settings,
    several,
    split,
    tree,
    uncertainty,
    weights,
]


@dataclass(frozen=True)
class Edit:
    """An edit with its arguments, ready to be made."""

    function: Callable[..., Edited]
    arguments: tuple[Any, ...] = ()
    keywords: tuple[tuple[str, Any], ...] = ()

    def __call__(self, plan: Plan) -> Edited:
        return self.function(plan, *self.arguments, **dict(self.keywords))

    def __repr__(self) -> str:
        return f"{self.function.__name__}{self.arguments}{dict(self.keywords) or ''}"


def every_edit() -> set[Callable[..., Edited]]:
    """Return all public functions of models/edits that make another plan."""
    return {
        function
        for module in MODULES
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if not name.startswith("_")
        and function.__module__ == module.__name__
        and inspect.signature(function).return_annotation == "Edited"
    }


def mostly(known: list[Any], *strangers: Any) -> Any:
    """Return keys that a plan is likely to have, and now and then one that it has not."""
    return st.sampled_from([*known * 6, *strangers])


some_kpi = mostly(sensible.KPIS[:5], *sensible.KPIS[5:], KpiKey("stranger"))
some_kpis = st.lists(mostly(sensible.KPIS[:5]), min_size=1, max_size=4)
new_kpi = st.sampled_from([KpiKey("fresh"), KpiKey("cac"), KpiKey("clients"), KpiKey("Bad key")])
texts = st.sampled_from(["", "Name", " Nom  ", "Clients"])
figures = st.one_of(
    st.integers(-5, 50).map(float), st.floats(-10, 10), st.sampled_from([0.0, 1.0, float("inf")])
)
gaps = st.one_of(st.none(), figures)
period = mostly([0, 1, 2], -1, 6)
some_periods = st.lists(st.integers(0, 2), max_size=3).map(tuple)
scenario = mostly([BASE, *sensible.SCENARIOS], "gone")
parents = st.one_of(st.none(), some_kpi)
places = st.one_of(st.none(), st.integers(0, 5))
position = mostly(sensible.POSITIONS, "gone")
design = mostly(sensible.DESIGNS, "gone")
measure = mostly(sensible.MEASURES, "gone")
section = st.integers(-1, 2)
gate_places = st.builds(
    cards.GatePlace,
    st.one_of(st.none(), section),
    st.one_of(st.none(), st.none(), measure),
)
gates = st.builds(
    Gate, some_kpi, st.sampled_from(GateSide), figures, st.sampled_from(Span), figures
)
modifiers = st.builds(
    Modifier,
    st.sampled_from(["attitude", "quality"]),
    texts,
    st.one_of(st.none(), some_kpi),
    target=gaps,
    least=figures,
    most=gaps,
)
some_curve = st.sampled_from([CurveKey("house"), CurveKey("gone")])
formula = st.one_of(
    sensible.formulas([*sensible.KPIS, KpiKey("unknown")]), st.sampled_from(["", "1 +", "2"])
)
rows = st.builds(
    Kpi,
    key=new_kpi,
    name=texts,
    formula=formula,
    cost=st.booleans(),
    values=st.lists(st.one_of(st.none(), st.just(3.0)), max_size=4).map(tuple),
)
persons = st.builds(
    Person,
    key=st.sampled_from([*sensible.PEOPLE, "009"]),
    name=texts,
    position=position,
    base_pay=gaps,
    manager=st.one_of(st.none(), st.sampled_from(sensible.PEOPLE)),
)
calendars = st.builds(
    Calendar,
    first_month=st.builds(Month, st.integers(2026, 2028), st.integers(1, 12)),
    period=st.sampled_from(Span),
    count=st.integers(1, 8),
    fiscal_start=st.integers(1, 12),
)
fields = st.fixed_dictionaries(
    {},
    optional={
        "unit": st.builds(Unit, st.sampled_from(UnitKind)),
        "sense": st.sampled_from(Sense),
        "time": st.sampled_from(TimeRule),
        "weight_by": st.one_of(st.none(), some_kpi),
        "role": st.one_of(st.none(), st.sampled_from(KpiRole)),
        "cost": st.booleans(),
        "note": texts,
        "nature": st.just(Nature(0.2)),
        "history": st.lists(gaps, max_size=2).map(tuple),
        "bounds": st.builds(Bounds, gaps, gaps, locked=st.booleans()),
        "distribution": st.one_of(
            st.none(), st.builds(Distribution, st.sampled_from(Shape), figures, figures, gaps)
        ),
        "losses": st.dictionaries(st.sampled_from(["price", "timing"]), figures).map(Map),
    },
).map(lambda chosen: tuple(chosen.items()))
days = st.dates(dt.date(2026, 12, 1), dt.date(2026, 12, 31))
names = st.sampled_from(["Ada Martin", "Ada Martin", " "])
some_people = st.lists(mostly(list(sensible.PEOPLE), "009"), max_size=3).map(tuple)
statements = st.lists(
    st.builds(Statement, mostly(list(sensible.PEOPLE), "009"), days, st.just(1), st.just("abc")),
    max_size=3,
).map(tuple)


def _of(function: Callable[..., Edited], *arguments: Any, **keywords: Any) -> Any:
    words = st.tuples(*[st.tuples(st.just(name), each) for name, each in keywords.items()])
    return st.builds(Edit, st.just(function), st.tuples(*arguments), words)


EDITS: dict[Callable[..., Edited], Any] = {
    actuals.set_actuals: _of(
        actuals.set_actuals,
        st.dictionaries(
            st.tuples(mostly(sensible.KPIS[:4]), st.integers(0, 2)), gaps, min_size=1, max_size=3
        ),
    ),
    actuals.describe_actual: _of(actuals.describe_actual, some_kpi, source=texts, note=texts),
    dimensions.put_dimension: _of(
        dimensions.put_dimension,
        st.builds(Dimension, st.sampled_from([*sensible.DIMENSIONS, "third"]), texts),
    ),
    dimensions.remove_dimension: _of(
        dimensions.remove_dimension, st.sampled_from([*sensible.DIMENSIONS, "third"])
    ),
    split.split_by_dimension: _of(
        split.split_by_dimension,
        some_kpi,
        mostly(sensible.DIMENSIONS, "third"),
        st.sampled_from(
            [{sensible.NORTH: 1.0}] * 5
            + [{}, {sensible.NORTH: 0.5}, {MemberKey("gone"): 1.0}, {sensible.NORTH: float("inf")}]
        ),
        own_shares=st.sampled_from([{}, {}, {sensible.KPIS[2]: {sensible.NORTH: 1.0}}]),
        rates=st.sampled_from([(), (sensible.KPIS[3],)]),
    ),
    uncertainty.set_correlation: _of(uncertainty.set_correlation, some_kpi, some_kpi, gaps),
    drivers.set_value: _of(drivers.set_value, some_kpi, period, gaps, scenario=scenario),
    drivers.set_values: _of(
        drivers.set_values,
        st.dictionaries(
            st.tuples(mostly(sensible.KPIS[:4]), st.integers(0, 2)), gaps, min_size=2, max_size=4
        ),
        scenario=scenario,
    ),
    drivers.fill_values: _of(drivers.fill_values, some_kpi, some_periods, gaps, scenario=scenario),
    drivers.scale_values: _of(
        drivers.scale_values, some_kpi, some_periods, figures, scenario=scenario
    ),
    drivers.follow_base: _of(
        drivers.follow_base, scenario, some_kpi, st.one_of(st.none(), some_periods)
    ),
    drivers.set_factor: _of(drivers.set_factor, scenario, some_kpi, some_periods, gaps),
    kpis.add_kpi: _of(kpis.add_kpi, rows, parent=parents, at=places),
    kpis.insert_parent: _of(kpis.insert_parent, some_kpi, rows),
    kpis.rename: _of(kpis.rename, some_kpi, texts),
    kpis.change_key: _of(kpis.change_key, some_kpi, st.one_of(new_kpi, some_kpi)),
    kpis.set_formula: _of(kpis.set_formula, some_kpi, formula, add_unknown=st.booleans()),
    kpis.update_kpi: st.builds(Edit, st.just(kpis.update_kpi), st.tuples(some_kpi), fields),
    kpis.set_responsibility: _of(
        kpis.set_responsibility,
        some_kpi,
        st.dictionaries(st.sampled_from(sensible.FUNCTIONS), figures, max_size=2),
    ),
    tree.delete_branch: _of(tree.delete_branch, some_kpi),
    tree.delete_node: _of(tree.delete_node, some_kpi),
    tree.move: _of(tree.move, some_kpi, parents, places),
    tree.reorder: _of(tree.reorder, some_kpi, st.integers(-3, 3)),
    tree.duplicate: _of(tree.duplicate, some_kpi),
    removal.delete_branches: _of(removal.delete_branches, some_kpis),
    copying.duplicate_branches: _of(copying.duplicate_branches, some_kpis),
    copying.graft: _of(copying.graft, sensible.plans(), parents),
    several.add_kpis: _of(several.add_kpis, st.lists(rows, max_size=2), parents),
    several.delete_nodes: _of(several.delete_nodes, some_kpis),
    several.reorder_several: _of(several.reorder_several, some_kpis, st.sampled_from([-1, 1])),
    several.indent: _of(several.indent, some_kpis),
    several.outdent: _of(several.outdent, some_kpis),
    several.follow_base_again: _of(
        several.follow_base_again, scenario, some_kpis, st.one_of(st.none(), some_periods)
    ),
    rollups.roll_up: _of(rollups.roll_up, some_kpi, st.sampled_from(RollupShape)),
    scorecards.set_weight: _of(scorecards.set_weight, design, position, measure, figures),
    curves.put_curve: _of(
        curves.put_curve, st.builds(NamedCurve, some_curve, texts, sensible.curves())
    ),
    curves.remove_curve: _of(curves.remove_curve, some_curve),
    weights.lock_weight: _of(weights.lock_weight, design, position, measure, locked=st.booleans()),
    weights.spread_rest: _of(weights.spread_rest, design, position),
    weights.copy_card: _of(weights.copy_card, design, position, st.lists(position, max_size=2)),
    weights.set_measures: _of(
        weights.set_measures,
        design,
        st.dictionaries(
            position,
            st.lists(
                measure.flatmap(sensible.measures), max_size=2, unique_by=lambda row: row.key
            ).map(tuple),
            max_size=2,
        ),
    ),
    cards.set_form: _of(cards.set_form, design, position, st.sampled_from(ScoreForm)),
    cards.set_card_caps: _of(cards.set_card_caps, design, position, rate=gaps, amount=gaps),
    cards.set_rhythm: _of(
        cards.set_rhythm,
        design,
        position,
        frequency=st.sampled_from(Span),
        catch_up=st.sampled_from(CatchUp),
    ),
    cards.add_section: _of(cards.add_section, design, position, texts),
    cards.rename_section: _of(cards.rename_section, design, position, section, texts),
    cards.move_section: _of(cards.move_section, design, position, section, st.integers(-2, 2)),
    cards.remove_section: _of(cards.remove_section, design, position, section),
    cards.move_measure: _of(
        cards.move_measure, design, position, measure, section=section, at=places
    ),
    cards.set_gates: _of(
        cards.set_gates, design, position, gate_places, st.lists(gates, max_size=2)
    ),
    cards.move_gate: _of(
        cards.move_gate, design, position, gate_places, st.integers(-1, 1), target=gate_places
    ),
    cards.set_modifiers: _of(
        cards.set_modifiers, design, position, st.lists(modifiers, max_size=2)
    ),
    cards.set_pools: _of(
        cards.set_pools,
        design,
        st.lists(
            st.builds(
                Pool,
                st.sampled_from(PoolKind),
                gaps,
                st.one_of(st.none(), some_kpi),
                st.lists(position, max_size=1).map(tuple),
            ),
            max_size=2,
        ),
    ),
    scorecards.set_target: _of(
        scorecards.set_target, design, position, measure, gaps, group=st.integers(-1, 4)
    ),
    scorecards.set_curve: _of(
        scorecards.set_curve, design, position, measure, st.one_of(st.none(), sensible.curves())
    ),
    scorecards.put_measure: _of(
        scorecards.put_measure, design, position, measure.flatmap(sensible.measures)
    ),
    scorecards.add_measure: _of(
        scorecards.add_measure,
        design,
        position,
        st.sampled_from([*sensible.MEASURES, "third"]).flatmap(sensible.measures),
        st.integers(-1, 3),
    ),
    scorecards.remove_measure: _of(scorecards.remove_measure, design, position, measure),
    scorecards.put_scorecard: _of(
        scorecards.put_scorecard, design, position.flatmap(sensible.scorecards)
    ),
    scorecards.remove_scorecard: _of(scorecards.remove_scorecard, design, position),
    scorecards.put_exception: _of(
        scorecards.put_exception,
        design,
        position,
        st.builds(
            CardException,
            mostly(sensible.PEOPLE, "gone"),
            st.lists(
                st.builds(
                    MeasureException,
                    measure,
                    gaps,
                    st.sampled_from([(), (2.0,), (None, 3.0)]),
                ),
                max_size=2,
            ).map(tuple),
            texts,
        ),
    ),
    scorecards.remove_exception: _of(
        scorecards.remove_exception, design, position, mostly(sensible.PEOPLE, "gone")
    ),
    scorecards.put_design: _of(scorecards.put_design, design.flatmap(sensible.designs)),
    scorecards.remove_design: _of(scorecards.remove_design, design),
    designs.add_design: _of(
        designs.add_design,
        texts,
        copy_of=st.one_of(st.none(), design),
        key=st.one_of(st.none(), design),
    ),
    designs.rename_design: _of(designs.rename_design, design, texts),
    scorecards.choose_design: _of(scorecards.choose_design, st.one_of(st.none(), design)),
    life.agree: _of(life.agree, on=days, by=names),
    life.communicate: _of(life.communicate, statements, on=days, by=names),
    life.hand_out: _of(life.hand_out, statements),
    life.acknowledge: _of(life.acknowledge, some_people, on=days, by=names),
    life.take_back: _of(life.take_back, some_people),
    life.advance: _of(life.advance, st.sampled_from(Stage), on=days, by=names),
    life.reopen: _of(life.reopen, st.sampled_from(Stage), on=days, by=names, reason=names),
    life.log_change: _of(
        life.log_change, st.builds(LoggedChange, days, names, texts, names, some_people)
    ),
    organisation.put_function: _of(
        organisation.put_function,
        st.builds(Function, st.sampled_from([*sensible.FUNCTIONS, "hr", "legal"]), texts),
    ),
    organisation.remove_function: _of(
        organisation.remove_function, st.sampled_from([*sensible.FUNCTIONS, "hr", "legal"])
    ),
    organisation.put_position: _of(
        organisation.put_position,
        st.builds(
            Position,
            position,
            texts,
            st.sampled_from(sensible.FUNCTIONS),
            st.builds(TargetBonus, gaps),
        ),
    ),
    organisation.remove_position: _of(
        organisation.remove_position, st.one_of(position, st.just("assistant"))
    ),
    organisation.put_person: _of(organisation.put_person, persons),
    people.put_people: _of(people.put_people, st.lists(persons, max_size=3)),
    people.remove_people: _of(
        people.remove_people, st.lists(mostly(sensible.PEOPLE, "gone"), max_size=3)
    ),
    people.rekey_person: _of(
        people.rekey_person,
        mostly(sensible.PEOPLE, "gone"),
        st.sampled_from(["007", "009", "", " 12", *sensible.PEOPLE]),
    ),
    organisation.put_objective: _of(
        organisation.put_objective,
        st.builds(Objective, st.sampled_from([*sensible.OBJECTIVES, "third"]), texts),
    ),
    organisation.remove_objective: _of(
        organisation.remove_objective, st.sampled_from([*sensible.OBJECTIVES, "third"])
    ),
    scenarios.add_scenario: _of(
        scenarios.add_scenario,
        texts,
        copy_of=scenario,
        key=st.sampled_from([None, "stretch", "third", BASE]),
    ),
    scenarios.rename_scenario: _of(scenarios.rename_scenario, scenario, texts),
    scenarios.set_scenario_note: _of(scenarios.set_scenario_note, scenario, texts),
    scenarios.delete_scenario: _of(scenarios.delete_scenario, scenario),
    scenarios.reorder_scenario: _of(scenarios.reorder_scenario, scenario, st.integers(-2, 2)),
    scenarios.put_lever: _of(
        scenarios.put_lever,
        st.builds(
            Lever,
            st.sampled_from([*sensible.LEVERS, "third"]),
            texts,
            factors=st.dictionaries(some_kpi, figures, max_size=2).map(Map),
        ),
    ),
    scenarios.remove_lever: _of(
        scenarios.remove_lever, st.sampled_from([*sensible.LEVERS, "third"])
    ),
    settings.rename_plan: _of(settings.rename_plan, texts),
    settings.set_note: _of(settings.set_note, texts),
    settings.set_currency: _of(settings.set_currency, st.sampled_from([" eur", "USD"])),
    settings.set_language: _of(settings.set_language, st.sampled_from(["fr", "en"])),
    settings.set_charges: _of(settings.set_charges, figures),
    settings.set_ceiling: _of(settings.set_ceiling, gaps),
    settings.set_calendar: _of(settings.set_calendar, calendars),
}
"""How to draw each edit."""

edits = st.sampled_from(list(EDITS)).flatmap(lambda function: EDITS[function])

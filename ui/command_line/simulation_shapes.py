"""What ``simulate`` writes: JSON for other programs, tables for people.

The JSON is stable::

    {"samples": count, "seed": number,       # samples: how many runs there were
     "asked": count, "scenario": key, "design": key,
     "uncertain": [[driver]],                # drivers that share a draw stand together
     "kpis": {key: {"mean", "sd", "p10", "p50", "p90", "lacking"}},
     "plan_cost": {"mean", "sd", "p10", "p50", "p90", "lacking", "ceiling",
                   "odds_over_ceiling"},
     "people": [{"id", "name", "position", "mean", "sd", "p10", "p50", "p90", "lacking",
                 "odds_nothing"}],
     "measures": [{"position", "measure", "kpi", "threshold", "target", "maximum"}],
     "tornado": [{"kpi", "drivers": [driver], "low", "high", "middle"}]}

Figures are over the year of the report, money unrounded; odds and ``lacking``, the share of
runs without a value, are fractions; no value is null.
"""

from __future__ import annotations

import math

from models.plan import Plan
from ui.command_line.shapes import Json
from ui.command_line.text_table import TextTable, plain
from workbench.analysis.simulation.outcome import PersonSpread, Simulation
from workbench.analysis.simulation.spreads import Spread
from workbench.language import NO_VALUE, Language
from workbench.place_words import kpi_name, person_name, position_name
from workbench.simulation_words import uncertain_nothing


def simulation_shape(found: Simulation, plan: Plan) -> Json:
    """Return what ``simulate --json`` writes."""
    design = found.ask.design or plan.current_design
    return {
        "samples": found.samples,
        "seed": found.ask.seed,
        "asked": found.ask.samples,
        "scenario": found.ask.scenario,
        "design": design,
        "uncertain": [list(drivers) for drivers in found.uncertain],
        "kpis": {key: _spread(spread) for key, spread in found.kpis.items()},
        "plan_cost": {
            **_spread(found.plan_cost),
            "ceiling": plan.ceiling,
            "odds_over_ceiling": _figure(found.odds_over_ceiling),
        },
        "people": [_person(each, plan) for each in found.people],
        "measures": [
            {
                "position": each.position,
                "measure": each.measure,
                "kpi": each.kpi,
                "threshold": _figure(each.threshold),
                "target": _figure(each.target),
                "maximum": _figure(each.maximum),
            }
            for each in found.measures
        ],
        "tornado": []
        if found.tornado is None
        else [
            {
                "kpi": found.tornado.kpi,
                "drivers": list(swing.drivers),
                "low": _figure(swing.low),
                "high": _figure(swing.high),
                "middle": _figure(found.tornado.middle),
            }
            for swing in found.tornado.swings
        ],
    }


def _person(each: PersonSpread, plan: Plan) -> Json:
    return {
        "id": each.person,
        "name": plan.people[each.person].name,
        "position": each.position,
        **_spread(each.payout),
        "odds_nothing": _figure(each.odds_nothing),
    }


def _spread(spread: Spread) -> Json:
    return {
        "mean": _figure(spread.mean),
        "sd": _figure(spread.sd),
        "p10": _figure(spread.p10),
        "p50": _figure(spread.p50),
        "p90": _figure(spread.p90),
        "lacking": spread.lacking,
    }


def _figure(value: float) -> float | None:
    return value if math.isfinite(value) else None


def simulation_text(found: Simulation, plan: Plan, heading: str, language: Language) -> str:
    """Return what a simulation came to, as tables."""
    runs = language.plural("{count} run", "{count} runs", found.samples)
    seed = language.text("seed {number}", number=found.ask.seed)
    blocks = ["\n".join((f"{heading} · {runs}, {seed}", *_notes(found, language)))]
    if found.kpis:
        blocks.append(_kpis(found, plan, language).written())
    if found.tornado is not None and found.tornado.swings:
        name = plain(kpi_name(plan, found.tornado.kpi))
        title = language.text(
            "{name}, each driver at its P10 and at its P90, the others at P50:", name=name
        )
        blocks.append(f"{title}\n{_tornado(found, plan, language).written()}")
    if found.people:
        blocks.append(_people(found, plan, language).written())
        blocks.append(_over_ceiling(found, plan, language))
    if found.measures:
        title = language.text("How often measures reach the points of their curves:")
        blocks.append(f"{title}\n{_measures(found, plan, language).written()}")
    return "\n\n".join(block for block in blocks if block)


def _notes(found: Simulation, language: Language) -> list[str]:
    notes: list[str] = []
    if not found.uncertain:
        notes.append(uncertain_nothing(language))
    if found.fewer:
        notes.append(
            language.text(
                "More runs do not fit into memory; asked were {count}.",
                count=language.number(found.ask.samples, 0),
            )
        )
    elif found.samples != found.ask.samples:
        notes.append(
            language.text(
                "Rounded up from {count} to a power of two, as the points that are drawn ask.",
                count=language.number(found.ask.samples, 0),
            )
        )
    return notes


def _kpis(found: Simulation, plan: Plan, language: Language) -> TextTable:
    rows: list[tuple[str, ...]] = []
    for key, spread in found.kpis.items():
        unit = plan.kpis[key].unit
        figures = (spread.mean, spread.sd, spread.p10, spread.p50, spread.p90)
        written = tuple(plain(language.figure(each, unit, plan.currency)) for each in figures)
        rows.append((plain(kpi_name(plan, key)), *written, _lacking(spread, language)))
    head = ("KPI", *_heads(language), language.text("No value"))
    return _without_empty(head, rows)


def _heads(language: Language) -> tuple[str, ...]:
    return (language.text("Mean"), language.text("Deviation"), "P10", "P50", "P90")


def _lacking(spread: Spread, language: Language) -> str:
    return language.share(spread.lacking) if spread.lacking else ""


def _without_empty(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> TextTable:
    """Return a table without its last column where that says nothing."""
    if any(row[-1] for row in rows):
        return TextTable(head, tuple(rows))
    return TextTable(head[:-1], tuple(row[:-1] for row in rows))


def _tornado(found: Simulation, plan: Plan, language: Language) -> TextTable:
    assert found.tornado is not None  # noqa: S101 - asked for only where there is one
    unit = plan.kpis[found.tornado.kpi].unit

    def written(figure: float) -> str:
        return plain(language.figure(figure, unit, plan.currency))

    rows = [
        (
            ", ".join(plain(kpi_name(plan, key)) for key in swing.drivers),
            written(swing.low),
            written(swing.high),
            written(swing.width),
        )
        for swing in found.tornado.swings
    ]
    head = (
        language.text("Driver"),
        language.text("at its P10"),
        language.text("at its P90"),
        language.text("Width"),
    )
    return TextTable(head, tuple(rows))


def _people(found: Simulation, plan: Plan, language: Language) -> TextTable:
    def written(spread: Spread) -> tuple[str, ...]:
        figures = (spread.mean, spread.sd, spread.p10, spread.p50, spread.p90)
        return tuple(language.money(each, plan.currency, 0) for each in figures)

    rows = [
        (
            f"{plain(person_name(plan, each.person))}, {plain(position_name(plan, each.position))}",
            *written(each.payout),
            language.share(each.odds_nothing),
            _lacking(each.payout, language),
        )
        for each in found.people
    ]
    charged = language.text("With employer charges")
    cost = found.plan_cost
    rows.append((charged, *written(cost), "", _lacking(cost, language)))
    head = (
        language.text("Payout"),
        *_heads(language),
        language.text("Nothing"),
        language.text("No value"),
    )
    return _without_empty(head, rows)


def _over_ceiling(found: Simulation, plan: Plan, language: Language) -> str:
    if plan.ceiling is None or math.isnan(found.odds_over_ceiling):
        return ""
    return language.text(
        "Payouts with charges are above the ceiling of {ceiling} in {share} of the runs.",
        ceiling=language.money(plan.ceiling, plan.currency, 0),
        share=language.share(found.odds_over_ceiling),
    )


def _measures(found: Simulation, plan: Plan, language: Language) -> TextTable:
    rows = [
        (
            plain(position_name(plan, each.position)),
            plain(kpi_name(plan, each.kpi)),
            *(
                language.share(odds) if math.isfinite(odds) else NO_VALUE
                for odds in (each.threshold, each.target, each.maximum)
            ),
        )
        for each in found.measures
    ]
    head = (
        language.text("Position"),
        "KPI",
        language.text("Threshold"),
        language.text("Target"),
        language.text("Maximum"),
    )
    return TextTable(head, tuple(rows), words=2)

"""What ``designs`` and ``cost`` write. The shapes are stable; README.md shows them.

``designs``::

    {"paid": key,                            # the design that is paid; null where none is
     "designs": {key: {"name", "measures": {position: count},
                       "scenarios": {scenario: {
                           "payouts": money, "cost": money,       # without and with charges
                           "share_of_profit": share,
                           "after": money,                        # profit less payouts and charges
                           "earned_per_unit": money, "shared_stake": share,
                           "room": money,                         # that the ceiling leaves
                           "contradictions": count,
                           "against_paid": {"wins": count, "loses": count, "keeps": count,
                                            "unknown": count, "change": money}}}}}}

``cost``::

    {"scenario": key, "design": key, "charges": rate, "ceiling": money,
     "scenarios": {scenario: {"payouts", "charges", "cost", "room",
                              "samples": count, "p10", "p50", "p90", "odds_over_ceiling",
                              "lacking": share,
                              "bars": [{"from": money, "to": money, "years": count}]}},
     "functions": [{"function", "name", "people", "payouts", "charges", "cost", "share"}]}

Figures are over the year of the report; functions are those of the scenario asked for, and a
person without a function is in one named "". No value is null.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from models.keys import DesignKey, ScenarioKey
from models.plan import Plan
from ui.command_line.shapes import Json
from ui.command_line.text_table import TextTable, plain
from workbench.analysis.designs.comparing import DesignFigures, Figure, Pair
from workbench.analysis.designs.costs import CostSpread, FunctionCost, function_costs
from workbench.analysis.designs.differences import Differences, Lot
from workbench.design_words import (
    FIGURE_NAMES,
    LOTS,
    ceiling_sentence,
    figure_words,
    measures_words,
    room_words,
)
from workbench.language import Language
from workbench.place_words import scenario_name
from workbench.results import Results


def designs_shape(
    plan: Plan,
    found: Mapping[Pair, DesignFigures],
    counts: Mapping[Pair, int | None],
    differences: Mapping[Pair, Differences],
) -> Json:
    """Return what ``designs --json`` writes."""
    designs: Json = {}
    for key, design in plan.designs.items():
        cards = design.scorecards.items()
        designs[key] = {
            "name": design.name,
            "measures": {position: len(card.measures) for position, card in cards},
            "scenarios": {
                scenario: _figures(figures, counts[of, scenario], differences.get((of, scenario)))
                for (of, scenario), figures in found.items()
                if of == key
            },
        }
    return {"paid": plan.current_design, "designs": designs}


def designs_text(
    plan: Plan,
    found: Mapping[Pair, DesignFigures],
    counts: Mapping[Pair, int | None],
    differences: Mapping[Pair, Differences],
    language: Language,
) -> str:
    """Return what ``designs`` writes for people: a table per scenario."""
    text = language.text
    parts: list[str] = []
    for scenario in dict.fromkeys(scenario for _, scenario in found):
        mine = {key: found[key, scenario] for key in plan.designs}
        head = [_scenario(plan, scenario, language)]
        for key, design in plan.designs.items():
            name = plain(design.name)
            head.append(text("{name} · paid", name=name) if key == plan.current_design else name)
        rows: list[tuple[str, ...]] = []
        for which in Figure:
            if which is Figure.CONTRADICTIONS:
                row = [language.number(counts[key, scenario]) for key in mine]
            else:
                row = [figure_words(each, which, plan, language) for each in mine.values()]
            rows.append((text(FIGURE_NAMES[which]), *row))
        measures = [measures_words(each, language) for each in mine.values()]
        rows.append((text("Measures a position"), *measures))
        if plan.ceiling is not None:
            room = [room_words(each.room, plan, language) for each in mine.values()]
            rows.append((text("Against the ceiling"), *room))
        for lot in (Lot.WINS, Lot.LOSES, Lot.KEEPS):
            told = [differences.get((key, scenario)) for key in mine]
            people = ["" if each is None else language.number(each.counts[lot]) for each in told]
            if any(people):
                rows.append((text(LOTS[lot]), *people))
        parts.append(TextTable(tuple(head), tuple(rows)).written())
    return "\n\n".join(parts)


@dataclass(frozen=True, slots=True, eq=False)
class CostAnswer:
    """What a design costs.

    Attributes:
        scenario: whose functions are told one by one.
        figures: of every scenario.
        spreads: of every scenario.
    """

    results: Results
    scenario: ScenarioKey
    design: DesignKey
    figures: Mapping[ScenarioKey, DesignFigures]
    spreads: Mapping[ScenarioKey, CostSpread]

    @property
    def functions(self) -> tuple[FunctionCost, ...]:
        """What each function costs in the scenario."""
        return function_costs(self.results.under(self.design).payouts[self.scenario])


def cost_shape(answer: CostAnswer) -> Json:
    """Return what ``cost --json`` writes."""
    plan = answer.results.plan
    return {
        "scenario": answer.scenario,
        "design": answer.design,
        "charges": plan.charges,
        "ceiling": plan.ceiling,
        "scenarios": {
            key: {
                "payouts": _figure(each.payouts),
                "charges": _figure(each.cost - each.payouts),
                "cost": _figure(each.cost),
                "room": _figure(each.room),
                **_spread(answer.spreads[key]),
            }
            for key, each in answer.figures.items()
        },
        "functions": [
            {
                "function": each.function,
                "name": _function(plan, each, ""),
                "people": each.people,
                "payouts": _figure(each.payouts),
                "charges": _figure(each.charges),
                "cost": _figure(each.cost),
                "share": _figure(each.share),
            }
            for each in answer.functions
        ],
    }


def cost_text(answer: CostAnswer, language: Language) -> str:
    """Return what ``cost`` writes for people."""
    plan, text = answer.results.plan, language.text

    def money(amounts: Sequence[float]) -> tuple[str, ...]:
        return tuple(language.money(each, plan.currency, 0) for each in amounts)

    head = [text("Scenario"), text("Payouts"), text("Charges"), text("Together")]
    head += ["P10", "P50", "P90"]
    if plan.ceiling is not None:
        head += [text("Against the ceiling"), text("Odds above")]
    rows: list[tuple[str, ...]] = []
    for key, each in answer.figures.items():
        spread = answer.spreads[key]
        row = [_scenario(plan, key, language)]
        row += money((each.payouts, each.cost - each.payouts, each.cost))
        row += money((spread.p10, spread.p50, spread.p90))
        if plan.ceiling is not None:
            row += [room_words(each.room, plan, language), language.share(spread.odds_over)]
        rows.append(tuple(row))
    by_function = [
        (
            _function(plan, each, text("No function")),
            language.number(each.people),
            *money((each.payouts, each.charges, each.cost)),
            language.share(each.share),
        )
        for each in answer.functions
    ]
    functions = (text("Function"), text("People"), text("Payouts"), text("Charges"))
    functions = (*functions, text("Together"), text("Share"))
    about = (plain(plan.designs[answer.design].name), _scenario(plan, answer.scenario, language))
    parts = [
        " · ".join(about),
        TextTable(tuple(head), tuple(rows)).written(),
        ceiling_sentence(answer.spreads[answer.scenario], plan, language),
        TextTable(functions, tuple(by_function)).written() if by_function else "",
    ]
    return "\n\n".join(part for part in parts if part)


def _figures(
    figures: DesignFigures, contradictions: int | None, against: Differences | None
) -> Json:
    return {
        "payouts": _figure(figures.payouts),
        "cost": _figure(figures.cost),
        "share_of_profit": _figure(figures.share),
        "after": _figure(figures.after),
        "earned_per_unit": _figure(figures.earned),
        "shared_stake": _figure(figures.stake),
        "room": _figure(figures.room),
        "contradictions": contradictions,
        "against_paid": None
        if against is None
        else {
            "wins": against.counts[Lot.WINS],
            "loses": against.counts[Lot.LOSES],
            "keeps": against.counts[Lot.KEEPS],
            "unknown": against.counts[Lot.UNKNOWN],
            "change": _figure(math.fsum(each.change for each in against.by_position())),
        },
    }


def _spread(spread: CostSpread) -> Json:
    bars = zip(spread.edges[:-1], spread.edges[1:], spread.counts, strict=True)
    return {
        "samples": spread.samples,
        "p10": _figure(spread.p10),
        "p50": _figure(spread.p50),
        "p90": _figure(spread.p90),
        "odds_over_ceiling": _figure(spread.odds_over),
        "lacking": spread.lacking,
        "bars": [{"from": low, "to": high, "years": years} for low, high, years in bars],
    }


def _function(plan: Plan, cost: FunctionCost, nobody: str) -> str:
    found = plan.functions.get(cost.function)
    return nobody if found is None else plain(found.name)


def _scenario(plan: Plan, key: ScenarioKey, language: Language) -> str:
    return plain(scenario_name(plan, key)) if key in plan.scenarios else language.text("Base")


def _figure(value: float) -> float | None:
    return round(value, 10) if math.isfinite(value) else None

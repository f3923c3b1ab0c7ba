"""The commands ``designs`` and ``cost``: what designs come to, and what one of them costs."""

from __future__ import annotations

from typing import Final

from models.keys import BASE, DesignKey, ScenarioKey
from models.plan import Plan
from models.problems import check
from ui.command_line.design_shapes import (
    CostAnswer,
    cost_shape,
    cost_text,
    designs_shape,
    designs_text,
)
from ui.command_line.job import (
    Command,
    Job,
    StoppedError,
    declare_json,
    declare_plan,
    declare_reading,
    json_text,
    plan_of,
    scenario_of,
    tell_errors,
)
from ui.command_line.text_table import plain
from ui.command_line.wrong_use import Parser, WrongUseError
from workbench.analysis.designs.comparing import (
    Pair,
    compare,
    count_contradictions,
    figures_of,
)
from workbench.analysis.designs.costs import cost_spreads
from workbench.analysis.designs.differences import Differences
from workbench.analysis.simulation.faults import SimulationError
from workbench.language import Language, message
from workbench.results import Results, results_of
from workbench.simulation_words import simulation_sentence


def _declare_designs(parser: Parser, speech: Language) -> None:
    declare_plan(parser, speech)
    parser.options.add_argument(
        "--scenario",
        metavar="S",
        default=None,
        help=speech.text("the key or name of a scenario; all of them where none is given"),
    )
    declare_json(parser, speech)


def _run_designs(job: Job) -> bool:
    plan = plan_of(job)
    _refuse_without_design(plan, job)
    results = results_of(plan)
    scenarios: tuple[ScenarioKey, ...] = (BASE, *plan.scenarios)
    if job.arguments.scenario is not None:
        scenarios = (scenario_of(plan, job),)
    found = compare(results, scenarios)
    counts = count_contradictions(results, found)
    differences = _differences(results, tuple(found))
    if job.arguments.json:
        job.console.say(json_text(designs_shape(plan, found, counts, differences)))
    else:
        job.console.say(designs_text(plan, found, counts, differences, job.speech))
    return tell_errors(check(plan), plan, job)


def _differences(results: Results, pairs: tuple[Pair, ...]) -> dict[Pair, Differences]:
    """Return who wins and loses where another design than the one that is paid would be."""
    paid = results.plan.current_design
    if paid is None:
        return {}
    return {
        (design, scenario): Differences(
            results.payouts[scenario], results.under(design).payouts[scenario]
        )
        for design, scenario in pairs
        if design != paid
    }


def _declare_cost(parser: Parser, speech: Language) -> None:
    declare_reading(parser, speech)
    parser.options.add_argument(
        "--design",
        metavar="D",
        default=None,
        help=speech.text("the key or name of a design; the current one where none is given"),
    )


def _run_cost(job: Job) -> bool:
    plan = plan_of(job)
    _refuse_without_design(plan, job)
    design, scenario = _design(plan, job), scenario_of(plan, job)
    results = results_of(plan)
    scenarios: tuple[ScenarioKey, ...] = (BASE, *plan.scenarios)
    found = {key: figures_of(results, design, key) for key in scenarios}
    try:
        spreads = cost_spreads(results, scenarios, design)
    except SimulationError as error:
        raise StoppedError(simulation_sentence(error, plan, job.speech)) from error
    answer = CostAnswer(results, scenario, design, found, spreads)
    if job.arguments.json:
        job.console.say(json_text(cost_shape(answer)))
    else:
        job.console.say(cost_text(answer, job.speech))
    return tell_errors(check(plan), plan, job)


def _refuse_without_design(plan: Plan, job: Job) -> None:
    if not plan.designs:
        raise StoppedError(
            job.speech.text("The plan has no design yet, so nothing is paid: give it one.")
        )


def _design(plan: Plan, job: Job) -> DesignKey:
    """Find the design by its key, else by its name; else the one that is paid, or the first.

    Raises:
        WrongUseError: there is no single one.
    """
    if job.arguments.design is None:
        paid = plan.current_design
        return paid if paid is not None and paid in plan.designs else next(iter(plan.designs))
    asked = str(job.arguments.design)
    if asked in plan.designs:
        return DesignKey(asked)
    wanted = asked.strip().casefold()
    found = [each.key for each in plan.designs.values() if each.name.strip().casefold() == wanted]
    if len(found) == 1:
        return found[0]
    known = ", ".join(f"{each.key} ({plain(each.name)})" for each in plan.designs.values())
    raise WrongUseError(
        job.speech.text(
            "There is no single design “{name}”; there are: {known}.", name=asked, known=known
        )
    )


DESIGNS: Final = Command(
    message("Compares the designs of the scorecards: cost, profit, alignment, who wins and loses."),
    _declare_designs,
    _run_designs,
)
COST: Final = Command(
    message("Says what a design costs, by scenario and function, and how far that may go."),
    _declare_cost,
    _run_cost,
)

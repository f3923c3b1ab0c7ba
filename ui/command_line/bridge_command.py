"""The command ``bridge``: who moved a KPI between two states of a plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from models.calendar import Span
from models.keys import BASE, KpiKey, ScenarioKey
from models.kpi import KpiRole
from models.plan import Plan
from models.problems import check
from ui.command_line.job import (
    Command,
    Job,
    StoppedError,
    declare_reading,
    json_text,
    plan_of,
    scenario_of,
    tell_errors,
)
from ui.command_line.text_table import plain
from ui.command_line.wrong_use import Parser, WrongUseError
from workbench.engine.evaluate import evaluate_plan
from workbench.language import Language, message

if TYPE_CHECKING:
    from workbench.analysis.bridge.bridging import State

_ACTUALS: Final = "actuals"
_METHODS: Final = ("aumann-shapley", "shapley", "sequential", "lmdi", "proportional")
_SIDES: Final = ("driver", "function", "segment", "subtree")


def _declare(parser: Parser, speech: Language) -> None:
    declare_reading(parser, speech)
    add = parser.options.add_argument
    add(
        "--from",
        dest="start",
        metavar="A",
        required=True,
        help=speech.text("where the bridge starts: a scenario, base, actuals, or 2027-Q1"),
    )
    add(
        "--to",
        dest="end",
        metavar="B",
        required=True,
        help=speech.text("where the bridge ends, said alike"),
    )
    add(
        "--kpi",
        metavar="K",
        help=speech.text("the KPI to bridge; the one whose role is profit where none is given"),
    )
    add("--method", choices=_METHODS, default=_METHODS[0], help=speech.text("how to split it"))
    add("--by", choices=_SIDES, default=_SIDES[0], help=speech.text("whose parts to write"))
    add(
        "--order",
        metavar="K1,K2",
        default="",
        help=speech.text("for sequential: the drivers that change first"),
    )


def _run(job: Job) -> bool:
    # Only this command bridges.
    from ui.command_line.bridge_readings import bridge_text  # noqa: PLC0415
    from ui.command_line.bridge_shapes import bridge_shape  # noqa: PLC0415
    from workbench.analysis.bridge.bridging import Method, Question, bridge  # noqa: PLC0415
    from workbench.analysis.bridge.faults import BridgeError  # noqa: PLC0415
    from workbench.bridge_words import refusal_sentence  # noqa: PLC0415

    plan, asked = plan_of(job), job.arguments
    question = Question(
        _kpi(plan, job),
        _state(plan, asked.start, job),
        _state(plan, asked.end, job),
        Method(asked.method),
        scenario_of(plan, job),
        tuple(KpiKey(each.strip()) for each in asked.order.split(",") if each.strip()),
    )
    values = evaluate_plan(plan)
    try:
        found = bridge(values, question)
    except BridgeError as error:
        raise StoppedError(refusal_sentence(error, plan, job.speech)) from error
    if asked.json:
        job.console.say(json_text(bridge_shape(values, found, asked.start, asked.end, job.speech)))
    else:
        job.console.say(bridge_text(values, found, asked.by, job.speech))
    return tell_errors(check(plan), plan, job)


def _kpi(plan: Plan, job: Job) -> KpiKey:
    """Find the KPI by its key, else by its name; the profit where none is asked for."""
    asked = job.arguments.kpi
    if asked is None:
        for kpi in plan.kpis.values():
            if kpi.role is KpiRole.PROFIT:
                return kpi.key
        raise WrongUseError(
            job.speech.text("No KPI of the plan has the role of profit: name one by --kpi.")
        )
    if asked in plan.kpis:
        return KpiKey(asked)
    wanted = asked.strip().casefold()
    found = [kpi.key for kpi in plan.kpis.values() if kpi.name.strip().casefold() == wanted]
    if len(found) == 1:
        return found[0]
    raise WrongUseError(
        job.speech.text("There is no single KPI “{name}”: give its key.", name=asked)
    )


def _state(plan: Plan, asked: str, job: Job) -> State:
    """Find a state of the plan by what it is called.

    A scenario goes before actuals, and those before a group of periods.
    """
    from ui.command_line.bridge_shapes import group_names  # noqa: PLC0415 - as above
    from workbench.analysis.bridge.bridging import State, StateKind  # noqa: PLC0415

    wanted = asked.strip().casefold()
    names = {BASE: job.speech.text("Base"), **{s.key: s.name for s in plan.scenarios.values()}}
    if asked in names:
        return State(StateKind.SCENARIO, ScenarioKey(asked))
    found = [key for key, name in names.items() if name.strip().casefold() == wanted]
    if len(found) == 1:
        return State(StateKind.SCENARIO, ScenarioKey(found[0]))
    if wanted in {_ACTUALS, job.speech.text("Actuals").casefold()}:
        return State(StateKind.ACTUALS)
    groups = group_names(plan.calendar)
    group = next((each for name, each in groups.items() if name.casefold() == wanted), None)
    if group is not None:
        return State(StateKind.GROUP, group=group)
    # One of each length: a month, a quarter, a half-year, a year.
    first: dict[Span, str] = {}
    for name, each in groups.items():
        first.setdefault(each.span, name)
    known = [f"{key} ({plain(name)})" for key, name in names.items()]
    raise WrongUseError(
        job.speech.text(
            "“{name}” is no state of the plan; there are: {known}, and periods such as {period}.",
            name=asked,
            known=", ".join((*known, _ACTUALS)),
            period=", ".join(first.values()),
        )
    )


BRIDGE: Final = Command(message("Says what moved a KPI between two states."), _declare, _run)

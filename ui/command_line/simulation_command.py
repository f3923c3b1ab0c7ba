"""The command ``simulate``: what a plan comes to while its drivers are uncertain."""

from __future__ import annotations

from typing import Final

from models.keys import BASE, DesignKey, KpiKey
from models.plan import Plan
from models.problems import check
from ui.command_line.job import (
    Command,
    Job,
    declare_reading,
    json_text,
    plan_of,
    scenario_of,
    tell_errors,
)
from ui.command_line.text_table import plain
from ui.command_line.wrong_use import Parser, WrongUseError
from workbench.language import Language, message
from workbench.place_words import scenario_name
from workbench.simulation_words import simulation_sentence


def _declare(parser: Parser, speech: Language) -> None:
    declare_reading(parser, speech)
    options = parser.options
    options.add_argument(
        "--samples",
        metavar="N",
        default="8192",
        help=speech.text("how many runs; rounded up to a power of two"),
    )
    options.add_argument(
        "--seed",
        metavar="S",
        default="0",
        help=speech.text("a whole number; the same one gives the same figures"),
    )
    options.add_argument(
        "--kpi",
        metavar="K",
        action="append",
        default=[],
        help=speech.text("a KPI whose spread is wanted, by key or name; may be given again"),
    )
    options.add_argument(
        "--design",
        metavar="D",
        default=None,
        help=speech.text("the key or name of the design that is paid; the current one else"),
    )
    options.add_argument(
        "--threads",
        metavar="T",
        default="1",
        help=speech.text("how many work at once; the figures are the same"),
    )


def _run(job: Job) -> bool:
    # What is simulated with takes a second to load.
    from ui.command_line.simulation_shapes import (  # noqa: PLC0415
        simulation_shape,
        simulation_text,
    )
    from workbench.analysis.simulation.faults import SimulationError  # noqa: PLC0415
    from workbench.analysis.simulation.outcome import Ask  # noqa: PLC0415
    from workbench.analysis.simulation.run import simulate  # noqa: PLC0415

    plan = plan_of(job)
    ask = Ask(
        samples=_whole(job, "samples"),
        seed=_whole(job, "seed"),
        kpis=tuple(_kpi(plan, str(each), job) for each in job.arguments.kpi),
        scenario=scenario_of(plan, job),
        design=_design(plan, job),
        threads=_whole(job, "threads"),
    )
    try:
        found = simulate(plan, ask)
    except SimulationError as error:
        raise WrongUseError(simulation_sentence(error, plan, job.speech)) from error
    assert found is not None  # noqa: S101 - nobody stops it
    if job.arguments.json:
        job.console.say(json_text(simulation_shape(found, plan)))
    else:
        heading = _heading(plan, ask.scenario, job.speech)
        job.console.say(simulation_text(found, plan, heading, job.speech))
    return tell_errors(check(plan), plan, job)


def _heading(plan: Plan, scenario: str, speech: Language) -> str:
    name = speech.text("Base")
    if scenario != BASE:
        name = plain(scenario_name(plan, scenario))
    year = plan.calendar.report_group()
    label = "" if year is None else speech.group_label(year)
    return " · ".join(word for word in (plain(plan.name), name, label) if word)


def _whole(job: Job, option: str) -> int:
    """Return a whole number that was typed.

    Raises:
        WrongUseError: it is none.
    """
    typed = str(getattr(job.arguments, option))
    try:
        return int(typed)
    except ValueError as error:
        raise WrongUseError(
            job.speech.text(
                "--{option} needs a whole number, not “{typed}”.", option=option, typed=typed
            )
        ) from error


def _kpi(plan: Plan, asked: str, job: Job) -> KpiKey:
    """Find a KPI by its key, else by its name.

    Raises:
        WrongUseError: there is none, or there are several of that name.
    """
    if asked in plan.kpis:
        return KpiKey(asked)
    wanted = asked.strip().casefold()
    found = [kpi.key for kpi in plan.kpis.values() if kpi.name.strip().casefold() == wanted]
    if len(found) == 1:
        return found[0]
    raise WrongUseError(
        job.speech.text(
            "Several KPIs are named “{name}”: write the key of one: {keys}.",
            name=asked,
            keys=", ".join(found),
        )
        if found
        else job.speech.text(
            "There is no KPI “{name}”: write the key or the name of one of the plan.", name=asked
        )
    )


def _design(plan: Plan, job: Job) -> DesignKey | None:
    """Find the design by its key, else by its name; None: the current one.

    Raises:
        WrongUseError: there is no single one.
    """
    if job.arguments.design is None:
        return None
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


SIMULATE: Final = Command(
    message("Says how far figures and payouts spread while drivers are uncertain."),
    _declare,
    _run,
)

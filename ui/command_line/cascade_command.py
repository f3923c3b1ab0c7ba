"""The command ``cascade``: what drivers must come to for a KPI to reach a target."""

from __future__ import annotations

import math
from typing import Final

from models.changes import EditError
from models.plan import Plan
from ui.command_line.choices import figure_named, group_named, kpi_key
from ui.command_line.job import (
    Command,
    Job,
    StoppedError,
    declare_reading,
    json_text,
    scenario_of,
)
from ui.command_line.readings import scenario_words
from ui.command_line.shapes import Json
from ui.command_line.text_table import TextTable, plain
from ui.command_line.wrong_use import Parser, WrongUseError
from workbench.analysis.cascade.answer import Cascade, Change, Rule, cascade
from workbench.analysis.cascade.edit import new_scenario
from workbench.analysis.cascade.faults import CascadeError, CascadeFault
from workbench.cascade_words import blocker_sentence, cascade_fault, reached_sentence
from workbench.files.plan_file import OpenedPlan, open_plan, write_plan
from workbench.language import Language, message
from workbench.place_words import kpi_name
from workbench.results import results_of


def _declare(parser: Parser, speech: Language) -> None:
    declare_reading(parser, speech)
    add = parser.options.add_argument
    add("--kpi", metavar="K", required=True, help=speech.text("the key or name of a KPI"))
    add(
        "--target",
        metavar="X",
        required=True,
        help=speech.text("what it shall come to; a share as 0.35 or 35%%"),
    )
    add(
        "--rule",
        choices=[rule.value for rule in Rule],
        default=Rule.EFFORT.value,
        help=speech.text("with the least effort, or all drivers by the same percentage"),
    )
    add(
        "--lock",
        metavar="K",
        action="append",
        default=[],
        help=speech.text("a driver that does not move; may be given several times"),
    )
    add(
        "--group",
        metavar="LABEL",
        help=speech.text("the periods of the target, like 2027-Q1; the year where none are given"),
    )
    add(
        "--save-as-scenario",
        metavar="NAME",
        help=speech.text("add the answer to the plan file as a new scenario"),
    )


def _run(job: Job) -> bool:
    asked, speech = job.arguments, job.speech
    opened = open_plan(asked.plan)
    plan = opened.plan
    scenario = scenario_of(plan, job)
    name = _new_name(plan, asked.save_as_scenario, speech)
    target = figure_named(asked.target, speech)
    group = None if asked.group is None else group_named(plan, asked.group, speech)
    results = results_of(plan)
    try:
        found = cascade(
            plan,
            results.values,
            kpi_key(plan, asked.kpi),
            target,
            scenario=scenario,
            group=group,
            rule=Rule(asked.rule),
            locks=[kpi_key(plan, lock) for lock in asked.lock],
        )
    except CascadeError as error:
        sentence = plain(cascade_fault(error, plan, speech))
        kind = StoppedError if error.fault is CascadeFault.NO_VALUE else WrongUseError
        raise kind(sentence) from error
    if asked.json:
        job.console.say(json_text(cascade_shape(found)))
    else:
        words = [plain(plan.name), scenario_words(results, scenario, speech)]
        heading = " · ".join(each for each in (*words, speech.group_label(found.group)) if each)
        job.console.say(f"{heading}\n\n{cascade_text(found, plan, speech)}")
    if name is not None:
        _save(job, opened, found, name)
    return False


def _new_name(plan: Plan, asked: str | None, speech: Language) -> str | None:
    """Return the name of the scenario to add.

    Raises:
        WrongUseError: it is empty, or there is one.
    """
    if asked is None:
        return None
    name = " ".join(asked.split())
    if not name:
        raise WrongUseError(speech.text("The new scenario needs a name: type one."))
    taken = {each.name.strip().casefold() for each in plan.scenarios.values()}
    if name.casefold() in {*taken, *plan.scenarios, "base", speech.text("Base").casefold()}:
        raise WrongUseError(
            speech.text("There is a scenario “{name}” already: choose another name.", name=name)
        )
    return name


def _save(job: Job, opened: OpenedPlan, found: Cascade, name: str) -> None:
    """Add the answer to the plan file.

    Raises:
        StoppedError: the target is out of reach, so that it would be no answer.
        PlanFileError: it could not be written.
    """
    if not found.feasible:
        raise StoppedError(
            job.speech.text(
                "No scenario was added, for the target is out of reach: loosen bounds or locks."
            )
        )
    try:
        after, key = new_scenario(opened.plan, found, name)
    except EditError as error:
        raise StoppedError(
            job.speech.text("No scenario was added, for a figure is too large to be kept.")
        ) from error
    write_plan(after, job.arguments.plan, expected_hash=opened.hash)
    if not job.arguments.json:
        job.console.say(
            "\n"
            + job.speech.text(
                "The scenario “{name}” ({key}) was added to “{file}”.",
                name=plain(name),
                key=key,
                file=job.arguments.plan,
            )
        )


def cascade_shape(found: Cascade) -> Json:
    """Return what ``cascade --json`` writes.

    ::

        {"kpi": key, "target": figure, "reached": figure,
         "changes": [{"driver": key, "before": figure, "after": figure, "factor": number}],
         "blocked_by": [{"driver": key,
                         "why": "locked|least|most|share|no_stretch|no_effect"}],
         "feasible": true, "rule": "effort|pro-rata", "scenario": key, "effort": number}

    Figures of drivers are over the group, by their time rules. A factor is null where a driver
    is shifted, effort where the rule is another.
    """
    return {
        "kpi": found.key,
        "target": found.target,
        "reached": _figure(found.reached),
        "changes": [
            {
                "driver": each.driver,
                "before": _figure(each.before),
                "after": _figure(each.after),
                "factor": each.factor,
            }
            for each in found.changes
        ],
        "blocked_by": [{"driver": each.driver, "why": each.why.value} for each in found.blocked_by],
        "feasible": found.feasible,
        "rule": found.rule.value,
        "scenario": found.scenario,
        "effort": _figure(found.effort),
    }


def cascade_text(found: Cascade, plan: Plan, speech: Language) -> str:
    """Return what a person reads: the sentence, the drivers, and what is in the way."""
    parts = [plain(reached_sentence(found, plan, speech))]
    if found.changes:
        head = (
            speech.text("Driver"),
            speech.text("Unit"),
            speech.text("Before"),
            speech.text("After"),
            speech.text("Change"),
        )
        rows = tuple(_row(each, plan, speech) for each in found.changes)
        parts.append(TextTable(head, rows, words=2).written())
    lines = [plain(blocker_sentence(each, plan, speech)) for each in found.blocked_by]
    if lines:
        head_line = speech.text(_STILL if found.feasible else _BLOCKED)
        parts.append("\n".join((head_line, *lines)))
    return "\n\n".join(parts)


def _row(change: Change, plan: Plan, speech: Language) -> tuple[str, ...]:
    unit = plan.kpis[change.driver].unit
    sign = speech.currency_symbol(plan.currency)
    before, after = (
        speech.figure(each, unit, plan.currency).removesuffix(sign).removesuffix("%").rstrip()
        for each in (change.before, change.after)
    )
    moved = change.after - change.before
    if change.before > 0.0:
        how = speech.change(moved / change.before)
    else:
        written = speech.figure(abs(moved), unit, plan.currency)
        how = f"+{written}" if moved >= 0.0 else f"−{written}"
    return (
        plain(kpi_name(plan, change.driver)),
        plain(speech.unit_name(unit, plan.currency)),
        before,
        after,
        how,
    )


def _figure(value: float) -> float | None:
    return value if math.isfinite(value) else None


_BLOCKED: Final = message("In the way:")
_STILL: Final = message("Did not move:")
CASCADE: Final = Command(
    message("Moves the drivers so that a KPI reaches a target."), _declare, _run
)

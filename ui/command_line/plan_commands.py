"""The commands that check, evaluate, pay, export and draw a plan."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from models.keys import BASE
from models.plan import Plan
from models.problems import Severity, check
from ui.command_line.job import (
    SEVERITY_WORDS,
    Command,
    Job,
    StoppedError,
    declare_plan,
    declare_reading,
    declare_scenario,
    json_text,
    plan_of,
    problem_line,
    scenario_of,
    tell_errors,
)
from ui.command_line.readings import (
    evaluation_text,
    no_payout_lines,
    no_value_lines,
    payouts_text,
    scenario_words,
)
from ui.command_line.shapes import evaluation, payroll
from ui.command_line.wrong_use import Parser, WrongUseError
from ui.export_words import WORKBOOK, export_sentence
from workbench.excel.refusals import NotForExcel
from workbench.language import Language, message
from workbench.results import results_of


def _run_check(job: Job) -> bool:
    plan = plan_of(job)
    problems = check(plan)
    tell_errors(problems, plan, job)
    for problem in problems:
        if problem.severity is not Severity.ERROR:
            job.console.say(problem_line(problem, plan, job.speech))
    errors = any(problem.severity is Severity.ERROR for problem in problems)
    # An error says by itself why figures are missing.
    lacking = not errors and _tell_missing(plan, job)
    if not problems and not lacking:
        job.console.say(job.speech.text("Nothing is wrong with the plan."))
    elif not errors and not lacking:
        job.console.say(job.speech.text("No errors."))
    return errors or lacking


def _tell_missing(plan: Plan, job: Job) -> bool:
    """Tell once which figures and payouts are missing; return whether figures are."""
    results, speech = results_of(plan), job.speech
    scenarios = (BASE, *plan.scenarios)
    figures = {line for key in scenarios for line in no_value_lines(results, key, speech)}
    payouts = {line for key in scenarios for line in no_payout_lines(results, key, speech)}
    for line in sorted(figures):
        job.console.complain(f"{speech.text(SEVERITY_WORDS[Severity.ERROR])} · {line}")
    for line in sorted(payouts):
        job.console.say(f"{speech.text(SEVERITY_WORDS[Severity.WARNING])} · {line}")
    return bool(figures)


def _run_evaluate(job: Job) -> bool:
    plan = plan_of(job)
    scenario = scenario_of(plan, job)
    results = results_of(plan)
    if job.arguments.json:
        job.console.say(json_text(evaluation(results, scenario, job.speech)))
    else:
        width = job.console.width
        job.console.say(evaluation_text(results, scenario, job.speech, width))
    return tell_errors(check(plan), plan, job)


def _run_payouts(job: Job) -> bool:
    plan = plan_of(job)
    scenario = scenario_of(plan, job)
    results = results_of(plan)
    if job.arguments.json:
        job.console.say(json_text(payroll(results, scenario, job.speech)))
    else:
        job.console.say(payouts_text(results, scenario, job.speech))
    return tell_errors(check(plan), plan, job)


def _run_export(job: Job) -> bool:
    path = Path(job.arguments.workbook)
    if path.suffix.lower() != WORKBOOK:
        raise WrongUseError(
            job.speech.text(
                "“{name}” must end in {ending}, as workbooks do.", name=path.name, ending=WORKBOOK
            )
        )
    plan = plan_of(job)
    scenario = scenario_of(plan, job)
    # The writer of workbooks is loaded only for this.
    from workbench.excel.export import export_results  # noqa: PLC0415

    results = results_of(plan)
    try:
        export_results(results, path, scenario=scenario, language=job.speech)
    except (OSError, NotForExcel) as error:
        raise StoppedError(export_sentence(error, plan, path, job.speech)) from error
    people = len(results.payouts[scenario].people)
    pay = job.speech.plural(
        "It holds the pay of {count} person.", "It holds the pay of {count} people.", people
    )
    name = scenario_words(results, scenario, job.speech)
    done = job.speech.text("“{file}” was written ({scenario}).", file=path, scenario=name)
    job.console.say(f"{done} {pay}" if people else done)
    return tell_errors(check(plan), plan, job)


def _run_demo(job: Job) -> bool:
    # Only this command draws, and so needs Qt.
    from ui.demo import make_demo  # noqa: PLC0415

    folder = Path(job.arguments.folder)
    try:
        for path in make_demo(folder, job.speech):
            job.console.say(str(path))
    except OSError as error:
        raise StoppedError(
            job.speech.text(
                "“{folder}” cannot be filled: {reason}.",
                folder=folder,
                reason=error.strerror or error,
            )
        ) from error
    return False


def _declare_export(parser: Parser, speech: Language) -> None:
    declare_scenario(parser, speech)
    parser.places.add_argument(
        "workbook", metavar="OUT.xlsx", help=speech.text("the workbook to write")
    )


def _declare_demo(parser: Parser, speech: Language) -> None:
    parser.places.add_argument(
        "folder", metavar="OUTDIR", help=speech.text("the folder to fill; it is made if missing")
    )


PLAN_COMMANDS: Final[Mapping[str, Command]] = {
    "check": Command(message("Lists what is wrong with a plan."), declare_plan, _run_check),
    "evaluate": Command(message("Writes every figure of a plan."), declare_reading, _run_evaluate),
    "payouts": Command(
        message("Writes what everybody is paid, line by line."), declare_reading, _run_payouts
    ),
    "export": Command(
        message("Writes a workbook with live formulas."), _declare_export, _run_export
    ),
    "demo": Command(
        message("Draws every room with the sample plan, and writes its workbook."),
        _declare_demo,
        _run_demo,
    ),
}

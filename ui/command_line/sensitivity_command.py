"""The command ``sensitivity``: what each driver does to a KPI."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from models.keys import KpiKey, ScenarioKey
from ui.command_line.choices import kpi_key
from ui.command_line.job import (
    Command,
    Job,
    StoppedError,
    declare_reading,
    json_text,
    plan_of,
    scenario_of,
)
from ui.command_line.readings import scenario_words
from ui.command_line.shapes import Json
from ui.command_line.text_table import TextTable, plain
from ui.command_line.wrong_use import Parser, WrongUseError
from workbench.analysis.movers import leading_function
from workbench.analysis.sensitivity import (
    Effect,
    SensitivityError,
    SensitivityFault,
    sensitivity,
)
from workbench.language import NO_VALUE, Language, message
from workbench.place_words import function_name, kpi_name
from workbench.results import Results, results_of
from workbench.sensitivity_words import sensitivity_fault, spread_words


def _declare(parser: Parser, speech: Language) -> None:
    declare_reading(parser, speech)
    parser.options.add_argument(
        "--kpi", metavar="K", required=True, help=speech.text("the key or name of a KPI")
    )


def _run(job: Job) -> bool:
    plan, speech = plan_of(job), job.speech
    scenario = scenario_of(plan, job)
    key = kpi_key(plan, job.arguments.kpi)
    results = results_of(plan)
    try:
        effects = sensitivity(plan, results.values, key, scenario)
    except SensitivityError as error:
        sentence = plain(sensitivity_fault(error, plan, speech))
        unknown = error.fault is SensitivityFault.UNKNOWN_KPI
        raise (WrongUseError if unknown else StoppedError)(sentence) from error
    if job.arguments.json:
        job.console.say(json_text(sensitivity_shape(key, effects)))
    else:
        job.console.say(sensitivity_text(results, key, scenario, effects, speech))
    return False


def sensitivity_shape(key: KpiKey, effects: Sequence[Effect]) -> Json:
    """Return what ``sensitivity --json`` writes.

    ::

        {"kpi": key,
         "drivers": [{"driver": key,
                      "plus_one_percent": change, "low": change, "high": change}]}

    Changes of the figure of the KPI over the first complete fiscal year, in its unit; null is
    no value. The widest swing comes first.
    """
    return {
        "kpi": key,
        "drivers": [
            {
                "driver": each.driver,
                "plus_one_percent": _figure(each.plus_one_percent),
                "low": _figure(each.low),
                "high": _figure(each.high),
            }
            for each in effects
        ],
    }


def sensitivity_text(
    results: Results,
    key: KpiKey,
    scenario: ScenarioKey,
    effects: Sequence[Effect],
    speech: Language,
) -> str:
    """Return what a person reads: a table of drivers, the widest swing first."""
    plan = results.plan
    unit = plan.kpis[key].unit
    name = plain(kpi_name(plan, key))
    year = plan.calendar.report_group()
    words = [plain(plan.name), scenario_words(results, scenario, speech)]
    if year is not None:
        words.append(speech.group_label(year))
    heading = " · ".join(word for word in words if word)
    if not effects:
        return f"{heading}\n\n{speech.text('No driver moves {kpi}.', kpi=name)}"
    figure = speech.figure(results.values.total(key, scenario), unit, plan.currency, label=True)
    told = speech.text(
        "{kpi} is {figure}; each driver alone changes it by:", kpi=name, figure=plain(figure)
    )

    def change(x: float) -> str:
        if not math.isfinite(x):
            return NO_VALUE
        written = speech.figure(abs(x), unit, plan.currency)
        return f"+{written}" if x > 0.0 else f"−{written}" if x < 0.0 else written

    rows: list[tuple[str, ...]] = []
    for effect in effects:
        function = leading_function(plan, results.values, effect.driver, scenario)
        rows.append(
            (
                plain(kpi_name(plan, effect.driver)),
                "" if function is None else plain(function_name(plan, function)),
                spread_words(effect, speech),
                change(effect.plus_one_percent),
                change(effect.low),
                change(effect.high),
            )
        )
    head = (
        speech.text("Driver"),
        speech.text("Answers for it"),
        speech.text("Spread"),
        speech.text("If 1 % larger"),
        speech.text("At the low end"),
        speech.text("At the high end"),
    )
    return f"{heading}\n\n{told}\n\n{TextTable(head, tuple(rows), words=3).written()}"


def _figure(value: float) -> float | None:
    return value if math.isfinite(value) else None


SENSITIVITY: Final = Command(message("Shows what each driver does to a KPI."), _declare, _run)

"""The command ``life``: how far a plan has come, who knows what, and how likely it was."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from models.changes import EditError
from models.plan import Plan
from models.problems import check
from ui.command_line.job import (
    Command,
    Job,
    declare_json,
    declare_plan,
    json_text,
    plan_of,
    tell_errors,
)
from ui.command_line.text_table import TextTable, plain
from ui.command_line.wrong_use import Parser
from workbench.analysis.life.filed import FiledOdds, filed_odds
from workbench.analysis.life.hindrances import hindrances
from workbench.analysis.life.standing import Standings, standings
from workbench.language import Language, message
from workbench.life_words import share_sentence, standing_words
from workbench.pay.fingerprint import plan_fingerprint
from workbench.place_words import person_name, place_words, position_name
from workbench.results import Results, results_of
from workbench.sentences import edit_sentence
from workbench.stage_words import stage_badge, stage_meaning, step_words


def _declare(parser: Parser, speech: Language) -> None:
    declare_plan(parser, speech)
    declare_json(parser, speech)


def _run(job: Job) -> bool:
    plan = plan_of(job)
    results = results_of(plan)
    found = standings(results.program)
    if job.arguments.json:
        job.console.say(json_text(_shape(results, found, job.speech)))
    else:
        job.console.say("\n\n".join(_parts(results, found, job.speech)))
    return tell_errors(check(plan), plan, job)


def _shape(results: Results, found: Standings, speech: Language) -> dict[str, object]:
    plan = results.plan
    life = plan.life
    return {
        "plan": plan.name,
        "stage": str(life.stage),
        "version": life.version,
        "fingerprint": plan_fingerprint(plan),
        "steps": [
            {
                "stage": str(step.stage),
                "on": step.on.isoformat(),
                "by": step.by,
                "reason": step.reason,
            }
            for step in life.steps
        ],
        "hindrances": [
            {
                "place": place_words(each.place, plan, speech),
                "sentence": edit_sentence(each.fault, plan, speech),
            }
            for each in hindrances(results)
        ],
        "acknowledged_share": found.share,
        "people": [
            {
                "id": each.person,
                "name": person_name(plan, each.person),
                "standing": str(each.standing),
                "fingerprint": each.fingerprint,
                "handed_out": None if each.handed_out is None else each.handed_out.isoformat(),
                "version": each.version or None,
                "acknowledged": (
                    None if each.acknowledged is None else each.acknowledged.isoformat()
                ),
                "by": each.by or None,
                "reopened": each.reopened,
            }
            for each in found.people
        ],
        "changes": [
            {
                "on": change.on.isoformat(),
                "by": change.by,
                "what": change.what,
                "reason": change.reason,
                "people": list(change.people),
            }
            for change in life.changes
        ],
        "achievability": [
            {
                "position": each.filed.position,
                "measure": each.filed.measure,
                "group": each.filed.group,
                "target": each.filed.target,
                "target_now": each.target_now,
                "threshold_odds": each.filed.threshold_odds,
                "target_odds": each.filed.target_odds,
                "maximum_odds": each.filed.maximum_odds,
                "p35": each.filed.p35,
                "samples": each.filed.samples,
                "seed": each.filed.seed,
                "on": None if each.filed.on is None else each.filed.on.isoformat(),
            }
            for each in filed_odds(plan)
        ],
    }


def _parts(results: Results, found: Standings, speech: Language) -> Iterator[str]:
    plan = results.plan
    head = " · ".join((plain(plan.name), stage_badge(plan.life, speech), plan_fingerprint(plan)))
    lines = [head, stage_meaning(plan.life.stage, speech)]
    lines += [_refusal(each.fault, plan, speech) for each in hindrances(results)]
    yield "\n".join(lines)
    if found.people:
        yield f"{share_sentence(found, speech)}\n{_people(plan, found, speech)}"
    odds = filed_odds(plan)
    if odds:
        yield _odds(plan, odds, speech)
    log = list(_log(plan, speech))
    if log:
        yield "\n".join(log)


def _refusal(fault: EditError, plan: Plan, speech: Language) -> str:
    return plain(edit_sentence(fault, plan, speech))


def _people(plan: Plan, found: Standings, speech: Language) -> str:
    text = speech.text
    rows: list[tuple[str, ...]] = []
    for each in found.people:
        told = "—" if each.handed_out is None else speech.date(each.handed_out)
        known = "—" if each.acknowledged is None else speech.date(each.acknowledged)
        name = plain(person_name(plan, each.person))
        rows.append((name, standing_words(each, speech), told, known, each.fingerprint))
    head = (text("Person"), text("State"), text("Statement"), text("Acknowledged"), text("Mark"))
    return TextTable(head, tuple(rows), words=5).written()


def _odds(plan: Plan, odds: tuple[FiledOdds, ...], speech: Language) -> str:
    text = speech.text
    rows: list[tuple[str, ...]] = []
    for each in odds:
        filed = each.filed
        name = plain(each.name)
        if each.group is not None:
            name = f"{name} · {speech.group_label(each.group)}"
        shares = (filed.threshold_odds, filed.target_odds, filed.maximum_odds)
        rows.append(
            (
                plain(position_name(plan, filed.position)),
                name,
                _figure(filed.target, each, plan, speech),
                *("—" if share is None else speech.share(share, 0) for share in shares),
                _figure(filed.p35, each, plan, speech),
            )
        )
    head = (
        text("Position"),
        text("Measure"),
        text("Target when agreed"),
        text("Odds of the threshold"),
        text("of the target"),
        text("of the maximum"),
        text("Result reached in 65 of 100"),
    )
    return TextTable(head, tuple(rows), words=2).written()


def _figure(figure: float | None, each: FiledOdds, plan: Plan, speech: Language) -> str:
    if figure is None:
        return "—"
    if each.unit is None:
        return speech.number(figure)
    return speech.figure(figure, each.unit, plan.currency)


def _log(plan: Plan, speech: Language) -> Iterator[str]:
    for step in plan.life.steps:
        words = (speech.date(step.on), plain(step.by), step_words(step.stage, speech))
        yield " · ".join((*words, *filter(None, (plain(step.reason),))))
    for change in plan.life.changes:
        words = (speech.date(change.on), change.by, change.what, change.reason)
        yield " · ".join(plain(each) for each in words)


LIFE: Final = Command(
    message("Says how far a plan has come, who knows what they will receive, and the odds."),
    _declare,
    _run,
)

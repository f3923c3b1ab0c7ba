"""The commands ``segments``, which shows KPIs by the members of a dimension, and ``split``.

``segments --json`` writes, in a stable shape::

    {"dimension": key,
     "across": key,                    # only where two dimensions are crossed
     "scenario": key,
     "members": [{"member": key, "name": text,
                  "across": key, "across_name": text,
                  "kpis": {key: {"total": figure, "share": fraction, "change": fraction}},
                  "value": money}],
     "totals": {key: figure},
     "value": money,                   # of the whole company
     "valued_by": "client_value",      # or "contribution", or null
     "value_kpi": key}                 # which says what a client is worth, or the contribution

Totals are of the first complete fiscal year. ``share`` is of the whole company, null for rates;
``change`` is against the base, of the member. No value is null.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from models.changes import EditError
from models.dimension import Dimension, Member
from models.edits.dimensions import fresh_dimension_key, put_dimension
from models.edits.kpis import fresh_key_among
from models.edits.split import split_by_dimension
from models.keys import BASE, DimensionKey, KpiKey, MemberKey, ScenarioKey
from models.kpi import Unit, UnitKind
from models.plan import Plan
from models.problems import check
from ui.command_line.job import (
    Command,
    Job,
    StoppedError,
    declare_plan,
    declare_reading,
    json_text,
    plan_of,
    scenario_of,
    tell_errors,
)
from ui.command_line.shapes import Json
from ui.command_line.text_table import TextTable, plain
from ui.command_line.wrong_use import Parser, WrongUseError
from workbench.analysis.segments import (
    Cell,
    Pivot,
    SegmentError,
    ValuedBy,
    dimension_named,
    pivot,
)
from workbench.engine.evaluate import evaluate_plan
from workbench.files.plan_file import write_plan
from workbench.language import NO_VALUE, Language, message
from workbench.numbers_typed import NumberError, parse_number
from workbench.place_words import dimension_name, kpi_name
from workbench.segment_words import member_name, segment_sentence
from workbench.sentences import edit_sentence


def _declare_segments(parser: Parser, speech: Language) -> None:
    declare_reading(parser, speech)
    parser.options.add_argument(
        "--by",
        metavar="DIMENSION",
        help=speech.text("the key or name of a dimension; may be left out where there is one"),
    )
    parser.options.add_argument(
        "--across",
        metavar="DIMENSION",
        help=speech.text("another dimension, which is crossed with the first"),
    )


def _run_segments(job: Job) -> bool:
    plan = plan_of(job)
    scenario = scenario_of(plan, job)
    try:
        asked = [dimension_named(plan, job.arguments.by)]
        if job.arguments.across is not None:
            asked.append(dimension_named(plan, job.arguments.across))
        found = pivot(plan, evaluate_plan(plan), tuple(asked), scenario)
    except SegmentError as error:
        raise WrongUseError(segment_sentence(error, plan, job.speech)) from error
    if job.arguments.json:
        job.console.say(json_text(pivot_shape(found, plan)))
    else:
        job.console.say(pivot_text(found, plan, job.speech))
    return tell_errors(check(plan), plan, job)


def pivot_shape(found: Pivot, plan: Plan) -> Json:
    """Return what ``segments --json`` writes."""
    first, *others = found.dimensions
    shape: Json = {"dimension": first}
    if others:
        shape["across"] = others[0]
    members: list[Json] = []
    for segment in found.segments:
        written: Json = {
            "member": segment.members[0],
            "name": member_name(plan, first, segment.members[0]),
        }
        if others:
            written["across"] = segment.members[1]
            written["across_name"] = member_name(plan, others[0], segment.members[1])
        written["kpis"] = {
            key: {
                "total": _figure(cell.total),
                "share": _figure(cell.share),
                "change": _figure(cell.change),
            }
            for key, cell in zip(found.kpis, segment.cells, strict=True)
        }
        written["value"] = _figure(segment.value)
        members.append(written)
    shape["scenario"] = found.scenario
    shape["members"] = members
    shape["totals"] = {
        key: _figure(cell.total) for key, cell in zip(found.kpis, found.totals, strict=True)
    }
    shape["value"] = _figure(found.value)
    shape["valued_by"] = None if found.valued_by is None else found.valued_by.value
    shape["value_kpi"] = found.value_kpi
    return shape


def pivot_text(found: Pivot, plan: Plan, speech: Language) -> str:
    """Return a pivot for people: KPIs down, members across, each with its share of the whole."""
    names = [
        plain(" · ".join(map(member_name, [plan] * 2, found.dimensions, segment.members)))
        for segment in found.segments
    ]
    rows: list[tuple[str, ...]] = []
    for at, (key, total) in enumerate(zip(found.kpis, found.totals, strict=True)):
        cells = [*(segment.cells[at] for segment in found.segments), total]
        rows.extend(_kpi_rows(plan, key, cells, found.scenario, speech))
    if found.valued_by is not None:
        money = Unit(UnitKind.MONEY)
        rows.append(
            (
                speech.text("Value of the segment"),
                *(speech.figure(each.value, money, plan.currency) for each in found.segments),
                speech.figure(found.value, money, plan.currency),
            )
        )
    by = " × ".join(plain(dimension_name(plan, each)) for each in found.dimensions)
    words = speech.text("Base")
    if found.scenario != BASE:
        words = plain(plan.scenarios[found.scenario].name) or found.scenario
    year = plan.calendar.report_group()
    label = "" if year is None else speech.group_label(year)
    heading = " · ".join(each for each in (plain(plan.name), by, words, label) if each)
    table = TextTable(("KPI", *names, speech.text("Whole company")), tuple(rows))
    parts = [heading, table.written()]
    if found.valued_by is not None and found.value_kpi is not None:
        name = kpi_name(plan, found.value_kpi)
        parts.append(speech.text(_VALUED[found.valued_by], name=plain(name)))
    return "\n\n".join(parts)


_VALUED: Final = {
    ValuedBy.CLIENT_VALUE: message("The value of a segment is its clients × “{name}”."),
    ValuedBy.CONTRIBUTION: message("The value of a segment is its part of “{name}”."),
}


def _kpi_rows(
    plan: Plan, key: KpiKey, cells: list[Cell], scenario: ScenarioKey, speech: Language
) -> Iterator[tuple[str, ...]]:
    unit = plan.kpis[key].unit
    yield (
        plain(kpi_name(plan, key)),
        *(speech.figure(cell.total, unit, plan.currency) for cell in cells),
    )
    if any(math.isfinite(cell.share) for cell in cells):
        shares = (speech.share(cell.share, 1) for cell in cells)
        yield ("  " + speech.text("share of the whole"), *shares)
    if scenario != BASE:
        changes = (
            speech.change(cell.change) if math.isfinite(cell.change) else NO_VALUE for cell in cells
        )
        yield ("  " + speech.text("against the base"), *changes)


def _figure(value: float) -> float | None:
    return value if math.isfinite(value) else None


def _declare_split(parser: Parser, speech: Language) -> None:
    declare_plan(parser, speech)
    parser.places.add_argument("out", metavar="OUT", help=speech.text("the plan file to write"))
    parser.options.add_argument(
        "--kpi", metavar="K", required=True, help=speech.text("the key or name of the KPI to split")
    )
    parser.options.add_argument(
        "--by",
        metavar="DIMENSION",
        required=True,
        help=speech.text("the key or name of a dimension; a new one gets the members of --share"),
    )
    parser.options.add_argument(
        "--share",
        metavar="MEMBER=0.6",
        action="append",
        default=[],
        help=speech.text("the share of a member, once for each; equal shares where none is given"),
    )


def _run_split(job: Job) -> bool:
    plan = plan_of(job)
    key = _kpi_asked(plan, job)
    try:
        shared = [_share(each, job) for each in job.arguments.share]
        grown, dimension = _with_dimension(plan, str(job.arguments.by), [n for n, _ in shared])
        row = grown.dimensions[dimension]
        known = {member.name.casefold(): member.key for member in row.members}
        shares = {known.get(name.casefold(), MemberKey(name)): share for name, share in shared} or {
            member.key: 1.0 / len(row.members) for member in row.members
        }
        after, changes = split_by_dimension(grown, key, dimension, shares)
    except EditError as error:
        raise StoppedError(plain(edit_sentence(error, plan, job.speech))) from error
    write_plan(after, job.arguments.out)
    added = len(changes.kpis - frozenset(plan.kpis))
    job.console.say(
        job.speech.plural(
            "“{file}” was written, with {count} KPI more.",
            "“{file}” was written, with {count} KPIs more.",
            added,
            file=Path(job.arguments.out),
        )
    )
    return tell_errors(check(after), after, job)


def _kpi_asked(plan: Plan, job: Job) -> KpiKey:
    asked = str(job.arguments.kpi)
    if asked in plan.kpis:
        return KpiKey(asked)
    wanted = asked.strip().casefold()
    found = [key for key, kpi in plan.kpis.items() if kpi.name.strip().casefold() == wanted]
    if len(found) == 1:
        return found[0]
    raise WrongUseError(
        job.speech.text(
            "There is no single KPI “{name}”: give the key of one, as evaluate --json writes it.",
            name=asked,
        )
    )


def _share(text: str, job: Job) -> tuple[str, float]:
    name, equals, share = text.rpartition("=")
    try:
        if name and equals:
            return name.strip(), parse_number(share, job.speech).value
    except NumberError:
        pass
    raise WrongUseError(
        job.speech.text(
            "“{text}” is no share: write it like {example}.", text=text, example="north=0.6"
        )
    )


def _with_dimension(plan: Plan, name: str, members: list[str]) -> tuple[Plan, DimensionKey]:
    """Return the plan with the dimension of that key or name, which is new where there is none."""
    try:
        return plan, dimension_named(plan, name)
    except SegmentError:
        rows: list[Member] = []
        for each in dict.fromkeys(members):
            key = fresh_key_among({row.key for row in rows}, each, "member")
            rows.append(Member(MemberKey(key), each))
        key = fresh_dimension_key(plan, name)
        grown, _ = put_dimension(plan, Dimension(key, name.strip(), tuple(rows)))
        return grown, key


SEGMENTS: Final = Command(
    message("Shows KPIs by the members of a dimension, and what each is worth."),
    _declare_segments,
    _run_segments,
)
SPLIT: Final = Command(
    message("Splits a KPI by a dimension, such as regions, into another plan file."),
    _declare_split,
    _run_split,
)

"""Plain sentences about segments: why a KPI cannot be split, or a pivot not be shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from models.changes import EditError, EditFault
from models.edits.parting import SplitFault
from models.keys import DimensionKey, MemberKey
from models.plan import Plan
from workbench.analysis.segments import SegmentError, SegmentFault
from workbench.analysis.splitting import SplitPreview
from workbench.language import Language, message
from workbench.place_words import dimension_name, kpi_name, listed
from workbench.problem_words import sum_words

_FAULTS: Final[Mapping[EditFault, str]] = {
    EditFault.NO_MEMBERS: message(
        "The dimension “{dimension}” needs members, each with a key of its own: type them first."
    ),
    EditFault.SHARES_SUM: message(
        "The shares by “{dimension}” must be 0 or more and come to 100 %, not {sum}: adjust them."
    ),
    EditFault.SPLIT_ALREADY: message(
        "“{name}” is split by “{dimension}” already: choose another dimension, or another KPI."
    ),
    EditFault.SPLIT_WITHOUT_WEIGHT: message(
        "“{name}” is a rate, and nothing says how much each member weighs in it: let it be "
        "averaged over time by weight, and choose the KPI that weighs it."
    ),
}
_REASONS: Final[Mapping[SplitFault, str]] = {
    SplitFault.DEGREES_MIXED: message(
        "“{name}” cannot be split, because “{part}” brings a quantity that is shared out and a "
        "rate together: correct the unit of the one that is wrong."
    ),
    SplitFault.DEGREE: message(
        "“{name}” cannot be split, because “{part}” is neither shared out nor a rate: correct the "
        "units of what it multiplies and divides."
    ),
    SplitFault.CURVED: message(
        "“{name}” cannot be split, because its members would not add up after “{part}”: put that "
        "into a KPI above it."
    ),
    SplitFault.UNEQUAL: message(
        "“{name}” cannot be split, because members with different shares would not add up in "
        "“{part}”: give all that it reads the same shares, none of them 0."
    ),
    SplitFault.TIME_RULE: message(
        "“{name}” cannot be split, because over several periods its members would not add up: "
        "choose another way to add its periods up."
    ),
}
SPLIT_FAULTS: Final = frozenset({*_FAULTS, EditFault.NOT_TO_SPLIT})
"""The faults that :func:`split_sentence` words."""


def split_sentence(error: EditError, plan: Plan, language: Language) -> str:
    """Return why a KPI cannot be split, and the way out."""
    details: Mapping[str, Any] = error.details
    key = str(details["key"])
    template = _FAULTS.get(error.fault) or _REASONS[details["why"]]
    return language.text(
        template,
        name=kpi_name(plan, key),
        dimension=dimension_name(plan, str(details.get("dimension", key))),
        sum=sum_words(float(details.get("sum", 1.0)), language),
        part=details.get("part", ""),
    )


_QUESTIONS: Final[Mapping[SegmentFault, str]] = {
    SegmentFault.NO_DIMENSIONS: message(
        "The plan has no dimensions: add one with its members, such as regions or products, and "
        "split a KPI by it."
    ),
    SegmentFault.DIMENSION_NEEDED: message(
        "The plan has several dimensions, {known}: say by which with --by."
    ),
    SegmentFault.UNKNOWN_DIMENSION: message("There is no dimension “{name}”; there are: {known}."),
    SegmentFault.SAME_DIMENSION: message(
        "“{dimensions}” cannot be crossed with itself: choose another dimension."
    ),
    SegmentFault.NOT_SPLIT: message(
        "No KPI is split by {dimensions} yet: split one first, for example with the command split."
    ),
    SegmentFault.NO_YEAR: message(
        "The plan holds no complete fiscal year to show segments over: add periods, or let it "
        "start with the fiscal year."
    ),
}


def segment_sentence(error: SegmentError, plan: Plan, language: Language) -> str:
    """Return why there is no pivot, and the way out."""
    details: Mapping[str, Any] = error.details
    asked: tuple[DimensionKey, ...] = details.get("dimensions", ())
    names = dict.fromkeys(dimension_name(plan, key) for key in asked)
    return language.text(
        _QUESTIONS[error.fault],
        name=details.get("name", ""),
        known=", ".join(f"{key} ({dimension_name(plan, key)})" for key in plan.dimensions),
        dimensions=listed(names, language),
    )


def member_name(plan: Plan, dimension: DimensionKey, key: MemberKey) -> str:
    """Return the name of a member; the key where it has none, or is not in the plan."""
    row = plan.dimensions.get(dimension)
    names = {} if row is None else {each.key: each.name for each in row.members}
    return " ".join(names.get(key, "").split()) or key


def split_total_sentence(preview: SplitPreview, plan: Plan, language: Language) -> str:
    """Return whether the total stays as it was once a KPI is split, and how many KPIs come."""
    top = preview.lines[0]
    unit = plan.kpis[top.key].unit
    before, after = (
        language.figure(figure, unit, plan.currency, label=True)
        for figure in (top.before, top.after)
    )
    if preview.keeps_total:
        first = language.text("The total stays {figure}.", figure=before)
    else:
        first = language.text(
            "The total goes from {before} to {after}.", before=before, after=after
        )
    more = language.plural("{count} KPI is added.", "{count} KPIs are added.", preview.added)
    return f"{first} {more}"


def share_sum_words(missing: float, language: Language) -> str:
    """Return whether shares come to 100 %, and what is missing or too much."""
    if missing == 0.0:
        return language.text("100 % is shared out.")
    if missing > 0.0:
        return language.text(
            "{share} is still to be shared out.", share=sum_words(missing, language)
        )
    return language.text("{share} too much is shared out.", share=sum_words(-missing, language))

"""The checks of a plan in one list: its problems, what could not be worked out, and hints."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from models.keys import BASE, KpiKey, PersonKey, PositionKey, ScenarioKey
from models.kpi import KpiRole
from models.places import Place
from models.plan import Plan
from models.problems import Problem, ProblemCode, Severity, check
from workbench.analysis.incentives.hint import PayHint, TargetMend
from workbench.analysis.reasons import Reason, why_not
from workbench.analysis.structure.hint import Hint, Mend
from workbench.analysis.structure.hints import structure_hints
from workbench.catalogue.reading import catalogue
from workbench.pay.payouts import Payouts
from workbench.pay.reasons import NoPayout
from workbench.results import Results

_MOST_PEOPLE: Final = 20
"""Of one position, so many are asked why they cannot be paid: the rest lack the same."""
_NO_GUARDS: Final[Mapping[KpiKey, KpiKey]] = MappingProxyType({})
_STOPPING: Final = frozenset(
    {
        ProblemCode.INVALID_KEY,
        ProblemCode.SYNTAX,
        ProblemCode.UNKNOWN_NAME,
        ProblemCode.UNKNOWN_KPI,
        ProblemCode.CYCLE,
        ProblemCode.NO_VALUES,
        ProblemCode.VALUES_MISSING,
        ProblemCode.LAG_WITHOUT_HISTORY,
        ProblemCode.TIME_WEIGHT_MISSING,
        ProblemCode.TIME_RULE_WITHOUT_FORMULA,
        ProblemCode.TIME_RULE_READS_TIME,
    }
)
"""Problems of KPIs that leave figures without a value, and say so better than the figures do."""
_TO_FILL: Final = frozenset({ProblemCode.NO_VALUES, ProblemCode.VALUES_MISSING})
_SEEN_ROLES: Final = (KpiRole.PROFIT, KpiRole.CLIENTS, KpiRole.ARPU)

Wanted = Callable[[], bool]
"""Returns whether anybody still wants the answer."""


class FindingKind(StrEnum):
    """How much a finding asks for, the gravest first."""

    ERROR = "error"
    """Something contradicts itself, or cannot be worked out."""
    TO_FILL = "to_fill"
    """A driver waits for its figures, all or some of them; nothing is wrong."""
    WARNING = "warning"
    """Hardly what was meant, or a figure that is missing because of one that is there."""
    HINT = "hint"
    """Good to know; may well be meant."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the checks.

    Attributes:
        place: where it is seen, and can be mended.
        cause: what was found.
        scenario: under which; the base where it holds whatever the scenario.
    """

    kind: FindingKind
    place: Place
    cause: Problem | Hint | PayHint | NoPayout | Reason
    scenario: ScenarioKey = BASE

    @property
    def mend(self) -> Mend | TargetMend | None:
        """A way out that can be taken at once, where there is one."""
        return self.cause.mend if isinstance(self.cause, Hint | PayHint) else None

    @property
    def name(self) -> str:
        """What a hint goes by when somebody says "not here": the same after any edit."""
        if isinstance(self.cause, Hint):
            return f"{self.cause.code} {self.cause.kpi}"
        return self.cause.name if isinstance(self.cause, PayHint) else ""


@dataclass(frozen=True, slots=True)
class Findings:
    """Everything that was found, the gravest first.

    Attributes:
        listed: the lines of the checks.
        of_kpi: those about each KPI that has any.
        count: how many there are of each kind.
    """

    listed: tuple[Finding, ...] = ()
    of_kpi: Mapping[KpiKey, tuple[Finding, ...]] = field(
        default_factory=dict[KpiKey, tuple[Finding, ...]]
    )
    count: Mapping[FindingKind, int] = field(default_factory=dict[FindingKind, int])

    def without(self, names: frozenset[str]) -> Findings:
        """Return what is left without the hints that go by ``names``."""
        if not names or not any(each.name in names for each in self.listed):
            return self
        return gathered(each for each in self.listed if each.name not in names)


def gathered(found: Iterable[Finding]) -> Findings:
    """Sort findings by kind, and find them by KPI."""
    order = {kind: place for place, kind in enumerate(FindingKind)}
    listed = sorted(found, key=lambda each: order[each.kind])
    count = dict.fromkeys(FindingKind, 0)
    of_kpi: dict[KpiKey, list[Finding]] = {}
    for each in listed:
        count[each.kind] += 1
        if each.place.table == "kpis":
            of_kpi.setdefault(KpiKey(each.place.key), []).append(each)
    return Findings(
        tuple(listed),
        MappingProxyType({key: tuple(of_one) for key, of_one in of_kpi.items()}),
        MappingProxyType(count),
    )


@lru_cache(maxsize=1)
def catalogue_guards() -> Mapping[KpiKey, KpiKey]:
    """Return, for each KPI of the catalogue, the key of the KPI that guards it.

    Raises:
        OSError: a file of the catalogue cannot be read.
        CatalogueError: one of them is wrong.
    """
    guards = {key: entry.guard for key, entry in catalogue().entries.items() if entry.guard}
    return MappingProxyType(guards)


def findings_of(results: Results, guards: Mapping[KpiKey, KpiKey] = _NO_GUARDS) -> Findings:
    """Return what is to be said of a plan and of what it came to.

    Costs a few walks over the KPIs: off the thread of the window it may follow every edit.

    Args:
        results: the plan, and what was worked out from it.
        guards: the key of the KPI that guards a KPI, see :func:`catalogue_guards`.
    """
    problems = check(results.plan)
    found = [_of_problem(each) for each in problems if each.code is not ProblemCode.NOBODY_ANSWERS]
    found += _not_worked_out(results, problems)
    # Each driver that nobody answers for has its own hint, with a way out: not one for all.
    found += (
        Finding(FindingKind.HINT, hint.place, hint)
        for hint in structure_hints(results.plan, results.values, guards)
    )
    return gathered(found)


def pay_findings(results: Results, wanted: Wanted) -> tuple[Finding, ...] | None:
    """Return what is worth a look in how people are paid; None where nobody wants it any more.

    Draws thousands of states, and takes seconds where many drivers are uncertain.

    Args:
        results: the plan, and what was worked out from it.
        wanted: asked now and then; returns whether to go on.
    """
    # What simulates takes longer to load than everything else that is looked for.
    from workbench.analysis.incentives.hints import pay_hints  # noqa: PLC0415

    hints = pay_hints(results, wanted)
    if hints is None:
        return None
    return tuple(Finding(FindingKind.HINT, hint.place, hint) for hint in hints)


def _of_problem(problem: Problem) -> Finding:
    kind = {
        Severity.ERROR: FindingKind.ERROR,
        Severity.WARNING: FindingKind.WARNING,
        Severity.HINT: FindingKind.HINT,
    }[problem.severity]
    if problem.code in _TO_FILL:
        # A driver is made before its figures are typed, and those of one year before the
        # next: that is how one works, and no mistake, wherever in the tree it stands.
        kind = FindingKind.TO_FILL
    return Finding(kind, problem.place, problem)


def _not_worked_out(results: Results, problems: tuple[Problem, ...]) -> Iterator[Finding]:
    """Yield what stands as "—" for everybody to see, and no problem says why."""
    explained = any(map(_stops, problems))
    seen: set[Reason | NoPayout] = set()
    codes = {str(problem.code) for problem in problems}
    for scenario in results.values.scenarios:
        causes: list[Reason | NoPayout] = []
        if not explained:
            causes += _missing_figures(results, scenario)
        payouts = results.payouts[scenario]
        if payouts.total is None:
            causes += (
                reason
                for reason in _unpaid(payouts)
                # The very same is among the problems, with the place where it can be mended.
                if str(reason.code) not in codes
            )
        told = explained or any(isinstance(cause, Reason) for cause in causes)
        for cause in causes:
            # A payout without the value of a KPI follows from what is told of that.
            follows = told and isinstance(cause, NoPayout) and cause.key in results.plan.kpis
            if cause not in seen and not follows:
                seen.add(cause)
                place = _place(cause, results.plan)
                yield Finding(FindingKind.WARNING, place, cause, scenario)


def _stops(problem: Problem) -> bool:
    """Return whether a problem is a reason for figures that are missing."""
    grave = problem.severity is not Severity.HINT
    return grave and problem.place.table == "kpis" and problem.code in _STOPPING


def _missing_figures(results: Results, scenario: ScenarioKey) -> Iterator[Reason]:
    """Yield where the figures of the pulse that have no value for the year begin."""
    year = results.plan.calendar.report_group()
    for role in _SEEN_ROLES:
        key = results.roles.get(role)
        if year is None or key is None:
            continue
        if math.isnan(results.values.group(key, scenario, year)):
            reason = why_not(results.plan, results.values, key, scenario, year)
            if reason is not None:
                yield reason


def _unpaid(payouts: Payouts) -> Iterator[NoPayout]:
    """Yield why payouts cannot be worked out, each reason once."""
    program = payouts.program
    if program.unpaid is not None:
        yield program.unpaid
        return
    people: list[PersonKey] = list(program.unclaimed[:_MOST_PEOPLE])
    for paid in payouts.paid.values():
        lacking: list[int] = (~paid.worked_out).nonzero()[0][:_MOST_PEOPLE].tolist()
        people += (paid.holders.people[index].key for index in lacking)
    reasons = dict.fromkeys(payouts.of(person).reason for person in people)
    yield from (reason for reason in reasons if reason is not None)


def _place(cause: Reason | NoPayout, plan: Plan) -> Place:
    """Return where a cause can be seen."""
    if isinstance(cause, Reason):
        return Place("kpis", cause.kpi, "formula", period=cause.period)
    if cause.key in plan.kpis:
        return Place("kpis", cause.key)
    if PersonKey(cause.key) in plan.people:
        return Place("people", cause.key)
    if PositionKey(cause.key) in plan.positions:
        return Place("positions", cause.key)
    return Place("designs", plan.current_design or "")

"""What is needed to pay the people of a plan under a design, whatever the scenario."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from models.calendar import Calendar, Group
from models.keys import DesignKey, KpiKey, ObjectiveKey, PersonKey, PositionKey
from models.kpi import Sense, TimeRule, UnitKind
from models.plan import Plan
from models.scorecard import CatchUp, Design, Scorecard
from workbench.pay.holders import Roster
from workbench.pay.reasons import NoPayout, NoPayoutCode
from workbench.pay.rounding import minor_digits
from workbench.pay.schedule import Term, schedule
from workbench.pay.steps import (
    CurvePayout,
    KpiResult,
    NoValue,
    Rating,
    Stage,
    Step,
    compile_term,
    pool_of,
)

Kind = tuple[Sense, TimeRule, UnitKind]
"""What the steps on a KPI hang on, besides its figures."""


@dataclass(frozen=True, slots=True)
class Instalment:
    """One instalment of a scorecard: what it is for, and the steps by which it is paid."""

    term: Term
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class CompiledScorecard:
    """The instalments of a scorecard, with what they were compiled from.

    Attributes:
        pool: index of the pool that funds its holders, None where there is none.
        instalments: in the order in which they end; one where all is paid at once.
    """

    scorecard: Scorecard
    calendar: Calendar
    group: Group
    digits: int
    pool: int | None
    instalments: tuple[Instalment, ...]
    kinds: Mapping[KpiKey, Kind | None]
    objectives: Mapping[ObjectiveKey, bool]

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps of all instalments; registers are named within their instalment only."""
        return tuple(step for each in self.instalments for step in each.steps)

    @property
    def curves(self) -> Iterator[tuple[tuple[Step, ...], CurvePayout]]:
        """Each curve that pays a measure, with the list of steps that it is in."""
        for each in self.instalments:
            for step in each.steps:
                if isinstance(step, CurvePayout) and step.out.stage is Stage.BY_CURVE:
                    yield each.steps, step

    def fits(self, plan: Plan, scorecard: Scorecard, pool: int | None, group: Group) -> bool:
        """Return whether compiling would give the same steps again."""
        return (
            self.scorecard is scorecard
            and self.pool == pool
            and self.group == group
            and self.calendar == plan.calendar
            and self.digits == minor_digits(plan.currency)
            and all(_kind(plan, kpi) == kind for kpi, kind in self.kinds.items())
            and all((key in plan.objectives) is known for key, known in self.objectives.items())
        )


@dataclass(frozen=True, slots=True)
class PayProgram:
    """Compiled scorecards and people, ready to be paid in any scenario.

    Attributes:
        design: the design that is paid; None where there is none.
        group: the periods that are paid; None where no fiscal year is complete.
        compiled: the scorecard of each position that has one.
        unpaid: why nobody can be paid at all; None where that can be worked out.
        left_out: people with neither scorecard nor target bonus: the design is not for them.
        unclaimed: people with a target bonus whose position has no scorecard, and people
            whose position the plan does not have.
    """

    plan: Plan
    design: Design | None
    group: Group | None
    digits: int
    roster: Roster
    compiled: Mapping[PositionKey, CompiledScorecard]
    unpaid: NoPayout | None
    left_out: frozenset[PersonKey]
    unclaimed: tuple[PersonKey, ...]

    def pool_terms(self, number: int) -> tuple[Term, ...] | None:
        """Return when a pool is shared out: the instalments that all of its members have.

        None where they are paid at different times, or the measures of one at several: then
        nothing says what of the pool is for which.
        """
        found: tuple[Term, ...] | None = None
        for position, compiled in self.compiled.items():
            if compiled.pool != number or not len(self.roster.holders[position]):
                continue
            terms = tuple(each.term for each in compiled.instalments)
            same = found is None or list(map(_times, found)) == list(map(_times, terms))
            if not same or any(term.partial for term in terms):
                return None
            found = terms if found is None else found
        if found is None and self.group is not None:
            found = (Term(self.group, self.group, Scorecard(PositionKey(""))),)
        return found


def prepare(
    plan: Plan,
    *,
    design: DesignKey | None = None,
    group: Group | None = None,
    earlier: PayProgram | None = None,
) -> PayProgram:
    """Compile what is needed to pay the people of ``plan``.

    Args:
        plan: what is paid.
        design: None: the current one.
        group: None: the first complete fiscal year.
        earlier: what was prepared for another plan; parts that still fit are shared.

    Raises:
        KeyError: the plan has no design of that key.
    """
    paid = plan.design if design is None else plan.designs[design]
    group = plan.calendar.report_group() if group is None else group
    known = None if earlier is None else earlier.roster
    roster = known if known is not None and known.fits(plan) else Roster(plan, known)
    compiled: dict[PositionKey, CompiledScorecard] = {}
    unpaid = _unpaid(paid, group)
    if paid is not None and group is not None and unpaid is None:
        for position in roster.holders:
            scorecard = paid.scorecards.get(position)
            if scorecard is None:
                continue
            before = None if earlier is None else earlier.compiled.get(position)
            pool = pool_of(paid.pools, position)
            if before is None or not before.fits(plan, scorecard, pool, group):
                before = _compiled(plan, scorecard, pool, group)
            compiled[position] = before
    without = {
        holders.key: holders
        for holders in roster.holders.values()
        if holders.people and (holders.key not in compiled or holders.position is None)
    }
    left_out = frozenset(
        person.key
        for holders in without.values()
        if holders.position is not None
        for index, person in enumerate(holders.people)
        if not holders.has_terms(index)
    )
    return PayProgram(
        plan=plan,
        design=paid,
        group=group,
        digits=minor_digits(plan.currency),
        roster=roster,
        compiled=compiled,
        unpaid=unpaid,
        left_out=left_out,
        unclaimed=tuple(
            person.key
            for holders in without.values()
            for person in holders.people
            if person.key not in left_out
        ),
    )


def _unpaid(design: Design | None, group: Group | None) -> NoPayout | None:
    if design is None:
        return NoPayout(NoPayoutCode.NO_DESIGN)
    if group is None:
        return NoPayout(NoPayoutCode.NO_COMPLETE_YEAR)
    return None if group.complete else NoPayout(NoPayoutCode.INCOMPLETE_GROUP)


def _compiled(
    plan: Plan, scorecard: Scorecard, pool: int | None, group: Group
) -> CompiledScorecard:
    instalments = tuple(
        Instalment(term, compile_term(plan, pool, term))
        for term in schedule(scorecard, plan.calendar, group)
    )
    kpis: list[KpiKey] = []
    objectives: list[ObjectiveKey] = []
    for step in (step for each in instalments for step in each.steps):
        match step:
            case KpiResult():
                kpis.append(step.kpi)
            case Rating():
                objectives.append(step.objective)
            case NoValue(code=NoPayoutCode.UNKNOWN_KPI):
                kpis.append(KpiKey(step.key))
            case NoValue(code=NoPayoutCode.UNKNOWN_OBJECTIVE):
                objectives.append(ObjectiveKey(step.key))
            case _:
                pass
    return CompiledScorecard(
        scorecard=scorecard,
        calendar=plan.calendar,
        group=group,
        digits=minor_digits(plan.currency),
        pool=pool,
        instalments=instalments,
        kinds={kpi: _kind(plan, kpi) for kpi in kpis},
        objectives={key: key in plan.objectives for key in objectives},
    )


def _kind(plan: Plan, kpi: KpiKey) -> Kind | None:
    found = plan.kpis.get(kpi)
    return None if found is None else (found.sense, found.time, found.unit.kind)


def _times(term: Term) -> tuple[Group, CatchUp]:
    return term.group, term.catch_up

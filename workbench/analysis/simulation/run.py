"""Runs a plan thousands of times, each with other drivers, and says what it comes to."""

from __future__ import annotations

import math
import queue
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import numpy as np

from models.calendar import Group
from models.keys import KpiKey, MeasureKey, PersonKey, PositionKey
from models.kpi import KpiRole
from models.plan import Plan
from workbench.analysis.simulation.draws import Draws, draws_of, points
from workbench.analysis.simulation.faults import SimulationError, SimulationFault
from workbench.analysis.simulation.outcome import Ask, MeasureOdds, PersonSpread, Simulation
from workbench.analysis.simulation.spreads import odds, spread_of
from workbench.analysis.simulation.states import BUFFER, States, states_of
from workbench.analysis.simulation.tornado import tornado
from workbench.engine.arrays import Floats
from workbench.engine.evaluate import evaluate_plan
from workbench.engine.focus import Focused
from workbench.engine.values import Values
from workbench.pay.marks import Marks, marks_of
from workbench.pay.program import PayProgram, prepare
from workbench.pay.sampling import SampledPay, sampled_pay
from workbench.pay.states import figures_read

MOST_SAMPLES: Final = 2**24
MOST_KEPT: Final = 512 * 2**20
"""Bytes of the results that are kept for percentiles; more means fewer samples."""
CHUNK: Final = 8192
"""Samples that are drawn together: it must not hang on threads, or the figures would."""
_DRAWN: Final = 32 * 2**20
_ROLES: Final = (KpiRole.PROFIT, KpiRole.CLIENTS, KpiRole.ARPU)

Progress = Callable[[float], bool]
"""Told which part is done, 0 to 1, and returns whether to go on."""


def simulate(
    plan: Plan,
    ask: Ask,
    progress: Progress | None = None,
    values: Values | None = None,
    room: int = BUFFER,
) -> Simulation | None:
    """Run a plan with drawn drivers; None where ``progress`` said to stop.

    Args:
        plan: what is run.
        ask: how often, and what for.
        progress: told in this thread how far it is.
        values: of the plan under the base and every scenario, if they are there.
        room: bytes of what each thread works out at once.

    Raises:
        SimulationError: what was asked makes no sense, or a distribution does not exist.
        KeyError: there is no such scenario or design.
    """
    run = prepared(plan, ask, values, room)
    kept = run.drawn(progress)
    return None if kept is None else run.told(kept)


def prepared(plan: Plan, ask: Ask, values: Values | None = None, room: int = BUFFER) -> Run:
    """Return a run that is ready; see :func:`simulate`.

    Raises:
        SimulationError: as there.
        KeyError: as there.
    """
    _refuse(plan, ask)
    group = plan.calendar.report_group()
    if group is None:
        raise SimulationError(SimulationFault.NO_YEAR)
    values = evaluate_plan(plan) if values is None else values
    draws = draws_of(plan, values)
    kpis = ask.kpis or _of_roles(plan)
    program = prepare(plan, design=ask.design)
    pay = sampled_pay(program)
    marks = marks_of(program)
    wanted = [*((key, group) for key in kpis), *figures_read(program)]
    states = states_of(values, ask.scenario, wanted, draws, room)
    samples = 1 << (ask.samples - 1).bit_length()
    rows = len(kpis) + len(pay.alike) + 1
    fitting = samples
    while fitting > 1 and fitting * rows * 8 > MOST_KEPT:
        fitting //= 2
    return Run(ask, plan, values, group, states, kpis, pay, marks, fitting, fitting < ask.samples)


def _refuse(plan: Plan, ask: Ask) -> None:
    if not 1 <= ask.samples <= MOST_SAMPLES:
        raise SimulationError(SimulationFault.SAMPLES)
    if ask.seed < 0:
        raise SimulationError(SimulationFault.SEED)
    if ask.threads < 1:
        raise SimulationError(SimulationFault.THREADS)
    for key in ask.kpis:
        if key not in plan.kpis:
            raise SimulationError(SimulationFault.UNKNOWN_KPI, key)


def _of_roles(plan: Plan) -> tuple[KpiKey, ...]:
    found: dict[KpiRole, KpiKey] = {}
    for kpi in plan.kpis.values():
        if kpi.role is not None:
            found.setdefault(kpi.role, kpi.key)
    return tuple(found[role] for role in _ROLES if role in found)


@dataclass(frozen=True, slots=True, eq=False)
class Kept:
    """What is kept of the runs.

    Attributes:
        kpis: shape (KPIs, samples), in the unit of each; NaN is no value, here and below.
        paid: shape (people alike, samples), in money.
        total: shape (samples,), payouts in money without charges.
        marks: shape (marks, 3, chunks, 2): runs that reach threshold, target and maximum, and
            runs that have a value.
    """

    kpis: Floats
    paid: Floats
    total: Floats
    marks: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """A simulation that is ready to be run."""

    ask: Ask
    plan: Plan
    values: Values
    group: Group
    states: States
    kpis: tuple[KpiKey, ...]
    pay: SampledPay
    marks: tuple[Marks, ...]
    samples: int
    fewer: bool

    @property
    def draws(self) -> Draws:
        """What is drawn."""
        return self.states.draws

    @property
    def chunk(self) -> int:
        """Samples that are drawn together."""
        size = CHUNK
        while size > 256 and size * self.draws.count * 8 > _DRAWN:
            size //= 2
        return min(size, self.samples)

    def drawn(self, progress: Progress | None = None) -> Kept | None:
        """Run it; None where ``progress`` said to stop."""
        chunks = self.samples // self.chunk
        kept = Kept(
            kpis=np.empty((len(self.kpis), self.samples)),
            paid=np.empty((len(self.pay.alike), self.samples)),
            total=np.empty(self.samples),
            marks=np.zeros((len(self.marks), 3, chunks, 2)),
        )
        stop = threading.Event()
        threads = min(self.ask.threads, chunks)
        buffers: queue.SimpleQueue[Floats] = queue.SimpleQueue()
        for _ in range(threads):
            buffers.put(self.states.buffer())

        def one(number: int) -> None:
            buffer = buffers.get()
            try:
                self._chunk(number, kept, buffer, stop)
            finally:
                buffers.put(buffer)

        done = 0
        with ThreadPoolExecutor(threads) as pool:
            waiting = [pool.submit(one, number) for number in range(chunks)]
            try:
                for each in as_completed(waiting):
                    each.result()
                    done += 1
                    if progress is not None and not progress(done / chunks):
                        return None
            finally:
                stop.set()
                for each in waiting:
                    each.cancel()
        return kept

    def _chunk(self, number: int, kept: Kept, buffer: Floats, stop: threading.Event) -> None:
        """Draw and work out one chunk, and keep what it came to."""
        size = self.chunk
        u = points(self.draws.count, size, self.ask.seed, number)
        for place, focused in self.states.drawn(u, buffer):
            if stop.is_set():
                return
            at = slice(number * size + place.start, number * size + place.stop)
            for row, key in enumerate(self.kpis):
                kept.kpis[row, at] = focused.over(key, self.group)
            paid = self.pay.pay(focused)
            kept.paid[:, at] = paid
            kept.total[at] = self.pay.total(paid)
            self._count_marks(number, kept.marks, focused)

    def _count_marks(self, number: int, counts: Floats, focused: Focused) -> None:
        for row, mark in enumerate(self.marks):
            for column, reached in enumerate(mark.reached(focused.over(mark.kpi, mark.group))):
                known = reached[~np.isnan(reached)]
                counts[row, column, number] += (known.sum(), len(known))

    def told(self, kept: Kept) -> Simulation:
        """Return what the runs came to, in a few figures."""
        cost = kept.total * (1.0 + self.plan.charges)
        ceiling = self.plan.ceiling
        above = math.nan
        if ceiling is not None:
            above = odds(np.where(np.isnan(cost), np.nan, np.where(cost > ceiling, 1.0, 0.0)))
        profit = next(iter(_of_roles(self.plan)), None)
        if profit is None or self.plan.kpis[profit].role is not KpiRole.PROFIT:
            profit = next(iter(self.kpis), None)
        return Simulation(
            ask=self.ask,
            samples=self.samples,
            fewer=self.fewer,
            uncertain=tuple(draw.drivers for draw in self.draws.draws),
            kpis=MappingProxyType(
                {key: spread_of(kept.kpis[row]) for row, key in enumerate(self.kpis)}
            ),
            plan_cost=spread_of(cost),
            odds_over_ceiling=above,
            people=self._people(kept),
            measures=_measures(self.marks, kept.marks.sum(axis=2)),
            tornado=None
            if profit is None
            else tornado(self.values, self.ask.scenario, profit, self.group, self.draws),
        )

    def _people(self, kept: Kept) -> tuple[PersonSpread, ...]:
        found: dict[PersonKey, PersonSpread] = {}
        for row, alike in enumerate(self.pay.alike):
            payout = kept.paid[row]
            spread = spread_of(payout)
            nothing = odds(np.where(np.isnan(payout), np.nan, np.where(payout == 0, 1.0, 0.0)))
            for person in alike.people:
                found[person] = PersonSpread(person, alike.position, spread, nothing)
        program: PayProgram = self.pay.program
        unknown = spread_of(np.full(1, np.nan))
        return tuple(
            found.get(key) or PersonSpread(key, self.plan.people[key].position, unknown, math.nan)
            for key in program.roster
            if key not in program.left_out
        )


def _measures(marks: Sequence[Marks], counts: Floats) -> tuple[MeasureOdds, ...]:
    """Return odds by measure: the mean over the groups that it is read over."""
    with np.errstate(divide="ignore", invalid="ignore"):
        shares = counts[:, :, 0] / counts[:, :, 1]
    rows: dict[tuple[PositionKey, MeasureKey], list[int]] = {}
    for row, mark in enumerate(marks):
        rows.setdefault((mark.position, mark.measure), []).append(row)
    found: list[MeasureOdds] = []
    for (position, measure), mine in rows.items():
        threshold, target, maximum = shares[mine].mean(axis=0).tolist()
        found.append(MeasureOdds(position, measure, marks[mine[0]].kpi, threshold, target, maximum))
    return tuple(found)

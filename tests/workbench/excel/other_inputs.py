"""The same plan with other inputs, as somebody may type them into its workbook."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from models.organisation import Person
from models.plan import Plan
from models.scorecard import Design, Gate, Measure, Scorecard


def with_other_inputs(plan: Plan, seed: int) -> Plan:
    """Return ``plan`` with other figures, weights, targets, points, bonuses and ratings."""
    draw = random.Random(seed)

    def moved(x: float | None, by: float = 0.1) -> Any:
        return None if x is None else x * draw.uniform(1 - by, 1 + by)

    def measure(each: Measure) -> Measure:
        return replace(
            each,
            weight=moved(each.weight, 0.5),
            targets=tuple(moved(target) for target in each.targets),
            cap=moved(each.cap),
            gates=tuple(gate(other) for other in each.gates),
            curve=each.curve
            and replace(
                each.curve,
                points=tuple(replace(point, pay=moved(point.pay)) for point in each.curve.points),
                last_slope=moved(each.curve.last_slope),
            ),
        )

    def gate(each: Gate) -> Gate:
        return replace(each, value=moved(each.value), part=draw.choice([0.0, 0.25, 0.7]))

    def card(each: Scorecard) -> Scorecard:
        sections = tuple(
            replace(
                section,
                measures=tuple(map(measure, section.measures)),
                gates=tuple(map(gate, section.gates)),
            )
            for section in each.sections
        )
        return replace(
            each,
            sections=sections,
            gates=tuple(map(gate, each.gates)),
            cap_rate=moved(each.cap_rate),
            cap_amount=moved(each.cap_amount),
        )

    def design(each: Design) -> Design:
        pools = tuple(replace(pool, amount=moved(pool.amount, 0.6)) for pool in each.pools)
        return replace(each, scorecards=each.scorecards.mapping(card), pools=pools)

    def person(each: Person) -> Person:
        own = each.objectives
        for key, objective in own.items():
            own = own.set(key, replace(objective, rating=draw.choice([None, 0.4, 1.1])))
        factors = each.modifiers
        for key in factors:
            factors = factors.set(key, draw.choice([0.7, 1.05]))
        target = replace(each.target, amount=moved(each.target.amount))
        return replace(
            each, base_pay=moved(each.base_pay), objectives=own, modifiers=factors, target=target
        )

    return replace(
        plan,
        kpis=plan.kpis.mapping(
            lambda kpi: (
                replace(kpi, values=tuple(moved(x) for x in kpi.values)) if kpi.is_driver else kpi
            )
        ),
        designs=plan.designs.mapping(design),
        people=plan.people.mapping(person),
        charges=0.31,
    )


def type_inputs(of: Path, into: Path, saved: Path) -> None:
    """Copy every input cell of one workbook into another, and save that as ``saved``."""
    typed, book = load_workbook(of), load_workbook(into)
    for sheet in typed.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if not cell.protection.locked:
                    book[sheet.title][cell.coordinate].value = cell.value
    book.save(saved)

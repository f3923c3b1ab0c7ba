"""Formulas as edits change them: operands that join and leave, cycles that are refused."""

from __future__ import annotations

from dataclasses import replace

from models.changes import EditError, EditFault
from models.cycles import cycle_through
from models.formula import position_of, references, substituted
from models.formula_parser import FormulaError, parse
from models.formula_tree import Comparison, Connection, Not
from models.keys import KpiKey
from models.kpi import Kpi
from models.places import Place
from models.rollup import recognise
from models.table import Table

Kpis = Table[KpiKey, Kpi]


def checked(kpi: KpiKey, text: str) -> str:
    """Return ``text`` where it is empty or a formula.

    Raises:
        EditError: SYNTAX.
    """
    if text:
        try:
            parse(text)
        except FormulaError as error:
            details = {"kpi": kpi, "text": text, "error": error}
            raise EditError(EditFault.SYNTAX, details) from error
    return text


def refuse_cycle(kpis: Kpis, key: KpiKey) -> None:
    """Refuse a cycle that leads through ``key``.

    Raises:
        EditError: CYCLE, with its path.
    """
    path = cycle_through(kpis, key)
    if path is not None:
        raise EditError(EditFault.CYCLE, {"path": path})


def with_operand(kpis: Kpis, parent: KpiKey, child: KpiKey) -> Kpis:
    """Return ``kpis`` with ``child`` joining the formula of ``parent``, unless it is named there.

    A recognised sum or product takes it in; a cost is taken off in a sum that is not a cost
    itself. A driver becomes the sum of that one child. To any other formula the child is
    added.

    Raises:
        EditError: SYNTAX where the formula of the parent is none, or grows too long.
    """
    kpi = kpis[parent]
    if child in references(kpi.formula).all:
        return kpis
    rollup = recognise(kpi.formula)
    if not kpi.formula:
        text = str(child)
    elif rollup is not None and rollup.takes_more:
        there = kpis.get(child)
        minus = there is not None and there.cost and not kpi.cost
        text = rollup.adding(child, minus=minus).text()
    else:
        checked(parent, kpi.formula)
        loose = isinstance(parse(kpi.formula), Comparison | Connection | Not)
        text = f"({kpi.formula}) + {child}" if loose else f"{kpi.formula} + {child}"
    return kpis.replacing(replace(kpi, formula=checked(parent, text)))


def without_operand(kpis: Kpis, parent: KpiKey, child: KpiKey) -> Kpis:
    """Return ``kpis`` with ``child`` gone from the roll-up of ``parent``.

    A parent that loses its last operand is a driver again, with the values it had before.

    Raises:
        EditError: STILL_NAMED where the formula is no roll-up that can do without it.
    """
    kpi = kpis[parent]
    rollup = recognise(kpi.formula)
    if rollup is None or not rollup.can_lose(child):
        raise still_named(child, (place_in_formula(kpi, child),))
    return kpis.replacing(replace(kpi, formula=rollup.without(child).text()))


def inlined(text: str, key: KpiKey, formula: str) -> str:
    """Return the formula ``text`` with what ``formula`` says in place of ``key``."""
    outer, inner = recognise(text), recognise(formula)
    if outer is not None and inner is not None:
        merged = outer.replacing(key, inner)
        if merged is not None:
            return merged.text()
    lone = inner is not None and inner.is_lone
    return substituted(text, {key: formula if lone else f"({formula})"})


def place_in_formula(kpi: Kpi, key: KpiKey) -> Place:
    """Return where the formula of ``kpi`` first names ``key``."""
    return Place("kpis", kpi.key, "formula", position=position_of(kpi.formula, key))


def still_named(key: KpiKey, places: tuple[Place, ...]) -> EditError:
    """Return the refusal to take away a KPI that is named in ``places``."""
    return EditError(EditFault.STILL_NAMED, {"table": "kpis", "key": key, "places": places})

"""Edits of single KPIs: adding, naming, formulas, and what describes them."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import replace
from typing import TypedDict, Unpack

from immutables import Map

from models.accents import without_accents
from models.changes import Edited, EditError, EditFault, diff_of_rows, edited
from models.edits.lookup import finite, finite_or_none, kpi_of
from models.edits.operands import checked, refuse_cycle, with_operand
from models.edits.rekey import rekeyed_kpi, rekeyed_references
from models.formula import is_valid_key, references, substituted
from models.keys import FunctionKey, KpiKey
from models.kpi import Bounds, Kpi, KpiRole, Nature, Sense, TimeRule, Unit
from models.plan import Plan
from models.tree import keep_tree, kpi_tree
from models.uncertainty import Distribution

_LONGEST_FRESH_KEY = 40


class KpiFields(TypedDict, total=False):
    """What :func:`update_kpi` may set."""

    unit: Unit
    sense: Sense
    time: TimeRule
    weight_by: KpiKey | None
    role: KpiRole | None
    cost: bool
    source: str
    note: str
    definition: str
    nature: Nature | None
    history: tuple[float | None, ...]
    bounds: Bounds
    distribution: Distribution | None
    losses: Map[str, float]


def fresh_key(plan: Plan, name: str) -> KpiKey:
    """Return a key for a new KPI called ``name`` that the plan does not have yet."""
    return KpiKey(fresh_key_among(plan.kpis, name, "kpi"))


def fresh_key_among(taken: Container[str], name: str, kind: str) -> str:
    """Return a valid key made of ``name`` that is not among ``taken``.

    Args:
        taken: the keys there are.
        name: a name for people; accents and signs are dropped.
        kind: the word that stands in where the name gives no key by itself.
    """
    words = name.replace("\u2019", " ")
    stem = re.sub(r"[^a-z0-9]+", "_", without_accents(words))[:_LONGEST_FRESH_KEY].strip("_")
    if not stem or not stem[0].isalpha():
        stem = f"{kind}_{stem}".rstrip("_")
    if not is_valid_key(stem):
        stem += f"_{kind}"
    key, number = stem, 2
    while key in taken:
        key, number = f"{stem}_{number}", number + 1
    return key


def add_kpi(plan: Plan, kpi: Kpi, *, parent: KpiKey | None = None, at: int | None = None) -> Edited:
    """Add a KPI, under ``parent`` where given.

    Args:
        plan: the plan.
        kpi: the new KPI.
        parent: the KPI whose formula takes it in; None makes it a root.
        at: its place among the siblings it gets; None: the last.

    Raises:
        EditError: INVALID_KEY, DUPLICATE_KEY, SYNTAX, NOT_FINITE; NO_SUCH_ROW for the
            parent; CYCLE where formulas named the key before it existed.
    """
    check_new_key(plan, kpi.key)
    checked(kpi.key, kpi.formula)
    for value in (*kpi.values, *kpi.history):
        finite_or_none(value)
    siblings = kpi_tree(plan.kpis).roots
    if parent is not None:
        kpi_of(plan, parent)
        siblings = kpi_tree(plan.kpis).shown_under(parent)
    place = None
    if at is not None and at < len(siblings):
        place = plan.kpis.index(siblings[max(at, 0)])
    kpis = plan.kpis.inserting(kpi, place)
    if parent is not None:
        kpis = with_operand(kpis, parent, kpi.key)
    refuse_cycle(kpis, kpi.key)
    return edited(plan, replace(plan, kpis=kpis))


def insert_parent(plan: Plan, key: KpiKey, new: Kpi) -> Edited:
    """Put the new KPI between ``key`` and its home parent; its formula becomes ``key``.

    It takes over what came before the plan, which formulas above may read.

    Raises:
        EditError: NO_SUCH_ROW, INVALID_KEY, DUPLICATE_KEY, CYCLE.
    """
    below = kpi_of(plan, key)
    check_new_key(plan, new.key)
    new = replace(new, formula=str(key), history=new.history or below.history)
    tree = kpi_tree(plan.kpis)
    home = tree.home[key]
    # The first to name a KPI is its home: the new one stands before whoever else names it.
    others = (user for user in tree.used_by.get(key, ()) if user != home)
    place = min(plan.kpis.index(one) for one in (key, *others))
    kpis = plan.kpis.inserting(new, place)
    if home is not None:
        parent = kpis[home]
        formula = checked(home, substituted(parent.formula, {str(key): str(new.key)}))
        kpis = kpis.replacing(replace(parent, formula=formula))
    refuse_cycle(kpis, new.key)
    return edited(plan, replace(plan, kpis=kpis))


def rename(plan: Plan, key: KpiKey, name: str) -> Edited:
    """Give a KPI another name for people.

    Raises:
        EditError: NO_SUCH_ROW.
    """
    return _replacing(plan, replace(kpi_of(plan, key), name=name.strip()))


def change_key(plan: Plan, key: KpiKey, new_key: KpiKey) -> Edited:
    """Give a KPI another key, in every formula, override, measure, gate, pool and weight.

    Raises:
        EditError: NO_SUCH_ROW, INVALID_KEY, DUPLICATE_KEY; SYNTAX where a formula grows too
            long; CYCLE where formulas named the new key before it existed.
    """
    kpi_of(plan, key)
    if new_key == key:
        return edited(plan, plan)
    check_new_key(plan, new_key)
    renamed = {key: new_key}
    kpis = plan.kpis
    # Whoever names the key has it in the text, whether that is a formula or not.
    naming = [
        (place, kpi)
        for place, kpi in enumerate(plan.kpis.values())
        if key in kpi.formula or key in {kpi.key, kpi.weight_by, kpi.origin}
    ]
    for place, kpi in naming:
        row = rekeyed_kpi(kpi, renamed)
        if row is kpi:
            continue
        if row.formula != kpi.formula and len(row.formula) > len(kpi.formula):
            _check_growth(kpi, row)
        if row.key == kpi.key:
            kpis = kpis.replacing(row)
        else:
            kpis = kpis.without(kpi.key).inserting(row, place)
    refuse_cycle(kpis, new_key)
    after = rekeyed_references(replace(plan, kpis=kpis), renamed)
    return edited(plan, after)


def set_formula(plan: Plan, key: KpiKey, text: str, *, add_unknown: bool = False) -> Edited:
    """Give a KPI a formula; an empty one makes it a driver with the values it had before.

    Args:
        plan: the plan.
        key: the KPI.
        text: the formula. Names of no KPI are allowed, and a problem.
        add_unknown: whether such names become new drivers, in the order of the formula.

    Raises:
        EditError: NO_SUCH_ROW, SYNTAX, CYCLE.
    """
    kpi = kpi_of(plan, key)
    formula = checked(key, text.strip())
    kpis = plan.kpis.replacing(replace(kpi, formula=formula))
    refuse_cycle(kpis, key)
    if add_unknown:
        place = kpis.index(key)
        for name in references(formula).all:
            # Each stands after what the formula names before it, so that they read alike.
            if name in kpis:
                place = max(place, kpis.index(KpiKey(name)))
            else:
                place += 1
                words = name.replace("_", " ").strip().capitalize()
                kpis = kpis.inserting(Kpi(KpiKey(name), words), place)
    return edited(plan, replace(plan, kpis=kpis))


def update_kpi(plan: Plan, key: KpiKey, **fields: Unpack[KpiFields]) -> Edited:
    """Set what describes a KPI: see :class:`KpiFields`.

    Raises:
        EditError: NO_SUCH_ROW; NOT_FINITE for a history, bounds, a distribution or losses.
        TypeError: a field that this does not set.
    """
    kpi = kpi_of(plan, key)
    strange = fields.keys() - KpiFields.__annotations__.keys()
    if strange:
        raise TypeError(f"update_kpi sets no {sorted(strange)}")
    if "history" in fields:
        fields["history"] = tuple(finite_or_none(value) for value in fields["history"])
    for figure in _figures(fields):
        finite_or_none(figure)
    return _replacing(plan, replace(kpi, **fields))


def set_responsibility(plan: Plan, key: KpiKey, shares: Mapping[FunctionKey, float]) -> Edited:
    """Split a KPI over functions; no shares: nobody typed any.

    Raises:
        EditError: NO_SUCH_ROW, NOT_FINITE.
    """
    typed = Map({function: finite(share) for function, share in shares.items()})
    return _replacing(plan, replace(kpi_of(plan, key), responsibility=typed))


def check_new_key(plan: Plan, key: KpiKey) -> None:
    """Refuse a key that a new KPI cannot have.

    Raises:
        EditError: INVALID_KEY, DUPLICATE_KEY.
    """
    if not is_valid_key(key):
        raise EditError(EditFault.INVALID_KEY, {"table": "kpis", "key": key})
    if key in plan.kpis:
        raise EditError(EditFault.DUPLICATE_KEY, {"table": "kpis", "key": key})


def _figures(fields: KpiFields) -> Iterator[float | None]:
    """Yield the figures of bounds, a distribution and losses, which must be numbers."""
    bounds, distribution = fields.get("bounds"), fields.get("distribution")
    if bounds is not None:
        yield from (bounds.least, bounds.most, bounds.stretch)
    if distribution is not None:
        yield from (distribution.p10, distribution.p50, distribution.p90)
    yield from fields.get("losses", {}).values()


def _check_growth(before: Kpi, after: Kpi) -> None:
    """Refuse a formula that was one and is none with a longer key in it."""
    try:
        checked(before.key, before.formula)
    except EditError:
        return
    checked(before.key, after.formula)


def _replacing(plan: Plan, kpi: Kpi) -> Edited:
    """Replace one KPI whose formula stays."""
    if plan.kpis[kpi.key] == kpi:
        return edited(plan, plan)
    after = replace(plan, kpis=plan.kpis.replacing(kpi))
    keep_tree(plan.kpis, after.kpis)
    return after, diff_of_rows(plan, after, kpis=(kpi.key,))

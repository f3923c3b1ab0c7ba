"""What a new KPI probably counts, from its name, its place and its formula.

Nothing that somebody set is touched: a guess is made once, where a KPI gets its name or its
first formula, and everything guessed is shown in the inspector and can be changed there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from models.changes import Edited, EditError, diff
from models.edits.formula_names import folded
from models.edits.kpis import set_formula, update_kpi
from models.formula import references
from models.formula_parser import parse
from models.formula_tree import Arithmetic, Call, Name, Node, Number, walk
from models.keys import KpiKey
from models.kpi import Kpi, KpiRole, Sense, TimeRule, Unit, UnitKind
from models.plan import Plan
from models.rollup import RollupKind, Term, recognise
from models.tree import kpi_tree
from workbench.formula_units import formula_kind
from workbench.unit_words import NameGuess, name_guess

_PRICE: Final = UnitKind.MONEY_PER_CLIENT_MONTH
_MONEYS: Final = frozenset({UnitKind.MONEY, _PRICE})


def start_of_child(plan: Plan, parent: KpiKey | None) -> tuple[Unit, TimeRule]:
    """Return what a KPI counts that is added below ``parent`` and has no name yet.

    A part of a sum counts what the sum does; a factor goes by what its siblings leave open.
    """
    if parent is None:
        return Unit(), TimeRule.SUM
    above = plan.kpis[parent]
    rollup = recognise(above.formula) if above.formula else None
    if above.is_driver or (rollup is not None and rollup.kind is RollupKind.SUM):
        # A driver has no formula to group by, and what weighs its parents is not known here.
        derived = above.time in {TimeRule.FORMULA, TimeRule.WEIGHTED}
        return replace(above.unit), above.unit.kind.time_rule if derived else above.time
    kind = _kind_by_place(plan, above, None)
    return (Unit(), TimeRule.SUM) if kind is None else (Unit(kind), kind.time_rule)


def named_kpi(plan: Plan, key: KpiKey, *, started_as: tuple[Unit, TimeRule]) -> Edited:
    """Set what the name of a new KPI says of it, and take a cost off in the sum above it.

    Args:
        plan: the plan.
        key: the KPI, which has just got its name.
        started_as: what it counted before; a unit that somebody chose meanwhile stays.

    Raises:
        EditError: NO_SUCH_ROW.
    """
    guess = name_guess(plan.kpis[key].name)
    after = _described(plan, key, guess, started_as)
    if after.kpis[key].cost or guess.saving:
        after = _taken_off(after, key)
    return after, diff(plan, after)


def formula_set(plan: Plan, key: KpiKey) -> Edited:
    """Set the unit that the formula of a KPI evidently gives, where nobody chose any.

    Raises:
        EditError: NO_SUCH_ROW.
    """
    kpi = plan.kpis[key]
    if kpi.unit != Unit() or kpi.time is not TimeRule.SUM or not kpi.formula:
        return plan, diff(plan, plan)
    said = name_guess(kpi.name).unit
    kind = formula_kind(plan, kpi.formula) or _kind_of_stock(plan, kpi)
    if kind is None:
        return plan, diff(plan, plan)
    label = said.label if said is not None and said.kind is kind else ""
    return update_kpi(plan, key, unit=Unit(kind, label), time=_time_of(plan, kpi, kind))


def operand_kpi(plan: Plan, key: KpiKey, owner: KpiKey) -> Edited:
    """Set what a new KPI counts by where the formula of ``owner`` names it, if nothing else did.

    What a stock starts from counts what the stock does; what is added to a figure counts the
    same; what is taken from 1 is a share.

    Raises:
        EditError: NO_SUCH_ROW.
    """
    kpi, above = plan.kpis[key], plan.kpis[owner]
    found = None if kpi.unit != Unit() else _as_operand(plan, parse(above.formula), key)
    if found is None and kpi.unit == Unit() and Name(key) in _summands(parse(above.formula)):
        found = above.unit, above.unit.kind.time_rule
    if found is None:
        return plan, diff(plan, plan)
    return update_kpi(plan, key, unit=replace(found[0], decimals=None), time=found[1])


def _described(
    plan: Plan, key: KpiKey, guess: NameGuess, started_as: tuple[Unit, TimeRule]
) -> Plan:
    kpi = plan.kpis[key]
    parent = kpi_tree(plan.kpis).home[key]
    above = None if parent is None else plan.kpis[parent]
    unit, time = kpi.unit, kpi.time
    if (unit, time) == started_as and guess.unit is None and unit == Unit():
        kind = None if above is None else _kind_by_place(plan, above, key)
        if kind is not None:
            unit, time = Unit(kind), kind.time_rule
    elif (unit, time) == started_as and guess.unit is not None:
        unit = Unit(UnitKind.SHARE) if _is_margin_rate(plan, kpi, above) else guess.unit
        if unit.kind is UnitKind.MONEY and _is_price_part(guess, above):
            unit = Unit(_PRICE)
        time = unit.kind.time_rule if unit.kind is UnitKind.SHARE else guess.time
        time = time or unit.kind.time_rule
        if kpi.time is TimeRule.WEIGHTED and unit.kind is kpi.unit.kind:
            # As the KPI that it was put above: a name says less than what is below.
            time = kpi.time
    inherited = above is not None and above.cost and _is_part(above, key) and not guess.saving
    cost = kpi.cost or guess.cost or inherited
    if unit.kind not in _MONEYS:
        cost = kpi.cost
    sense = guess.sense or (Sense.LOWER if cost else kpi.sense)
    role = kpi.role
    if role is None and guess.role is not None and not _has_role(plan, guess.role):
        role = guess.role
    described, _ = update_kpi(plan, key, unit=unit, time=time, cost=cost, sense=sense, role=role)
    return described


def _kind_by_place(plan: Plan, above: Kpi, key: KpiKey | None) -> UnitKind | None:
    """Return what is left for a factor of the product ``above``; None where that is open."""
    rollup = recognise(above.formula)
    if rollup is None or rollup.kind is not RollupKind.PRODUCT:
        return None
    others = [KpiKey(each.key) for each in rollup.terms if each.key != key]
    known = [plan.kpis[each].unit.kind for each in others if each in plan.kpis]
    return _factor(above.unit.kind, known)


def _kind_of_stock(plan: Plan, kpi: Kpi) -> UnitKind | None:
    """Return the one unit that a formula that reads its own KPI gives again."""
    if kpi.key not in references(kpi.formula).all:
        return None
    kinds = (UnitKind.COUNT, UnitKind.MONEY, UnitKind.SHARE)
    tried = (
        (kind, replace(plan, kpis=plan.kpis.replacing(replace(kpi, unit=Unit(kind)))))
        for kind in kinds
    )
    found = [kind for kind, trial in tried if formula_kind(trial, kpi.formula) is kind]
    return found[0] if len(found) == 1 else None


def _as_operand(plan: Plan, formula: Node, key: KpiKey) -> tuple[Unit, TimeRule] | None:
    """Return what a name must count by the part of a formula that it stands in."""
    for part in walk(formula):
        match part:
            case Call("prev", (Name(stock), Name(start))) if start == key and stock in plan.kpis:
                return plan.kpis[KpiKey(stock)].unit, TimeRule.LAST
            case Arithmetic("+" | "-", Number(1.0), Name(share)) if share == key:
                return Unit(UnitKind.SHARE), UnitKind.SHARE.time_rule
            case _:
                pass
    return None


def _summands(node: Node) -> list[Node]:
    match node:
        case Arithmetic("+" | "-", left, right):
            return _summands(left) + _summands(right)
        case _:
            return [node]


def _is_margin_rate(plan: Plan, kpi: Kpi, above: Kpi | None) -> bool:
    """Whether a margin multiplies money, so that it is a rate and not an amount."""
    if above is None or not {"marge", "margin"} & set(folded(kpi.name).split()):
        return False
    return _kind_by_place(plan, above, kpi.key) is UnitKind.SHARE


def _is_price_part(guess: NameGuess, above: Kpi | None) -> bool:
    """Whether a price stands below one that is per client, such as a part of ARPU."""
    return above is not None and above.unit.kind is _PRICE and guess.time is TimeRule.MEAN


def _is_part(above: Kpi, key: KpiKey) -> bool:
    rollup = recognise(above.formula)
    return (
        rollup is not None
        and rollup.kind is RollupKind.SUM
        and any(term.key == key and not term.minus for term in rollup.terms)
    )


def _has_role(plan: Plan, role: KpiRole) -> bool:
    return any(kpi.role is role for kpi in plan.kpis.values())


def _taken_off(plan: Plan, key: KpiKey) -> Plan:
    """Return the plan with a KPI taken off in the sum above it, where that is what is meant.

    A cost is below profit, and beside what is no cost; a sum of costs alone stays a sum. A
    saving is among costs.
    """
    parent = kpi_tree(plan.kpis).home[key]
    if parent is None:
        return plan
    above = plan.kpis[parent]
    rollup = recognise(above.formula)
    if rollup is None or rollup.kind is not RollupKind.SUM:
        return plan
    beside = [term for term in rollup.terms if term.key != key and not term.minus]
    if plan.kpis[key].cost:
        earns = any(not plan.kpis[KpiKey(t.key)].cost for t in beside if t.key in plan.kpis)
        meant = not above.cost and (earns or above.role is KpiRole.PROFIT)
    else:
        meant = above.cost and bool(beside)
    if not meant:
        return plan
    terms = tuple(Term(each.key, minus=each.minus or each.key == key) for each in rollup.terms)
    try:
        after, _ = set_formula(plan, parent, replace(rollup, terms=terms).text())
    except EditError:
        # One sign more made it too long: it stays a sum.
        return plan
    return after


def _factor(product: UnitKind, others: Sequence[UnitKind]) -> UnitKind | None:
    """Return what one more factor counts so that all come to ``product``; None for any."""
    has = frozenset(others)
    match product:
        case UnitKind.MONEY if UnitKind.COUNT in has and not has & _MONEYS:
            return _PRICE
        case UnitKind.MONEY if has & _MONEYS and UnitKind.COUNT not in has:
            return UnitKind.COUNT if _PRICE in has else UnitKind.SHARE
        case UnitKind.MONEY | UnitKind.MONEY_PER_CLIENT_MONTH if product in has:
            return UnitKind.SHARE
        case UnitKind.COUNT if UnitKind.COUNT in has:
            return UnitKind.SHARE
        case UnitKind.COUNT if has:
            return UnitKind.COUNT
        case UnitKind.SHARE:
            return UnitKind.SHARE
        case _:
            return None


def _time_of(plan: Plan, kpi: Kpi, kind: UnitKind) -> TimeRule:
    """Return how the periods of a formula KPI add up."""
    node = parse(kpi.formula)
    if any(
        isinstance(part, Call) and part.function == "prev" and part.arguments[0] == Name(kpi.key)
        for part in walk(node)
    ):
        return TimeRule.LAST
    said = name_guess(kpi.name)
    if said.unit is not None and said.unit.kind is kind and said.time is not None:
        return said.time
    rollup = recognise(kpi.formula)
    if rollup is not None and rollup.kind is RollupKind.RATIO:
        return TimeRule.FORMULA
    if rollup is not None and rollup.kind is RollupKind.SUM:
        rules = {plan.kpis[KpiKey(t.key)].time for t in rollup.terms if t.key in plan.kpis}
        if len(rules) == 1 and rules <= {TimeRule.SUM, TimeRule.LAST, TimeRule.MEAN}:
            return rules.pop()
    return kind.time_rule

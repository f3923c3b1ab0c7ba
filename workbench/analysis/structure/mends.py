"""Ways out of a hint that can be taken at once: what is offered, and the edits they are.

A mend is offered only where it is known to apply: making one looks at what the edit would
refuse. No mend changes a figure of what stays, but for rounding in the last place.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable
from dataclasses import replace

from models.changes import Edited, EditError, EditFault, edited
from models.edits.kpis import fresh_key, set_responsibility
from models.edits.lookup import kpi_of
from models.edits.operands import checked, inlined, refuse_cycle
from models.edits.tree import delete_node
from models.keys import FunctionKey, KpiKey
from models.kpi import Kpi, TimeRule
from models.plan import Plan
from models.rollup import Rollup, RollupKind, Term, recognise
from workbench.analysis.structure.hint import Bundle, Mend, MendCode
from workbench.analysis.structure.survey import Survey

_ADDITIVE = {TimeRule.SUM, TimeRule.LAST, TimeRule.MEAN}
"""Rules by which the group figure of a sum is the sum of group figures."""


def mended(plan: Plan, mend: Mend) -> Edited:
    """Take the way out.

    Raises:
        EditError: the plan is another one by now, and the edit is refused; see
            :func:`models.edits.kpis.set_responsibility`, :func:`models.edits.tree.delete_node`.
    """
    match mend.code:
        case MendCode.ASSIGN:
            shares = {} if mend.function is None else {mend.function: 1.0}
            return set_responsibility(plan, mend.kpi, shares)
        case MendCode.TAKE_OUT:
            return delete_node(plan, mend.kpi)
        case MendCode.GROUP:
            return _grouped(plan, mend)


def assigning(survey: Survey, key: KpiKey) -> Mend | None:
    """Return the mend that gives a driver to the function answering for most siblings.

    A sibling is its leading function's, by the responsibility that is stated. Of functions that
    have as many, the first in the plan; where no sibling has one, there is nothing to go by.
    """
    home = survey.tree.home[key]
    if home is None:
        return None
    plan = survey.plan
    counts: Counter[FunctionKey] = Counter()
    for sibling in survey.tree.shown_under(home):
        leading = leading_function(plan, plan.kpis[sibling])
        if leading is not None:
            counts[leading] += 1
    found = [function for function in plan.functions if counts[function]]
    best = max(found, key=counts.__getitem__, default=None)
    return None if best is None else Mend(MendCode.ASSIGN, key, best)


def leading_function(plan: Plan, kpi: Kpi) -> FunctionKey | None:
    """Return the function that answers for most of a KPI, as stated; the first of several."""
    shares = kpi.responsibility
    known = [key for key in plan.functions if shares.get(key, 0.0) > 0.0] if shares else []
    return max(known, key=lambda key: shares[key], default=None)


def taking_out(survey: Survey, key: KpiKey, child: KpiKey) -> Mend | None:
    """Return the mend that takes a level out, where it says the very same as its only child.

    It must stand between one parent and that child, be named by nothing else, and hold nothing
    of its own that would be lost: a role, a responsibility, a note, figures, a member.
    """
    plan = survey.plan
    kpi, below, home = plan.kpis[key], plan.kpis[child], survey.tree.home[key]
    if home is None or home == child or survey.tree.used_by.get(key) != (home,):
        return None
    if key in survey.named or kpi.formula != child or not _says_the_same(kpi, below):
        return None
    try:
        checked(home, inlined(plan.kpis[home].formula, key, kpi.formula))
    except EditError:
        return None
    return Mend(MendCode.TAKE_OUT, key)


def bundling(survey: Survey, key: KpiKey, most: int) -> Mend | None:
    """Return the mend that puts children of one function under a parent of their own.

    Only in a plain sum, whose figures stay the same however it is bracketed. Children go together
    that are at home here, have the same unit, sense, time rule and sign, and are answered for
    mostly by the same function, as stated; the largest such groups first, until ``most`` are
    left. Where that does not suffice, nothing is offered.

    Args:
        survey: the plan.
        key: the parent.
        most: how many children a parent should have.
    """
    rollup = recognise(survey.plan.kpis[key].formula)
    if rollup is None or rollup.kind is not RollupKind.SUM:
        return None
    named = [term.key for term in rollup.terms]
    if len(set(named)) < len(named):
        return None
    alike: dict[tuple[Hashable, ...], list[Term]] = defaultdict(list)
    functions: dict[tuple[Hashable, ...], FunctionKey] = {}
    for term in rollup.terms:
        kpi = survey.plan.kpis.get(KpiKey(term.key))
        if kpi is None or survey.tree.home[kpi.key] != key or kpi.time not in _ADDITIVE:
            continue
        function = leading_function(survey.plan, kpi)
        if function is not None:
            like = (function, kpi.unit, kpi.sense, kpi.time, kpi.cost, term.minus)
            alike[like].append(term)
            functions[like] = function
    bundles: list[Bundle] = []
    left = len(named)
    for like, terms in sorted(alike.items(), key=lambda each: -len(each[1])):
        if left > most and 2 <= len(terms) <= most:
            members = tuple(KpiKey(term.key) for term in terms)
            bundles.append(Bundle(functions[like], members, terms[0].minus))
            left -= len(terms) - 1
    if left > most or (left == 1 and len(bundles) == 1):
        return None
    mend = Mend(MendCode.GROUP, key, bundles=tuple(bundles))
    try:
        _grouped(survey.plan, mend)
    except EditError:
        return None
    return mend


def _says_the_same(kpi: Kpi, below: Kpi) -> bool:
    """Return whether a KPI describes what the one below it does, and holds nothing else."""
    plain = Kpi(
        kpi.key,
        kpi.name,
        unit=kpi.unit,
        sense=kpi.sense,
        formula=kpi.formula,
        time=kpi.time,
        weight_by=kpi.weight_by,
        cost=kpi.cost,
    )
    by_formula = kpi.time is TimeRule.FORMULA
    timed = by_formula or (kpi.time, kpi.weight_by) == (below.time, below.weight_by)
    described = (kpi.unit.kind, kpi.sense, kpi.cost) == (below.unit.kind, below.sense, below.cost)
    return kpi == plain and timed and described


def _grouped(plan: Plan, mend: Mend) -> Edited:
    """Put each bundle under a new parent, which stands in the sum in its place.

    Raises:
        EditError: NO_SUCH_ROW where a KPI or function is gone; STILL_NAMED, without places, where
            the formula is another by now; SYNTAX.
    """
    before = plan
    parent = kpi_of(plan, mend.kpi)
    rollup = recognise(parent.formula)
    for bundle in mend.bundles:
        if bundle.function not in plan.functions:
            details = {"table": "functions", "key": bundle.function}
            raise EditError(EditFault.NO_SUCH_ROW, details)
        terms = {Term(key, minus=bundle.minus) for key in bundle.members}
        if rollup is None or rollup.kind is not RollupKind.SUM or not terms <= set(rollup.terms):
            details = {"table": "kpis", "key": mend.kpi, "places": ()}
            raise EditError(EditFault.STILL_NAMED, details)
        first = kpi_of(plan, bundle.members[0])
        name = f"{parent.name} · {plan.functions[bundle.function].name}"
        key = fresh_key(plan, name)
        added = Kpi(
            key,
            name,
            unit=first.unit,
            sense=first.sense,
            formula=checked(key, " + ".join(bundle.members)),
            time=first.time,
            cost=first.cost,
        )
        rollup = _with_bundle(rollup, bundle, key)
        # Right after its parent, so that whoever else names a member is still after both.
        kpis = plan.kpis.inserting(added, plan.kpis.index(mend.kpi) + 1)
        text = checked(mend.kpi, rollup.text())
        kpis = kpis.replacing(replace(kpis[mend.kpi], formula=text))
        refuse_cycle(kpis, key)
        plan = replace(plan, kpis=kpis)
    return edited(before, plan)


def _with_bundle(rollup: Rollup, bundle: Bundle, key: KpiKey) -> Rollup:
    """Return a sum in which the first member of a bundle is ``key`` and the others are gone."""
    terms: list[Term] = []
    for term in rollup.terms:
        if term.key == bundle.members[0]:
            terms.append(Term(key, minus=bundle.minus))
        elif term.key not in bundle.members:
            terms.append(term)
    return Rollup(RollupKind.SUM, tuple(terms))

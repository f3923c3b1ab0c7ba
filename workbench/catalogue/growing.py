"""Many new KPIs at once, which costs hardly more than one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from models.edits.kpis import add_kpi
from models.edits.operands import refuse_cycle
from models.keys import KpiKey
from models.kpi import Kpi, KpiRole
from models.plan import Plan


def grown(plan: Plan, rows: Sequence[Kpi], parent: KpiKey | None, at: int | None) -> Plan:
    """Return ``plan`` with new KPIs: the first as ``add_kpi`` adds it, the others after all.

    Args:
        plan: the plan.
        rows: KPIs of keys that the plan does not have, at least one.
        parent: the KPI whose formula takes the first one in; None makes it a root.
        at: the place of the first among the siblings it gets; None: the last.

    Raises:
        EditError: NO_SUCH_ROW for the parent; SYNTAX where its formula is none or grows too
            long; CYCLE.
    """
    first, *others = rows
    after, _ = add_kpi(plan, first, parent=parent, at=at)
    kpis = after.kpis
    for row in others:
        kpis = kpis.inserting(row)
    for row in others:
        refuse_cycle(kpis, row.key)
    return replace(after, kpis=kpis)


def roles_taken(plan: Plan) -> frozenset[KpiRole]:
    """Return the roles that KPIs of ``plan`` have."""
    return frozenset(kpi.role for kpi in plan.kpis.values() if kpi.role is not None)

"""Moving several branches of the tree at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from models.changes import Edited, diff
from models.edits import tree
from models.keys import KpiKey
from models.plan import Plan
from models.tree import kpi_tree


def move_many(
    plan: Plan, keys: Sequence[KpiKey], parent: KpiKey | None, at: int | None = None
) -> Edited:
    """Put branches under another parent, or at another place under it, in the order of ``keys``.

    Args:
        plan: the plan.
        keys: the KPIs; one that stands below another of them goes with that one.
        parent: the new parent; None makes them roots.
        at: their place among the siblings they get, themselves not counted; None: the last.

    Raises:
        EditError: as :func:`models.edits.tree.move` does.
    """
    shown = kpi_tree(plan.kpis)
    chosen = frozenset(keys)
    tops = [key for key in keys if not chosen.intersection(_above(shown.home, key))]
    rest = [key for key in shown.shown_under(parent) if key not in chosen]
    before = rest[at] if at is not None and at < len(rest) else None
    after = plan
    for key in tops:
        place: int | None = None
        if before is not None:
            siblings = kpi_tree(after.kpis).shown_under(parent)
            place = [each for each in siblings if each != key].index(before)
        after, _ = tree.move(after, key, parent, place)
    return after, diff(plan, after)


def _above(home: Mapping[KpiKey, KpiKey | None], key: KpiKey) -> Iterator[KpiKey]:
    """Yield what stands above a KPI, nearest first."""
    above = home[key]
    while above is not None:
        yield above
        above = home[above]

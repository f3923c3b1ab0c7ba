"""Edits of the list of designs: adding, copying, naming."""

from __future__ import annotations

from dataclasses import replace

from models.changes import Edited, EditError, EditFault, edited
from models.edits.lookup import row_of
from models.edits.scorecards import fresh_design_key, put_design
from models.keys import DesignKey
from models.plan import Plan
from models.scorecard import Design


def add_design(
    plan: Plan, name: str, *, copy_of: DesignKey | None = None, key: DesignKey | None = None
) -> Edited:
    """Add a design after the others; the first one of a plan is the one that is paid.

    Args:
        plan: the plan.
        name: its name for people.
        copy_of: the design whose scorecards and pools it starts with; None: it starts empty.
        key: its key; None makes one of the name.

    Raises:
        EditError: NO_SUCH_ROW for ``copy_of``; DUPLICATE_KEY.
    """
    wanted = key or fresh_design_key(plan, name)
    if wanted in plan.designs:
        raise EditError(EditFault.DUPLICATE_KEY, {"table": "designs", "key": wanted})
    new = Design(wanted, name.strip())
    if copy_of is not None:
        model = row_of("designs", plan.designs, copy_of)
        new = replace(new, scorecards=model.scorecards, pools=model.pools)
    return put_design(plan, new)


def rename_design(plan: Plan, key: DesignKey, name: str) -> Edited:
    """Give a design another name.

    Raises:
        EditError: NO_SUCH_ROW.
    """
    named = replace(row_of("designs", plan.designs, key), name=name.strip())
    return edited(plan, replace(plan, designs=plan.designs.replacing(named)))

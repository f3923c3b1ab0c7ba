"""A change to what was agreed, with its entry in the log and the acknowledgements it reopens."""

from __future__ import annotations

from dataclasses import replace

from models.changes import Changes, Edited
from models.edits.life import log_change
from models.life import LoggedChange, Reason
from models.plan import Plan
from workbench.analysis.life.touched import Touched, touched


def touched_by_edit(before: Plan, after: Plan, changes: Changes) -> Touched:
    """Return what of the agreement an edit touches: nothing while the plan is a draft.

    A step in the life of the plan is none: the plan may be reopened and changed in one edit.
    """
    if not before.life.locked or not after.life.locked:
        return Touched()
    return touched(before, after, changes)


def with_reason(
    after: Plan, changes: Changes, *, hit: Touched, what: str, reason: Reason
) -> Edited:
    """Return an edit together with its entry in the log; without one where it hits nothing.

    Args:
        after: the plan after the edit.
        changes: what differs by it.
        hit: what of the agreement it changes.
        what: the edit in words.
        reason: why it is made.

    Raises:
        EditError: NAME_NEEDED, REASON_NEEDED.
    """
    if hit:
        entry = LoggedChange(reason.on, reason.by, what, reason.why, hit.people)
        after, _ = log_change(after, entry)
    return after, replace(changes, settings=changes.settings | {"life"})

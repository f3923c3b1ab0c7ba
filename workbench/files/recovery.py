"""Copies of unsaved work beside the plan, found again after a crash.

While a plan has unsaved edits the window writes a recovery copy now and then; saving or
closing discards it. A copy that is there when a plan is opened was left by a crash. A plan
that was never saved has its copy where its first file would be proposed.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from models.plan import Plan
from workbench.files.faults import PlanFileError
from workbench.files.plan_file import open_plan, write_plan


@dataclass(frozen=True, slots=True)
class Recovery:
    """Unsaved work that was found.

    Attributes:
        path: of the copy.
        plan: what it holds.
        time: when it was written, in local time.
    """

    path: Path
    plan: Plan
    time: dt.datetime


def recovery_path(path: Path) -> Path:
    """Return where the recovery copy of the plan at ``path`` lies."""
    return path.with_name(f".{path.name}.recovery")


def write_recovery(plan: Plan, path: Path) -> None:
    """Write a recovery copy of ``plan``, whose own file at ``path`` stays as it is.

    Raises:
        PlanFileError: it could not be written.
    """
    write_plan(plan, recovery_path(path))


def recovery_for(path: Path) -> Recovery | None:
    """Return the unsaved work left beside ``path``, if there is any that differs from it.

    A copy that cannot be read is left alone: it must not keep the plan from opening.
    """
    copy = recovery_path(path)
    try:
        left = open_plan(copy)
        time = dt.datetime.fromtimestamp(copy.stat().st_mtime, tz=dt.UTC).astimezone()
    except (PlanFileError, OSError):
        return None
    try:
        if open_plan(path).plan == left.plan:
            return None
    except PlanFileError:
        pass  # the plan itself is gone or damaged: all the more reason to offer the copy
    return Recovery(copy, left.plan, time)


def discard_recovery(path: Path) -> None:
    """Remove the recovery copy of ``path``, if there is one.

    Raises:
        OSError: it is there and cannot be removed.
    """
    recovery_path(path).unlink(missing_ok=True)

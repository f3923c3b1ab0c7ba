"""The ways out that findings offer: the edits they are, and their words."""

from __future__ import annotations

from models.changes import Edited
from models.plan import Plan
from workbench.analysis.incentives.hint import TargetMend
from workbench.analysis.incentives.targets import targets_set
from workbench.analysis.structure.hint import Mend
from workbench.analysis.structure.mends import mended
from workbench.incentive_words import target_mend_step, target_mend_words
from workbench.language import Language
from workbench.structure_words import mend_step, mend_words


def way_out(plan: Plan, mend: Mend | TargetMend) -> Edited:
    """Take the way out of a finding.

    Raises:
        EditError: the plan is another one by now, and the edit is refused.
    """
    return targets_set(plan, mend) if isinstance(mend, TargetMend) else mended(plan, mend)


def way_out_words(mend: Mend | TargetMend, plan: Plan, language: Language) -> str:
    """Return what a way out does, for the button that takes it."""
    if isinstance(mend, TargetMend):
        return target_mend_words(mend, plan, language)
    return mend_words(mend, plan, language)


def way_out_step(mend: Mend | TargetMend, plan: Plan, language: Language) -> str:
    """Return what a way out did, as the name of the step that undoes it."""
    if isinstance(mend, TargetMend):
        return target_mend_step(mend, plan, language)
    return mend_step(mend, plan, language)

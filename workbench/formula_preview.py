"""What a formula that is being typed would give: the figure, and the words for it."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from models.calendar import Group
from models.changes import EditError
from models.formula import references
from models.keys import KpiKey, ScenarioKey
from models.kpi import Unit
from models.plan import Plan
from models.table import Table
from workbench.analysis.reasons import Reason, reason_sentence, why_not
from workbench.engine.evaluate import evaluate_plan
from workbench.engine.values import Values
from workbench.formula_entry import enter_formula, read_formula
from workbench.formula_sentence import formula_equation
from workbench.language import Language
from workbench.pulse import relative_change


@dataclass(frozen=True, slots=True)
class FormulaPreview:
    """What a formula would give.

    Attributes:
        plan: the plan with the formula in it.
        key: whose formula it is.
        value: over the group asked for; NaN: no value.
        before: the same as the plan stands.
        unit: of the value.
        reason: why there is no value; None where there is one.
    """

    plan: Plan
    key: KpiKey
    value: float
    before: float
    unit: Unit
    reason: Reason | None


def preview_formula(
    values: Values, key: KpiKey, typed: str, scenario: ScenarioKey, group: Group
) -> FormulaPreview | None:
    """Work out what a KPI would come to with another formula; None where it cannot be taken.

    Args:
        values: of the plan as it stands.
        key: the KPI.
        typed: the formula as typed so far.
        scenario: under which.
        group: over which periods.

    Raises:
        ValueError: there is no such scenario.
    """
    plan = values.plan
    if key not in plan.kpis or not group.periods:
        return None
    formula = read_formula(plan, typed)
    if not formula.text:
        return None
    try:
        after, changes = enter_formula(plan, key, formula)
    except EditError:
        return None
    before = values.group(key, scenario, group)
    # Only what the KPI reads, under one scenario: of ten thousand KPIs that is a few.
    again = not changes.is_empty
    worked_out = evaluate_plan(_upstream(after, key), (scenario,)) if again else values
    value = worked_out.group(key, scenario, group)
    reason = None
    if math.isnan(value):
        reason = why_not(worked_out.plan, worked_out, key, scenario, group)
    return FormulaPreview(after, key, value, before, after.kpis[key].unit, reason)


def _upstream(plan: Plan, key: KpiKey) -> Plan:
    """Return the plan with the KPIs that ``key`` is worked out from, and itself."""
    found = {key}
    waiting = [key]
    while waiting:
        kpi = plan.kpis[waiting.pop()]
        read = [KpiKey(name) for name in references(kpi.formula).all]
        if kpi.weight_by is not None:
            read.append(kpi.weight_by)
        new = [each for each in read if each in plan.kpis and each not in found]
        found.update(new)
        waiting += new
    rows = (kpi for kpi in plan.kpis.values() if kpi.key in found)
    return replace(plan, kpis=Table(rows))


def preview_words(preview: FormulaPreview, group: Group, language: Language) -> str:
    """Say what a formula would give over ``group``, beside what there is now."""
    plan, text = preview.plan, language.text
    if preview.reason is not None:
        reason = reason_sentence(preview.reason, plan, language)
        return text("No value: {reason}", reason=reason)
    value = language.figure(preview.value, preview.unit, plan.currency, label=True)
    over = language.group_label(group)
    if math.isnan(preview.before):
        return text("Would give {value} over {group}.", value=value, group=over)
    if preview.value == preview.before:
        return text("Gives {value} over {group}, as now.", value=value, group=over)
    before = language.figure(preview.before, preview.unit, plan.currency)
    relative = relative_change(preview.value, preview.before)
    if not math.isfinite(relative):
        return text(
            "Would give {value} over {group}; now {before}.", value=value, group=over, before=before
        )
    return text(
        "Would give {value} over {group}; now {before} ({change}).",
        value=value,
        group=over,
        before=before,
        change=language.change(relative),
    )


def equation_words(preview: FormulaPreview, language: Language) -> str:
    """Say in a sentence what the KPI would be."""
    formula = preview.plan.kpis[preview.key].formula
    return formula_equation(preview.plan, preview.key, formula, language)

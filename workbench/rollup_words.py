"""The words of roll-ups, and why children cannot come together in one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from models.changes import EditError
from models.edits.rollups import RollupFault, RollupShape
from models.plan import Plan
from workbench.language import Language, message
from workbench.place_words import kpi_name

SHAPE_SIGNS: Final = {
    RollupShape.SUM: "+",
    RollupShape.DIFFERENCE: "−",
    RollupShape.PRODUCT: "×",
    RollupShape.RATIO: "÷",
    RollupShape.AVERAGE: "x̄",
}
"""The sign of each shape, as the canvas draws it between a KPI and what is below it."""
SHAPE_NAMES: Final = {
    RollupShape.SUM: message("Sum"),
    RollupShape.DIFFERENCE: message("Difference: the first less the others"),
    RollupShape.PRODUCT: message("Product"),
    RollupShape.RATIO: message("Ratio: the first over the second"),
    RollupShape.AVERAGE: message("Weighted average"),
}
_FAULTS: Final = {
    RollupFault.NOTHING_BELOW: message(
        "Nothing stands below “{name}” that could be rolled up: add a KPI below it first."
    ),
    RollupFault.ONE_BELOW: message(
        "Only one KPI stands below “{name}”, and this takes two: add another one."
    ),
    RollupFault.NOT_TWO: message(
        "A ratio takes two KPIs, and {count} stand below “{name}”: take some out, or type the "
        "formula."
    ),
    RollupFault.NO_WEIGHTS: message(
        "A weighted average of “{name}” needs a count for each KPI below it: add the counts "
        "beside them, or type the formula."
    ),
}


def rollup_sentence(error: EditError, plan: Plan, language: Language) -> str:
    """Return why what is below a KPI does not come together as asked, and the way out."""
    details: Mapping[str, Any] = error.details
    why: RollupFault = details["why"]
    template = _FAULTS.get(why, _FAULTS[RollupFault.NOTHING_BELOW])
    count = language.number(details.get("count", 0))
    return language.text(template, name=kpi_name(plan, details["key"]), count=count)

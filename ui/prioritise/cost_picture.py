"""Words and picture of a distribution of cost, alike wherever it is shown."""

from __future__ import annotations

from models.plan import Plan
from ui.drawing.histogram_painter import HistogramPicture, Mark
from workbench.analysis.designs.costs import CostSpread
from workbench.language import Language


def cost_picture(spread: CostSpread, plan: Plan, language: Language) -> HistogramPicture | None:
    """Return what is drawn; None where no year has a cost, or all have the same."""
    if not spread.counts or not spread.uncertain:
        return None
    marks: tuple[Mark, ...]
    if spread.p10 == spread.p90:
        marks = (Mark(spread.p50, language.short_money(spread.p50, plan.currency), strong=True),)
    else:
        marks = tuple(
            Mark(at, f"{name} {language.short_money(at, plan.currency)}", strong=name == "P50")
            for name, at in (("P10", spread.p10), ("P50", spread.p50), ("P90", spread.p90))
        )
    ceiling = None
    if plan.ceiling is not None:
        amount = language.short_money(plan.ceiling, plan.currency)
        ceiling = Mark(plan.ceiling, language.text("Ceiling {amount}", amount=amount))
    return HistogramPicture(spread.edges, spread.counts, marks, ceiling)

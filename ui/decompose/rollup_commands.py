"""The actions that bring what is below a KPI together in another way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from models.edits.rollups import RollupShape
from ui.document import Document
from ui.formula.entering import FormulaEntering
from ui.refusal import Refusal
from workbench.language import Language

_ACTIONS: Final = {
    "rollup_sum": RollupShape.SUM,
    "rollup_product": RollupShape.PRODUCT,
    "rollup_difference": RollupShape.DIFFERENCE,
    "rollup_ratio": RollupShape.RATIO,
    "rollup_average": RollupShape.AVERAGE,
}


class RollupCommands:
    """Converts the roll-up of the selected KPI."""

    def __init__(
        self, document: Document, language: Language, say: Callable[[Refusal | None], None]
    ) -> None:
        """Tell ``say`` what was refused, or None where all went well."""
        self._document = document
        self._formulas = FormulaEntering(document, language)
        self._say = say

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """Return what to call for each action, by its id."""
        return {name: partial(self.convert, shape) for name, shape in _ACTIONS.items()}

    def convert(self, shape: RollupShape) -> None:
        """Bring what is below the selected KPI together in another way."""
        key = self._document.selection
        if key is not None and key in self._document.plan.kpis:
            self._say(self._formulas.roll_up(key, shape))

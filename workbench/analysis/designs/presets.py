"""A whole design by one idea: every position weighed by a preset."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from models.changes import Edited, edited
from models.edits.designs import add_design
from models.edits.weights import set_measures
from models.keys import DesignKey, PositionKey
from models.plan import Plan
from models.scorecard import Measure
from workbench.analysis.suggesting import Preset, Suggester, Unsuggested
from workbench.engine.values import Values


@dataclass(frozen=True, slots=True)
class PresetDesign:
    """What a design by a preset would hold.

    Attributes:
        cards: the measures of each position that could be weighed.
        faults: why the others could not.
    """

    cards: Mapping[PositionKey, tuple[Measure, ...]]
    faults: Mapping[PositionKey, Unsuggested]


def design_by_preset(plan: Plan, values: Values, preset: Preset) -> PresetDesign:
    """Weigh every position of a plan by ``preset``, as if it had no scorecard yet."""
    suggester = Suggester(plan, values)
    cards: dict[PositionKey, tuple[Measure, ...]] = {}
    faults: dict[PositionKey, Unsuggested] = {}
    for position in plan.positions:
        found = suggester.suggest(None, position, preset)
        if found.fault is None:
            cards[position] = tuple(line.measure for line in found.measures)
        else:
            faults[position] = found.fault
    return PresetDesign(MappingProxyType(cards), MappingProxyType(faults))


def put_preset(plan: Plan, made: PresetDesign, name: str, key: DesignKey) -> Edited:
    """Add a design that holds what a preset made.

    Raises:
        EditError: DUPLICATE_KEY; NO_SUCH_ROW for a position that is no longer there.
    """
    after, _ = add_design(plan, name, key=key)
    after, _ = set_measures(after, key, made.cards)
    return edited(plan, after)

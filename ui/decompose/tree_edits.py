"""Every edit of the Decompose room: one named undo step each, or a refusal in words."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from functools import partial

from models.calendar import Group
from models.changes import Edited, EditError, diff
from models.edits import drivers, kpis, tree
from models.keys import KpiKey
from models.kpi import Kpi, TimeRule, Unit
from models.plan import Plan
from models.rollup import recognise
from models.tree import kpi_tree
from ui.aims import Aim
from ui.decompose.moving import move_many
from ui.decompose.turning import Turn
from ui.document import Document, Edit
from ui.formula.entering import FormulaEntering
from ui.refusal import Refusal
from workbench.analysis.cascade.edit import one_period
from workbench.analysis.group_value import set_group_value
from workbench.figures_typed import parse_figure
from workbench.formula_entry import enter_formula, read_formula
from workbench.language import Language, NumberError
from workbench.rate_weights import rates_weighted
from workbench.sentences import edit_sentence
from workbench.unit_guess import named_kpi, start_of_child


@dataclass(frozen=True, slots=True)
class Added:
    """A KPI that was just made and waits for its name; naming it is the same undo step."""

    key: KpiKey
    merge_key: Hashable
    label: str
    started_as: tuple[Unit, TimeRule]


class TreeEdits:
    """Asks the document for edits and words what it refuses.

    Attributes:
        aim: takes a figure that is typed over one that is worked out.
    """

    def __init__(self, document: Document, language: Language) -> None:
        self._document = document
        self._language = language
        self._numbers = itertools.count()
        self._waiting: Added | None = None
        self._formulas = FormulaEntering(document, language)
        self.aim: Callable[[Aim], Refusal | None] = _taken

    def add_root(self) -> Added | Refusal:
        """Add a KPI at the top, after the others."""
        return self._add(None, None)

    def add_child(self, parent: KpiKey) -> Added | Refusal:
        """Add a KPI as the last one below ``parent``."""
        return self._add(parent, None)

    def add_sibling(self, key: KpiKey, *, before: bool = False) -> Added | Refusal:
        """Add a KPI right after ``key``, or before it."""
        shown = kpi_tree(self._document.plan.kpis)
        place = shown.siblings(key).index(key)
        return self._add(shown.home[key], place if before else place + 1)

    def add_parent(self, key: KpiKey) -> Added | Refusal:
        """Add a KPI between ``key`` and its parent."""
        plan = self._document.plan
        words = self._language.text("New KPI")
        there = plan.kpis[key]
        # It is worked out like what it stands above.
        new = Kpi(
            kpis.fresh_key(plan, words),
            words,
            there.unit,
            there.sense,
            time=there.time,
            weight_by=there.weight_by,
        )
        merge_key = ("new KPI", next(self._numbers))
        label = self._language.text("Insert a KPI above {name}", name=there.name)
        refusal = self._apply(label, partial(kpis.insert_parent, key=key, new=new), merge_key)
        return refusal or self._wait_for_name(
            Added(new.key, merge_key, label, (new.unit, new.time))
        )

    def add_missing(self, parent: KpiKey, key: KpiKey) -> Refusal | None:
        """Add, as drivers, ``key`` and what else the formula of ``parent`` names in vain."""
        label = self._language.text("Add {name}", name=key)
        text = self._document.plan.kpis[parent].formula
        formula = read_formula(self._document.plan, text)
        edit = partial(enter_formula, key=parent, formula=formula, add_unknown=True)
        return self._apply(label, edit)

    def rename(self, key: KpiKey, name: str) -> Refusal | None:
        """Give a KPI another name; one that was just added takes its key from it too."""
        words = name.strip()
        if not words:
            return Refusal(self._language.text("A KPI needs a name."))
        waiting, self._waiting = self._waiting, None
        if waiting is not None and waiting.key == key:
            return self._name_new(waiting, words)
        label = self._language.text("Rename {name}", name=self._name(key))
        return self._apply(label, partial(kpis.rename, key=key, name=words))

    def give_up(self, key: KpiKey) -> None:
        """Take back a KPI that was just added and got no name; any other stays."""
        waiting, self._waiting = self._waiting, None
        stack = self._document.undo_stack
        if waiting is not None and waiting.key == key and stack.undoText() == waiting.label:
            stack.undo()

    def is_new(self, key: KpiKey) -> bool:
        """Return whether a KPI was just added and waits for its name."""
        return self._waiting is not None and self._waiting.key == key

    def _name_new(self, added: Added, words: str) -> Refusal | None:
        plan = self._document.plan
        key = kpis.fresh_key(plan, words)
        if added.key not in plan.kpis or plan.kpis[added.key].name == words:
            return None
        label = self._language.text("Add {name}", name=words)
        edit = partial(_named, key=added.key, name=words, new_key=key, started_as=added.started_as)
        refusal = self._apply(label, edit, added.merge_key)
        if refusal is None:
            self._document.select(key)
        return refusal

    def set_formula(self, key: KpiKey, text: str) -> Refusal | None:
        """Give a KPI a formula, by keys or by names; unknown ones are offered as new drivers."""
        return self._formulas.take(key, text)

    def set_figure(self, key: KpiKey, group: Group, text: str) -> Refusal | None:
        """Set what a driver comes to over ``group``, or aim at it, in the scenario on screen."""
        document = self._document
        if not document.plan.kpis[key].is_driver:
            return self.aim(Aim(key, document.scenario, group, text))
        value = self._read(key, text)
        if isinstance(value, Refusal):
            return value
        label = self._language.text("Change {name}", name=self._name(key))
        edit = partial(_group_set, document, key=key, group=group, value=value)
        return self._apply(label, edit)

    def turn(self, key: KpiKey, group: Group) -> Turn:
        """Start turning what a driver comes to over ``group``."""
        label = self._language.text("Change {name}", name=self._name(key))
        return Turn(self._document, key, group, label=label)

    def set_cell(self, key: KpiKey, period: int, text: str) -> Refusal | None:
        """Set the figure of a driver in one period, or aim at it, in the scenario on screen."""
        plan = self._document.plan
        if not plan.kpis[key].is_driver:
            return self.set_figure(key, one_period(plan.calendar, period), text)
        value = self._read(key, text)
        if isinstance(value, Refusal):
            return value
        label = self._language.text("Change {name}", name=self._name(key))
        return self.set_cells(label, {(key, period): value})

    def set_cells(
        self, label: str, cells: Mapping[tuple[KpiKey, int], float | None]
    ) -> Refusal | None:
        """Set many figures of drivers as one step, in the scenario on screen."""
        edit = partial(drivers.set_values, cells=cells, scenario=self._document.scenario)
        return self._apply(label, edit)

    def read_cell(self, key: KpiKey, text: str) -> float | Refusal | None:
        """Read a figure as somebody types it for a KPI; an empty text is no value."""
        return self._read(key, text)

    def remove_link(self, parent: KpiKey, key: KpiKey) -> Refusal | None:
        """Take a KPI that is at home elsewhere out of the formula of ``parent``."""
        rollup = recognise(self._document.plan.kpis[parent].formula)
        if rollup is None or not rollup.can_lose(key):
            return Refusal(
                self._language.text(
                    "The formula of {parent} names {key}. Edit the formula to take it out.",
                    parent=self._name(parent),
                    key=key,
                )
            )
        label = self._language.text(
            "Take {name} out of {parent}", name=self._name(key), parent=self._name(parent)
        )
        text = rollup.without(key).text()
        return self._apply(label, partial(kpis.set_formula, key=parent, text=text))

    def move(self, key: KpiKey, parent: KpiKey | None, at: int | None) -> Refusal | None:
        """Put a branch under another parent, or at another place under its own."""
        label = self._language.text("Move {name}", name=self._name(key))
        return self._apply(label, partial(tree.move, key=key, parent=parent, at=at))

    def move_many(
        self, keys: tuple[KpiKey, ...], parent: KpiKey | None, at: int | None
    ) -> Refusal | None:
        """Put branches under another parent, or at another place under it, as one step."""
        label = self._language.plural("Move {count} KPI", "Move {count} KPIs", len(keys))
        return self._apply(label, partial(move_many, keys=keys, parent=parent, at=at))

    def _add(self, parent: KpiKey | None, at: int | None) -> Added | Refusal:
        plan = self._document.plan
        words = self._language.text("New KPI")
        unit, time = start_of_child(plan, parent)
        new = Kpi(kpis.fresh_key(plan, words), words, unit, time=time)
        merge_key = ("new KPI", next(self._numbers))
        label = self._language.text("Add a KPI")
        refusal = self._apply(
            label, partial(kpis.add_kpi, kpi=new, parent=parent, at=at), merge_key
        )
        return refusal or self._wait_for_name(
            Added(new.key, merge_key, label, (new.unit, new.time))
        )

    def _wait_for_name(self, added: Added) -> Added:
        self._waiting = added
        return added

    def _read(self, key: KpiKey, text: str) -> float | Refusal | None:
        if not text.strip():
            return None
        try:
            unit = self._document.plan.kpis[key].unit
            return parse_figure(text, unit, self._language).value
        except NumberError as error:
            return Refusal(str(error))

    def _name(self, key: KpiKey) -> str:
        kpi = self._document.plan.kpis.get(key)
        return key if kpi is None else kpi.name

    def make(self, label: str, edit: Edit) -> Refusal | None:
        """Make any edit as one step of that name; return why not in words."""
        return self._apply(label, edit)

    def _apply(self, label: str, edit: Edit, merge_key: Hashable | None = None) -> Refusal | None:
        try:
            self._document.apply(label, edit, merge_key)
        except EditError as error:
            return self._worded(error)
        return None

    def _worded(self, error: EditError) -> Refusal:
        return Refusal(edit_sentence(error, self._document.plan, self._language))


def _taken(_aim: Aim) -> None:
    """Take a target that nobody asked for."""


def _named(
    plan: Plan, key: KpiKey, name: str, new_key: KpiKey, started_as: tuple[Unit, TimeRule]
) -> Edited:
    """Rename a KPI, give it the key that goes with the name, and what the name says of it."""
    after, _ = kpis.rename(plan, key, name)
    after, _ = kpis.change_key(after, key, new_key)
    after, _ = named_kpi(after, new_key, started_as=started_as)
    after, _ = rates_weighted(plan, after, new_key)
    return after, diff(plan, after)


def _group_set(
    document: Document, plan: Plan, key: KpiKey, group: Group, value: float | None
) -> Edited:
    values = document.results.values
    return set_group_value(plan, values, key, value, scenario=document.scenario, group=group)

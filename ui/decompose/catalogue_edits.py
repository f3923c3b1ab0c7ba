"""Inserting from the catalogue: each time one named undo step, or a refusal in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from models.changes import Edited, EditError
from models.keys import KpiKey, ObjectiveKey
from models.plan import Plan
from models.tree import kpi_tree
from ui.document import Document
from ui.refusal import Refusal
from workbench.catalogue.branches import insert_template
from workbench.catalogue.inserting import first_new_kpi, insert_from_catalogue, insert_goal
from workbench.catalogue.reading import catalogue
from workbench.catalogue.rows import entries_in_plan
from workbench.catalogue.shelf import Line, LineKind
from workbench.language import Language, language
from workbench.sentences import edit_sentence


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something is to go.

    Attributes:
        parent: the KPI above; None for the top.
        at: the place among the siblings it gets; None: the last.
    """

    parent: KpiKey | None
    at: int | None = None


@dataclass(frozen=True, slots=True)
class Inserted:
    """What came of an insertion.

    Attributes:
        key: the KPI it was about; None for an objective.
        new: whether it is new to the plan, or was there before.
        guard: the entry to watch beside it, where the plan lacks that one.
    """

    key: KpiKey | None
    new: bool = True
    guard: KpiKey | None = None


class CatalogueEdits:
    """Asks the document for insertions and words what it refuses.

    What is inserted speaks the language of the plan, not that of the window.
    """

    def __init__(self, document: Document, tongue: Language) -> None:
        self._document = document
        self._language = tongue

    def spot_below(self) -> Spot:
        """Return the place below the selected KPI; the top where none is selected."""
        return Spot(self._document.selection)

    def spot_beside(self) -> Spot:
        """Return the place after the selected KPI; the top where none is selected."""
        key = self._document.selection
        if key is None:
            return Spot(None)
        tree = kpi_tree(self._document.plan.kpis)
        return Spot(tree.home[key], tree.siblings(key).index(key) + 1)

    def insert(
        self, line: Line, spot: Spot, *, with_drivers: bool = False, again: bool = False
    ) -> Inserted | Refusal:
        """Insert what a line stands for.

        Args:
            line: a KPI, an objective or a whole tree.
            spot: where it goes; an objective goes nowhere on the tree.
            with_drivers: whether all that a KPI is worked out from comes along.
            again: whether a KPI that the plan has already is inserted a second time.
        """
        match line.kind:
            case LineKind.OBJECTIVE:
                return self._insert_goal(line)
            case LineKind.TEMPLATE:
                label = self._language.text("Insert the tree {name}", name=line.name)
                return self._apply(label, partial(_template, line=line, spot=spot))
            case _:
                return self._insert_kpi(line, spot, with_drivers=with_drivers, again=again)

    def link(self, key: KpiKey, spot: Spot) -> Inserted | Refusal:
        """Name an entry that the plan has in the formula of the KPI above the spot."""
        name = catalogue().entries[key].name.of(self._language)
        label = self._language.text("Insert {name}", name=name)
        edit = partial(_kpi, key=key, spot=spot, with_drivers=False, again=False)
        return self._apply(label, edit, entries_in_plan(self._document.plan).get(key))

    def insert_guard(self, key: KpiKey) -> Inserted | Refusal:
        """Insert the KPI to watch beside another at the top: it is part of no sum."""
        name = catalogue().entries[key].name.of(self._language)
        label = self._language.text("Insert {name}", name=name)
        edit = partial(_kpi, key=key, spot=Spot(None), with_drivers=False, again=False)
        return self._apply(label, edit)

    def _insert_kpi(
        self, line: Line, spot: Spot, *, with_drivers: bool, again: bool
    ) -> Inserted | Refusal:
        key = KpiKey(line.key)
        there = entries_in_plan(self._document.plan).get(key)
        if there is not None and not again:
            return Inserted(there, new=False)
        text = self._language.text
        if with_drivers:
            label = text("Insert {name} with its drivers", name=line.name)
        else:
            label = text("Insert {name}", name=line.name)
        edit = partial(_kpi, key=key, spot=spot, with_drivers=with_drivers, again=again)
        done = self._apply(label, edit)
        guard = catalogue().entries[key].guard
        if isinstance(done, Refusal) or guard in entries_in_plan(self._document.plan):
            return done
        return Inserted(done.key, guard=guard)

    def _insert_goal(self, line: Line) -> Inserted | Refusal:
        label = self._language.text("Add the objective {name}", name=line.name)
        before = self._document.plan
        done = self._apply(label, partial(_goal, key=ObjectiveKey(line.key)))
        if isinstance(done, Refusal):
            return done
        return Inserted(None, new=self._document.plan is not before)

    def _apply(
        self, label: str, edit: Callable[[Plan], Edited], there: KpiKey | None = None
    ) -> Inserted | Refusal:
        before = self._document.plan
        try:
            self._document.apply(label, edit)
        except EditError as error:
            return Refusal(edit_sentence(error, before, self._language))
        return Inserted(first_new_kpi(before, self._document.plan) or there)


def _kpi(plan: Plan, *, key: KpiKey, spot: Spot, with_drivers: bool, again: bool) -> Edited:
    return insert_from_catalogue(
        plan,
        (key,),
        parent=spot.parent,
        at=spot.at,
        language=language(plan.language),
        with_drivers=with_drivers,
        reuse=not again,
    )


def _template(plan: Plan, *, line: Line, spot: Spot) -> Edited:
    tongue = language(plan.language)
    return insert_template(plan, line.key, parent=spot.parent, at=spot.at, language=tongue)


def _goal(plan: Plan, *, key: ObjectiveKey) -> Edited:
    return insert_goal(plan, key, language=language(plan.language))

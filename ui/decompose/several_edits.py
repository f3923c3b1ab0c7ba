"""Edits of all KPIs that are selected: one undo step each, or a refusal in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from models.changes import Edited
from models.edits import copying, removal, several
from models.keys import KpiKey
from models.kpi import Kpi
from models.plan import Plan
from ui.decompose.tree_edits import TreeEdits
from ui.document import Document
from ui.refusal import Refusal
from workbench.language import Language

Keys = tuple[KpiKey, ...]


class SeveralEdits:
    """Asks for edits of one or more KPIs; each is done with all of them or with none."""

    def __init__(self, document: Document, edits: TreeEdits, language: Language) -> None:
        self._document = document
        self._edits = edits
        self._language = language

    def delete_branches(self, keys: Keys) -> Refusal | None:
        """Delete KPIs with everything at home below them."""
        language, count = self._language, len(keys)
        one = language.text("Delete the branch {name}", name=self._first(keys))
        many = language.plural("Delete {count} branch", "Delete {count} branches", count)
        label = one if count == 1 else many
        return self._edits.make(label, partial(removal.delete_branches, keys=keys))

    def delete_nodes(self, keys: Keys) -> Refusal | None:
        """Delete KPIs and keep what is below them."""
        language, count = self._language, len(keys)
        one = language.text("Delete {name}", name=self._first(keys))
        many = language.plural("Delete {count} KPI", "Delete {count} KPIs", count)
        label = one if count == 1 else many
        return self._edits.make(label, partial(several.delete_nodes, keys=keys))

    def cut(self, keys: Keys) -> Refusal | None:
        """Delete branches that were copied just now."""
        language, count = self._language, len(keys)
        one = language.text("Cut {name}", name=self._first(keys))
        many = language.plural("Cut {count} branch", "Cut {count} branches", count)
        label = one if count == 1 else many
        return self._edits.make(label, partial(removal.delete_branches, keys=keys))

    def duplicate(self, keys: Keys) -> Refusal | None:
        """Copy branches beside themselves."""
        language, count = self._language, len(keys)
        one = language.text("Duplicate {name}", name=self._first(keys))
        many = language.plural("Duplicate {count} branch", "Duplicate {count} branches", count)
        label = one if count == 1 else many
        return self._edits.make(label, partial(copying.duplicate_branches, keys=keys))

    def reorder(self, keys: Keys, steps: int) -> Refusal | None:
        """Move KPIs one place up or down among their siblings."""
        return self._move(keys, partial(several.reorder_several, keys=keys, steps=steps))

    def indent(self, keys: Keys) -> Refusal | None:
        """Put KPIs below the sibling before them."""
        return self._move(keys, partial(several.indent, keys=keys))

    def outdent(self, keys: Keys) -> Refusal | None:
        """Put KPIs right after their parent."""
        return self._move(keys, partial(several.outdent, keys=keys))

    def follow_base(self, keys: Keys, periods: Iterable[int] | None = None) -> Refusal | None:
        """Take away what the scenario on screen says of KPIs, in some periods or everywhere."""
        language, count = self._language, len(keys)
        one = language.text("Let {name} follow the base", name=self._first(keys))
        many = language.plural(
            "Let {count} KPI follow the base", "Let {count} KPIs follow the base", count
        )
        label = one if count == 1 else many
        listed = None if periods is None else tuple(periods)
        edit = partial(
            several.follow_base_again,
            scenario=self._document.scenario,
            keys=keys,
            periods=listed,
        )
        return self._edits.make(label, edit)

    def graft(self, copied: Plan, parent: KpiKey | None) -> Refusal | None:
        """Add copied branches below ``parent``, or at the top."""
        label = self._paste_label(tuple(copied.kpis.values()))
        return self._edits.make(label, partial(copying.graft, copied=copied, parent=parent))

    def add(self, rows: tuple[Kpi, ...], parent: KpiKey | None) -> Refusal | None:
        """Add new KPIs below ``parent``, or at the top."""
        edit = partial(several.add_kpis, rows=rows, parent=parent)
        return self._edits.make(self._paste_label(rows), edit)

    def _paste_label(self, rows: tuple[Kpi, ...]) -> str:
        language, count = self._language, len(rows)
        if count == 1:
            return language.text("Paste {name}", name=rows[0].name)
        return language.plural("Paste {count} KPI", "Paste {count} KPIs", count)

    def _move(self, keys: Keys, edit: Callable[[Plan], Edited]) -> Refusal | None:
        language, count = self._language, len(keys)
        one = language.text("Move {name}", name=self._first(keys))
        many = language.plural("Move {count} KPI", "Move {count} KPIs", count)
        label = one if count == 1 else many
        return self._edits.make(label, edit)

    def _first(self, keys: Keys) -> str:
        kpi = self._document.plan.kpis.get(keys[0]) if keys else None
        return "" if kpi is None else kpi.name

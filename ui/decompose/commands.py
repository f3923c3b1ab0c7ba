"""The actions of the Decompose room, done on the selected KPI."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Protocol

from models.keys import BASE, KpiKey
from ui.decompose.folding import Folding
from ui.decompose.kpi_clipboard import KpiClipboard
from ui.decompose.several_edits import SeveralEdits
from ui.decompose.tree_edits import Added, TreeEdits
from ui.decompose.tree_nodes import TreeNodes
from ui.document import Document
from ui.refusal import Refusal


class Pane(Protocol):
    """The canvas or the outline, whichever the keyboard is in."""

    def edit_name(self) -> None:
        """Let the name of the selected KPI be typed."""
        ...

    def edit_formula(self) -> None:
        """Let its formula be typed."""
        ...

    @property
    def selected_node(self) -> int:
        """The selected node, -1 for none."""
        ...


class Commands:
    """Does what an action of :mod:`ui.actions` asks for.

    Attributes:
        nodes: the tree as it is numbered now.
        pane: where something is typed next.
    """

    def __init__(
        self,
        document: Document,
        edits: TreeEdits,
        folding: Folding,
        *,
        several: SeveralEdits,
        clipboard: KpiClipboard,
        nodes: TreeNodes,
        pane: Pane,
        say: Callable[[Refusal | None], None],
    ) -> None:
        """Ask ``edits``, and tell ``say`` what was refused, or None where all went well."""
        self._document = document
        self._edits = edits
        self._several = several
        self._clipboard = clipboard
        self._folding = folding
        self._say = say
        self.nodes = nodes
        self.pane = pane

    @property
    def at_link(self) -> bool:
        """Whether the selected KPI is at home elsewhere than where it is selected."""
        node = self.pane.selected_node
        return node >= 0 and bool(self.nodes.link[node])

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """Return what to call for each action, by its id."""
        return {
            "insert_child": self.insert_child,
            "insert_after": self.insert_after,
            "insert_before": self.insert_before,
            "insert_parent": self.insert_parent,
            "insert_root": self.insert_root,
            "edit_name": self.edit_name,
            "edit_formula": self.edit_formula,
            "duplicate": self.duplicate,
            "move_up": self.move_up,
            "move_down": self.move_down,
            "indent": self.indent,
            "outdent": self.outdent,
            "delete_branch": self.delete_branch,
            "delete_node": self.delete_node,
            "copy": self.copy,
            "cut": self.cut,
            "paste": self.paste,
            "follow_base": self.follow_base,
            "fold": self.fold,
            "fold_level": self.fold_level,
        }

    def insert_root(self) -> None:
        """Add a KPI at the top."""
        self._added(self._edits.add_root())

    def insert_child(self) -> None:
        """Add a KPI below the selected one; the first of a plan stands at the top."""
        key = self._made()
        if key is None:
            self.insert_root()
        else:
            self._folding.fold(key, folded=False)
            self._added(self._edits.add_child(key))

    def insert_after(self) -> None:
        """Add a KPI after the selected one."""
        key = self._made()
        self._added(self._edits.add_root() if key is None else self._edits.add_sibling(key))

    def insert_before(self) -> None:
        """Add a KPI before the selected one."""
        key = self._made()
        if key is not None:
            self._added(self._edits.add_sibling(key, before=True))

    def insert_parent(self) -> None:
        """Add a KPI between the selected one and its parent."""
        key = self._made()
        if key is not None:
            self._added(self._edits.add_parent(key))

    def edit_name(self) -> None:
        """Type its name."""
        self._made()
        self.pane.edit_name()

    def edit_formula(self) -> None:
        """Type its formula."""
        self._made()
        self.pane.edit_formula()

    def duplicate(self) -> None:
        """Copy the branches."""
        self._with_chosen(self._several.duplicate)

    def move_up(self) -> None:
        """Move what is selected before the sibling above."""
        self._with_chosen(partial(self._several.reorder, steps=-1))

    def move_down(self) -> None:
        """Move it after the sibling below."""
        self._with_chosen(partial(self._several.reorder, steps=1))

    def indent(self) -> None:
        """Put it below the sibling before it."""
        self._with_chosen(self._several.indent)

    def outdent(self) -> None:
        """Put it beside its parent."""
        self._with_chosen(self._several.outdent)

    def copy(self) -> None:
        """Put the branches on the clipboard."""
        chosen = self._chosen()
        if chosen:
            self._say(self._clipboard.copy(chosen))

    def cut(self) -> None:
        """Put the branches on the clipboard and delete them."""
        chosen = self._chosen()
        if chosen:
            beside = self._beside(self.pane.selected_node)
            self._deleted(self._clipboard.cut(chosen), beside)

    def paste(self) -> None:
        """Add what is on the clipboard below the selected KPI; at the top where none is."""
        key = self._made()
        if key is not None:
            self._folding.fold(key, folded=False)
        self._say(self._clipboard.paste(key))

    def follow_base(self) -> None:
        """Take away what the scenario on screen says of what is selected, everywhere."""
        if self._document.scenario != BASE:
            chosen = self._chosen()
            if chosen:
                self._say(self._several.follow_base(chosen))

    def delete_branch(self) -> None:
        """Delete it with what is below; a link is taken out of its formula."""
        node, nodes, chosen = self.pane.selected_node, self.nodes, self._document.chosen
        if node < 0:
            return
        beside = self._beside(node)
        key, parent = nodes.keys[node], int(nodes.parent[node])
        lone = len(chosen) <= 1
        if lone and (nodes.link[node] or not nodes.known[node]) and parent >= 0:
            refusal = self._edits.remove_link(nodes.keys[parent], key)
        else:
            refusal = self._several.delete_branches(chosen or (key,))
        self._deleted(refusal, beside)

    def delete_node(self) -> None:
        """Delete it and keep what is below."""
        chosen = self._chosen()
        if chosen:
            beside = self._beside(self.pane.selected_node)
            self._deleted(self._several.delete_nodes(chosen), beside)

    def fold(self) -> None:
        """Fold or unfold it."""
        node, nodes = self.pane.selected_node, self.nodes
        if node >= 0 and nodes.children[node]:
            self._folding.toggle(nodes.keys[node])

    def fold_level(self) -> None:
        """Fold or unfold its level."""
        if self.pane.selected_node >= 0:
            self._folding.toggle_level(self.nodes, self.pane.selected_node)

    def _known(self) -> KpiKey | None:
        key = self._document.selection
        return key if key in self._document.plan.kpis else None

    def _made(self) -> KpiKey | None:
        """Return the selected KPI; a name of none, in the formula above, becomes a driver."""
        node, nodes = self.pane.selected_node, self.nodes
        if node >= 0 and not nodes.known[node]:
            key, parent = nodes.keys[node], nodes.keys[int(nodes.parent[node])]
            self._say(self._edits.add_missing(parent, key))
            self._document.select(key)
        return self._known()

    def _chosen(self) -> tuple[KpiKey, ...]:
        """Return all selected KPIs, in the order in which they stand."""
        home = self.nodes.home
        return tuple(sorted(self._document.chosen, key=lambda key: home.get(key, -1)))

    def _with_chosen(self, do: Callable[[tuple[KpiKey, ...]], Refusal | None]) -> None:
        key, chosen = self._known(), self._chosen()
        if key is not None and chosen:
            self._say(do(chosen))
            self._reveal(key)

    def _reveal(self, key: KpiKey) -> None:
        """Open what hides a KPI where it stands now."""
        if key in self.nodes.home:
            self._folding.open_to(self.nodes, self.nodes.home[key])

    def _added(self, added: Added | Refusal) -> None:
        if isinstance(added, Refusal):
            self._say(added)
            return
        self._say(None)
        self._document.select(added.key)
        self.pane.edit_name()

    def _beside(self, node: int) -> KpiKey | None:
        """Return what is selected once all that is goes: the next sibling, else the parent."""
        nodes, going = self.nodes, frozenset(self._document.chosen)
        while node >= 0:
            parent = int(nodes.parent[node])
            siblings = nodes.roots if parent < 0 else nodes.children[parent]
            row = int(nodes.row[node])
            near = (*siblings[row + 1 :], *reversed(siblings[:row]))
            left = [nodes.keys[each] for each in near if nodes.keys[each] not in going]
            if parent < 0 or nodes.keys[parent] not in going:
                above = None if parent < 0 else nodes.keys[parent]
                return left[0] if left else above
            node = parent
        return None

    def _deleted(self, refusal: Refusal | None, beside: KpiKey | None) -> None:
        self._say(refusal)
        if refusal is None:
            self._document.select(beside)

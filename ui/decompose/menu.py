"""The menu of a card or row: the actions of the table that apply to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from models.keys import BASE
from ui.actions import ACTIONS, ROLLUPS, ActionRow
from ui.document import Document
from ui.icons import icon
from ui.theme import Theme
from workbench.language import Language

_OWN_FIGURES: Final = ("follow_base",)
"""What there is to do in a scenario only."""
_NAMING: Final = ("edit_name", "edit_formula")
"""The group that the roll-ups stand with."""
_GROUPS: Final = (
    _NAMING,
    ("cut", "copy", "paste"),
    ("cascade", "split", "lock"),
    ("insert_child", "insert_after", "insert_before", "insert_parent"),
    ("duplicate", "move_up", "move_down", "indent", "outdent"),
    _OWN_FIGURES,
    ("explain",),
    ("fold", "fold_level"),
    ("delete_branch", "delete_node"),
)


def context_menu(
    handlers: Mapping[str, Callable[[], object]],
    document: Document,
    theme: Theme,
    language: Language,
    parent: QWidget,
    *,
    at_link: bool = False,
) -> QMenu:
    """Return the menu for what is selected; it goes away by itself.

    Args:
        handlers: what to call for each action.
        document: says what is selected.
        theme: colours the icons.
        language: of the words.
        parent: over which it opens.
        at_link: whether the KPI is at home elsewhere than where it is selected.
    """
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    if document.selection is None:
        groups: tuple[tuple[str, ...], ...] = (("insert_root", "paste"),)
    else:
        base = document.scenario == BASE
        shown = tuple(each for each in _GROUPS if not (base and each == _OWN_FIGURES))
        groups = (("go_home",), *shown) if at_link else shown
    inside = _Entries(handlers, theme, language)
    for group in groups:
        for name in group:
            inside.add(menu, ACTIONS[name])
        if group == _NAMING:
            below = menu.addMenu(language.text(ROLLUPS.text))
            for row in ROLLUPS.rows:
                inside.add(below, row)
        menu.addSeparator()
    return menu


@dataclass(frozen=True, slots=True)
class _Entries:
    """Makes entries of actions.

    Attributes:
        handlers: what to call for each action.
        theme: colours the icons.
        language: of the words.
    """

    handlers: Mapping[str, Callable[[], object]]
    theme: Theme
    language: Language

    def add(self, menu: QMenu, row: ActionRow) -> None:
        """Add an action at the end of a menu."""
        action = menu.addAction(self.language.text(row.text))
        if row.icon:
            action.setIcon(icon(row.icon, self.theme, self.theme.colours.text))
        if row.keys:
            action.setShortcut(QKeySequence(row.keys[0]))
            action.setShortcutVisibleInContextMenu(True)
        action.triggered.connect(self.handlers[row.id])

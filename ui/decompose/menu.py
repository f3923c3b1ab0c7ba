"""The menu of a card or row: the actions of the table that apply to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from ui.actions import ACTIONS
from ui.document import Document
from ui.icons import icon
from ui.theme import Theme
from workbench.language import Language

_GROUPS: Final = (
    ("edit_name", "edit_formula"),
    ("cascade", "split", "lock"),
    ("insert_child", "insert_after", "insert_before", "insert_parent"),
    ("duplicate", "move_up", "move_down", "indent", "outdent"),
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
        groups: tuple[tuple[str, ...], ...] = (("insert_root",),)
    else:
        groups = (("go_home",), *_GROUPS) if at_link else _GROUPS
    for group in groups:
        for name in group:
            row = ACTIONS[name]
            action = menu.addAction(language.text(row.text))
            if row.icon:
                action.setIcon(icon(row.icon, theme, theme.colours.text))
            if row.keys:
                action.setShortcut(QKeySequence(row.keys[0]))
                action.setShortcutVisibleInContextMenu(True)
            action.triggered.connect(handlers[name])
        menu.addSeparator()
    return menu

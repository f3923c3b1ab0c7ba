"""The menu bar and every action of the window, made from the table of actions."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from enum import Enum, auto
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu, QWidget

from ui.actions import ACTIONS, MENUS, ActionRow, Menu, Submenu, When
from ui.icons import icon
from ui.theme import Theme
from workbench.language import Language


class Reason(Enum):
    """What an action needs that is not there."""

    NO_PLAN = auto()
    NO_SELECTION = auto()
    OTHER_ROOM = auto()
    NOTHING_TO_UNDO = auto()
    NOTHING_TO_REDO = auto()
    BASE = auto()


@dataclass(frozen=True, slots=True)
class Situation:
    """What decides whether an action is enabled.

    Attributes:
        plan: whether a plan is open.
        can_undo: whether there is a step to take back.
        can_redo: whether there is one to take again.
        room: what the room on screen answers to, by the ids of actions.
        selection: whether a KPI is selected.
        own_scenario: whether the scenario on screen is not the base.
    """

    plan: bool = False
    can_undo: bool = False
    can_redo: bool = False
    room: Set[str] = frozenset()
    selection: bool = False
    own_scenario: bool = False

    def enables(self, row: ActionRow) -> bool:
        """Return whether an action can be done."""
        return self.reason(row) is None

    def reason(self, row: ActionRow) -> Reason | None:
        """Return why an action cannot be done; None where it can."""
        if row.when is When.ALWAYS:
            return None
        if not self.plan:
            return Reason.NO_PLAN
        match row.when:
            case When.CAN_UNDO:
                return None if self.can_undo else Reason.NOTHING_TO_UNDO
            case When.CAN_REDO:
                return None if self.can_redo else Reason.NOTHING_TO_REDO
            case When.OWN_SCENARIO:
                return None if self.own_scenario else Reason.BASE
            case When.ROOM | When.SELECTION | When.IN_PLACE if row.id not in self.room:
                return Reason.OTHER_ROOM
            case When.SELECTION | When.IN_PLACE if not self.selection:
                return Reason.NO_SELECTION
            case _:
                return None


class Menus(QObject):
    """The menus of a window.

    Attributes:
        actions: by their ids.
        submenus: those whose entries change, by their ids; fill them when they are about
            to be shown.
    """

    triggered = Signal(str)
    """The id of an action."""

    def __init__(self, theme: Theme, language: Language, window: QMainWindow) -> None:
        super().__init__(window)
        self._theme = theme
        self._language = language
        self._window = window
        self.actions: dict[str, QAction] = {}
        self.submenus: dict[str, QMenu] = {}
        bar = window.menuBar()
        for menu in MENUS:
            bar.addMenu(self._menu(menu, bar))

    def show_situation(self, situation: Situation) -> None:
        """Enable what can be done now."""
        for name, action in self.actions.items():
            action.setEnabled(situation.enables(ACTIONS[name]))
        for name, submenu in self.submenus.items():
            submenu.setEnabled(situation.plan or name in ("recent", "samples"))

    def name_step(self, name: str, step: str) -> None:
        """Say in the menu which step undo or redo is about; empty for none."""
        words = self._language.text(ACTIONS[name].text)
        shown = step.replace("&", "&&")
        self.actions[name].setText(f"{words} · {shown}" if step else words)

    def _menu(self, menu: Menu, parent: QWidget) -> QMenu:
        shown = QMenu(self._language.text(menu.text), parent)
        shown.setToolTipsVisible(False)
        # Drawing them all would take a tenth of the start.
        shown.aboutToShow.connect(partial(self._draw_icons, menu))
        for entry in menu.entries:
            match entry:
                case ActionRow():
                    shown.addAction(self._action(entry))
                case Menu():
                    shown.addMenu(self._menu(entry, shown))
                case Submenu():
                    below = QMenu(self._language.text(entry.text), shown)
                    self.submenus[entry.id] = below
                    shown.addMenu(below)
                case None:
                    shown.addSeparator()
        return shown

    def _action(self, row: ActionRow) -> QAction:
        action = QAction(self._language.text(row.text), self._window)
        action.setShortcuts([QKeySequence(keys) for keys in row.keys])
        if row.when is When.IN_PLACE:
            # Shown only: the widget with the focus answers to the keys.
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.setCheckable(row.checkable)
        action.setMenuRole(QAction.MenuRole.NoRole)
        action.triggered.connect(partial(self._relay, row.id))
        self.actions[row.id] = action
        return action

    def _draw_icons(self, menu: Menu) -> None:
        for row in menu.rows:
            action = self.actions[row.id]
            if row.icon and action.icon().isNull():
                action.setIcon(icon(row.icon, self._theme, self._theme.colours.text))

    def _relay(self, name: str, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt's
        self.triggered.emit(name)

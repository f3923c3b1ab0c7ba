"""Every action of the window, one row each: its words, icon, keys, and when it is there.

Menus, shortcuts and the page of keys are made from this one table. The keys keep to what
an AZERTY keyboard types without contortion: no digits, no brackets, no slashes.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from workbench.language import message


class When(Enum):
    """When an action is enabled; it always needs what it acts on."""

    ALWAYS = auto()
    PLAN = auto()
    """A plan is open."""
    CAN_UNDO = auto()
    CAN_REDO = auto()
    ROOM = auto()
    """The room on screen answers to it."""
    SELECTION = auto()
    """The room on screen answers to it, and a KPI is selected."""
    IN_PLACE = auto()
    """Likewise, but the widget with the focus answers to the keys itself, because they mean
    something else while text is typed; the menu only shows them."""
    OWN_SCENARIO = auto()
    """The scenario on screen is not the base."""


@dataclass(frozen=True, slots=True)
class ActionRow:
    """One action.

    Attributes:
        id: its name in the program; a room's handlers go by it.
        text: its words, with the ampersand of its mnemonic.
        icon: file of ``resources/icons``; empty for none.
        keys: its shortcuts; the first is shown in the menu.
        when: when it is enabled.
        checkable: whether it is on or off.
    """

    id: str
    text: str
    icon: str = ""
    keys: tuple[str, ...] = ()
    when: When = When.ALWAYS
    checkable: bool = False


@dataclass(frozen=True, slots=True)
class Submenu:
    """A place in a menu whose entries change: recent plans, samples, scenarios."""

    id: str
    text: str


SEPARATOR: Final = None

Entry = ActionRow | Submenu | None


@dataclass(frozen=True, slots=True)
class Menu:
    """One menu of the menu bar."""

    text: str
    entries: tuple[Entry, ...]


MENUS: Final[tuple[Menu, ...]] = (
    Menu(
        message("&File"),
        (
            ActionRow("new", message("&New plan"), "new", ("Ctrl+N",)),
            ActionRow("open", message("&Open…"), "open", ("Ctrl+O",)),
            Submenu("recent", message("Open &recent")),
            Submenu("samples", message("Sa&mples")),
            SEPARATOR,
            ActionRow("save", message("&Save"), "save", ("Ctrl+S",), When.PLAN),
            ActionRow("save_as", message("Save &as…"), "save_as", ("Ctrl+Shift+S",), When.PLAN),
            SEPARATOR,
            ActionRow(
                "export", message("&Export workbook…"), "export", ("Ctrl+Shift+X",), When.PLAN
            ),
            SEPARATOR,
            ActionRow("preferences", message("&Preferences…"), "preferences", ("Ctrl+,",)),
            ActionRow("close", message("&Close plan"), "close", ("Ctrl+W",), When.PLAN),
            ActionRow("quit", message("&Quit"), "quit", ("Ctrl+Q",)),
        ),
    ),
    Menu(
        message("&Edit"),
        (
            ActionRow("undo", message("&Undo"), "undo", ("Ctrl+Z",), When.CAN_UNDO),
            ActionRow("redo", message("&Redo"), "redo", ("Ctrl+Y", "Ctrl+Shift+Z"), When.CAN_REDO),
            SEPARATOR,
            ActionRow("edit_name", message("Re&name"), "rename", ("F2",), When.IN_PLACE),
            ActionRow(
                "edit_formula", message("Edit &formula"), "formula", ("Ctrl+E",), When.IN_PLACE
            ),
            ActionRow("duplicate", message("&Duplicate"), "duplicate", ("Ctrl+D",), When.IN_PLACE),
            SEPARATOR,
            ActionRow("move_up", message("Mo&ve up"), "move_up", ("Alt+Up",), When.IN_PLACE),
            ActionRow(
                "move_down", message("Move do&wn"), "move_down", ("Alt+Down",), When.IN_PLACE
            ),
            ActionRow("indent", message("&Indent"), "indent", ("Alt+Right",), When.IN_PLACE),
            ActionRow("outdent", message("&Outdent"), "outdent", ("Alt+Left",), When.IN_PLACE),
            SEPARATOR,
            ActionRow(
                "delete_branch", message("Delete &branch"), "delete", ("Del",), When.IN_PLACE
            ),
            ActionRow(
                "delete_node",
                message("Delete this &KPI only"),
                "delete_node",
                ("Ctrl+Del",),
                When.IN_PLACE,
            ),
        ),
    ),
    Menu(
        message("&View"),
        (
            ActionRow(
                "room_decompose", message("&Decompose"), "decompose", (), When.PLAN, checkable=True
            ),
            ActionRow(
                "room_prioritise",
                message("&Prioritise"),
                "prioritise",
                (),
                When.PLAN,
                checkable=True,
            ),
            SEPARATOR,
            ActionRow("view_tree", message("&Tree"), "tree", (), When.ROOM),
            ActionRow("view_outline", message("&Outline"), "outline", (), When.ROOM),
            ActionRow("view_both", message("Tree &and outline"), "inspector", (), When.ROOM),
            SEPARATOR,
            ActionRow("fit", message("&Fit all"), "fit", ("F4",), When.ROOM),
            ActionRow(
                "fit_selection",
                message("Fit &selection"),
                "fit_selection",
                ("Shift+F4",),
                When.SELECTION,
            ),
            ActionRow("zoom_in", message("Zoom &in"), "zoom_in", ("Ctrl++", "Ctrl+="), When.ROOM),
            ActionRow("zoom_out", message("Zoom o&ut"), "zoom_out", ("Ctrl+-",), When.ROOM),
            ActionRow("fold", message("Fo&ld or unfold"), "fold", ("Space",), When.IN_PLACE),
            ActionRow(
                "fold_level", message("Fold the l&evel"), "fold", ("Ctrl+Space",), When.IN_PLACE
            ),
            SEPARATOR,
            ActionRow(
                "inspector",
                message("I&nspector"),
                "inspector",
                ("Ctrl+Shift+I",),
                When.PLAN,
                checkable=True,
            ),
            ActionRow("next_pane", message("Ne&xt pane"), "", ("F6",), When.PLAN),
            ActionRow("full_screen", message("Full s&creen"), "full_screen", ("F11",)),
        ),
    ),
    Menu(
        message("&Insert"),
        (
            ActionRow(
                "insert_child", message("KPI &below"), "insert_child", ("Tab",), When.IN_PLACE
            ),
            ActionRow(
                "insert_after", message("KPI &after"), "insert_sibling", ("Enter",), When.IN_PLACE
            ),
            ActionRow(
                "insert_before",
                message("KPI be&fore"),
                "insert_sibling",
                ("Shift+Enter",),
                When.IN_PLACE,
            ),
            ActionRow(
                "insert_parent",
                message("KPI above, as its &parent"),
                "insert_parent",
                ("Ctrl+Enter",),
                When.IN_PLACE,
            ),
            SEPARATOR,
            ActionRow("insert_root", message("KPI at the &top"), "add", (), When.ROOM),
        ),
    ),
    Menu(
        message("&Scenario"),
        (
            ActionRow("scenario_add", message("&New scenario"), "add", (), When.PLAN),
            ActionRow("scenario_duplicate", message("&Duplicate"), "duplicate", (), When.PLAN),
            ActionRow("scenario_rename", message("&Rename"), "rename", (), When.OWN_SCENARIO),
            ActionRow("scenario_delete", message("De&lete"), "delete", (), When.OWN_SCENARIO),
            SEPARATOR,
            Submenu("scenarios", message("&Show")),
            Submenu("periods", message("&Period")),
        ),
    ),
    Menu(
        message("&Help"),
        (
            ActionRow("keys", message("&Keys"), "help", ("F1",)),
            ActionRow("about", message("&About KPI Workbench"), "about"),
        ),
    ),
)
"""The menu bar, from left to right."""

ACTIONS: Final[dict[str, ActionRow]] = {
    entry.id: entry for menu in MENUS for entry in menu.entries if isinstance(entry, ActionRow)
}
"""Every action by its id."""

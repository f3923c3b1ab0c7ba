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


@dataclass(frozen=True, slots=True)
class Menu:
    """One menu of the menu bar, or one within another."""

    text: str
    entries: tuple[ActionRow | Submenu | Menu | None, ...]

    @property
    def rows(self) -> tuple[ActionRow, ...]:
        """Every action in it, those of the menus within included."""
        found: list[ActionRow] = []
        for entry in self.entries:
            if isinstance(entry, ActionRow):
                found.append(entry)
            elif isinstance(entry, Menu):
                found.extend(entry.rows)
        return tuple(found)


ROLLUPS: Final = Menu(
    message("Ro&ll-up"),
    (
        ActionRow("rollup_sum", message("&Sum"), "", (), When.SELECTION),
        ActionRow("rollup_product", message("&Product"), "", (), When.SELECTION),
        ActionRow("rollup_difference", message("&Difference"), "", (), When.SELECTION),
        ActionRow("rollup_ratio", message("&Ratio"), "", (), When.SELECTION),
        ActionRow("rollup_average", message("&Weighted average"), "", (), When.SELECTION),
    ),
)
"""The ways in which what is below a KPI may come together."""

PAGES: Final = Menu(
    message("Pa&ges of Prioritise"),
    (
        ActionRow("page_scorecards", message("&Scorecards"), "", (), When.ROOM),
        ActionRow("page_receive", message("&What will I receive?"), "", (), When.ROOM),
        ActionRow("page_designs", message("&Designs and cost"), "", (), When.ROOM),
        ActionRow("page_organisation", message("&Organisation"), "", (), When.ROOM),
        ActionRow("page_life", message("&Life of the plan"), "", (), When.ROOM),
    ),
)
"""The pages of the room in which it is laid down who is paid for what."""

DESIGNS: Final = Menu(
    message("&Designs"),
    (
        ActionRow("design_add", message("&New design…"), "add", (), When.ROOM),
        ActionRow("design_duplicate", message("&Duplicate the design"), "duplicate", (), When.ROOM),
        ActionRow("design_rename", message("&Rename the design"), "rename", (), When.ROOM),
        ActionRow("design_pay", message("&Pay by this design"), "check", (), When.ROOM),
        ActionRow("design_delete", message("D&elete the design"), "delete", (), When.ROOM),
    ),
)
"""What can be done with the design that is looked at."""

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
            ActionRow("import_tree", message("&Import a KPI tree…"), "import", ("Ctrl+I",)),
            ActionRow("import_people", message("Import peop&le…"), "person", (), When.PLAN),
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
            ActionRow("cut", message("Cu&t"), "cut", ("Ctrl+X",), When.IN_PLACE),
            ActionRow("copy", message("&Copy"), "copy", ("Ctrl+C",), When.IN_PLACE),
            ActionRow("paste", message("&Paste"), "paste", ("Ctrl+V",), When.IN_PLACE),
            SEPARATOR,
            ActionRow("fill_down", message("Fill &down"), "", ("Ctrl+D",), When.IN_PLACE),
            ActionRow("fill_right", message("Fill ri&ght"), "", ("Ctrl+R",), When.IN_PLACE),
            ActionRow("select_all", message("Select &all"), "", ("Ctrl+A",), When.IN_PLACE),
            SEPARATOR,
            ActionRow("find", message("&Find a KPI…"), "search", ("Ctrl+F",), When.PLAN),
            ActionRow("find_next", message("Find &next"), "", ("F3",), When.PLAN),
            ActionRow("find_previous", message("Find pre&vious"), "", ("Shift+F3",), When.PLAN),
            ActionRow(
                "palette", message("Co&mmands…"), "palette", ("Ctrl+Shift+P", "Ctrl+K"), When.ALWAYS
            ),
        ),
    ),
    Menu(
        message("&KPI"),
        (
            ActionRow("edit_name", message("Re&name"), "rename", ("F2",), When.IN_PLACE),
            ActionRow(
                "edit_formula", message("Edit &formula"), "formula", ("Ctrl+E",), When.IN_PLACE
            ),
            ROLLUPS,
            SEPARATOR,
            ActionRow("explain", message("&Explain"), "explain", ("Ctrl+Shift+E",), When.ROOM),
            ActionRow(
                "cascade",
                message("&Cascade a target…"),
                "target",
                ("Ctrl+Shift+T",),
                When.SELECTION,
            ),
            ActionRow("split", message("&Split by a dimension…"), "split", (), When.SELECTION),
            ActionRow("lock", message("Lock or &unlock"), "lock", ("Ctrl+L",), When.SELECTION),
            ActionRow(
                "follow_base",
                message("Follow the base a&gain"),
                "follow_base",
                ("Ctrl+B",),
                When.SELECTION,
            ),
            SEPARATOR,
            ActionRow("duplicate", message("&Duplicate"), "duplicate", ("Ctrl+D",), When.IN_PLACE),
            ActionRow("move_up", message("Mo&ve up"), "move_up", ("Alt+Up",), When.IN_PLACE),
            ActionRow(
                "move_down", message("Move do&wn"), "move_down", ("Alt+Down",), When.IN_PLACE
            ),
            ActionRow("indent", message("&Indent"), "indent", ("Alt+Right",), When.IN_PLACE),
            ActionRow("outdent", message("&Outdent"), "outdent", ("Alt+Left",), When.IN_PLACE),
            ActionRow("go_home", message("Go to where it is at &home"), "link", (), When.SELECTION),
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
            ActionRow("life", message("Life of t&he plan"), "check", (), When.PLAN),
            SEPARATOR,
            ActionRow("view_tree", message("&Tree"), "tree", (), When.ROOM),
            ActionRow("view_outline", message("&Outline"), "outline", (), When.ROOM),
            ActionRow("view_both", message("Tree &and outline"), "both", (), When.ROOM),
            ActionRow("top_down", message("Top do&wn"), "top_down", (), When.ROOM, checkable=True),
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
                "fold_level",
                message("Fold the l&evel"),
                "fold_level",
                ("Ctrl+Space",),
                When.IN_PLACE,
            ),
            SEPARATOR,
            ActionRow("minimap", message("&Minimap"), "", (), When.ROOM, checkable=True),
            ActionRow(
                "compare",
                message("Compa&re with a scenario"),
                "compare",
                ("Ctrl+Shift+D",),
                When.ROOM,
                checkable=True,
            ),
            ActionRow(
                "catalogue",
                message("Catalo&gue"),
                "catalogue",
                ("Ctrl+Shift+A",),
                When.ROOM,
                checkable=True,
            ),
            ActionRow("checks", message("Chec&ks"), "check", ("F8",), When.PLAN, checkable=True),
            ActionRow(
                "inspector",
                message("I&nspector"),
                "inspector",
                ("Ctrl+Shift+I",),
                When.PLAN,
                checkable=True,
            ),
            ActionRow("next_pane", message("Ne&xt pane"), "", ("F6",), When.PLAN),
            ActionRow("previous_pane", message("Pre&vious pane"), "", ("Shift+F6",), When.PLAN),
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
                "insert_before",
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
        message("Score&card"),
        (
            PAGES,
            DESIGNS,
            SEPARATOR,
            ActionRow(
                "weight_lock",
                message("&Lock or unlock the weight"),
                "lock",
                ("Ctrl+Shift+L",),
                When.ROOM,
            ),
            ActionRow("spread_rest", message("Spread the &rest"), "", ("Ctrl+Shift+R",), When.ROOM),
            ActionRow("copy_card", message("&Copy this column to…"), "copy", (), When.ROOM),
            ActionRow(
                "suggest", message("&Suggest weights…"), "hint", ("Ctrl+Shift+G",), When.ROOM
            ),
            ActionRow(
                "card_details",
                message("Scorecard deta&ils…"),
                "",
                ("Ctrl+Shift+C",),
                When.ROOM,
            ),
            ActionRow(
                "edit_objective",
                message("&Edit the objective"),
                "rename",
                ("Ctrl+Shift+O",),
                When.ROOM,
            ),
            SEPARATOR,
            ActionRow("statement", message("S&tatement (PDF)…"), "export", (), When.PLAN),
            ActionRow("statements", message("&All statements…"), "", (), When.PLAN),
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

ACTIONS: Final[dict[str, ActionRow]] = {row.id: row for menu in MENUS for row in menu.rows}
"""Every action by its id."""

"""The scenarios as chips: click switches, double click renames, a menu does the rest."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMenu,
    QSizePolicy,
    QWidget,
    QWidgetAction,
)
from typing_extensions import override

from models.changes import Changes
from models.keys import BASE, ScenarioKey
from ui.document import Document, Shown
from ui.fonts import TextStyle
from ui.icons import icon
from ui.theme import Theme
from ui.widgets.button import Button, ButtonLook
from ui.widgets.chip import Chip
from ui.widgets.error_field import Field
from ui.widgets.text import text_label
from workbench.analysis.detachment import figures_set
from workbench.language import Language

_EVERYTHING: Final = 100_000
"""Pixels in which every chip has room, until the bar around says how many there are."""


def scenario_name(document: Document, language: Language, key: ScenarioKey) -> str:
    """Return the name of a scenario for people; the base has one in their language."""
    return language.text("Base") if key == BASE else document.plan.scenarios[key].name


class ScenarioBar(QWidget):
    """Chips of the base and every scenario; those without room go into a menu."""

    add_asked = Signal()
    duplicate_asked = Signal(str)
    rename_asked = Signal(str, str)
    """The key of a scenario and its new name."""
    delete_asked = Signal(str)
    compare_asked = Signal(str, str)
    """The key of the scenario to show, and that of the one beside it."""

    def __init__(
        self, document: Document, theme: Theme, language: Language, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._theme = theme
        self._language = language
        self._chips: dict[ScenarioKey, Chip] = {}
        self._editor: Field | None = None
        self._before: QWidget | None = None
        self._room = _EVERYTHING
        self.setAccessibleName(language.text("Scenarios"))
        # Never wider than its chips: the period stands right behind them.
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.space.gap)
        self._more = Button(
            theme,
            self,
            icon=icon("more", theme, theme.colours.text),
            look=ButtonLook.BARE,
            name=language.text("More scenarios"),
        )
        self._more_menu = QMenu(self)
        self._more.clicked.connect(self._open_more)
        self._add = Button(
            theme,
            self,
            icon=icon("add", theme, theme.colours.text),
            look=ButtonLook.BARE,
            name=language.text("New scenario"),
        )
        self._add.clicked.connect(self.add_asked)
        self._row.addWidget(self._more)
        self._row.addWidget(self._add)
        self._row.addStretch()
        document.changed.connect(self._plan_changed)
        document.shown_changed.connect(self._shown_changed)
        self._rebuild()

    @property
    def chips(self) -> dict[ScenarioKey, Chip]:
        """The chip of each scenario, the base first."""
        return self._chips

    def start_rename(self, key: ScenarioKey) -> None:
        """Put a field in place of the chip; the base keeps its name."""
        if key == BASE or key not in self._chips:
            return
        self._drop_editor()
        chip = self._chips[key]
        # A chip that was made just now has no place yet.
        self._row.activate()
        editor = Field(
            self._theme, self, name=self._language.text("Name of the scenario"), text=chip.text()
        )
        editor.setProperty("scenario", key)
        editor.setGeometry(chip.geometry().adjusted(-2, -2, 42, 2))
        editor.committed.connect(self._renamed)
        editor.cancelled.connect(self._drop_editor)
        editor.editingFinished.connect(self._drop_editor)
        editor.show()
        editor.raise_()
        editor.selectAll()
        # A chip may be another one by then; the tree is where one goes on.
        focused = QApplication.focusWidget()
        inside = focused is None or self.isAncestorOf(focused)
        self._before = None if inside else focused
        editor.setFocus(Qt.FocusReason.OtherFocusReason)
        self._editor = editor

    @property
    def whole_width(self) -> int:
        """Pixels that every chip takes, and the plus."""
        return sum(self._widths().values()) + self._add.sizeHint().width()

    def fit(self, room: int) -> None:
        """Show as many chips as have room in so many pixels, the chosen one always."""
        if room != self._room:
            self._room = room
            self._fit()

    @override
    def sizeHint(self) -> QSize:
        """Return room for what is shown: chips, the menu of the others, and the plus."""
        gap = self._theme.space.gap
        chips = sum(width for key, width in self._widths().items() if self._shows(key))
        more = 0 if self._more.isHidden() else self._more.sizeHint().width() + gap
        width = chips + more + self._add.sizeHint().width()
        return QSize(width, self._theme.space.control_height)

    @override
    def minimumSizeHint(self) -> QSize:
        """Return the size hint: the bar around decides how many chips there are."""
        return self.sizeHint()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk the chips with the arrows; rename with F2, delete with Del."""
        key = self._document.scenario
        order = list(self._chips)
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is not None:
            there = order[min(max(order.index(key) + step, 0), len(order) - 1)]
            self._document.show_scenario(there)
            self._chips[there].setFocus(Qt.FocusReason.OtherFocusReason)
        elif event.key() == Qt.Key.Key_F2:
            self.start_rename(key)
        elif event.key() == Qt.Key.Key_Delete and key != BASE:
            self.delete_asked.emit(key)
        else:
            super().keyPressEvent(event)

    def _rebuild(self) -> None:
        typing = any(chip.hasFocus() for chip in self._chips.values())
        for chip in self._chips.values():
            self._row.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = {}
        for place, key in enumerate((BASE, *self._document.plan.scenarios)):
            chip = Chip(self._theme, scenario_name(self._document, self._language, key), self)
            chip.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            chip.clicked.connect(partial(self._chip_clicked, key))
            chip.double_clicked.connect(partial(self.start_rename, key))
            chip.customContextMenuRequested.connect(partial(self._open_menu, key))
            self._row.insertWidget(place, chip)
            self._chips[key] = chip
        # The document may still be on its way to the scenario that it shows.
        self._shown_changed(self._document.shown)
        if typing:
            # The chips are others now: those that had the focus took it to their graves.
            self._focus_chosen()

    def _focus_chosen(self) -> None:
        chosen = self._chips.get(self._document.scenario, self._chips[BASE])
        chosen.setFocus(Qt.FocusReason.OtherFocusReason)

    def _widths(self) -> dict[ScenarioKey, int]:
        """Return how many pixels each chip takes, with the gap behind it."""
        gap = self._theme.space.gap
        return {key: chip.sizeHint().width() + gap for key, chip in self._chips.items()}

    def _shows(self, key: ScenarioKey) -> bool:
        return not self._chips[key].isHidden()

    def _fit(self) -> None:
        """Hide the chips that have no room; the chosen one always has."""
        gap = self._theme.space.gap
        chosen = self._document.scenario
        widths = self._widths()
        everything = self.whole_width <= self._room
        left = self._room - self._add.sizeHint().width() - widths[chosen]
        left -= 0 if everything else self._more.sizeHint().width() + gap
        for key, chip in self._chips.items():
            if key != chosen and not everything:
                left -= widths[key]
            chip.setVisible(everything or key == chosen or left >= 0)
        self._more.setVisible(not everything)
        self.updateGeometry()

    def _plan_changed(self, changes: Changes) -> None:
        if changes.scenarios or "scenarios" in changes.reordered:
            self._rebuild()

    def _shown_changed(self, shown: Shown) -> None:
        for key, chip in self._chips.items():
            chip.setChecked(key == shown.scenario)
        self._fit()

    def _chip_clicked(self, key: ScenarioKey, _checked: bool = False) -> None:  # noqa: FBT001, FBT002
        self._document.show_scenario(key)
        self._shown_changed(self._document.shown)

    def _open_more(self) -> None:
        self._more_menu.clear()
        for key, chip in self._chips.items():
            if chip.isHidden():
                entry = self._more_menu.addAction(chip.text().replace("&", "&&"))
                entry.triggered.connect(partial(self._chip_clicked, key))
        self._more_menu.popup(self._more.mapToGlobal(QPoint(0, self._more.height())))

    def _open_menu(self, key: ScenarioKey, at: QPoint) -> None:
        menu = self.menu_of(key)
        menu.popup(self._chips[key].mapToGlobal(at))

    def menu_of(self, key: ScenarioKey) -> QMenu:
        """Return the menu of a chip: what the scenario sets itself, and what can be done."""
        text = self._language.text
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        ink = self._theme.colours.text
        if key != BASE:
            menu.addAction(self._said(self._own_figures(key), menu))
            menu.addSeparator()
        copy = menu.addAction(icon("duplicate", self._theme, ink), text("Duplicate"))
        copy.triggered.connect(partial(self._asked, "duplicate", key))
        if key != BASE:
            rename = menu.addAction(icon("rename", self._theme, ink), text("Rename"))
            rename.triggered.connect(partial(self._asked, "rename", key))
            delete = menu.addAction(icon("delete", self._theme, ink), text("Delete"))
            delete.triggered.connect(partial(self._asked, "delete", key))
        self._add_comparisons(menu, key)
        return menu

    def _said(self, words: str, menu: QMenu) -> QWidgetAction:
        """Return a line of a menu that only says something; greyed out it could not be read."""
        line = QWidgetAction(menu)
        line.setText(words)
        quiet = self._theme.colours.text_quiet
        label = text_label(words, menu, style=TextStyle.SMALL, colour=quiet)
        label.setContentsMargins(10, 5, 10, 5)
        line.setDefaultWidget(label)
        line.setEnabled(False)
        return line

    def _add_comparisons(self, menu: QMenu, key: ScenarioKey) -> None:
        """Offer every other scenario to stand beside one."""
        others = [each for each in (BASE, *self._document.plan.scenarios) if each != key]
        if not others:
            return
        menu.addSeparator()
        beside = menu.addMenu(self._language.text("Compare with…"))
        for other in others:
            name = scenario_name(self._document, self._language, other).replace("&", "&&")
            beside.addAction(name).triggered.connect(partial(self._compare, key, other))

    def _own_figures(self, key: ScenarioKey) -> str:
        """Say how many figures a scenario sets itself."""
        count = figures_set(self._document.plan.scenarios[key])
        if not count:
            return self._language.text("Follows the base everywhere")
        return self._language.plural(
            "{count} figure of its own", "{count} figures of its own", count
        )

    def _compare(self, key: ScenarioKey, other: ScenarioKey, _checked: bool = False) -> None:  # noqa: FBT001, FBT002
        self.compare_asked.emit(key, other)

    def _asked(self, what: str, key: ScenarioKey, _checked: bool = False) -> None:  # noqa: FBT001, FBT002
        if what == "duplicate":
            self.duplicate_asked.emit(key)
        elif what == "delete":
            self.delete_asked.emit(key)
        else:
            self.start_rename(key)

    def _renamed(self, name: str) -> None:
        if self._editor is not None and name.strip():
            key = self._editor.property("scenario")
            self._drop_editor()
            self.rename_asked.emit(key, name.strip())

    def _drop_editor(self) -> None:
        editor, self._editor = self._editor, None
        if editor is not None:
            before, self._before = self._before, None
            if editor.hasFocus() and before is not None and before.isVisible():
                before.setFocus(Qt.FocusReason.OtherFocusReason)
            elif editor.hasFocus():
                self._focus_chosen()
            editor.hide()
            editor.deleteLater()

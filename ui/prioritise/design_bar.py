"""The designs as chips: click looks at one, double click renames, a menu does the rest."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QWidget
from typing_extensions import override

from models.changes import Changes
from models.keys import DesignKey
from ui.document import Document
from ui.icons import icon
from ui.prioritise.choice import PayChoice
from ui.prioritise.design_edits import DesignEdits
from ui.theme import Theme
from ui.widgets.button import Button, ButtonLook
from ui.widgets.chip import Chip
from ui.widgets.error_field import Field
from workbench.analysis.suggesting import Preset
from workbench.language import Language
from workbench.weight_words import PRESET_NAMES

PRESETS = (Preset.SILO, Preset.CROSS, Preset.COMPANY)
"""The ideas that a whole design may follow."""


class DesignBar(QWidget):
    """A chip for every design; the one that is paid says so.

    Attributes:
        edits: what the menus do.
    """

    def __init__(
        self,
        document: Document,
        theme: Theme,
        language: Language,
        choice: PayChoice,
        parent: QWidget,
    ) -> None:
        """Show the designs of ``document``, the one of ``choice`` chosen."""
        super().__init__(parent)
        self._document = document
        self._theme = theme
        self._language = language
        self._choice = choice
        self._chips: dict[DesignKey, Chip] = {}
        self._editor: Field | None = None
        self.edits = DesignEdits(document, language, choice, self)
        self.setAccessibleName(language.text("Designs"))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.space.gap)
        ink = theme.colours.text
        self._more = Button(
            theme,
            self,
            icon=icon("more", theme, ink),
            look=ButtonLook.BARE,
            name=language.text("More designs"),
        )
        self._more.clicked.connect(self._open_more)
        self.add_button = Button(
            theme,
            self,
            icon=icon("add", theme, ink),
            look=ButtonLook.BARE,
            name=language.text("Add a design"),
        )
        self.add_button.clicked.connect(self.open_add)
        self._row.addWidget(self._more)
        self._row.addWidget(self.add_button)
        self._row.addStretch()
        document.changed.connect(self._plan_changed)
        choice.changed.connect(self._choice_changed)
        self.rebuild()

    @property
    def chips(self) -> dict[DesignKey, Chip]:
        """The chip of each design."""
        return self._chips

    @override
    def sizeHint(self) -> QSize:
        """Return room for every chip."""
        gap = self._theme.space.gap
        width = sum(chip.sizeHint().width() + gap for chip in self._chips.values())
        return QSize(width + self.add_button.sizeHint().width(), self._theme.space.control_height)

    @override
    def minimumSizeHint(self) -> QSize:
        """Return room for the chosen chip, the menu of the others, and the plus."""
        gap = self._theme.space.gap
        chosen = self._chosen()
        width = 0 if chosen is None else chosen.sizeHint().width() + gap
        buttons = self._more.sizeHint().width() + self.add_button.sizeHint().width()
        return QSize(width + buttons + gap, self._theme.space.control_height)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many chips as there is room for."""
        super().resizeEvent(event)
        self._fit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk the chips with the arrows; rename with F2, delete with Del."""
        key = self._choice.design
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if key is None or key not in self._chips:
            super().keyPressEvent(event)
        elif step is not None:
            order = list(self._chips)
            there = order[min(max(order.index(key) + step, 0), len(order) - 1)]
            self._choice.choose_design(there)
            self._chips[there].setFocus(Qt.FocusReason.OtherFocusReason)
        elif event.key() == Qt.Key.Key_F2:
            self.start_rename(key)
        elif event.key() == Qt.Key.Key_Delete:
            self.edits.delete(key)
        else:
            super().keyPressEvent(event)

    def focus_chosen(self) -> None:
        """Take the keyboard, at the design that is looked at."""
        (self._chosen() or self.add_button).setFocus(Qt.FocusReason.OtherFocusReason)

    def rename(self) -> None:
        """Put a field in place of the chip that is looked at."""
        if self._choice.design is not None:
            self.start_rename(self._choice.design)

    def delete(self) -> None:
        """Delete the design that is looked at."""
        key = self._choice.design
        if key is not None and key in self._chips:
            self.edits.delete(key)

    def pay(self) -> None:
        """Let the design that is looked at be the one that is paid."""
        key = self._choice.design
        if key is not None and key in self._chips:
            self.edits.pay(key)

    def start_rename(self, key: DesignKey) -> None:
        """Put a field in place of a chip."""
        if key not in self._chips:
            return
        self._drop_editor()
        chip = self._chips[key]
        self._row.activate()
        name = self._document.plan.designs[key].name
        editor = Field(self._theme, self, name=self._language.text("Name of the design"), text=name)
        editor.setProperty("design", key)
        editor.setGeometry(chip.geometry().adjusted(-2, -2, 24, 2))
        editor.committed.connect(self._renamed)
        editor.cancelled.connect(self._drop_editor)
        editor.editingFinished.connect(self._drop_editor)
        editor.show()
        editor.raise_()
        editor.selectAll()
        editor.setFocus(Qt.FocusReason.OtherFocusReason)
        self._editor = editor

    def open_add(self) -> None:
        """Ask what a new design starts from."""
        self.add_menu().popup(self.add_button.mapToGlobal(QPoint(0, self.add_button.height())))

    def add_menu(self) -> QMenu:
        """Return the ways in which a new design may start."""
        text = self._language.text
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(text("Empty")).triggered.connect(partial(self._asked, "add", None))
        shown = self._document.plan.designs.get(self._choice.design or DesignKey(""))
        if shown is not None:
            copy = menu.addAction(text("A copy of “{name}”", name=_escaped(shown.name)))
            copy.triggered.connect(partial(self._asked, "duplicate", shown.key))
        menu.addSeparator()
        for preset in PRESETS:
            action = menu.addAction(text(PRESET_NAMES[preset]))
            action.triggered.connect(partial(self._preset_asked, preset))
        return menu

    def menu_of(self, key: DesignKey) -> QMenu:
        """Return the menu of a chip."""
        text, theme = self._language.text, self._theme
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        ink = theme.colours.text
        pay = menu.addAction(icon("check", theme, ink), text("Pay by this design"))
        pay.setEnabled(key != self._document.plan.current_design)
        pay.triggered.connect(partial(self._asked, "pay", key))
        menu.addSeparator()
        for what, mark, words in (
            ("duplicate", "duplicate", text("Duplicate")),
            ("rename", "rename", text("Rename")),
            ("delete", "delete", text("Delete")),
        ):
            action = menu.addAction(icon(mark, theme, ink), words)
            action.triggered.connect(partial(self._asked, what, key))
        return menu

    def rebuild(self) -> None:
        """Show the designs of the plan as they are now."""
        typing = any(chip.hasFocus() for chip in self._chips.values())
        for chip in self._chips.values():
            self._row.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = {}
        plan = self._document.plan
        for place, (key, design) in enumerate(plan.designs.items()):
            words = design.name
            if key == plan.current_design:
                words = self._language.text("{name} · paid", name=design.name)
            chip = Chip(self._theme, words, self)
            chip.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            chip.clicked.connect(partial(self._chip_clicked, key))
            chip.double_clicked.connect(partial(self.start_rename, key))
            chip.customContextMenuRequested.connect(partial(self._open_menu, key))
            self._row.insertWidget(place, chip)
            self._chips[key] = chip
        self._choice_changed()
        if typing:
            self.focus_chosen()

    def _chosen(self) -> Chip | None:
        key = self._choice.design
        return None if key is None else self._chips.get(key)

    def _fit(self) -> None:
        """Hide the chips that have no room; the chosen one always has."""
        gap = self._theme.space.gap
        chosen = self._choice.design
        width = {key: chip.sizeHint().width() + gap for key, chip in self._chips.items()}
        room = self.width() - self.add_button.sizeHint().width()
        everything = sum(width.values()) <= room
        left = room if everything else room - self._more.sizeHint().width() - gap
        left -= 0 if chosen is None else width.get(chosen, 0)
        for key, chip in self._chips.items():
            if key != chosen and not everything:
                left -= width[key]
            chip.setVisible(everything or key == chosen or left >= 0)
        self._more.setVisible(not everything)

    def _plan_changed(self, changes: Changes) -> None:
        if (
            changes.designs
            or "current_design" in changes.settings
            or "designs" in changes.reordered
        ):
            self.rebuild()

    def _choice_changed(self) -> None:
        for key, chip in self._chips.items():
            chip.setChecked(key == self._choice.design)
        self.updateGeometry()
        self._fit()

    def _chip_clicked(self, key: DesignKey, _checked: bool = False) -> None:  # noqa: FBT001, FBT002
        self._choice.choose_design(key)
        self._choice_changed()

    def _open_more(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for key, chip in self._chips.items():
            if chip.isHidden():
                action = menu.addAction(_escaped(chip.text()))
                action.triggered.connect(partial(self._chip_clicked, key))
        menu.popup(self._more.mapToGlobal(QPoint(0, self._more.height())))

    def _open_menu(self, key: DesignKey, at: QPoint) -> None:
        self.menu_of(key).popup(self._chips[key].mapToGlobal(at))

    def _preset_asked(self, preset: Preset, _checked: bool = False) -> None:  # noqa: FBT001, FBT002
        self.edits.add_by(preset)

    def _asked(self, what: str, key: DesignKey | None, _checked: bool = False) -> None:  # noqa: FBT001, FBT002
        if key is None:
            self.edits.add()
        elif what == "duplicate":
            self.edits.duplicate(key)
        elif what == "pay":
            self.edits.pay(key)
        elif what == "delete":
            self.edits.delete(key)
        else:
            self.start_rename(key)

    def _renamed(self, name: str) -> None:
        if self._editor is not None and name.strip():
            key = self._editor.property("design")
            self._drop_editor()
            self.edits.rename(key, name.strip())

    def _drop_editor(self) -> None:
        editor, self._editor = self._editor, None
        if editor is not None:
            had = editor.hasFocus()
            editor.hide()
            editor.deleteLater()
            if had:
                self.focus_chosen()


def _escaped(words: str) -> str:
    return words.replace("&", "&&")

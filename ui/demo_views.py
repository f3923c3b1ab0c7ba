"""The views that ``demo`` takes pictures of: every room, panel and dialog, as a user meets them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog

from models.changes import Edited, edited
from models.edits.kpis import set_formula, set_responsibility
from models.keys import BASE
from models.kpi import Bounds, KpiRole
from models.plan import Plan
from ui.aims import Aim
from ui.app import Workbench
from ui.decompose.room import DecomposeRoom
from ui.dialogs.questions import ask_about_left, ask_about_unsaved
from ui.room import DECOMPOSE, PRIORITISE
from workbench.analysis.cascade.edit import with_bounds
from workbench.pulse import kpi_of_role

TABLE: Final = """;Indicateur;Formule;Unité;2027-01;2027-02
1;Marge brute;ventes - achats;€;;
1.1;Ventes;;€;120 500;131 000
1.2;Achats;;€;71 200;74 900
1.3;Remises;;€;1 2OO;900
2;Panier moyen;ventes / commandes;€;;
2.1;Commandes;;commandes;2 410;2 580
"""
"""A tree as somebody keeps it in a sheet, one figure of it mistyped."""
_LEFT_ON: Final = dt.date(2027, 3, 12)
_NOWHERE: Final = "900 M"
"""A target for profit that no driver leads to."""


class Views(QObject):
    """Shows one view after the other, and tells the name of each."""

    def __init__(self, workbench: Workbench, sample: Path, table: Path) -> None:
        """Show ``sample``, and import ``table``."""
        super().__init__(workbench)
        self._workbench = workbench
        self._sample = sample
        self._table = table

    def rooms(self) -> Iterator[str]:
        """Show the start page, every room and what opens in them."""
        window, files = self._workbench.window, self._workbench.files
        if files.is_open:
            files.close()
        yield "start"
        files.new(window)
        yield "decompose-empty"
        files.close()
        files.open_sample(self._sample, window)
        self._workbench.document.show_scenario(
            next(iter(self._workbench.document.plan.scenarios), BASE)
        )
        window.frame.show_room(DECOMPOSE)
        yield from self._trees()
        yield from self._formulas()
        yield from self._panels()
        window.frame.show_room(PRIORITISE)
        yield "prioritise"
        actions = window.menus.actions
        for page in ("receive", "designs", "organisation", "life"):
            actions[f"page_{page}"].trigger()
            yield f"prioritise-{page}"
        actions["page_scorecards"].trigger()
        for name in ("suggest", "card_details"):
            actions[name].trigger()
            yield from self._closed(f"prioritise-{name.replace('_', '-')}")

    def dialogs(self) -> Iterator[str]:
        """Show every dialog over the sample."""
        window, document = self._workbench.window, self._workbench.document
        window.frame.show_room(DECOMPOSE)
        self._select(KpiRole.PROFIT)
        for name in ("keys", "about", "export"):
            yield from self._modal(f"dialog-{name}", window.menus.actions[name].trigger)
        window.menus.actions["preferences"].trigger()
        yield from self._closed("dialog-preferences")
        yield from self._cascades()
        self._select(KpiRole.CLIENTS)
        window.menus.actions["split"].trigger()
        yield from self._closed("dialog-split")
        yield from self._import()
        yield from self._modal("question-unsaved", self._ask_about_unsaved)
        yield from self._modal("question-left", self._ask_about_left)
        document.load(document.plan, None)

    # Rooms

    def _trees(self) -> Iterator[str]:
        actions, room = self._workbench.window.menus.actions, self._room
        self._workbench.document.select(None)
        actions["view_tree"].trigger()
        yield "decompose-plan"
        self._select(KpiRole.ARPU)
        yield "decompose-tree"
        room.canvas.menu_asked.emit(room.canvas.mapToGlobal(room.canvas.rect().center() / 2))
        yield from self._popped("decompose-card-menu")
        actions["top_down"].trigger()
        yield "decompose-top-down"
        actions["top_down"].trigger()
        actions["fit"].trigger()
        actions["view_outline"].trigger()
        self._press(Qt.Key.Key_Home)
        yield "decompose-outline"
        actions["compare"].trigger()
        yield "decompose-compare"
        actions["compare"].trigger()
        actions["view_both"].trigger()
        yield "decompose-both"
        actions["view_tree"].trigger()

    def _formulas(self) -> Iterator[str]:
        """Type formulas: on a card, in the inspector, in the outline; one of them wrong."""
        frame, room = self._workbench.window.frame, self._room
        self._select(KpiRole.ARPU)
        room.canvas.edit_formula()
        self._type(" + pri")
        yield "formula-card"
        room.canvas.typing.editor.cancel()
        shown = frame.inspector.isVisible()
        frame.inspector.show()
        field = frame.inspector.formula.entry.field
        field.setFocus()
        field.end(False)  # noqa: FBT003 - Qt takes no name
        self._type(" * me")
        yield "formula-inspector"
        self._press(Qt.Key.Key_Escape)
        self._type("dian(")
        self._press(Qt.Key.Key_Return)
        yield "formula-inspector-refused"
        self._press(Qt.Key.Key_Escape)
        frame.inspector.setVisible(shown)
        self._workbench.window.menus.actions["view_outline"].trigger()
        self._workbench.window.menus.actions["edit_formula"].trigger()
        self._type(" + prix")
        yield "formula-outline"
        self._press(Qt.Key.Key_Escape)
        self._press(Qt.Key.Key_Return)
        yield "formula-outline-refused"
        self._press(Qt.Key.Key_Escape)
        self._workbench.window.menus.actions["view_tree"].trigger()

    def _panels(self) -> Iterator[str]:
        window = self._workbench.window
        frame, actions = window.frame, window.menus.actions
        chips = frame.top_bar.scenarios
        key = self._workbench.document.scenario
        chips.menu_of(key).popup(chips.mapToGlobal(chips.rect().bottomLeft()))
        yield from self._popped("scenario-menu")
        actions["palette"].trigger()
        self._type("marg")
        yield "palette"
        window.finding.popup.leave()
        actions["find"].trigger()
        self._type("cli")
        yield "find"
        window.finding.popup.leave()
        actions["catalogue"].trigger()
        yield "catalogue"
        actions["catalogue"].trigger()
        self._select(KpiRole.PROFIT)
        inspector = frame.inspector.isVisible()
        frame.explaining.explain_selected()
        yield "explain"
        frame.explaining.close()
        frame.inspector.setVisible(inspector)
        frame.toggle_problems()
        yield "checks-none"
        self._workbench.document.apply("", _flawed)
        yield "checks"
        frame.toggle_problems()
        self._select(KpiRole.CLIENT_VALUE)
        yield "checks-inspector"
        self._workbench.document.undo_stack.undo()

    # Dialogs

    def _cascades(self) -> Iterator[str]:
        document = self._workbench.document
        profit = kpi_of_role(document.plan, KpiRole.PROFIT)
        if profit is None:
            return
        for name, target in (("cascade", "+5 %"), ("cascade-out-of-reach", _NOWHERE)):
            aim = Aim(profit.key, document.scenario, document.group, target)
            if target == _NOWHERE:
                document.apply("", _held)
            self._room.drivers.cascade_asked.emit(aim)
            yield from self._closed(f"dialog-{name}")

    def _import(self) -> Iterator[str]:
        dialog = self._workbench.window.importing.dialog()
        dialog.open()
        dialog.read(self._table)
        yield "dialog-import"
        for side in ("columns", "remarks"):
            dialog.show_side(side)
            yield f"dialog-import-{side}"
        dialog.close()
        dialog.deleteLater()

    def _ask_about_unsaved(self) -> None:
        workbench = self._workbench
        ask_about_unsaved(workbench.document.plan.name, workbench.language, workbench.window)

    def _ask_about_left(self) -> None:
        workbench = self._workbench
        name, date = workbench.document.plan.name, workbench.language.date(_LEFT_ON)
        ask_about_left(name, date, workbench.language, workbench.window)

    # How

    @property
    def _room(self) -> DecomposeRoom:
        room = self._workbench.window.frame.current
        if not isinstance(room, DecomposeRoom):
            raise TypeError(f"{room} is no tree")
        return room

    def _select(self, role: KpiRole) -> None:
        kpi = kpi_of_role(self._workbench.document.plan, role)
        if kpi is not None:
            self._workbench.document.select(kpi.key)

    def _modal(self, name: str, show: Callable[[], object]) -> Iterator[str]:
        """Show what does not return until it is closed; the tour goes on within it."""
        QTimer.singleShot(0, self, show)
        yield from self._closed(name)

    def _closed(self, name: str) -> Iterator[str]:
        """Tell of a dialog, and close it once it has been looked at."""
        yield name
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QDialog):
            dialog.reject()

    def _popped(self, name: str) -> Iterator[str]:
        yield name
        menu = QApplication.activePopupWidget()
        if menu is not None:
            menu.close()

    def _type(self, text: str) -> None:
        for letter in text:
            self._send(0, letter)

    def _press(self, key: Qt.Key) -> None:
        self._send(key, "")

    def _send(self, key: int, letter: str) -> None:
        """Press a key where the keys go."""
        target = self._workbench.window.focusWidget()
        none = Qt.KeyboardModifier.NoModifier
        if target is not None:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.sendEvent(target, QKeyEvent(kind, key, none, letter))


def _flawed(plan: Plan) -> Edited:
    """Return a plan of which there is something to say: a division by 0, drivers of nobody."""
    after = plan
    worth = kpi_of_role(plan, KpiRole.CLIENT_VALUE)
    if worth is not None:
        after, _ = set_formula(after, worth.key, f"({worth.formula}) / 0")
    for kpi in [kpi for kpi in plan.kpis.values() if kpi.is_driver][-3:]:
        after, _ = set_responsibility(after, kpi.key, {})
    return edited(plan, after)


def _held(plan: Plan) -> Edited:
    """Return a plan whose drivers are locked, but for the first, which may hardly move."""
    first, *others = [kpi for kpi in plan.kpis.values() if kpi.is_driver]
    highest = max(value for value in first.values if value is not None)
    bounds = {kpi.key: Bounds(locked=True) for kpi in others}
    return with_bounds(plan, {first.key: Bounds(most=1.2 * highest), **bounds})

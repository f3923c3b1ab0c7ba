"""How far a driver may be moved when a target is cascaded down to it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import ClassVar, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from models.edits.kpis import update_kpi
from models.keys import KpiKey
from models.kpi import Bounds, Kpi
from ui.icons import icon
from ui.inspector.entry import Entry
from ui.inspector.part import Desk, Part
from ui.widgets.button import Button
from workbench.analysis.cascade.proposal import moves_by_shift
from workbench.analysis.cascade.room import STRETCH
from workbench.bounds_typed import Bound, bound_of, bound_unit, with_bound
from workbench.figures_typed import figure_text
from workbench.language import NumberError, message

_NAMES: Final = {
    Bound.LEAST: (message("Least"), message("Least in a period")),
    Bound.MOST: (message("Most"), message("Most in a period")),
    Bound.STRETCH: (message("Stretch"), message("Stretch: how far it moves with ordinary effort")),
}


class BoundLine(QObject):
    """One bound and its entry."""

    committed = Signal(object, str)
    """The Bound, and what was typed."""

    def __init__(self, desk: Desk, which: Bound, parent: QWidget) -> None:
        super().__init__(parent)
        self._which = which
        label, name = (desk.language.text(words) for words in _NAMES[which])
        self.entry = Entry(desk.theme, parent, label=label, name=name)
        self.entry.committed.connect(self._commit)

    def _commit(self, text: str) -> None:
        self.committed.emit(self._which, text)


class BoundsPart(Part):
    """The lock, the least, the most and the stretch of a driver.

    Attributes:
        lock: locks the driver, or lets it move again.
        lines: what is typed.
    """

    may_hide: ClassVar[bool] = True

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        text = desk.language.text
        super().__init__(desk, parent, text("Room to move"), folded=True)
        self._key = KpiKey("")
        self.lock = Button(desk.theme, self, text=text("Locked"), icon=icon("lock", desk.theme))
        self.lock.setCheckable(True)
        self.lock.setToolTip(
            text("A cascade leaves a locked driver as it is. Typing and dragging still change it.")
        )
        self.lock.clicked.connect(self._toggle)
        self.body.addWidget(self.lock)
        self.lines = {which: BoundLine(desk, which, self) for which in Bound}
        for line in self.lines.values():
            line.committed.connect(self._commit)
            self.body.addWidget(line.entry)

    @override
    def show_kpi(self, kpi: Kpi, *, another: bool) -> None:
        """Show how far ``kpi`` may move; a formula KPI is moved by its drivers."""
        self._key = kpi.key
        self.setVisible(kpi.is_driver)
        if not kpi.is_driver:
            return
        language = self.desk.language
        self.lock.setChecked(kpi.bounds.locked)
        words = language.text("Locked") if kpi.bounds.locked else language.text("Free to move")
        self.lock.setText(words)
        self.lock.setAccessibleName(words)
        self.lock.setIcon(icon("lock" if kpi.bounds.locked else "unlock", self.desk.theme))
        for which, line in self.lines.items():
            unit = bound_unit(which, kpi.unit, shifts=self._shifts())
            written = figure_text(bound_of(kpi.bounds, which), unit, language)
            if another:
                line.entry.show_another(written)
            else:
                line.entry.show_truth(written)
        free = not self._shifts() and kpi.bounds.stretch is None
        usual = language.text("{share} usually", share=language.share(STRETCH)) if free else ""
        self.lines[Bound.STRETCH].entry.field.set_aside(usual)

    def _shifts(self) -> bool:
        document = self.desk.document
        values, group = document.results.values, document.group
        return moves_by_shift(values, self._key, document.scenario, group)

    def _kpi(self) -> Kpi:
        return self.desk.document.plan.kpis[self._key]

    def _toggle(self) -> None:
        kpi, text = self._kpi(), self.desk.language.text
        locked = not kpi.bounds.locked
        words = text("Lock {name}") if locked else text("Unlock {name}")
        self._put(words.format(name=kpi.name), replace(kpi.bounds, locked=locked))

    def _commit(self, which: Bound, typed: str) -> None:
        kpi, entry = self._kpi(), self.lines[which].entry
        unit = bound_unit(which, kpi.unit, shifts=self._shifts())
        try:
            bounds = with_bound(kpi.bounds, which, typed, unit, self.desk.language)
        except NumberError as error:
            entry.refuse(str(error))
            return
        label = self.desk.language.text("Bounds of {name}", name=kpi.name)
        self.desk.attempt(entry, label, partial(update_kpi, key=self._key, bounds=bounds))

    def _put(self, label: str, bounds: Bounds) -> None:
        self.desk.document.apply(label, partial(update_kpi, key=self._key, bounds=bounds))

"""What is done with drivers and targets: cascading, splitting, locking."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from models.keys import KpiKey
from ui.aims import Aim
from ui.document import Document
from ui.refusal import Refusal
from workbench.analysis.cascade.edit import with_bounds
from workbench.language import Language, NumberError
from workbench.targets_typed import parse_target


class DriverCommands(QObject):
    """Locks drivers, and asks for the dialogs in which the rest is done."""

    cascade_asked = Signal(object)
    """Aim: a figure that is to become another one."""
    split_asked = Signal(str)
    """The KPI that is to be split."""

    def __init__(
        self,
        document: Document,
        language: Language,
        say: Callable[[Refusal | None], None],
        parent: QObject,
    ) -> None:
        """Act on the selection of ``document``; tell ``say`` what cannot be done."""
        super().__init__(parent)
        self._document = document
        self._language = language
        self._say = say

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """Return what to call for each action, by its id."""
        return {"cascade": self.cascade, "split": self.split, "lock": self.lock}

    def cascade(self) -> None:
        """Set a target for the selected KPI."""
        document, text = self._document, self._language.text
        if document.selection is None:
            return
        if not document.group.periods:
            name = document.plan.kpis[document.selection].name
            self._say(Refusal(text("“{place}” takes no figures.", place=name)))
            return
        self.cascade_asked.emit(Aim(document.selection, document.scenario, document.group))

    def aim(self, aim: Aim) -> Refusal | None:
        """Take a figure typed over one that is worked out; return why it is none."""
        document = self._document
        if not aim.text.strip():
            return None
        kpi, plan = document.plan.kpis[aim.key], document.plan
        now = document.results.values.group(aim.key, aim.scenario, aim.group)
        try:
            target = parse_target(aim.text, kpi.unit, now, plan.currency, self._language).value
        except NumberError as error:
            return Refusal(str(error))
        # Looking at a figure is not aiming at it.
        if abs(target - now) > 1e-9 * abs(now):
            self.cascade_asked.emit(aim)
        return None

    def split(self) -> None:
        """Split the selected KPI by a dimension."""
        if self._document.selection is not None:
            self.split_asked.emit(self._document.selection)

    def lock(self) -> None:
        """Lock the selected drivers; unlock them where all are locked."""
        kpis, text = self._document.plan.kpis, self._language.text
        drivers = [kpis[key] for key in self._document.chosen if kpis[key].is_driver]
        if not drivers:
            self._say(
                Refusal(
                    text("Only drivers are locked: a cascade leaves them as they are. Select some.")
                )
            )
            return
        locked = not all(kpi.bounds.locked for kpi in drivers)
        bounds = {kpi.key: replace(kpi.bounds, locked=locked) for kpi in drivers}
        self._say(None)
        self._document.apply(
            self._lock_label([kpi.key for kpi in drivers], locked=locked),
            partial(with_bounds, bounds=bounds),
        )

    def _lock_label(self, keys: list[KpiKey], *, locked: bool) -> str:
        language, name = self._language, self._document.plan.kpis[keys[0]].name
        if len(keys) == 1:
            words = language.text("Lock {name}") if locked else language.text("Unlock {name}")
            return words.format(name=name)
        if locked:
            return language.plural("Lock {count} driver", "Lock {count} drivers", len(keys))
        return language.plural("Unlock {count} driver", "Unlock {count} drivers", len(keys))

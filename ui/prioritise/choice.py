"""Whom and what the pages of the room speak of: one choice, shared by all of them."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from models.keys import DesignKey, PersonKey, PositionKey
from models.scorecard import Design
from ui.document import Document


class PayChoice(QObject):
    """The design, position and person that somebody looks at.

    What the plan no longer has is chosen no more.
    """

    changed = Signal()
    """Another design, position or person is looked at."""

    def __init__(self, document: Document, parent: QObject) -> None:
        """Look at the current design, and at nobody."""
        super().__init__(parent)
        self._document = document
        self._design: DesignKey | None = None
        self._position: PositionKey | None = None
        self._person: PersonKey | None = None

    @property
    def design(self) -> DesignKey | None:
        """The design that is looked at: the one chosen, else the one that is paid."""
        plan = self._document.plan
        return self._design if self._design in plan.designs else plan.current_design

    @property
    def looked_at(self) -> Design | None:
        """The design that is looked at, itself; None where the plan has none."""
        key = self.design
        return None if key is None else self._document.plan.designs.get(key)

    @property
    def position(self) -> PositionKey | None:
        """The position that is looked at; that of the person, where there is one."""
        plan = self._document.plan
        person = self.person
        if person is not None:
            return plan.people[person].position
        return self._position if self._position in plan.positions else None

    @property
    def person(self) -> PersonKey | None:
        """The person that is looked at."""
        return self._person if self._person in self._document.plan.people else None

    def choose_design(self, key: DesignKey | None) -> None:
        """Look at a design; None: at the one that is paid."""
        if key != self._design:
            self._design = key
            self.changed.emit()

    def choose_position(self, key: PositionKey | None) -> None:
        """Look at a position, and at the person chosen before only if they hold it."""
        person = self.person
        if person is not None and self._document.plan.people[person].position != key:
            person = None
        self._choose(key, person)

    def choose_person(self, key: PersonKey | None) -> None:
        """Look at a person, and at their position."""
        found = None if key is None else self._document.plan.people.get(key)
        self._choose(self._position if found is None else found.position, key)

    def _choose(self, position: PositionKey | None, person: PersonKey | None) -> None:
        if (position, person) != (self._position, self._person):
            self._position, self._person = position, person
            self.changed.emit()

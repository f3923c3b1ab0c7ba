"""The organisation: people, positions and objectives, in tables that are typed into."""

from __future__ import annotations

from collections.abc import Hashable
from enum import StrEnum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from models.keys import ObjectiveKey, PersonKey
from models.places import Place
from ui.document import Document
from ui.prioritise.callout import Callout
from ui.prioritise.choice import PayChoice
from ui.prioritise.objectives_panel import ObjectivesPanel
from ui.prioritise.organisation_panel import OrganisationPanel
from ui.prioritise.page import Page
from ui.prioritise.people_panel import PeoplePanel
from ui.theme import Theme
from ui.widgets.segmented import Choice, SegmentedSwitch
from workbench.language import Language


class OrganisationPart(StrEnum):
    """The parts of the page, in their order."""

    PEOPLE = "people"
    POSITIONS = "positions"
    OBJECTIVES = "objectives"


class OrganisationPage(Page):
    """One part of the organisation, and the switch between them.

    Attributes:
        switch: between the parts.
        people: everybody who is paid.
        organisation: functions and positions.
        objectives: goals that are rated.
    """

    action_asked = Signal(str)
    """The id of an action that a button stands for."""

    def __init__(
        self,
        document: Document,
        theme: Theme,
        language: Language,
        choice: PayChoice,
        parent: QWidget,
    ) -> None:
        """Make the page."""
        super().__init__(document, theme, language, choice, parent)
        text = language.text
        names = {
            OrganisationPart.PEOPLE: text("People"),
            OrganisationPart.POSITIONS: text("Functions and positions"),
            OrganisationPart.OBJECTIVES: text("Objectives"),
        }
        self.switch = SegmentedSwitch(
            theme,
            self.content,
            name=text("Parts of the organisation"),
            choices=[Choice(part, names[part]) for part in OrganisationPart],
        )
        self.switch.chosen.connect(self.show_part)
        callout: Callout = self.callout
        given = (document, theme, language)
        self.people = PeoplePanel(*given, choice, self.content, callout=callout)
        self.people.action_asked.connect(self.action_asked)
        self.people.looked_at.connect(self.bring_into_view)
        self.organisation = OrganisationPanel(*given, self.content, callout=callout)
        self.objectives = ObjectivesPanel(*given, self.content, callout=callout)
        self._parts = {
            OrganisationPart.PEOPLE: self.people,
            OrganisationPart.POSITIONS: self.organisation,
            OrganisationPart.OBJECTIVES: self.objectives,
        }
        column = QVBoxLayout(self.content)
        room = theme.space.room
        column.setContentsMargins(room, theme.space.inset, room, room)
        column.setSpacing(theme.space.inset)
        row = QHBoxLayout()
        row.addWidget(self.switch)
        row.addStretch(1)
        column.addLayout(row)
        # One at a time; a stack of them would be as high as the highest.
        for part in self._parts.values():
            column.addWidget(part, 1)
        self.show_part(OrganisationPart.PEOPLE)

    @property
    def part(self) -> OrganisationPart:
        """Which part is on screen."""
        return next(name for name, part in self._parts.items() if not part.isHidden())

    def show_part(self, part: Hashable) -> None:
        """Bring a part on screen."""
        if isinstance(part, OrganisationPart):
            self.callout.clear()
            for name, each in self._parts.items():
                each.setVisible(name is part)
            self.switch.choose(part)

    @override
    def refresh(self) -> None:
        """Show the plan as it is now."""
        for part in self._parts.values():
            part.refresh()

    @override
    def plan_loaded(self) -> None:
        """Show everybody of another plan, and first what it takes to have anybody."""
        self.people.field.clear()
        empty = not self.document.plan.positions
        self.show_part(OrganisationPart.POSITIONS if empty else OrganisationPart.PEOPLE)

    @override
    def panes(self) -> tuple[QWidget, ...]:
        """Return what F6 walks through in this page."""
        return (self.switch, *self._parts[self.part].panes())

    @override
    def work_place(self) -> QWidget | None:
        """Return the field that finds people, or the table that is typed into."""
        people = self.part is OrganisationPart.PEOPLE and self.document.plan.people
        panes = self._parts[self.part].panes()
        return (
            self.people.field
            if people
            else next((pane for pane in panes if pane is not self.people.field), None)
        )

    @override
    def show_place(self, place: Place) -> None:
        """Put the cursor where a problem can be mended."""
        match place.table:
            case "people":
                self.show_part(OrganisationPart.PEOPLE)
                self.people.refresh()
                self.people.show_person(PersonKey(place.key))
            case "objectives":
                self.show_part(OrganisationPart.OBJECTIVES)
                self.objectives.refresh()
                self.objectives.show_objective(ObjectiveKey(place.key))
            case "functions" | "positions":
                self.show_part(OrganisationPart.POSITIONS)
                self.organisation.refresh()
                functions = place.table == "functions"
                panel = self.organisation.functions if functions else self.organisation.positions
                panel.view.show_key(place.key)
                panel.view.setFocus()
            case _:
                pass

"""The people: a table of all of them, what is looked for, and the details of one."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.keys import PersonKey
from ui.document import Document
from ui.icons import icon
from ui.prioritise.callout import Callout
from ui.prioritise.choice import PayChoice
from ui.prioritise.sheet_panel import SheetPanel
from ui.theme import Theme
from ui.widgets.button import Button
from ui.widgets.error_field import Field
from ui.widgets.text import text_label
from workbench.language import Language
from workbench.sheets.people import PersonSheet
from workbench.sheets.person_parts import ModifierSheet, OwnObjectiveSheet, SpanSheet

_DETAIL_HEIGHT = 236


class PeoplePanel(QWidget):
    """The table of people above the details of the one with the cursor.

    Attributes:
        panel: the table.
        field: what is looked for.
        details: shows or hides the details.
        spans: when somebody is there.
        modifiers: the factors that are somebody's alone.
        objectives: the objectives of somebody.
    """

    action_asked = Signal(str)
    """The id of an action that a button stands for."""
    looked_at = Signal(QWidget)
    """What is to be brought into view."""

    def __init__(
        self,
        document: Document,
        theme: Theme,
        language: Language,
        choice: PayChoice,
        parent: QWidget,
        *,
        callout: Callout,
    ) -> None:
        """Make the panel; ``callout`` lies over the room and says what cannot be taken."""
        super().__init__(parent)
        text = language.text
        self._document, self._language, self._choice = document, language, choice
        self.panel = SheetPanel(
            document,
            PersonSheet(language),
            theme,
            self,
            callout=callout,
            title=text("People"),
            subtitle=text(
                "Type a name into the last row to add somebody; paste from Excel; clear a name to "
                "remove a person. A target bonus in grey is the position’s."
            ),
        )
        self.field = Field(theme, self, name=text("Find a person"))
        self.field.setPlaceholderText(text("Find by name, id, position or function"))
        self.field.setMinimumWidth(180)
        self.field.setMaximumWidth(360)
        self.field.textChanged.connect(self._find)
        self.field.returnPressed.connect(self._to_table)
        self._count = text_label("", self, colour=theme.colours.text_quiet)
        self.details = Button(
            theme, self, text=text("Details"), name=text("Details of the person (Ctrl+Enter)")
        )
        self.details.setCheckable(True)
        self.details.toggled.connect(self._show_details)
        self._bring = Button(
            theme,
            self,
            text=text("Import…"),
            icon=icon("import", theme),
            name=text("Import people from Excel or CSV"),
        )
        self._bring.clicked.connect(partial(self.action_asked.emit, "import_people"))
        bar = QHBoxLayout()
        bar.setSpacing(theme.space.gap)
        bar.addWidget(self.field, 1)
        bar.addWidget(self._count)
        bar.addStretch(1)
        bar.addWidget(self.details)
        bar.addWidget(self._bring)
        self.panel.body.insertLayout(0, bar)
        self._of_one(document, theme, callout)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.space.inset)
        whole.addWidget(self.panel, 1)
        whole.addWidget(self._parts)
        self.panel.view.current_changed.connect(self._other_person)
        self.panel.view.details_asked.connect(self._to_details)
        self.panel.model.filtered.connect(self._tell_count)
        self._show_details(False)  # noqa: FBT003 - as Qt hands it over
        self._tell_count()

    def _of_one(self, document: Document, theme: Theme, callout: Callout) -> None:
        text, language = self._language.text, self._language
        self._parts = QWidget(self)
        self._parts.setFixedHeight(_DETAIL_HEIGHT)
        row = QHBoxLayout(self._parts)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.space.inset)
        self.spans = SheetPanel(
            document,
            SpanSheet(language, None),
            theme,
            self._parts,
            callout=callout,
            title=text("Time at work"),
        )
        self.modifiers = SheetPanel(
            document,
            ModifierSheet(language, None),
            theme,
            self._parts,
            callout=callout,
            title=text("Modifiers"),
        )
        self.objectives = SheetPanel(
            document,
            OwnObjectiveSheet(language, None),
            theme,
            self._parts,
            callout=callout,
            title=text("Objectives"),
        )
        row.addWidget(self.spans, 3)
        row.addWidget(self.modifiers, 2)
        row.addWidget(self.objectives, 5)

    def refresh(self) -> None:
        """Show the plan as it is now."""
        self.panel.model.refresh()
        self._tell_count()
        chosen = self._choice.person
        if chosen is not None and not self.panel.view.currentIndex().isValid():
            self.panel.view.show_key(chosen)
        if self._parts.isVisibleTo(self):
            for part in (self.spans, self.modifiers, self.objectives):
                part.model.refresh()
            self._other_person()

    def panes(self) -> tuple[QWidget, ...]:
        """Return what F6 walks through."""
        parts: tuple[QWidget, ...] = ()
        if self._parts.isVisibleTo(self):
            parts = (self.spans.view, self.modifiers.view, self.objectives.view)
        return (self.field, self.panel.view, *parts)

    def show_person(self, key: PersonKey) -> None:
        """Put the cursor on somebody, whatever is looked for."""
        if not self.panel.view.show_key(key):
            self.field.clear()
            self.panel.view.show_key(key)
        self.panel.view.setFocus()

    @property
    def person(self) -> PersonKey | None:
        """Who has the cursor."""
        key = self.panel.view.key
        return PersonKey(key) if key else None

    def _find(self, words: str) -> None:
        self.panel.model.find(words)

    def _to_table(self) -> None:
        view = self.panel.view
        view.setFocus()
        if not view.currentIndex().isValid():
            view.setCurrentIndex(self.panel.model.index(0, self.panel.model.sheet.name_column))

    def _tell_count(self) -> None:
        shown = len(self.panel.model.keys)
        everybody = len(self._document.plan.people)
        plural = self._language.plural
        if shown == everybody:
            told = plural("{count} person", "{count} people", everybody)
        else:
            told = plural(
                "{shown} of {count} person",
                "{shown} of {count} people",
                everybody,
                shown=self._language.number(shown),
            )
        self._count.setText(told)

    def _show_details(self, shown: bool) -> None:  # noqa: FBT001 - Qt hands it over so
        self._parts.setVisible(shown)
        if not shown:
            return
        if self.person is None and self.panel.model.keys:
            self.panel.view.show_key(self.panel.model.keys[0])
        self._other_person()

    def _to_details(self) -> None:
        self.details.setChecked(True)
        view = self.spans.view
        view.setFocus()
        view.setCurrentIndex(self.spans.model.index(0, 0))
        self.looked_at.emit(self._parts)

    def _other_person(self) -> None:
        """Show the details of whoever has the cursor."""
        person = self.person
        if person is not None:
            self._choice.choose_person(person)
        shown = self.spans.model.sheet
        if not self._parts.isVisibleTo(self):
            return
        if isinstance(shown, SpanSheet) and shown.person == person:
            return
        name = ""
        if person is not None:
            name = self._document.plan.people[person].name
        text = self._language.text
        self.spans.set_heading(text("Time at work"), name)
        self.modifiers.set_heading(text("Modifiers"), name)
        self.objectives.set_heading(text("Objectives"), name)
        self.spans.model.show_sheet(SpanSheet(self._language, person))
        self.modifiers.model.show_sheet(ModifierSheet(self._language, person))
        self.objectives.model.show_sheet(OwnObjectiveSheet(self._language, person))
        # Most positions have none that are typed.
        self.modifiers.setVisible(bool(self.modifiers.model.keys))

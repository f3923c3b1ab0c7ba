"""How payouts become a score: the form of a scorecard, and its sections with their measures."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QWidget
from typing_extensions import override

from models.edits.cards import (
    add_section,
    move_measure,
    move_section,
    remove_section,
    rename_section,
    set_form,
)
from models.keys import MeasureKey
from models.scorecard import ScoreForm
from ui.document import Edit
from ui.fonts import TextStyle
from ui.icons import icon
from ui.prioritise.card_desk import CardDesk
from ui.prioritise.card_tab import CardTab
from ui.prioritise.card_table import CardTable, WordError
from ui.tables.cell_table import Cell, Index, Tone
from ui.theme import Theme
from ui.widgets.button import Button
from ui.widgets.segmented import Choice, SegmentedSwitch
from ui.widgets.text import set_text_colour, text_label
from workbench.analysis.card_state import FormNow, form_now
from workbench.card_words import FORMS, form_sentence

NAME, SECTION, WEIGHT, PAYOUT, GATES = range(5)
_MEASURE = "m:"
_SECTION = "s:"


class SectionTable(CardTable):
    """Sections in order, each followed by its measures."""

    def __init__(self, desk: CardDesk, parent: QObject) -> None:
        """Show nothing yet."""
        super().__init__(desk, parent)
        self._now = FormNow((), None, None)

    @override
    def headings(self) -> list[str]:
        """Return the heading of each column."""
        text = self.language.text
        return [
            text("Section or measure"),
            text("In section"),
            text("Weight"),
            text("Payout in {scenario}", scenario=self.desk.scenario),
            text("Conditions"),
        ]

    @override
    def keys(self) -> tuple[str, ...]:
        """Return the keys of sections, each followed by those of its measures."""
        found: list[str] = []
        for number, section in enumerate(self.desk.card.sections):
            found.append(f"{_SECTION}{number}")
            found += [f"{_MEASURE}{measure.key}" for measure in section.measures]
        return tuple(found)

    @override
    def invitation(self) -> str:
        """Invite to add a section."""
        return self.language.text("Add a section…")

    @override
    def refresh(self) -> None:
        """Show the scorecard as it is now."""
        self._now = self._form_now()
        super().refresh()

    @property
    def now(self) -> FormNow:
        """What both forms make of the payouts."""
        return self._now

    @override
    def row(self, key: str) -> list[Cell]:
        """Return a section with its weight, or a measure with what it pays."""
        card, share = self.desk.card, self.language.share
        if key.startswith(_SECTION):
            number = self.number(key)
            section = card.sections[number]
            weight = sum(measure.weight for measure in section.measures)
            return [
                Cell(self.desk.sections()[number], edit=section.name, right=False, strong=True),
                Cell(right=False),
                Cell("" if self._multiplies() else share(weight), strong=True),
                Cell(),
                self._gates(len(section.gates)),
            ]
        measure = self.desk.measure(self.measure_key(key))
        names = self.desk.measures()
        term = next((each for each in self._now.terms if f"{_MEASURE}{each.measure}" == key), None)
        weight = 0.0 if measure is None else measure.weight
        place = self.desk.sections()[self.section_of(key)]
        return [
            Cell(f"   {names.get(self.measure_key(key), '')}", right=False),
            self.words(place, quiet=True),
            Cell("×" if self._multiplies() else share(weight)),
            Cell(share(None if term is None else term.payout)),
            self._gates(0 if measure is None else len(measure.gates)),
        ]

    @override
    def suggestions(self, index: Index) -> tuple[str, ...]:
        """Return the sections, in their column."""
        return tuple(self.desk.sections()) if index.column() == SECTION else ()

    @override
    def edit(self, key: str, column: int, text: str) -> tuple[str, Edit]:
        """Rename or remove a section, or move a measure into another."""
        if column == NAME and key.startswith(_SECTION):
            number = self.number(key)
            name = self.desk.sections()[number]
            if text:
                what = self.language.text("Rename the section {name}", name=name)
                edit = partial(rename_section, **self.desk.ids(), section=number, name=text)
            else:
                what = self.language.text("Remove the section {name}", name=name)
                edit = partial(remove_section, **self.desk.ids(), section=number)
            return self.desk.labelled(what), edit
        names = dict(enumerate(self.desk.sections()))
        target = self.read_name(text, names)
        measure = self.measure_key(key)
        what = self.language.text("Move {measure}", measure=self.desk.measures()[measure])
        edit = partial(move_measure, **self.desk.ids(), measure=measure, section=target)
        return self.desk.labelled(what), edit

    @override
    def addition(self, name: str) -> tuple[str, Edit]:
        """Add a section after the others."""
        if name.casefold() in {each.casefold() for each in self.desk.sections()}:
            raise WordError(self.language.text("There is a section “{name}” already.", name=name))
        what = self.language.text("Add the section {name}", name=name)
        return self.desk.labelled(what), partial(add_section, **self.desk.ids(), name=name)

    def step(self, key: str, step: int) -> tuple[str, Edit] | None:
        """Return the edit that moves a row one place up or down; None where it is at an end."""
        sections = self.desk.card.sections
        if key.startswith(_SECTION):
            number = self.number(key)
            if not 0 <= number + step < len(sections):
                return None
            what = self.language.text("Move the section {name}", name=self.desk.sections()[number])
            edit = partial(move_section, **self.desk.ids(), section=number, step=step)
            return self.desk.labelled(what), edit
        section, measure = self.section_of(key), self.measure_key(key)
        place = [each.key for each in sections[section].measures].index(measure) + step
        # Past an end of its section a measure goes into the next one.
        if place < 0:
            section, place = section - 1, None
        elif place >= len(sections[section].measures):
            section, place = section + 1, 0
        if not 0 <= section < len(sections):
            return None
        what = self.language.text("Move {measure}", measure=self.desk.measures()[measure])
        edit = partial(move_measure, **self.desk.ids(), measure=measure, section=section, at=place)
        return self.desk.labelled(what), edit

    def moved_key(self, key: str, step: int) -> str:
        """Return the key that a row goes by after it was moved."""
        return f"{_SECTION}{self.number(key) + step}" if key.startswith(_SECTION) else key

    def number(self, key: str) -> int:
        """Return the number of a section."""
        return int(key.removeprefix(_SECTION))

    def measure_key(self, key: str) -> MeasureKey:
        """Return the key of a measure."""
        return MeasureKey(key.removeprefix(_MEASURE))

    def section_of(self, key: str) -> int:
        """Return the number of the section that a measure is in."""
        measure = self.measure_key(key)
        return next(
            number
            for number, section in enumerate(self.desk.card.sections)
            if any(each.key == measure for each in section.measures)
        )

    def _multiplies(self) -> bool:
        return self.desk.card.form is ScoreForm.MULTIPLICATIVE

    def _gates(self, count: int) -> Cell:
        words = self.language.plural("{count} condition", "{count} conditions", count)
        return Cell(words if count else "", right=False, tone=Tone.QUIET)

    def _form_now(self) -> FormNow:
        desk = self.desk
        if not desk.there:
            return FormNow((), None, None)
        scenario = desk.document.scenario
        return form_now(desk.plan, desk.values, desk.design, desk.position, scenario)


class SectionsTab(CardTab):
    """The form with what it means, and the sections."""

    def __init__(self, desk: CardDesk, theme: Theme, parent: QWidget) -> None:
        """Make the part."""
        super().__init__(desk, theme, parent)
        text = desk.language.text
        self.form = SegmentedSwitch(
            theme,
            self,
            name=text("How payouts become a score"),
            choices=[Choice(form, text(words)) for form, words in FORMS.items()],
        )
        self.form.chosen.connect(self._choose_form)
        self.add_row(self.form)
        self.sentences: dict[ScoreForm, QLabel] = {}
        for form in ScoreForm:
            label = text_label("", self, style=TextStyle.SMALL, wraps=True)
            self.sentences[form] = label
            self.body.addWidget(label)
        self.add_heading(text("Sections"))
        self.add_line(
            text(
                "Sections group measures, and may have conditions of their own. Clear the name of "
                "a section to remove it: its measures stay."
            )
        )
        self.model = SectionTable(desk, self)
        self.table = self.add_table(text("Sections and measures"), self.model)
        self.up = self._mover("move_up", text("Move up (Alt+Up)"), -1, "Alt+Up")
        self.down = self._mover("move_down", text("Move down (Alt+Down)"), 1, "Alt+Down")
        self.add_row(self.up, self.down)
        self.body.addStretch(1)

    @override
    def refresh(self) -> None:
        """Show the scorecard as it is now."""
        self.model.refresh()
        form, colours = self.desk.card.form, self.theme.colours
        self.form.choose(form)
        for each, label in self.sentences.items():
            language = self.desk.language
            sentence = form_sentence(each, self.model.now, language)
            name = language.text(FORMS[each])
            label.setText(language.text("{form}: {sentence}", form=name, sentence=sentence))
            set_text_colour(label, colours.text if each is form else colours.text_quiet)

    def _mover(self, name: str, words: str, step: int, keys: str) -> Button:
        button = Button(self.theme, self, icon=icon(name, self.theme), name=words)
        button.clicked.connect(partial(self._move, step))
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(partial(self._move, step))
        return button

    def _choose_form(self, form: ScoreForm) -> None:
        what = self.desk.language.text("Form of the score")
        self.desk.apply(what, partial(set_form, **self.desk.ids(), form=form))

    def _move(self, step: int, *_: object) -> None:
        current = self.table.currentIndex()
        key = self.model.key_at(current.row())
        meant = None if key is None else self.model.step(key, step)
        if key is None or meant is None:
            return
        self.desk.make(*meant)
        row = self.model.keys().index(self.model.moved_key(key, step))
        self.table.setCurrentIndex(self.model.index(row, current.column()))

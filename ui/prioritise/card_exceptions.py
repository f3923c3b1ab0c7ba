"""What is different for single holders of a position: weights, targets, and the reason."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from models.calendar import Span
from models.edits.scorecards import put_exception, remove_exception
from models.keys import MeasureKey, PersonKey
from models.scorecard import CardException, Measure, MeasureException
from ui.document import Edit
from ui.prioritise.card_desk import CardDesk
from ui.prioritise.card_tab import CardTab
from ui.prioritise.card_table import CardTable, WordError
from ui.tables.cell_table import Cell, Index, Tone
from ui.theme import Theme
from workbench.analysis.card_state import groups_in_report
from workbench.analysis.exceptions import own_target, weight_with
from workbench.analysis.weighting import TOLERANCE
from workbench.figures_typed import SHARE
from workbench.language import NumberError

PERSON, REASON, DIFFERENT, TOTAL = range(4)
NAME, WEIGHT, OWN, FIRST = range(4)


class ExceptionTable(CardTable):
    """The people of whom something is different, and why."""

    @override
    def headings(self) -> list[str]:
        """Return the heading of each column."""
        text = self.language.text
        return [text("Person"), text("Reason"), text("Different"), text("Weights")]

    @override
    def keys(self) -> tuple[str, ...]:
        """Return the keys of the people."""
        return tuple(self.desk.card.exceptions)

    @override
    def invitation(self) -> str:
        """Invite to add somebody."""
        return self.language.text("Add an exception: type a person…")

    @override
    def row(self, key: str) -> list[Cell]:
        """Return a person, the reason, and what the weights come to."""
        exception = self.desk.card.exceptions[PersonKey(key)]
        weight = weight_with(self.desk.card, exception)
        whole = abs(weight - 1.0) <= TOLERANCE
        count = len(exception.measures)
        different = self.language.plural("{count} measure", "{count} measures", count)
        return [
            self.words(self._name(exception.person)),
            self.words(exception.reason),
            Cell(different if count else "", right=False, tone=Tone.QUIET),
            Cell(self.language.share(weight), strong=True, tone=Tone.GOOD if whole else Tone.BAD),
        ]

    @override
    def suggestions(self, index: Index) -> tuple[str, ...]:
        """Return who holds the position, in their column."""
        return tuple(self.desk.holders().values()) if index.column() == PERSON else ()

    @override
    def edit(self, key: str, column: int, text: str) -> tuple[str, Edit]:
        """Give a reason, give the exception to somebody else, or take it away."""
        exception = self.desk.card.exceptions[PersonKey(key)]
        name = self._name(exception.person)
        if column == PERSON and not text:
            what = self.language.text("Remove the exception of {person}", person=name)
            return self.desk.labelled(what), self.put(exception.person, None)
        if column == PERSON:
            person = self.read_name(text, self.desk.holders())
            if person == exception.person:
                return name, self.put(person, exception)
            raise WordError(
                self.language.text(
                    "An exception stays with its person: add one for the other in the last row."
                )
            )
        what = self.language.text("Reason of the exception of {person}", person=name)
        return self.desk.labelled(what), self.put(exception.person, replace(exception, reason=text))

    @override
    def addition(self, name: str) -> tuple[str, Edit]:
        """Add an exception, in which nothing is different yet."""
        person = self.read_name(name, self.desk.holders())
        if person in self.desk.card.exceptions:
            raise WordError(self.language.text("{person} has an exception already.", person=name))
        what = self.language.text("Add an exception of {person}", person=self._name(person))
        return self.desk.labelled(what), self.put(person, CardException(person))

    def put(self, person: PersonKey, exception: CardException | None) -> Edit:
        """Return the edit that sets what is different for somebody."""
        if exception is None:
            return partial(remove_exception, **self.desk.ids(), person=person)
        return partial(put_exception, **self.desk.ids(), exception=exception)

    def _name(self, key: PersonKey) -> str:
        person = self.desk.plan.people.get(key)
        return key if person is None else person.name


class OwnTable(CardTable):
    """The measures of one person's exception: as on the scorecard, and as is theirs."""

    grows = False

    def __init__(self, desk: CardDesk, parent: QObject) -> None:
        """Show nobody yet."""
        super().__init__(desk, parent)
        self._person: PersonKey | None = None

    def show_person(self, person: PersonKey | None) -> None:
        """Show what is different for somebody else."""
        self._person = person
        self.refresh()

    @override
    def headings(self) -> list[str]:
        """Return the heading of each column."""
        text = self.language.text
        heads = [text("Measure"), text("Weight"), text("Own weight")]
        count = self._most()
        if count == 1:
            return [*heads, text("Own target")]
        finest = min((each.every for each in self.desk.card.measures), key=_months)
        groups = groups_in_report(self.desk.plan, finest)
        labels = [self.language.group_label(group) for group in groups]
        numbers = [self.language.number(number + 1) for number in range(count)]
        named = labels if len(labels) == count else numbers
        return [*heads, *(text("Own target, {period}", period=each) for each in named)]

    @override
    def keys(self) -> tuple[str, ...]:
        """Return the keys of the measures."""
        if self._exception() is None:
            return ()
        return tuple(measure.key for measure in self.desk.card.measures)

    @override
    def row(self, key: str) -> list[Cell]:
        """Return weights and targets; what is not the person's own is quiet."""
        measure = self.desk.measure(key) or Measure(MeasureKey(key))
        own = self._own(measure.key)
        unit = self.desk.measure_unit(measure)
        cells = [
            self.words(self.desk.measures().get(measure.key, key), edit=False),
            Cell(self.language.share(measure.weight), tone=Tone.QUIET),
            self.figure(own.weight, SHARE),
        ]
        for number in range(self._most()):
            if number >= self._count(measure):
                cells.append(Cell())
                continue
            targets = own.targets or measure.targets
            target = targets[number] if number < len(targets) else None
            cell = self.figure(target, unit, quiet=not own.targets)
            cells.append(cell if own.targets else replace(cell, edit=""))
        return cells

    @override
    def edit(self, key: str, column: int, text: str) -> tuple[str, Edit]:
        """Give somebody a weight or target of their own, or that of the scorecard again."""
        measure = self.desk.measure(key) or Measure(MeasureKey(key))
        own = self._own(measure.key)
        if column == OWN:
            weight = self.read_figure(text, SHARE) if text else None
            if weight is not None and not 0.0 <= weight <= 1.0:
                raise NumberError(self.language.text("A weight is between 0 % and 100 %."))
            own = replace(own, weight=weight)
        else:
            unit = self.desk.measure_unit(measure)
            target = self.read_figure(text, unit) if text else None
            own = own_target(measure, own, column - FIRST, target)
        return self._put(own)

    def _put(self, own: MeasureException) -> tuple[str, Edit]:
        exception = self._exception() or CardException(PersonKey(""))
        rest = [each for each in exception.measures if each.measure != own.measure]
        if own.weight is not None or own.targets:
            rest.append(own)
        person = self.desk.plan.people.get(exception.person)
        name = exception.person if person is None else person.name
        what = self.language.text("Exception of {person}", person=name)
        changed = replace(exception, measures=tuple(rest))
        edit = partial(put_exception, **self.desk.ids(), exception=changed)
        return self.desk.labelled(what), edit

    def _exception(self) -> CardException | None:
        if self._person is None:
            return None
        return self.desk.card.exceptions.get(self._person)

    def _own(self, key: MeasureKey) -> MeasureException:
        exception = self._exception()
        there = () if exception is None else exception.measures
        return next((each for each in there if each.measure == key), MeasureException(key))

    def _count(self, measure: Measure) -> int:
        return 1 if measure.kpi is None else Span.YEAR.months // measure.every.months

    def _most(self) -> int:
        return max((self._count(each) for each in self.desk.card.measures), default=1)


class ExceptionsTab(CardTab):
    """The people with exceptions, and what is different for the one under the cursor."""

    def __init__(self, desk: CardDesk, theme: Theme, parent: QWidget) -> None:
        """Make the part."""
        super().__init__(desk, theme, parent)
        text = desk.language.text
        self.add_line(
            text(
                "Weights and targets of single people, with a reason that they may read. Clear a "
                "name to remove the exception; clear a figure to go back to the scorecard’s."
            )
        )
        self.model = ExceptionTable(desk, self)
        self.table = self.add_table(text("Exceptions"), self.model, wide=REASON)
        self.table.current_changed.connect(self._show_own)
        self.own_heading = self.add_heading()
        self.own = OwnTable(desk, self)
        self.own_table = self.add_table(text("Own weights and targets"), self.own)
        self.body.addStretch(1)

    @override
    def refresh(self) -> None:
        """Show the scorecard as it is now."""
        self.model.refresh()
        if not self.table.currentIndex().isValid() and self.model.rowCount():
            self.table.setCurrentIndex(self.model.index(0, 0))
        self._show_own()

    def _show_own(self) -> None:
        key = self.model.key_near(self.table.currentIndex().row())
        self.own.show_person(None if key is None else PersonKey(key))
        for widget in (self.own_heading, self.own_table):
            widget.setVisible(key is not None)
        if key is not None:
            person = self.desk.plan.people.get(PersonKey(key))
            self.own_heading.setText(key if person is None else person.name)


def _months(span: Span) -> int:
    return span.months

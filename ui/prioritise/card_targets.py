"""Caps, rhythm and targets of a scorecard: how much at most, how often, and against what."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from models.calendar import Span
from models.edits.cards import set_card_caps, set_rhythm
from models.edits.scorecards import put_measure, set_target
from models.keys import MeasureKey
from models.kpi import Unit, UnitKind
from models.scorecard import CatchUp, Measure
from ui.document import Edit
from ui.inspector.choice import NamedChoice
from ui.inspector.entry import Entry
from ui.prioritise.card_desk import CardDesk
from ui.prioritise.card_tab import CardTab
from ui.prioritise.card_table import CardTable
from ui.prioritise.take_targets_dialog import TakeTargetsDialog
from ui.tables.cell_table import Cell, Index
from ui.theme import Theme
from ui.widgets.button import Button
from workbench.analysis.card_state import groups_in_report
from workbench.analysis.card_targets import phased_year, read_over, year_target
from workbench.card_words import CATCH_UP_LINES, CATCH_UPS, FREQUENCIES, span_name
from workbench.figures_typed import SHARE, figure_text, parse_figure
from workbench.language import NumberError

NAME, CAP, EVERY, YEAR, FIRST = range(5)
_ENTRY = 250
_MONEY = Unit(UnitKind.MONEY)


class TargetTable(CardTable):
    """The cap of each measure, over what it is read, and its targets."""

    grows = False

    @override
    def headings(self) -> list[str]:
        """Return the heading of each column."""
        text = self.language.text
        heads = [text("Measure"), text("Cap"), text("Read over"), text("Target of the year")]
        count = self._most()
        if count > 1:
            finest = min((each.every for each in self.desk.card.measures), key=_months)
            groups = groups_in_report(self.desk.plan, finest)
            for number in range(count):
                known = number < len(groups)
                heads.append(
                    self.language.group_label(groups[number])
                    if known
                    else self.language.number(number + 1)
                )
        return heads

    @override
    def keys(self) -> tuple[str, ...]:
        """Return the keys of the measures."""
        return tuple(measure.key for measure in self.desk.card.measures)

    @override
    def row(self, key: str) -> list[Cell]:
        """Return cap, span and targets of a measure."""
        measure = self.desk.measure(key) or Measure(MeasureKey(key))
        unit = self.desk.measure_unit(measure)
        count, most = self._count(measure), self._most()
        whole = year_target(self.desk.plan, measure)
        cells = [
            self.words(self.desk.measures().get(measure.key, key), edit=False),
            self.figure(measure.cap, SHARE),
            Cell(right=False)
            if measure.kpi is None
            else self.words(span_name(measure.every, self.language)),
            replace(self.figure(whole, unit), strong=True),
        ]
        if most == 1:
            return cells
        groups = groups_in_report(self.desk.plan, measure.every)
        for number in range(most):
            if number >= count or count == 1:
                cells.append(Cell())
                continue
            target = measure.targets[number] if number < len(measure.targets) else None
            cell = self.figure(target, unit)
            if count < most and number < len(groups):
                # Its groups are longer than those of the headings.
                cell = replace(cell, below=self.language.group_label(groups[number]))
            cells.append(cell)
        return cells

    @override
    def suggestions(self, index: Index) -> tuple[str, ...]:
        """Return the spans, in their column."""
        return tuple(self._spans().values()) if index.column() == EVERY else ()

    @override
    def edit(self, key: str, column: int, text: str) -> tuple[str, Edit]:
        """Cap a measure, read it over another span, or set a target."""
        desk = self.desk
        measure = desk.measure(key) or Measure(MeasureKey(key))
        name = desk.measures().get(measure.key, key)
        unit = desk.measure_unit(measure)
        if column == CAP:
            cap = self.read_figure(text, SHARE) if text else None
            if cap is not None and cap < 0.0:
                raise NumberError(self.language.text("A cap is never negative."))
            what = self.language.text("Cap of {measure}", measure=name)
            return desk.labelled(what), self._put(replace(measure, cap=cap))
        if column == EVERY:
            every = self.read_name(text, self._spans())
            what = self.language.text(
                "Read {measure} over: {span}", measure=name, span=span_name(every, self.language)
            )
            return desk.labelled(what), self._put(read_over(desk.plan, desk.values, measure, every))
        target = self.read_figure(text, unit) if text else None
        what = self.language.text("Target of {measure}", measure=name)
        if column == YEAR:
            return desk.labelled(what), self._put(self._phased(measure, target))
        edit = partial(
            set_target, **desk.ids(), measure=measure.key, target=target, group=column - FIRST
        )
        return desk.labelled(what), edit

    def phase(self, key: str) -> tuple[str, Edit] | None:
        """Return the edit that shares the target of the year out by the season; None: no target."""
        measure = self.desk.measure(key)
        whole = None if measure is None else year_target(self.desk.plan, measure)
        if measure is None or whole is None:
            return None
        name = self.desk.measures()[measure.key]
        what = self.language.text("Share out the target of {measure}", measure=name)
        return self.desk.labelled(what), self._put(self._phased(measure, whole))

    def _phased(self, measure: Measure, target: float | None) -> Measure:
        desk = self.desk
        every = Span.YEAR if measure.kpi is None else measure.every
        targets = phased_year(desk.values, measure, every, target)
        return replace(measure, targets=targets)

    def _put(self, measure: Measure) -> Edit:
        return partial(put_measure, **self.desk.ids(), measure=measure)

    def _count(self, measure: Measure) -> int:
        return 1 if measure.kpi is None else Span.YEAR.months // measure.every.months

    def _most(self) -> int:
        return max((self._count(each) for each in self.desk.card.measures), default=1)

    def _spans(self) -> dict[Span, str]:
        period = self.desk.plan.calendar.period.months
        return {span: span_name(span, self.language) for span in Span if span.months >= period}


class TargetsTab(CardTab):
    """Caps and rhythm of the whole scorecard, and the targets of its measures."""

    def __init__(self, desk: CardDesk, theme: Theme, parent: QWidget) -> None:
        """Make the part."""
        super().__init__(desk, theme, parent)
        text = desk.language.text
        self.cap_rate = Entry(theme, self, label=text("At most, of the target bonus"))
        self.cap_amount = Entry(theme, self, label=text("At most, for a full year"))
        for entry, done in ((self.cap_rate, self._cap_rate), (self.cap_amount, self._cap_amount)):
            entry.committed.connect(done)
            entry.setMinimumWidth(_ENTRY)
            entry.field.setPlaceholderText(text("no cap"))
        self.frequency = NamedChoice(theme, self, label=text("Paid"))
        self.frequency.chosen.connect(self._choose_frequency)
        self.catch_up = NamedChoice(theme, self, label=text("Instalments"))
        self.catch_up.set_choices([(each, text(words)) for each, words in CATCH_UPS.items()])
        self.catch_up.chosen.connect(self._choose_catch_up)
        for choice in (self.frequency, self.catch_up):
            choice.setMinimumWidth(_ENTRY)
        for pair in ((self.cap_rate, self.cap_amount), (self.frequency, self.catch_up)):
            row = QHBoxLayout()
            row.setSpacing(theme.space.gap)
            for widget in pair:
                row.addWidget(widget, 1)
            self.body.addLayout(row)
        self.catch_up_line = self.add_line()
        self.add_heading(text("Targets"))
        self.add_line(
            text(
                "A target is a stored figure: turning a driver never moves it. Typed for the year, "
                "it is shared out by the season of the base."
            )
        )
        self.model = TargetTable(desk, self)
        self.table = self.add_table(text("Caps and targets of the measures"), self.model)
        self.take = Button(theme, self, text=text("Take targets from a scenario…"))
        self.take.clicked.connect(self._take)
        self.phase = Button(theme, self, text=text("Share out by the season"))
        self.phase.clicked.connect(self._phase)
        self.add_row(self.take, self.phase)
        self.body.addStretch(1)

    @override
    def refresh(self) -> None:
        """Show the scorecard as it is now."""
        desk, card, text = self.desk, self.desk.card, self.desk.language.text
        self.cap_rate.show_truth(figure_text(card.cap_rate, SHARE, desk.language))
        self.cap_amount.show_truth(figure_text(card.cap_amount, _MONEY, desk.language))
        symbol = desk.language.currency_symbol(desk.plan.currency)
        self.cap_amount.field.set_label(
            text("At most, for a full year ({currency})", currency=symbol)
        )
        period = desk.plan.calendar.period.months
        self.frequency.set_choices(
            [
                (span, text(words))
                for span, words in FREQUENCIES.items()
                if span.months >= period or span is card.frequency
            ]
        )
        self.frequency.choose(card.frequency)
        self.catch_up.choose(card.catch_up)
        often = card.frequency is not Span.YEAR
        self.catch_up.setEnabled(often)
        late = text(
            "A measure that is read over a longer time than an instalment is paid when that time "
            "ends."
        )
        self.catch_up_line.setText(f"{text(CATCH_UP_LINES[card.catch_up])} {late}")
        self.catch_up_line.setVisible(often)
        self.model.refresh()
        self.take.setEnabled(any(measure.kpi is not None for measure in card.measures))
        self.phase.setEnabled(any(each.every is not Span.YEAR for each in card.measures))

    @override
    def forget(self) -> None:
        """Forget what was typed of another scorecard."""
        for entry in (self.cap_rate, self.cap_amount):
            entry.show_another("")

    def _cap_rate(self, typed: str) -> None:
        rate = self._cap(self.cap_rate, typed, SHARE)
        if rate is not None:
            what = self.desk.language.text("Cap of the scorecard")
            amount = self.desk.card.cap_amount
            self._set_caps(what, rate[0], amount)

    def _cap_amount(self, typed: str) -> None:
        amount = self._cap(self.cap_amount, typed, _MONEY)
        if amount is not None:
            what = self.desk.language.text("Cap of the scorecard")
            self._set_caps(what, self.desk.card.cap_rate, amount[0])

    def _cap(self, entry: Entry, typed: str, unit: Unit) -> tuple[float | None] | None:
        """Return the cap that was typed, in a tuple; None where it is none, and is explained."""
        if not typed.strip():
            entry.settle()
            return (None,)
        try:
            number = parse_figure(typed, unit, self.desk.language)
        except NumberError as error:
            entry.refuse(str(error))
            return None
        if number.value < 0.0:
            entry.refuse(self.desk.language.text("A cap is never negative."))
            return None
        entry.settle(number.note)
        return (number.value,)

    def _set_caps(self, what: str, rate: float | None, amount: float | None) -> None:
        self.desk.apply(what, partial(set_card_caps, **self.desk.ids(), rate=rate, amount=amount))

    def _choose_frequency(self, frequency: Span) -> None:
        self._set_rhythm(frequency, self.desk.card.catch_up)

    def _choose_catch_up(self, catch_up: CatchUp) -> None:
        self._set_rhythm(self.desk.card.frequency, catch_up)

    def _set_rhythm(self, frequency: Span, catch_up: CatchUp) -> None:
        what = self.desk.language.text("How often is paid")
        edit = partial(set_rhythm, **self.desk.ids(), frequency=frequency, catch_up=catch_up)
        self.desk.apply(what, edit)

    def _take(self) -> None:
        TakeTargetsDialog(self.desk, self.theme, self.window()).open()

    def _phase(self) -> None:
        key = self.model.key_at(self.table.currentIndex().row())
        meant = None if key is None else self.model.phase(key)
        text = self.desk.language.text
        if key is None:
            self.complain(self.phase, text("Put the cursor on the target to share out first."))
        elif meant is None:
            self.complain(self.phase, text("Type the target of the year first."))
        else:
            self.desk.make(*meant)


def _months(span: Span) -> int:
    return span.months

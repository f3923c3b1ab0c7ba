"""Which functions answer for a KPI: shares as they were typed, or as its drivers say."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget
from typing_extensions import override

from models.edits.kpis import set_responsibility
from models.keys import FunctionKey, KpiKey
from models.kpi import Kpi
from models.plan import Plan
from ui.fonts import TextStyle, font
from ui.icons import icon
from ui.inspector.entry import Entry
from ui.inspector.part import Desk, Part
from ui.widgets.button import Button
from ui.widgets.tab_order import tab_before
from ui.widgets.text import set_text_colour, text_label
from workbench.engine.responsibility import Responsibility, responsibility
from workbench.figures_typed import SHARE, parse_figure
from workbench.language import NumberError

_TOLERANCE = 1e-9
"""How far shares may be from 1 and still be said to reach it."""


class ShareLine(QObject):
    """One function and its share."""

    committed = Signal(object, str)
    """The function, and what was typed."""

    def __init__(self, desk: Desk, function: FunctionKey, parent: QWidget) -> None:
        super().__init__(parent)
        self.function = function
        self.entry = Entry(desk.theme, parent, label=" ")
        self.entry.committed.connect(self._commit)

    def show_derived(self, *, derived: bool) -> None:
        """Write the share in italics where nobody typed it."""
        written = font(TextStyle.BODY)
        written.setItalic(derived)
        self.entry.field.setFont(written)

    def _commit(self, text: str) -> None:
        self.committed.emit(self.function, text)


class ResponsibilityPart(Part):
    """One line per function that answers, their sum, and the way to more of them."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        text = desk.language.text
        super().__init__(desk, parent, text("Responsibility"))
        self._key = KpiKey("")
        self._answers = Responsibility({}, derived=False)
        self._lines: dict[FunctionKey, ShareLine] = {}
        self._sum = text_label("", self, style=TextStyle.SMALL, wraps=True)
        self.add = Button(desk.theme, self, text=text("Function"), icon=icon("add", desk.theme))
        self.add.setAccessibleName(text("Add a function that answers"))
        self._menu = QMenu(self)
        self.add.clicked.connect(self._open_menu)
        self.derive = Button(desk.theme, self, text=text("Derive"))
        self.derive.setAccessibleName(text("Derive responsibility from the drivers again"))
        self.derive.setToolTip(self.derive.accessibleName())
        self.derive.clicked.connect(self._derive)
        row = QHBoxLayout()
        row.setSpacing(desk.theme.space.unit)
        row.addWidget(self.add)
        row.addWidget(self.derive)
        row.addStretch(1)
        self.body.addWidget(self._sum)
        self.body.addLayout(row)

    @property
    def lines(self) -> dict[FunctionKey, ShareLine]:
        """The lines on screen, by function."""
        return self._lines

    @property
    def remark(self) -> str:
        """What is said below the shares."""
        return self._sum.text()

    @override
    def show_kpi(self, kpi: Kpi, *, another: bool) -> None:
        """Show who answers for ``kpi`` in the shown scenario."""
        document, language = self.desk.document, self.desk.language
        plan = document.plan
        self._key = kpi.key
        self._answers = responsibility(plan, document.results.values, kpi.key, document.scenario)
        shares = self._answers.shares
        self._arrange(_in_order(plan, shares))
        for function, line in self._lines.items():
            row = plan.functions.get(function)
            name = function if row is None else row.name
            line.entry.field.set_label(name)
            line.entry.field.set_swatch(self.desk.theme.function_colour(plan, function))
            line.entry.field.setAccessibleName(language.text("Share of {function}", function=name))
            line.show_derived(derived=self._answers.derived)
            line.entry.field.set_aside(language.text("derived") if self._answers.derived else "")
            written = language.share(shares[function])
            if another:
                line.entry.show_another(written)
            else:
                line.entry.show_truth(written)
        self._show_sum()
        self.add.setVisible(any(key not in shares for key in plan.functions))
        self.derive.setVisible(bool(kpi.responsibility) and not kpi.is_driver)

    def _show_sum(self) -> None:
        """Say what the shares come to, and what is wrong with that."""
        language, colours = self.desk.language, self.desk.theme.colours
        shares = self._answers.shares
        total = sum(shares.values())
        lacking, written = 1.0 - total, language.share(total)
        ink = colours.text_quiet
        if not self.desk.document.plan.functions:
            words = language.text("The plan has no functions yet: add them under Prioritise.")
        elif not shares:
            words = language.text("Nobody answers for it yet.")
        elif abs(lacking) <= _TOLERANCE:
            words = language.text("Sum 100 %")
        elif lacking > 0.0:
            rest = language.share(lacking)
            words = language.text("Sum {sum}: {rest} is nobody’s", sum=written, rest=rest)
            ink = colours.text_quiet if self._answers.derived else colours.warning
        else:
            rest = language.share(-lacking)
            words = language.text("Sum {sum}: {rest} too much", sum=written, rest=rest)
            ink = colours.error
        self._sum.setText(words)
        set_text_colour(self._sum, ink)

    def _arrange(self, functions: tuple[FunctionKey, ...]) -> None:
        """Have one line per function, in the order of the plan."""
        if tuple(self._lines) == functions:
            return
        for line in self._lines.values():
            # Nothing half typed may be handed over by what leaves the screen.
            line.entry.settle()
            self.body.removeWidget(line.entry)
            line.entry.hide()
            line.entry.deleteLater()
            line.deleteLater()
        self._lines = {}
        for place, function in enumerate(functions):
            line = ShareLine(self.desk, function, self)
            line.committed.connect(self._commit)
            self.body.insertWidget(place, line.entry)
            line.entry.show()
            self._lines[function] = line
        tab_before(self.add, (line.entry.field for line in self._lines.values()))

    def _commit(self, function: FunctionKey, text: str) -> None:
        """Take a share; the derived ones beside it are typed from then on."""
        language, entry = self.desk.language, self._lines[function].entry
        shares = dict(self._answers.shares)
        if text.strip():
            try:
                shares[function] = parse_figure(text, SHARE, language).value
            except NumberError as error:
                entry.refuse(str(error))
                return
            if not 0.0 <= shares[function] <= 1.0:
                entry.refuse(language.text("A share is between 0 % and 100 %."))
                return
        else:
            del shares[function]
        self._set(shares, entry)

    def _add(self, function: FunctionKey) -> None:
        """Let a function answer for what the others leave, and edit that."""
        shares = dict(self._answers.shares)
        shares[function] = max(0.0, 1.0 - sum(shares.values()))
        self._set(shares)
        line = self._lines.get(function)
        if line is not None:
            line.entry.setFocus()
            line.entry.field.selectAll()

    def _derive(self) -> None:
        self._set({})
        self.add.setFocus()

    def _set(self, shares: dict[FunctionKey, float], entry: Entry | None = None) -> bool:
        document = self.desk.document
        name = document.plan.kpis[self._key].name
        label = self.desk.language.text("Responsibility for {name}", name=name)
        edit = partial(set_responsibility, key=self._key, shares=shares)
        if entry is not None:
            return self.desk.attempt(entry, label, edit)
        return document.apply(label, edit)

    def _open_menu(self) -> None:
        self.fill_menu().popup(self.add.mapToGlobal(QPoint(0, self.add.height() + 2)))

    def fill_menu(self) -> QMenu:
        """Return the menu of functions that do not answer yet."""
        self._menu.clear()
        for function in self.desk.document.plan.functions.values():
            if function.key not in self._answers.shares:
                action = self._menu.addAction(function.name.replace("&", "&&"))
                action.triggered.connect(partial(self._chosen, function.key))
        return self._menu

    def _chosen(self, function: FunctionKey, _checked: bool = False) -> None:  # noqa: FBT001, FBT002
        self._add(function)


def _in_order(plan: Plan, shares: Mapping[FunctionKey, float]) -> tuple[FunctionKey, ...]:
    """Return the functions of ``shares`` in the order of the plan, unknown ones last."""
    known = [key for key in plan.functions if key in shares]
    return (*known, *sorted(key for key in shares if key not in plan.functions))

"""The switch between the year and its parts, as far as the calendar has them."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from models.calendar import Calendar, Group, Span
from models.changes import Changes
from ui.document import Document, Shown
from ui.icons import icon
from ui.theme import Theme
from ui.widgets.button import Button, ButtonLook
from ui.widgets.segmented import Choice, SegmentedSwitch
from workbench.language import Language


def year_of(calendar: Calendar, group: Group) -> Group:
    """Return the fiscal year that ``group`` lies in."""
    years = calendar.groups(Span.YEAR)
    return next((year for year in years if year.fiscal_year == group.fiscal_year), group)


def parts_of(calendar: Calendar, year: Group) -> tuple[Group, ...]:
    """Return the quarters of ``year``, or its halves where periods are longer than a quarter."""
    for span in (Span.QUARTER, Span.HALF_YEAR):
        groups = calendar.groups(span)
        if groups:
            return tuple(group for group in groups if group.fiscal_year == year.fiscal_year)
    return ()


class PeriodSwitch(QWidget):
    """Year and quarters side by side; other years, halves and months in a menu."""

    def __init__(
        self, document: Document, theme: Theme, language: Language, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._theme = theme
        self._language = language
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        self.switch = SegmentedSwitch(theme, self, name=language.text("Period"))
        self.switch.chosen.connect(self._chosen)
        row.addWidget(self.switch)
        self._more = Button(
            theme,
            self,
            icon=icon("chevron_down", theme),
            look=ButtonLook.BARE,
            name=language.text("More periods"),
        )
        self._more.clicked.connect(self._open_menu)
        row.addWidget(self._more)
        document.changed.connect(self._plan_changed)
        document.shown_changed.connect(self._shown_changed)
        self._offer()

    def fill_menu(self, menu: QMenu) -> None:
        """Offer every group of the calendar in ``menu``, span by span."""
        calendar = self._document.plan.calendar
        menu.clear()
        for span in (Span.YEAR, Span.HALF_YEAR, Span.QUARTER, Span.MONTH):
            for group in calendar.groups(span):
                entry = menu.addAction(self._language.group_label(group))
                entry.setCheckable(True)
                entry.setChecked(group == self._document.group)
                entry.triggered.connect(partial(self._picked, group))
            menu.addSeparator()

    def _offer(self) -> None:
        """Offer the shown year, its parts, and the shown group where it is neither."""
        calendar = self._document.plan.calendar
        shown = self._document.group
        year = year_of(calendar, shown)
        offered = [year, *(part for part in parts_of(calendar, year) if part != year)]
        if shown not in offered:
            offered.append(shown)
        several = len(calendar.groups(Span.YEAR)) > 1
        self.switch.set_choices(
            [
                Choice(
                    group,
                    self._short_name(group, several_years=several),
                    self._language.group_label(group),
                )
                for group in offered
            ]
        )
        self.switch.choose(shown)
        self.updateGeometry()

    def _short_name(self, group: Group, *, several_years: bool) -> str:
        text = self._language.text
        match group.span:
            case Span.YEAR if several_years:
                return str(group.fiscal_year)
            case Span.YEAR:
                return text("Year")
            case Span.HALF_YEAR:
                return text("H{number}", number=group.number)
            case Span.QUARTER:
                return text("Q{number}", number=group.number)
            case Span.MONTH:
                return self._language.month(group.first_month, short=True)

    def _open_menu(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.fill_menu(menu)
        menu.popup(self._more.mapToGlobal(QPoint(0, self._more.height())))

    def _picked(self, group: Group, _checked: bool = False) -> None:  # noqa: FBT001, FBT002
        self._document.show_group(group)

    def _chosen(self, value: object) -> None:
        if isinstance(value, Group):
            self._document.show_group(value)

    def _plan_changed(self, changes: Changes) -> None:
        if "calendar" in changes.settings:
            self._offer()

    def _shown_changed(self, shown: Shown) -> None:
        if shown.group == self.switch.value:
            return
        self._offer()

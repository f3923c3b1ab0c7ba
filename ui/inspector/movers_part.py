"""What moves a KPI: the effect of one percent more of each driver, as bars."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget
from typing_extensions import override

from models.keys import KpiKey
from models.kpi import Kpi
from ui.fonts import TextStyle, font
from ui.inspector.part import Desk, Part
from ui.theme import Theme
from workbench.analysis.movers import Mover, movers
from workbench.language import shows_a_digit
from workbench.mover_words import effect_words

_MOST = 6
"""How many drivers are listed: the rest hardly moves it."""
_BAR = 6
_HEIGHT = 34


class MoverBar(QAbstractButton):
    """A driver, its effect and a bar below; pressing it selects the driver."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._effect = ""
        self._part = 0.0
        self._colour = theme.unassigned
        self.driver = KpiKey("")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_mover(
        self, driver: KpiKey, name: str, effect: str, part: float, colour: QColor
    ) -> None:
        """Show a driver; ``part`` is the length of its bar, 1.0 the whole width."""
        self.driver = driver
        self._effect, self._part, self._colour = effect, part, colour
        self.setText(name)
        self.setAccessibleName(f"{name}: {effect}")
        self.setToolTip(f"{name}: {effect}")
        self.update()

    @override
    def sizeHint(self) -> QSize:
        """Return the height of words and bar; the width is the panel's."""
        return QSize(120, _HEIGHT)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint name, effect and bar."""
        colours = self._theme.colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        small = font(TextStyle.SMALL)
        metrics = QFontMetrics(small)
        painter.setFont(small)
        room = self.width() - metrics.horizontalAdvance(self._effect) - 10
        words = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
        painter.setPen(colours.accent if self.underMouse() else colours.text)
        painter.drawText(QRectF(0, 2, room, 18), Qt.AlignmentFlag.AlignVCenter, words)
        painter.setPen(colours.text_quiet)
        side = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(QRectF(0, 2, self.width() - 1, 18), side, self._effect)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.hover)
        painter.drawRoundedRect(QRectF(0, 22, self.width(), _BAR), 3, 3)
        painter.setBrush(self._colour)
        painter.drawRoundedRect(QRectF(0, 22, max(3.0, self._part * self.width()), _BAR), 3, 3)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colours.selection_ring, 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
        painter.end()


class MoversPart(Part):
    """The drivers that move a KPI most, strongest first."""

    may_hide: ClassVar[bool] = True

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(desk, parent, desk.language.text("What moves it (effect of +1 %)"))
        self._bars: list[MoverBar] = []

    @property
    def bars(self) -> tuple[MoverBar, ...]:
        """The bars on screen."""
        return tuple(bar for bar in self._bars if not bar.isHidden())

    @override
    def show_kpi(self, kpi: Kpi, *, another: bool) -> None:
        """Show what moves ``kpi`` over the shown group; nothing for a driver."""
        document = self.desk.document
        plan, group = document.plan, document.group
        found: tuple[Mover, ...] = ()
        if not kpi.is_driver and group.periods:
            values = document.results.values
            strongest_first = movers(plan, values, kpi.key, document.scenario, group, limit=_MOST)
            # What would be written as 0.00 € moves nothing that anybody is paid for.
            found = tuple(
                each for each in strongest_first if shows_a_digit(self._effect(each, kpi))
            )
        self.setVisible(bool(found))
        while len(self._bars) < len(found):
            bar = MoverBar(self.desk.theme, self)
            bar.clicked.connect(partial(self._select, len(self._bars)))
            self._bars.append(bar)
            self.body.addWidget(bar)
        strongest = max((abs(each.effect) for each in found), default=1.0)
        for place, bar in enumerate(self._bars):
            bar.setVisible(place < len(found))
            if place < len(found):
                mover = found[place]
                colour = self.desk.theme.unassigned
                if mover.function is not None:
                    colour = self.desk.theme.function_colour(plan, mover.function)
                effect = self._effect(mover, kpi)
                name = plan.kpis[mover.driver].name
                part = abs(mover.effect) / strongest
                bar.show_mover(mover.driver, name, effect, part, colour)

    def _effect(self, mover: Mover, kpi: Kpi) -> str:
        currency = self.desk.document.plan.currency
        return effect_words(mover.effect, kpi, currency, self.desk.language)

    def _select(self, place: int, _checked: bool = False) -> None:  # noqa: FBT001, FBT002
        self.desk.document.select(self._bars[place].driver)

"""The page one starts on: recent plans, samples, a new plan."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPalette, QShowEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from ui.fonts import TextStyle
from ui.icons import icon
from ui.plan_files import sample_files
from ui.plan_row import PlanRow
from ui.preferences import Preferences
from ui.theme import Theme
from ui.widgets.button import Button, ButtonLook
from ui.widgets.panel import Panel
from ui.widgets.text import text_label
from workbench.language import Language

_WIDEST = 1080
_STEPS = {
    Qt.Key.Key_Up: QPoint(0, -1),
    Qt.Key.Key_Down: QPoint(0, 1),
    Qt.Key.Key_Left: QPoint(-1, 0),
    Qt.Key.Key_Right: QPoint(1, 0),
}


class StartPage(QScrollArea):
    """Recent plans, those that are gone greyed, samples and templates; the arrows walk."""

    new_asked = Signal()
    open_asked = Signal()
    import_asked = Signal()
    recent_asked = Signal(Path)
    sample_asked = Signal(Path)
    template_asked = Signal(str)

    def __init__(
        self, preferences: Preferences, theme: Theme, language: Language, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self._theme = theme
        self._language = language
        self._templates: Panel | None = None
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._show_templates)
        # Of the scroll bar's ground too.
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Window, theme.colours.ground)
        self.setPalette(palette)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(language.text("Welcome"))

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Look again which recent plans are still there."""
        super().showEvent(event)
        self.refresh()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Walk to the neighbour that an arrow points at; Qt knows only one line of them."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            step = _STEPS.get(Qt.Key(event.key()))
            if step is not None and isinstance(watched, QWidget):
                self._walk(watched, step)
                return True
        return False

    def focus_first(self) -> None:
        """Give the keyboard to what is likeliest: the plan that was open last, else new."""
        stops = self._stops()
        rows = [each for each in stops if isinstance(each, PlanRow)]
        recent = [each for each in rows if each.recent]
        for target in (*recent[:1], *stops[:1]):
            target.setFocus(Qt.FocusReason.OtherFocusReason)
            return

    def refresh(self) -> None:
        """Build the page from the recent plans as they are now."""
        theme, text = self._theme, self._language.text
        page = QWidget(self)
        page.setAutoFillBackground(True)
        across = QHBoxLayout(page)
        across.setContentsMargins(24, 24, 24, 24)
        middle = QWidget(page)
        middle.setMaximumWidth(_WIDEST)
        across.addStretch(1)
        across.addWidget(middle, 200)
        across.addStretch(1)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(text_label("KPI Workbench", middle, style=TextStyle.HEADING))
        column.addWidget(
            text_label(
                text("From profit down to what each person can move, and what it pays."),
                middle,
                colour=theme.colours.text_quiet,
                wraps=True,
            )
        )
        column.addSpacing(10)
        column.addWidget(self._buttons(middle))
        column.addSpacing(10)
        columns = QHBoxLayout()
        columns.setSpacing(theme.space.inset)
        columns.addWidget(self._recent_panel(middle), 1, Qt.AlignmentFlag.AlignTop)
        columns.addWidget(self._samples_panel(middle), 1, Qt.AlignmentFlag.AlignTop)
        column.addLayout(columns)
        column.addSpacing(theme.space.inset - 6)
        self._templates = Panel(theme, middle, title=text("Templates"))
        self._templates.hide()
        column.addWidget(self._templates)
        column.addStretch(1)
        self.setWidget(page)
        # What is read from disk for them must not hold up the first look at the page.
        self._later.start()
        self._watch()

    def _buttons(self, parent: QWidget) -> QWidget:
        theme, text = self._theme, self._language.text
        strip = QWidget(parent)
        row = QHBoxLayout(strip)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.space.gap)
        for words, picture, asked, look in (
            (text("New plan"), "new", self.new_asked, ButtonLook.PRIMARY),
            (text("Open…"), "open", self.open_asked, ButtonLook.PLAIN),
            (text("Import a KPI tree…"), "import", self.import_asked, ButtonLook.PLAIN),
        ):
            primary = look is ButtonLook.PRIMARY
            ink = theme.colours.accent_text if primary else theme.colours.text
            drawn = icon(picture, theme, ink)
            button = Button(theme, strip, text=words, icon=drawn, look=look)
            button.clicked.connect(asked)
            row.addWidget(button)
        row.addStretch(1)
        return strip

    def _recent_panel(self, parent: QWidget) -> Panel:
        theme, text = self._theme, self._language.text
        panel = Panel(theme, parent, title=text("Your plans"))
        rows = QVBoxLayout()
        rows.setSpacing(0)
        recent = self._preferences.recent
        for path in recent:
            rows.addLayout(self._recent_row(path, panel))
        panel.body.addLayout(rows)
        if not recent:
            quiet = text("What you open and save is listed here.")
            label = text_label(quiet, panel, colour=theme.colours.text_quiet, wraps=True)
            panel.body.addWidget(label)
        return panel

    def _recent_row(self, path: Path, panel: Panel) -> QHBoxLayout:
        theme, text = self._theme, self._language.text
        there = path.is_file()
        quiet = str(path) if there else text("no longer there: {path}", path=path)
        row = PlanRow(theme, panel, picture="decompose", name=path.stem, quiet=quiet)
        row.recent = True
        row.setEnabled(there)
        row.clicked.connect(partial(self.recent_asked.emit, path))
        beside = QHBoxLayout()
        beside.setSpacing(0)
        beside.addWidget(row, 1)
        if not there:
            name = text("Remove “{name}” from the list", name=path.stem)
            drawn = icon("close", theme)
            forget = Button(theme, panel, icon=drawn, look=ButtonLook.BARE, name=name)
            forget.clicked.connect(partial(self._forget, path))
            beside.addWidget(forget)
        return beside

    def _samples_panel(self, parent: QWidget) -> Panel:
        theme, text = self._theme, self._language.text
        panel = Panel(
            theme,
            parent,
            title=text("Samples"),
            subtitle=text("Complete plans to try things on; they open as copies."),
        )
        rows = QVBoxLayout()
        rows.setSpacing(0)
        for path in sample_files():
            name, quiet = sample_words(path, self._language)
            row = PlanRow(theme, panel, picture="sample", name=name, quiet=quiet)
            row.clicked.connect(partial(self.sample_asked.emit, path))
            rows.addWidget(row)
        panel.body.addLayout(rows)
        return panel

    def _show_templates(self) -> None:
        """List the templates below the rest of the page."""
        theme, text, panel = self._theme, self._language.text, self._templates
        if panel is None:
            return
        from workbench.catalogue import templates  # noqa: PLC0415

        panel.set_heading(
            text("Templates"),
            text("Trees to start from, with plausible figures to put your own in place of."),
        )
        grid = QGridLayout()
        grid.setVerticalSpacing(0)
        grid.setHorizontalSpacing(theme.space.gap)
        panel.body.addLayout(grid)
        for place, each in enumerate(templates(self._language)):
            row = PlanRow(
                theme, panel, picture="tree", name=each.title, quiet=each.description, lines=2
            )
            row.clicked.connect(partial(self.template_asked.emit, each.key))
            grid.addWidget(row, place // 2, place % 2)
        panel.show()
        self._watch()

    def _stops(self) -> list[QWidget]:
        page = self.widget()
        found = [] if page is None else page.findChildren(QAbstractButton)
        return [each for each in found if each.isVisible() and each.isEnabled()]

    def _watch(self) -> None:
        """Take the arrows of everything that can be pressed."""
        for each in self.findChildren(QAbstractButton):
            each.installEventFilter(self)

    def _walk(self, focus: QWidget, step: QPoint) -> None:
        """Give the keyboard to the nearest neighbour in a direction."""
        here = QRect(focus.mapTo(self, QPoint()), focus.size())
        best: tuple[int, QWidget] | None = None
        for other in self._stops():
            there = QRect(other.mapTo(self, QPoint()), other.size())
            distance = _distance(here, there, step)
            if other is not focus and distance is not None and (best is None or distance < best[0]):
                best = (distance, other)
        if best is not None:
            best[1].setFocus(Qt.FocusReason.TabFocusReason)
            self.ensureWidgetVisible(best[1])

    def _forget(self, path: Path) -> None:
        self._preferences.forget_recent(path)
        self.refresh()
        self.focus_first()


def _distance(here: QRect, there: QRect, step: QPoint) -> int | None:
    """Return how far ``there`` lies in a direction; None where it lies in another."""
    if step.y():
        ahead = there.top() - here.bottom() if step.y() > 0 else here.top() - there.bottom()
        beside = abs(there.left() - here.left())
    else:
        ahead = there.left() - here.right() if step.x() > 0 else here.left() - there.right()
        beside = abs(there.center().y() - here.center().y())
    if ahead < -1:
        return None
    # What lies straight ahead is nearer than what lies aside.
    return ahead + (2 if step.y() else 4) * beside


def sample_words(path: Path, language: Language) -> tuple[str, str]:
    """Return the name of a sample and what it shows."""
    text = language.text
    known = {
        "maison_verte": ("Maison Verte", text("Consumer subscriptions, in French")),
        "northwind_cloud": (
            "Northwind Cloud",
            text("Business software by segment, in English"),
        ),
        "lark_mobile": ("Lark Mobile", text("A telecom operator by region, in English")),
    }
    return known.get(path.stem, (path.stem.replace("_", " ").capitalize(), ""))

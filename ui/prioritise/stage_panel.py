"""Where the plan stands: its stages, the next step, and what is in its way."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from models.edits.life import next_stage
from models.life import Stage
from models.plan import Plan
from ui.fonts import TextStyle
from ui.icons import pixmap
from ui.prioritise.life_stepper import LifeStepper
from ui.theme import Theme
from ui.widgets.button import Button, ButtonLook
from ui.widgets.panel import Panel
from ui.widgets.text import text_label
from workbench.analysis.life.hindrances import Hindrance
from workbench.language import Language
from workbench.sentences import edit_sentence
from workbench.stage_words import next_words, stage_meaning

_MOST = 5
"""So many hindrances are listed; the others follow once those are mended."""


class _Hindered(QWidget):
    """One thing that is in the way, with the way to it."""

    def __init__(self, theme: Theme, sentence: str, show: str, parent: QWidget) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.space.gap)
        mark = QLabel(self)
        mark.setFixedSize(16, 18)
        mark.setPixmap(pixmap("warning", theme.colours.warning, 16, self.devicePixelRatioF()))
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignVCenter)
        words = text_label(sentence, self, wraps=True)
        row.addWidget(words, 1)
        self.show_it = Button(theme, self, text=show)
        self.show_it.setAccessibleName(f"{show}: {sentence}")
        row.addWidget(self.show_it, 0, Qt.AlignmentFlag.AlignVCenter)


class StagePanel(Panel):
    """The stepper, what the stage means, and the one next step as a button.

    Attributes:
        stepper: the stages in a row.
        go: the next step.
        back: opens the way back.
    """

    step_asked = Signal(object)
    """Stage: the next one."""
    back_asked = Signal()
    show_asked = Signal(object)
    """Place: of what is in the way."""

    def __init__(self, theme: Theme, language: Language, parent: QWidget) -> None:
        super().__init__(theme, parent, title=language.text("Life of the plan"))
        self._language = language
        self._next: Stage | None = None
        self._shown: tuple[tuple[str, object], ...] = ()
        self._buttons: list[Button] = []
        self.stepper = LifeStepper(theme, language, self)
        self.body.addSpacing(4)
        self.body.addWidget(self.stepper)
        self.meaning = text_label("", self, wraps=True)
        self.body.addWidget(self.meaning)
        self._in_the_way = QVBoxLayout()
        self._in_the_way.setSpacing(6)
        self.body.addLayout(self._in_the_way)
        row = QHBoxLayout()
        row.setSpacing(theme.space.gap)
        self.go = Button(theme, self, look=ButtonLook.PRIMARY)
        self.go.clicked.connect(self._go)
        row.addWidget(self.go)
        self.back = Button(theme, self, text=language.text("Go back…"))
        self.back.clicked.connect(self.back_asked)
        row.addWidget(self.back)
        row.addStretch(1)
        self.mark = text_label("", self, style=TextStyle.SMALL, colour=theme.colours.text_quiet)
        self.mark.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row.addWidget(self.mark)
        self.body.addSpacing(4)
        self.body.addLayout(row)

    @property
    def hindrances(self) -> tuple[str, ...]:
        """What is said to be in the way."""
        return tuple(sentence for sentence, _ in self._shown)

    @property
    def show_buttons(self) -> tuple[Button, ...]:
        """The ways to what is in the way, one for each."""
        return tuple(self._buttons)

    def show_plan(self, plan: Plan, hindrances: Sequence[Hindrance], fingerprint: str) -> None:
        """Show where a plan stands."""
        life, language = plan.life, self._language
        self.stepper.show_life(life)
        self.meaning.setText(stage_meaning(life.stage, language))
        self._next = next_stage(life.stage)
        words = "" if self._next is None else next_words(self._next, language)
        self.go.setText(words)
        self.go.setAccessibleName(words)
        self.go.updateGeometry()
        self.go.setVisible(self._next is not None)
        self.go.setEnabled(not hindrances)
        self.back.setVisible(life.locked)
        version = (
            language.text("Version {number}", number=language.number(life.version))
            if life.version
            else language.text("No version yet")
        )
        mark = language.text("fingerprint {mark}", mark=fingerprint)
        self.mark.setText(f"{version} · {mark}")
        told = tuple(
            (edit_sentence(each.fault, plan, language), each.place) for each in hindrances[:_MOST]
        )
        if told != self._shown:
            self._shown = told
            self._list(told)

    def _list(self, told: tuple[tuple[str, object], ...]) -> None:
        while (item := self._in_the_way.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._buttons.clear()
        for sentence, place in told:
            line = _Hindered(self._theme, sentence, self._language.text("Show"), self)
            line.show_it.clicked.connect(partial(self.show_asked.emit, place))
            self._in_the_way.addWidget(line)
            self._buttons.append(line.show_it)

    def _go(self) -> None:
        if self._next is not None:
            self.step_asked.emit(self._next)

"""Weights that the plan speaks for, beside those there are, with their reasons."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QWidget

from models.changes import Edited, edited
from models.edits.scorecards import choose_design, fresh_design_key, put_design
from models.keys import DesignKey, PositionKey
from models.plan import Plan
from models.scorecard import Design
from ui.background import Answer, Background
from ui.dialogs.dialog import Dialog
from ui.document import Document
from ui.fonts import TextStyle
from ui.inspector.choice import NamedChoice
from ui.prioritise.weight_matrix import subject_name
from ui.tables.cell_table import Cell, CellTable, Tone
from ui.tables.table_view import CalmTable
from ui.theme import Theme
from ui.widgets.error_field import Message
from ui.widgets.segmented import Choice, SegmentedSwitch
from ui.widgets.text import text_label
from workbench.analysis.suggesting import (
    Preset,
    Reason,
    SuggestedMeasure,
    Suggester,
    Suggestion,
    apply_suggestions,
)
from workbench.analysis.weighting import Subject
from workbench.engine.values import Values
from workbench.language import Language
from workbench.weight_words import (
    PRESET_MEANINGS,
    PRESET_NAMES,
    reason_words,
    unsuggested_sentence,
)

EVERYBODY: Final = ""
"""Stands for all positions: no position has this key."""
_SCOPE: Final = 260
_SIZE: Final = QSize(980, 620)
_AROUND: Final = 24
"""Pixels of the window that stay in view around a large dialog."""


class SuggestDialog(Dialog):
    """Shows what a scorecard, or all of them, could be; applies it only when asked.

    Attributes:
        preset: by which idea.
        scope: for which position, or :data:`EVERYBODY`.
        table: the lines, weights now and as suggested, and why.
        accept_button: applies them, as one step.
    """

    def __init__(
        self,
        document: Document,
        theme: Theme,
        language: Language,
        parent: QWidget,
        *,
        position: PositionKey,
        design: DesignKey | None,
    ) -> None:
        """Suggest for ``position`` in ``design`` first, over the window that ``parent`` is in."""
        text = language.text
        super().__init__(text("Suggest weights"), theme, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._document = document
        self._language = language
        self._plan = document.plan
        self._design = design
        self._suggestions: tuple[Suggestion, ...] = ()
        self._background = Background(self, priority=1)
        self._background.answered.connect(self._answered)
        self.preset = SegmentedSwitch(
            theme,
            self,
            name=text("By which idea"),
            choices=[Choice(each, text(PRESET_NAMES[each])) for each in Preset],
        )
        self.preset.choose(Preset.SUGGESTED)
        self.preset.chosen.connect(self._ask)
        self.scope = NamedChoice(theme, self, label=text("For"))
        names = [(key, each.name) for key, each in document.plan.positions.items()]
        self.scope.set_choices([*names, (EVERYBODY, text("All positions"))])
        self.scope.setMinimumWidth(_SCOPE)
        self.scope.choose(position)
        self.scope.chosen.connect(self._ask)
        quiet = theme.colours.text_quiet
        self._meaning = text_label("", self, style=TextStyle.SMALL, colour=quiet, wraps=True)
        self._cells = CellTable(self)
        self.table = CalmTable(theme, self, name=text("Suggested weights"), wide=6)
        self.table.show_model(self._cells)
        self._message = Message(theme, self)
        self._lay_out()
        self.add_button(text("Cancel")).clicked.connect(self.reject)
        self.accept_button = self.add_button(text("Apply"), primary=True)
        self.accept_button.clicked.connect(self._apply)
        room = parent.window().size() - QSize(_AROUND, _AROUND)
        self.resize(_SIZE.boundedTo(room))
        self._ask()
        self.preset.focus_chosen(Qt.FocusReason.OtherFocusReason)

    @property
    def suggestions(self) -> tuple[Suggestion, ...]:
        """What is on screen."""
        return self._suggestions

    @property
    def sentence(self) -> str:
        """What is said about them."""
        return self._message.text

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(self._theme.space.inset)
        top.addWidget(self.preset)
        top.addStretch(1)
        top.addWidget(self.scope)
        self.body.addLayout(top)
        self.body.addWidget(self._meaning)
        scroll = QScrollArea(self)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self.table)
        self.body.addWidget(scroll, 1)
        self.body.addWidget(self._message)

    def _ask(self) -> None:
        """Work out in the background what is chosen now."""
        preset, scope = self._preset(), self.scope.value
        self._meaning.setText(self._language.text(PRESET_MEANINGS[preset]))
        self.accept_button.setEnabled(False)
        if not self._suggestions:
            # Nothing else is on screen yet.
            self._message.show_note(self._language.text("Being worked out…"))
        positions = (
            tuple(self._plan.positions) if scope == EVERYBODY else (PositionKey(str(scope)),)
        )
        values = self._document.results.values
        self._background.ask(
            partial(_suggested, self._plan, values, self._design, positions, preset)
        )

    def _preset(self) -> Preset:
        chosen = self.preset.value
        return chosen if isinstance(chosen, Preset) else Preset.SUGGESTED

    def _answered(self, answer: Answer) -> None:
        if answer.error is not None:
            raise answer.error
        if not isinstance(answer.value, tuple):
            return
        self._suggestions = tuple(each for each in answer.value if isinstance(each, Suggestion))
        self._show()

    def _show(self) -> None:
        text = self._language.text
        many = len(self._suggestions) > 1
        rows: list[list[Cell]] = []
        faults: list[str] = []
        for each in self._suggestions:
            if many:
                name = self._plan.positions[each.position].name
                heading = Cell(name, right=False, strong=True)
                rows.append([heading, *(Cell() for _ in range(5)), Cell(right=False)])
            if each.fault is not None:
                said = unsuggested_sentence(each.fault, each.position, self._plan, self._language)
                faults.append(said)
                if many:
                    quiet = Cell(said, right=False, tone=Tone.QUIET)
                    rows.append([Cell(right=False), *(Cell() for _ in range(5)), quiet])
            rows.extend(self._row(line) for line in each.measures)
        heads = [
            text("Measure"),
            text("Now"),
            text("Suggested"),
            text("Answers for"),
            text("1 % moves profit by"),
            text("In its own hands"),
            text("Why"),
        ]
        self._cells.show_cells(heads, rows)
        changes = any(each.changes for each in self._suggestions)
        if faults and not many:
            self._message.show_error(faults[0])
        elif not changes:
            self._message.show_note(text("The weights are so already."))
        else:
            self._message.clear()
        self.accept_button.setEnabled(changes)

    def _row(self, line: SuggestedMeasure) -> list[Cell]:
        language = self._language
        name = subject_name(self._plan, Subject(line.measure.kpi, line.measure.objective))
        before = "·" if line.before is None else language.share(line.before)
        out = line.reason is Reason.DROPPED
        after = "·" if out else language.share(line.weight)
        score = line.score
        factors = [Cell(), Cell(), Cell()]
        if score is not None:
            shares = (score.responsibility, score.effect / 100.0, score.sight)
            factors = [Cell(language.share(share), tone=Tone.QUIET) for share in shares]
        return [
            Cell(name, right=False, tone=Tone.QUIET if out else Tone.PLAIN),
            Cell(before, tone=Tone.QUIET),
            Cell(after, strong=not out, tint=0.0 if out else line.weight / 0.5),
            *factors,
            Cell(reason_words(line, language), right=False, tone=Tone.QUIET),
        ]

    def _apply(self) -> None:
        text = self._language.text
        name = text(PRESET_NAMES[self._preset()])
        edit = partial(
            _applied,
            design=self._design,
            name=text("Main scorecards"),
            suggestions=self._suggestions,
        )
        self._document.apply(text("Weights: {idea}", idea=name), edit)
        self.accept()


def _suggested(
    plan: Plan,
    values: Values,
    key: DesignKey | None,
    positions: tuple[PositionKey, ...],
    preset: Preset,
) -> tuple[Suggestion, ...]:
    suggester = Suggester(plan, values)
    design = None if key is None else plan.designs.get(key)
    return tuple(suggester.suggest(design, each, preset) for each in positions)


def _applied(
    plan: Plan, design: DesignKey | None, name: str, suggestions: tuple[Suggestion, ...]
) -> Edited:
    """Apply suggestions to a design; to one that is made for it, where there is none."""
    after = plan
    if design is None:
        design = fresh_design_key(plan, name)
        after, _ = put_design(after, Design(design, name))
        after, _ = choose_design(after, design)
    after, _ = apply_suggestions(after, design, suggestions)
    return edited(plan, after)

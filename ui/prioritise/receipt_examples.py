"""Worked examples: five results one after the other, each with its arithmetic."""

from __future__ import annotations

from html import escape

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.fonts import TextStyle
from ui.icons import icon
from ui.prioritise.receipt_prose import Prose, paragraph, quiet, rows, strong
from ui.theme import Theme
from ui.widgets.button import Button
from ui.widgets.panel import Panel
from ui.widgets.segmented import Choice, SegmentedSwitch
from ui.widgets.text import text_label
from workbench.analysis.receive.examples import Example, ExampleKind
from workbench.language import Language
from workbench.payout_words import no_payout_sentence
from workbench.receive_arithmetic import step_blocks
from workbench.receive_terms import Wording
from workbench.receive_words import bound_words, example_sentence, example_title


class ExamplesPanel(Panel):
    """A switch between the examples, the one that is chosen, and every step of it on demand.

    Attributes:
        switch: between the examples.
        unfold: shows and hides the arithmetic.
        summary: what the example supposes.
        steps: the arithmetic.
    """

    def __init__(self, theme: Theme, language: Language, parent: QWidget) -> None:
        """Make the panel; it shows nothing yet."""
        super().__init__(
            theme,
            parent,
            title=language.text("Worked examples"),
            subtitle=language.text("What is received if it comes out like this, to the cent."),
        )
        self._language = language
        self._examples: tuple[Example, ...] = ()
        self._wording: Wording | None = None
        self._kind = ExampleKind.TARGET
        self._titles: tuple[str, ...] = ()
        self.switch = SegmentedSwitch(theme, self, name=language.text("Examples"))
        self.switch.chosen.connect(self._choose)
        self.figure = text_label("", self, style=TextStyle.HEADING)
        self.summary = Prose(theme, self, name=language.text("What the example supposes"))
        self.unfold = Button(theme, self, text=language.text("Show every step"))
        self.unfold.setCheckable(True)
        self.unfold.toggled.connect(self._unfolded)
        self.steps = Prose(theme, self, name=language.text("Every step of the arithmetic"))
        self.steps.hide()
        line = QHBoxLayout()
        line.addWidget(self.switch)
        line.addStretch(1)
        below = QHBoxLayout()
        below.addWidget(self.figure)
        below.addStretch(1)
        below.addWidget(self.unfold)
        self.body.addLayout(line)
        self.body.addLayout(below)
        self.body.addWidget(self.summary)
        self.body.addWidget(self.steps)
        self._turn_chevron(unfolded=False)

    def show_examples(self, examples: tuple[Example, ...], wording: Wording | None) -> None:
        """Show other examples, the same kind of them as before."""
        self._examples, self._wording = examples, wording
        titles = tuple(example_title(each, wording) for each in examples) if wording else ()
        if titles != self._titles:
            self._titles = titles
            kinds = [each.kind for each in examples]
            choices = [Choice(kind, title) for kind, title in zip(kinds, titles, strict=True)]
            self.switch.set_choices(choices)
        kinds = [each.kind for each in examples]
        if kinds and self._kind not in kinds:
            self._kind = kinds[-1]
        self.switch.choose(self._kind)
        self._show()

    def set_past(self, *, past: bool) -> None:
        """Grey what is of a plan that is no more."""
        self.summary.set_past(past=past)
        self.steps.set_past(past=past)

    def _choose(self, kind: object) -> None:
        if isinstance(kind, ExampleKind):
            self._kind = kind
            self._show()

    def _unfolded(self, unfolded: bool) -> None:  # noqa: FBT001 - Qt's own signal
        text = self._language.text
        words = text("Hide the steps") if unfolded else text("Show every step")
        self.unfold.setText(words)
        self.unfold.setAccessibleName(words)
        self._turn_chevron(unfolded=unfolded)
        self.steps.setVisible(unfolded)
        self._show()

    def _turn_chevron(self, *, unfolded: bool) -> None:
        name = "chevron_down" if unfolded else "chevron_right"
        self.unfold.setIcon(icon(name, self._theme))
        self.unfold.updateGeometry()

    def _show(self) -> None:
        wording = self._wording
        example = next((each for each in self._examples if each.kind is self._kind), None)
        if example is None or wording is None:
            self.figure.setText("")
            self.summary.show_html("")
            self.steps.show_html("")
            return
        self.figure.setText(wording.money(example.money))
        self.summary.show_html(self._summary(example, wording))
        if not self.steps.isHidden():
            self.steps.show_html(_steps_html(example, wording, self._theme))

    def _summary(self, example: Example, wording: Wording) -> str:
        plan, language = wording.plan, wording.language
        told = [paragraph(escape(example_sentence(example, wording)))]
        if example.paid.reason is not None:
            reason = no_payout_sentence(example.paid.reason, plan, language)
            told.append(paragraph(strong(reason)))
        bounds = [bound_words(each, wording) for each in example.bounds]
        if bounds:
            told.append(paragraph(quiet(" · ".join(dict.fromkeys(bounds)), self._theme)))
        supposed: list[tuple[str, str]] = []
        for each in example.given:
            name = wording.within(wording.thing(each.kpi, each.objective), each.group)
            figure = wording.figure(each.result, wording.unit(each.kpi), label=True)
            supposed.append((quiet(name, self._theme), quiet(figure, self._theme)))
        told.append(rows(supposed, ("78%", ""), right=(1,)))
        return "".join(told)


def _steps_html(example: Example, wording: Wording, theme: Theme) -> str:
    """Return every step, measure by measure, then from the score to the money."""
    lines: list[tuple[str, ...]] = []
    for block in step_blocks(example.arithmetic, wording):
        lines.append((paragraph(strong(block.title), above=8, below=0), ""))
        for step in block.lines:
            words = escape(step.words)
            sum_ = f"<br>{quiet(step.sum, theme)}" if step.sum else ""
            figure = strong(step.figure) if step.strong else escape(step.figure)
            lines.append((f"{words}{sum_}", figure))
    return rows(lines, ("78%", ""), right=(1,))

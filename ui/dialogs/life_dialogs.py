"""The steps of a plan, forward and back, as questions that are signed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from models.life import Stage
from ui.dialogs.signed_dialog import SignedDialog, Signs
from ui.fonts import TextStyle
from ui.theme import Theme
from ui.widgets.segmented import Choice, SegmentedSwitch
from ui.widgets.text import text_label
from workbench.language import Language
from workbench.stage_words import stage_meaning, stage_name, step_words


class StepDialog(SignedDialog):
    """One step forward; without a stage it only asks for the name."""

    def __init__(
        self,
        stage: Stage | None,
        signs: Signs,
        parent: QWidget | None,
        *,
        lines: Sequence[str] = (),
        theme: Theme,
        language: Language,
    ) -> None:
        text = language.text
        title = text("Acknowledge") if stage is None else step_words(stage, language)
        super().__init__(title, title, signs, parent, theme=theme, language=language)
        if stage is None:
            self.add_sentence(text("Who takes note of it? The name is remembered."))
        else:
            self.add_sentence(stage_meaning(stage, language))
        for line in lines:
            self.add_sentence(line)


class BackDialog(SignedDialog):
    """A way back, for a reason.

    Attributes:
        switch: how far back, where there is a choice.
    """

    def __init__(
        self,
        stage: Stage,
        signs: Signs,
        parent: QWidget | None,
        *,
        theme: Theme,
        language: Language,
    ) -> None:
        text = language.text
        title = text("Go back")
        super().__init__(title, title, signs, parent, theme=theme, language=language, asks_why=True)
        stages = list(Stage)
        before = stages[max(stages.index(stage) - 1, 0)]
        offered = list(dict.fromkeys((before, Stage.DRAFT)))
        self.add_sentence(
            text(
                "Statements and acknowledgements stay on file, and hold as long as the terms do. "
                "The step is kept in the log."
            )
        )
        self._meaning = text_label(
            "", self, style=TextStyle.SMALL, colour=theme.colours.text_quiet, wraps=True
        )
        self.switch = SegmentedSwitch(
            theme,
            self,
            name=text("Back to"),
            choices=[Choice(each, stage_name(each, language)) for each in offered],
        )
        self.switch.choose(before)
        self.switch.chosen.connect(self._chosen)
        self.content.addWidget(text_label(text("Back to"), self, style=TextStyle.SMALL))
        self.content.addWidget(self.switch)
        self.content.addWidget(self._meaning)
        self._chosen(before)

    @property
    def stage(self) -> Stage:
        """Where the plan goes back to."""
        return Stage(str(self.switch.value))

    def _chosen(self, stage: object) -> None:
        if isinstance(stage, Stage):
            self._meaning.setText(stage_meaning(stage, self._language))

"""What stands below a formula while it is typed: signature, sentence, preview."""

from __future__ import annotations

import html

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from ui.fonts import TextStyle, font
from ui.theme import Theme
from ui.widgets.text import set_text_colour, text_label
from workbench.formula_completion import Signature


class FormulaStrip(QWidget):
    """Quiet lines below the field; those that say nothing take no room."""

    changed = Signal()
    """Something else is said, and it may need other room."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        quiet = theme.colours.text_quiet
        self._signature = QLabel(self)
        self._signature.setTextFormat(Qt.TextFormat.RichText)
        self._signature.setFont(font(TextStyle.SMALL))
        self._signature.setWordWrap(True)
        set_text_colour(self._signature, quiet)
        self._fault = text_label(
            "", self, style=TextStyle.SMALL, colour=theme.colours.error, wraps=True
        )
        self._equation = text_label("", self, style=TextStyle.SMALL, colour=quiet, wraps=True)
        self._preview = text_label("", self, style=TextStyle.SMALL_STRONG, wraps=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 2)
        column.setSpacing(4)
        for line in (self._signature, self._fault, self._preview, self._equation):
            line.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
            column.addWidget(line)
            line.hide()
        self.hide()

    @property
    def signature(self) -> str:
        """The call the cursor is in, as rich text; empty outside of any."""
        return self._signature.text()

    @property
    def signature_height(self) -> int:
        """How much room the signature takes at the top."""
        return self._signature.height() + 6 if self._signature.text() else 0

    @property
    def fault(self) -> str:
        """What is wrong with what is typed so far; empty for nothing."""
        return self._fault.text()

    @property
    def equation(self) -> str:
        """What the formula says."""
        return self._equation.text()

    @property
    def preview(self) -> str:
        """What it would give."""
        return self._preview.text()

    def show_signature(self, signature: Signature | None) -> None:
        """Show the function around the cursor, the argument at the cursor in bold."""
        self._say(self._signature, "" if signature is None else _rich(signature))

    def show_fault(self, sentence: str, *, wrong: bool = True) -> None:
        """Say what is wrong with what is typed so far, or only not there yet."""
        colours = self._theme.colours
        set_text_colour(self._fault, colours.error if wrong else colours.text_quiet)
        self._say(self._fault, sentence)

    def show_preview(self, equation: str, figure: str, *, sound: bool = True) -> None:
        """Say what the formula means, and what it would give; ``sound``: a value."""
        colours = self._theme.colours
        set_text_colour(self._preview, colours.text if sound else colours.text_quiet)
        self._preview.setFont(font(TextStyle.SMALL_STRONG if sound else TextStyle.SMALL))
        self._say(self._preview, figure)
        self._say(self._equation, equation)

    def clear(self) -> None:
        """Say nothing."""
        for line in (self._signature, self._fault, self._preview, self._equation):
            self._say(line, "")

    def _say(self, line: QLabel, words: str) -> None:
        if line.text() == words:
            return
        line.setText(words)
        line.setVisible(bool(words))
        if line is not self._signature:
            line.setAccessibleName(words)
        shown = (self._signature, self._fault, self._preview, self._equation)
        self.setVisible(any(each.text() for each in shown))
        # Who gives it room asks at once, before the layout would notice by itself.
        column = self.layout()
        if column is not None:
            column.invalidate()
        self.updateGeometry()
        self.changed.emit()


def _rich(signature: Signature) -> str:
    """Write a signature with the argument at the cursor in bold, and what the function does."""
    arguments = [html.escape(each) for each in signature.help.arguments]
    arguments[signature.argument] = f"<b>{arguments[signature.argument]}</b>"
    line = html.escape(signature.help.line)
    return f"{html.escape(signature.help.name)}({', '.join(arguments)}) – {line}"

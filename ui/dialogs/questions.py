"""Questions and sentences of the window, calm and in the user's language."""

from __future__ import annotations

from enum import Enum, auto
from typing import Final

from PySide6.QtWidgets import QLabel, QMessageBox, QWidget

from ui.fonts import TextStyle, font
from workbench.language import Language

_MARGINS: Final = (10, 20, 20, 18)
"""Around what a question says; Qt leaves room for an icon at the left by itself."""


class Unsaved(Enum):
    """What to do with changes that are not saved."""

    SAVE = auto()
    DISCARD = auto()
    CANCEL = auto()


class Left(Enum):
    """What to do with unsaved work that a crash left."""

    RESTORE = auto()
    DISCARD = auto()
    LATER = auto()


def ask_about_unsaved(name: str, language: Language, parent: QWidget) -> Unsaved:
    """Ask whether to save the plan ``name`` before it is closed."""
    box = _box(
        language.text("Unsaved changes"),
        language.text("Save the changes to “{name}”?", name=name),
        parent,
        language.text("Without saving, what you changed is lost."),
    )
    save = box.addButton(language.text("Save"), QMessageBox.ButtonRole.AcceptRole)
    discard = box.addButton(language.text("Don’t save"), QMessageBox.ButtonRole.DestructiveRole)
    cancel = box.addButton(language.text("Cancel"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(save)
    box.setEscapeButton(cancel)
    box.exec()
    clicked = box.clickedButton()
    box.deleteLater()
    if clicked is save:
        return Unsaved.SAVE
    return Unsaved.DISCARD if clicked is discard else Unsaved.CANCEL


def ask_about_left(name: str, date: str, language: Language, parent: QWidget) -> Left:
    """Ask whether to go on with unsaved work on the plan ``name``, left at ``date``.

    Escape deletes nothing: it is asked again the next time.
    """
    question = language.text(
        "Changes to “{name}” that were not saved were found, from {date}. Restore them?",
        name=name,
        date=date,
    )
    lost = language.text("Once discarded, they are lost.")
    box = _box(language.text("Unsaved work"), question, parent, lost)
    restore = box.addButton(language.text("Restore"), QMessageBox.ButtonRole.AcceptRole)
    discard = box.addButton(language.text("Discard"), QMessageBox.ButtonRole.DestructiveRole)
    later = box.addButton(language.text("Cancel"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(restore)
    box.setEscapeButton(later)
    box.exec()
    clicked = box.clickedButton()
    box.deleteLater()
    if clicked is restore:
        return Left.RESTORE
    return Left.DISCARD if clicked is discard else Left.LATER


def ask(title: str, question: str, yes: str, language: Language, parent: QWidget) -> bool:
    """Ask a question that is answered by doing it, ``yes``, or by Cancel."""
    box = _box(title, question, parent)
    accept = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
    cancel = box.addButton(language.text("Cancel"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(accept)
    box.setEscapeButton(cancel)
    box.exec()
    accepted = box.clickedButton() is accept
    box.deleteLater()
    return accepted


def tell(title: str, sentence: str, language: Language, parent: QWidget | None) -> None:
    """Say a sentence that is read and closed."""
    box = _box(title, sentence, parent)
    close = box.addButton(language.text("Close"), QMessageBox.ButtonRole.AcceptRole)
    box.setDefaultButton(close)
    box.exec()
    box.deleteLater()


def _box(title: str, said: str, parent: QWidget | None, consequence: str = "") -> QMessageBox:
    """Return a box that says something, and below it what comes of it."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.NoIcon)
    box.setWindowTitle(title)
    box.setText(said)
    box.setInformativeText(consequence)
    label, layout = box.findChild(QLabel, "qt_msgbox_label"), box.layout()
    if consequence and isinstance(label, QLabel):
        label.setFont(font(TextStyle.BODY_STRONG))
    if layout is not None:
        layout.setContentsMargins(*_MARGINS)
    return box

"""Words of Qt's own dialogs that its translation lacks."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QObject, QTranslator
from typing_extensions import override

from workbench.language import Language, message

_WORDS: Final[Mapping[tuple[str, str], str]] = MappingProxyType(
    {
        ("QFileDialog", "&Look in:"): message("&Look in:"),
        ("QFileDialog", "Files of &type:"): message("Files of &type:"),
    }
)


class QtsWords(QTranslator):
    """Answers where Qt's own translator, asked before, has no answer."""

    def __init__(self, language: Language, parent: QObject) -> None:
        super().__init__(parent)
        self._language = language

    @override
    def isEmpty(self) -> bool:
        """Return that there are words."""
        return False

    @override
    def translate(
        self,
        context: str,
        sourceText: str,
        disambiguation: str | None = None,
        n: int = -1,
    ) -> str | None:
        """Return the words in the language; None for what is not ours."""
        del disambiguation, n
        words = _WORDS.get((context, sourceText))
        return None if words is None else self._language.text(words)

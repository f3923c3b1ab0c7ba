"""Text without accents, as two names that read alike are compared."""

from __future__ import annotations

import unicodedata
from typing import Final

_PARTED: Final = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d"})
"""Letters that Unicode does not take apart."""


def without_accents(text: str) -> str:
    """Return ``text`` in small letters without accents: "Cœur d’été" is "coeur d’ete"."""
    if text.isascii():
        return text.lower()
    letters = unicodedata.normalize("NFKD", text)
    bare = "".join(each for each in letters if not unicodedata.combining(each))
    return bare.casefold().translate(_PARTED)

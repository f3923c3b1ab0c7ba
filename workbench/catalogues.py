"""The translations of the program: gettext catalogues, read from their text form.

A catalogue is one ``.po`` file per room under ``resources/locale``. They are read as they
are, so that nothing has to be compiled before the program runs and a translator sees a
change at the next start.
"""

from __future__ import annotations

import gettext
import io
from pathlib import Path
from typing import Final

LOCALE_FOLDER: Final = Path(__file__).parent.parent / "resources" / "locale"
"""Where the catalogues lie."""


def domain_files(code: str) -> tuple[Path, ...]:
    """Return the catalogues of language ``code``, one per room, by name."""
    return tuple(sorted((LOCALE_FOLDER / code / "LC_MESSAGES").glob("*.po")))


def read_translations(code: str) -> gettext.NullTranslations:
    """Read every catalogue of language ``code`` into one chain, in the order of their names.

    A language without catalogues, which English is, keeps the messages as they are written.

    Raises:
        OSError: a catalogue cannot be read.
    """
    # Whoever speaks English need not wait for the reader of catalogues.
    from babel.messages.mofile import write_mo  # noqa: PLC0415
    from babel.messages.pofile import read_po  # noqa: PLC0415

    chain = gettext.NullTranslations()
    for path in reversed(domain_files(code)):
        with path.open("rb") as file:
            catalogue = read_po(file, locale=code)
        compiled = io.BytesIO()
        write_mo(compiled, catalogue)
        compiled.seek(0)
        translations = gettext.GNUTranslations(compiled)
        translations.add_fallback(chain)
        chain = translations
    return chain

"""Where the catalogue lies, and what is said where a file of it is wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).parents[2] / "resources" / "catalogue"
"""One file per area, and one per template in a folder of theirs."""


class CatalogueError(Exception):
    """A file of the catalogue is not as it should be; the text says which field."""

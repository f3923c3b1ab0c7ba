"""How much of a file is looked at: more than any tree of KPIs, less than hurts."""

from __future__ import annotations

from typing import Final

MOST_BYTES: Final = 20_000_000
"""Of a file as it lies on disk."""

MOST_UNPACKED: Final = 200_000_000
"""Of a workbook, which is an archive, once it is unpacked."""

MOST_PART: Final = 50_000_000
"""Of any one part of it."""

MOST_ROWS: Final = 20_000
MOST_COLUMNS: Final = 200

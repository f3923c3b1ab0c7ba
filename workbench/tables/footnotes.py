"""Rows below a table that say something of it: sources, notes, what a star stands for."""

from __future__ import annotations

import re
from typing import Final

from workbench.tables.columns import ColumnUse, Mapping
from workbench.tables.sheet import Sheet, text_of

_SAID: Final = re.compile(
    r"(?:sources?|notes?|nb|n\.\s?b\.|remarques?|remarks?|l[ée]gende|legend)\s*[:：]",  # noqa: RUF001
    re.IGNORECASE,
)
_STARRED: Final = re.compile(r"[*†‡¹²³]")


def footnotes(sheet: Sheet, mapping: Mapping) -> frozenset[int]:
    """Return the rows at the end of a sheet that are notes and no KPIs, from 0.

    A note stands alone in its row, with nothing but notes below it: after "Source:" and the
    like, or after a star where other rows hold figures and none of them starts with a star.
    """
    names = mapping.all(ColumnUse.NAME)
    listed = [
        (at, next((text_of(cells[column]) for column in names if text_of(cells[column])), ""))
        for at, cells in enumerate(sheet.rows)
        if at > mapping.heading
    ]
    rows = [(at, name) for at, name in listed if name]
    notes: list[int] = []
    starred: list[int] = []
    while rows:
        at, name = rows[-1]
        alone = sum(bool(text_of(cell)) for cell in sheet.rows[at]) == 1
        if not alone or not (_SAID.match(name) or _STARRED.match(name)):
            break
        (notes if _SAID.match(name) else starred).append(at)
        rows.pop()
    bulleted = any(_STARRED.match(name) for _, name in rows)
    filled = any(sum(bool(text_of(cell)) for cell in sheet.rows[at]) > 1 for at, _ in rows)
    if not rows:
        return frozenset()
    return frozenset((*notes, *starred)) if filled and not bulleted else frozenset(notes)

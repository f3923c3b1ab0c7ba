"""Names as a table has them: with a unit behind, a number or a bullet before."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from models.kpi import UnitKind
from workbench.tables.units_read import UnitRead, read_unit

_UNIT: Final = re.compile(r"^(?P<name>.*\S)\s*[(\[](?P<unit>[^()\[\]]{1,30})[)\]]\s*$")
_BEHIND: Final = re.compile(
    r"^(?P<name>.*?\S)(?:,? +(?:en|in) +|,? +)(?P<unit>%|[kKM]?€|[kKM]\$|k ?EUR|M ?EUR)\s*$"
)
_OUTLINE: Final = re.compile(r"^(?P<place>\d{1,2}(?:\.\d{1,2})*)(?:[.)]\s*|\s+[-–]?\s*)(?=[^\W\d])")
_BULLETS: Final = re.compile(r"^(?P<marks>(?:[-–—•·►▪]\s*)+)(?=[^\W\d])")
_SCALED: Final = re.compile(r"(?:\b(?:en|in) |\()(?P<unit>[^()]{1,24}?)\)?\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class NameRead:
    """A name without what stands around it.

    Attributes:
        name: what is left.
        unit: the unit behind it; None where there is none that is known for one.
        place: the number of an outline before it, such as "1.1.2"; empty for none.
        bullets: how many bullets stand before it.
    """

    name: str
    unit: UnitRead | None = None
    place: str = ""
    bullets: int = 0


def read_name(text: str) -> NameRead:
    """Take a name apart: "1.2 Revenu (k€)" is a revenue in thousands, at a place of an outline."""
    name, unit = text, None
    found = _UNIT.match(name) or _BEHIND.match(name)
    if found is not None:
        unit = _known(found["unit"])
        name = name if unit is None else found["name"]
    outline, bullets = _OUTLINE.match(name), _BULLETS.match(name)
    place = "" if outline is None else outline["place"]
    if outline is not None:
        name = name[outline.end() :]
    elif bullets is not None:
        name = name[bullets.end() :]
    marks = 0 if bullets is None else len(re.sub(r"\s", "", bullets["marks"]))
    return NameRead(name.strip(), unit, place, marks)


def money_scale(text: str) -> float:
    """Return what "En k€" above a table multiplies its money by; 1 where nothing is said."""
    found = _SCALED.search(text)
    unit = read_unit(text if found is None else found["unit"])
    return unit.scale if unit is not None and unit.unit.kind is UnitKind.MONEY else 1.0


def _known(text: str) -> UnitRead | None:
    """Return a unit in brackets; a word that only counts things may as well be a remark."""
    unit = read_unit(text)
    if unit is None or (unit.unit.kind is UnitKind.COUNT and unit.unit.label):
        return None
    return unit

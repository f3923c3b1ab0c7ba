"""How numbers are punctuated: as the language does, or as somebody prefers whatever they speak."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

_NARROW_SPACE: Final = "\u202f"


class NumberStyle(StrEnum):
    """The punctuations to choose from."""

    LANGUAGE = "language"
    """As the language writes numbers."""
    SPACE_COMMA = "space_comma"
    COMMA_POINT = "comma_point"
    POINT_COMMA = "point_comma"
    APOSTROPHE_POINT = "apostrophe_point"


@dataclass(frozen=True, slots=True)
class Marks:
    """What stands between thousands, and before the fraction."""

    group: str
    decimal: str

    @property
    def example(self) -> str:
        """A number as it may be typed."""
        group = " " if self.group.isspace() else self.group
        return f"1{group}234{self.decimal}56"


MARKS: Final[dict[NumberStyle, Marks]] = {
    NumberStyle.SPACE_COMMA: Marks(_NARROW_SPACE, ","),
    NumberStyle.COMMA_POINT: Marks(",", "."),
    NumberStyle.POINT_COMMA: Marks(".", ","),
    NumberStyle.APOSTROPHE_POINT: Marks("\u2019", "."),
}
"""The marks of every style that does not go by the language."""

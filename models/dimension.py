"""Dimensions by which KPIs are split: regions, products, channels."""

from __future__ import annotations

from dataclasses import dataclass

from models.keys import DimensionKey, MemberKey


@dataclass(frozen=True, slots=True)
class Member:
    """One member of a dimension: a region, a product."""

    key: MemberKey
    name: str


@dataclass(frozen=True, slots=True)
class Dimension:
    """What KPIs can be split by.

    Attributes:
        members: in the order in which they are shown.
    """

    key: DimensionKey
    name: str
    members: tuple[Member, ...] = ()

"""A structure hint: what is worth a look in the tree, where, and how it can be mended."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from models.keys import FunctionKey, KpiKey
from models.places import Place


class HintCode(StrEnum):
    """What is worth a look."""

    ORPHAN = "orphan"
    SINGLE_CHILD = "single_child"  # child
    MANY_CHILDREN = "many_children"  # count
    UNGUARDED_GROWTH = "unguarded_growth"  # guard, where the catalogue knows one
    LATE_BRANCH = "late_branch"
    NOBODY_ANSWERS = "nobody_answers"
    VANITY = "vanity"  # paid, pleasing


class MendCode(StrEnum):
    """What a mend does."""

    ASSIGN = "assign"
    """Gives a driver to a function."""
    TAKE_OUT = "take_out"
    """Takes out a level that says what the one below it says."""
    GROUP = "group"
    """Puts children of one function under a parent of their own."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """Children that go under a parent of their own.

    Attributes:
        function: who answers for most of each of them.
        members: in the order of the formula.
        minus: whether the formula takes them off.
    """

    function: FunctionKey
    members: tuple[KpiKey, ...]
    minus: bool


@dataclass(frozen=True, slots=True)
class Mend:
    """A way out that can be taken at once: :func:`workbench.analysis.structure.mends.mended`.

    Attributes:
        kpi: what it is done to.
        function: of ASSIGN: who is to answer.
        bundles: of GROUP.
    """

    code: MendCode
    kpi: KpiKey
    function: FunctionKey | None = None
    bundles: tuple[Bundle, ...] = ()


@dataclass(frozen=True, slots=True)
class Hint:
    """One thing to look at. It never blocks anything, and may well be meant.

    Attributes:
        code: what it is.
        place: where: a KPI.
        child: of SINGLE_CHILD: the one child.
        count: of MANY_CHILDREN: how many there are.
        guard: of UNGUARDED_GROWTH: the KPI that the catalogue knows as its guard; empty where
            it knows none.
        paid: of VANITY: whether somebody is paid by it.
        pleasing: of VANITY: whether it goes by one of the names that please by themselves.
        mend: a way out that can be taken at once; None where there is none.
    """

    code: HintCode
    place: Place
    child: str = ""
    count: int = 0
    guard: str = ""
    paid: bool = False
    pleasing: bool = False
    mend: Mend | None = None

    @property
    def kpi(self) -> KpiKey:
        """The KPI it is about."""
        return KpiKey(self.place.key)

"""What a formula says for one member of a dimension."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from models.edits.part_reader import Part, PartReader, Surroundings
from models.edits.parting import (
    Parting,
    by,
)
from models.edits.shares import Shares, shared_out
from models.formula_tree import (
    Arithmetic,
    Call,
    Comparison,
    Connection,
    Name,
    Negation,
    Node,
    Not,
    Number,
)
from models.keys import KpiKey


@dataclass(frozen=True, slots=True)
class MemberFormula:
    """A formula that is split.

    Attributes:
        key: the KPI.
        root: the formula.
        around: what it is split within.
    """

    key: KpiKey
    root: Node
    around: Surroundings
    _literals: dict[int, Shares | None] = field(default_factory=dict[int, "Shares | None"])
    _parts: dict[int, Part] = field(default_factory=dict[int, Part])

    def part(self, partings: Mapping[KpiKey, Parting | None]) -> Part:
        """Return what is known of the formula, given how the KPIs that are split part.

        Raises:
            EditError: NOT_TO_SPLIT.
        """
        return PartReader(self.key, self.around, partings, None, self._literals, self._parts).read(
            self.root
        )

    def grouped_part(
        self,
        grouped: Mapping[KpiKey, Parting | None],
        partings: Mapping[KpiKey, Parting | None],
    ) -> Part:
        """Return what is known of the formula over groups of periods.

        Args:
            grouped: how the KPIs that are split part over groups.
            partings: how they part in a period, as ``prev`` reads them.

        Raises:
            EditError: NOT_TO_SPLIT.
        """
        return PartReader(self.key, self.around, grouped, partings, self._literals, {}).read(
            self.root
        )

    def _reader(
        self,
        partings: Mapping[KpiKey, Parting | None],
        earlier: Mapping[KpiKey, Parting | None] | None,
        parts: dict[int, Part],
    ) -> PartReader:
        return PartReader(self.key, self.around, partings, earlier, self._literals, parts)

    def node(self, member: int, shares: Shares | None) -> Node:
        """Return the formula of one member, once :meth:`part` has been asked.

        Args:
            member: which one.
            shares: the shares by which the whole formula is handed out; None: it is not.
        """
        return self._member(self.root, member, shares)

    def _member(self, node: Node, member: int, shares: Shares | None) -> Node:
        if isinstance(node, Number):
            return Number(node.value if shares is None else _times(node.value, shares, member))
        inside = self._inside(node, member)
        if shares is None or (node is not self.root and self._parts[id(node)].degree is not None):
            return inside
        return _scaled(inside, shares[member])

    def _inside(self, node: Node, member: int) -> Node:
        around = self.around
        shares = self._literals.get(id(node))

        def of(part: Node) -> Node:
            return self._member(part, member, shares)

        match node:
            case Number():
                return node
            case Name(key):
                if key in around.members:
                    return Name(around.members[KpiKey(key)][member])
                handed = around.degrees.get(KpiKey(key), 0) != 0
                return _scaled(node, around.handout.of(key)[member]) if handed else node
            case Negation(operand):
                return Negation(self._member(operand, member, None))
            case Not(operand):
                return Not(self._member(operand, member, None))
            case Arithmetic(op, left, right):
                return Arithmetic(op, of(left), of(right))
            case Comparison(op, left, right):
                return Comparison(op, of(left), of(right))
            case Connection(op, left, right):
                return Connection(op, of(left), of(right))
            case Call(function, (Name(key), *rest)) if (
                # Only a KPI itself has figures from before the plan.
                function in {"lag", "spread"}
                and key not in around.members
                and around.degrees.get(KpiKey(key), 0) != 0
            ):
                call = Call(function, (Name(key), *map(of, rest)))
                return _scaled(call, around.handout.of(key)[member])
            case Call("if", (condition, *branches)):
                return Call("if", (self._member(condition, member, None), *map(of, branches)))
            case Call(function, arguments):
                return Call(function, tuple(map(of, arguments)))


def _times(value: float, shares: Shares, member: int) -> float:
    whole_shares = by(shares).adds
    return shared_out(value, shares)[member] if whole_shares else value * shares[member]


def _scaled(node: Node, share: float) -> Node:
    return node if share == 1.0 else Arithmetic("*", node, Number(share))

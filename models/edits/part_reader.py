"""How the figures of a formula part among the members of a dimension, read part by part."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from models.changes import EditError, EditFault
from models.edits.parting import (
    LOOSE,
    Parting,
    SplitFault,
    by,
    chosen,
    divided,
    multiplied,
    summed,
    whole,
)
from models.edits.shares import Handout, Shares
from models.formula_text import formula_text
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
    children,
)
from models.keys import KpiKey


@dataclass(frozen=True, slots=True)
class Part:
    """What is known of a part of a formula.

    Attributes:
        degree: 1 of what is handed out, 0 of a rate; None of literals alone, which have the
            degree of what they stand beside.
        parting: how it parts; None where that hangs on a period before, or on literals alone.
    """

    degree: int | None
    parting: Parting | None = None


_LITERAL: Final = Part(None)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a formula is split within.

    Attributes:
        members: the keys of the members' KPIs, by the KPI that is split.
        degrees: of every KPI that is read; a key without one is no KPI.
        handout: the shares.
        count: how many members there are.
    """

    members: Mapping[KpiKey, tuple[KpiKey, ...]]
    degrees: Mapping[KpiKey, int]
    handout: Handout
    count: int


@dataclass(frozen=True, slots=True)
class PartReader:
    """One walk over a formula, from its leaves up.

    Attributes:
        key: the KPI whose formula it is.
        around: what it is split within.
        partings: how the KPIs that are split part.
        earlier: how they part in a period, where ``partings`` are over groups; None else.
        literals: filled in: the shares by which the literals of each node are handed out.
        parts: filled in: what is known of each node.
    """

    key: KpiKey
    around: Surroundings
    partings: Mapping[KpiKey, Parting | None]
    earlier: Mapping[KpiKey, Parting | None] | None
    literals: dict[int, Shares | None]
    parts: dict[int, Part]

    def read(self, node: Node) -> Part:
        """Return what is known of ``node``, and note it.

        Raises:
            EditError: NOT_TO_SPLIT.
        """
        part = self._read(node)
        self.parts[id(node)] = part
        return part

    def _read(self, node: Node) -> Part:
        match node:
            case Number():
                return _LITERAL
            case Name(key):
                return self._name(KpiKey(key))
            case Negation(operand):
                return self.read(operand)
            case Not(operand):
                return self._truth((operand,))
            case Connection(_, left, right):
                return self._truth((left, right))
            case Comparison(_, left, right):
                joint = self._together(node, (left, right), chosen)
                if joint.degree is None:
                    return Part(0, self._whole)
                return Part(0, self._certain(joint.parting))
            case Arithmetic("+" | "-", left, right):
                return self._together(node, (left, right), summed)
            case Arithmetic("^", left, right):
                return self._bent(node, (left, right))
            case Arithmetic(op, left, right):
                return self._product(op, self.read(left), self.read(right))
            case Call(function, arguments):
                return self._call(node, function, arguments)

    @property
    def _whole(self) -> Parting:
        return whole(self.around.count)

    def _name(self, key: KpiKey) -> Part:
        around = self.around
        degree = around.degrees.get(key, 0)
        if key in around.members:
            return Part(degree, self.partings.get(key))
        return Part(degree, by(around.handout.of(key)) if degree else self._whole)

    def _certain(self, parting: Parting | None) -> Parting | None:
        """Return how what holds or not parts, where it is told from figures that part so."""
        if parting is None:
            return None
        return self._whole if parting.keeps_signs else LOOSE

    def _truth(self, operands: tuple[Node, ...]) -> Part:
        read = [self.read(each) for each in operands]
        told = [self._certain(each.parting) for each in read if each.degree is not None]
        if LOOSE in told:
            return Part(0, LOOSE)
        return Part(0, None if None in told else self._whole)

    def _together(
        self,
        node: Node,
        operands: tuple[Node, ...],
        joined: Callable[[Parting, Parting], Parting],
    ) -> Part:
        """Read what must be of one degree; literals take that of the others, and their shares."""
        read = [self.read(each) for each in operands]
        degrees = {each.degree for each in read if each.degree is not None}
        if not degrees:
            return _LITERAL
        if len(degrees) > 1:
            raise self._refused(SplitFault.DEGREES_MIXED, node)
        degree = degrees.pop()
        joint: Parting | None = None
        for each in read:
            if each.degree is not None and each.parting is not None:
                joint = each.parting if joint is None else joined(joint, each.parting)
        literals = [
            each
            for each, part in zip(operands, read, strict=True)
            if part.degree is None and not (isinstance(each, Number) and each.value == 0.0)
        ]
        if self.earlier is None:
            self.literals[id(node)] = self._literal_shares(degree, joint)
        if literals:
            shares = self.literals.get(id(node))
            beside = self._whole if shares is None else by(shares)
            joint = beside if joint is None and shares is None else joint
            joint = joint if joint is None else joined(joint, beside)
        if joined is chosen and len(operands) > 1 and joint is not None:
            joint = chosen(joint, joint)
        return Part(degree, joint)

    def _literal_shares(self, degree: int, joint: Parting | None) -> Shares | None:
        if degree == 0:
            return None
        own = self.around.handout.own.get(self.key)
        if own is not None:
            return own
        if joint is not None and joint.factors is not None:
            return joint.factors
        return self.around.handout.usual

    def _product(self, op: str, one: Part, other: Part) -> Part:
        if one.degree is None and other.degree is None:
            return _LITERAL
        sign = 1 if op == "*" else -1
        degree = (one.degree or 0) + sign * (other.degree or 0)
        left = self._whole if one.degree is None else one.parting
        right = self._whole if other.degree is None else other.parting
        if left is None or right is None:
            return Part(degree, None)
        return Part(degree, (multiplied if op == "*" else divided)(left, right))

    def _bent(self, node: Node, operands: tuple[Node, ...]) -> Part:
        """Read what is only the same for every member where its operands are."""
        read = [self.read(each) for each in operands]
        if all(each.degree is None for each in read):
            return _LITERAL
        if any(each.degree for each in read):
            raise self._refused(SplitFault.CURVED, node)
        partings = [each.parting for each in read if each.degree is not None]
        if None in partings:
            return Part(0, None)
        alike = all(each is not None and each.is_whole for each in partings)
        return Part(0, self._whole if alike else LOOSE)

    def _call(self, node: Node, function: str, arguments: tuple[Node, ...]) -> Part:
        match function:
            case "sum" | "avg":
                return self._together(node, arguments, summed)
            case "min" | "max":
                return self._together(node, arguments, chosen)
            case "ln" | "exp" | "sqrt":
                return self._bent(node, arguments)
            case "round":
                for digits in arguments[1:]:
                    self._note_literals(digits)
                return self._bent(node, arguments[:1])
            case "abs":
                read = self.read(arguments[0])
                known = read.parting is None or read.parting.factors is not None
                return read if known else Part(read.degree, LOOSE)
            case "if":
                return self._choice(node, arguments)
            case "prev":
                if self.earlier is not None:
                    earlier = PartReader(
                        self.key, self.around, self.earlier, self.earlier, self.literals, self.parts
                    )
                    return earlier._together(node, arguments, summed)
                return self._together(node, arguments, summed)
            case "spread":
                return self._spread(node, arguments)
            case _:
                for steps in arguments[1:]:
                    self._note_literals(steps)
                return self.read(arguments[0])

    def _choice(self, node: Node, arguments: tuple[Node, ...]) -> Part:
        told = self._truth(arguments[:1]).parting
        branches = self._together(node, arguments[1:], summed)
        if told is not None and not told.is_whole:
            return Part(branches.degree or 0, LOOSE)
        return branches

    def _spread(self, node: Node, arguments: tuple[Node, ...]) -> Part:
        spread = self.read(arguments[0])
        weights = [self.read(each) for each in arguments[1:]]
        if any(each.degree for each in weights):
            raise self._refused(SplitFault.DEGREE, node)
        told = [each.parting for each in weights if each.degree is not None]
        alike = all(each is None or each.is_whole for each in told)
        return spread if alike else Part(spread.degree or 0, LOOSE)

    def _note_literals(self, node: Node) -> None:
        self.parts[id(node)] = _LITERAL
        for each in children(node):
            self._note_literals(each)

    def _refused(self, why: SplitFault, node: Node) -> EditError:
        return refused(self.key, why, node)


def refused(key: KpiKey, why: SplitFault, node: Node) -> EditError:
    """Return the refusal to split a formula."""
    details = {"key": key, "why": why, "part": formula_text(node)}
    return EditError(EditFault.NOT_TO_SPLIT, details)

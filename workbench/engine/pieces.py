"""Formulas packed, each once, so that those of a whole plan are put together at a stroke."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np

from models.keys import KpiKey
from workbench.engine.arrays import Rows
from workbench.engine.operations import Operand, lower

_FIELDS: Final = 4


@dataclass(frozen=True, slots=True)
class Piece:
    """The operations of one formula, wherever it stands.

    Attributes:
        counts: how many operations, names and literals there are, as 64-bit integers.
        operations: op, arity, late operands and parameter of each, as 64-bit integers.
        operands: what each of them reads, as 64-bit integers: an earlier operation as its
            place; the name at place n as -1 - 2n; the literal at place n as -2 - 2n.
        names: the KPIs that are read.
        literals: the figures that are read.
        histories: the places of operations that read histories, and whose.
    """

    counts: bytes
    operations: bytes
    operands: bytes
    names: tuple[KpiKey, ...]
    literals: tuple[float, ...]
    histories: tuple[tuple[int, tuple[KpiKey, ...]], ...]


@lru_cache(maxsize=262_144)
def piece_of(text: str) -> Piece | None:
    """Return the operations of a formula, or None where ``text`` is not a formula."""
    snippet = lower(text)
    if snippet is None:
        return None
    operations, operands = array("q"), array("q")
    names: list[KpiKey] = []
    literals: list[float] = []
    for each in snippet:
        operations.extend((each.op, len(each.operands), each.late, each.parameter))
        operands.extend([_code(operand, names, literals) for operand in each.operands])
    return Piece(
        array("q", (len(snippet), len(names), len(literals))).tobytes(),
        operations.tobytes(),
        operands.tobytes(),
        tuple(names),
        tuple(literals),
        tuple(
            [
                (place, tuple(map(KpiKey, each.history)))
                for place, each in enumerate(snippet)
                if each.history
            ]
        ),
    )


def _code(operand: Operand, names: list[KpiKey], literals: list[float]) -> int:
    """Return the code of an operand, which joins the names or literals where it is one."""
    if type(operand) is str:
        names.append(KpiKey(operand))
        return 1 - 2 * len(names)
    if type(operand) is int:
        return operand
    literals.append(float(operand))
    return -2 * len(literals)


@dataclass(frozen=True, slots=True, eq=False)
class Packed:
    """Pieces one behind the other.

    Attributes:
        op: shape (operations,).
        arity: shape (operations,).
        late: shape (operations,).
        parameter: shape (operations,).
        last: shape (pieces,): the last operation of each piece, which is its value.
        first: shape (pieces,): the first one.
        operand: shape (operands,): among all operations, names or literals, by ``kind``.
        kind: shape (operands,): 0 for an operation, 1 for a name, 2 for a literal.
    """

    op: Rows
    arity: Rows
    late: Rows
    parameter: Rows
    last: Rows
    first: Rows
    operand: Rows
    kind: Rows

    @classmethod
    def of(cls, pieces: list[Piece]) -> Packed:
        """Put ``pieces`` together."""
        table = _integers([piece.operations for piece in pieces], _FIELDS).T
        codes = _integers([piece.operands for piece in pieces], 1)[:, 0]
        counts = _integers([piece.counts for piece in pieces], 3)
        ends = np.cumsum(counts, axis=0)
        begins = ends - counts
        arity = table[1]
        owner = np.repeat(np.repeat(np.arange(len(pieces)), counts[:, 0]), arity)
        kind = np.where(codes >= 0, 0, 1 + (codes & 1 == 0))
        place = np.where(codes >= 0, codes, (-1 - codes) // 2)
        return cls(
            op=table[0],
            arity=arity,
            late=table[2],
            parameter=table[3],
            last=ends[:, 0] - 1,
            first=begins[:, 0],
            operand=place + begins[owner, kind],
            kind=kind,
        )


def _integers(packed: list[bytes], width: int) -> Rows:
    """Return what is packed, shape (rows, ``width``)."""
    return np.frombuffer(b"".join(packed), dtype=np.int64).astype(np.intp).reshape(-1, width)

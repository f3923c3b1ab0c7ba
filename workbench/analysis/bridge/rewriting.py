"""Replaces parts of the tree of a formula."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

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


def rewritten(node: Node, instead: Callable[[Node], Node | None]) -> Node:
    """Return ``node`` with what ``instead`` gives for its parts, outermost first.

    Args:
        node: a tree.
        instead: from a part to what takes its place, as it is; None: its own parts are asked.
    """
    other = instead(node)
    if other is not None:
        return other
    match node:
        case Number() | Name():
            return node
        case Negation(operand) | Not(operand):
            return replace(node, operand=rewritten(operand, instead))
        case Arithmetic(_, left, right) | Comparison(_, left, right) | Connection(_, left, right):
            return replace(node, left=rewritten(left, instead), right=rewritten(right, instead))
        case Call(_, arguments):
            return replace(node, arguments=tuple(rewritten(each, instead) for each in arguments))

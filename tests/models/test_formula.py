"""The formula language: what it takes, what it refuses and where, and how tightly it binds."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.formula import is_valid_key, position_of, references, substituted
from models.formula_parser import (
    MAX_DEPTH,
    MAX_LENGTH,
    MAX_NODES,
    FormulaError,
    FormulaFault,
    parse,
)
from models.formula_tree import (
    FUNCTIONS,
    WORDS,
    Arithmetic,
    Call,
    Comparison,
    Connection,
    Name,
    Negation,
    Node,
    Not,
    Number,
    walk,
)

keys = st.sampled_from(["a", "b", "revenue_2", "summer", "if_only"])
literals = st.sampled_from([0.0, 1.0, 2.5, 1000.0, 0.001])


def _grown(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    return st.one_of(
        st.builds(Negation, inner),
        st.builds(Not, inner),
        st.builds(Arithmetic, st.sampled_from(["+", "-", "*", "/", "^"]), inner, inner),
        st.builds(Comparison, st.sampled_from(["<", "<=", ">", ">=", "=", "<>"]), inner, inner),
        st.builds(Connection, st.sampled_from(["and", "or"]), inner, inner),
        st.builds(lambda x, y: Call("prev", (x, y)), inner, inner),
        st.builds(lambda x: Call("lag", (x, Number(2))), inner),
        st.builds(lambda x: Call("round", (x, Negation(Number(1)))), inner),
        st.builds(lambda x, y, z: Call("if", (x, y, z)), inner, inner, inner),
        st.builds(
            lambda listed: Call("sum", tuple(listed)), st.lists(inner, min_size=1, max_size=3)
        ),
    )


nodes = st.recursive(
    st.one_of(st.builds(Number, literals), st.builds(Name, keys)), _grown, max_leaves=9
)


def written(node: Node) -> str:
    """Write a node with every parenthesis there is."""
    match node:
        case Number(value):
            return repr(value)
        case Name(key):
            return key
        case Negation(operand):
            return f"(-({written(operand)}))"
        case Not(operand):
            return f"(not ({written(operand)}))"
        case (
            Arithmetic(op, left, right) | Comparison(op, left, right) | Connection(op, left, right)
        ):
            return f"(({written(left)}) {op} ({written(right)}))"
        case Call(function, arguments):
            return f"{function}({', '.join(map(written, arguments))})"


@settings(max_examples=200, deadline=None)
@given(nodes)
def test_that_what_is_written_in_full_is_read_as_it_was_meant(node: Node) -> None:
    try:
        read = parse(written(node))
    except FormulaError as error:
        assert error.fault is FormulaFault.TOO_DEEP  # noqa: PT017
    else:
        assert read == node
        assert {part.key for part in walk(node) if isinstance(part, Name)} == set(
            references(written(node)).all
        )


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("-2^2", "-(2^2)"),
        ("2^3^2", "2^(3^2)"),
        ("2^-1", "2^(-1)"),
        ("2^-1^2", "2^(-(1^2))"),
        ("a - b - c", "(a - b) - c"),
        ("a / b * c", "(a / b) * c"),
        ("a + b * c", "a + (b * c)"),
        ("-a * b", "(-a) * b"),
        ("a < b + 1", "a < (b + 1)"),
        ("not a = b", "not (a = b)"),
        ("not a and b", "(not a) and b"),
        ("a or b and c", "a or (b and c)"),
        ("a == b", "a = b"),
        ("a != b", "a <> b"),
        ("a × b ÷ c − 2 · d", "a * b / c - 2 * d"),
        ("+a", "a"),
        ("1e3 + .5", "1000 + 0.5"),
    ],
)
def test_that_operators_bind_as_in_mathematics(short: str, full: str) -> None:
    assert parse(short) == parse(full)


@pytest.mark.parametrize(
    ("text", "fault", "position"),
    [
        ("", FormulaFault.EMPTY, 0),
        ("   ", FormulaFault.EMPTY, 0),
        ("a + $b", FormulaFault.UNEXPECTED_CHARACTER, 4),
        ("a.b", FormulaFault.UNEXPECTED_CHARACTER, 1),
        ("__import__('os')", FormulaFault.UNEXPECTED_CHARACTER, 11),
        ("__import__(os)", FormulaFault.UNKNOWN_FUNCTION, 0),
        ("a['b']", FormulaFault.UNEXPECTED_CHARACTER, 1),
        ("a b", FormulaFault.UNEXPECTED_TOKEN, 2),
        ("a + + * b", FormulaFault.UNEXPECTED_TOKEN, 6),
        ("Revenue", FormulaFault.UNEXPECTED_TOKEN, 0),
        ("and", FormulaFault.UNEXPECTED_TOKEN, 0),
        ("(a + b", FormulaFault.UNEXPECTED_END, 6),
        ("a + b)", FormulaFault.UNEXPECTED_TOKEN, 5),
        ("a +  ", FormulaFault.UNEXPECTED_END, 3),
        ("1 + exec(a)", FormulaFault.UNKNOWN_FUNCTION, 4),
        ("sum + 1", FormulaFault.FUNCTION_WITHOUT_ARGUMENTS, 0),
        ("1 + if(a, b)", FormulaFault.WRONG_ARGUMENT_COUNT, 4),
        ("sum()", FormulaFault.WRONG_ARGUMENT_COUNT, 0),
        ("abs(a, b)", FormulaFault.WRONG_ARGUMENT_COUNT, 0),
        ("lag(a, b)", FormulaFault.LITERAL_EXPECTED, 0),
        ("lag(a, 0)", FormulaFault.LITERAL_EXPECTED, 0),
        ("lag(a, 1.5)", FormulaFault.LITERAL_EXPECTED, 0),
        ("round(a, b)", FormulaFault.LITERAL_EXPECTED, 0),
        ("1 < a < 3", FormulaFault.CHAINED_COMPARISON, 6),
        ("2 * 1e999", FormulaFault.NUMBER_TOO_LARGE, 4),
        ("1" * (MAX_LENGTH + 1), FormulaFault.TOO_LONG, MAX_LENGTH),
    ],
)
def test_that_a_refusal_says_what_and_where(text: str, fault: FormulaFault, position: int) -> None:
    with pytest.raises(FormulaError) as refusal:
        parse(text)
    assert (refusal.value.fault, refusal.value.position) == (fault, position)


def test_that_depth_and_size_have_limits_that_can_be_reached() -> None:
    parse("(" * (MAX_DEPTH - 1) + "a" + ")" * (MAX_DEPTH - 1))
    for text in ("(" * MAX_DEPTH + "a" + ")" * MAX_DEPTH, "-" * 400 + "a", "2" + "^2" * 200):
        with pytest.raises(FormulaError, match="too_deep"):
            parse(text)
    terms = (MAX_NODES + 1) // 2
    parse("+".join("a" * terms))
    with pytest.raises(FormulaError, match="too_many_nodes"):
        parse("+".join("a" * (terms + 1)))


alphabet = st.sampled_from([*"ab1.+-*/^(),<>= é%;_", "if", "sum", "and", "not", "prev", "lag"])


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=40), st.lists(alphabet, max_size=20).map("".join)))
def test_that_any_text_is_a_formula_or_refused_at_a_place_in_it(text: str) -> None:
    try:
        node = parse(text)
    except FormulaError as error:
        assert 0 <= error.position <= len(text)  # noqa: PT017
    else:
        assert all(part.function in FUNCTIONS for part in walk(node) if isinstance(part, Call))
        assert all(is_valid_key(part.key) for part in walk(node) if isinstance(part, Name))


@given(nodes, st.sampled_from(["z", "a_long_key"]))
def test_that_another_key_takes_its_place_everywhere_and_nothing_else_moves(
    node: Node, new: str
) -> None:
    text = written(node)
    renamed = substituted(text, {"a": new})
    assert position_of(renamed, "a") is None
    assert substituted(renamed, {new: "a"}) == text
    assert position_of(renamed, new) == position_of(text, "a")


def test_that_only_the_first_operand_of_prev_and_lag_is_read_earlier() -> None:
    found = references("prev(stock, opening) + lag(leads, 2) * rate + spread(cohort, rate)")
    assert found.now == ("opening", "rate", "cohort")
    assert found.earlier == ("stock", "leads")
    assert references("prev(a, a)").now == ("a",)
    assert references("not a formula (").all == ()


def test_that_functions_and_words_are_no_keys() -> None:
    assert not any(
        is_valid_key(word) for word in (*FUNCTIONS, *WORDS, "A", "1a", "a-b", "", "é", "a\n")
    )
    assert is_valid_key("sum_of_costs")

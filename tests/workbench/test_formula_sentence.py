"""What a formula says in words."""

from __future__ import annotations

import pytest
from examples.shop import CLIENTS, shop
from hypothesis import given
from hypothesis import strategies as st

from models.formula_parser import parse
from models.formula_text import formula_text
from models.formula_tree import Arithmetic, Call, Name, Negation, Node, Number, walk
from workbench.formula_sentence import formula_equation, said_formula
from workbench.language import language

EN, FR = language("en"), language("fr")
PLAN = shop()
SIGNS = {"×": "*", "÷": "/", "−": "-"}

names = st.builds(Name, st.sampled_from(["leads", "conversion", "revenue", "costs"]))
numbers = st.builds(Number, st.sampled_from([0.0, 1.0, 0.025, 1000.0]))


def _sums(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    return st.one_of(
        st.builds(Negation, inner),
        st.builds(Arithmetic, st.sampled_from(["+", "-", "*", "/", "^"]), inner, inner),
    )


def _anything(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    return st.one_of(
        _sums(inner),
        st.builds(lambda x, y: Call("prev", (x, y)), inner, inner),
        st.builds(lambda x: Call("lag", (x, Number(2))), inner),
        st.builds(lambda x, y, z: Call("if", (x, y, z)), inner, inner, inner),
        st.builds(lambda x: Call("cumulative", (x,)), inner),
        st.builds(lambda x, y: Call("spread", (x, y)), inner, inner),
        st.builds(
            lambda function, x, y: Call(function, (x, y)),
            st.sampled_from(["sum", "min", "max", "avg"]),
            inner,
            inner,
        ),
    )


@given(st.recursive(st.one_of(names, numbers), _sums, max_leaves=8))
def test_that_arithmetic_in_words_reads_back_as_the_same(node: Node) -> None:
    said = said_formula(PLAN, formula_text(node), EN)
    for kpi in PLAN.kpis.values():
        said = said.replace(kpi.name, str(kpi.key))
    for sign, written in SIGNS.items():
        said = said.replace(sign, written)
    assert parse(said) == parse(formula_text(node))


@given(st.recursive(st.one_of(names, numbers), _anything, max_leaves=8), st.sampled_from([EN, FR]))
def test_that_every_operand_is_named(node: Node, words: object) -> None:
    said = said_formula(PLAN, formula_text(node), words)
    named = {PLAN.kpis[part.key].name for part in walk(node) if isinstance(part, Name)}
    assert all(name in said for name in named)


@pytest.mark.parametrize(
    ("formula", "english", "french"),
    [
        (
            "lag(leads, 1) * conversion",
            "(Leads one period earlier) × Conversion of leads",
            "(Leads une période plus tôt) × Conversion of leads",
        ),
        (
            "if(leads > 0.5, cumulative(costs), 0)",
            "if Leads > 0.5 then the sum of Costs since the start of the year, else 0",
            "si Leads > 0,5 alors le cumul de Costs depuis le début de l’exercice, sinon 0",
        ),
        ("-(revenue - costs)", "−(Revenue − Costs)", "−(Revenue − Costs)"),
        ("sum(leads, nobody)", "the sum of Leads and nobody", "la somme de Leads et nobody"),
        ("round(leads, 2)", "Leads rounded to 2 decimals", "Leads arrondi à 2 décimales"),
        (
            "round(leads, -3)",
            "Leads rounded to the nearest 1000",
            "Leads arrondi au multiple de 1000 le plus proche",
        ),
        ("revenue -", "Revenue −", "Revenue −"),
    ],
)
def test_that_functions_are_said_in_words(formula: str, english: str, french: str) -> None:
    assert said_formula(PLAN, formula, EN) == english
    assert said_formula(PLAN, formula, FR) == french


def test_that_an_equation_starts_with_whose_it_is() -> None:
    said = formula_equation(PLAN, CLIENTS, "leads + 1", EN)
    assert said == "Clients = Leads + 1"

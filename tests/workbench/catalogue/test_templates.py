"""Templates: whole, sound, worked out, and of the same figures in both languages."""

import math

import numpy as np
import pytest

from models.calendar import Span
from models.keys import BASE
from models.kpi import KpiRole
from models.organisation import FunctionRole
from models.plan import Plan
from models.problems import check
from models.tree import kpi_tree
from workbench.catalogue import template_plan, templates
from workbench.catalogue.folder import FOLDER
from workbench.catalogue.heads import TEMPLATES
from workbench.engine.gradient import driver_slopes
from workbench.files.codec import decode, encode
from workbench.language import LANGUAGES, language
from workbench.results import results_of

EACH = pytest.mark.parametrize("key", TEMPLATES)


def english(key: str) -> Plan:
    return template_plan(key, language("en"))


def test_that_every_file_is_offered_with_its_title() -> None:
    assert sorted(TEMPLATES) == sorted(path.stem for path in (FOLDER / "templates").iterdir())
    for code in LANGUAGES:
        offered = templates(language(code))
        assert [each.key for each in offered] == list(TEMPLATES)
        assert len({each.title for each in offered}) == len(TEMPLATES)
        for each in offered:
            plan = template_plan(each.key, language(code))
            assert each.description == plan.note
            assert each.title == plan.name
            assert each.kpis == len(plan.kpis)
            assert 10 <= each.kpis <= 25


def test_that_there_is_no_template_of_another_name() -> None:
    with pytest.raises(KeyError, match="pyramid"):
        template_plan("pyramid", language("en"))


@EACH
def test_that_a_template_has_no_problem_not_even_a_hint(key: str) -> None:
    plan = english(key)
    assert check(plan) == ()
    assert decode(encode(plan), "template") == plan


@EACH
def test_that_a_template_explains_itself(key: str) -> None:
    plan = english(key)
    for kpi in plan.kpis.values():
        assert kpi.definition
        assert kpi.nature is not None
        if kpi.is_driver:
            assert kpi.responsibility
            assert kpi.source
    roles = {function.role for function in plan.functions.values()}
    assert {FunctionRole.MARKETING, FunctionRole.SALES} <= roles
    answering = {each for kpi in plan.kpis.values() for each in kpi.responsibility}
    assert answering == set(plan.functions)


@EACH
def test_that_every_figure_of_a_template_is_a_number_and_profit_is_made(key: str) -> None:
    plan = english(key)
    results = results_of(plan)
    for name in plan.kpis:
        assert math.isfinite(results.values.total(name, BASE)), name
        assert np.isfinite(results.values.of(name, BASE)).all(), name
    assert (results.values.of(results.roles[KpiRole.PROFIT], BASE) > 0).all()


@EACH
def test_that_profit_answers_to_every_driver_below_it(key: str) -> None:
    plan = english(key)
    results = results_of(plan)
    profit = results.roles[KpiRole.PROFIT]
    (year,) = plan.calendar.groups(Span.YEAR)
    slopes = driver_slopes(results.values, profit, BASE, year)
    assert np.isfinite(slopes.moved(results.values, BASE)).all()


@EACH
def test_that_a_template_is_one_tree_to_speak_of(key: str) -> None:
    tree = kpi_tree(english(key).kpis)
    first, *others = tree.roots
    assert len(tree.branch(first)) >= 10
    assert len(others) <= 1


@EACH
def test_that_both_languages_differ_in_words_alone(key: str) -> None:
    one, other = english(key), template_plan(key, language("fr"))
    assert other.language == "fr"
    for there, here in zip(one.kpis.values(), other.kpis.values(), strict=True):
        assert (there.key, there.formula, there.values) == (here.key, here.formula, here.values)
        assert there.responsibility == here.responsibility
        assert there.definition != here.definition

"""The lines that a window lists, and what it tells of one."""

import pytest

from models.kpi import Nature
from workbench.catalogue.reading import catalogue
from workbench.catalogue.shelf import Line, LineKind, axes_of, details_of, shelf
from workbench.catalogue.templates import TEMPLATES
from workbench.language import LANGUAGES, language

ENGLISH = language("en")


def line_of(key: str, tongue=ENGLISH) -> Line:
    return next(line for line in shelf("", tongue, "EUR") if line.key == key)


def test_that_everything_is_listed_once_under_the_heading_of_its_area() -> None:
    lines = shelf("", ENGLISH, "EUR")
    headings = [line.key for line in lines if line.kind is LineKind.HEADING]
    assert headings == ["templates", *(area.key for area in catalogue().areas)]
    listed = [line.key for line in lines if line.kind is not LineKind.HEADING]
    assert listed == [*TEMPLATES, *catalogue().entries, *catalogue().goals]


def test_that_a_search_lists_no_headings_and_trees_of_that_title_first() -> None:
    found = shelf("telecom", ENGLISH, "EUR")
    assert found[0].key == "telecom"
    assert all(line.kind is not LineKind.HEADING for line in found)
    assert shelf("zebra", ENGLISH, "EUR") == ()


def test_that_money_is_in_the_currency_of_the_plan() -> None:
    units = {line.key: line.unit for line in shelf("", ENGLISH, "USD")}
    assert (units["revenue"], units["arpu"], units["churn"]) == ("$", "$", "%")
    assert units["clients"] == "clients"
    assert units["media"] == "22 KPIs"


def test_that_a_kpi_is_told_with_its_formula_in_words() -> None:
    facts = {fact.about: fact.said for fact in details_of(line_of("clv"), ENGLISH).facts}
    assert facts["Worked out as"] == "ARPU × Contribution margin ÷ Churn"
    assert facts["Watch beside it"] == "Client acquisition cost"
    assert facts["Usually answered by"] == "Marketing"
    assert "Gupta" in facts["Source"]


@pytest.mark.parametrize("code", LANGUAGES)
def test_that_every_line_has_something_to_tell(code) -> None:
    tongue = language(code)
    for line in shelf("", tongue, "EUR"):
        told = details_of(line, tongue)
        if line.kind is LineKind.HEADING:
            assert told.facts == ()
        else:
            assert told.said
            assert all(fact.about and fact.said for fact in told.facts)
            assert len(told.axes) == (0 if line.kind is LineKind.TEMPLATE else 7)


def test_that_an_axis_has_a_word_at_either_end() -> None:
    first, *_, last = axes_of(Nature(group_individual=0.25, brand_client=1.0), language("fr"))
    assert (first.first, first.second, first.place) == ("groupe", "individu", 0.25)
    assert (last.first, last.second, last.place) == ("marque", "client", 1.0)

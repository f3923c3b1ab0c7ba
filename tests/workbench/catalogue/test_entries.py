"""What the catalogue says: complete, of one mind, and worked out to the known answers."""

import math
import re
from pathlib import Path

import pytest

from models.calendar import Calendar, Month
from models.checks.units import mixed_units
from models.cycles import cycles
from models.formula import is_valid_key, references
from models.formula_parser import parse
from models.keys import BASE, KpiKey
from models.kpi import Kpi, TimeRule
from models.plan import Plan
from models.table import Table
from workbench.catalogue.entries import Words
from workbench.catalogue.folder import FOLDER, CatalogueError
from workbench.catalogue.reading import catalogue, read_file
from workbench.catalogue.rows import row_of_entry
from workbench.catalogue.template_trees import _RawTemplate
from workbench.language import language
from workbench.results import results_of

ENTRIES = catalogue().entries
GOALS = catalogue().goals
ENGLISH, FRENCH = language("en"), language("fr")


def plan_of_everything() -> Plan:
    """Return a plan that holds every entry with its formula, under the catalogue's keys."""
    keys = {str(key): key for key in ENTRIES}
    empty = Plan("Everything", Calendar(Month(2027, 1)))
    rows = [
        row_of_entry(entry, empty, ENGLISH, keys, worked_out=bool(entry.formula))
        for entry in ENTRIES.values()
    ]
    return Plan("Everything", empty.calendar, kpis=Table[KpiKey, Kpi](rows))


def spoken() -> list[tuple[str, Words]]:
    """Return everything that the catalogue says, with where it says it."""
    said: list[tuple[str, Words]] = []
    for area in catalogue().areas:
        said.append((area.key, area.name))
    for key, name in catalogue().functions.items():
        said.append((key, name))
    for key, entry in ENTRIES.items():
        said += [(f"{key}.name", entry.name), (f"{key}.definition", entry.definition)]
        said.append((f"{key}.tags", entry.tags))
    for key, goal in GOALS.items():
        said += [(f"{key}.name", goal.name), (f"{key}.statement", goal.statement)]
        said += [(f"{key}.evidence", goal.evidence), (f"{key}.rater", goal.rater)]
        said.append((f"{key}.tags", goal.tags))
        said += [(f"{key}.{grade.rating}", grade.words) for grade in goal.scale]
    return said


def test_that_there_is_plenty_of_every_area() -> None:
    for area in catalogue().areas[:-1]:
        assert sum(entry.area == area.key for entry in ENTRIES.values()) >= 15
    assert len(ENTRIES) >= 110
    assert len(GOALS) >= 14


def test_that_everything_is_said_in_both_languages() -> None:
    assert [where for where, words in spoken() if not (words.en.strip() and words.fr.strip())] == []


def test_that_two_entries_never_have_the_same_name() -> None:
    for tongue in (ENGLISH, FRENCH):
        names = [entry.name.of(tongue).casefold() for entry in ENTRIES.values()]
        assert sorted({name for name in names if names.count(name) > 1}) == []


def test_that_a_label_stands_with_counts_and_numbers_alone() -> None:
    for key, entry in ENTRIES.items():
        counted = entry.unit.kind.value in {"count", "number"}
        assert bool(entry.unit.label.en) is bool(entry.unit.label.fr) is counted, key


@pytest.mark.parametrize("path", sorted(FOLDER.rglob("*.toml")), ids=lambda path: path.stem)
def test_that_a_file_is_set_as_a_typographer_would(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert re.findall(r".*[a-zéèà]'[a-zéèêà].*", text) == []
    french = re.findall(r'fr = "([^"]*)"', text)
    assert [said for said in french if re.search(r" [:;?!%»]|« |[“”]", said)] == []


def test_that_formulas_name_entries_and_can_be_read() -> None:
    for key, entry in ENTRIES.items():
        assert is_valid_key(key)
        if entry.formula:
            parse(entry.formula)
        assert [name for name in references(entry.formula).all if name not in ENTRIES] == [], key
    assert cycles(plan_of_everything().kpis) == ()


def test_that_no_formula_mixes_units() -> None:
    plan = plan_of_everything()
    mixed = {
        key: mixed_units(plan, kpi, references(kpi.formula).all) for key, kpi in plan.kpis.items()
    }
    assert {key: kinds for key, kinds in mixed.items() if kinds} == {}


def test_that_guards_functions_and_weights_are_there() -> None:
    for key, entry in ENTRIES.items():
        assert entry.guard in ENTRIES, key
        assert entry.guard != key
        assert entry.function in catalogue().functions
        assert (entry.time is TimeRule.WEIGHTED) is bool(entry.weight_by), key
        assert not entry.weight_by or entry.weight_by in ENTRIES
        assert entry.time is not TimeRule.FORMULA or entry.formula, key
        assert entry.source


def test_that_each_role_has_one_entry() -> None:
    roles = [entry.role.value for entry in ENTRIES.values() if entry.role is not None]
    assert sorted(roles) == ["arpu", "client_value", "clients", "profit"]


def test_that_scales_of_objectives_rise_from_nothing_past_reached() -> None:
    for goal in GOALS.values():
        ratings = [grade.rating for grade in goal.scale]
        assert ratings == sorted(set(ratings))
        assert ratings[0] == 0
        assert 1.0 in ratings


@pytest.mark.parametrize("of_function", ["support", "hr", "accounting", "legal"])
def test_that_who_does_not_sell_answers_for_savings(of_function: str) -> None:
    saving = ENTRIES[KpiKey(f"{of_function}_saving")]
    assert saving.formula == f"{of_function}_baseline - {of_function}_cost"
    assert saving.function == of_function


KNOWN = {
    "clv": ({"arpu": 40, "margin": 0.75, "churn": 0.04}, 750),
    "grp": ({"reach": 0.4, "frequency": 4}, 160),
    "cpp": ({"media_cost": 80_000, "grp": 160}, 500),
    "romi": ({"contribution_won": 150_000, "marketing_cost": 100_000}, 0.5),
    "clients": ({"start_clients": 1000, "new_clients": 80, "lost_clients": 30}, 1050),
    "churn": ({"lost_clients": 30, "start_clients": 1000}, 0.03),
    "retention": ({"churn": 0.04}, 0.96),
    "conversion": ({"won": 12, "leads": 150}, 0.08),
    "arpu": ({"revenue": 41_000, "average_clients": 1025}, 40),
    "cac": ({"marketing_cost": 60_000, "sales_cost": 40_000, "new_clients": 80}, 1250),
    "clv_discounted": (
        {"arpu": 40, "margin": 0.75, "retention": 0.96, "capital_rate": 0.01},
        40 * 0.75 * 0.96 / (1 + 0.01 - 0.96),
    ),
    "unit_contribution": ({"average_price": 20, "unit_variable_cost": 12}, 8),
    "market_share_value": ({"revenue": 12, "market_revenue": 60}, 0.2),
    "market_share_volume": ({"units_sold": 3, "market_units": 60}, 0.05),
    "market_share_clients": ({"clients": 30, "market_clients": 120}, 0.25),
    "roe": ({"net_margin": 0.05, "asset_turnover": 1.6, "equity_multiplier": 2.5}, 0.2),
    "dso": ({"days": 30, "receivables": 150, "revenue": 100}, 45),
    "nps": ({"promoters": 0.45, "detractors": 0.2}, 25),
    "support_saving": ({"support_baseline": 100, "support_cost": 92}, 8),
    "nrr": (
        {"start_mrr": 100, "expansion_mrr": 12, "contraction_mrr": 3, "churned_mrr": 4},
        1.05,
    ),
}


@pytest.mark.parametrize("key", KNOWN)
def test_that_the_known_answers_come_out(key: str) -> None:
    given, answer = KNOWN[key]
    assert set(references(ENTRIES[key].formula).all) == set(given)
    keys = {name: KpiKey(name) for name in (key, *given)}
    plan = Plan("Known", Calendar(Month(2027, 1), count=1))
    rows = [row_of_entry(ENTRIES[key], plan, ENGLISH, keys, worked_out=True)]
    rows += [Kpi(KpiKey(name), name, values=(float(value),)) for name, value in given.items()]
    values = results_of(Plan("Known", plan.calendar, kpis=Table(rows))).values
    assert math.isclose(values.of(KpiKey(key), BASE)[0], answer, rel_tol=1e-12)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('key = "x"\ncolour = "red"', r"unknown field `colour`.*\$\.kpi\[0\]"),
        ('key = "x"\nunit = { kind = "stars" }', r"stars.*\$\.kpi\[0\]\.unit\.kind"),
        ("key = 1", r"Expected `str`.*\$\.kpi\[0\]\.key"),
        ("key = ", "line"),
    ],
)
def test_that_a_wrong_field_is_told_with_its_path(tmp_path: Path, line: str, told: str) -> None:
    head = (FOLDER / "templates" / "media.toml").read_text(encoding="utf-8").split("\n[")[0]
    path = tmp_path / "wrong.toml"
    path.write_text(f"{head}\n[[kpi]]\n{line}\n", encoding="utf-8")
    with pytest.raises(CatalogueError, match=rf"(?s)wrong\.toml: .*{told}"):
        read_file(path, _RawTemplate)

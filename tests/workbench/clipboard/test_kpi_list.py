"""Lists of names that become KPIs."""

from __future__ import annotations

import pytest
from examples.shop import COSTS, LEADS, shop

from models.kpi import Kpi, TimeRule, Unit, UnitKind
from models.plan import Plan
from workbench.clipboard.branches import branch_table, read_branches, write_branches
from workbench.clipboard.kpi_list import KpiListError, Like, read_kpis
from workbench.language import language
from workbench.results import results_of

LIKE = Like(Unit(UnitKind.MONEY), TimeRule.SUM)


def read(*rows: tuple[str, ...], code: str = "fr") -> tuple[Kpi, ...]:
    return read_kpis(rows, shop(), LIKE, language(code))


def test_that_names_become_drivers_with_keys_of_their_own() -> None:
    rent, leads = read(("  Loyer \n du siège ",), ("",), ("Leads",))
    assert (rent.key, rent.name, rent.unit) == ("loyer_du_siege", "Loyer du siège", LIKE.unit)
    assert leads.key == "leads_2"


def test_that_columns_of_figures_are_periods_and_others_are_passed_over() -> None:
    rows = (
        ("Poste", "Unité", "janv.", "févr."),
        ("Loyer", "€", "1 234,56", "(5)"),
        ("Eau", "€", "", "2"),
        ("Taxe", "", "7", ""),
    )
    rent, water, tax = read(*rows)
    assert rent.values == (1234.56, -5.0)
    assert water.values == (None, 2.0)
    assert tax.values == (7.0,)
    (rate,) = read(("Taux", "12 %", "0,5 %"))
    assert (rate.values, rate.unit.kind, rate.time) == (
        (0.12, 0.005),
        UnitKind.SHARE,
        TimeRule.MEAN,
    )


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([("Loyer", "1"), (" ", "2")], "2"),
        ([("12,5",)], "12,5"),
        ([("Loyer", *["1"] * 13)], "13"),
        ([("Loyer",)] * 2001, "001"),
    ],
)
def test_that_what_is_no_list_of_names_is_refused(rows: list[tuple[str, ...]], says: str) -> None:
    with pytest.raises(KpiListError, match=says):
        read(*rows)


def test_that_a_branch_is_read_back_exactly_and_through_a_spreadsheet() -> None:
    plan: Plan = shop()
    held = read_branches(write_branches(plan, [COSTS, LEADS]))
    assert held is not None
    assert [held.kpis[key] for key in (COSTS, LEADS)] == [plan.kpis[COSTS], plan.kpis[LEADS]]
    assert read_branches(b"nonsense") is None
    for code in ("en", "fr"):
        table = branch_table(results_of(plan), [LEADS], "base", language(code))
        (copy,) = read(*(tuple(cell.text for cell in row) for row in table), code=code)
        assert (copy.name, copy.values) == ("Leads", (9000.0,) * 12)

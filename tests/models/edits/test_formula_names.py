"""What comes of a formula that says the names on screen."""

from __future__ import annotations

import pytest

from models.calendar import Calendar, Month
from models.edits.formula_names import with_keys
from models.keys import KpiKey
from models.kpi import Kpi
from models.plan import Plan
from models.table import Table


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Revenu - Coûts", "revenu - couts"),
        ("revenu - COUTS * 2", "revenu - couts * 2"),
        ("= Taux de clic * Revenu", "taux_clic * revenu"),
        ("prev(Revenu) + max(Max, 1)", "prev(revenu) + max(Max, 1)"),
        ("revenu - nobody", "revenu - nobody"),
        ("Revenu - (", "revenu - ("),
        ("Prix + Revenus", "Prix + Revenus"),
        ("clients + Clients", "clients + customers"),
        ("clients + customers", "clients + customers"),
    ],
)
def test_that_names_stand_for_keys(typed: str, read: str) -> None:
    names = {
        "revenu": "Revenu",
        "couts": "Coûts",
        "clic": "Clic",
        "taux_clic": "Taux de clic",
        "biggest": "Max",
        "list": "Prix",
        "net": "prix",
        "customers": "Clients",
        "clients": "Leads",
    }
    kpis = Table(Kpi(KpiKey(key), name) for key, name in names.items())
    plan = Plan("p", Calendar(Month(2027, 1), count=1), kpis=kpis)
    assert with_keys(plan, typed) == read

"""Tables as people really make them: nothing of them is read wrong without a word."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from models.calendar import Calendar, Month, Span
from models.keys import KpiKey
from models.kpi import Kpi, Sense, TimeRule, UnitKind
from models.plan import Plan
from models.table import Table
from workbench.language import language
from workbench.table_words import remark_sentence
from workbench.tables.columns import guess
from workbench.tables.periods import Head, head_of
from workbench.tables.preview import Preview, preview
from workbench.tables.reading import read_sheets
from workbench.tables.row_names import NameRead, money_scale, read_name
from workbench.tables.sheet import Cell, Percent, Sheet
from workbench.tables.tree_row import Remark
from workbench.tables.units_read import read_unit
from workbench.tables.upright import upright

EMPTY = Plan("New", Calendar(Month(2027, 1)))
MONEY, COUNT, SHARE = UnitKind.MONEY, UnitKind.COUNT, UnitKind.SHARE


def sheet_of(*rows: list[Cell]) -> Sheet:
    width = max(map(len, rows))
    return Sheet("S", tuple((*row, *([None] * (width - len(row)))) for row in rows), typed=True)


def imported(*rows: list[Cell]) -> Preview:
    sheet = upright(sheet_of(*rows))
    return preview(EMPTY, sheet, guess(sheet), language("fr"))


def kpi(shown: Preview, key: str) -> Kpi:
    return shown.after.kpis[KpiKey(key)]


def remarks(shown: Preview) -> list[tuple[int, Remark]]:
    return [(remark.row, remark.remark) for remark in shown.remarks]


OUTLINED: tuple[list[list[Cell]], ...] = (
    [
        ["KPI", "janv. 2027"],
        ["1 Résultat"],
        ["1.1 Chiffre d’affaires"],
        ["1.1.1 Clients", 100.0],
        ["1.1.2 ARPU", 30.0],
        ["1.2 Coûts", 10.0],
    ],
    [
        ["N°", "Libellé", "janv. 2027"],
        ["1", "Résultat"],
        ["1.1", "Chiffre d’affaires"],
        [None],
        ["1.1.1", "Clients", 100.0],
        ["1.1.2", "ARPU", 30.0],
        [1.2, "Coûts", 10.0],
    ],
    [
        ["Niveau 1", "Niveau 2", "Niveau 3", "janv. 2027"],
        ["Résultat", "Chiffre d’affaires", "Clients", 100.0],
        ["Résultat", "Chiffre d’affaires", "ARPU", 30.0],
        ["Résultat", "Coûts", None, 10.0],
    ],
    [
        ["Budget en cours"],
        ["KPI", "janv. 2027"],
        ["Résultat"],
        ["- Chiffre d’affaires"],
        ["-- Clients", 100.0],
        ["-- ARPU", 30.0],
        ["- Coûts", 10.0],
    ],
)


@pytest.mark.parametrize("rows", OUTLINED)
def test_that_every_outline_gives_the_tree_that_is_meant(rows: list[list[Cell]]) -> None:
    shown = imported(*rows)
    assert {each.name: each.formula for each in shown.after.kpis.values()} == {
        "Résultat": "chiffre_d_affaires - couts",
        "Chiffre d’affaires": "clients * arpu",
        "Clients": "",
        "ARPU": "",
        "Coûts": "",
    }
    assert kpi(shown, "clients").values == (100,)
    assert kpi(shown, "clients").time is TimeRule.LAST
    assert kpi(shown, "couts").cost
    assert kpi(shown, "couts").sense is Sense.LOWER


def test_that_a_column_of_running_numbers_is_no_outline() -> None:
    shown = imported(["N°", "KPI", "M1"], [1.0, "A", 5.0], [2.0, "B", 6.0], [3.0, "C", 7.0])
    assert [each.formula for each in shown.after.kpis.values()] == ["", "", ""]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Revenu (k€)", NameRead("Revenu", read_unit("k€"))),
        ("Taux de marge [%]", NameRead("Taux de marge", read_unit("%"))),
        ("Clients (nb)", NameRead("Clients", read_unit("nb"))),
        ("CA en k€", NameRead("CA", read_unit("k€"))),
        ("Churn %", NameRead("Churn", read_unit("%"))),
        ("Revenu (France)", NameRead("Revenu (France)")),
        ("1.1.2 Revenu (M€)", NameRead("Revenu", read_unit("M€"), "1.1.2")),
        ("2) Coûts", NameRead("Coûts", None, "2")),
        ("• Divers", NameRead("Divers", None, "", 1)),
        ("3D printing", NameRead("3D printing")),
        ("2027", NameRead("2027")),
        ("B2B", NameRead("B2B")),
    ],
)
def test_that_a_name_is_taken_apart(text: str, read: NameRead) -> None:
    assert read_name(text) == read


@pytest.mark.parametrize(
    ("text", "scale"),
    [
        ("En k€", 1e3),
        ("Montants en k€", 1e3),
        ("Budget 2027 (M€)", 1e6),
        ("en milliers d’euros", 1e3),
        ("in USD thousands", 1e3),
        ("en €", 1.0),
        ("Budget 2027", 1.0),
        ("", 1.0),
    ],
)
def test_that_a_table_says_what_its_money_is_in(text: str, scale: float) -> None:
    assert money_scale(text) == scale


def test_that_money_follows_the_unit_of_the_table_and_counts_and_prices_do_not() -> None:
    shown = imported(
        ["Montants en k€"],
        ["KPI", "M1"],
        ["Revenu", 2.0],
        ["Commandes", 3.0],
        ["Panier moyen", 40.0],
        ["Loyer (€)", 5.0],
    )
    figures = {key: each.values[0] for key, each in shown.after.kpis.items()}
    assert figures == {"revenu": 2000, "commandes": 3, "panier_moyen": 40, "loyer": 5}
    assert remarks(shown) == [(3, Remark.SCALED)]


def test_that_headings_of_two_rows_name_months_of_the_year_above() -> None:
    rows: tuple[list[Cell], ...] = (
        ["KPI", "Unité", 2026.0, None, 2027.0, None],
        [None, None, "nov.", "déc.", "janv.", "févr."],
        ["Revenu", "k€", 1.0, 2.0, 3.0, 4.0],
    )
    shown = imported(*rows)
    assert kpi(shown, "revenu").values == (3000, 4000)
    assert [remark for _, remark in remarks(shown)].count(Remark.OTHER_PERIOD) == 2


def test_that_a_table_on_its_side_is_turned(tmp_path: Path) -> None:
    path = tmp_path / "side.csv"
    path.write_text("Mois;Revenu (k€);Churn\njanv. 2027;10;2 %\nfévr. 2027;11;3 %\n", "utf-8")
    (sheet,) = read_sheets(path)
    shown = preview(EMPTY, sheet, guess(sheet), language("fr"))
    assert kpi(shown, "revenu").values == (10_000, 11_000)
    assert kpi(shown, "churn").values == (0.02, 0.03)


def test_that_totals_are_left_out_only_where_they_add_up() -> None:
    shown = imported(
        ["KPI", "M1", "M2"],
        ["Coûts"],
        ["  Loyer", 5.0, 6.0],
        ["  Salaires", 7.0, 8.0],
        ["  Total coûts", 12.0, 14.0],
        ["Total revenue", 40.0, 40.0],
        ["Sous-total", 12.0, 14.0],
    )
    assert list(shown.after.kpis) == ["couts", "loyer", "salaires", "total_revenue"]
    assert kpi(shown, "couts").formula == "loyer + salaires"
    assert remarks(shown) == [(5, Remark.TOTAL_LEFT_OUT), (7, Remark.TOTAL_LEFT_OUT)]


def test_that_negative_costs_are_turned_and_told_unless_a_formula_is_given() -> None:
    shown = imported(
        ["KPI", "Parent", "M1"], ["Profit"], ["CA", "Profit", 9.0], ["Coûts", "Profit", -6.0]
    )
    assert kpi(shown, "profit").formula == "ca - couts"
    assert kpi(shown, "couts").values == (6,)
    assert remarks(shown) == [(4, Remark.COST_SIGN)]
    given = imported(
        ["KPI", "Formule", "M1"], ["Profit", "CA + Coûts"], ["CA", None, 9.0], ["Coûts", None, -6.0]
    )
    assert kpi(given, "profit").formula == "ca + couts"
    assert kpi(given, "couts").values == (-6,)


def test_that_savings_come_off_costs_and_what_a_sum_is_made_of_counts_the_same() -> None:
    shown = imported(
        ["KPI", "M1"],
        ["Frais de structure"],
        ["  Loyer", 5.0],
        ["  Divers", 2.0],
        ["  Économies", 1.0],
    )
    assert kpi(shown, "frais_de_structure").formula == "loyer + divers - economies"
    assert kpi(shown, "divers").unit.kind is MONEY
    assert kpi(shown, "divers").cost
    assert not kpi(shown, "economies").cost


def test_that_shares_are_known_by_their_name_or_their_cells() -> None:
    shown = imported(
        ["KPI", "M1"], ["Taux de conversion", 12.5], ["Marge", Percent(0.4)], ["Churn", 0.02]
    )
    assert [each.values[0] for each in shown.after.kpis.values()] == [0.125, 0.4, 0.02]
    assert {each.unit.kind for each in shown.after.kpis.values()} == {SHARE}


def test_that_a_sense_that_is_told_stays() -> None:
    shown = imported(["KPI", "Sens", "M1"], ["Churn", "plus haut", 1.0], ["Coûts", None, 1.0])
    assert [each.sense for each in shown.after.kpis.values()] == [Sense.HIGHER, Sense.LOWER]


@pytest.mark.parametrize(
    ("heading", "month"),
    [("1/31/2027", 1), ("31/01/27", 1), ("12/31/27", 12), (dt.date(2027, 3, 1), 3)],
)
def test_that_days_of_either_order_name_their_month(heading: Cell, month: int) -> None:
    assert head_of(heading) == Head(Span.MONTH, month, 2027)


@pytest.mark.parametrize("heading", ["Valeur", "Réel", "Budget", "Actual", "Value", "Réel (k€)"])
@pytest.mark.parametrize("named", ["KPI", "Poste"])
def test_that_a_column_of_values_is_read_as_the_year(heading: str, named: str) -> None:
    shown = imported(
        [named, heading], ["Résultat", None], ["Prospects", 1200.0], ["Taux de signature", 0.1]
    )
    assert kpi(shown, "prospects").values == (100.0,) * 12
    assert kpi(shown, "taux_de_signature").values == (0.1,) * 12
    assert (0, Remark.WHOLE_YEAR) in remarks(shown)
    (said,) = [each for each in shown.remarks if each.remark is Remark.WHOLE_YEAR]
    assert "2027" in remark_sentence(said, shown.after, language("fr"))


def test_that_of_several_columns_of_values_the_last_is_read_and_the_others_named() -> None:
    shown = imported(["KPI", "Unité", "Budget", "Réel"], ["Clients", "clients", 10.0, 12.0])
    assert kpi(shown, "clients").values == (12.0,) * 12
    assert remarks(shown) == [(0, Remark.WHOLE_YEAR), (0, Remark.VALUE_LEFT_OUT)]
    months = imported(["KPI", "Budget", "janv. 2027"], ["Clients", 10.0, 12.0])
    assert kpi(months, "clients").values == (12.0,)
    assert remarks(months) == [(0, Remark.VALUE_LEFT_OUT)]


def test_that_a_kpi_called_budget_is_no_heading() -> None:
    shown = imported(["Ventes", 5.0], ["Budget", 10.0], ["Loyer", 3.0])
    assert [placed.kpi.name for placed in shown.rows] == ["Ventes", "Budget", "Loyer"]


def test_that_values_of_the_year_follow_the_time_rule_of_a_kpi_that_is_there() -> None:
    there = Kpi(KpiKey("repeat"), "Répétition", time=TimeRule.MEAN, values=(1.0,) * 12)
    plan = replace(EMPTY, kpis=Table([there]))
    sheet = sheet_of(["KPI", "Valeur"], ["Répétition", 3.0])
    after = preview(plan, sheet, guess(sheet), language("fr")).after
    assert after.kpis[there.key].values == (3.0,) * 12


@pytest.mark.parametrize(
    "note", ["Source: INSEE", "Note : hors taxes", "* hors taxes", "NB: provisoire", "¹ estimé"]
)
def test_that_a_footnote_is_no_kpi(note: str) -> None:
    shown = imported(["KPI", "janv. 2027"], ["CA", 5.0], ["Coûts *", 3.0], [None], [note])
    assert [placed.kpi.name for placed in shown.rows] == ["CA", "Coûts *"]
    assert remarks(shown) == [(5, Remark.FOOTNOTE)]


def test_that_what_only_looks_like_a_footnote_stays_a_row() -> None:
    figures = imported(["KPI", "janv. 2027"], ["CA", 5.0], ["Note : 20", 3.0])
    assert len(figures.rows) == 2
    starred = imported(["KPI", "janv. 2027"], ["* CA", 5.0], ["* Coûts", None])
    assert len(starred.rows) == 2
    names = imported(["KPI"], ["Résultat"], ["* CA"], ["* Coûts"])
    assert len(names.rows) == 3
    inside = imported(["KPI", "janv. 2027"], ["Source: client", None], ["CA", 5.0])
    assert len(inside.rows) == 2

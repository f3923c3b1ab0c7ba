"""The tables of people, positions and objectives: what typing in a cell means."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from examples.shop import DESIGN, LEAD, SELLER, shop
from immutables import Map

from models.changes import diff
from models.keys import ObjectiveKey, PersonKey
from models.organisation import Grade, PersonalObjective, TargetBonus, WorkSpan
from models.plan import Plan
from models.scorecard import Modifier
from workbench.language import language
from workbench.sheets.objectives import GradeSheet, ObjectiveSheet
from workbench.sheets.people import PersonColumn, PersonSheet
from workbench.sheets.person_parts import ModifierSheet, OwnObjectiveSheet, SpanSheet
from workbench.sheets.positions import FunctionSheet, PositionSheet
from workbench.sheets.several import Entries, Entry, EntryError
from workbench.sheets.sheet import PlanSheet

ADA, BEN, CLEO = PersonKey("ada"), PersonKey("ben"), PersonKey("cleo")
FRENCH = language("fr")
PEOPLE = PersonSheet(FRENCH)


def typed(sheet: PlanSheet, plan: Plan, key: str, column: int, text: str) -> Plan:
    return sheet.typed(plan, key, column, text)[0]


@pytest.mark.parametrize(
    ("column", "text", "field", "value"),
    [
        (PersonColumn.NAME, "Benoît", "name", "Benoît"),
        (PersonColumn.POSITION, "mark", "position", LEAD),
        (PersonColumn.MANAGER, "ada m", "manager", ADA),
        (PersonColumn.MANAGER, "cleo", "manager", CLEO),
        (PersonColumn.BASE_PAY, "45 000,5", "base_pay", 45_000.5),
        (PersonColumn.TARGET, "12 %", "target", TargetBonus(share=0.12)),
        (PersonColumn.TARGET, "9 000", "target", TargetBonus(amount=9000.0)),
        (PersonColumn.ENTRY, "1/3", "spans", (WorkSpan(dt.date(2027, 3, 1)),)),
        (PersonColumn.EXIT, "juin 2027", "spans", (WorkSpan(end=dt.date(2027, 6, 30)),)),
        (PersonColumn.TIME, "80", "spans", (WorkSpan(share=0.8),)),
        (PersonColumn.TIME, "28/35", "spans", (WorkSpan(share=0.8),)),
        (PersonColumn.TIME, "100 %", "spans", ()),
    ],
)
def test_that_a_cell_takes_what_people_type(
    column: int, text: str, field: str, value: object
) -> None:
    after = typed(PEOPLE, shop(), BEN, column, text)
    assert getattr(after.people[BEN], field) == value
    # What the cell then offers means the same again.
    offered = PEOPLE.edit_text(after, BEN, column)
    assert offered is not None
    assert typed(PEOPLE, after, BEN, column, offered) == after


@pytest.mark.parametrize(
    ("column", "text", "said"),
    [
        (PersonColumn.ID, "ada", "Ada Martin"),
        (PersonColumn.ID, " ", "vide"),
        (PersonColumn.POSITION, "boss", "Sales team"),
        (PersonColumn.MANAGER, "ben", "responsable"),
        (PersonColumn.BASE_PAY, "-5", "inférieur"),
        (PersonColumn.ENTRY, "demain", "date"),
        (PersonColumn.TIME, "rarement", "temps"),
    ],
)
def test_that_what_cannot_be_taken_is_explained(column: int, text: str, said: str) -> None:
    entries = Entries(PEOPLE, (BEN,), (Entry(0, column, text),))
    with pytest.raises(EntryError, match=said):
        entries(shop())


def test_that_a_namesake_is_offered_as_manager_by_id() -> None:
    plan = typed(PEOPLE, shop(), CLEO, PersonColumn.NAME, "Ada Martin")
    plan = typed(PEOPLE, plan, BEN, PersonColumn.MANAGER, "cleo")
    assert PEOPLE.edit_text(plan, BEN, PersonColumn.MANAGER) == "cleo"
    assert PEOPLE.cells(plan, BEN)[PersonColumn.MANAGER].text == "Ada Martin"


def test_that_many_cells_are_one_edit_and_new_rows_come_with_it() -> None:
    plan = shop()
    rows = [("ben", "Ben", "Sales team"), ("0042", "Zoé", "Marketing lead"), ("", "", "")]
    entries = [
        Entry(row, at, text) for row, told in enumerate(rows) for at, text in enumerate(told)
    ]
    after, changes = Entries(PEOPLE, (BEN,), tuple(entries))(plan)
    assert after.people.order == (ADA, BEN, CLEO, "0042")
    assert after.people[PersonKey("0042")].name == "Zoé"
    assert after.people[PersonKey("0042")].position == LEAD
    assert changes == diff(plan, after)
    wrong = (*entries, Entry(1, PersonColumn.TARGET, "beaucoup"))
    with pytest.raises(EntryError, match="Zoé, Prime cible"):
        Entries(PEOPLE, (BEN,), wrong)(plan)


def test_that_working_time_that_changes_is_one_row_more() -> None:
    sheet, plan = SpanSheet(FRENCH, BEN), shop()
    assert sheet.cells(plan, "0")[0].text == "toujours"
    plan, key = sheet.added(plan, 0, "1/7")
    assert key == "1"
    plan = typed(sheet, plan, key, 2, "50 %")
    assert plan.people[BEN].spans == (
        WorkSpan(end=dt.date(2027, 6, 30)),
        WorkSpan(dt.date(2027, 7, 1), share=0.5),
    )
    with pytest.raises(ValueError, match="01/07/2027"):
        sheet.typed(plan, "0", 1, "31/12/2027")
    with pytest.raises(ValueError, match="périodes"):
        PEOPLE.typed(plan, BEN, PersonColumn.TIME, "80 %")
    # The dates of the table are those of the first and the last one.
    plan = typed(PEOPLE, plan, BEN, PersonColumn.ENTRY, "1/2/2027")
    assert plan.people[BEN].spans[0].start == dt.date(2027, 2, 1)
    assert sheet.removed(plan, ["0", "1"]).people[BEN].spans == ()


def test_that_a_modifier_is_typed_within_its_bounds() -> None:
    plan = shop()
    design = plan.designs[DESIGN]
    card = replace(
        design.scorecards[SELLER], modifiers=(Modifier("care", "Care", least=0.8, most=1.2),)
    )
    design = replace(design, scorecards=design.scorecards.replacing(card))
    plan = replace(plan, designs=plan.designs.replacing(design))
    sheet = ModifierSheet(FRENCH, BEN)
    assert sheet.keys(plan) == ("care",)
    after = typed(sheet, plan, "care", 1, "110")
    assert after.people[BEN].modifiers == Map({"care": 1.1})
    with pytest.raises(ValueError, match="120"):
        sheet.typed(plan, "care", 1, "1,3")
    assert typed(sheet, after, "care", 1, "") == plan


def test_that_an_objective_is_worded_and_rated_on_its_scale() -> None:
    gemba = ObjectiveKey("gemba")
    grades = GradeSheet(FRENCH, gemba)
    plan, _ = grades.added(shop(), 0, "100")
    plan, key = grades.added(plan, 0, "0,5")
    plan, key = grades.typed(plan, key, 1, "En partie")
    assert plan.objectives[gemba].scale == (Grade(0.5, "En partie"), Grade(1.0, ""))
    with pytest.raises(ValueError, match="note"):
        grades.added(plan, 0, "50 %")
    sheet = OwnObjectiveSheet(FRENCH, ADA)
    assert sheet.keys(plan) == (gemba,)
    after = typed(sheet, plan, gemba, 4, "en p")
    assert after.people[ADA].objectives == Map({gemba: PersonalObjective(rating=0.5)})
    with pytest.raises(ValueError, match="En partie"):
        sheet.typed(plan, gemba, 4, "80 %")
    assert typed(sheet, after, gemba, 4, "") == plan
    listed = ObjectiveSheet(FRENCH)
    due = typed(listed, plan, gemba, 3, "30/6/27")
    assert due.objectives[gemba].due == dt.date(2027, 6, 30)
    assert sheet.cells(due, gemba)[3].quiet


def test_that_functions_and_positions_take_what_people_type() -> None:
    functions, positions = FunctionSheet(FRENCH), PositionSheet(FRENCH)
    plan, legal = functions.added(shop(), 0, "Juridique")
    plan, counsel = positions.added(plan, 0, "Juriste")
    plan = typed(positions, plan, counsel, 1, "juri")
    plan = typed(positions, plan, counsel, 3, "5 000")
    cells = [cell.text for cell in positions.cells(plan, counsel)]
    assert cells == ["Juriste", "Juridique", "Autre", "5\u202f000\u00a0€", "0"]
    assert positions.cells(plan, SELLER)[4].text == "2"
    assert functions.cells(plan, legal)[0].text == "Juridique"

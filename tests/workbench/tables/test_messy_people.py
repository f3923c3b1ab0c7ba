"""Tables of people as HR departments send them: read right, or told of; never silently wrong."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from examples.shop import SELLER, shop
from openpyxl import Workbook

from models.calendar import Calendar, Month
from models.keys import FunctionKey, PersonKey
from models.organisation import FunctionRole, Person, TargetBonus, WorkSpan
from models.plan import Plan
from workbench.language import language
from workbench.people_words import import_sentence, note_sentence
from workbench.tables.people_columns import PersonUse, guess_people, people_headed
from workbench.tables.people_import import PeoplePreview, PersonFate, preview_people
from workbench.tables.people_row import Note
from workbench.tables.reading import read_sheets
from workbench.tables.sheet import Cell, Percent, Sheet
from workbench.tables.text_file import sheet_of

EMPTY = Plan("New", Calendar(Month(2027, 1)))
D = dt.date


def span(start: dt.date | None = None, end: dt.date | None = None, share: float = 1.0) -> WorkSpan:
    return WorkSpan(start, end, share)


@dataclass(frozen=True)
class Meant:
    """What a person is to be read as; None where it does not matter."""

    id: str
    name: str
    position: str = "Vendeur"
    pay: float | None = None
    target: TargetBonus = field(default_factory=TargetBonus)
    spans: tuple[WorkSpan, ...] = ()
    manager: str | None = None


def read(
    table: str | list[list[Cell]], plan: Plan = EMPTY, code: str = "fr", *, remove: bool = False
) -> PeoplePreview:
    if isinstance(table, str):
        sheet = sheet_of(table)
        assert sheet is not None
    else:
        width = max(map(len, table))
        rows = tuple((*row, *([None] * (width - len(row)))) for row in table)
        sheet = Sheet("S", rows, typed=True)
    mapping = guess_people(sheet)
    return preview_people(plan, sheet, mapping, language(code), remove_missing=remove)


def told(shown: PeoplePreview) -> list[Meant]:
    return [
        Meant(
            each.person.key,
            each.person.name,
            shown.after.positions[each.person.position].name,
            each.person.base_pay,
            each.person.target,
            each.person.spans,
            each.person.manager,
        )
        for each in shown.people
        if each.row
    ]


def said(shown: PeoplePreview) -> set[Note]:
    for note in shown.notes:
        # Every note has its sentence, in both languages.
        assert note_sentence(note, language("fr"))
        assert note_sentence(note, language("en"))
    return {note.note for note in shown.notes}


ADA = Meant("00042", "Ada Martin")
CORPUS: dict[str, tuple[str | list[list[Cell]], list[Meant], set[Note]]] = {
    "as payroll exports it": (
        ("Matricule;Nom;Prénom;Poste;Salaire annuel brut;Prime cible %;Taux d'activité;"
        "Date d'entrée\n00042;Martin;Ada;Vendeur;45 000,50 €;12,5;80 %;01/03/2027\n"),
        [replace(ADA, pay=45000.5, target=TargetBonus(share=0.125),
                 spans=(span(D(2027, 3, 1), share=0.8),))],
        {Note.FULL_TIME_PAY, Note.DATES_DOUBTFUL},
    ),
    "titles above": (
        ("Effectifs au 31/12/2026\n\n;;\nSociété : Exemple SA;;\n"
        "Matricule;Nom complet;Poste\n00042;Ada Martin;Vendeur\n"),
        [ADA], set(),
    ),
    "no-break spaces": (
        ("Matricule;Nom\u00a0et\u00a0prénom;Poste;Salaire annuel\n"
        "00042;Ada\u00a0Martin;Vendeur;45\u00a0000,00\u00a0€\n"),
        [replace(ADA, pay=45000)], set(),
    ),
    "narrow spaces": (
        "Matricule;Nom;Poste;Salaire annuel\n00042;Ada Martin;Vendeur;45\u202f000\n",
        [replace(ADA, pay=45000)], set(),
    ),
    "monthly": (
        "Matricule;Nom;Poste;Salaire mensuel brut\n00042;Ada Martin;Vendeur;2500,50\n",
        [replace(ADA, pay=30006)], {Note.MONTHLY},
    ),
    "thirteen months": (
        "Matricule;Nom;Poste;Salaire mensuel brut (13 mois)\n00042;Ada Martin;Vendeur;3000\n",
        [replace(ADA, pay=39000)], {Note.MONTHLY},
    ),
    "thousands of euros": (
        "Matricule;Nom;Poste;Salaire annuel (k€)\n00042;Ada Martin;Vendeur;45,5\n",
        [replace(ADA, pay=45500)], {Note.SCALED},
    ),
    "English with commas": (
        ('Employee ID,Full name,Job title,Base salary,Bonus target %,FTE,Hire date\n'
        '00042,Ada Martin,Vendeur,"45,000.50",12.5%,0.8,2027-03-01\n'),
        [replace(ADA, pay=45000.5, target=TargetBonus(share=0.125),
                 spans=(span(D(2027, 3, 1), share=0.8),))],
        {Note.FULL_TIME_PAY},
    ),
    "American dates": (
        "Employee ID,Name,Job,Start date,End date\n00042,Ada Martin,Vendeur,3/25/2026,4/5/2027\n",
        [replace(ADA, spans=(span(D(2026, 3, 25), D(2027, 4, 5)),))], {Note.MONTH_FIRST},
    ),
    "two-digit years": (
        ("Matricule;Nom;Poste;Date d'entrée;Date de sortie\n"
        "00042;Ada Martin;Vendeur;15/06/98;31/12/27\n"),
        [replace(ADA, spans=(span(D(1998, 6, 15), D(2027, 12, 31)),))], set(),
    ),
    "dates in words": (
        "Matricule;Nom;Poste;Date d'entrée\n00042;Ada Martin;Vendeur;1er mars 2027\n",
        [replace(ADA, spans=(span(D(2027, 3, 1)),))], set(),
    ),
    "dates both ways": (
        ("Matricule;Nom;Poste;Entrée\n1;A B;Vendeur;25/03/2027\n2;C D;Vendeur;03/25/2027\n"
        "3;E F;Vendeur;04/05/2027\n"),
        [Meant("1", "A B", spans=(span(D(2027, 3, 25)),)), Meant("2", "C D"),
         Meant("3", "E F")],
        {Note.DATES_MIXED, Note.NOT_A_DATE},
    ),
    "a spreadsheet's day numbers": (
        "Matricule;Nom;Poste;Entrée\n00042;Ada Martin;Vendeur;46447\n",
        [replace(ADA, spans=(span(D(2027, 3, 1)),))], {Note.DAY_NUMBERS},
    ),
    "an end that never comes": (
        "Matricule;Nom;Poste;Entrée;Sortie\n00042;Ada Martin;Vendeur;2027-03-01;31/12/9999\n",
        [replace(ADA, spans=(span(D(2027, 3, 1)),))], set(),
    ),
    "leaves before coming": (
        "Matricule;Nom;Poste;Entrée;Sortie\n00042;Ada Martin;Vendeur;2027-03-01;2026-03-01\n",
        [ADA], {Note.DATES_TURNED},
    ),
    "from a workbook": (
        [["Matricule", "Nom", "Poste", "Salaire", "Prime", "ETP", "Entrée"],
         ["00042", "Ada Martin", "Vendeur", 45000.0, Percent(0.125), 0.8, D(2027, 3, 1)]],
        [replace(ADA, pay=45000, target=TargetBonus(share=0.125),
                 spans=(span(D(2027, 3, 1), share=0.8),))],
        {Note.FULL_TIME_PAY},
    ),
    "ids as numbers": (
        [["Id", "Name", "Job"], [42.0, "Ada Martin", "Vendeur"]],
        [replace(ADA, id="42")], set(),
    ),
    "fractions as targets": (
        [["Id", "Name", "Job", "Bonus"], ["00042", "Ada Martin", "Vendeur", 0.12],
         ["7", "B C", "Vendeur", 0.2]],
        [replace(ADA, target=TargetBonus(share=0.12)),
         Meant("7", "B C", target=TargetBonus(share=0.2))],
        {Note.READ_AS_FRACTION},
    ),
    "percentages without a sign": (
        "Matricule;Nom;Poste;Prime cible\n00042;Ada Martin;Vendeur;12\n7;B C;Vendeur;7,5\n",
        [replace(ADA, target=TargetBonus(share=0.12)),
         Meant("7", "B C", target=TargetBonus(share=0.075))],
        {Note.READ_AS_PERCENT},
    ),
    "amounts as targets": (
        "Matricule;Nom;Poste;Prime cible\n00042;Ada Martin;Vendeur;5 000\n7;B C;Vendeur;10 %\n",
        [replace(ADA, target=TargetBonus(amount=5000)),
         Meant("7", "B C", target=TargetBonus(share=0.1))],
        set(),
    ),
    "both targets": (
        "Matricule;Nom;Poste;Prime cible %;Prime cible €\n00042;Ada Martin;Vendeur;12;5400\n",
        [replace(ADA, target=TargetBonus(amount=5400))], {Note.BOTH_TARGETS},
    ),
    "hours": (
        ("Matricule;Nom;Poste;Temps de travail\n00042;Ada Martin;Vendeur;28/35\n"
        "7;B C;Vendeur;35/39 h\n8;D E;Vendeur;temps plein\n9;F G;Vendeur;mi-temps\n"),
        [replace(ADA, spans=(span(share=0.8),)), Meant("7", "B C", spans=(span(share=35 / 39),)),
         Meant("8", "D E"), Meant("9", "F G", spans=(span(share=0.5),))],
        {Note.HOURS},
    ),
    "hours a week": (
        "Matricule;Nom;Poste;Heures hebdo\n00042;Ada Martin;Vendeur;28\n7;B C;Vendeur;35\n",
        [replace(ADA, spans=(span(share=0.8),)), Meant("7", "B C")], {Note.HOURS},
    ),
    "part time, of no length": (
        "Matricule;Nom;Poste;Temps de travail\n00042;Ada Martin;Vendeur;temps partiel\n",
        [ADA], {Note.PART_TIME},
    ),
    "working time in percent without a sign": (
        ("Matricule;Nom;Poste;Taux d’activité\n00042;Ada Martin;Vendeur;80\n7;B C;Vendeur;100\n"
        "8;D E;Vendeur;0,5\n9;F G;Vendeur;800\n"),
        [replace(ADA, spans=(span(share=0.8),)), Meant("7", "B C"),
         Meant("8", "D E", spans=(span(share=0.5),)), Meant("9", "F G")],
        {Note.MIXED_TIME, Note.NOT_A_TIME},
    ),
    "totals and empty rows": (
        ("Matricule;Nom;Poste;Salaire\n00042;Ada Martin;Vendeur;40000\n;;;\n"
        "Sous-total;;;40000\n7;B C;Vendeur;30000\n;Total général;;70000\n;;;70000\n"),
        [replace(ADA, pay=40000), Meant("7", "B C", pay=30000)],
        {Note.TOTAL_LEFT_OUT, Note.NOBODY},
    ),
    "titles between and remarks below": (
        ("Matricule;Nom;Poste;Salaire\nService commercial;;;\n00042;Ada Martin;Vendeur;40000\n"
        "Source : SIRH, extraction du 3 janvier;;;\n* hors apprentis;;;\n"),
        [replace(ADA, pay=40000)], {Note.REMARK},
    ),
    "twice": (
        "Matricule;Nom;Poste\n00042;Ada Martin;Vendeur\n00042;Ada Martin;Vendeur\n",
        [ADA], {Note.TWICE},
    ),
    "one row for each contract": (
        ("Matricule;Nom;Poste;Entrée;Sortie;ETP\n00042;Ada Martin;Vendeur;2026-01-05;30/06/2027;1\n"
        "00042;Ada Martin;Vendeur;2027-07-01;;0,5\n"),
        [replace(ADA, spans=(span(D(2026, 1, 5), D(2027, 6, 30)),
                             span(D(2027, 7, 1), share=0.5)))],
        {Note.ANOTHER_SPAN},
    ),
    "namesakes without ids": (
        "Nom;Poste\nAda Martin;Vendeur\nAda Martin;Vendeur\n",
        [replace(ADA, id="ada_martin")], {Note.TWO_NAMESAKES},
    ),
    "managers by name and by id": (
        ("Matricule;Nom;Prénom;Poste;Responsable\n1;MARTIN;Ada;Vendeur;\n2;B;C;Vendeur;Martin Ada\n"
        "3;D;E;Vendeur;1\n4;F;G;Vendeur;Zoé\n5;H;I;Vendeur;5\n"),
        [Meant("1", "Ada MARTIN"), Meant("2", "C B", manager="1"),
         Meant("3", "E D", manager="1"), Meant("4", "G F"), Meant("5", "I H")],
        {Note.NO_MANAGER, Note.OWN_MANAGER},
    ),
    "fonction is the job": (
        "Matricule;Nom;Fonction;Service\n00042;Ada Martin;Vendeur;Commercial\n",
        [ADA], set(),
    ),
    "numbers that are none": (
        "Matricule;Nom;Poste;Salaire;Prime\n00042;Ada Martin;Vendeur;selon grille;-500\n",
        [ADA], {Note.NOT_A_NUMBER, Note.NEGATIVE},
    ),
    "German points": (
        "Matricule;Nom;Poste;Salaire annuel\n00042;Ada Martin;Vendeur;45.000\n",
        [replace(ADA, pay=45000)], {Note.AMBIGUOUS},
    ),
    "dashes for nothing": (
        "Matricule;Nom;Poste;Salaire;Prime;Sortie\n00042;Ada Martin;Vendeur;-;n/a;CDI\n",
        [ADA], set(),
    ),
    "no position": (
        "Matricule;Nom;Poste\n00042;Ada Martin;\n",
        [replace(ADA, position="À affecter")], {Note.NO_POSITION},
    ),
    "tabs and quotes": (
        'Matricule\tNom\tPoste\n00042\t"Ada ""la"" Martin"\tVendeur\n',
        [replace(ADA, name='Ada "la" Martin')], set(),
    ),
    "other columns": (
        ("Matricule;Nom;Poste;Date de naissance;Prime d'ancienneté;"
        "Taux horaire;Ancienneté en années\n"
        "00042;Ada Martin;Vendeur;12/05/1980;120;18,50;7\n"),
        [ADA], set(),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CORPUS)
def test_that_a_messy_table_is_read_right_and_doubt_is_told(name: str) -> None:
    table, meant, notes = CORPUS[name]
    shown = read(table)
    assert told(shown) == meant
    # What is guessed of a new position is told too, but is not what is looked at here.
    assert said(shown) - {Note.NO_FUNCTION} == notes
    assert shown.count(PersonFate.NEW) == len(meant)


@pytest.mark.parametrize(
    "table", ["a;b\n1;2\n", "Produit;Prix\nVis;3\n", "Ada;Ben\n", "KPI;janv. 2027\nRevenu;5\n"]
)
def test_that_a_table_of_something_else_gives_nobody(table: str) -> None:
    shown = read(table)
    assert shown.people == ()
    assert not shown.moves_something


def test_that_a_table_with_columns_of_everything_gives_what_is_wanted() -> None:
    """The headings are those of a public table of 1,470 employees."""
    shown = read(
        "Age,Attrition,DailyRate,Department,EmployeeCount,EmployeeNumber,HourlyRate,JobInvolvement,"
        "JobLevel,JobRole,MonthlyIncome,MonthlyRate,PercentSalaryHike,StandardHours,"
        "YearsAtCompany,YearsWithCurrManager\n"
        "41,Yes,1102,Sales,1,1,94,3,2,Sales Executive,5993,19479,11,80,6,5\n"
        "49,No,279,Research & Development,1,2,61,2,2,Manager,5130,24907,23,80,10,7\n"
        "37,Yes,1373,Human Resources,1,4,92,2,1,Manager,2090,2396,15,80,0,0\n",
        code="en",
    )
    assert told(shown) == [
        Meant("1", "1", "Sales Executive", 71_916),
        Meant("2", "2", "Manager (Research & Development)", 61_560),
        Meant("4", "4", "Manager (Human Resources)", 25_080),
    ]
    assert [each.role for each in shown.functions] == [
        FunctionRole.SALES,
        FunctionRole.OTHER,
        FunctionRole.OTHER,
    ]
    assert said(shown) == {Note.MONTHLY, Note.ID_IS_NAME, Note.SPLIT_POSITION}


def test_that_ids_keep_their_zeros_from_a_workbook(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Matricule", "Nom", "Poste", "Entrée"])
    sheet.append([42, "Ada Martin", "Vendeur", dt.datetime(2027, 3, 1, tzinfo=None)])  # noqa: DTZ001
    sheet.append(["007", "B C", "Vendeur", None])
    sheet["A2"].number_format = "000000"
    path = tmp_path / "people.xlsx"
    book.save(path)
    table = read_sheets(path, turned=False)[0]
    shown = preview_people(EMPTY, table, guess_people(table), language("fr"))
    assert [each.person.key for each in shown.people] == ["000042", "007"]
    assert shown.people[0].person.spans == (span(D(2027, 3, 1)),)


def test_that_people_who_are_there_are_updated_and_the_missing_stay() -> None:
    plan = shop()
    table = (
        "Matricule;Nom;Salaire annuel\nben;Ben Moreau;40000\ncleo;Cléo Bernard;\nzoe;Zoé;30000\n"
    )
    shown = read(table, plan)
    fates = {each.person.key: each.fate for each in shown.people}
    assert fates == {
        "ben": PersonFate.CHANGED,
        "cleo": PersonFate.SAME,
        "zoe": PersonFate.NEW,
        "ada": PersonFate.MISSING,
    }
    assert shown.after.people[PersonKey("ben")] == replace(
        plan.people[PersonKey("ben")], base_pay=40000.0
    )
    assert PersonKey("ada") in shown.after.people
    assert "2 " not in import_sentence(shown, language("en"))
    gone = read(table, plan, remove=True)
    assert PersonKey("ada") not in gone.after.people
    assert gone.count(PersonFate.REMOVED) == 1
    again = read(table, shown.after)
    assert not again.moves_something


def test_that_zeros_a_spreadsheet_lost_are_found_again() -> None:
    plan = replace(shop(), people=shop().people.inserting(Person(PersonKey("000042"), "Z", SELLER)))
    shown = read("Matricule;Nom;Poste\n42;Zoé;Sales team\n", plan)
    assert shown.people[0].fate is PersonFate.CHANGED
    assert shown.after.people[PersonKey("000042")].name == "Zoé"
    assert said(shown) == {Note.KNOWN_AS}


def test_that_known_positions_and_functions_are_used_and_others_guessed() -> None:
    shown = read(
        "Matricule;Nom;Poste;Service\n1;A;sales TEAM;\n2;B;Chargé de marketing;\n"
        "3;C;Juriste;Legal\n4;D;Accueil;\n",
        shop(),
    )
    positions = [shown.after.positions[each.person.position] for each in shown.people if each.row]
    assert positions[0].key == SELLER
    assert positions[1].function == FunctionKey("marketing")
    assert shown.after.functions[positions[2].function].name == "Legal"
    assert shown.after.functions[positions[3].function].name == "À affecter"
    assert [each.name for each in shown.positions] == ["Chargé de marketing", "Juriste", "Accueil"]


def test_that_several_stretches_of_time_are_not_overwritten() -> None:
    plan = shop()
    spans = (span(None, D(2027, 6, 30)), span(D(2027, 7, 1), share=0.5))
    ben = replace(plan.people[PersonKey("ben")], spans=spans)
    plan = replace(plan, people=plan.people.replacing(ben))
    shown = read("Matricule;Nom;ETP\nben;Ben Moreau;0,8\n", plan)
    assert shown.after.people[PersonKey("ben")].spans == spans
    assert said(shown) == {Note.SPANS_KEPT}


def test_that_headings_can_be_chosen_and_columns_read_as_something_else() -> None:
    sheet = sheet_of("x;y;z\n1;Ada;Vendeur\n")
    assert sheet is not None
    mapping = people_headed(sheet, 0)
    for at, use in enumerate((PersonUse.ID, PersonUse.NAME, PersonUse.POSITION)):
        mapping = mapping.reading_as(at, use)
    shown = preview_people(EMPTY, sheet, mapping, language("fr"))
    assert told(shown) == [Meant("1", "Ada")]

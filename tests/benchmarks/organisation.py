"""The organisation page with 10,000 people, and the import, pay and payouts of many.

``python -m tests.benchmarks.organisation [TABLE.csv]``; the table, if any, is of employees as
HR departments export them, and is imported, given a scorecard and paid.
"""

from __future__ import annotations

import os
import sys
import tempfile
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from models.calendar import Calendar, Month
from models.edits.organisation import put_person
from models.keys import BASE, DesignKey, KpiKey, MeasureKey, PersonKey, PositionKey
from models.kpi import Kpi, KpiRole
from models.organisation import TargetBonus
from models.plan import Plan
from models.scorecard import Design, Measure, Scorecard, Section
from models.table import Table
from tests.benchmarks.big_plans import big_plan
from tests.benchmarks.report import line_alone, seconds
from ui.document import Document
from ui.fonts import load_fonts
from ui.prioritise.room import PageName, PrioritiseRoom
from ui.theme import ThemeName, load_theme
from workbench.language import language
from workbench.results import follow_results, results_of
from workbench.tables.people_columns import guess_people
from workbench.tables.people_import import preview_people
from workbench.tables.reading import read_sheets

PEOPLE = 10_000
FRAME = "<= 16.7 ms"


def _told(name: str, took: float, target: str) -> None:
    line_alone(name, f"{took * 1e3:.1f} ms", target)


def page_of_many() -> None:
    """Open the page with many people, edit, find and sort."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication.instance() or QApplication([])
    load_fonts()
    document = Document(big_plan(300, people=PEOPLE))
    document.results  # noqa: B018 - worked out before anything is measured
    window = QWidget()
    window.resize(1300, 760)
    room = PrioritiseRoom(document, load_theme(ThemeName.LIGHT), language("fr"), window)
    room.resize(1300, 760)
    window.show()

    def opened() -> None:
        room.show_page(PageName.DESIGNS)
        room.show_page(PageName.ORGANISATION)
        window.grab()

    _told(f"organisation: opening with {PEOPLE:,} people", seconds(opened), "<= 100 ms")
    view = room.people.people.panel.view
    key = PersonKey(document.plan.people.order[5])
    pays = iter(range(1_000_000))

    def edited() -> None:
        person = replace(document.plan.people[key], base_pay=30_000.0 + next(pays))
        document.apply("pay", partial(put_person, person=person))
        # Paints what was said to be other than before, as the event loop would.
        application.processEvents()

    def worked_out() -> None:
        person = replace(document.plan.people[key], base_pay=30_000.0 + next(pays))
        after, changes = put_person(document.plan, person)
        follow_results(document.results, after, changes)

    model = view.sheet_model
    _told("organisation: one edit, worked out and painted", seconds(edited, repeats=21), FRAME)
    _told("  of which the plan and everybody's payouts", seconds(worked_out, repeats=21), "")

    def found() -> None:
        model.find("person 99")
        model.find("")

    _told("organisation: find, and show all again", seconds(found), "<= 100 ms")

    def sorted_by_pay() -> None:
        model.sort_by(4)
        model.sort_by(None)

    _told("organisation: sort by pay, and back", seconds(sorted_by_pay), "<= 100 ms")

    def scrolled() -> None:
        bar = view.verticalScrollBar()
        bar.setValue((bar.value() + 5_000) % max(1, bar.maximum()))
        view.viewport().grab()

    _told("organisation: scroll by a page of unseen rows", seconds(scrolled, repeats=21), FRAME)
    window.close()
    application.processEvents()


def import_of_many(folder: Path) -> None:
    """Read a table of many people and place them."""
    path = folder / "people.csv"
    rows = [
        f"{n:06};Nom {n};Prénom {n};Poste {n % 20};Service {n % 5};{n // 10:06};"
        f"{30_000 + n},50 €;10 %;{80 + n % 3 * 10} %;{1 + n % 28:02}/{1 + n % 12:02}/2020"
        for n in range(PEOPLE)
    ]
    heading = (
        "Matricule;Nom;Prénom;Poste;Service;Manager;Salaire annuel brut;Prime cible %;"
        "Taux d’activité;Date d’entrée"
    )
    path.write_text("\n".join((heading, *rows)), encoding="utf-8")
    empty = Plan("Import", Calendar(Month(2027, 1)))
    speech = language("fr")

    def imported() -> None:
        sheet = read_sheets(path, turned=False)[0]
        preview_people(empty, sheet, guess_people(sheet), speech)

    _told(f"import: {PEOPLE:,} rows read and placed", seconds(imported, repeats=3), "<= 5 s")
    sheet = read_sheets(path, turned=False)[0]
    there = preview_people(empty, sheet, guess_people(sheet), speech).after
    again = partial(preview_people, there, sheet, guess_people(sheet), speech)
    _told("import: again, all of them there already", seconds(again, repeats=3), "<= 5 s")


def pay_of_a_table(path: Path) -> None:
    """Import a table of employees, give every position a scorecard, and pay everybody."""
    speech = language("en")
    profit = KpiKey("profit")
    kpi = Kpi(profit, "Profit", role=KpiRole.PROFIT, values=(100_000.0,) * 12)
    empty = Plan("Company", Calendar(Month(2027, 1)), kpis=Table((kpi,)))
    sheet = read_sheets(path, turned=False)[0]
    mapping = guess_people(sheet)
    imported = partial(preview_people, empty, sheet, mapping, speech)
    shown = imported()
    _told(f"{path.name}: {len(shown.people)} people imported", seconds(imported), "<= 1 s")
    plan = shown.after
    measure = Measure(MeasureKey("profit"), kpi=profit, weight=1.0, targets=(1_000_000.0,))
    cards = (Scorecard(PositionKey(key), (Section("", (measure,)),)) for key in plan.positions)
    design = Design(DesignKey("main"), "Main", Table(cards))
    positions = plan.positions.mapping(lambda each: replace(each, target=TargetBonus(share=0.1)))
    plan = replace(
        plan, positions=positions, designs=Table((design,)), current_design=DesignKey("main")
    )
    paid = results_of(plan).payouts[BASE]
    base = sum(person.base_pay or 0.0 for person in plan.people.values())
    # A fifth above the target pays double by the default curve.
    assert float(paid.total) == round(base * 0.1 * 2.0, 2), (paid.total, base)
    _told(f"{path.name}: everybody paid", seconds(lambda: results_of(plan)), "<= 100 ms")
    results = results_of(plan)

    def every() -> None:
        payouts = results.payouts[BASE]
        assert sum(payouts.of(key).payout for key in plan.people) == payouts.total

    _told(f"{path.name}: every payout, line by line", seconds(every), "<= 1 s")
    line_alone(f"{path.name}: total", f"{paid.total:,}", "= 20 % of base pay")


def main() -> None:
    """Measure."""
    page_of_many()
    with tempfile.TemporaryDirectory() as folder:
        import_of_many(Path(folder))
    for name in sys.argv[1:]:
        pay_of_a_table(Path(name))


if __name__ == "__main__":
    main()

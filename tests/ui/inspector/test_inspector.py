"""The inspector shows the selected KPI and edits it in place."""

from __future__ import annotations

import math
from functools import partial

from examples.shop import (
    ARPU,
    CLIENTS,
    CONVERSION,
    COSTS,
    LEADS,
    MARKETING,
    PROFIT,
    REVENUE,
    SALES,
    STRETCH,
    shop,
)
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from models.edits.kpis import add_kpi, set_responsibility
from models.edits.rollups import RollupShape
from models.keys import BASE, KpiKey
from models.kpi import Bounds, Kpi, Sense, TimeRule, Unit, UnitKind
from ui.aims import Aim
from ui.document import Document
from ui.inspector.inspector import Inspector
from workbench.bounds_typed import Bound


def type_into(field: QLineEdit, text: str, qtbot: QtBot) -> None:
    field.setFocus()
    field.selectAll()
    qtbot.keyClick(field, Qt.Key.Key_Delete)
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def test_that_a_name_is_edited_and_undone(
    document: Document, inspector: Inspector, qtbot: QtBot
) -> None:
    document.select(LEADS)
    type_into(inspector.head.name.field, "Prospects", qtbot)
    assert document.plan.kpis[LEADS].name == "Prospects"
    document.undo_stack.undo()
    assert inspector.head.name.text == "Leads"


def test_that_an_empty_name_is_refused_and_escape_brings_the_old_one_back(
    document: Document, inspector: Inspector, qtbot: QtBot
) -> None:
    document.select(LEADS)
    field = inspector.head.name.field
    type_into(field, " ", qtbot)
    assert document.plan.kpis[LEADS].name == "Leads"
    assert inspector.head.name.message.text
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert (field.text(), inspector.head.name.message.text) == ("Leads", "")


def test_that_another_key_keeps_the_selection(
    document: Document, inspector: Inspector, qtbot: QtBot
) -> None:
    document.select(LEADS)
    type_into(inspector.head.key.field, "prospects", qtbot)
    assert document.selection == "prospects"
    assert "prospects" in document.plan.kpis[CLIENTS].formula
    type_into(inspector.head.key.field, "clients", qtbot)
    assert document.selection == "prospects"
    assert inspector.head.key.message.text


def test_that_a_figure_is_typed_for_a_scenario_and_follows_the_base_again(
    document: Document, inspector: Inspector, qtbot: QtBot
) -> None:
    document.select(CONVERSION)
    line = inspector.values.lines[STRETCH]
    type_into(line.entry.field, "12", qtbot)
    values = document.results.values
    assert math.isclose(values.total(CONVERSION, STRETCH), 0.12)
    assert math.isclose(values.total(CONVERSION, BASE), 0.1)
    assert line.button.isVisible()
    line.button.click()
    assert math.isclose(document.results.values.total(CONVERSION, STRETCH), 0.1)
    assert not line.button.isVisible()


def test_that_wrong_input_stays_and_is_explained(
    document: Document, inspector: Inspector, qtbot: QtBot
) -> None:
    document.select(LEADS)
    entry = inspector.values.lines[BASE].entry
    type_into(entry.field, "many", qtbot)
    assert entry.text == "many"
    assert "many" in entry.message.text
    assert document.undo_stack.count() == 0


def test_that_a_figure_typed_over_one_that_is_worked_out_is_aimed_at(
    document: Document, inspector: Inspector, qtbot: QtBot
) -> None:
    document.select(CLIENTS)
    entry = inspector.values.lines[STRETCH].entry
    before = entry.text
    with qtbot.waitSignal(inspector.aimed) as asked:
        type_into(entry.field, "+10 %", qtbot)
    assert asked.args == [Aim(CLIENTS, STRETCH, document.group, "+10 %")]
    # The figure is still what its drivers make it.
    assert entry.text == before
    assert document.undo_stack.count() == 0


def test_that_the_bounds_of_a_driver_are_typed(
    document: Document, inspector: Inspector, qtbot: QtBot
) -> None:
    document.select(CLIENTS)
    assert inspector.bounds.isHidden()
    document.select(LEADS)
    lines = inspector.bounds.lines
    type_into(lines[Bound.LEAST].entry.field, "8k", qtbot)
    type_into(lines[Bound.STRETCH].entry.field, "25", qtbot)
    type_into(lines[Bound.MOST].entry.field, "7000", qtbot)
    assert "least" in lines[Bound.MOST].entry.message.text
    inspector.bounds.lock.click()
    assert document.plan.kpis[LEADS].bounds == Bounds(8000.0, None, 0.25, locked=True)
    assert document.undo_stack.count() == 3


def test_that_a_missing_figure_says_why(
    document: Document, inspector: Inspector, qtbot: QtBot
) -> None:
    document.select(LEADS)
    type_into(inspector.values.lines[BASE].entry.field, "", qtbot)
    document.select(CLIENTS)
    assert "Leads" in inspector.values.lines[BASE].entry.message.text


def test_that_a_formula_is_read_in_names_and_faults_stay_beside_it(
    document: Document, inspector: Inspector, qtbot: QtBot
) -> None:
    document.select(REVENUE)
    assert inspector.formula.words == "Revenue = Clients × ARPU"
    entry = inspector.formula.entry
    type_into(entry.field, "clients * (", qtbot)
    assert entry.text == "clients * ("
    assert entry.message.text
    type_into(entry.field, "clients * arpu * profit", qtbot)
    assert "Profit" in entry.message.text
    assert document.plan.kpis[REVENUE].formula == "clients * arpu"
    type_into(entry.field, "clients * arpu * 2", qtbot)
    assert entry.message.text == ""
    assert document.plan.kpis[REVENUE].formula == "clients * arpu * 2"


def test_that_unknown_names_are_offered_as_drivers(
    document: Document, inspector: Inspector, qtbot: QtBot
) -> None:
    document.select(LEADS)
    type_into(inspector.formula.entry.field, "reach * frequency", qtbot)
    assert inspector.formula.add.isVisible()
    assert document.plan.kpis[LEADS].is_driver
    inspector.formula.add.click()
    assert {"reach", "frequency"} <= set(document.plan.kpis)
    assert document.plan.kpis[LEADS].formula == "reach * frequency"
    assert not inspector.formula.add.isVisible()


def test_that_derived_shares_say_so_and_typing_one_makes_them_typed(
    document: Document, inspector: Inspector, qtbot: QtBot
) -> None:
    document.select(CLIENTS)
    part = inspector.responsibility
    assert list(part.lines) == [MARKETING, SALES]
    assert part.lines[SALES].entry.field.font().italic()
    type_into(part.lines[SALES].entry.field, "30", qtbot)
    assert document.plan.kpis[CLIENTS].responsibility[SALES] == 0.3
    assert not part.lines[SALES].entry.field.font().italic()
    assert "20" in part.remark
    part.derive.click()
    assert not document.plan.kpis[CLIENTS].responsibility
    assert part.remark == "Sum 100 %"


def test_that_another_function_answers_for_what_the_others_leave(
    document: Document, inspector: Inspector
) -> None:
    document.select(COSTS)
    [action] = inspector.responsibility.fill_menu().actions()
    action.trigger()
    assert document.plan.kpis[COSTS].responsibility[SALES] == 0.5


def test_that_pressing_a_mover_selects_the_driver(document: Document, inspector: Inspector) -> None:
    document.select(PROFIT)
    bars = inspector.movers.bars
    assert bars[0].driver == ARPU
    assert "+" in bars[0].accessibleName()
    bars[0].click()
    assert document.selection == ARPU
    assert inspector.movers.bars == ()


def test_that_what_moves_nothing_that_shows_is_no_mover(
    document: Document, inspector: Inspector
) -> None:
    pennies = Kpi(KpiKey("pennies"), "Pennies", Unit(UnitKind.MONEY), values=(0.001,) * 12)
    document.apply("Add", partial(add_kpi, kpi=pennies, parent=PROFIT))
    document.select(PROFIT)
    drivers = {bar.driver for bar in inspector.movers.bars}
    assert ARPU in drivers
    assert pennies.key not in drivers


def test_that_who_is_paid_for_it_is_listed(document: Document, inspector: Inspector) -> None:
    document.select(CLIENTS)
    [line] = inspector.paid.lines
    assert line.text.startswith("Sales team (2) · 60\u00a0%")
    document.select(ARPU)
    assert not inspector.paid.isVisible()


def test_that_problems_stand_in_sentences(
    document: Document, inspector: Inspector, qtbot: QtBot
) -> None:
    document.select(COSTS)
    # They are looked for once the plan rests.
    qtbot.waitUntil(lambda: any("50" in told for told in inspector.problems.sentences))
    document.select(LEADS)
    assert inspector.problems.sentences == ()


def test_that_choices_describe_the_kpi(document: Document, inspector: Inspector) -> None:
    document.select(LEADS)
    details = inspector.details
    details.unit.chosen.emit(UnitKind.SHARE)
    # Nobody chose the sum: it went with the unit.
    assert document.plan.kpis[LEADS].time is TimeRule.MEAN
    details.time.chosen.emit(TimeRule.WEIGHTED)
    details.weight_by.chosen.emit(CLIENTS)
    details.sense.chosen.emit(Sense.LOWER)
    kpi = document.plan.kpis[LEADS]
    assert (kpi.weight_by, kpi.sense) == (CLIENTS, Sense.LOWER)
    assert details.weight_by.value == CLIENTS


def test_that_the_plan_is_edited_while_nothing_is_selected(
    document: Document, inspector: Inspector, qtbot: QtBot
) -> None:
    part = inspector.plan_part
    assert part.isVisible()
    type_into(part.charges.field, "45", qtbot)
    type_into(part.currency.field, "chf", qtbot)
    type_into(part.ceiling.field, "60k", qtbot)
    plan = document.plan
    assert (plan.charges, plan.currency, plan.ceiling) == (0.45, "CHF", 60_000.0)
    type_into(part.currency.field, "euros", qtbot)
    assert document.plan.currency == "CHF"
    assert part.currency.message.text
    document.select(LEADS)
    assert not part.isVisible()


def test_that_a_hidden_inspector_waits_and_catches_up(
    document: Document, inspector: Inspector
) -> None:
    document.select(LEADS)
    inspector.hide()
    document.select(KpiKey("clients"))
    assert inspector.head.name.text == "Leads"
    inspector.show()
    assert inspector.head.name.text == "Clients"


def test_that_what_is_half_typed_goes_with_its_plan(
    document: Document, inspector: Inspector, qtbot: QtBot
) -> None:
    document.select(LEADS)
    for field in (inspector.head.name.field, inspector.notes.note.lines):
        document.select(LEADS)
        field.setFocus()
        qtbot.keyClicks(field, "half")
        document.load(shop(), None)
        assert document.plan == shop()
        assert inspector.plan_part.isVisible()


def test_that_every_field_has_a_name_for_who_does_not_see_it(
    document: Document, inspector: Inspector
) -> None:
    document.select(COSTS)
    fields = inspector.findChildren(QLineEdit)
    assert fields
    assert all(field.accessibleName().strip() for field in fields)


def test_that_the_way_of_rolling_up_is_shown_and_changed(
    document: Document, inspector: Inspector
) -> None:
    row = inspector.formula.rollup
    document.select(PROFIT)
    assert row.switch.value is RollupShape.DIFFERENCE
    buttons = {button.text(): button for button in row.switch.findChildren(QAbstractButton)}
    buttons["+"].click()
    assert document.plan.kpis[PROFIT].formula == "revenue + costs"
    assert row.switch.value is RollupShape.SUM
    buttons["x̄"].click()
    assert "count" in row.message.text
    assert row.switch.value is RollupShape.SUM
    document.select(CLIENTS)
    assert row.switch.value is None
    assert not row.message.text
    document.select(LEADS)
    assert not row.isVisible()


def test_that_a_formula_may_be_typed_by_names_with_help(
    document: Document, inspector: Inspector, qtbot: QtBot
) -> None:
    document.select(COSTS)
    field = inspector.formula.entry.field
    field.setFocus()
    QTest.keyClicks(field, "Lea")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.text() == "Leads"
    QTest.keyClicks(field, " * 3")
    qtbot.waitUntil(lambda: "Costs = Leads × 3" in inspector.formula.assist.strip.equation)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert document.plan.kpis[COSTS].formula == "leads * 3"
    assert inspector.formula.words == "Costs = Leads × 3"
    assert inspector.formula.assist.strip.isHidden()


def test_that_figures_before_the_plan_are_typed_in_one_line(
    document: Document, inspector: Inspector, qtbot: QtBot
) -> None:
    (driver, *_) = (key for key, kpi in document.plan.kpis.items() if kpi.is_driver)
    document.select(driver)
    entry = inspector.history.entry
    entry.committed.emit("1,200; -; 1,350.5")
    assert document.plan.kpis[driver].history == (1200, None, 1350.5)
    assert entry.text == "1200 ; - ; 1350.5"
    entry.committed.emit("12; many")
    assert "many" in entry.message.text
    assert document.plan.kpis[driver].history == (1200, None, 1350.5)
    entry.committed.emit("")
    assert document.plan.kpis[driver].history == ()


def test_that_tab_stops_from_top_to_bottom_at_lines_that_came_late(
    document: Document, inspector: Inspector, qtbot: QtBot
) -> None:
    (driver, *_) = (key for key, kpi in document.plan.kpis.items() if kpi.is_driver)
    document.select(driver)
    document.apply("Share", partial(set_responsibility, key=driver, shares={"marketing": 1.0}))
    inspector.head.name.setFocus()
    stops: list[QWidget] = []
    while (widget := inspector.focusWidget()) is not None and widget not in stops:
        stops.append(widget)
        QTest.keyClick(widget, Qt.Key.Key_Tab)
    heights = [stop.mapTo(inspector, stop.rect().center()).y() for stop in stops]
    assert len(stops) > 6
    assert heights == sorted(heights)
    fields = [line.entry.field for line in inspector.values.lines.values()]
    fields += [line.entry.field for line in inspector.responsibility.lines.values()]
    assert set(fields) <= set(stops)

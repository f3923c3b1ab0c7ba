"""The details of a scorecard: typed by keys, explained where wrong, and taken back step by step."""

from __future__ import annotations

import pytest
from examples.shop import CLIENTS, DESIGN, LEAD, LEADS, PROFIT, SELLER
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from models.calendar import Span
from models.keys import MeasureKey, PersonKey
from models.scorecard import (
    CatchUp,
    CurveBasis,
    GateSide,
    Measure,
    PoolKind,
    Scorecard,
    ScoreForm,
)
from ui.document import Document
from ui.prioritise import card_gates, card_targets
from ui.prioritise.card_dialog import CardDialog, Part
from ui.prioritise.card_exceptions import ExceptionsTab
from ui.prioritise.card_gates import GatesTab
from ui.prioritise.card_matrix import MatrixTab
from ui.prioritise.card_modifiers import ModifiersTab
from ui.prioritise.card_pools import PoolsTab
from ui.prioritise.card_sections import SectionsTab
from ui.prioritise.card_tab import CardTab
from ui.prioritise.card_targets import TargetsTab
from ui.prioritise.room import PrioritiseRoom
from ui.prioritise.take_targets_dialog import TakeTargetsDialog
from ui.tables.table_view import CalmTable
from workbench.analysis.weighting import Spot, Subject

# The platform that tests run on says of every popup what it cannot do.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

Key = Qt.Key


@pytest.fixture
def dialog(document: Document, room: PrioritiseRoom, qtbot: QtBot) -> CardDialog:
    """The details of the marketing lead, opened from the matrix by its action."""
    weights = room.scorecards.weights
    place = weights.matrix.place(Spot(LEAD, Subject(kpi=PROFIT)))
    assert place is not None
    weights.table.setCurrentIndex(weights.matrix.index(*place))
    room.action_handlers()["card_details"]()
    opened = room.window().findChild(CardDialog)
    assert opened is not None
    opened.activateWindow()
    qtbot.waitUntil(opened.isActiveWindow)
    assert opened.desk.position == LEAD
    return opened


def card(document: Document, position: object = LEAD) -> Scorecard:
    return document.plan.designs[DESIGN].scorecards[position]


def measure(document: Document, key: str) -> Measure:
    return next(each for each in card(document).measures if each.key == key)


def shown(dialog: CardDialog, part: Part) -> CardTab:
    dialog.show_part(part)
    return dialog.parts[part]


def texts(table: CalmTable, row: int) -> list[str]:
    return [cell.text for cell in table.model().rows[row]]


def type_at(table: CalmTable, row: int, column: int, text: str) -> None:
    """Put the cursor into a cell, counted from the end where below 0, and type by keys."""
    model = table.model()
    row = row if row >= 0 else model.rowCount() + row
    table.setFocus()
    table.setCurrentIndex(model.index(row, column))
    if not text:
        QTest.keyClick(table, Key.Key_Delete)
        return
    QTest.keyClick(table, Key.Key_F2)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    editor.selectAll()
    QTest.keyClicks(editor, text)
    QTest.keyClick(editor, Key.Key_Return)


def test_that_every_table_keeps_to_the_contract_whatever_is_done_and_undone(
    document: Document, dialog: CardDialog
) -> None:
    models = dialog.findChildren(QAbstractItemModel)
    watched = [each for tab in dialog.parts.values() for each in (t.model() for t in tab.tables)]
    assert len(watched) == 10
    assert set(watched) <= set(models)
    fatal = QAbstractItemModelTester.FailureReportingMode.Fatal
    for model in watched:
        QAbstractItemModelTester(model, fatal, model)
    before = document.plan
    type_at(shown(dialog, Part.FORM).tables[0], -1, 0, "Team")
    type_at(shown(dialog, Part.GATES).tables[0], -1, 0, "Profit")
    type_at(shown(dialog, Part.MODIFIERS).tables[0], -1, 0, "Attitude")
    type_at(shown(dialog, Part.TARGETS).tables[0], 0, card_targets.EVERY, "quarter")
    matrix = shown(dialog, Part.MATRIX)
    assert isinstance(matrix, MatrixTab)
    matrix.way.chosen.emit(True)
    type_at(shown(dialog, Part.POOLS).tables[0], -1, 0, "5000")
    type_at(shown(dialog, Part.EXCEPTIONS).tables[0], -1, 0, "Ada Martin")
    assert document.undo_stack.count() == 7
    for part in reversed(Part):
        dialog.show_part(part)
        QTest.keyClick(dialog, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert document.plan == before
    assert not dialog.undo_button.isEnabled()
    for _ in Part:
        QTest.keyClick(dialog, Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert document.undo_stack.index() == 7


def test_that_the_form_is_said_with_the_figures_of_the_card_and_chosen(
    document: Document, dialog: CardDialog
) -> None:
    tab = shown(dialog, Part.FORM)
    assert isinstance(tab, SectionsTab)
    added = tab.sentences[ScoreForm.ADDITIVE].text()
    assert "50\u00a0% ×" in added
    assert tab.sentences[ScoreForm.MULTIPLICATIVE].text().count("×") == 2
    tab.form.focus_chosen(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Right)
    assert card(document).form is ScoreForm.MULTIPLICATIVE
    assert document.undo_stack.undoText() == "Form of the score · Marketing lead"
    assert [measure.weight for measure in card(document).measures] == [0.5, 0.4, 0.1]


def test_that_measures_walk_through_sections_by_keys(
    document: Document, dialog: CardDialog
) -> None:
    tab = shown(dialog, Part.FORM)
    assert isinstance(tab, SectionsTab)
    type_at(tab.table, -1, 0, "Team")
    type_at(tab.table, 0, 0, "Results")
    type_at(tab.table, 3, 1, "team")
    sections = card(document).sections
    assert [section.name for section in sections] == ["Results", "Team"]
    assert [each.key for each in sections[1].measures] == ["gemba"]
    tab.table.setCurrentIndex(tab.model.index(2, 0))
    QTest.keyClick(tab.table, Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert [each.key for each in card(document).sections[1].measures] == ["leads", "gemba"]
    assert texts(tab.table, tab.table.currentIndex().row())[0].strip() == "Leads"
    QTest.keyClick(tab.table, Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert [each.key for each in card(document).sections[1].measures] == ["gemba"]
    type_at(tab.table, -1, 0, "results")
    assert "already" in tab.callout.text
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Escape)
    type_at(tab.table, 0, 0, "")
    assert [each.key for each in card(document).measures] == ["profit", "leads", "gemba"]


def test_that_a_condition_is_typed_cell_by_cell_and_told_open_or_closed(
    document: Document, dialog: CardDialog
) -> None:
    tab = shown(dialog, Part.GATES)
    assert isinstance(tab, GatesTab)
    type_at(tab.table, -1, card_gates.KPI, "cost")
    gate = card(document).gates[0]
    # Less of it is better, and in the base it is open.
    assert (gate.side, gate.value) == (GateSide.AT_MOST, 6_000_000.0)
    assert texts(tab.table, 0)[card_gates.STATE] == "✓ open"
    type_at(tab.table, 0, card_gates.VALUE, "1.2M")
    type_at(tab.table, 0, card_gates.SPAN, "q")
    assert texts(tab.table, 0)[card_gates.STATE] == "✗ closed"
    type_at(tab.table, 0, card_gates.SIDE, ">=")
    assert texts(tab.table, 0)[card_gates.STATE] == "✓ open"
    type_at(tab.table, 0, card_gates.PART, "130")
    assert "100" in tab.callout.text
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Escape)
    assert tab.callout.text == ""
    type_at(tab.table, 0, card_gates.PART, "50")
    type_at(tab.table, 0, card_gates.PLACE, "Leads")
    moved = measure(document, "leads").gates
    assert not card(document).gates
    assert (moved[0].part, moved[0].span, moved[0].side) == (0.5, Span.QUARTER, GateSide.AT_LEAST)
    type_at(tab.table, 0, card_gates.KPI, "nothing of this")
    assert "No KPI" in tab.callout.text
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Escape)
    type_at(tab.table, 0, card_gates.KPI, "")
    assert not measure(document, "leads").gates


def test_that_a_kpi_is_found_by_a_part_of_its_name(document: Document, dialog: CardDialog) -> None:
    tab = shown(dialog, Part.GATES)
    assert isinstance(tab, GatesTab)
    tab.find_button(tab.table, tab.model, card_gates.KPI).click()
    picker = tab.picker
    assert picker is not None
    QTest.keyClicks(picker.field, "of leads")
    assert picker.list.count() == 1
    QTest.keyClick(picker.field, Key.Key_Return)
    assert card(document).gates[0].kpi == "conversion"


def test_that_a_modifier_is_typed_per_person_or_comes_from_a_kpi(
    document: Document, dialog: CardDialog
) -> None:
    tab = shown(dialog, Part.MODIFIERS)
    assert isinstance(tab, ModifiersTab)
    type_at(tab.table, -1, 0, "Attitude")
    type_at(tab.factors_table, 0, 1, "2")
    assert "1.5" in tab.callout.text
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Escape)
    type_at(tab.factors_table, 0, 1, "1.1")
    assert document.plan.people[PersonKey("ada")].modifiers["attitude"] == 1.1
    type_at(tab.table, 0, 1, "Clients")
    modifier = card(document).modifiers[0]
    assert modifier.kpi == CLIENTS
    assert modifier.target == 30_800.0
    type_at(tab.points_table, 0, 1, "0.5")
    type_at(tab.points_table, -1, 0, "90")
    curve = card(document).modifiers[0].curve
    assert curve is not None
    assert [(point.at, point.pay) for point in curve.points][:2] == [(0.8, 0.5), (0.9, 1.1)]
    tab.basis.chosen.emit(CurveBasis.VALUE)
    curve = card(document).modifiers[0].curve
    assert curve is not None
    assert curve.points[2].at == pytest.approx(30_800.0)
    type_at(tab.table, 0, 1, "typed")
    # Its curve waits.
    assert card(document).modifiers[0].curve == curve
    type_at(tab.table, 0, 0, "")
    assert not card(document).modifiers


def test_that_caps_and_rhythm_are_set_and_wrong_ones_explained(
    document: Document, dialog: CardDialog
) -> None:
    tab = shown(dialog, Part.TARGETS)
    assert isinstance(tab, TargetsTab)
    tab.cap_rate.setFocus()
    QTest.keyClicks(tab.cap_rate.field, "much")
    QTest.keyClick(tab.cap_rate.field, Key.Key_Return)
    assert "much" in tab.cap_rate.message.text
    assert tab.cap_rate.text == "much"
    tab.cap_rate.field.selectAll()
    QTest.keyClicks(tab.cap_rate.field, "150")
    QTest.keyClick(tab.cap_rate.field, Key.Key_Return)
    tab.cap_amount.setFocus()
    QTest.keyClicks(tab.cap_amount.field, "20 000")
    QTest.keyClick(tab.cap_amount.field, Key.Key_Return)
    assert (card(document).cap_rate, card(document).cap_amount) == (1.5, 20_000.0)
    assert tab.cap_rate.text == "150\u00a0%"
    # Enter ends a field, not the dialog.
    assert dialog.isVisible()
    tab.frequency.chosen.emit(Span.QUARTER)
    assert tab.catch_up.isEnabled()
    tab.catch_up.chosen.emit(CatchUp.CLAWBACK)
    assert "taken back" in tab.catch_up_line.text()
    assert (card(document).frequency, card(document).catch_up) == (Span.QUARTER, CatchUp.CLAWBACK)


def test_that_targets_are_shared_out_typed_and_taken_from_a_scenario(
    document: Document, dialog: CardDialog, qtbot: QtBot
) -> None:
    tab = shown(dialog, Part.TARGETS)
    assert isinstance(tab, TargetsTab)
    type_at(tab.table, 1, card_targets.EVERY, "quarter")
    assert measure(document, "leads").targets == (27_000.0,) * 4
    type_at(tab.table, 1, card_targets.YEAR, "120000")
    assert measure(document, "leads").targets == (30_000.0,) * 4
    type_at(tab.table, 1, card_targets.FIRST + 3, "10000")
    tab.table.setCurrentIndex(tab.model.index(1, card_targets.YEAR))
    tab.phase.click()
    assert measure(document, "leads").targets == (25_000.0,) * 4
    before = document.plan
    tab.take.click()
    taking = dialog.findChild(TakeTargetsDialog)
    taking.activateWindow()
    qtbot.waitUntil(taking.isActiveWindow)
    assert document.plan is before
    assert [row[3].text for row in taking.model.rows] == [
        "3,000,000\u00a0€",
        *["25,000"] * 4,
    ]
    type_at(taking.table, 0, 0, "no")
    type_at(taking.table, 1, 0, "perhaps")
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Escape)
    taking.accept_button.click()
    assert measure(document, "leads").targets == pytest.approx((28_350.0,) * 4)
    assert measure(document, "profit").targets == (3_000_000.0,)
    document.undo_stack.undo()
    assert document.plan == before


def test_that_a_matrix_is_typed_and_neither_it_nor_the_curve_is_lost(
    document: Document, dialog: CardDialog
) -> None:
    tab = shown(dialog, Part.MATRIX)
    assert isinstance(tab, MatrixTab)
    tab.choose(MeasureKey("leads"))
    curve = measure(document, "leads").curve
    tab.way.chosen.emit(True)
    matrix = measure(document, "leads").matrix
    assert matrix is not None
    assert (matrix.rows, len(matrix.columns)) == ((86_400.0, 108_000.0, 130_000.0), 3)
    type_at(tab.table, 1, 1, "40")
    type_at(tab.table, -1, 0, "100000")
    type_at(tab.table, 0, 4, "9M")
    matrix = measure(document, "leads").matrix
    assert matrix is not None
    assert matrix.rows == (86_400.0, 100_000.0, 108_000.0, 130_000.0)
    assert matrix.pay[0][0] == 0.4
    assert matrix.pay[1] == matrix.pay[0]
    assert matrix.columns[-1] == 9_000_000.0
    type_at(tab.table, 1, 0, "100000")
    assert "already" in tab.callout.text
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Escape)
    type_at(tab.table, 2, 0, "")
    kept = measure(document, "leads").matrix
    tab.way.chosen.emit(False)
    assert measure(document, "leads").matrix is None
    assert measure(document, "leads").curve == curve
    tab.way.chosen.emit(True)
    assert measure(document, "leads").matrix == kept


def test_that_pools_are_the_designs_and_tell_what_they_do(
    document: Document, dialog: CardDialog
) -> None:
    tab = shown(dialog, Part.POOLS)
    assert isinstance(tab, PoolsTab)
    type_at(tab.table, -1, 0, "5000")
    type_at(tab.table, 0, 2, "Sales team, Marketing lead")
    type_at(tab.table, 0, 1, "always")
    pool = document.plan.designs[DESIGN].pools[0]
    assert (pool.kind, pool.amount, pool.positions) == (PoolKind.FIXED, 5000.0, (SELLER, LEAD))
    assert "5,000" in tab.table.model().rows[0][4].below
    type_at(tab.table, 0, 2, "Sales team, nobody")
    assert "none of them" in tab.callout.text
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Escape)
    type_at(tab.table, 0, 0, "Leads")
    assert document.plan.designs[DESIGN].pools[0].kpi == LEADS
    type_at(tab.table, 0, 0, "")
    assert not document.plan.designs[DESIGN].pools


def test_that_somebody_gets_weights_and_targets_of_their_own(
    document: Document, dialog: CardDialog
) -> None:
    tab = shown(dialog, Part.EXCEPTIONS)
    assert isinstance(tab, ExceptionsTab)
    type_at(tab.table, -1, 0, "Ben Moreau")
    # He holds another position.
    assert "none of them" in tab.callout.text
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Escape)
    type_at(tab.table, -1, 0, "Ada Martin")
    type_at(tab.table, 0, 1, "On leave until May")
    type_at(tab.own_table, 1, 2, "50")
    assert texts(tab.table, 0)[3] == "110\u00a0%"
    type_at(tab.own_table, 1, 3, "70000")
    exception = card(document).exceptions[PersonKey("ada")]
    assert exception.reason == "On leave until May"
    assert (exception.measures[0].weight, exception.measures[0].targets) == (0.5, (70_000.0,))
    type_at(tab.own_table, 1, 3, "")
    type_at(tab.own_table, 1, 2, "")
    assert card(document).exceptions[PersonKey("ada")].measures == ()
    type_at(tab.table, 0, 0, "")
    assert not card(document).exceptions


def test_that_another_position_is_laid_on_the_desk_and_steps_before_stay(
    document: Document, dialog: CardDialog
) -> None:
    tab = shown(dialog, Part.GATES)
    dialog.position.chosen.emit(SELLER)
    type_at(tab.tables[0], -1, 0, "Profit")
    assert card(document, SELLER).gates
    assert not card(document).gates
    for _ in range(3):
        dialog.undo_button.click()
    assert document.undo_stack.index() == 0


def test_that_every_part_can_be_walked_by_keys_alone(dialog: CardDialog) -> None:
    dialog.switch.focus_chosen(Qt.FocusReason.TabFocusReason)
    seen: list[Part] = [dialog.part]
    for _ in range(len(Part) - 1):
        QTest.keyClick(QApplication.focusWidget(), Key.Key_Right)
        seen.append(dialog.part)
    assert seen == list(Part)
    for part in Part:
        tab = shown(dialog, part)
        focusable = [
            each
            for each in tab.findChildren(QWidget)
            if each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.isVisible()
        ]
        assert focusable
        assert all(each.accessibleName() for each in focusable)

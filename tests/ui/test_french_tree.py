"""A manager who has never seen the program draws the French sample from nothing."""

from __future__ import annotations

import pytest
from examples.french_tree import by_name, children, expect_figures, figure, in_keys, in_words
from examples.typist import CTRL, Typist
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from models.keys import KpiKey
from models.kpi import TimeRule
from models.plan import Plan
from models.tree import kpi_tree
from ui.app import Workbench
from ui.decompose.outline_columns import ColumnKind
from ui.document import Document
from ui.plan_files import sample_files
from ui.preferences import Preferences
from workbench.files.codec import encode
from workbench.files.plan_file import open_plan
from workbench.history_typed import history_text
from workbench.language import language

Key = Qt.Key


@pytest.fixture(scope="module")
def sample() -> Plan:
    return open_plan(sample_files()[0]).plan


@pytest.fixture
def preferences(preferences: Preferences) -> Preferences:
    preferences.language = "fr"
    return preferences


@pytest.fixture
def typist(workbench: Workbench) -> Typist:
    workbench.window.activateWindow()
    return Typist(workbench.window)


def draw(typist: Typist, sample: Plan, key: KpiKey) -> None:
    """Type the name of a KPI that was just added, and draw what stands below it."""
    typist.enter(sample.kpis[key].name)
    below = children(sample, key)
    for place, child in enumerate(below):
        typist.press(Key.Key_Return if place else Key.Key_Tab)
        draw(typist, sample, child)
    if below:
        typist.press(Key.Key_Left)


def type_formulas(typist: Typist, workbench: Workbench, sample: Plan) -> None:
    document = workbench.document
    keys = by_name(sample, document.plan)
    for kpi in sample.kpis.values():
        wanted = in_keys(keys, kpi.formula)
        if document.plan.kpis[keys[kpi.key]].formula == wanted:
            continue
        typist.press(Key.Key_F, CTRL)
        typist.enter(kpi.name)
        assert document.selection == keys[kpi.key]
        typist.press(Key.Key_E, CTRL)
        typist.press(Key.Key_A, CTRL)
        typist.enter(in_words(sample, kpi.formula))
        assert document.plan.kpis[keys[kpi.key]].formula == wanted


def type_figures(typist: Typist, workbench: Workbench, sample: Plan) -> None:
    """Type twelve months of every driver, row by row in the outline."""
    typist.command("plan détaillé")
    typist.press(Key.Key_Home, CTRL)
    document, view = workbench.document, workbench.window.frame.current.outline.view  # pyright: ignore[reportAttributeAccessIssue]
    named = {kpi.name: kpi for kpi in sample.kpis.values()}
    columns = view.outline.words.columns
    first = next(at for at, column in enumerate(columns) if column.kind is ColumnKind.PERIOD)
    before = -1
    while view.cursor_cell[0] != before:
        before = view.cursor_cell[0]
        nodes = view.outline.words.nodes
        kpi = document.plan.kpis[nodes.keys[before]]
        if not kpi.is_driver or nodes.link[before] or kpi.values:
            typist.press(Key.Key_Down)
            continue
        while view.cursor_cell[1] < first:
            typist.press(Key.Key_Right)
        *values, last = named[kpi.name].values
        for value in values:
            typist.type(figure(named[kpi.name], value or 0.0))
            typist.press(Key.Key_Tab)
        typist.enter(figure(named[kpi.name], last or 0.0))
        typist.press(Key.Key_Home)


def type_history(typist: Typist, workbench: Workbench, sample: Plan) -> None:
    keys, french = by_name(sample, workbench.document.plan), language("fr")
    for kpi in sample.kpis.values():
        if not kpi.history:
            continue
        typist.press(Key.Key_F, CTRL)
        typist.enter(kpi.name)
        typist.pane("Inspecteur")
        typist.tab_to("Avant le plan")
        typist.press(Key.Key_Space)
        typist.press(Key.Key_Tab)
        typist.enter(history_text(kpi.history, kpi.unit, french))
        assert workbench.document.plan.kpis[keys[kpi.key]].history == kpi.history


def expect_weights(document: Document, sample: Plan) -> None:
    """Expect each rate that is multiplied by one count to go by it, before any figure is typed."""
    keys = by_name(sample, document.plan)
    rates = [KpiKey(key) for key in ("conversion", "closing_rate", "unit_cost", "arpu")]
    for rate in (*rates, KpiKey("base_price")):
        kpi, wanted = document.plan.kpis[keys[rate]], sample.kpis[rate]
        assert wanted.weight_by is not None
        assert (kpi.time, kpi.weight_by) == (TimeRule.WEIGHTED, keys[wanted.weight_by]), kpi.name


def share_out(typist: Typist, workbench: Workbench, sample: Plan) -> None:
    """Share a KPI out between the two functions that a new plan has."""
    kpi = sample.kpis[KpiKey("base_price")]
    typist.press(Key.Key_F, CTRL)
    typist.enter(kpi.name)
    typist.pane("Inspecteur")
    for share in ("70", "30"):
        typist.tab_to("Ajouter une fonction responsable")
        typist.press(Key.Key_Space)
        typist.press(Key.Key_Down)
        typist.press(Key.Key_Return)
        typist.enter(share)
    key = by_name(sample, workbench.document.plan)[kpi.key]
    shares = workbench.document.plan.kpis[key].responsibility
    assert dict(shares) == {"marketing": 0.7, "sales": 0.3}


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_that_the_french_tree_is_drawn_by_keyboard_alone_to_its_last_figure(
    qtbot: QtBot, workbench: Workbench, typist: Typist, sample: Plan
) -> None:
    document = workbench.document
    typist.press(Key.Key_N, CTRL)
    qtbot.waitUntil(workbench.window.frame.isVisible)
    empty = encode(document.plan)
    typist.press(Key.Key_Return)
    first, *others = kpi_tree(sample.kpis).roots
    draw(typist, sample, first)
    for root in others:
        typist.press(Key.Key_Return)
        draw(typist, sample, root)
    assert len(document.plan.kpis) == len(sample.kpis)
    type_formulas(typist, workbench, sample)
    expect_weights(document, sample)
    type_figures(typist, workbench, sample)
    type_history(typist, workbench, sample)
    share_out(typist, workbench, sample)
    expect_figures(document, sample)
    while document.undo_stack.canUndo():
        typist.press(Key.Key_Z, CTRL)
    assert encode(document.plan) == empty
    assert QApplication.activeModalWidget() is None

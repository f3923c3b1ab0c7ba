"""After an edit the cards whose figure moved light up, as far as the root."""

from __future__ import annotations

from functools import partial

import pytest
from examples.shop import ARPU, CLIENTS, COSTS, LEADS, PROFIT, REVENUE, STRETCH
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from models.edits.drivers import set_value, set_values
from models.edits.kpis import add_kpi
from models.keys import KpiKey
from models.kpi import Kpi
from models.plan import Plan
from ui.decompose import flashing as flashing_module
from ui.decompose.canvas import TreeCanvas
from ui.decompose.flashing import Flashing
from ui.document import Document

CHURN = KpiKey("churn")


@pytest.fixture
def flashing(canvas: TreeCanvas) -> Flashing:
    # Cards are worded when they are first painted.
    canvas.grab()
    found = canvas.findChild(Flashing)
    assert found is not None
    return found


def lit(canvas: TreeCanvas, flashing: Flashing) -> set[str]:
    scene = canvas.scene
    assert scene is not None
    return {scene.nodes.keys[node] for node in flashing.nodes}


def test_that_the_way_to_the_root_lights_up_and_fades(
    document: Document, canvas: TreeCanvas, flashing: Flashing, qtbot: QtBot
) -> None:
    timer = flashing.findChild(QTimer)
    assert timer is not None
    assert not timer.isActive()
    # So little that no card is written differently.
    document.apply("Costs", partial(set_value, key=COSTS, period=0, value=500_000.01))
    assert lit(canvas, flashing) == {COSTS, PROFIT}
    assert flashing.strength > 0.0
    document.apply("Leads", partial(set_value, key=LEADS, period=0, value=1.0))
    assert lit(canvas, flashing) == {LEADS, CLIENTS, REVENUE, PROFIT}
    qtbot.waitUntil(lambda: not flashing.nodes, timeout=5000)
    assert not timer.isActive()


def test_that_a_card_that_is_lit_looks_different_until_it_is_not(
    document: Document, canvas: TreeCanvas, flashing: Flashing, qtbot: QtBot
) -> None:
    document.apply("Costs", partial(set_value, key=COSTS, period=0, value=500_000.01))
    bright = canvas.grab().toImage()
    qtbot.waitUntil(lambda: not flashing.nodes, timeout=5000)
    assert canvas.grab().toImage() != bright


def test_that_a_card_that_goes_while_it_is_lit_leaves_nothing_to_paint(
    document: Document, canvas: TreeCanvas, flashing: Flashing, plan: Plan
) -> None:
    new = Kpi(KpiKey("last"), "Last")
    document.apply("Add", partial(add_kpi, kpi=new, parent=None))
    canvas.fit_all()
    canvas.grab()
    ones = {(new.key, period): 1.0 for period in range(len(plan.kpis[COSTS].values))}
    document.apply("Last", partial(set_values, cells=ones))
    assert lit(canvas, flashing) == {"last"}
    document.undo_stack.setIndex(0)
    assert not flashing.nodes
    canvas.grab()


def test_that_another_scenario_or_another_plan_lights_nothing(
    document: Document, canvas: TreeCanvas, flashing: Flashing, plan: Plan
) -> None:
    document.show_scenario(STRETCH)
    assert not flashing.nodes
    document.show_scenario("base")
    document.apply("ARPU", partial(set_value, key=ARPU, period=0, value=1.0))
    assert flashing.nodes
    document.load(plan, None)
    assert not flashing.nodes


def test_that_nothing_lights_up_where_nothing_may_move(
    document: Document, flashing: Flashing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(flashing_module, "animations_wanted", lambda widget: False)
    document.apply("Costs", partial(set_value, key=COSTS, period=0, value=1.0))
    assert not flashing.nodes


def test_that_a_card_that_went_while_it_was_lit_is_lit_no_more(
    document: Document, canvas: TreeCanvas, flashing: Flashing
) -> None:
    document.apply("Churn", partial(add_kpi, kpi=Kpi(CHURN, "Churn")))
    assert canvas.scene is not None
    flashing.light((canvas.scene.nodes.home[CHURN],))
    assert lit(canvas, flashing) == {CHURN}
    document.undo_stack.setIndex(0)
    document.apply("Costs", partial(set_value, key=COSTS, period=0, value=1.0))
    assert lit(canvas, flashing) <= {COSTS, PROFIT}

"""The curve editor: by keys, by mouse, by typing; each gesture one step that is taken back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from examples.shop import DESIGN, LEAD, LEADS, SELLER
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from models.changes import Edited, edited
from models.plan import Plan
from models.scorecard import Curve, CurveBasis, CurveKind
from models.uncertainty import Distribution, Shape
from ui.document import Document
from ui.drawing.curve_painter import CurveFrame
from ui.prioritise.curve_controls import FromLibrary, Reading
from ui.prioritise.curve_panel import CurvePanel
from ui.prioritise.room import PrioritiseRoom
from workbench.analysis.curve_shaping import PRESETS, CurvePreset
from workbench.analysis.weighting import Spot, Subject
from workbench.files.codec import encode

SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def panel(room: PrioritiseRoom) -> CurvePanel:
    """The editor on the leads of the marketing lead: the default curve on a target of 108,000."""
    matrix = room.scorecards.weights.matrix
    place = matrix.place(Spot(LEAD, Subject(kpi=LEADS)))
    assert place is not None
    room.scorecards.weights.table.setCurrentIndex(matrix.index(*place))
    return room.scorecards.curve


def curve_of(plan: Plan) -> Curve | None:
    measures = plan.designs[DESIGN].scorecards[LEAD].measures
    return next(each.curve for each in measures if each.kpi == LEADS)


def test_that_keys_walk_move_add_and_take_out_points(
    document: Document, panel: CurvePanel, qtbot: QtBot
) -> None:
    view, before = panel.view, encode(document.plan)
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert view.current == 2
    qtbot.keyClick(view, Qt.Key.Key_Up, SHIFT)
    raised = curve_of(document.plan)
    assert raised is not None
    assert raised.points[2].pay > 2.0
    assert raised.points[:2] == PRESETS[CurvePreset.STANDARD].points[:2]
    qtbot.keyClick(view, Qt.Key.Key_Up, SHIFT)
    # Two keys without leaving the picture are one step.
    assert document.undo_stack.count() == 1
    qtbot.keyClick(view, Qt.Key.Key_Home)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    more = curve_of(document.plan)
    assert more is not None
    assert [each.at for each in more.points] == [0.8, 0.9, 1.0, 1.2]
    assert view.current == 1
    qtbot.keyClick(view, Qt.Key.Key_Delete)
    fewer = curve_of(document.plan)
    assert fewer is not None
    assert [each.at for each in fewer.points] == [0.8, 1.0, 1.2]
    while document.undo_stack.canUndo():
        document.undo_stack.undo()
    assert encode(document.plan) == before


def test_that_a_drag_is_one_step_and_stays_between_its_neighbours(
    document: Document, panel: CurvePanel, qtbot: QtBot
) -> None:
    view = panel.view
    picture = view.picture
    assert picture is not None
    frame = CurveFrame(picture, QRectF(view.rect()), view._style.font)
    start = frame.point(picture.points[1])

    def mouse(kind: QMouseEvent.Type, place: QPointF) -> None:
        left = Qt.MouseButton.LeftButton
        held = Qt.MouseButton.NoButton if kind is QMouseEvent.Type.MouseButtonRelease else left
        spot = view.mapToGlobal(place)
        event = QMouseEvent(kind, place, spot, left, held, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(view, event)

    mouse(QMouseEvent.Type.MouseButtonPress, start)
    for step in range(1, 40):
        mouse(QMouseEvent.Type.MouseMove, start + QPointF(5.0 * step, -1.0 * step))
    mouse(QMouseEvent.Type.MouseButtonRelease, start + QPointF(195.0, -39.0))
    changed = curve_of(document.plan)
    assert changed is not None
    assert changed.points[1].at == changed.points[2].at == 1.2
    assert document.undo_stack.count() == 1
    document.undo_stack.undo()
    assert curve_of(document.plan) is None


def test_that_points_are_typed_in_percent_or_in_values(
    document: Document, panel: CurvePanel, qtbot: QtBot
) -> None:
    QAbstractItemModelTester(
        panel.points, QAbstractItemModelTester.FailureReportingMode.QtTest, panel
    )
    table, points = panel.table, panel.points
    assert [points.cell(points.index(row, 2)).text for row in range(3)] == [
        "86,400",
        "108,000",
        "129,600",
    ]
    table.setFocus()
    table.setCurrentIndex(points.index(0, 0))
    qtbot.keyClick(table, "9")
    editor = table.findChildren(QLineEdit)[-1]
    qtbot.keyClicks(editor, "0 %")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    changed = curve_of(document.plan)
    assert changed is not None
    assert changed.points[0].at == 0.9
    panel.controls.basis_chosen.emit(CurveBasis.VALUE)
    values = curve_of(document.plan)
    assert values is not None
    assert [each.at for each in values.points] == pytest.approx([97_200.0, 108_000.0, 129_600.0])
    assert points.fault(points.index(1, 1), "-5 %")
    points.setData(points.index(3, 0), "120000")
    more = curve_of(document.plan)
    assert more is not None
    assert [each.at for each in more.points][2] == 120_000.0
    points.setData(points.index(2, 0), "")
    assert curve_of(document.plan) == values


def test_that_shapes_readings_and_the_library_are_chosen(
    document: Document, panel: CurvePanel
) -> None:
    controls = panel.controls
    controls.shape_chosen.emit(CurvePreset.S_CURVE)
    assert curve_of(document.plan) == PRESETS[CurvePreset.S_CURVE]
    assert controls.shape.value is CurvePreset.S_CURVE
    controls.reading_chosen.emit(Reading.RETROACTIVE)
    tiers = curve_of(document.plan)
    assert tiers is not None
    assert (tiers.kind, tiers.points[0].retroactive) == (CurveKind.TIERS, True)
    assert controls.basis.isHidden()
    controls.shape_chosen.emit(CurvePreset.STANDARD)
    controls.beyond_chosen.emit(True)
    open_ended = curve_of(document.plan)
    assert open_ended == PRESETS[CurvePreset.UNCAPPED]
    document.undo_stack.undo()
    controls.keep_asked.emit("House curve")
    assert [each.name for each in document.plan.curves.values()] == ["House curve"]
    kept = controls.shape.value
    assert isinstance(kept, FromLibrary)
    controls.forget_asked.emit(kept)
    assert not document.plan.curves


def test_that_simulated_runs_are_marked_where_something_is_uncertain(
    document: Document, room: PrioritiseRoom, panel: CurvePanel, qtbot: QtBot
) -> None:
    picture = panel.view.picture
    assert picture is not None
    assert picture.band is None
    spread = Distribution(Shape.NORMAL, 0.9, 1.1)

    def doubt(plan: Plan) -> Edited:
        row = replace(plan.kpis[LEADS], distribution=spread)
        return edited(plan, replace(plan, kpis=plan.kpis.replacing(row)))

    document.apply("doubt", doubt)

    def band() -> tuple[float, float, float] | None:
        return None if panel.view.picture is None else panel.view.picture.band

    qtbot.waitUntil(lambda: band() is not None, timeout=20_000)
    found = band()
    assert found is not None
    assert found == pytest.approx((102_060.0, 113_400.0, 124_740.0), rel=0.01)
    assert sum("P" in fact and "simulation" in fact for fact in panel.facts) == 3


def test_that_a_position_without_the_measure_has_no_editor(
    room: PrioritiseRoom, panel: CurvePanel
) -> None:
    matrix = room.scorecards.weights.matrix
    place = matrix.place(Spot(SELLER, Subject(kpi=LEADS)))
    assert place is not None
    room.scorecards.weights.table.setCurrentIndex(matrix.index(*place))
    assert panel.view.isHidden()
    assert panel.controls.isHidden()
    panel.editing.halve(0)
    assert room.scorecards.curve.facts == ()

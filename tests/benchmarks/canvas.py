"""The tree on screen: opening, panning, zooming, folding, editing; beside a QGraphicsView.

Run with the number of KPIs, or for 1,000 and 10,000 of them where none is given.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from typing_extensions import override

from tests.benchmarks.big_plans import big_plan
from tests.benchmarks.report import line, line_alone, seconds

if TYPE_CHECKING:
    from PySide6.QtWidgets import QGraphicsView

    from ui.app import Workbench
    from ui.decompose.canvas import TreeCanvas

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

_FRAME = "<= 16.7 ms"


def part_of(times: list[float], share: float) -> float:
    """Return the time that ``share`` of all stay below."""
    return sorted(times)[min(len(times) - 1, int(len(times) * share))]


def timed(step: Callable[[int], object], frames: int) -> list[float]:
    """Return how long each of so many frames took."""
    times: list[float] = []
    for number in range(frames):
        start = time.perf_counter()
        step(number)
        times.append(time.perf_counter() - start)
    return times


def graphics_view(canvas: TreeCanvas) -> QGraphicsView:
    """Return the same cards as items of Qt's own scene, at three levels of detail as ours."""
    from PySide6.QtCore import QRectF, Qt  # noqa: PLC0415
    from PySide6.QtGui import QColor, QPainter  # noqa: PLC0415
    from PySide6.QtWidgets import (  # noqa: PLC0415
        QGraphicsItem,
        QGraphicsScene,
        QGraphicsView,
        QStyleOptionGraphicsItem,
        QWidget,
    )

    from ui.drawing.tree_geometry import card_box  # noqa: PLC0415

    border, ink = QColor("#c8ccd4"), QColor("#1c2330")

    class Card(QGraphicsItem):
        def __init__(self, width: float, height: float, name: str) -> None:
            super().__init__()
            self.box, self.name = QRectF(0, 0, width, height), name

        @override
        def boundingRect(self) -> QRectF:
            return self.box

        @override
        def paint(
            self,
            painter: QPainter,
            option: QStyleOptionGraphicsItem,
            widget: QWidget | None = None,
        ) -> None:
            detail = option.levelOfDetailFromTransform(painter.worldTransform())
            if detail < 0.27:
                painter.fillRect(self.box, border)
                return
            painter.setPen(border)
            painter.setBrush(Qt.GlobalColor.white)
            painter.drawRoundedRect(self.box, 8, 8)
            painter.setPen(ink)
            painter.drawText(self.box, Qt.AlignmentFlag.AlignCenter, self.name)

    view = QGraphicsView()
    items = QGraphicsScene(view)
    scene = canvas.scene
    assert scene is not None
    for card, node in enumerate(scene.visible.tolist()):
        box = card_box(scene.picture, card)
        item = Card(box.width(), box.height(), scene.nodes.keys[node])
        item.setPos(box.topLeft())
        items.addItem(item)
    view.setScene(items)
    view.resize(canvas.size())
    view.show()
    return view


def everything(workbench: Workbench, kpis: int) -> None:
    """Time a frame with every card in view, beside the peer."""
    from PySide6.QtCore import Qt  # noqa: PLC0415
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415

    canvas = unfolded(workbench)
    canvas.fit_all()
    ours = seconds(canvas.repaint)
    view = graphics_view(canvas)
    QApplication.processEvents()
    view.fitInView(view.scene().itemsBoundingRect(), Qt.AspectRatioMode.KeepAspectRatio)
    theirs = seconds(view.viewport().repaint, repeats=5)
    view.close()
    name = f"every card in view, {kpis:,} KPIs"
    targets = {10_000: "<= 0.1", 50_000: _FRAME}
    line(name, ours, "QGraphicsView", theirs, targets.get(kpis, "none"))


def unfolded(workbench: Workbench) -> TreeCanvas:
    """Return the canvas with nothing folded away."""
    from ui.decompose.canvas import TreeCanvas  # noqa: PLC0415
    from ui.decompose.folding import Folding  # noqa: PLC0415

    canvas = workbench.window.findChild(TreeCanvas)
    folding = workbench.window.findChild(Folding)
    assert canvas is not None
    assert folding is not None
    folding.set(())
    return canvas


def looking(workbench: Workbench, kpis: int) -> None:
    """Time frames of panning, zooming and folding, in the whole tree."""
    from PySide6.QtCore import QPointF  # noqa: PLC0415

    canvas, document = unfolded(workbench), workbench.document
    draw = random.Random(3)
    parents = [kpi.key for kpi in document.plan.kpis.values() if kpi.formula]
    name = f"{kpis:,} KPIs"

    def pan(number: int) -> None:
        canvas.pan(QPointF(draw.uniform(-90, 90), draw.uniform(-90, 90)))
        canvas.repaint()

    def zoom(number: int) -> None:
        canvas.zoom(0.4 if number % 40 < 20 else -0.4)
        canvas.repaint()

    def fold(number: int) -> None:
        document.select(parents[number // 2 % len(parents)])
        start = time.perf_counter()
        canvas.commanded.emit("fold")
        canvas.repaint()
        folds.append(time.perf_counter() - start)

    folds: list[float] = []
    for scale, words in ((0.9, "near"), (0.4, "middle"), (0.1, "far")):
        canvas.fit_all()
        document.select(parents[len(parents) // 3])
        canvas.bring_near(scale)
        while canvas.scale > scale * 1.05:
            canvas.zoom(-0.2)
        canvas.repaint()
        times = timed(pan, 200)
        line_alone(f"pan {words}, {name}, p99", f"{part_of(times, 0.99) * 1e3:.1f} ms", _FRAME)
    times = timed(zoom, 200)
    line_alone(f"zoom, {name}, p99", f"{part_of(times, 0.99) * 1e3:.1f} ms", _FRAME)
    canvas.bring_near(0.9)
    timed(fold, 100)
    line_alone(f"fold, {name}, p99", f"{part_of(folds, 0.99) * 1e3:.1f} ms", _FRAME)


def editing(workbench: Workbench, kpis: int) -> None:
    """Time edits of drivers and of the tree, from the edit to the painted frame."""
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415

    from models.edits.drivers import set_values  # noqa: PLC0415

    document, window = workbench.document, workbench.window
    canvas = unfolded(workbench)
    kpis_of = document.plan.kpis
    document.select(kpis_of.order[0])
    canvas.bring_near(0.9)
    QApplication.processEvents()
    drivers = [kpi.key for kpi in kpis_of.values() if not kpi.formula]
    draw = random.Random(2)
    told: list[float] = []

    def change(number: int) -> None:
        cell = {(draw.choice(drivers), draw.randrange(12)): draw.uniform(50, 150)}
        start = time.perf_counter()
        document.apply("edit", partial(set_values, cells=cell))
        told.append(time.perf_counter() - start)
        QApplication.processEvents()

    def insert(number: int) -> None:
        canvas.commanded.emit("insert_after")
        canvas.typing.editor.cancel()
        window.repaint()

    timed(change, 10)
    told.clear()
    painted = timed(change, 60)
    name = f"edit of a driver, {kpis:,} KPIs"
    line_alone(f"{name}: until told, p95", f"{part_of(told, 0.95) * 1e3:.1f} ms", "<= 10 ms")
    line_alone(f"{name}: until painted, p95", f"{part_of(painted, 0.95) * 1e3:.1f} ms", _FRAME)
    document.select(drivers[0])
    inserted = timed(insert, 12)
    name = f"a KPI inserted and taken back, {kpis:,} KPIs, median"
    line_alone(name, f"{part_of(inserted, 0.5) * 1e3:.1f} ms", "<= 100 ms")


def measure(kpis: int, *, whole_only: bool = False) -> None:
    """Open a plan of so many KPIs and time what is done with it."""
    from PySide6.QtCore import QSettings  # noqa: PLC0415
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415

    from ui.app import Workbench, make_application  # noqa: PLC0415
    from ui.preferences import Preferences  # noqa: PLC0415

    application = QApplication.instance() or make_application([])
    assert isinstance(application, QApplication)
    with tempfile.TemporaryDirectory() as folder:
        settings = QSettings(f"{folder}/s.ini", QSettings.Format.IniFormat)
        workbench = Workbench(application, Preferences(settings), Path(folder))
        workbench.window.resize(1440, 900)
        workbench.start(None)
        workbench.files.new(workbench.window)
        plan = big_plan(kpis)
        start = time.perf_counter()
        workbench.document.load(plan, None)
        workbench.window.repaint()
        opened = time.perf_counter() - start
        line_alone(f"loaded and painted, {kpis:,} KPIs", f"{opened * 1e3:.0f} ms", "< 2 s")
        application.processEvents()
        everything(workbench, kpis)
        if not whole_only:
            looking(workbench, kpis)
            editing(workbench, kpis)
        workbench.files.shut()
        workbench.end()


if __name__ == "__main__":
    sizes = [int(each) for each in sys.argv[1:]]
    for size in sizes or (1_000, 10_000):
        measure(size)
    if not sizes:
        measure(50_000, whole_only=True)

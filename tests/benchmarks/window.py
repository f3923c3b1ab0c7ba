"""Opening, painting and editing in the window, offscreen, against bare Qt in the same run."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks.big_plans import big_plan
from tests.benchmarks.report import line, line_alone, seconds

if TYPE_CHECKING:
    from ui.app import Workbench
    from ui.document import Edit

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

_BARE = """
import numpy
from PySide6.QtWidgets import QApplication, QWidget
application = QApplication([])
window = QWidget()
window.resize(1440, 900)
window.show()
window.grab()
"""
_OURS = """
import sys, tempfile
from pathlib import Path
from PySide6.QtCore import QSettings
from ui.app import Workbench, make_application
from ui.preferences import Preferences
application = make_application([])
folder = Path(tempfile.mkdtemp())
preferences = Preferences(QSettings(str(folder / "s.ini"), QSettings.Format.IniFormat))
workbench = Workbench(application, preferences, folder)
workbench.window.resize(1440, 900)
workbench.start(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
workbench.window.grab()
"""


def run(program: str, *arguments: str) -> None:
    """Run a program from start to end in a process of its own."""
    call = [sys.executable, "-c", program, *arguments]
    # A machine of a user keeps what was compiled.
    kept = {"PYTHONPATH": ".", "PYTHONPYCACHEPREFIX": str(Path("build/bytecode").resolve())}
    inherited = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run(call, check=True, env=inherited | kept)


def starting() -> None:
    """Time the first paint of the empty window, and of one with 10,000 KPIs in it."""
    bare = seconds(lambda: run(_BARE), repeats=5)
    empty = seconds(lambda: run(_OURS), repeats=5)
    line("first window, process and all", empty, "bare PySide6 and numpy", bare, "<= 1.5")
    with tempfile.TemporaryDirectory() as folder:
        from workbench.files.plan_file import write_plan  # noqa: PLC0415 - QtCore

        path = Path(folder) / "big.kpi"
        write_plan(big_plan(10_000), path)
        opened = seconds(lambda: run(_OURS, str(path)), repeats=3)
        line("open 10,000 KPIs to first paint, process and all", opened, "empty", empty, "<= 2")
        line_alone("the same, without the start of the process", f"{opened - empty:.2f} s", "< 2 s")


def editing(kpis: int) -> None:
    """Time driver edits with the tree on screen, from the edit to the painted frame."""
    from PySide6.QtCore import QSettings  # noqa: PLC0415

    from models.edits.drivers import set_values  # noqa: PLC0415
    from ui.app import Workbench, make_application  # noqa: PLC0415
    from ui.preferences import Preferences  # noqa: PLC0415

    application = make_application([])
    with tempfile.TemporaryDirectory() as folder:
        settings = QSettings(f"{folder}/s.ini", QSettings.Format.IniFormat)
        workbench = Workbench(application, Preferences(settings), Path(folder))
        window, document = workbench.window, workbench.document
        window.resize(1440, 900)
        workbench.start(None)
        workbench.files.new(window)
        plan = big_plan(kpis)
        document.load(plan, None)
        document.select(plan.kpis.order[0])
        application.processEvents()
        window.grab()
        drivers = [kpi.key for kpi in plan.kpis.values() if not kpi.formula]
        draw = random.Random(2)
        edits: list[float] = []
        frames: list[float] = []
        for _ in range(60):
            cell = {(draw.choice(drivers), draw.randrange(12)): draw.uniform(50, 150)}
            start = time.perf_counter()
            document.apply("edit", lambda plan, cell=cell: set_values(plan, cell))
            middle = time.perf_counter()
            application.processEvents()
            frames.append(time.perf_counter() - start)
            edits.append(middle - start)
        edits.sort()
        frames.sort()
        name = f"edit on screen, {kpis:,} KPIs"
        line_alone(f"{name}: until told, p95", f"{edits[57] * 1e3:.1f} ms", "<= 10 ms")
        line_alone(f"{name}: until painted, p95", f"{frames[57] * 1e3:.1f} ms", "<= 16.7 ms")
        restructuring(workbench, name=f"{kpis:,} KPIs")
        workbench.files.shut()


def restructuring(workbench: Workbench, *, name: str) -> None:
    """Time edits of the tree until all views have been told, in CPU time of the window's thread.

    That is how long the window cannot answer, whatever else the machine is doing.
    """
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415

    from models.edits.kpis import add_kpi, change_key, set_formula  # noqa: PLC0415
    from models.edits.tree import delete_node, reorder  # noqa: PLC0415
    from models.keys import KpiKey  # noqa: PLC0415
    from models.kpi import Kpi  # noqa: PLC0415

    document = workbench.document
    order = document.plan.kpis.order
    parent, driver = order[len(order) // 8], order[-1]
    edits: dict[str, Callable[[int], Edit]] = {
        "add": lambda n: partial(add_kpi, kpi=Kpi(KpiKey(f"new{n}"), "New"), parent=parent),
        "set a formula": lambda n: partial(set_formula, key=parent, text=f"{driver} * {n + 2}"),
        "move": lambda n: partial(reorder, key=order[2], steps=1 if n % 2 else -1),
        "change a key": lambda n: partial(
            change_key, key=document.plan.kpis.order[7], new_key=KpiKey(f"other{n}")
        ),
        "delete": lambda n: partial(delete_node, key=KpiKey(f"new{n}")),
    }
    for words, edit in edits.items():
        times: list[float] = []
        for number in range(9):
            start = time.thread_time()
            document.apply(words, edit(number))
            times.append(time.thread_time() - start)
            QApplication.processEvents()
        median = sorted(times)[len(times) // 2]
        line_alone(f"{words}, {name}, CPU, median", f"{median * 1e3:.0f} ms", "<= 100 ms")


if __name__ == "__main__":
    starting()
    editing(10_000)

"""A circle of garbage with an undo stack in it is taken apart without ending the process."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from functools import partial

import pytest
from examples.shop import shop

from models.edits.kpis import rename
from models.plan import Plan
from ui.document import Document

# In a process of its own: what is held off here would take all other tests with it.
_PROGRAM = """
import gc
import sys
import weakref
from functools import partial

gc.disable()
from examples.shop import shop
from models.edits.kpis import rename
from ui.document import Document

document = Document(shop())
# It is of an older generation than its steps now: Python comes upon the steps first.
gc.collect(0)
key = next(iter(document.plan.kpis))
for name in ("One", "Two", "Three"):
    document.apply("Rename", partial(rename, key=key, name=name))
heard = []
document.undo_stack.indexChanged.connect(heard.append)
if sys.argv[1] == "held by itself too":
    document.circle = document
gone = weakref.ref(document)
del document
gc.collect()
print(gone(), heard)
"""


@pytest.mark.parametrize("circle", ["held by its steps", "held by itself too"])
def test_that_python_may_come_upon_the_steps_before_their_stack(circle: str) -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, circle],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout.strip()) == (0, "None []"), done.stderr


def test_that_a_long_drag_leaves_no_plan_behind_at_each_move() -> None:
    document = Document(shop())
    key = next(iter(document.plan.kpis))
    before = _plans()
    for move in range(20):
        document.apply("Rename", partial(rename, key=key, name=f"Name {move}"), "one drag")
    assert document.undo_stack.count() == 1
    assert _plans() - before == 1


def _plans() -> int:
    gc.collect()
    return sum(isinstance(each, Plan) for each in gc.get_objects())

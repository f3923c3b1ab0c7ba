"""The menus whose entries change offer what there is when they open."""

from __future__ import annotations

from pathlib import Path

from examples.shop import STRETCH

from ui.app import Workbench
from ui.plan_files import sample_files


def test_that_samples_recent_plans_and_scenarios_open_from_their_menus(
    workbench: Workbench, plan_file: Path
) -> None:
    menus = workbench.window.menus.submenus
    menus["samples"].aboutToShow.emit()
    assert len(menus["samples"].actions()) == len(sample_files())
    menus["samples"].actions()[0].trigger()
    assert workbench.files.is_open
    assert workbench.document.path is None
    assert workbench.files.open(plan_file, workbench.window)
    workbench.files.close()
    menus["recent"].aboutToShow.emit()
    menus["recent"].actions()[0].trigger()
    assert workbench.document.path == plan_file
    menus["scenarios"].aboutToShow.emit()
    menus["scenarios"].actions()[1].trigger()
    assert workbench.document.scenario == STRETCH

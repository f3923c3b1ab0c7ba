"""What no workbook is written of, said in a sentence."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from models.calendar import Span
from tests.workbench.pay.random_plans import random_plan
from ui.export_words import export_sentence
from workbench.excel.export import export_workbook
from workbench.excel.refusals import PaidByInstalments
from workbench.language import language


def test_that_instalments_are_refused_and_nothing_is_written(tmp_path: Path) -> None:
    plan = random_plan(2)
    design = plan.designs["d"]
    card = replace(next(iter(design.scorecards.values())), frequency=Span.QUARTER)
    sections = tuple(
        replace(
            section,
            measures=tuple(replace(each, every=Span.QUARTER) for each in section.measures),
        )
        for section in card.sections
    )
    cards = design.scorecards.replacing(replace(card, sections=sections))
    plan = replace(plan, designs=plan.designs.replacing(replace(design, scorecards=cards)))
    path = tmp_path / "plan.xlsx"
    with pytest.raises(PaidByInstalments) as caught:
        export_workbook(plan, path, language=language("en"))
    assert not list(tmp_path.iterdir())
    words = export_sentence(caught.value, plan, path, language("en"))
    assert "P0" in words
    assert "nothing was written" in words

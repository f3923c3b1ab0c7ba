"""The tables of the room keep to the contract of Qt's models, whatever happens to the plan."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from examples.shop import DESIGN, LEAD, LEADS, PROFIT, SELLER, STRETCH
from PySide6.QtCore import QObject
from PySide6.QtTest import QAbstractItemModelTester

from models.edits.drivers import scale_values
from models.edits.organisation import put_function, put_person, put_position
from models.edits.scorecards import choose_design, set_weight
from models.keys import (
    BASE,
    FunctionKey,
    KpiKey,
    MeasureKey,
    PersonKey,
    PositionKey,
)
from models.organisation import Function, Person, Position
from ui.document import Document
from ui.prioritise.choice import PayChoice
from ui.prioritise.weight_matrix import WeightMatrix
from ui.tables.cell_table import CellTable
from workbench.analysis.weighting import Spot, Subject
from workbench.language import Language, language

Make = Callable[[Document, Language, QObject], CellTable]


def walk_edits(document: Document, refresh: Callable[[], None]) -> None:
    """Change figures, weights, people and rows, and go all the way back."""
    document.apply("scale", lambda plan: scale_values(plan, LEADS, range(12), 1.1))
    refresh()
    document.show_scenario(BASE)
    refresh()
    measure = MeasureKey("profit")
    document.apply("weigh", lambda plan: set_weight(plan, DESIGN, LEAD, measure, 0.1))
    refresh()
    legal = FunctionKey("legal")
    document.apply("function", lambda plan: put_function(plan, Function(legal, "Legal")))
    counsel = Position(PositionKey("counsel"), "Counsel", legal)
    document.apply("position", lambda plan: put_position(plan, counsel))
    refresh()
    dan = Person(PersonKey("dan"), "Dan", counsel.key)
    document.apply("person", lambda plan: put_person(plan, dan))
    refresh()
    document.apply("design", lambda plan: choose_design(plan, None))
    refresh()
    while document.undo_stack.canUndo():
        document.undo_stack.undo()
        refresh()


def weight_matrix(document: Document, language: Language, parent: QObject) -> WeightMatrix:
    return WeightMatrix(document, language, PayChoice(document, parent), parent)


@pytest.mark.parametrize("make", [weight_matrix])
def test_that_a_table_keeps_to_the_contract(make: Make, document: Document) -> None:
    model = make(document, language("en"), document)
    fatal = QAbstractItemModelTester.FailureReportingMode.Fatal
    QAbstractItemModelTester(model, fatal, model)
    before = [
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]
    document.show_scenario(STRETCH)
    walk_edits(document, model.refresh)  # type: ignore[attr-defined]
    document.show_scenario(STRETCH)
    model.refresh()  # type: ignore[attr-defined]
    after = [
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]
    assert after == before


def test_that_a_weight_is_typed_as_a_percentage(document: Document) -> None:
    matrix = WeightMatrix(document, language("en"), PayChoice(document, document), document)
    place = matrix.place(Spot(SELLER, Subject(kpi=PROFIT)))
    assert place is not None
    index = matrix.index(*place)
    assert matrix.setData(index, "10")
    matrix.refresh()
    measure = matrix.measure_at(index)
    assert measure is not None
    assert measure.weight == 0.1
    for wrong in ("120", "-1", "much"):
        assert matrix.fault(index, wrong)
        assert not matrix.setData(index, wrong)


def test_that_rows_are_offered_without_anybody_being_paid(document: Document) -> None:
    matrix = WeightMatrix(document, language("en"), PayChoice(document, document), document)
    rows = matrix.rowCount()
    matrix.offer(Subject(kpi=KpiKey("arpu")))
    assert matrix.rowCount() == rows + 1
    matrix.forget_offers()
    assert matrix.rowCount() == rows
    assert document.undo_stack.count() == 0

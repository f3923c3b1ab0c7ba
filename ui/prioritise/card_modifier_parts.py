"""What makes one modifier: the points of its curve, or a factor typed for each person."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Final

from immutables import Map
from PySide6.QtCore import QObject
from typing_extensions import override

from models.edits.cards import set_modifiers
from models.edits.organisation import put_person
from models.keys import PersonKey
from models.kpi import Unit
from models.organisation import Person
from models.scorecard import Curve, CurveBasis, CurvePoint, Modifier
from ui.document import Edit
from ui.prioritise.card_desk import CardDesk
from ui.prioritise.card_table import CardTable, WordError, swapped
from ui.tables.cell_table import Cell, Index
from workbench.card_words import NUMBER
from workbench.figures_typed import SHARE
from workbench.language import NumberError

_FEW: Final = 40
"""Holders that a table can list one by one."""


class PointTable(CardTable):
    """The points of the curve of one modifier: a result, and the factor there."""

    def __init__(self, desk: CardDesk, parent: QObject) -> None:
        """Show no modifier yet."""
        super().__init__(desk, parent)
        self._number = -1

    def show_modifier(self, number: int) -> None:
        """Show the points of another modifier."""
        self._number = number
        self.refresh()

    @property
    def modifier(self) -> Modifier | None:
        """The modifier whose points are shown, where it has a curve to read."""
        there = self.desk.card.modifiers
        if not 0 <= self._number < len(there) or there[self._number].kpi is None:
            return None
        return there[self._number]

    @override
    def headings(self) -> list[str]:
        """Return the heading of each column."""
        modifier = self.modifier
        name = "" if modifier is None else self.desk.kpi_name(modifier.kpi)
        return [name or self.language.text("Result"), self.language.text("Factor")]

    @override
    def keys(self) -> tuple[str, ...]:
        """Return the number of each point."""
        return tuple(str(number) for number in range(len(self._points())))

    @override
    def invitation(self) -> str:
        """Invite to add a point."""
        return self.language.text("Add a result…")

    @override
    def row(self, key: str) -> list[Cell]:
        """Return a point."""
        point = self._points()[int(key)]
        return [self.figure(point.at, self._unit()), self.figure(point.pay, NUMBER)]

    @override
    def edit(self, key: str, column: int, text: str) -> tuple[str, Edit]:
        """Move a point, change its factor, or take it away."""
        number = int(key)
        points = self._points()
        point = points[number]
        if column == 0 and not text:
            return self._put(swapped(points, number, None))
        if column == 0:
            point = replace(point, at=self.read_figure(text, self._unit()))
            return self._put(_in_order(swapped(points, number, point), points))
        factor = self.read_figure(text, NUMBER)
        if factor < 0.0:
            raise NumberError(self.language.text("A factor is never negative."))
        return self._put(swapped(points, number, replace(point, pay=factor)))

    @override
    def addition(self, name: str) -> tuple[str, Edit]:
        """Add a point, with the factor of the last one."""
        if self.modifier is None:
            raise WordError(self.language.text("Choose a modifier that comes from a KPI first."))
        points = self._points()
        pay = points[-1].pay if points else 1.0
        added = CurvePoint(self.read_figure(name, self._unit()), pay)
        return self._put(_in_order((*points, added), points))

    def _put(self, points: tuple[CurvePoint, ...]) -> tuple[str, Edit]:
        modifier = self.modifier or Modifier("", "")
        curve = replace(modifier.curve or Curve(), points=points)
        changed = replace(modifier, curve=curve)
        rows = swapped(self.desk.card.modifiers, self._number, changed)
        what = self.language.text("Curve of the modifier {name}", name=modifier.name)
        return self.desk.labelled(what), partial(set_modifiers, **self.desk.ids(), modifiers=rows)

    def _points(self) -> tuple[CurvePoint, ...]:
        modifier = self.modifier
        return () if modifier is None or modifier.curve is None else modifier.curve.points

    def _unit(self) -> Unit:
        modifier = self.modifier
        if modifier is None or modifier.curve is None or modifier.curve.basis is CurveBasis.TARGET:
            return SHARE
        return self.desk.unit(modifier.kpi)


class FactorTable(CardTable):
    """The typed factors of one modifier, for each holder of the position.

    Where the position has many holders, only those with a factor of their own are listed, and
    the free row takes another by name.
    """

    def __init__(self, desk: CardDesk, parent: QObject) -> None:
        """Show no modifier yet."""
        super().__init__(desk, parent)
        self._number = -1

    def show_modifier(self, number: int) -> None:
        """Show the factors of another modifier."""
        self._number = number
        self.refresh()

    @override
    def headings(self) -> list[str]:
        """Return the heading of each column."""
        return [self.language.text("Person"), self.language.text("Factor")]

    @override
    def keys(self) -> tuple[str, ...]:
        """Return the keys of who holds the position, or only of those with a factor."""
        modifier = self._modifier()
        self.grows = False
        if modifier is None or modifier.kpi is not None:
            return ()
        holders = self.desk.holders()
        self.grows = len(holders) > _FEW
        people = self.desk.plan.people
        return tuple(
            key for key in holders if not self.grows or modifier.key in people[key].modifiers
        )

    @override
    def invitation(self) -> str:
        """Invite to add somebody."""
        return self.language.text("Add a person…")

    @override
    def suggestions(self, index: Index) -> tuple[str, ...]:
        """Return who can be added, in the free row."""
        return () if self.key_at(index.row()) is not None else tuple(self.desk.holders().values())

    @override
    def addition(self, name: str) -> tuple[str, Edit]:
        """Give somebody a factor of their own, which changes nothing yet."""
        modifier = self._modifier() or Modifier("", "")
        person = self.desk.plan.people[self.read_name(name, self.desk.holders())]
        factor = min(max(1.0, modifier.least), modifier.most or 1.0)
        return self._put(person, person.modifiers.set(modifier.key, factor))

    @override
    def row(self, key: str) -> list[Cell]:
        """Return a person with the factor typed, or quietly 1."""
        person = self.desk.plan.people[PersonKey(key)]
        modifier = self._modifier()
        factor = None if modifier is None else person.modifiers.get(modifier.key)
        cell = self.figure(factor, NUMBER)
        if factor is None:
            cell = replace(self.figure(1.0, NUMBER, quiet=True), edit="")
        return [self.words(person.name, edit=False), cell]

    @override
    def edit(self, key: str, column: int, text: str) -> tuple[str, Edit]:
        """Type somebody's factor, or take it away."""
        person = self.desk.plan.people[PersonKey(key)]
        modifier = self._modifier() or Modifier("", "")
        factors = person.modifiers
        if text:
            factor = self.read_figure(text, NUMBER)
            most = modifier.most
            if factor < modifier.least or (most is not None and factor > most):
                raise NumberError(
                    self.language.text(
                        "The factor is between {least} and {most}.",
                        least=self.language.number(modifier.least),
                        most="∞" if most is None else self.language.number(most),
                    )
                )
            factors = factors.set(modifier.key, factor)
        elif modifier.key in factors:
            factors = factors.delete(modifier.key)
        return self._put(person, factors)

    def _put(self, person: Person, factors: Map[str, float]) -> tuple[str, Edit]:
        modifier = self._modifier()
        name = "" if modifier is None else modifier.name
        what = self.language.text("{modifier} of {person}", modifier=name, person=person.name)
        edit = partial(put_person, person=replace(person, modifiers=factors))
        return self.desk.labelled(what), edit

    def _modifier(self) -> Modifier | None:
        there = self.desk.card.modifiers
        return there[self._number] if 0 <= self._number < len(there) else None


def _in_order(
    points: tuple[CurvePoint, ...], before: tuple[CurvePoint, ...]
) -> tuple[CurvePoint, ...]:
    """Return points in order: falling where they fell before, else rising."""
    falls = len(before) > 1 and before[0].at > before[-1].at
    return tuple(sorted(points, key=lambda point: point.at, reverse=falls))

"""Objectives, and the scale of one, as tables that are typed into."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from typing_extensions import override

from models.changes import Changes
from models.edits.organisation import fresh_objective_key, put_objective, remove_objective
from models.keys import ObjectiveKey
from models.organisation import Grade, Objective
from models.plan import Plan
from workbench.dates_typed import date_text, parse_date
from workbench.figures_typed import SHARE, figure_text
from workbench.language import Language
from workbench.sheets.ratings import read_figure
from workbench.sheets.sheet import PlanSheet, SheetCell, SheetError


class ObjectiveSheet(PlanSheet):
    """The objectives: what is to be achieved, what will show it, by when, and who rates it."""

    wide_column = 1

    @override
    def headings(self) -> tuple[str, ...]:
        """Return the heading of each column."""
        text = self.language.text
        return (
            text("Objective"),
            text("What is to be achieved"),
            text("Evidence"),
            text("Due"),
            text("Who rates it"),
            text("Scorecards"),
        )

    @override
    def keys(self, plan: Plan) -> tuple[str, ...]:
        """Return the keys of the objectives."""
        return plan.objectives.order

    @override
    def invitation(self, plan: Plan) -> str:
        """Invite to add one."""
        return self.language.text("Add an objective…")

    @override
    def cells(self, plan: Plan, key: str) -> tuple[SheetCell, ...]:
        """Return the cells of an objective."""
        objective = plan.objectives[ObjectiveKey(key)]
        due = date_text(objective.due, self.language)
        uses = self._uses(plan)[objective.key]
        return (
            SheetCell(objective.name, objective.name),
            SheetCell(objective.statement, objective.statement),
            SheetCell(objective.evidence, objective.evidence),
            SheetCell(due, due, right=True),
            SheetCell(objective.rater, objective.rater),
            SheetCell(self.language.number(uses), None, quiet=True, right=True, number=uses),
        )

    @override
    def typed(self, plan: Plan, key: str, column: int, text: str) -> tuple[Plan, str]:
        """Change what an objective says."""
        objective = plan.objectives[ObjectiveKey(key)]
        words = text.strip()
        match column:
            case 0:
                objective = replace(objective, name=words)
            case 1:
                objective = replace(objective, statement=words)
            case 2:
                objective = replace(objective, evidence=words)
            case 3:
                year = plan.calendar.first_month.year
                due = parse_date(words, self.language, year=year, ends=True) if words else None
                objective = replace(objective, due=due)
            case 4:
                objective = replace(objective, rater=words)
            case _:
                raise SheetError(
                    self.language.text("This column is worked out: type in another one.")
                )
        return put_objective(plan, objective)[0], key

    @override
    def added(self, plan: Plan, column: int, text: str) -> tuple[Plan, str]:
        """Add an objective."""
        if column != 0:
            raise SheetError(self.language.text("Type a name first."))
        key = fresh_objective_key(plan, text)
        return put_objective(plan, Objective(key, text.strip()))[0], key

    @override
    def removed(self, plan: Plan, keys: Iterable[str]) -> Plan:
        """Return the plan without objectives."""
        for key in keys:
            plan, _ = remove_objective(plan, ObjectiveKey(key))
        return plan

    @override
    def touched(self, changes: Changes) -> frozenset[str] | None:
        """Return the objectives that changed; all where scorecards did."""
        return None if changes.designs else frozenset(changes.objectives)

    def _uses(self, plan: Plan) -> Counter[ObjectiveKey]:
        return Counter(
            measure.objective
            for design in plan.designs.values()
            for card in design.scorecards.values()
            for measure in card.measures
            if measure.objective is not None
        )


class GradeSheet(PlanSheet):
    """The scale of an objective: its ratings, and the words for each."""

    name_column = -1
    wide_column = 1

    def __init__(self, language: Language, objective: ObjectiveKey | None) -> None:
        """Show the scale of ``objective``."""
        super().__init__(language)
        self.objective = objective

    @override
    def headings(self) -> tuple[str, ...]:
        """Return the heading of each column."""
        return self.language.text("Rating"), self.language.text("Words")

    @override
    def keys(self, plan: Plan) -> tuple[str, ...]:
        """Return the places of the grades, from 0."""
        objective = self._held(plan)
        return () if objective is None else tuple(map(str, range(len(objective.scale))))

    @override
    def invitation(self, plan: Plan) -> str:
        """Invite to add a grade."""
        return "" if self._held(plan) is None else self.language.text("Add a grade…")

    @override
    def cells(self, plan: Plan, key: str) -> tuple[SheetCell, ...]:
        """Return rating and words of a grade."""
        grade = self._there(plan).scale[int(key)]
        shown = self.language.share(grade.rating)
        edit = figure_text(grade.rating, SHARE, self.language)
        rating = SheetCell(shown, edit, right=True, number=grade.rating, percent=True)
        return rating, SheetCell(grade.words, grade.words)

    @override
    def typed(self, plan: Plan, key: str, column: int, text: str) -> tuple[Plan, str]:
        """Change the rating or the words of a grade."""
        objective = self._there(plan)
        grades = list(objective.scale)
        grade = grades[int(key)]
        if column == 0:
            grade = replace(grade, rating=read_figure(text, self.language))
        else:
            grade = replace(grade, words=text.strip())
        grades[int(key)] = grade
        return self._put(plan, objective, grades, grade)

    @override
    def added(self, plan: Plan, column: int, text: str) -> tuple[Plan, str]:
        """Add a grade by its rating."""
        objective = self._there(plan)
        if column != 0:
            raise SheetError(self.language.text("Type the rating first."))
        grade = Grade(read_figure(text, self.language), "")
        return self._put(plan, objective, [*objective.scale, grade], grade)

    @override
    def removed(self, plan: Plan, keys: Iterable[str]) -> Plan:
        """Return the plan without grades."""
        objective = self._there(plan)
        gone = {int(key) for key in keys}
        kept = tuple(grade for at, grade in enumerate(objective.scale) if at not in gone)
        return put_objective(plan, replace(objective, scale=kept))[0]

    @override
    def touched(self, changes: Changes) -> frozenset[str] | None:
        """Return all grades where the objective changed."""
        return None if self.objective in changes.objectives else frozenset()

    @override
    def row_name(self, plan: Plan, key: str) -> str:
        """Return the name of the objective, whose grade it is."""
        return self._there(plan).name

    def _put(
        self, plan: Plan, objective: Objective, grades: list[Grade], grade: Grade
    ) -> tuple[Plan, str]:
        if len({each.rating for each in grades}) < len(grades):
            raise SheetError(
                self.language.text("There is a grade with that rating already: type another.")
            )
        scale = tuple(sorted(grades, key=_rating))
        return put_objective(plan, replace(objective, scale=scale))[0], str(scale.index(grade))

    def _held(self, plan: Plan) -> Objective | None:
        return None if self.objective is None else plan.objectives.get(self.objective)

    def _there(self, plan: Plan) -> Objective:
        objective = self._held(plan)
        if objective is None:
            raise SheetError(self.language.text("No objective is chosen: choose one first."))
        return objective


def _rating(grade: Grade) -> float:
    return grade.rating

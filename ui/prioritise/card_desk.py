"""The scorecard on the desk: whose it is, its rows by name, and how it is edited."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QObject, Signal

from models.changes import EditError
from models.edits.cards import GatePlace
from models.edits.scorecards import put_measure
from models.keys import DesignKey, KpiKey, MeasureKey, PersonKey, PositionKey
from models.kpi import Unit, UnitKind
from models.plan import Plan
from models.scorecard import Measure, Scorecard
from ui.document import Document, Edit
from ui.prioritise.weight_matrix import scenario_name, subject_name
from workbench.analysis.weighting import Subject
from workbench.engine.values import Values
from workbench.figures_typed import SHARE
from workbench.language import Language
from workbench.sentences import edit_sentence


class CardDesk(QObject):
    """One scorecard, of a design and a position, and the plan around it.

    Attributes:
        document: the plan.
        language: of the words.
        design: the design looked at.
        position: whose scorecard it is.
    """

    changed = Signal()
    """The scorecard or something around it is another."""
    refused = Signal(str)
    """Why something cannot be done, in a sentence."""

    def __init__(
        self,
        document: Document,
        language: Language,
        design: DesignKey,
        position: PositionKey,
        parent: QObject,
    ) -> None:
        """Lay the scorecard of ``position`` on the desk."""
        super().__init__(parent)
        self.document = document
        self.language = language
        self.design = design
        self.position = position
        document.results_ready.connect(self._results_ready)
        document.shown_changed.connect(self._shown_changed)

    @property
    def plan(self) -> Plan:
        """The plan as it is now."""
        return self.document.plan

    @property
    def values(self) -> Values:
        """Its figures."""
        return self.document.results.values

    @property
    def card(self) -> Scorecard:
        """The scorecard; an empty one where there is none."""
        design = self.plan.designs.get(self.design)
        card = None if design is None else design.scorecards.get(self.position)
        return Scorecard(self.position) if card is None else card

    @property
    def there(self) -> bool:
        """Whether design and position are still in the plan."""
        return self.design in self.plan.designs and self.position in self.plan.positions

    @property
    def holder(self) -> str:
        """The name of the position."""
        found = self.plan.positions.get(self.position)
        return self.position if found is None else found.name

    @property
    def scenario(self) -> str:
        """The name of the scenario on screen."""
        return scenario_name(self.plan, self.document, self.language)

    def show(self, position: PositionKey) -> None:
        """Lay the scorecard of another position on the desk."""
        if position != self.position:
            self.position = position
            self.changed.emit()

    def measure(self, key: str) -> Measure | None:
        """Return a measure of the scorecard."""
        return next((each for each in self.card.measures if each.key == key), None)

    def measures(self) -> dict[MeasureKey, str]:
        """Return the names of the measures, numbered where two are called alike."""
        names: dict[MeasureKey, str] = {}
        seen: dict[tuple[str | None, str | None], int] = {}
        for measure in self.card.measures:
            named = (measure.kpi, measure.objective)
            occurrence = seen.get(named, 0)
            seen[named] = occurrence + 1
            subject = Subject(measure.kpi, measure.objective, occurrence)
            names[measure.key] = subject_name(self.plan, subject)
        return names

    def sections(self) -> list[str]:
        """Return what the sections are called; the nameless ones by their number."""
        text = self.language.text
        return [
            section.name or text("Section {number}", number=number)
            for number, section in enumerate(self.card.sections, 1)
        ]

    def gate_places(self) -> dict[GatePlace, str]:
        """Return what gates can stand before, each with its name."""
        text = self.language.text
        places = {GatePlace(): text("the whole scorecard")}
        several = len(self.card.sections) > 1
        for number, name in enumerate(self.sections()):
            if several or self.card.sections[number].gates:
                places[GatePlace(section=number)] = text("section {name}", name=name)
        for key, name in self.measures().items():
            places[GatePlace(measure=key)] = name
        return places

    def holders(self) -> dict[PersonKey, str]:
        """Return who holds the position, those of one name told apart by their ids."""
        people = self.plan.people.values()
        held = [each for each in people if each.position == self.position]
        alike = Counter(each.name for each in held)
        return {
            each.key: each.name if alike[each.name] == 1 else f"{each.name} ({each.key})"
            for each in held
        }

    def kpi_name(self, key: KpiKey | None) -> str:
        """Return the name of a KPI, its key where the plan has none such; empty for none."""
        found = None if key is None else self.plan.kpis.get(key)
        return (key or "") if found is None else found.name

    def unit(self, key: KpiKey | None) -> Unit:
        """Return the unit of a KPI, a plain number where the plan has none such."""
        found = None if key is None else self.plan.kpis.get(key)
        return Unit(UnitKind.NUMBER) if found is None else found.unit

    def measure_unit(self, measure: Measure) -> Unit:
        """Return what the results of a measure count; ratings are shares."""
        return SHARE if measure.kpi is None else self.unit(measure.kpi)

    def labelled(self, what: str) -> str:
        """Return the name of a step that changes ``what`` of this scorecard."""
        return f"{what} · {self.holder}"

    def put_measure(self, what: str, measure: Measure) -> None:
        """Put a changed measure, as one step."""
        edit = partial(put_measure, design=self.design, position=self.position, measure=measure)
        self.apply(what, edit)

    def apply(self, what: str, edit: Edit) -> None:
        """Make an edit of this scorecard, as one step; say why where it is refused."""
        self.make(self.labelled(what), edit)

    def make(self, label: str, edit: Edit) -> None:
        """Make an edit, as one step called ``label``; say why where it is refused."""
        try:
            self.document.apply(label, edit)
        except EditError as error:
            self.refused.emit(edit_sentence(error, self.plan, self.language))

    def ids(self) -> Mapping[str, DesignKey | PositionKey]:
        """Return whose scorecard an edit is of, as the arguments of the edit."""
        return {"design": self.design, "position": self.position}

    def _results_ready(self, _generation: int, _results: object) -> None:
        self.changed.emit()

    def _shown_changed(self, _shown: object) -> None:
        self.changed.emit()

"""The cards of the tree, worded from plan and results for the nodes in view only."""

from __future__ import annotations

import html
import math
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtGui import QColor, QFontMetricsF

from models.keys import BASE, FunctionKey, KpiKey
from models.kpi import Kpi
from models.problems import Severity
from ui.decompose.change_words import size_of_change
from ui.decompose.problem_marks import ProblemMarks
from ui.decompose.tree_nodes import TreeNodes
from ui.document import Document
from ui.drawing.card_painter import INSET, NAME_PIXELS, card_font
from ui.drawing.tree_picture import (
    CARD_WIDTH,
    CardKind,
    CardPicture,
    Mark,
    StripePart,
    Verdict,
)
from ui.theme import Theme
from workbench import pulse
from workbench.analysis.combining import figures_combine
from workbench.engine.responsibility import Responsibility, responsibility
from workbench.finding_words import finding_sentence
from workbench.formula_sentence import formula_equation
from workbench.language import Language

_FRAME_BUDGET: Final = 0.006
"""Seconds that one frame may spend on working out who answers for what."""
_NAME_ROOM: Final = CARD_WIDTH - 2 * INSET
_VERDICTS: Final = {
    pulse.Verdict.BETTER: Verdict.GOOD,
    pulse.Verdict.WORSE: Verdict.BAD,
    pulse.Verdict.SAME: Verdict.NONE,
    pulse.Verdict.UNKNOWN: Verdict.NONE,
}


@dataclass(frozen=True, slots=True)
class Reworded:
    """What differs once cards are worded anew, as nodes.

    Attributes:
        cards: those that say something else.
        moved: those whose figure is another one, even where it is written the same.
    """

    cards: tuple[int, ...]
    moved: tuple[int, ...]


class Cards:
    """Makes the card of a node when it is asked for, and keeps it until something differs.

    Who answers for a KPI takes a reverse pass over the plan, so each frame works out only
    what it has time for. Until its turn a card keeps the stripe it had.
    """

    def __init__(
        self, document: Document, theme: Theme, language: Language, problems: ProblemMarks
    ) -> None:
        self._document = document
        self._theme = theme
        self._language = language
        self._problems = problems
        self._nodes: TreeNodes | None = None
        self._cards: dict[int, CardPicture] = {}
        self._figures: dict[KpiKey, float] = {}
        self._shares: dict[KpiKey, Responsibility] = {}
        self._fresh: set[KpiKey] = set()
        self._pending: set[int] = set()
        self._colours: Mapping[FunctionKey, QColor] | None = None
        self._lines: dict[str, tuple[str, ...]] = {}
        self._metrics = QFontMetricsF(card_font(NAME_PIXELS))
        self._advances: dict[str, float] = {}
        self._left = _FRAME_BUDGET
        self._pass = 0.0

    def show_nodes(self, nodes: TreeNodes) -> None:
        """Word the nodes of another tree."""
        self._nodes = nodes
        self.forget_cards()

    def reword(self, nodes: Sequence[int], *, figures: bool = True) -> Reworded:
        """Word every card anew, and return what of ``nodes`` is another thing now.

        Args:
            nodes: the ones in view.
            figures: whether figures may differ, and so who answers for them.
        """
        assert self._nodes is not None  # noqa: S101  nothing is in view before
        keys, before, stood = self._nodes.keys, self._cards, self._figures
        self._cards, self._figures = {}, {}
        if figures:
            self._fresh.clear()
        self.forget_cards()
        # Figures cannot wait, stripes can: they keep what they were until there is time.
        self._left = 0.0
        reworded = [node for node in nodes if self.card(node) != before.get(node)]
        moved = [node for node in nodes if self._has_moved(keys[node], stood)]
        return Reworded(tuple(reworded), tuple(moved))

    def _has_moved(self, key: KpiKey, stood: Mapping[KpiKey, float]) -> bool:
        """Return whether a figure is another one than it was; one that is new has not moved."""
        now, then = self._figures.get(key, math.nan), stood.get(key, math.nan)
        return now != then and not (math.isnan(now) and math.isnan(then)) and key in stood

    def go_on(self) -> list[int]:
        """Work out the stripes that had to wait; return the cards that look different now."""
        waiting = tuple(self._pending)
        self._pending.clear()
        self.begin_frame()
        # Nothing is painted meanwhile: there is always time for one.
        self._left = max(self._left, self._pass + _FRAME_BUDGET)
        before = {node: self._cards.pop(node, None) for node in waiting}
        return [node for node in waiting if self.card(node) != before[node]]

    def forget_cards(self) -> None:
        """Forget every card; who answers for them is as before."""
        self._cards.clear()
        self._pending.clear()
        self._colours = None

    @property
    def unfinished(self) -> bool:
        """Whether the stripe of a card is still to be worked out."""
        return bool(self._pending)

    def begin_frame(self) -> None:
        """Start a frame, which has its own time for what takes long."""
        self._left = _FRAME_BUDGET

    def lines(self, key: KpiKey) -> tuple[str, ...]:
        """Return the name of a KPI, in two lines where it does not fit into one."""
        kpi = self._document.plan.kpis.get(key)
        name = key if kpi is None else kpi.name
        known = self._lines.get(name)
        if known is None:
            known = self._lines[name] = self._wrapped(name)
        return known

    def card(self, node: int) -> CardPicture:
        """Return the card of a node."""
        made = self._cards.get(node)
        if made is None:
            made = self._cards[node] = self._make(node)
        return made

    def spoken(self, node: int) -> str:
        """Return what a card says, for who does not see it; empty for no node."""
        if node < 0 or self._nodes is None:
            return ""
        card = self.card(node)
        sign = {1: "+", -1: "−"}.get(card.direction, "")
        change = f"{sign}{card.change}" if card.change else ""
        return ", ".join(filter(None, (card.name, card.value, change, card.caption)))

    def spoken_count(self, count: int) -> str:
        """Return how many cards are selected, for who does not see it."""
        return self._language.plural("{count} card selected", "{count} cards selected", count)

    def tip(self, node: int) -> str:
        """Return more of a KPI than there is room for on its card, for a tool tip."""
        nodes, document = self._nodes, self._document
        kpi = None if nodes is None else document.plan.kpis.get(nodes.keys[node])
        if kpi is None:
            return ""
        group, plan = document.group, document.plan
        value = math.nan
        if group.periods:
            value = document.results.values.group(kpi.key, document.scenario, group)
        lines = [
            kpi.name,
            self._language.figure(value, kpi.unit, plan.currency, label=True),
            *self._equation(kpi),
            *self._home(node),
            *(
                finding_sentence(finding, plan, self._language)
                for finding in self._problems.of(kpi.key)
            ),
        ]
        # As rich text it breaks into lines; what looks like markup in a name must not.
        return "<qt>" + "<br>".join(html.escape(line) for line in lines) + "</qt>"

    def _home(self, node: int) -> tuple[str, ...]:
        """Return where the KPI of a link is at home."""
        nodes = self._nodes
        if nodes is None or not nodes.link[node]:
            return ()
        above = int(nodes.parent[nodes.home[nodes.keys[node]]])
        text = self._language.text
        if above < 0:
            return (text("At home at the top. Double-click the arrow to go there."),)
        parent = self._document.plan.kpis[nodes.keys[above]].name
        return (text("At home under {parent}. Double-click the arrow to go there.", parent=parent),)

    def _equation(self, kpi: Kpi) -> tuple[str, ...]:
        plan = self._document.plan
        if kpi.is_driver:
            return ()
        return (formula_equation(plan, kpi.key, kpi.formula, self._language),)

    def shares(self, key: KpiKey) -> Responsibility:
        """Return who answers for a KPI under the scenario on screen."""
        if key not in self._fresh:
            document = self._document
            start = time.perf_counter()
            self._shares[key] = responsibility(
                document.plan, document.results.values, key, document.scenario
            )
            self._pass = time.perf_counter() - start
            self._left -= self._pass
            self._fresh.add(key)
        return self._shares[key]

    def _make(self, node: int) -> CardPicture:
        nodes = self._nodes
        assert nodes is not None  # noqa: S101  a card is asked for by its node
        key = nodes.keys[node]
        kpi = self._document.plan.kpis.get(key)
        if kpi is None:
            return CardPicture(
                CardKind.UNKNOWN, (key,), key, self._language.text("unknown"), mark=Mark.ERROR
            )
        document = self._document
        values, group, scenario = document.results.values, document.group, document.scenario
        value = values.group(key, scenario, group) if group.periods else math.nan
        change, direction, verdict = self._change(kpi, value)
        self._figures[key] = value
        combine = len(group.periods) < 2 or figures_combine(document.plan, key)
        severity = self._problems.severity(key)
        return CardPicture(
            kind=CardKind.LINK if nodes.link[node] else CardKind.KPI,
            lines=self.lines(key),
            name=kpi.name,
            value=self._language.figure(value, kpi.unit, document.plan.currency, short=True),
            change=change,
            direction=direction,
            verdict=verdict,
            stripe=self._stripe(node, key),
            spark=tuple(values.of(key, scenario).tolist()),
            caption="" if combine else self._language.text("Σ of periods"),
            mark=_MARKS.get(severity) if severity is not None else None,
            locked=kpi.is_driver and kpi.bounds.locked,
        )

    def _change(self, kpi: Kpi, value: float) -> tuple[str, int, Verdict]:
        """Return the change against the base in words, its direction, and what it is."""
        document = self._document
        if document.scenario == BASE or not document.group.periods:
            return "", 0, Verdict.NONE
        base = document.results.values.group(kpi.key, BASE, document.group)
        judged = pulse.verdict(value, base, kpi.sense)
        if judged is pulse.Verdict.UNKNOWN:
            return "", 0, Verdict.NONE
        if judged is pulse.Verdict.SAME:
            return "—", 0, Verdict.NONE
        relative = pulse.relative_change(value, base)
        # Beside an arrow the sign would say the same twice.
        words = size_of_change(relative, self._language)
        return words, 1 if value > base else -1, _VERDICTS[judged]

    def _stripe(self, node: int, key: KpiKey) -> tuple[StripePart, ...]:
        kpi = self._document.plan.kpis[key]
        derived = bool(kpi.formula) and not kpi.responsibility
        # As long as the last: in a large plan one alone would take more than a frame has.
        if derived and key not in self._fresh and self._left <= self._pass:
            self._pending.add(node)
            known = self._shares.get(key)
        else:
            known = self.shares(key)
        if known is None:
            return ()
        colours = self._function_colours()
        parts = [
            StripePart(share, colours.get(function, self._theme.unassigned))
            for function, share in sorted(known.shares.items(), key=self._plan_order)
            if share > 0.0
        ]
        return tuple(parts)

    def _plan_order(self, item: tuple[FunctionKey, float]) -> int:
        functions = self._document.plan.functions
        return functions.index(item[0]) if item[0] in functions else len(functions)

    def _function_colours(self) -> Mapping[FunctionKey, QColor]:
        if self._colours is None:
            plan = self._document.plan
            self._colours = {key: self._theme.function_colour(plan, key) for key in plan.functions}
        return self._colours

    def _wrapped(self, name: str) -> tuple[str, ...]:
        if self._fits(name):
            return (name,)
        first: list[str] = []
        words = name.split(" ")
        while words and self._fits(" ".join([*first, words[0]])):
            first.append(words.pop(0))
        if not first or not words:
            return (name,)
        return (" ".join(first), " ".join(words))

    def _fits(self, words: str) -> bool:
        """Return whether words take one line; letter by letter, which is quick and never less."""
        width = 0.0
        for letter in words:
            advance = self._advances.get(letter)
            if advance is None:
                advance = self._advances[letter] = self._metrics.horizontalAdvance(letter)
            width += advance
        return width <= _NAME_ROOM or self._metrics.horizontalAdvance(words) <= _NAME_ROOM


_MARKS: Final = {Severity.ERROR: Mark.ERROR, Severity.WARNING: Mark.WARNING}

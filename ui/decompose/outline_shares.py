"""Who answers for each KPI of the outline, in words, worked out as time allows."""

from __future__ import annotations

import math
import time
from typing import Final

from models.keys import FunctionKey, KpiKey
from ui.document import Document
from workbench.engine.responsibility import Responsibility, responsibility
from workbench.language import Language

_FRAME_BUDGET: Final = 0.006
"""Seconds that one frame may spend on working out who answers for what."""
_NOBODY: Final = Responsibility({}, derived=True)


class OutlineShares:
    """Keeps who answers for a KPI until figures differ.

    To work that out takes a pass over the plan, so each frame does what it has time for;
    until its turn a row keeps the words it had.

    Attributes:
        unfinished: whether something of the last frame is still to be worked out.
    """

    def __init__(self, document: Document, language: Language) -> None:
        self._document = document
        self._language = language
        self._known: dict[KpiKey, Responsibility] = {}
        self._fresh: set[KpiKey] = set()
        self._spent = 0.0
        self.unfinished = False

    def forget(self) -> None:
        """Work everything out anew, a frame at a time."""
        self._fresh.clear()

    def begin_frame(self) -> None:
        """Start a frame, which has its own time."""
        self._spent = 0.0
        self.unfinished = False

    def words(self, key: KpiKey) -> str:
        """Return shares in one line: Marketing 70 % · Sales 30 %."""
        if key not in self._fresh and self._spent > _FRAME_BUDGET:
            self.unfinished = True
            answers = self._known.get(key, _NOBODY)
        else:
            answers = self._of(key)
        share = self._language.share
        return " · ".join(
            f"{self._name(function)}\u00a0{share(answers.shares[function], 0)}"
            for function in self._in_order(answers)
        )

    def parts(self, key: KpiKey) -> str:
        """Return the part of each function in the level of the shown group, a line each."""
        document, language = self._document, self._language
        kpi, group = document.plan.kpis[key], document.group
        answers = self._of(key)
        if not group.periods:
            return ""
        value = document.results.values.group(key, document.scenario, group)
        if not math.isfinite(value):
            return ""
        currency = document.plan.currency
        lines: list[str] = []
        for function in self._in_order(answers):
            share = answers.shares[function]
            lines.append(
                language.text(
                    "{function}: {share} × {value} = {part}",
                    function=self._name(function),
                    share=language.share(share),
                    value=language.figure(value, kpi.unit, currency),
                    part=language.figure(share * value, kpi.unit, currency, label=True),
                )
            )
        if lines and answers.derived:
            lines.append(language.text("Derived from the drivers."))
        return "\n".join(lines)

    def _of(self, key: KpiKey) -> Responsibility:
        if key not in self._fresh:
            document, start = self._document, time.perf_counter()
            self._known[key] = responsibility(
                document.plan, document.results.values, key, document.scenario
            )
            self._fresh.add(key)
            self._spent += time.perf_counter() - start
        return self._known[key]

    def _in_order(self, answers: Responsibility) -> list[FunctionKey]:
        functions = self._document.plan.functions
        listed = [function for function in functions if function in answers.shares]
        return listed + [function for function in answers.shares if function not in functions]

    def _name(self, function: FunctionKey) -> str:
        row = self._document.plan.functions.get(function)
        return function if row is None else row.name

"""Cost in figures: by scenario, by function, and the simulated years bar by bar."""

from __future__ import annotations

import math

from PySide6.QtCore import QObject

from models.keys import BASE, DesignKey, ScenarioKey
from models.plan import Plan
from ui.prioritise.cost_source import CostSource
from ui.tables.cell_table import Cell, CellTable, Tone
from workbench.analysis.designs.comparing import figures_of
from workbench.analysis.designs.costs import CostSpread, function_costs
from workbench.design_words import room_words
from workbench.language import Language
from workbench.results import Results


class ScenarioCosts(CellTable):
    """A row per scenario: what the design costs in it, and how far that may go."""

    def __init__(self, language: Language, parent: QObject) -> None:
        """Make an empty table."""
        super().__init__(parent)
        self._language = language

    def show_costs(
        self, results: Results, design: DesignKey, shown: ScenarioKey, source: CostSource
    ) -> None:
        """Show what ``design`` costs; the row of ``shown`` stands out."""
        plan, text = results.plan, self._language.text
        capped = plan.ceiling is not None
        headings = [text("Scenario"), text("Payouts"), text("Charges"), text("Together")]
        if capped:
            headings.append(text("Against the ceiling"))
        headings += ["P10", "P50", "P90"]
        if capped:
            headings.append(text("Odds above"))
        rows = [
            self._row(results, design, scenario, source, strong=scenario == shown)
            for scenario in (BASE, *plan.scenarios)
        ]
        self.show_cells(headings, rows)

    def _row(
        self,
        results: Results,
        design: DesignKey,
        scenario: ScenarioKey,
        source: CostSource,
        *,
        strong: bool,
    ) -> list[Cell]:
        language, plan = self._language, results.plan
        figures = figures_of(results, design, scenario)
        name = language.text("Base") if scenario == BASE else plan.scenarios[scenario].name
        money = (figures.payouts, figures.cost - figures.payouts, figures.cost)
        row = [Cell(name, right=False, strong=strong)]
        row += [Cell(language.short_money(each, plan.currency), strong=strong) for each in money]
        if plan.ceiling is not None:
            tone = Tone.BAD if figures.room < 0 else Tone.PLAIN
            row.append(Cell(room_words(figures.room, plan, language), tone=tone, strong=strong))
        spread = source.spread(scenario)
        tone = Tone.PLAIN if source.settled else Tone.QUIET
        row += [Cell(words, tone=tone) for words in self._spread(spread, plan)]
        return row

    def _spread(self, spread: CostSpread | None, plan: Plan) -> list[str]:
        language = self._language
        if spread is None:
            return ["…"] * (3 if plan.ceiling is None else 4)
        money = (spread.p10, spread.p50, spread.p90)
        words = [language.short_money(each, plan.currency) for each in money]
        if plan.ceiling is not None:
            words.append(language.share(spread.odds_over))
        return words


class FunctionCosts(CellTable):
    """A row per function, tinted by its share of the cost."""

    def __init__(self, language: Language, parent: QObject) -> None:
        """Make an empty table."""
        super().__init__(parent)
        self._language = language

    def show_costs(self, results: Results, design: DesignKey, scenario: ScenarioKey) -> None:
        """Show what the people of each function cost under ``design``."""
        language, plan = self._language, results.plan
        text = language.text
        headings = [
            text("Function"),
            text("People"),
            text("Payouts"),
            text("Charges"),
            text("Together"),
            text("Share"),
        ]
        rows: list[list[Cell]] = []
        for each in function_costs(results.under(design).payouts[scenario]):
            known = each.function in plan.functions
            name = plan.functions[each.function].name if known else text("No function")
            tint = 0.0 if math.isnan(each.share) else each.share
            money = (each.payouts, each.charges, each.cost)
            rows.append(
                [
                    Cell(name, right=False),
                    Cell(language.number(each.people), tone=Tone.QUIET),
                    *(Cell(language.short_money(amount, plan.currency)) for amount in money),
                    Cell(language.share(each.share), tint=tint),
                ]
            )
        self.show_cells(headings, rows)


class YearsTable(CellTable):
    """The bars of a distribution: from which cost to which, and how many years."""

    def __init__(self, language: Language, parent: QObject) -> None:
        """Make an empty table."""
        super().__init__(parent)
        self._language = language

    def show_spread(self, spread: CostSpread | None, plan: Plan) -> None:
        """Show the bars of ``spread``; nothing where there is none."""
        language, text = self._language, self._language.text
        headings = [text("Cost from"), text("to"), text("Simulated years"), text("Share")]
        rows: list[list[Cell]] = []
        if spread is not None:
            years = sum(spread.counts)
            bars = zip(spread.edges[:-1], spread.edges[1:], spread.counts, strict=True)
            for left, right, count in bars:
                over = plan.ceiling is not None and left >= plan.ceiling
                tone = Tone.BAD if over else Tone.PLAIN
                low, high = (language.short_money(each, plan.currency) for each in (left, right))
                share = count / years
                rows.append(
                    [
                        Cell(f"▲ {low}" if over else low, tone=tone),
                        Cell(high, tone=tone),
                        Cell(language.number(count)),
                        Cell(language.share(share), tint=min(1.0, share * 3.0)),
                    ]
                )
        self.show_cells(headings, rows)

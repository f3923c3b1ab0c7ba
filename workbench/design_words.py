"""The words of designs and their cost: headings, figures, who wins and who loses."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final

from models.plan import Plan
from workbench.analysis.designs.comparing import DesignFigures, Figure
from workbench.analysis.designs.costs import CostSpread
from workbench.analysis.designs.differences import Differences, Lot
from workbench.language import Language, message

FIGURE_NAMES: Final[Mapping[Figure, str]] = {
    Figure.PAYOUTS: message("Payouts"),
    Figure.COST: message("With charges"),
    Figure.SHARE: message("Of profit"),
    Figure.AFTER: message("Profit after incentives"),
    Figure.EARNED: message("Earned per unit paid"),
    Figure.STAKE: message("Shared stake"),
    Figure.CONTRADICTIONS: message("Contradictions"),
}
LOT_NAMES: Final[Mapping[Lot, str]] = {
    Lot.WINS: message("wins"),
    Lot.LOSES: message("loses"),
    Lot.KEEPS: message("keeps"),
    Lot.UNKNOWN: message("cannot be told"),
    Lot.JOINED: message("joined"),
    Lot.LEFT: message("left"),
}
LOTS: Final[Mapping[Lot, str]] = {
    Lot.WINS: message("Who wins"),
    Lot.LOSES: message("Who loses"),
    Lot.KEEPS: message("Who keeps the same"),
    Lot.UNKNOWN: message("Who cannot be told"),
    Lot.JOINED: message("Who joined"),
    Lot.LEFT: message("Who left"),
}
SIGNS: Final[Mapping[Lot, str]] = {
    Lot.WINS: "▲",
    Lot.LOSES: "▼",
    Lot.KEEPS: "=",
    Lot.UNKNOWN: "?",
    Lot.JOINED: "+",
    Lot.LEFT: "−",
}
"""Shapes that say the lot without colour."""
_MOST: Final = message("{sign} {name}: {change}")


def figure_words(figures: DesignFigures, which: Figure, plan: Plan, language: Language) -> str:
    """Write one figure of a design."""
    figure = figures.figure(which)
    if which in {Figure.PAYOUTS, Figure.COST, Figure.AFTER}:
        return language.short_money(figure, plan.currency)
    if which in {Figure.SHARE, Figure.STAKE}:
        return language.share(figure)
    if which is Figure.EARNED:
        return language.money(figure, plan.currency, 2)
    return language.number(figure, 2)


def measures_words(figures: DesignFigures, language: Language) -> str:
    """Write how many measures a position has: 4, or 3–5."""
    fewest, most = language.number(figures.fewest), language.number(figures.most)
    return fewest if fewest == most else f"{fewest}–{most}"


def room_words(room: float, plan: Plan, language: Language) -> str:
    """Write what the ceiling leaves: 12 k€ left, ▲ 3 k€ over."""
    amount = language.short_money(abs(room), plan.currency)
    if math.isnan(room):
        return amount
    if room < 0:
        return language.text("▲ {amount} over", amount=amount)
    return language.text("{amount} left", amount=amount)


def change_words(change: float, plan: Plan, language: Language) -> str:
    """Write a difference in money with its sign."""
    written = language.money(abs(change), plan.currency, 0)
    if math.isnan(change) or not round(change):
        return written
    return f"+{written}" if change > 0 else f"−{written}"


def balance_sentence(found: Differences, language: Language) -> str:
    """Say how many win, lose and keep what they have; who joined and left where any did."""
    counts = found.counts
    parts = [
        language.plural("{count} person wins", "{count} people win", counts[Lot.WINS]),
        language.plural("{count} loses", "{count} lose", counts[Lot.LOSES]),
        language.plural("{count} keeps the same", "{count} keep the same", counts[Lot.KEEPS]),
    ]
    if counts[Lot.UNKNOWN]:
        parts.append(
            language.plural("{count} cannot be told", "{count} cannot be told", counts[Lot.UNKNOWN])
        )
    if counts[Lot.JOINED]:
        parts.append(language.plural("{count} joined", "{count} joined", counts[Lot.JOINED]))
    if counts[Lot.LEFT]:
        parts.append(language.plural("{count} left", "{count} left", counts[Lot.LEFT]))
    return " · ".join(parts)


def extremes_sentence(found: Differences, language: Language) -> str:
    """Name the largest win and the largest loss; empty where nobody wins or loses."""
    said: list[str] = []
    for lot, place in ((Lot.WINS, found.most_won), (Lot.LOSES, found.most_lost)):
        if place is not None:
            change = change_words(float(found.change[place]), found.plan, language)
            name = found.names[place]
            said.append(language.text(_MOST, sign=SIGNS[lot], name=name, change=change))
    if not said:
        return ""
    return language.text("Largest: {changes}", changes=" · ".join(said))


def unknown_sentence(people: int, language: Language) -> str:
    """Say why a cost cannot be worked out; empty where everybody's payout can."""
    if not people:
        return ""
    return language.plural(
        "The payout of {count} person cannot be worked out, so neither can the cost.",
        "The payouts of {count} people cannot be worked out, so neither can the cost.",
        people,
    )


def spread_sentence(spread: CostSpread, plan: Plan, language: Language) -> str:
    """Say what a distribution of cost shows, for who does not see it."""
    money = {
        name: language.short_money(figure, plan.currency)
        for name, figure in (("p10", spread.p10), ("p50", spread.p50), ("p90", spread.p90))
    }
    years = years_words(spread, language)
    said = language.text("Cost {years}: P10 {p10}, P50 {p50}, P90 {p90}.", years=years, **money)
    return " ".join(filter(None, (said, ceiling_sentence(spread, plan, language))))


def years_words(spread: CostSpread, language: Language) -> str:
    """Say over how many simulated years a distribution is."""
    return language.plural(
        "in {count} simulated year", "in {count} simulated years", spread.samples
    )


def ceiling_sentence(spread: CostSpread, plan: Plan, language: Language) -> str:
    """Say how often the ceiling is exceeded; empty without one."""
    if plan.ceiling is None or math.isnan(spread.odds_over):
        return ""
    ceiling = language.short_money(plan.ceiling, plan.currency)
    if not spread.odds_over:
        return language.text("Never above the ceiling of {ceiling}.", ceiling=ceiling)
    return language.text(
        "Above the ceiling of {ceiling} in {odds} of the years.",
        ceiling=ceiling,
        odds=language.share(spread.odds_over),
    )

"""The words of what describes a KPI: unit, time rule, sense, role."""

from __future__ import annotations

from typing import Final

from models.kpi import Kpi, KpiRole, Sense, TimeRule, UnitKind
from workbench.language import Language, message

UNIT_WORDS: Final = {
    UnitKind.MONEY: message("Money"),
    UnitKind.MONEY_PER_CLIENT_MONTH: message("Money per client per month"),
    UnitKind.COUNT: message("Count"),
    UnitKind.SHARE: message("Share"),
    UnitKind.NUMBER: message("Number"),
}
TIME_WORDS: Final = {
    TimeRule.SUM: message("sum of periods"),
    TimeRule.LAST: message("last period"),
    TimeRule.MEAN: message("mean of periods"),
    TimeRule.WEIGHTED: message("weighted mean"),
    TimeRule.FORMULA: message("formula over the group"),
}
SENSE_WORDS: Final = {
    Sense.HIGHER: message("higher is better"),
    Sense.LOWER: message("lower is better"),
}
ROLE_WORDS: Final = {
    KpiRole.PROFIT: message("Profit"),
    KpiRole.CLIENTS: message("Clients"),
    KpiRole.ARPU: message("ARPU"),
    KpiRole.CLIENT_VALUE: message("Client value"),
}


def capital(words: str) -> str:
    """Return ``words`` with a capital at the start, the rest as it is."""
    return words[:1].upper() + words[1:]


def description(kpi: Kpi, currency: str, language: Language) -> str:
    """Say in one line what a KPI counts: its unit, time rule and sense."""
    unit = language.unit_name(kpi.unit, currency) or language.text(UNIT_WORDS[kpi.unit.kind])
    parts = [unit, language.text(TIME_WORDS[kpi.time]), language.text(SENSE_WORDS[kpi.sense])]
    if kpi.cost:
        parts.append(language.text("cost"))
    return " · ".join(parts)

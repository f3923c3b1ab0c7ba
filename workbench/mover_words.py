"""What a driver does to a KPI, in words."""

from __future__ import annotations

from models.kpi import Kpi, UnitKind
from workbench.language import Language


def effect_words(effect: float, kpi: Kpi, currency: str, language: Language) -> str:
    """Write a change of a KPI with its sign; that of a share in points, not in percent of it."""
    sign = "+" if effect > 0 else "−"
    if kpi.unit.kind is UnitKind.SHARE:
        points = language.number(abs(effect) * 100, 2)
        return language.text("{sign}{points} pt", sign=sign, points=points)
    written = language.figure(abs(effect), kpi.unit, currency, short=True)
    return f"{sign}{written}"

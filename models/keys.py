"""The kinds of key a plan uses, so that a type checker tells them apart."""

from __future__ import annotations

from typing import Final, NewType

KpiKey = NewType("KpiKey", str)
FunctionKey = NewType("FunctionKey", str)
PositionKey = NewType("PositionKey", str)
PersonKey = NewType("PersonKey", str)
ObjectiveKey = NewType("ObjectiveKey", str)
MeasureKey = NewType("MeasureKey", str)
DesignKey = NewType("DesignKey", str)
ScenarioKey = NewType("ScenarioKey", str)
LeverKey = NewType("LeverKey", str)
DimensionKey = NewType("DimensionKey", str)
MemberKey = NewType("MemberKey", str)
CurveKey = NewType("CurveKey", str)

BASE: Final = ScenarioKey("base")
"""The living base: the values of the plan itself, without overrides. Never a row of a table."""

"""The shop, agreed on and communicated; everybody has acknowledged."""

from __future__ import annotations

import datetime as dt

from examples.shop import sound_shop

from models.edits import life
from models.keys import PersonKey
from models.life import Reason
from models.plan import Plan
from workbench.analysis.life.standing import statements_for

DAY = dt.date(2026, 12, 1)
BOSS = "Inès Laurent"
ADA, BEN, CLEO = PersonKey("ada"), PersonKey("ben"), PersonKey("cleo")
WHY = Reason(dt.date(2027, 3, 1), BOSS, "A competitor left")


def agreed_shop() -> Plan:
    """Return the shop as it was agreed on."""
    plan, _ = life.agree(sound_shop(), on=DAY, by=BOSS)
    return plan


def told_shop() -> Plan:
    """Return the shop with a statement for everybody, acknowledged by all."""
    plan = agreed_shop()
    plan, _ = life.communicate(plan, statements_for(plan, plan.people, DAY), on=DAY, by=BOSS)
    plan, _ = life.acknowledge(plan, plan.people, on=DAY, by=BOSS)
    return plan

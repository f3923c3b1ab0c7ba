"""The commands there are; each is loaded when it is called, for the window needs none."""

from __future__ import annotations

from typing import Final

from ui.command_line.job import Command

COMMANDS: Final = (
    "check",
    "evaluate",
    "payouts",
    "receive",
    "statements",
    "explain",
    "bridge",
    "cascade",
    "sensitivity",
    "simulate",
    "align",
    "designs",
    "cost",
    "life",
    "leads",
    "segments",
    "split",
    "import",
    "export",
    "demo",
)
"""Their names, in the order in which the help shows them."""


# ruff: noqa: PLC0415 - a command loads what it needs, and nothing else does.
def command_of(name: str) -> Command:
    """Return a command by its name.

    Raises:
        KeyError: there is none of that name.
    """
    match name:
        case "bridge":
            from ui.command_line.bridge_command import BRIDGE

            return BRIDGE
        case "explain":
            from ui.command_line.explain_command import EXPLAIN

            return EXPLAIN
        case "cascade":
            from ui.command_line.cascade_command import CASCADE

            return CASCADE
        case "sensitivity":
            from ui.command_line.sensitivity_command import SENSITIVITY

            return SENSITIVITY
        case "simulate":
            from ui.command_line.simulation_command import SIMULATE

            return SIMULATE
        case "align" | "designs" | "cost":
            from ui.command_line.align_command import ALIGN
            from ui.command_line.design_command import COST, DESIGNS

            return {"align": ALIGN, "designs": DESIGNS}.get(name, COST)
        case "life":
            from ui.command_line.life_command import LIFE

            return LIFE
        case "leads":
            from ui.command_line.leads_command import LEADS

            return LEADS
        case "receive" | "statements":
            from ui.command_line.receive_command import RECEIVE
            from ui.command_line.statements_command import STATEMENTS

            return RECEIVE if name == "receive" else STATEMENTS
        case "segments" | "split":
            from ui.command_line.segment_command import SEGMENTS, SPLIT

            return SEGMENTS if name == "segments" else SPLIT
        case "import":
            from ui.command_line.import_command import IMPORT

            return IMPORT
        case _:
            from ui.command_line.plan_commands import PLAN_COMMANDS

            return PLAN_COMMANDS[name]

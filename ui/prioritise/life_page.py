"""The life of the plan: agreed, communicated, acknowledged, measured, signed off."""

from __future__ import annotations

from ui.prioritise.page import Page


class LifePage(Page):
    """The steps of the plan, dated and named."""

"""Designs side by side: what each costs, who wins and who loses."""

from __future__ import annotations

from ui.prioritise.page import Page


class DesignsPage(Page):
    """The designs of the plan, compared."""

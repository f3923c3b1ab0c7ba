"""The catalogue: KPIs, objectives and whole trees that are known, ready for a plan.

What there is stands in ``resources/catalogue``; nothing of it is read before somebody asks.
"""

from __future__ import annotations

from workbench.catalogue.templates import Template, template_plan, templates

__all__ = ["Template", "template_plan", "templates"]

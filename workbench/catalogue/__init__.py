"""The catalogue: KPIs, objectives and whole trees that are known, ready for a plan.

What there is stands in ``resources/catalogue``; nothing of it is read before somebody asks.
"""

from __future__ import annotations

from models.plan import Plan
from workbench.catalogue.heads import Template, templates
from workbench.language import Language

__all__ = ["Template", "template_plan", "templates"]


def template_plan(key: str, language: Language) -> Plan:
    """Return the plan of a template in ``language``.

    Raises:
        KeyError: there is no such template.
        OSError: a file of the catalogue cannot be read.
        CatalogueError: a file of the catalogue is wrong.
    """
    # Who only looks at the titles, as everybody does at the start, loads nothing else.
    from workbench.catalogue.template_trees import made_plan  # noqa: PLC0415

    return made_plan(key, language)

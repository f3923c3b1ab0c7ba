"""What templates there are: their titles, read without reading the trees."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from typing import Final

from workbench.catalogue.folder import FOLDER, CatalogueError
from workbench.language import Language

TEMPLATES: Final = (
    "consumer_subscription",
    "business_software",
    "telecom",
    "retail_shop",
    "online_shop",
    "services_firm",
    "bank_branch",
    "media",
    "marketplace",
    "dupont",
)
"""The keys of the templates, in the order in which they are offered."""


@dataclass(frozen=True, slots=True)
class Template:
    """A whole tree that a plan may start from.

    Attributes:
        title: its name, in the language asked for.
        description: what it shows, in a line.
        kpis: how many KPIs it has.
    """

    key: str
    title: str
    description: str
    kpis: int


def templates(language: Language) -> tuple[Template, ...]:
    """Return what templates there are.

    Raises:
        OSError: a file cannot be read.
        CatalogueError: a head is wrong.
    """
    return tuple(_template(key, language.code) for key in TEMPLATES)


def _template(key: str, code: str) -> Template:
    path = FOLDER / "templates" / f"{key}.toml"
    head, mark, rest = path.read_text(encoding="utf-8").partition("\n[")
    try:
        raw = tomllib.loads(head)
        title, description = str(raw["title"][code]), str(raw["description"][code])
    except tomllib.TOMLDecodeError as error:
        raise CatalogueError(f"{path.name}: {error}") from error
    except KeyError as error:
        raise CatalogueError(f"{path.name}: no {error} in its head") from error
    return Template(key, title, description, (mark + rest).count("\n[[kpi]]"))

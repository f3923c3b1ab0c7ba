"""Words by which commands are sought that do not bear them, and words that say nothing."""

from __future__ import annotations

from typing import Final

from workbench.language import message

MORE_WORDS: Final = {
    "scenario_add": message("add create scenario"),
    "scenario_duplicate": message("copy scenario"),
    "scenario_delete": message("remove scenario"),
    "insert_child": message("add create new KPI child"),
    "insert_after": message("add create new KPI sibling"),
    "insert_root": message("add create new KPI root"),
    "delete_branch": message("remove erase KPI"),
    "edit_formula": message("calculation operator"),
    "edit_name": message("change the name title"),
    "follow_base": message("give up reset the figure back to the base"),
    "split": message("break down by country product segment region"),
    "cascade": message("set an objective goal"),
    "lock": message("freeze protect"),
    "explain": message("why this figure"),
    "checks": message("errors problems hints warnings"),
    "compare": message("difference between scenarios"),
    "view_outline": message("table spreadsheet grid months figures"),
    "view_tree": message("cards diagram"),
    "fit": message("see the whole tree"),
    "catalogue": message("library of KPIs templates"),
    "preferences": message("settings options language theme dark"),
    "import_tree": message("from a file of Excel CSV"),
    "import_people": message("employees staff organisation from a file of Excel CSV"),
    "keys": message("keyboard shortcuts help"),
    "close": message("welcome start page"),
}
"""What people call what an action does, by its id."""

_SMALL: Final = frozenset(
    (
        *("a", "an", "and", "at", "by", "for", "in", "of", "on", "the", "to", "with"),
        *("au", "aux", "avec", "d", "dans", "de", "des", "du", "en", "et", "l", "la", "le"),
        *("les", "par", "pour", "sur", "un", "une"),
    )
)


def without_small_words(typed: str) -> str:
    """Return what was typed without articles and the like; all of it where nothing else is."""
    words = typed.replace("’", " ").replace("'", " ").split()
    telling = [word for word in words if word.casefold() not in _SMALL]
    return " ".join(telling) or typed

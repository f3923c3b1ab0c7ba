"""One plain sentence for each way in which a text is no formula."""

from __future__ import annotations

from typing import Final

from models.formula_parser import MAX_DEPTH, MAX_LENGTH, MAX_NODES, FormulaError, FormulaFault
from models.formula_tree import FUNCTIONS
from workbench.language import Language, message

_SENTENCES: Final = {
    FormulaFault.EMPTY: message("The formula is empty: write one like {example}."),
    FormulaFault.TOO_LONG: message(
        "The formula is longer than {length} characters: share it out over several KPIs."
    ),
    FormulaFault.TOO_MANY_NODES: message(
        "The formula has more than {parts} parts: share it out over several KPIs."
    ),
    FormulaFault.TOO_DEEP: message(
        "The formula is nested deeper than {depth} levels at character {position}: share it out "
        "over several KPIs."
    ),
    FormulaFault.UNEXPECTED_CHARACTER: message(
        "“{text}” at character {position} has no meaning in a formula: remove it."
    ),
    FormulaFault.UNEXPECTED_TOKEN: message(
        "“{text}” at character {position} cannot stand there: something before it is missing, or "
        "it is too much."
    ),
    FormulaFault.UNEXPECTED_END: message(
        "The formula stops too early, after character {position}: a figure, a KPI or “)” is "
        "missing."
    ),
    FormulaFault.UNKNOWN_FUNCTION: message(
        "“{text}” at character {position} is no function. There are: {functions}."
    ),
    FormulaFault.FUNCTION_WITHOUT_ARGUMENTS: message(
        "“{text}” at character {position} is a function: write it like {usage}."
    ),
    FormulaFault.WRONG_ARGUMENT_COUNT: message(
        "“{text}” at character {position} has too few or too many arguments: write it like {usage}."
    ),
    FormulaFault.LITERAL_EXPECTED: message(
        "“{text}” at character {position} takes a plain whole number last: write it like {usage}."
    ),
    FormulaFault.CHAINED_COMPARISON: message(
        "“{text}” at character {position} compares a comparison: write like {example}."
    ),
    FormulaFault.NUMBER_TOO_LARGE: message("“{text}” at character {position} is too large."),
}
_TYPED: Final = {
    ";": message("“;” at character {position}: separate arguments with a comma."),
    "%": message("“%” at character {position}: write a percentage as a fraction, 0.25 for 25 %."),
    ",": message(
        "“,” at character {position} cannot stand there: decimals take a point, 0.25, and "
        "arguments a comma."
    ),
}
_NAME: Final = message(
    "“{text}” at character {position} is no key: keys start with a small letter and hold small "
    "letters, digits and _."
)
_EXAMPLES: Final = {
    FormulaFault.EMPTY: "revenue - costs",
    FormulaFault.CHAINED_COMPARISON: "a < b and b < c",
}
_USAGE: Final = {
    "abs": "abs(x)",
    "avg": "avg(x, y)",
    "cumulative": "cumulative(x)",
    "exp": "exp(x)",
    "if": "if(x > 0, y, z)",
    "lag": "lag(x, 1)",
    "ln": "ln(x)",
    "max": "max(x, y)",
    "min": "min(x, y)",
    "prev": "prev(x, y)",
    "round": "round(x, 2)",
    "spread": "spread(x, 0.6, 0.4)",
    "sqrt": "sqrt(x)",
    "sum": "sum(x, y)",
    "to_convert": "to_convert(x, 0.6, 0.4)",
    "unconverted": "unconverted(x, 0.6, 0.4)",
}


def formula_sentence(error: FormulaError, language: Language) -> str:
    """Return why a text is no formula, where, and what to write instead."""
    values = {
        "text": error.detail,
        # What stands after the last character is missing behind it.
        "position": error.position + (error.fault is not FormulaFault.UNEXPECTED_END),
        "example": _EXAMPLES.get(error.fault, ""),
        "usage": _USAGE.get(error.detail, ""),
        "functions": ", ".join(FUNCTIONS),
        "length": language.number(MAX_LENGTH),
        "parts": language.number(MAX_NODES),
        "depth": language.number(MAX_DEPTH),
    }
    return language.text(_worded(error), **values)


def _worded(error: FormulaError) -> str:
    if error.fault in {FormulaFault.UNEXPECTED_CHARACTER, FormulaFault.UNEXPECTED_TOKEN}:
        if error.detail in _TYPED:
            return _TYPED[error.detail]
        if error.detail[:1].isalpha() and error.detail not in {"and", "or", "not"}:
            return _NAME if not error.detail.islower() else _SENTENCES[error.fault]
    return _SENTENCES[error.fault]

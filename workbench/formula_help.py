"""The functions of formulas, as the field of a formula offers them: arguments and one line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from workbench.language import Language, message


@dataclass(frozen=True, slots=True)
class FunctionHelp:
    """What is said of one function.

    Attributes:
        name: how it is written.
        arguments: what stands for each argument; the last one may go on ("…").
        line: what it does, in one line.
    """

    name: str
    arguments: tuple[str, ...]
    line: str

    @property
    def signature(self) -> str:
        """The function with its arguments, as it is written."""
        return f"{self.name}({', '.join(self.arguments)})"


_LINES: Final = {
    "sum": (("x", "y", "…"), message("Adds all up")),
    "min": (("x", "y", "…"), message("The smallest")),
    "max": (("x", "y", "…"), message("The largest")),
    "avg": (("x", "y", "…"), message("The plain average")),
    "abs": (("x",), message("The size, without the sign")),
    "round": (("x", "n"), message("Rounded to n decimals; without n to the whole")),
    "if": (("x", "y", "z"), message("y where x holds, else z")),
    "ln": (("x",), message("The natural logarithm")),
    "exp": (("x",), message("e to the power of x")),
    "sqrt": (("x",), message("The square root")),
    "prev": (("x", "y"), message("x one period earlier; y in the first period")),
    "lag": (("x", "n"), message("x as it was n periods earlier")),
    "cumulative": (("x",), message("The sum since the start of the year")),
    "spread": (
        ("x", "w0", "w1", "…"),
        message("w0 of this period’s x, w1 of the one before, and so on"),
    ),
    "to_convert": (("x", "w0", "w1", "…"), message("What is still to come of x by these shares")),
    "unconverted": (("x", "w0", "w1", "…"), message("What of x has not come by these shares")),
}


def function_help(name: str, language: Language) -> FunctionHelp | None:
    """Return what is said of a function; None where there is none of that name."""
    known = _LINES.get(name)
    return None if known is None else FunctionHelp(name, known[0], language.text(known[1]))


def function_names() -> tuple[str, ...]:
    """Return the functions, in the order in which they are offered."""
    return tuple(_LINES)

"""Words, numbers, money and dates in the user's language.

Every message that people see is written in English in the code, as the literal argument of
:meth:`Language.text` or :meth:`Language.plural`, or marked by :func:`message` where it is
kept in a table. The French stands in ``resources/locale/fr/LC_MESSAGES``, one catalogue per
room; a test holds both together.

"No value", None or NaN, is always written as a dash.
"""

from __future__ import annotations

import datetime as dt
import gettext
import math
from decimal import Decimal
from functools import lru_cache
from typing import Final, Literal, cast, final

from babel import Locale
from babel.dates import format_date, format_time, get_month_names
from babel.numbers import get_currency_precision, get_currency_symbol

from models.calendar import Calendar, Group, Month, Span
from models.kpi import Unit, UnitKind
from workbench.catalogues import read_translations
from workbench.number_styles import MARKS, Marks, NumberStyle
from workbench.numbers_typed import NumberError, TypedNumber, parse_number

__all__ = [
    "LANGUAGES",
    "NO_VALUE",
    "Code",
    "Language",
    "NumberError",
    "TypedNumber",
    "language",
    "message",
    "parse_number",
]

Code = Literal["fr", "en"]

LANGUAGES: Final[tuple[Code, ...]] = ("fr", "en")
"""The languages the program speaks."""

NO_VALUE: Final = "—"

_NBSP: Final = "\u00a0"
_THOUSANDS_FROM: Final = 9_999.5
"""From here on an amount in thousands is shorter than the amount itself."""
_DATE_LOCALES: Final[dict[Code, str]] = {"fr": "fr_FR", "en": "en_GB"}

Figure = float | Decimal | None


def message(text: str) -> str:
    """Mark a message of a table, which is translated where it is shown, and return it."""
    return text


@lru_cache(maxsize=16)
def language(code: str, style: NumberStyle = NumberStyle.LANGUAGE) -> Language:
    """Return the language of ``code``; English for a code the program does not speak."""
    return Language("fr" if code == "fr" else "en", style)


@lru_cache(maxsize=2)
def _words(code: Code) -> gettext.NullTranslations:
    # English is what the code is written in.
    return gettext.NullTranslations() if code == "en" else read_translations(code)


def shows_a_digit(written: str) -> bool:
    """Whether a figure as written shows any digit other than zero."""
    return any(digit in "123456789" for digit in written)


@final
class Language:
    """A language: what every layer writes words and figures with."""

    def __init__(self, code: Code, style: NumberStyle = NumberStyle.LANGUAGE) -> None:
        """Read the catalogues of ``code``, and punctuate numbers in ``style``.

        Raises:
            OSError: a catalogue cannot be read.
        """
        self._code: Code = code
        self._words = _words(code)
        symbols = cast("dict[str, str]", Locale.parse(code).number_symbols["latn"])
        own = Marks(symbols["group"], symbols["decimal"])
        self._punctuation = MARKS.get(style, own)
        self._marks = str.maketrans({",": self._punctuation.group, ".": self._punctuation.decimal})
        self._decimal = self._punctuation.decimal

    @property
    def code(self) -> Code:
        """The language, "fr" or "en"."""
        return self._code

    @property
    def marks(self) -> Marks:
        """How numbers are punctuated."""
        return self._punctuation

    def text(self, message: str, /, **values: object) -> str:
        """Return ``message`` in this language, its ``{placeholders}`` filled with ``values``."""
        words = self._words.gettext(message) if message else ""
        return words.format(**values) if values else words

    def plural(self, singular: str, plural: str, count: int, /, **values: object) -> str:
        """Return the form for ``count``, which fills ``{count}`` written as a number."""
        words = self._words.ngettext(singular, plural, count)
        return words.format(count=self.number(count), **values)

    def number(self, x: Figure, decimals: int | None = None) -> str:
        """Write a number; where ``decimals`` is None its size decides how fine."""
        if x is None or not math.isfinite(x):
            return NO_VALUE
        if decimals is not None:
            return self._written(x, decimals)
        size = abs(x)
        return self._trimmed(x, 0 if size >= 1000 else 1 if size >= 100 else 2 if size >= 1 else 4)

    def money(self, x: Figure, currency: str, decimals: int | None = None) -> str:
        """Write an amount of ``currency``, with its minor unit unless ``decimals`` says else."""
        if x is None or not math.isfinite(x):
            return NO_VALUE
        digits = get_currency_precision(currency) if decimals is None else decimals
        return f"{self._written(x, digits)}{_NBSP}{self.currency_symbol(currency)}"

    def short_money(self, x: Figure, currency: str) -> str:
        """Write an amount in few characters: 2.62 M€, 412 k€, 30.40 €."""
        if x is None or not math.isfinite(x):
            return NO_VALUE
        if 1000 <= abs(x) < _THOUSANDS_FROM:
            return self.money(x, currency, 0)
        digits, scale = self._short(x)
        symbol = self.currency_symbol(currency)
        return f"{digits}{_NBSP}{scale}{symbol}" if scale else self.money(x, currency)

    def share(self, x: Figure, decimals: int | None = None) -> str:
        """Write a fraction as a percentage."""
        if x is None or not math.isfinite(x):
            return NO_VALUE
        percent = x * 100
        size = abs(percent)
        if decimals is not None:
            digits = self._written(percent, decimals)
        else:
            digits = self._trimmed(percent, 0 if size >= 1000 else 1 if size >= 1 else 2)
        return f"{digits}{_NBSP}%"

    def change(self, x: Figure) -> str:
        """Write a relative change, 0.137 as +13.7 %; one that shows no digit has no sign."""
        if x is None:
            return NO_VALUE
        written = self.share(abs(x), 1)
        if not shows_a_digit(written):
            return written
        return f"+{written}" if x > 0 else f"−{written}"

    def figure(
        self, x: Figure, unit: Unit, currency: str, *, short: bool = False, label: bool = False
    ) -> str:
        """Write a figure in its unit.

        Args:
            x: the figure; None and NaN are no value.
            unit: what it counts, and how fine it is written.
            currency: of money.
            short: in few characters, for a card or the pulse.
            label: with the word of a count or number, or "per client per month", behind it.
        """
        if x is None or not math.isfinite(x):
            return NO_VALUE
        match unit.kind:
            case UnitKind.MONEY | UnitKind.MONEY_PER_CLIENT_MONTH:
                written = self._money_figure(x, unit, currency, short=short)
            case UnitKind.SHARE:
                written = self.share(x, unit.decimals)
            case UnitKind.COUNT | UnitKind.NUMBER:
                written = self._count_figure(x, unit, short=short)
        if not label:
            return written
        if unit.kind is UnitKind.MONEY_PER_CLIENT_MONTH:
            return self.text("{money} per client per month", money=written)
        worded = unit.label and unit.kind in {UnitKind.COUNT, UnitKind.NUMBER}
        return f"{written}{_NBSP}{unit.label}" if worded else written

    def unit_name(self, unit: Unit, currency: str) -> str:
        """Return what stands at the head of a column of figures: €, clients, %; maybe empty."""
        match unit.kind:
            case UnitKind.MONEY:
                return self.currency_symbol(currency)
            case UnitKind.MONEY_PER_CLIENT_MONTH:
                symbol = self.currency_symbol(currency)
                return self.text("{money} per client per month", money=symbol)
            case UnitKind.SHARE:
                return "%"
            case UnitKind.COUNT | UnitKind.NUMBER:
                return unit.label

    def currency_symbol(self, currency: str) -> str:
        """Return the sign of ``currency``, or its code where it has none."""
        return get_currency_symbol(currency, locale=self._code)

    def date(self, d: dt.date) -> str:
        """Write a date: 30 June 2027."""
        return format_date(d, "long", locale=_DATE_LOCALES[self._code])

    def time(self, t: dt.time | dt.datetime) -> str:
        """Write the time of day: 14:02."""
        return format_time(t, "short", locale=_DATE_LOCALES[self._code], tzinfo=None)

    def month(self, month: Month, *, short: bool = False) -> str:
        """Write a month: Jan 2027, or only Jan where ``short``."""
        names = get_month_names("abbreviated", locale=_DATE_LOCALES[self._code])
        name = names[month.month]
        return name if short else f"{name}{_NBSP}{month.year}"

    def period_label(self, calendar: Calendar, index: int, *, short: bool = False) -> str:
        """Name period ``index``: Jan 2027, Q1 2027, H1 2027, 2027.

        Args:
            calendar: that of the plan.
            index: of the period, from 0.
            short: a month without its year, for the head of a narrow column.
        """
        first = calendar.period_start(index)
        if calendar.period is Span.MONTH:
            return self.month(first, short=short)
        for group in calendar.groups(calendar.period):
            if group.periods == (index,) and group.first_month == first:
                return self.group_label(group)
        # A plan whose quarters are not those of its fiscal year.
        last = first.plus(calendar.period.months - 1)
        return f"{self.month(first)} – {self.month(last)}"

    def group_label(self, group: Group) -> str:
        """Name a group by its fiscal year, saying where the plan holds only a part of it.

        The year up to the end of a group has the name of that group.
        """
        # A year to date begins where its fiscal year does.
        earlier = 0 if group.to_date else (group.number - 1) * group.span.months
        first = group.first_month.plus(-earlier)
        own = {"number": group.number, "year": group.fiscal_year}
        if group.span is Span.MONTH:
            name = self.month(first.plus(group.months - 1) if group.to_date else group.first_month)
        elif first.month == 1:
            name = self.text(_CALENDAR_NAMES[group.span], **own)
        else:
            name = self.text(_FISCAL_NAMES[group.span], **own)
        return name if group.complete else self.text("{group} (incomplete)", group=name)

    def _money_figure(self, x: float | Decimal, unit: Unit, currency: str, *, short: bool) -> str:
        if short and unit.kind is UnitKind.MONEY and abs(x) >= 1000:
            return self.short_money(x, currency)
        if unit.decimals is None and abs(x) >= 1000:
            return self.money(x, currency, 0)
        return self.money(x, currency, unit.decimals)

    def _count_figure(self, x: float | Decimal, unit: Unit, *, short: bool) -> str:
        if short and abs(x) >= 1_000_000:
            digits, scale = self._short(x)
            return f"{digits}{_NBSP}{scale}"
        if unit.decimals is None and unit.kind is UnitKind.COUNT:
            return self._trimmed(x, 0 if abs(x) >= 100 else 1)
        return self.number(x, unit.decimals)

    def _short(self, x: float | Decimal) -> tuple[str, str]:
        """Return the digits of ``x`` over its scale, and the scale's sign."""
        size = abs(x)
        # The limits lie where rounding would write the thousand of the scale below.
        if size >= 999_950_000:
            return self._written(x / 10**9, 2), self.text("bn")
        if size >= 999_500:
            return self._written(x / 10**6, 2 if size < 99_995_000 else 1), "M"
        if size >= 1000:
            return self._written(x / 10**3, 1 if size < 99_950 else 0), "k"
        return self._written(x, 2), ""

    def _written(self, x: float | Decimal, decimals: int) -> str:
        written = f"{x:,.{decimals}f}"
        if written.startswith("-") and not shows_a_digit(written):
            written = written[1:]
        return written.translate(self._marks)

    def _trimmed(self, x: float | Decimal, most: int) -> str:
        written = self._written(x, most)
        return written.rstrip("0").rstrip(self._decimal) if most else written


_CALENDAR_NAMES: Final = {
    Span.QUARTER: message("Q{number} {year}"),
    Span.HALF_YEAR: message("H{number} {year}"),
    Span.YEAR: message("{year}"),
}
_FISCAL_NAMES: Final = {
    Span.QUARTER: message("Q{number} FY{year}"),
    Span.HALF_YEAR: message("H{number} FY{year}"),
    Span.YEAR: message("FY{year}"),
}

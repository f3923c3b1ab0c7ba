"""Target bonuses as they are typed and shown: an amount, or a percentage of base pay."""

from __future__ import annotations

from models.kpi import Unit, UnitKind
from models.organisation import TargetBonus
from workbench.figures_typed import SHARE, figure_text
from workbench.language import Language, parse_number
from workbench.sheets.sheet import SheetCell, SheetError

MONEY = Unit(UnitKind.MONEY)


def read_target(text: str, language: Language) -> TargetBonus:
    """Read a target bonus: an amount, a percentage of base pay, or nothing.

    Raises:
        ValueError: it is neither; the words are a sentence.
    """
    if not text.strip():
        return TargetBonus()
    typed = parse_number(text, language)
    if typed.value < 0.0:
        raise SheetError(language.text("A target bonus cannot be negative."))
    return TargetBonus(share=typed.value) if typed.percent else TargetBonus(amount=typed.value)


def read_pay(text: str, language: Language) -> float | None:
    """Read a base pay of a full year, or nothing.

    Raises:
        ValueError: it is none; the words are a sentence.
    """
    if not text.strip():
        return None
    pay = parse_number(text, language)
    if pay.value < 0.0 or pay.percent:
        raise SheetError(language.text("Base pay is an amount of money, not below 0."))
    return pay.value


def money_cell(amount: float | None, currency: str, language: Language) -> SheetCell:
    """Show an amount of money."""
    if amount is None:
        return SheetCell(right=True)
    edit = figure_text(amount, MONEY, language)
    return SheetCell(language.money(amount, currency, 0), edit, right=True, number=amount)


def target_cell(
    own: TargetBonus, inherited: TargetBonus | None, currency: str, language: Language
) -> SheetCell:
    """Show a target bonus, or quietly the one that holds where none was typed."""
    is_own = own != TargetBonus()
    shown = own if is_own or inherited is None else inherited
    text = ""
    if shown.amount is not None:
        text = language.money(shown.amount, currency, 0)
    elif shown.share is not None:
        text = language.share(shown.share)
    if not is_own:
        return SheetCell(text, "", quiet=True, right=True)
    if own.amount is not None:
        edit = figure_text(own.amount, MONEY, language)
        return SheetCell(text, edit, right=True, number=own.amount)
    edit = figure_text(own.share, SHARE, language)
    return SheetCell(text, edit, right=True, number=own.share, percent=True)

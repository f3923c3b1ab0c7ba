"""What ``evaluate`` and ``payouts`` write for people: tables in their language."""

from __future__ import annotations

import math

from models.calendar import Calendar, Group, Span
from models.keys import BASE, KpiKey, ScenarioKey
from models.tree import kpi_tree
from ui.command_line.text_table import TextTable, plain
from workbench.analysis.reasons import reason_sentence, why_not
from workbench.language import NO_VALUE, Language
from workbench.pay.payouts import MeasurePayout, PersonPayout
from workbench.place_words import kpi_name, objective_name, person_name, position_name
from workbench.results import Results
from workbench.sentences import no_payout_sentence

_SPANS = (Span.MONTH, Span.QUARTER, Span.HALF_YEAR, Span.YEAR)


def scenario_words(results: Results, scenario: ScenarioKey, language: Language) -> str:
    """Name a scenario; the base goes by its name in the user's language."""
    if scenario == BASE:
        return language.text("Base")
    return plain(results.plan.scenarios[scenario].name) or scenario


def evaluation_text(results: Results, scenario: ScenarioKey, language: Language, width: int) -> str:
    """Return the figures of every KPI, by as short periods as fit into ``width`` characters."""
    parts = [
        _heading(results, scenario, language),
        _fitting(results, scenario, language, width).written(),
    ]
    reasons = no_value_lines(results, scenario, language)
    if reasons:
        parts.append("\n".join((language.text("No value (—):"), *reasons)))
    return "\n\n".join(parts)


def payouts_text(results: Results, scenario: ScenarioKey, language: Language) -> str:
    """Return what everybody is paid, line by line."""
    payouts = results.payouts[scenario]
    currency = results.plan.currency
    head = (
        "",
        language.text("Weight"),
        language.text("Result"),
        language.text("Payout"),
        language.text("Target bonus"),
        language.text("Amount"),
    )
    rows: list[tuple[str, ...]] = []
    for person in payouts.people:
        rows.append(_person_row(results, person, language))
        rows.extend(_measure_row(results, each, language) for each in person.measures)
        rows.extend(_factor_rows(person, language))
    rows.append((language.text("Total"), "", "", "", "", language.money(payouts.total, currency)))
    charged = language.text("With employer charges")
    rows.append((charged, "", "", "", "", language.money(payouts.cost, currency)))
    parts = [_heading(results, scenario, language), TextTable(head, tuple(rows)).written()]
    without = no_payout_lines(results, scenario, language)
    if without:
        parts.append("\n".join((language.text("Cannot be worked out (—):"), *without)))
    return "\n\n".join(parts)


def _heading(results: Results, scenario: ScenarioKey, language: Language) -> str:
    words = [plain(results.plan.name), scenario_words(results, scenario, language)]
    year = results.plan.calendar.report_group()
    if year is not None:
        words.append(language.group_label(year))
    return " · ".join(word for word in words if word)


def _fitting(results: Results, scenario: ScenarioKey, language: Language, width: int) -> TextTable:
    """Return the table of the shortest periods that fit into ``width``, else of the longest."""
    # One at a time: in a big plan each takes seconds.
    *finer, coarsest = _columns(results.plan.calendar)
    for groups in finer:
        table = _figures(results, scenario, groups, language)
        if table.width <= width:
            return table
    return _figures(results, scenario, coarsest, language)


def _columns(calendar: Calendar) -> list[tuple[Group, ...]]:
    """Return the groups of periods to choose from, the most first."""
    return [groups for span in _SPANS if (groups := calendar.groups(span))]


def _figures(
    results: Results, scenario: ScenarioKey, groups: tuple[Group, ...], language: Language
) -> TextTable:
    plan = results.plan
    year = plan.calendar.report_group()
    # The year stands first, and once.
    listed = (*(() if year is None else (year,)), *(each for each in groups if each != year))
    sign = language.currency_symbol(plan.currency)
    rows: list[tuple[str, ...]] = []
    for key, depth in _outline(results):
        unit = plan.kpis[key].unit
        # Neither the sign nor the word of the unit: it has a column of its own.
        figures = (results.values.group(key, scenario, each) for each in listed)
        written = (language.figure(each, unit, plan.currency) for each in figures)
        rows.append(
            (
                "  " * depth + plain(kpi_name(plan, key)),
                plain(language.unit_name(unit, plan.currency)),
                *(each.removesuffix(sign).removesuffix("%").rstrip() for each in written),
            )
        )
    head = ("KPI", language.text("Unit"), *(language.group_label(each) for each in listed))
    return TextTable(head, tuple(rows), words=2)


def _outline(results: Results) -> list[tuple[KpiKey, int]]:
    """Return every KPI with how deep it stands in the tree, as an outline shows them."""
    tree = kpi_tree(results.plan.kpis)
    depth: dict[KpiKey | None, int] = {None: -1}
    for key in tree.preorder():
        depth[key] = depth[tree.home[key]] + 1
    return [(key, depth[key]) for key in tree.preorder()]


def no_payout_lines(results: Results, scenario: ScenarioKey, language: Language) -> list[str]:
    """Say who has no payout, and why."""
    return [
        f"{plain(person_name(results.plan, person.person))}: "
        + no_payout_sentence(person.reason, results.plan, language)
        for person in results.payouts[scenario].people
        if person.reason is not None
    ]


def no_value_lines(results: Results, scenario: ScenarioKey, language: Language) -> list[str]:
    """Say once where each missing figure of the year begins."""
    plan, values = results.plan, results.values
    year = plan.calendar.report_group()
    if year is None:
        return []
    missing = [key for key in plan.kpis if math.isnan(values.total(key, scenario))]
    found = (why_not(plan, values, key, scenario, year) for key in missing)
    sentences = (reason_sentence(each, plan, language) for each in found if each is not None)
    return list(dict.fromkeys(plain(sentence) for sentence in sentences))


def _person_row(results: Results, person: PersonPayout, language: Language) -> tuple[str, ...]:
    plan = results.plan
    who = plain(person_name(plan, person.person))
    job = plain(position_name(plan, person.position))
    return (
        f"{who}, {job}",
        "",
        "",
        language.share(person.score),
        language.money(person.target_bonus, plan.currency, 0),
        language.money(person.payout, plan.currency),
    )


def _factor_rows(person: PersonPayout, language: Language) -> list[tuple[str, ...]]:
    """Return what the payout was multiplied by, where that is not 1."""
    factors = (
        (language.text("gate"), person.gate),
        (language.text("modifiers"), person.modifiers),
        (language.text("time at work"), person.pro_rata),
        (language.text("funding of the pool"), person.funding),
    )
    return [
        (f"    × {words}", "", "", language.share(factor), "", "")
        for words, factor in factors
        if factor != 1.0
    ]


def _measure_row(results: Results, measure: MeasurePayout, language: Language) -> tuple[str, ...]:
    plan = results.plan
    kpi = None if measure.kpi is None else plan.kpis.get(measure.kpi)
    if kpi is not None:
        name = kpi_name(plan, kpi.key)
        result = language.figure(measure.result, kpi.unit, plan.currency)
    else:
        name = objective_name(plan, measure.objective or measure.kpi or measure.key)
        result = NO_VALUE if measure.objective is None else language.share(measure.result)
        if measure.assumed:
            result = language.text("{rating} (assumed)", rating=result)
    return (
        f"    {plain(name)}",
        language.share(measure.weight),
        plain(result),
        language.share(measure.payout_rate),
        "",
        language.money(measure.amount, plan.currency),
    )

"""What ``bridge`` writes for people."""

from __future__ import annotations

from models.keys import BASE, FunctionKey, MemberKey
from models.kpi import Unit
from ui.command_line.text_table import TextTable, plain
from workbench.analysis.bridge.bridging import Bridge, State, StateKind
from workbench.analysis.bridge.gathering import by_function, by_segment, by_subtree
from workbench.bridge_words import METHODS, player_words
from workbench.engine.values import Values
from workbench.language import Language, shows_a_digit
from workbench.place_words import dimension_name, function_name, kpi_name, scenario_name


def bridge_text(values: Values, bridge: Bridge, by: str, language: Language) -> str:
    """Return a bridge as tables.

    Args:
        values: the plan worked out.
        bridge: what moved the KPI.
        by: whose parts: driver, function, segment or subtree.
        language: of the reader.
    """
    parts = [_heading(values, bridge, language)]
    match by:
        case "function":
            parts.append(_functions(values, bridge, language))
        case "segment":
            parts.extend(_segments(values, bridge, language))
        case "subtree":
            parts.append(_subtrees(values, bridge, language))
        case _:
            parts.append(_drivers(values, bridge, language))
    parts.extend(_notes(values, bridge, language))
    return "\n\n".join(parts)


def state_words(values: Values, state: State, language: Language) -> str:
    """Name a state of a plan."""
    if state.kind is StateKind.ACTUALS:
        return language.text("Actuals")
    if state.group is not None:
        return language.group_label(state.group)
    if state.scenario is None or state.scenario == BASE:
        return language.text("Base")
    return plain(scenario_name(values.plan, state.scenario))


def _heading(values: Values, bridge: Bridge, language: Language) -> str:
    plan, question = values.plan, bridge.question
    ends = language.text(
        "{kpi} from {start} to {end}",
        kpi=plain(kpi_name(plan, question.kpi)),
        start=state_words(values, question.start, language),
        end=state_words(values, question.end, language),
    )
    words = [plain(plan.name), ends]
    year = plan.calendar.report_group()
    if question.start.kind is not StateKind.GROUP and year is not None:
        words.append(language.group_label(year))
    method = language.text("Split {method}.", method=language.text(METHODS[bridge.method]))
    return f"{' · '.join(words)}\n{method}"


def _drivers(values: Values, bridge: Bridge, language: Language) -> str:
    listed = sorted(bridge.parts.items(), key=lambda part: -abs(part[1]))
    # What shows no digit moved nothing worth a line.
    unit, currency = _unit(values, bridge), values.plan.currency
    rows = [
        (player_words(player, values.plan, language), part)
        for player, part in listed
        if shows_a_digit(language.figure(part, unit, currency))
    ]
    return _table(values, bridge, language, rows)


def _table(
    values: Values, bridge: Bridge, language: Language, parts: list[tuple[str, float]]
) -> str:
    """Return parts between the figures at both ends."""
    unit, currency = _unit(values, bridge), values.plan.currency
    question = bridge.question
    rows = [
        (
            state_words(values, question.start, language),
            language.figure(bridge.before, unit, currency),
        ),
        *((f"  {plain(name)}", _signed(part, unit, currency, language)) for name, part in parts),
        (
            state_words(values, question.end, language),
            language.figure(bridge.after, unit, currency),
        ),
        (language.text("Change"), _signed(bridge.change, unit, currency, language)),
    ]
    return TextTable(("", language.text("Amount")), tuple(rows)).written()


def _functions(values: Values, bridge: Bridge, language: Language) -> str:
    unit, currency = _unit(values, bridge), values.plan.currency
    head = (
        "",
        language.text("Earned"),
        language.text("Lost"),
        language.text("Spent"),
        language.text("Net"),
        language.text("Fair share"),
        language.text("Share of bonuses"),
    )
    found = by_function(values, bridge)
    rows: list[tuple[str, ...]] = []
    for each in found:
        amounts = (each.earned, each.lost, each.spent, each.net)
        rows.append(
            (
                _function_words(values, each.function, language),
                *(_signed(amount, unit, currency, language) for amount in amounts),
                language.share(each.fair_share, 1),
                language.share(each.bonus_share, 1),
            )
        )
    sums = [sum(getattr(each, name) for each in found) for name in ("earned", "lost", "spent")]
    rows.append(
        (
            language.text("Total"),
            *(_signed(amount, unit, currency, language) for amount in (*sums, bridge.change)),
            "",
            "",
        )
    )
    return TextTable(head, tuple(rows)).written()


def _function_words(values: Values, function: FunctionKey | None, language: Language) -> str:
    if function is None:
        return language.text("unassigned")
    return plain(function_name(values.plan, function))


def _segments(values: Values, bridge: Bridge, language: Language) -> list[str]:
    plan = values.plan
    found = by_segment(values, bridge)
    if not found:
        return [language.text("The plan has no dimension that KPIs are split by.")]
    tables: list[str] = []
    for key, sums in found.items():
        names: dict[MemberKey | None, str] = {
            member.key: member.name for member in plan.dimensions[key].members
        }
        names[None] = language.text("of no member")
        rows = [(names.get(member) or str(member), amount) for member, amount in sums.items()]
        table = _table(values, bridge, language, rows)
        tables.append(f"{plain(dimension_name(plan, key))}\n{table}")
    return tables


def _subtrees(values: Values, bridge: Bridge, language: Language) -> str:
    rows = [
        (language.text("elsewhere") if key is None else kpi_name(values.plan, key), amount)
        for key, amount in by_subtree(values, bridge).items()
    ]
    return _table(values, bridge, language, rows)


def _notes(values: Values, bridge: Bridge, language: Language) -> list[str]:
    """Return what a reader should know about the figures."""
    notes: list[str] = []
    amounts = list(bridge.parts.values())
    if not amounts:
        notes.append(language.text("Nothing that the KPI hangs on differs between the two."))
    elif abs(bridge.change) <= 1e-6 * sum(map(abs, amounts)):
        notes.append(language.text("The parts cancel: the KPI is the same at both ends."))
    if bridge.fell_back:
        notes.append(
            language.text(
                "Somewhere on the straight way the KPI has no value, so that Shapley’s method was "
                "taken instead."
            )
        )
    if bridge.without_actuals:
        names = (plain(kpi_name(values.plan, key)) for key in bridge.without_actuals)
        notes.append(
            language.text("Without actuals, and so as planned: {names}.", names=", ".join(names))
        )
    return notes


def _unit(values: Values, bridge: Bridge) -> Unit:
    return values.plan.kpis[bridge.question.kpi].unit


def _signed(amount: float, unit: Unit, currency: str, language: Language) -> str:
    """Write an amount with its sign; one that shows no digit has none."""
    written = language.figure(abs(amount), unit, currency)
    if not shows_a_digit(written):
        return written
    return f"+{written}" if amount > 0 else f"−{written}"

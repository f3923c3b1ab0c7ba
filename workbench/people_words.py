"""What an import of people says of a table, its columns and its rows, in plain sentences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from models.organisation import Person, TargetBonus
from workbench.dates_typed import date_text
from workbench.language import Language, message
from workbench.table_words import column_letter
from workbench.tables.people_columns import PersonUse
from workbench.tables.people_import import PeoplePreview, PersonFate, PlacedPerson
from workbench.tables.people_row import Note, RowNote

_NOTES: Final[Mapping[Note, str]] = {
    Note.TOTAL_LEFT_OUT: message("A total, left out."),
    Note.NOBODY: message("Left out: neither an id nor a name."),
    Note.REMARK: message("Left out: “{text}” stands alone, as a remark or a title does."),
    Note.TWICE: message("Left out: “{person}” stands in an earlier row."),
    Note.TWO_NAMESAKES: message(
        "Left out: there is more than one “{person}”, and no id tells which is meant."
    ),
    Note.ANOTHER_SPAN: message("Another stretch of time of the same person."),
    Note.NOT_A_NUMBER: message("{column}: “{text}” is not a number and is left out."),
    Note.NOT_A_DATE: message("{column}: “{text}” is no date and is left out."),
    Note.NOT_A_TIME: message("{column}: “{text}” is no working time and is left out."),
    Note.NEGATIVE: message("{column}: “{text}” is below 0 and is left out."),
    Note.AMBIGUOUS: message("{column}: “{text}” is read as {reading}."),
    Note.DATES_TURNED: message("Leaves before coming: both dates are left out."),
    Note.NO_POSITION: message("No position is told."),
    Note.NO_MANAGER: message("The manager “{manager}” is nobody here and is left out."),
    Note.TWO_MANAGERS: message(
        "The manager “{manager}” could be more than one person and is left out; give the id."
    ),
    Note.OWN_MANAGER: message("Nobody is their own manager: it is left out."),
    Note.KNOWN_AS: message("Read as “{key}”, the id of somebody who is there already."),
    Note.SPANS_KEPT: message("There are several stretches of time already; they stay as they are."),
    Note.PART_TIME: message(
        "{column}: “{text}” does not say how much. Nothing is read: type a share such as 80 %."
    ),
    Note.HOURS: message("{hours} hours of {full} a week are read as {share}."),
    Note.MIXED_TIME: message("{column}: “{text}” is read as {reading}: others are percentages."),
    Note.BOTH_TARGETS: message(
        "The target stands there as an amount and as a percentage: the amount is taken."
    ),
    Note.CUT: message("The file has more rows than are read. Import it in parts."),
    Note.MONTHLY: message("Base pay is monthly: it is multiplied by {count}."),
    Note.SCALED: message("{column} is in thousands: it is multiplied by {factor}."),
    Note.READ_AS_PERCENT: message("{column} is read as percentages: 12 is 12 %."),
    Note.READ_AS_FRACTION: message("{column} is read as fractions: 0.12 is 12 %."),
    Note.DATES_DOUBTFUL: message(
        "{column}: nothing tells whether “{text}” has the day or the month first. It is read "
        "with the day first."
    ),
    Note.MONTH_FIRST: message("{column} has the month first, as Americans write dates."),
    Note.DATES_MIXED: message(
        "{column} has dates with the day first and with the month first (“{text}”). Those that "
        "could be either are left out."
    ),
    Note.DAY_NUMBERS: message("{column} counts days as spreadsheets do: they are read as dates."),
    Note.FULL_TIME_PAY: message(
        "Base pay is taken for that of full time; working time comes off it when paying."
    ),
    Note.SPLIT_POSITION: message(
        "“{name}” stands in several functions ({functions}): each gets a position of its own."
    ),
    Note.NO_FUNCTION: message("Nothing tells the function of “{name}”: it is put in “{function}”."),
    Note.ID_IS_NAME: message("No column holds names: the id stands for the name."),
    Note.NAME_IS_ID: message("No id is given: one is made from the name."),
}
_FATES: Final[Mapping[PersonFate, str]] = {
    PersonFate.NEW: message("new"),
    PersonFate.CHANGED: message("changed"),
    PersonFate.SAME: message("as it is"),
    PersonFate.MISSING: message("not in the table, stays"),
    PersonFate.REMOVED: message("not in the table, removed"),
}
_USES: Final[Mapping[PersonUse, str]] = {
    PersonUse.ID: message("Id"),
    PersonUse.NAME: message("Full name"),
    PersonUse.FIRST_NAME: message("First name"),
    PersonUse.LAST_NAME: message("Last name"),
    PersonUse.POSITION: message("Position"),
    PersonUse.FUNCTION: message("Function"),
    PersonUse.MANAGER: message("Manager"),
    PersonUse.BASE_PAY: message("Base pay, yearly"),
    PersonUse.MONTHLY_PAY: message("Base pay, monthly"),
    PersonUse.TARGET: message("Target bonus"),
    PersonUse.TARGET_SHARE: message("Target bonus in %"),
    PersonUse.WORKING_TIME: message("Working time"),
    PersonUse.ENTRY: message("Entry"),
    PersonUse.EXIT: message("Exit"),
    PersonUse.NOTHING: message("Not read"),
}


def note_sentence(note: RowNote, language: Language) -> str:
    """Say what is worth knowing about a row, or about the table as a whole."""
    words = dict(note.details)
    if "column" in words:
        words["column"] = language.text("Column {letter}", letter=column_letter(words["column"]))
    if note.note is Note.HOURS:
        words["share"] = language.share(words["hours"] / words["full"])
        words["hours"] = language.number(words["hours"])
        words["full"] = language.number(words["full"])
    if note.note is Note.MIXED_TIME:
        words["reading"] = language.share(float(words["reading"]))
    for figure in ("count", "factor"):
        if figure in words:
            words[figure] = language.number(words[figure])
    if "functions" in words:
        words["functions"] = ", ".join(words["functions"])
    return language.text(_NOTES[note.note], **words)


def person_fate_word(fate: PersonFate, language: Language) -> str:
    """Return what becomes of somebody, in a few words."""
    return language.text(_FATES[fate])


def person_use_word(use: PersonUse, language: Language) -> str:
    """Return what a column holds, in a word or two."""
    return language.text(_USES[use])


def import_sentence(shown: PeoplePreview, language: Language) -> str:
    """Say what an import comes to: who is new, changed and missing, and what is made."""
    plural = language.plural
    parts = [
        plural("{count} new", "{count} new", shown.count(PersonFate.NEW)),
        plural("{count} changed", "{count} changed", shown.count(PersonFate.CHANGED)),
        plural("{count} unchanged", "{count} unchanged", shown.count(PersonFate.SAME)),
    ]
    missing, removed = shown.count(PersonFate.MISSING), shown.count(PersonFate.REMOVED)
    if missing:
        parts.append(plural("{count} missing", "{count} missing", missing))
    if removed:
        parts.append(plural("{count} removed", "{count} removed", removed))
    if shown.left_out:
        parts.append(plural("{count} row left out", "{count} rows left out", shown.left_out))
    told = language.text("People: {parts}.", parts=", ".join(parts))
    made = [each.name for each in (*shown.functions, *shown.positions)]
    if not made:
        return told
    listed = ", ".join(made[:_MADE_SAID]) + (" …" if len(made) > _MADE_SAID else "")
    return " ".join((told, language.text("Made for them: {names}.", names=listed)))


_MADE_SAID: Final = 12


def target_words(target: TargetBonus, currency: str, language: Language) -> str:
    """Write a target bonus: an amount, a percentage, or nothing."""
    if target.amount is not None:
        return language.money(target.amount, currency, 0)
    return "" if target.share is None else language.share(target.share)


def time_words(person: Person, language: Language) -> tuple[str, str, str]:
    """Write when somebody comes and leaves, and how much they work; empty where always, fully."""
    if not person.spans:
        return "", "", ""
    starts = [span.start for span in person.spans]
    ends = [span.end for span in person.spans]
    start = None if None in starts else min(each for each in starts if each is not None)
    end = None if None in ends else max(each for each in ends if each is not None)
    shares = dict.fromkeys(language.share(span.share) for span in person.spans)
    return date_text(start, language), date_text(end, language), " → ".join(shares)


def change_words(placed: PlacedPerson, shown: PeoplePreview, language: Language) -> str:
    """Say what changes of somebody: old → new, field by field."""
    before = shown.before.people.get(placed.person.key)
    if before is None:
        return ""
    pairs = (
        (_field(field, before, shown, language), _field(field, placed.person, shown, language))
        for field in placed.changed
    )
    return " · ".join(f"{old} → {new}" for old, new in pairs)


def _field(field: str, person: Person, shown: PeoplePreview, language: Language) -> str:
    plan = shown.after
    match field:
        case "name":
            words = person.name
        case "position":
            position = plan.positions.get(person.position)
            words = person.position if position is None else position.name
        case "manager":
            manager = None if person.manager is None else plan.people.get(person.manager)
            words = "" if manager is None else manager.name
        case "base_pay":
            words = language.money(person.base_pay, plan.currency, 0)
        case "target":
            words = target_words(person.target, plan.currency, language)
        case _:
            words = " ".join(filter(None, time_words(person, language)))
    return words or "—"

"""The command ``import``: takes the people of a table into a plan file.

``import people FILE --into PLAN`` says what becomes of everybody, row by row where something is
worth knowing, and writes the plan unless ``--dry-run`` is given. It changes nothing where the
table names nobody.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Final

from models.changes import edited
from models.problems import check
from ui.command_line.job import Command, Job, StoppedError, tell_errors
from ui.command_line.text_table import plain
from ui.command_line.wrong_use import Parser, WrongUseError
from workbench.files.plan_file import read_plan, write_plan
from workbench.language import Language, message
from workbench.matching import folded
from workbench.people_words import (
    change_words,
    import_sentence,
    note_sentence,
    person_fate_word,
)
from workbench.table_words import table_sentence
from workbench.tables.faults import TableError
from workbench.tables.people_columns import PeopleMapping, PersonUse, guess_people
from workbench.tables.people_import import PeoplePreview, PersonFate, preview_people
from workbench.tables.reading import read_sheets
from workbench.tables.sheet import Sheet, text_of

_PEOPLE: Final = "people"


def _declare(parser: Parser, speech: Language) -> None:
    parser.places.add_argument(
        "what", choices=[_PEOPLE], help=speech.text("what the table holds: people")
    )
    parser.places.add_argument(
        "table", metavar="FILE", help=speech.text("a table, .xlsx or .csv, with headings")
    )
    parser.options.add_argument(
        "--into", metavar="PLAN", required=True, help=speech.text("the plan file to change")
    )
    parser.options.add_argument(
        "--mapping",
        metavar="USE=HEADING;…",
        default="",
        help=speech.text(
            "what columns hold where the guess is wrong, such as {example}; uses: {uses}",
            example="id=Matricule;base_pay=Fixe",
            uses=", ".join(PersonUse),
        ),
    )
    parser.options.add_argument(
        "--remove-missing",
        action="store_true",
        help=speech.text("remove people whom the table does not name"),
    )
    parser.options.add_argument(
        "--dry-run",
        action="store_true",
        help=speech.text("only say what would become of everybody"),
    )


def _run(job: Job) -> bool:
    arguments, speech = job.arguments, job.speech
    plan = read_plan(arguments.into)
    try:
        sheets = read_sheets(arguments.table, turned=False)
    except TableError as error:
        raise StoppedError(table_sentence(error, speech)) from error
    sheet = max(sheets, key=_understood)
    mapping = _mapped(guess_people(sheet), sheet, str(arguments.mapping), speech)
    shown = preview_people(
        plan, sheet, mapping, speech, remove_missing=bool(arguments.remove_missing)
    )
    if not any(each.row for each in shown.people):
        raise StoppedError(
            speech.text(
                "“{file}” names nobody that can be read. Say with --mapping which column holds "
                "the ids or the names.",
                file=arguments.table,
            )
        )
    _tell(shown, job)
    if arguments.dry_run:
        job.console.say(speech.text("Nothing was written."))
        return False
    if not shown.moves_something:
        job.console.say(speech.text("Nothing would change."))
        return False
    after, _ = edited(plan, shown.after)
    write_plan(after, arguments.into)
    job.console.say(speech.text("“{file}” was written.", file=Path(arguments.into)))
    return tell_errors(check(after), after, job)


def _tell(shown: PeoplePreview, job: Job) -> None:
    for each in shown.people:
        if each.fate in {PersonFate.CHANGED, PersonFate.REMOVED}:
            fate = person_fate_word(each.fate, job.speech)
            changes = change_words(each, shown, job.speech)
            line = " · ".join(filter(None, (each.person.key, each.person.name, fate, changes)))
            job.console.say(plain(line))
    for note in shown.notes:
        sentence = plain(note_sentence(note, job.speech))
        row = job.speech.text("row {row}", row=note.row) if note.row else ""
        job.console.say(f"{row} · {sentence}" if row else sentence)
    job.console.say(plain(import_sentence(shown, job.speech)))


def _understood(sheet: Sheet) -> int:
    return sum(use is not PersonUse.NOTHING for use in guess_people(sheet).uses)


def _mapped(mapping: PeopleMapping, sheet: Sheet, asked: str, speech: Language) -> PeopleMapping:
    """Return the mapping with what was asked in place of what was guessed.

    Raises:
        WrongUseError: there is no such use, or no such heading.
    """
    pairs = [each.strip() for each in asked.split(";") if each.strip()]
    if pairs and mapping.heading < 0:
        named = {folded(each.partition("=")[2]) for each in pairs}
        found = (
            at for at, row in enumerate(sheet.rows) if named & {folded(text_of(c)) for c in row}
        )
        at = next(found, -1)
        mapping = replace(mapping, heading=at)
    headings = [] if mapping.heading < 0 else sheet.rows[mapping.heading]
    columns = {folded(text_of(cell)): at for at, cell in enumerate(headings) if text_of(cell)}
    for pair in pairs:
        use, _, heading = (each.strip() for each in pair.partition("="))
        at = columns.get(folded(heading))
        if use not in set(PersonUse) or at is None:
            known = ", ".join(text_of(cell) for cell in headings if text_of(cell))
            raise WrongUseError(
                speech.text(
                    "“{pair}” fits no use and heading; there are the uses {uses}, and the "
                    "headings {headings}.",
                    pair=pair,
                    uses=", ".join(PersonUse),
                    headings=known or "—",
                )
            )
        for other in mapping.all(PersonUse(use)):
            mapping = mapping.reading_as(other, PersonUse.NOTHING)
        mapping = mapping.reading_as(at, PersonUse(use))
    return mapping


IMPORT: Final = Command(message("Takes the people of a table into a plan file."), _declare, _run)

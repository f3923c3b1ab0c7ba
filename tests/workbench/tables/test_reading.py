"""Files of others: whatever is in them, a table or one plain sentence."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.language import language
from workbench.table_words import table_sentence
from workbench.tables.faults import TableError, TableFault
from workbench.tables.reading import read_sheets
from workbench.tables.sheet import Percent, Sheet
from workbench.tables.text_file import decoded, mark_of, sheet_of

FRENCH = "Nom;Unité;janv. 2027\nCoûts;€;1 234,56\nParts;%;12,5\n"


def text_rows(content: bytes) -> Sheet:
    text = decoded(content)
    assert text is not None
    sheet = sheet_of(text)
    assert sheet is not None
    return sheet


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_that_french_letters_come_through_every_usual_encoding(encoding: str) -> None:
    sheet = text_rows(FRENCH.encode(encoding))
    assert sheet.rows[1] == ("Coûts", "€", "1 234,56")


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        (FRENCH, ";"),
        ("Name,Jan\nCosts,5\nLeads,6\n", ","),
        ("Name\tJan\nCosts, all\t5,5\nLeads, some\t6,5\n", "\t"),
        ("Name|Jan\nCosts|5\n", "|"),
        ('Name,Jan\n"Costs; all; of them",5\n"Leads; new; ones",6\n', ","),
        ("a;b\n1,5;2,5\n3,5;4,5\n", ";"),
    ],
)
def test_that_what_keeps_cells_apart_is_found(text: str, mark: str) -> None:
    assert mark_of(text) == mark


def test_that_quoted_cells_keep_their_lines_and_marks() -> None:
    sheet = text_rows(b'Name;Note\n"A;B";"two\nlines ""quoted"""\n')
    assert sheet.rows[1] == ("A;B", 'two\nlines "quoted"')


def test_that_a_workbook_gives_its_visible_sheets_as_they_were_typed(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Arbre"
    sheet["C3"], sheet["D3"], sheet["E3"] = "Churn", 0.12, dt.datetime(2027, 3, 1)  # noqa: DTZ001
    sheet["D3"].number_format = "0.0%"
    sheet["C5"], sheet["D5"] = "Revenu", 1234.5
    hidden = book.create_sheet("Secret")
    hidden["A1"], hidden.sheet_state = "pay", "hidden"
    book.create_sheet("Empty")
    book.save(tmp_path / "tree.xlsx")
    (read,) = read_sheets(tmp_path / "tree.xlsx")
    assert read.name == "Arbre"
    assert read.rows[2] == (None, None, "Churn", Percent(0.12), dt.date(2027, 3, 1))
    assert read.rows[4][2:4] == ("Revenu", 1234.5)


def test_that_one_value_in_the_last_cell_costs_nothing(tmp_path: Path) -> None:
    book = openpyxl.Workbook(write_only=False)
    sheet = book.active
    assert sheet is not None
    sheet["A1"], sheet["XFD1048576"] = "Name", 1
    book.save(tmp_path / "far.xlsx")
    (read,) = read_sheets(tmp_path / "far.xlsx")
    assert read.rows == (("Name",),)


def archive(size: int) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * size)
    return kept.getvalue()


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", TableFault.EMPTY),
        (b";;;\n;;\n", TableFault.EMPTY),
        (b"\x00\x01\x02\x03", TableFault.NOT_A_TABLE),
        (b'a;"b\n', TableFault.NOT_A_TABLE),
        (b"\xd0\xcf\x11\xe0 old", TableFault.OLD_WORKBOOK),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), TableFault.ENCRYPTED),
        (b"PK\x03\x04 broken", TableFault.DAMAGED),
        (archive(10), TableFault.DAMAGED),
        (archive(60_000_000), TableFault.TOO_LARGE),
    ],
)
def test_that_what_is_no_table_is_refused_in_a_sentence(
    tmp_path: Path, content: bytes, fault: TableFault
) -> None:
    path = tmp_path / "Tableau.xlsx"
    path.write_bytes(content)
    with pytest.raises(TableError) as caught:
        read_sheets(path)
    assert caught.value.fault is fault
    for code in ("en", "fr"):
        assert "Tableau.xlsx" in table_sentence(caught.value, language(code))


def test_that_a_file_that_is_gone_or_a_folder_is_refused(tmp_path: Path) -> None:
    for path, fault in ((tmp_path / "x", TableFault.MISSING), (tmp_path, TableFault.UNREADABLE)):
        with pytest.raises(TableError) as caught:
            read_sheets(path)
        assert caught.value.fault is fault


@settings(deadline=None, max_examples=100)
@given(content=st.binary(max_size=400), zipped=st.booleans())
def test_that_no_bytes_bring_anything_but_a_table_or_its_fault(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, *, zipped: bool
) -> None:
    path = tmp_path_factory.mktemp("any") / "file"
    path.write_bytes(b"PK\x03\x04" + content if zipped else content)
    try:
        sheets = read_sheets(path)
    except TableError:
        return
    assert sheets
    assert all(len(row) == sheet.width for sheet in sheets for row in sheet.rows)

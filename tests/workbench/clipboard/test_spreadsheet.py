"""A spreadsheet reads what is copied with all its digits, and what it copies is read."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.oracle.libreoffice import MISSING, PROGRAM, LibreOffice
from workbench.clipboard.cells import CopiedCell
from workbench.clipboard.html_table import read_html, write_html

_READER = "HTML (StarCalc)"


@pytest.mark.oracle
@pytest.mark.skipif(PROGRAM is None, reason=MISSING)
def test_that_digits_and_words_survive_a_spreadsheet(tmp_path: Path) -> None:
    rows = [
        [CopiedCell("=1+1", strong=True), CopiedCell("1-2", level=2)],
        [
            CopiedCell("1234,56789", 1234.56789),
            CopiedCell("12,3456%", 0.123456, percent=True),
        ],
    ]
    source = tmp_path / "copied.html"
    source.write_text(write_html(rows), encoding="utf-8")
    calc = LibreOffice(tmp_path)
    (workbook,) = calc.convert([source], "xlsx", tmp_path / "out", reader=_READER)
    sheet = load_workbook(workbook).worksheets[0]
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["=1+1", "1-2"],
        [1234.56789, 0.123456],
    ]
    assert [cell.data_type for cell in next(sheet.iter_rows())] == ["s", "s"]
    assert sheet["B2"].number_format == "0.00%"
    (written,) = calc.convert([workbook], "html", tmp_path / "back")
    read = read_html(written.read_text(encoding="utf-8"))
    assert [[cell.number for cell in row] for row in read][1] == [1234.56789, 0.123456]
    assert read[0][1].text == "1-2"

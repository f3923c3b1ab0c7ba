"""The statement as a file: one page, small, readable by programs, and of one person only."""

from __future__ import annotations

import datetime as dt
import re
import shutil
import subprocess
import zlib
from dataclasses import replace
from pathlib import Path

import pytest
from examples.team import COUNT, canary, team
from PySide6.QtWidgets import QApplication

from models.keys import BASE
from ui.fonts import load_fonts
from ui.statement.letters import Letters
from ui.statement.page import fitted
from ui.statement.pdf import statement_bytes
from ui.theme import ThemeName, load_theme
from workbench.files.plan_file import read_plan
from workbench.language import LANGUAGES, language
from workbench.results import results_of
from workbench.statement.making import Statements
from workbench.statement.sheet import StatementSheet

SAMPLE = Path(__file__).parents[3] / "resources" / "samples" / "maison_verte.kpi"
POPPLER = shutil.which("pdftotext")
DAY = dt.date(2027, 1, 15)
MOST = 120_000


@pytest.fixture(autouse=True)
def _letters(qapp: QApplication) -> None:
    load_fonts()


def pdf_of(sheet: StatementSheet) -> bytes:
    return statement_bytes(sheet, load_theme(ThemeName.LIGHT), Letters())


def plain(pdf: bytes) -> bytes:
    """The file and everything that is packed in it."""
    found = [pdf]
    for stream in re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL):
        try:
            found.append(zlib.decompress(stream))
        except zlib.error:
            found.append(stream)
    return b"\n".join(found)


def text_of(pdf: bytes, folder: Path) -> str:
    path = folder / "one.pdf"
    path.write_bytes(pdf)
    done = subprocess.run(
        [str(POPPLER), "-layout", str(path), "-"], capture_output=True, check=True, timeout=60
    )
    assert done.stderr == b""
    return " ".join(done.stdout.decode().replace("\u00a0", " ").replace("\u202f", " ").split())


@pytest.mark.parametrize("code", LANGUAGES)
def test_that_a_statement_is_one_small_page_that_says_its_language(code: str) -> None:
    results = results_of(read_plan(SAMPLE))
    made = Statements(results, language=language(code), on=DAY)
    for person in made.people()[::4]:
        sheet = made.of(person)
        pdf = pdf_of(sheet)
        assert len(re.findall(rb"/Type /Page\n", pdf)) == 1
        assert len(pdf) < MOST
        assert b"/Lang (%b)" % code.encode() in pdf
        assert b"/FontFile2" in plain(pdf)
        assert pdf == pdf_of(sheet)
        assert b"2026" not in re.sub(rb"stream.*?endstream", b"", pdf, flags=re.DOTALL)


def test_that_another_day_makes_another_file() -> None:
    results = results_of(read_plan(SAMPLE))
    files = {
        pdf_of(Statements(results, language=language("en"), on=day).of("0107"))
        for day in (DAY, DAY.replace(day=16))
    }
    assert len(files) == 2


def test_that_no_word_is_too_long_for_the_page() -> None:
    results = results_of(read_plan(SAMPLE))
    sheet = Statements(results, language=language("fr"), on=DAY).of("0107")
    long = "Responsable " * 12 + "x" * 300
    grown = replace(
        sheet,
        name=long,
        plan=long,
        rules=sheet.rules * 6 + (long,),
        measures=tuple(replace(row, name=long) for row in sheet.measures),
    )
    assert len(re.findall(rb"/Type /Page\n", pdf_of(grown))) == 1
    assert fitted(grown, Letters())[0].examples == ()


@pytest.mark.skipif(POPPLER is None, reason="poppler reads the words of a file")
@pytest.mark.parametrize("code", LANGUAGES)
def test_that_words_and_figures_can_be_read_from_the_file(code: str, tmp_path: Path) -> None:
    results, speech = results_of(read_plan(SAMPLE)), language(code)
    plan = results.plan
    made = Statements(results, language=speech, on=DAY)
    for person in made.people()[::4]:
        told = text_of(pdf_of(made.of(person)), tmp_path)
        paid = results.payouts[BASE].of(person)
        figure = speech.money(paid.payout, plan.currency, 0 if paid.payout % 1 == 0 else None)
        assert figure.replace("\u00a0", " ").replace("\u202f", " ") in told
        assert plan.people[person].name in told
        assert str(person) in told
        assert " × " in told
        assert " → 100 %" in told


@pytest.mark.skipif(POPPLER is None, reason="poppler reads the words of a file")
def test_that_nothing_of_anybody_else_is_in_the_bytes(tmp_path: Path) -> None:
    speech = language("en")
    made = Statements(results_of(team()), language=speech, on=DAY)
    results = results_of(team())
    every = [canary(number) for number in range(COUNT)]
    for number in (0, 1, 8, 13, 29):
        name, key, _ = every[number]
        pdf = pdf_of(made.of(key))
        hidden, told = plain(pdf), text_of(pdf, tmp_path)
        assert name in told
        assert key in told
        # What is sought for below would be found: the title names whose it is.
        assert name.encode("utf-16-be") in hidden
        for other, (theirs, their_key, pay) in enumerate(every):
            if other in {0, number}:  # the manager's name belongs there
                continue
            for trace in (*theirs.split(), their_key, speech.number(pay, 0)):
                assert trace not in told
                for encoding in ("utf-8", "utf-16-be", "utf-16-le"):
                    assert trace.encode(encoding) not in hidden
            money = speech.money(results.payouts[BASE].of(their_key).payout, "EUR")
            mine = speech.money(results.payouts[BASE].of(key).payout, "EUR")
            assert money == mine or money.replace("\u00a0", " ") not in told

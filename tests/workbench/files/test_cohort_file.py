"""Cohorts as spreadsheets write them."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.analysis.cohorts import CohortRow
from workbench.analysis.lead_faults import LeadError, LeadFault
from workbench.files.cohort_file import cohorts_in, read_cohorts


def test_that_commas_and_points_are_read() -> None:
    text = "cohort,leads,0,1\n2026-01,100,2.5,7\n\n2026-02,,3\n"
    assert cohorts_in(text) == (
        CohortRow("2026-01", 100.0, (2.5, 7.0)),
        CohortRow("2026-02", None, (3.0,)),
    )


def test_that_semicolons_and_french_decimals_are_read() -> None:
    assert cohorts_in("janv.;1 000;12,5;;20\nfévr.;\u202f900;#;5,25") == (
        CohortRow("janv.", 1000.0, (12.5, None, 20.0)),
        CohortRow("févr.", 900.0, (None, 5.25)),
    )


def test_that_the_first_row_counts_where_it_is_no_head() -> None:
    assert cohorts_in("2026-01\t10\t1,5") == (CohortRow("2026-01", 10.0, (1.5,)),)


@pytest.mark.parametrize(
    ("text", "fault", "details"),
    [
        (
            "c,leads,0\nx,10,1\ny,10,many\n",
            LeadFault.NOT_A_NUMBER,
            {"row": 3, "column": 3, "text": "many"},
        ),
        ("x,1O0,1\n", LeadFault.NOT_A_NUMBER, {"row": 1, "column": 2, "text": "1O0"}),
        ("x;10;-1,5\n", LeadFault.NEGATIVE, {"row": 1, "column": 3, "text": "-1,5"}),
        ("c,leads,0\n", LeadFault.NO_COHORTS, {}),
        ("", LeadFault.NO_COHORTS, {}),
        ('x,"10', LeadFault.NOT_A_TABLE, {}),
    ],
)
def test_that_a_bad_cell_is_told_by_row_and_column(
    text: str, fault: LeadFault, details: dict[str, object]
) -> None:
    with pytest.raises(LeadError) as caught:
        cohorts_in(text)
    assert caught.value.fault is fault
    assert dict(caught.value.details) == details


def test_that_files_of_windows_are_read_and_others_refused(tmp_path: Path) -> None:
    path = tmp_path / "cohorts.csv"
    path.write_bytes("été;10;1\n".encode("cp1252"))
    assert read_cohorts(path)[0].name == "été"
    path.write_bytes("\ufeffété;10;1\n".encode())
    assert read_cohorts(path)[0].name == "été"
    path.write_bytes(b"PK\x03\x04\0\0")
    with pytest.raises(LeadError) as caught:
        read_cohorts(path)
    assert caught.value.fault is LeadFault.NOT_A_TABLE

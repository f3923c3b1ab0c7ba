"""A plan and its bytes are two forms of the same thing."""

import json
import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strategies.plans import plans

from models.calendar import Calendar, Month
from models.kpi import Kpi
from models.plan import Plan
from models.table import Table
from workbench.files.codec import decode, encode
from workbench.files.faults import FileFault, PlanFileError
from workbench.files.sentences import file_sentence
from workbench.language import language

GOLDEN = Path(__file__).parents[2] / "golden"

thorough = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def plan_bytes(**fields: object) -> bytes:
    """Return a file whose plan has ``fields`` beside the few it must have."""
    plan = {"name": "p", "calendar": {"first_month": "2027-01"}, **fields}
    return json.dumps({"format": 1, "program": "KPI Workbench", "plan": plan}).encode()


def fault_of(data: bytes) -> PlanFileError:
    """Return the error that decoding ``data`` raises."""
    with pytest.raises(PlanFileError) as caught:
        decode(data, "folder/p.kpi")
    for code in ("en", "fr"):
        sentence = file_sentence(caught.value, language(code))
        assert "p.kpi" in sentence
        assert "{" not in sentence
        assert "\n" not in sentence
    return caught.value


@thorough
@given(plans())
def test_that_a_plan_survives_its_file(plan: Plan) -> None:
    data = encode(plan)
    again = decode(data, "p.kpi")
    assert again == plan
    assert encode(again) == data


@thorough
@given(plans(), st.randoms(use_true_random=False))
def test_that_a_mutated_file_is_a_plan_or_one_clear_fault(
    plan: Plan, chance: random.Random
) -> None:
    data = bytearray(encode(plan))
    for _ in range(chance.randint(1, 3)):
        start = chance.randrange(len(data))
        end = min(len(data), start + chance.choice([0, 1, 1, 5, 200]))
        data[start:end] = chance.choice(
            [b"", b"9", b"null", b'"', b"}", b"[", b"\xff", b"NaN", b"-", b'"x": 1,', b"\x00"]
        )
        if not data:
            break
    faults: list[PlanFileError] = []
    try:
        decode(bytes(data), "p.kpi")
    except PlanFileError as error:
        faults.append(error)
    assert all("p.kpi" in file_sentence(fault, language("fr")) for fault in faults)


def test_that_people_can_compare_two_files_line_by_line() -> None:
    plan = Plan(
        "p", Calendar(Month(2027, 1)), kpis=Table([Kpi("leads", "Leads", values=(1, 2.5, None))])
    )
    lines = encode(plan).decode().splitlines()
    assert '        "values": [1, 2.5, null]' in lines
    assert '      "first_month": "2027-01"' in lines
    assert not any('"cost"' in line for line in lines)  # defaults are left out


def test_that_format_1_is_read_for_ever() -> None:
    """The golden file holds a bit of everything that format 1 may hold; it never changes."""
    data = (GOLDEN / "format_1.kpi").read_bytes()
    plan = decode(data, "format_1.kpi")
    assert encode(plan) == data
    assert plan.kpis["leads"].values == (120.0, None, 130.5)
    assert plan.kpis["profit"].formula == "leads * 2"
    assert plan.people["007"].spans[0].start is not None
    assert plan.designs["now"].scorecards["seller"].sections[0].measures[0].weight == 0.6


def test_that_a_plan_of_an_earlier_format_is_upgraded_step_by_step() -> None:
    def upgrade_1_to_2(raw: dict) -> dict:
        return {**raw, "name": raw["name"] + " 2"}

    def upgrade_2_to_3(raw: dict) -> dict:
        return {**raw, "name": raw["name"] + " 3"}

    steps = {1: upgrade_1_to_2, 2: upgrade_2_to_3}
    assert decode(plan_bytes(), "p", upgrades=steps, present=3).name == "p 2 3"
    with pytest.raises(PlanFileError) as caught:
        decode(plan_bytes(x=1), "p", upgrades=steps, present=3)
    assert caught.value.fault is FileFault.UNKNOWN_FIELD


@pytest.mark.parametrize(
    ("data", "fault", "details"),
    [
        (b"", FileFault.EMPTY, {}),
        (b" \n", FileFault.EMPTY, {}),
        (b"PK\x03\x04rest", FileFault.WORKBOOK, {}),
        (b"%PDF-1.7", FileFault.FOREIGN, {}),
        (b"\xff\xfe{\x00", FileFault.FOREIGN, {}),
        (b"{\x00}", FileFault.FOREIGN, {}),
        (b"[1, 2]", FileFault.FOREIGN, {}),
        (b'{"a": 1}', FileFault.FOREIGN, {}),
        (b'{"format": 1, "program": "Other", "plan": {}}', FileFault.FOREIGN, {}),
        (b'{"format": "1", "program": "KPI Workbench", "plan": {}}', FileFault.FOREIGN, {}),
        (
            b'{"format": 7, "program": "KPI Workbench", "plan": 3}',
            FileFault.NEWER,
            {"format": 7, "known": 1},
        ),
        (b'{"format": 1,\n "program":: 2}', FileFault.DAMAGED, {"line": 2, "column": 12}),
        (plan_bytes()[:-4], FileFault.TRUNCATED, {"line": 1}),
        (plan_bytes() + b"}", FileFault.DAMAGED, {"line": 1, "column": len(plan_bytes()) + 1}),
        (plan_bytes(note="\n\xe9").replace(b"\\u00e9", b"\xe9"), FileFault.NOT_UTF8, {"line": 1}),
        (b'{"plan": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", FileFault.TOO_DEEP, {}),
        (
            plan_bytes().replace(b'"p"', b'"p", "name": "q"'),
            FileFault.REPEATED_FIELD,
            {"field": "name"},
        ),
    ],
)
def test_that_what_is_no_plan_is_told_in_one_sentence(
    data: bytes, fault: FileFault, details: dict[str, object]
) -> None:
    error = fault_of(data)
    assert error.fault is fault
    assert error.details == details


KPI = {"key": "a", "name": "A"}


@pytest.mark.parametrize(
    ("fields", "fault", "place", "details"),
    [
        ({"colour": 1}, FileFault.UNKNOWN_FIELD, "", {"field": "colour"}),
        (
            {"kpis": [KPI, {"key": "b", "name": "B", "colour": 1}]},
            FileFault.UNKNOWN_FIELD,
            "kpis[1] (b)",
            {"field": "colour"},
        ),
        ({"kpis": [{"key": "a"}]}, FileFault.MISSING_FIELD, "kpis[0] (a)", {"field": "name"}),
        (
            {"kpis": [KPI | {"values": [1, "2"]}]},
            FileFault.WRONG_TYPE,
            "kpis[0] (a).values[1]",
            {"expected": "float | null", "found": "str"},
        ),
        (
            {"charges": True},
            FileFault.WRONG_TYPE,
            "charges",
            {"expected": "float", "found": "bool"},
        ),
        ({"kpis": [KPI, KPI]}, FileFault.REPEATED_ROW, "kpis[1]", {"key": "a"}),
        (
            {
                "designs": [
                    {"key": "d", "name": "D"},
                    {
                        "key": "e",
                        "name": "E",
                        "scorecards": [{"position": "s"}, {"position": "s"}],
                    },
                ]
            },
            FileFault.REPEATED_ROW,
            "designs[1].scorecards[1]",
            {"key": "s"},
        ),
    ],
)
def test_that_a_wrong_field_is_told_with_its_place(
    fields: dict[str, object], fault: FileFault, place: str, details: dict[str, object]
) -> None:
    error = fault_of(plan_bytes(**fields))
    assert (error.fault, error.place, error.details) == (fault, place, details)


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({"calendar": {"first_month": "2027-13"}}, "calendar.first_month"),
        ({"calendar": {"first_month": "2027-01", "count": 10**9}}, "calendar.count"),
        ({"calendar": {"first_month": "2027-01", "fiscal_start": 0}}, "calendar.fiscal_start"),
        ({"currency": "euro"}, "currency"),
        ({"objectives": [{"key": "o", "name": "O", "due": "31/12/2027"}]}, "objectives[0] (o).due"),
        ({"kpis": [KPI | {"sense": "sideways"}]}, "kpis[0] (a).sense"),
    ],
)
def test_that_a_value_out_of_bounds_is_told_with_its_place(
    fields: dict[str, object], place: str
) -> None:
    error = fault_of(plan_bytes(**fields))
    assert (error.fault, error.place) == (FileFault.WRONG_VALUE, place)
    assert "`" not in file_sentence(error, language("fr"))  # the decoder's own words stay inside


@pytest.mark.parametrize("word", [b"NaN", b"Infinity", b"-Infinity"])
def test_that_what_is_not_finite_is_refused_with_its_place(word: bytes) -> None:
    error = fault_of(plan_bytes(charges=5).replace(b": 5", b": " + word))
    assert error.fault is FileFault.NOT_FINITE
    assert error.details["line"] == 1
    assert fault_of(plan_bytes(charges=5).replace(b": 5", b": 1e999")).place == "charges"


def test_that_a_byte_order_mark_is_passed_over() -> None:
    assert decode(b"\xef\xbb\xbf" + plan_bytes(), "p.kpi").name == "p"

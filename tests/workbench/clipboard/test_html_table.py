"""HTML tables: what is written is read back, and what spreadsheets write is understood."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.clipboard.cells import CopiedCell
from workbench.clipboard.html_table import PastedCell, read_html, write_html

WORDS = st.text("aé<&>\"'= \n\t;1,5", max_size=8).map(
    lambda text: "\n".join(" ".join(line.split()) for line in text.strip().split("\n"))
)
CELLS = st.one_of(
    st.builds(CopiedCell, WORDS, level=st.integers(0, 3), strong=st.booleans()),
    st.floats(-1e9, 1e9).map(lambda x: CopiedCell(f"{x:.12g}", x)),
)


def squeezed(text: str) -> str:
    return "\n".join(line for line in text.split("\n") if line)


@settings(deadline=None)
@given(st.integers(1, 3).flatmap(lambda wide: st.lists(st.tuples(*[CELLS] * wide), min_size=1)))
def test_that_a_table_comes_back_with_all_digits(rows: list[tuple[CopiedCell, ...]]) -> None:
    read = read_html(write_html(rows))
    assert [[cell.number for cell in row] for row in read] == [
        [cell.number for cell in row] for row in rows
    ]
    assert [[squeezed(cell.text) for cell in row] for row in read] == [
        [squeezed(cell.text) for cell in row] for row in rows
    ]


def test_that_what_excel_writes_is_read() -> None:
    source = """<html><head><style>td {color:red}</style></head><body>
<!--StartFragment--><table border=0><col width=64>
 <tr height=20><td colspan=2 height=20>Prospects
  du mois</td><td rowspan=2 align=right x:num="1234.5678">1&nbsp;234,57</td></tr>
 <tr><td>a<br>b</td><td align=right x:num>12 %
 <tr><td><table><tr><td>inner</td></tr></table></td>
</table><!--EndFragment--><table><tr><td>another</td></tr></table></body></html>"""
    assert read_html(source) == (
        (PastedCell("Prospects du mois"), PastedCell(), PastedCell("1 234,57", 1234.5678)),
        (PastedCell("a\nb"), PastedCell("12 %"), PastedCell()),
        (PastedCell("inner"), PastedCell(), PastedCell()),
    )


def test_that_html_of_bad_intent_costs_little() -> None:
    assert read_html("<p>no table</p>") == ()
    wide = '<table><tr><td colspan="999999999" rowspan="999999999">x' + "<tr>" * 1_000_000
    assert sum(map(len, read_html(wide)[:3])) <= 3 * 1001
    assert read_html('<table><tr><td sdval="1e999">1') == ((PastedCell("1"),),)
    assert read_html("<table><tr><script>x</script><td>a<script>b") == ((PastedCell("a"),),)


@settings(deadline=None)
@given(st.text("<>/tabledrcosp=\"' 19!-", max_size=120))
def test_that_any_text_is_read_without_fault(text: str) -> None:
    rows = read_html("<table><tr><td>" + text)
    assert len({len(row) for row in rows}) <= 1

from hypothesis import given, settings
from hypothesis import strategies as st

from models.kpi import Unit, UnitKind
from workbench.figures_typed import SHARE, figure_text, parse_figure
from workbench.language import language


def test_that_a_bare_number_in_a_share_is_a_percentage() -> None:
    fr = language("fr")
    assert parse_figure("25", SHARE, fr).value == 0.25
    assert parse_figure("25 %", SHARE, fr).value == 0.25
    assert parse_figure("0,5", SHARE, fr).value == 0.005
    assert parse_figure("(5)", SHARE, fr).value == -0.05
    assert parse_figure("25", Unit(UnitKind.COUNT), fr).value == 25


@settings(max_examples=200)
@given(st.floats(-1e12, 1e12).map(lambda x: float(f"{x:.9g}")), st.sampled_from(["fr", "en"]))
def test_that_what_is_written_for_editing_reads_back(x: float, code: str) -> None:
    words = language(code)
    for unit in (Unit(UnitKind.MONEY), SHARE):
        read = parse_figure(figure_text(x, unit, words), unit, words).value
        assert abs(read - x) <= 1e-12 * abs(x)

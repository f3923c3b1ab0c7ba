"""An explanation to be pasted elsewhere: as indented text, and as a table."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from workbench.analysis.explain.lines import Explanation
from workbench.explain_rows import Row, Section, sections, verdict_word
from workbench.explain_terms import Speech
from workbench.explain_words import facts, how_words, sentence

_INDENT = "    "


def as_text(found: Explanation, speech: Speech, more: Sequence[Section] = ()) -> str:
    """Return the whole explanation as lines, each part indented below what it is part of.

    Args:
        found: the explanation.
        speech: the plan and the language it is told in.
        more: what stands behind it, such as the drivers.
    """
    lines = [sentence(found, speech)]
    how = how_words(found, speech)
    if how and how not in lines[0]:
        lines.append(how)
    lines += facts(found, speech)
    for section in (*sections(found, speech), *more):
        lines += ["", section.title]
        if section.note:
            lines.append(section.note)
        lines += [_INDENT * (row.depth + 1) + row_text(row, speech) for row in section.rows]
    return "\n".join(lines)


def row_text(row: Row, speech: Speech) -> str:
    """Return a row as one line, as a screen reader says it: × Conversion: 4.5 %."""
    text = speech.language.text
    words = " ".join(filter(None, (row.sign, row.words)))
    line = text("{name}: {figure}", name=words, figure=row.figure)
    if row.base:
        line = text("{line}, base {base}", line=line, base=row.base)
    if row.change:
        judged = filter(None, (row.change, verdict_word(row.verdict, speech)))
        line = f"{line} ({', '.join(judged)})"
    return f"{line} · {row.note}" if row.note else line


def as_table(found: Explanation, speech: Speech) -> tuple[tuple[str, ...], ...]:
    """Return the explanation as cells for a spreadsheet, the first row its headings."""
    text = speech.language.text
    head = ("", text("Figure"), text("Base"), text("Change"), text("Remark"))
    line = found.line
    own = speech.figure(line, line.figure)
    rows = [
        head,
        (sentence(found, speech), _cell(own), _cell(speech.figure(line, line.base)), "", ""),
    ]
    for section in sections(found, speech):
        rows.append((section.title, "", "", "", section.note))
        rows += [_cells(row) for row in section.rows]
    return tuple(rows)


def as_html(found: Explanation, speech: Speech) -> str:
    """Return the explanation as an HTML table, for mails and documents."""
    head, own, *_ = as_table(found, speech)
    lines = [_tr(head, "th"), _tr(own, "td")]
    for section in sections(found, speech):
        lines += _section_html(section)
    return f"<table>{''.join(lines)}</table>"


def _section_html(section: Section) -> list[str]:
    title = _tr((section.title, "", "", "", section.note), "th")
    return [title, *(_tr(_cells(row), "td") for row in section.rows)]


def _cells(row: Row) -> tuple[str, ...]:
    words = "\u2003" * row.depth + " ".join(filter(None, (row.sign, row.words)))
    return words, _cell(row.figure), _cell(row.base), _cell(row.change), row.note


def _cell(figure: str) -> str:
    """Return a figure without the spaces that a spreadsheet would take for words."""
    return figure.replace("\u00a0", "").replace("\u202f", "")


def _tr(cells: tuple[str, ...], kind: str) -> str:
    return "<tr>" + "".join(f"<{kind}>{escape(cell)}</{kind}>" for cell in cells) + "</tr>"

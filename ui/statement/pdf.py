"""A statement as a PDF file: vectors, the bundled typeface, and no more metadata than wanted."""

from __future__ import annotations

import hashlib
import re
from html import escape
from typing import Final

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QUuid
from PySide6.QtGui import QPageSize, QPainter, QPdfWriter

from ui.statement.letters import Letters
from ui.statement.page import WIDTH, draw_statement
from ui.theme import Theme
from workbench.statement.sheet import StatementSheet

_PROGRAM: Final = "KPI Workbench"
_DOTS: Final = 720
"""Dots per inch of the page: tenths of a point."""
_STAMP: Final = re.compile(rb"/(CreationDate|ModDate) \(D:(\d{14})")
_CATALOGUE: Final = re.compile(rb"\n(\d+) 0 obj\n<<\n/Type /Catalog\n(.*?)>>\nendobj", re.DOTALL)
_TRAILER: Final = re.compile(rb"trailer\n<<\n(.*?)>>\nstartxref\n(\d+) ", re.DOTALL)


def statement_bytes(sheet: StatementSheet, theme: Theme, letters: Letters) -> bytes:
    """Return the PDF file of a statement: the same bytes for the same statement.

    May be called in any thread, with letters of that thread.
    """
    mark = hashlib.sha256(repr(sheet).encode("utf-8", "surrogatepass")).digest()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(0.0, 0.0, 0.0, 0.0))
    writer.setResolution(_DOTS)
    writer.setTitle(sheet.subject)
    writer.setCreator(_PROGRAM)
    writer.setDocumentId(QUuid(f"{{{_uuid(mark)}}}"))
    writer.setDocumentXmpMetadata(_xmp(sheet))
    painter = QPainter(writer)
    across = writer.width() / WIDTH
    painter.scale(across, across)
    draw_statement(painter, sheet, theme, letters)
    painter.end()
    buffer.close()
    # The day stands on the page; when it was written is nobody's business.
    plain = _STAMP.sub(rb"/\1 (D:20000101000000", bytes(buffer.data().data()))
    return _speaking(plain, sheet.language)


def _uuid(mark: bytes) -> str:
    digits = mark.hex()
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:32]))


def _xmp(sheet: StatementSheet) -> bytes:
    """Return title, language and program, in the form that readers of metadata know."""
    title = escape(sheet.subject)
    return (
        "<?xpacket begin='' id='W5M0MpCehiHzreSzNTczkc9d'?>"
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:xmp="http://ns.adobe.com/xap/1.0/">'
        f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>'
        f"<dc:language><rdf:Bag><rdf:li>{sheet.language}</rdf:li></rdf:Bag></dc:language>"
        f"<xmp:CreatorTool>{_PROGRAM}</xmp:CreatorTool>"
        "</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end='w'?>"
    ).encode("utf-8", "replace")


def _speaking(pdf: bytes, language: str) -> bytes:
    """Return a file that says its language, which Qt does not: its catalogue is written anew.

    That is appended, as the format allows, so that every other place stays what it was.
    """
    catalogue, trailer = _CATALOGUE.search(pdf), _TRAILER.search(pdf)
    if catalogue is None or trailer is None:
        return pdf
    number = int(catalogue.group(1))
    said = f"/Lang ({language})\n/ViewerPreferences <</DisplayDocTitle true>>\n".encode("ascii")
    start = len(pdf) + 1
    body = b"%d 0 obj\n<<\n/Type /Catalog\n%b%b>>\nendobj\n" % (number, catalogue.group(2), said)
    table = b"xref\n%d 1\n%010d 00000 n \n" % (number, start)
    return b"".join(
        (
            pdf,
            b"\n",
            body,
            table,
            b"trailer\n<<\n%b/Prev %b\n>>\n" % (trailer.group(1), trailer.group(2)),
            b"startxref\n%d\n%%%%EOF\n" % (start + len(body)),
        )
    )

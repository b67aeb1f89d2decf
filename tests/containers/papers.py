"""PDFs for the tests: tables as reportlab sets them, and pages written by hand."""

import io
import zlib
from collections.abc import Sequence

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import PageBreak, Spacer

from corpora.containers.paper import FONT, GRID, line, pages, table, title


def drawn(*instructions, size=A4, count=1, **options):
    """A PDF of pages on which functions draw."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=size, **options)
    for _ in range(count):
        canvas.setFont(FONT, 10)
        for draw in instructions:
            draw(canvas)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def objects(bodies: Sequence[bytes]) -> bytes:
    """A PDF of objects written by hand; the first is the catalogue."""
    file = io.BytesIO()
    file.write(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(bodies, 1):
        places.append(file.tell())
        file.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    begin = file.tell()
    file.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1))
    file.writelines(b"%010d 00000 n \n" % place for place in places)
    file.write(b"trailer <</Size %d /Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(places) + 1, begin))
    return file.getvalue()


def stream(content: bytes, entries: bytes = b"") -> bytes:
    packed = zlib.compress(content, 9)
    return b"<<%s/Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (entries, len(packed), packed)


HELVETICA = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
SONG = (
    b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[<</Type/Font"
    b"/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>/DW 1000"
    b"/FontDescriptor<</Type/FontDescriptor/FontName/STSong-Light/Flags 4/FontBBox[0 -200 1000 900]/ItalicAngle 0"
    b"/Ascent 800/Descent -200/CapHeight 700/StemV 80>>>>]>>"
)


def page(
    content: bytes, font: bytes = HELVETICA, more: Sequence[bytes] = (), resources: bytes = b"", entries: bytes = b""
) -> bytes:
    """A page of 300 by 300 points written by hand; /F is `font`, /G a Chinese one; `more` are objects from 7 on."""
    return objects(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R%s"
            b"/Resources<</Font<</F 5 0 R/G 6 0 R>>%s>>>>" % (entries, resources),
            stream(content),
            font,
            SONG,
            *more,
        ]
    )


def chinese(text: str) -> bytes:
    """A text shown in /G."""
    return b"<%s> Tj" % text.encode("utf-16-be").hex().encode()


__all__ = ["A4", "FONT", "GRID", "PageBreak", "Spacer", "line", "pages", "table", "title"]

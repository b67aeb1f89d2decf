"""Forms as Word documents, written part by part: a library would take most of the time of a corpus."""

import html
import io
import zipfile
from collections.abc import Mapping, Sequence

from corpora.grid import Box, Sheet

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_TYPE}"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
}
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
# One time for every entry: equal documents are equal bytes.
_TIME = (2024, 1, 1, 0, 0, 0)


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip of parts, the same bytes every time."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(zipfile.ZipInfo(name, _TIME), content, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def document(sheets: Sequence[Sheet]) -> bytes:
    """A .docx: titles and lines as paragraphs, tables with merged cells."""
    body = "".join(part for sheet in sheets for part in _parts(sheet))
    return packed({**_PARTS, "word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'})


def _parts(sheet: Sheet) -> list[str]:
    rows = "".join(f"<w:tr>{''.join(row)}</w:tr>" for row in _cells(sheet))
    columns = "".join(f'<w:gridCol w:w="{int(9000 * width / sum(sheet.widths))}"/>' for width in sheet.widths)
    table = f"<w:tbl><w:tblPr><w:tblBorders>{_BORDERS}</w:tblBorders></w:tblPr><w:tblGrid>{columns}</w:tblGrid>{rows}"
    return [*map(_p, (sheet.title, *sheet.above)), f"{table}</w:tbl>" if rows else "", *map(_p, (*sheet.below, ""))]


def _cells(sheet: Sheet) -> list[list[str]]:
    """The cells of each row in order: a cell over several rows is begun in one and goes on in the others."""
    rows: list[dict[int, str]] = [{} for _ in sheet.rows]
    for placed in sheet.placed():
        box = placed.box
        rows[placed.row][placed.col] = _tc(box, '<w:vMerge w:val="restart"/>' if box.height > 1 else "")
        for down in range(1, box.height):
            rows[placed.row + down][placed.col] = _tc(Box("", box.width), "<w:vMerge/>")
    return [[row[col] for col in sorted(row)] for row in rows]


def _tc(box: Box, merge: str) -> str:
    span = f'<w:gridSpan w:val="{box.width}"/>' if box.width > 1 else ""
    return f"<w:tc><w:tcPr>{span}{merge}</w:tcPr>{''.join(map(_p, box.text.split(chr(10))))}</w:tc>"


def _p(content: str) -> str:
    return f'<w:p><w:r><w:t xml:space="preserve">{html.escape(content, quote=False)}</w:t></w:r></w:p>'

"""Documents that are made to harm: refused quickly, in bounded memory, with nothing fetched."""

import io
import struct
import time
import tracemalloc
import zipfile
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from dagster_project.reading.containers import read
from dagster_project.reading.containers.limits import Limits

from .office import SHEET, W, docx, p, packed, tbl, tr, xlsx
from .seen import refused, rows

ENTITIES = '<!DOCTYPE d [<!ENTITY a "{0}">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
) + "]>"  # fmt: skip


def measured(data, within=None):
    """The reason code, the seconds and the megabytes that the refusal took."""
    tracemalloc.start()
    begin = time.monotonic()
    reason = refused(data, within)
    seconds, (_, peak) = time.monotonic() - begin, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return reason, seconds, peak / 1e6


def big_sheet(size):
    """A workbook whose sheet unpacks to so many bytes."""
    file = io.BytesIO(xlsx("<sheetData/>"))
    small = zipfile.ZipFile(file)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name in small.namelist():
            if "sheet1" not in name:
                package.writestr(name, small.read(name))
        with package.open("xl/worksheets/sheet1.xml", "w") as part:
            part.write(f'<worksheet xmlns="{SHEET}"><sheetData><row>'.encode())
            cell = b"<c><v>1</v></c>" * 10_000
            for _ in range(size // len(cell)):
                part.write(cell)
            part.write(b"</row></sheetData></worksheet>")
    return made.getvalue()


def test_a_sheet_of_a_gigabyte_in_a_file_of_two_megabytes():
    data = big_sheet(1_000_000_000)
    assert len(data) < 4_000_000
    reason, seconds, megabytes = measured(data)
    assert reason == "too_much"
    assert seconds < 15
    assert megabytes < 50


def test_a_sheet_of_too_many_cells_stops_at_the_limit():
    reason, seconds, megabytes = measured(big_sheet(30_000_000), Limits(cells=20_000, ratio=10_000))
    assert reason == "too_much"
    assert seconds < 30
    assert megabytes < 50


def test_a_zip_that_lies_about_its_sizes():
    """The stated size is what is ever unpacked: the rest of the part is not there."""
    part = f'<w:document xmlns:w="{W}"><w:body>{p("甲" * 3_000_000)}</w:body></w:document>'.encode()
    data = packed({"word/document.xml": part})
    lying = data.replace(struct.pack("<L", len(part)), struct.pack("<L", 1000))
    assert lying != data
    reason, _, megabytes = measured(lying)
    assert reason == "damaged"
    assert megabytes < 30


def test_more_files_than_any_document_has():
    data = packed({f"word/{number}.xml": "" for number in range(300)} | {"word/document.xml": "<x/>"})
    assert refused(data, Limits(members=100)) == "too_much"


def test_all_parts_together_have_a_limit():
    data = xlsx("<sheetData/>", strings="<si><t>甲</t></si>" * 1000)
    assert refused(data, Limits(unpacked_bytes=5_000)) == "too_much"
    assert refused(data) == ""


@pytest.mark.parametrize(
    "data",
    [
        packed(
            {
                "word/document.xml": ENTITIES.format("甲")
                + f'<w:document xmlns:w="{W}"><w:body>&j;</w:body></w:document>'
            }
        ),
        packed({"word/document.xml": f'<!DOCTYPE d><w:document xmlns:w="{W}"><w:body/></w:document>'}),
        packed({"word/document.xml": f'<!DOCTYPE d><w:document xmlns:w="{W}"><w:body/></w:document>'.encode("utf-16")}),
        packed({"xl/workbook.xml": f'{ENTITIES.format("甲")}<workbook xmlns="{SHEET}">&j;</workbook>'}),
    ],
    ids=["word", "bare", "utf-16", "excel"],
)
def test_entities_are_refused(data):
    reason, seconds, megabytes = measured(data)
    assert reason == "unsafe_xml"
    assert seconds < 15
    assert megabytes < 20


def test_entities_in_a_sheet_are_refused():
    data = packed(
        {
            "xl/workbook.xml": '<workbook xmlns:r="r"><sheets><sheet name="a" r:id="x"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": '<R><Relationship Id="x" Type="t/worksheet" Target="s.xml"/></R>',
            "xl/s.xml": ENTITIES.format("9" * 10)
            + "<worksheet><sheetData><row><c><v>&j;</v></c></row></sheetData></worksheet>",
        }
    )
    assert measured(data)[0] == "unsafe_xml"


def test_nothing_is_fetched():
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_):
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}"
        outside = f'<!DOCTYPE d SYSTEM "{address}/dtd" [<!ENTITY x SYSTEM "{address}/entity">]>'
        assert (
            refused(packed({"word/document.xml": f'{outside}<w:document xmlns:w="{W}">&x;</w:document>'}))
            == "unsafe_xml"
        )
        page = f'<html><link rel=stylesheet href="{address}/css"><img src="{address}/img"><table><tr><td>甲</td><td>乙</td></tr></table>'
        assert rows(read(f"<?xml version='1.0'?>{outside}{page}".encode())) == [["甲", "乙"]]
        relations = (
            f'<R><Relationship Id="x" Type="t/officeDocument" Target="{address}/d.xml" TargetMode="External"/></R>'
        )
        assert refused(packed({"_rels/.rels": relations, "word/document.xml": "<x/>"})) == "damaged"
        server.shutdown()
    assert asked == []


def test_names_inside_that_lead_outside_are_only_names():
    outside = packed(
        {
            "../../../../etc/passwd": "x",
            "word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{tbl(tr("甲", "乙"))}</w:body></w:document>',
        }
    )
    assert rows(read(outside)) == [["甲", "乙"]]
    relations = '<R><Relationship Id="x" Type="t/officeDocument" Target="../../../../etc/passwd"/></R>'
    assert rows(read(docx(tbl(tr("甲", "乙")), **{"_rels/.rels": relations}))) == [["甲", "乙"]]


def test_a_locked_part_is_refused():
    data = bytearray(docx(p("甲")))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.find(mark) + offset] |= 1
    assert refused(bytes(data)) == "encrypted"


def test_a_large_file_is_refused_before_it_is_looked_at():
    assert refused("测试".encode() * 100, Limits(file_bytes=100)) == "too_much"


@pytest.mark.parametrize("data", ["甲\t乙\n" * 200, "甲\n" * 200, "<p>甲</p>" * 200, "a,b,c\n" * 200])
def test_cells_and_lines_have_a_limit(data):
    assert refused(data.encode(), Limits(cells=100)) == "too_much"
    assert refused(data.encode()) == ""


def test_time_has_a_limit():
    assert refused(docx(p("甲") * 3000), Limits(seconds=-1)) == "too_slow"

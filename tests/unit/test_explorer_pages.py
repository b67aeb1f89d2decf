"""How the explorer writes HTML, SQL and CSV: escaped, quoted, and with NULL as itself."""

import csv
import io

import pytest

from dagster_project.explorer import csv_text, pages, queries, site
from dagster_project.explorer.asking import Result
from dagster_project.explorer.markup import Html, joined, tag
from dagster_project.settings import Settings

EVIL = '<script>alert("x")</script>'
ESCAPED = "&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;"
VERSION = "0001-20260102T120000Z"


def test_only_markup_is_markup():
    assert tag("p", EVIL) == f"<p>{ESCAPED}</p>"
    assert tag("p", tag("b", "a & b"), None) == "<p><b>a &amp; b</b>None</p>"
    assert tag("a", "b", href='"><script>', class_=None) == '<a href="&quot;&gt;&lt;script&gt;">b</a>'
    assert tag("meta", name="a", aria_label=1) == '<meta name="a" aria-label="1">'
    assert isinstance(joined("<", Html("<i>")), Html)
    assert joined("<", Html("<i>")) == "&lt;<i>"


def test_what_is_printed_is_text_wherever_it_stands():
    found = Result([EVIL], ["VARCHAR"], [[EVIL], [None], [""], ["NULL"]])
    page = pages.query(VERSION, EVIL, found)
    assert "<script" not in page
    assert f"<td>{ESCAPED}</td>" in page
    assert f">\n{ESCAPED}</textarea>" in page
    cells = ['<td><em class="null">NULL</em></td>', "<td></td>", "<td>NULL</td>"]
    assert [page.count(each) for each in cells] == [1, 1, 1]
    assert f"<pre>{ESCAPED}</pre>" in pages.query(VERSION, "", problem=EVIL)
    entry = {"schema_name": "marts", "table_name": EVIL, "comment": EVIL}
    columns = Result(["column_name", "data_type", "comment"], ["VARCHAR"] * 3, [[EVIL] * 3])
    for page in (
        pages.start(VERSION, [(entry, "1")], {"rejects": EVIL}),
        pages.table(VERSION, entry, columns, found, 0),
    ):
        assert ESCAPED in page
        assert "<script" not in page


def test_a_page_is_read_by_everybody():
    page = pages.query(VERSION, "select 1", Result(["甲", "b"], ["DECIMAL(18,2)", "VARCHAR"], [["-5.00", "c"]]))
    assert page.startswith('<!DOCTYPE html>\n<html lang="en">')
    assert '<label for="sql">' in page
    assert '<textarea id="sql" name="sql"' in page
    assert '<th scope="col" class="figure">甲 <small>DECIMAL(18,2)</small></th>' in page
    assert '<td class="figure">-5.00</td><td>c</td>' in page
    assert f"<caption>Rows: 1. 0.000 s, version {VERSION}.</caption>" in page
    assert "http:" not in page
    assert "https:" not in page


def test_what_is_cut_says_so():
    found = Result(["a"], ["VARCHAR"], [["长" * 2001], ["b" * 2000]], more=True)
    page = pages.query(VERSION, "from a", found)
    assert "The first 2 rows; there are more." in page
    assert page.count("长") == 2000
    assert page.count("cut after 2000 characters") == 1


@pytest.mark.parametrize(
    ("rows", "more", "offset", "links", "caption"),
    [
        (100, True, 0, ["?offset=100"], "Rows 1 to 100"),
        (100, True, 100, ["?offset=0", "?offset=200"], "Rows 101 to 200"),
        (3, False, 1200, ["?offset=1100"], "Rows 1,201 to 1,203"),
        (0, False, 50, ["?offset=0"], "No rows"),
        (2, False, 0, [], "Rows 1 to 2"),
    ],
)
def test_a_table_is_turned_page_by_page(rows, more, offset, links, caption):
    entry = {"schema_name": "绩效", "table_name": "资料", "comment": None}
    found = Result(["a"], ["VARCHAR"], [["b"]] * rows, more=more)
    page = pages.table(VERSION, entry, Result(), found, offset)
    address = "/table/%E7%BB%A9%E6%95%88/%E8%B5%84%E6%96%99"
    offered = ["?offset=" + each.split('"')[0] for each in page.split(f'href="{address}?offset=')[1:]]
    assert offered == links
    assert f"<caption>{caption}</caption>" in page


@pytest.mark.parametrize(
    "target", ["http://[/?a", "/?%zz=%ff&&=", "", "?", "/query?sql=%00", "/table/a/b?offset=1", "\xff"]
)
def test_any_address_has_an_answer(tmp_path, target):
    found = site.answer(Settings(warehouse_dir=tmp_path), target)
    assert b"Nothing published yet" in found.body
    assert found.status in (200, 503)


def test_names_are_quoted_where_they_must_be():
    assert queries.name("marts", "fct_funds") == "marts.fct_funds"
    assert queries.name("绩效", "资金") == '"绩效"."资金"'
    assert queries.counts([("meta", "runs"), ("绩效", "资金"), ("绩效", "其他")]) == (
        "select (select count(*) from meta.runs), (select count(*) from marts.fct_funds), "
        '(select count(*) from "绩效"."其他")'
    )
    assert queries.rows("meta", "runs", 100) == "from meta.runs limit 101 offset 100"
    assert queries.rows("绩效", "资金", 0) == 'from "绩效"."资金" order by all limit 101 offset 0'


@pytest.mark.parametrize(
    ("kind", "is_figure"),
    [
        ("DECIMAL(18,2)", True),
        ("INTEGER", True),
        ("UBIGINT", True),
        ("HUGEINT", True),
        ("DOUBLE", True),
        ("VARCHAR", False),
        ("INTERVAL", False),
        ("INTEGER[]", False),
        ("DECIMAL(9,6)[]", False),
        ("DATE", False),
        ("MAP(VARCHAR, BIGINT)", False),
        ("BOOLEAN", False),
    ],
)
def test_figures_are_told_by_their_type(kind, is_figure):
    assert csv_text.is_figure(kind) is is_figure


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        (None, ""),
        ("", '""'),
        ("a", "a"),
        ('a"b', '"a""b"'),
        ("a,b\nc", '"a,b\nc"'),
        ("-5", "-5"),
        ("+3.5%", "+3.5%"),
        ("-", "-"),
        ("=", "="),
        ("——", "——"),
        ("≥95%", "≥95%"),
        ("=1+1", "'=1+1"),
        ('=HYPERLINK("x")', '"\'=HYPERLINK(""x"")"'),
        ("-5+cmd|' /C calc'!A0", "'-5+cmd|' /C calc'!A0"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("＝1+1", "'＝1+1"),
        ("\t=1", "'\t=1"),
    ],
)
def test_a_spreadsheet_computes_no_text(cell, written):
    assert csv_text.line([cell], [False]) == f"{written}\r\n"


def test_figures_stay_figures():
    assert csv_text.line(["-5.00", "-1e+300", None], [True, True, True]) == "-5.00,-1e+300,\r\n"


def test_a_file_is_read_again_as_it_was():
    class Rows:
        def __init__(self):
            self.left = [('a,"b"\r\n', "1"), ("", None)]

        def fetchmany(self, size):
            found, self.left = self.left[:size], self.left[size:]
            return found

    text = csv_text.written(["文字", "b"], ["VARCHAR", "INTEGER"], Rows(), 2)
    assert text.startswith("\ufeff")
    assert list(csv.reader(io.StringIO(text[1:], newline=""))) == [["文字", "b"], ['a,"b"\r\n', "1"], ["", ""]]

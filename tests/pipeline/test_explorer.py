"""`jixiao explore` over a published warehouse: the command as an operator runs it, asked over HTTP."""

import http.client
import shutil
import signal
import threading
import time
from contextlib import contextmanager
from urllib.parse import quote, urlencode, urlsplit

import pytest

from dagster_project.settings import Settings
from dagster_project.warehouse import chinese, versions

from . import runs

HEAVY = "select count(*) from range(100000000000) as t(i)"


class Site:
    """A running explorer."""

    def __init__(self, process, line):
        self.process, self.line = process, line
        self.port = urlsplit(line.split()[0]).port

    def get(self, target, method="GET", **headers):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request(method, target, headers=headers)
        answer = connection.getresponse()
        return answer.status, answer.read().decode(), answer.headers

    def ask(self, sql, path="/query"):
        return self.get(f"{path}?{urlencode({'sql': sql})}")


@contextmanager
def explorer(settings, end=signal.SIGTERM, complaint=""):
    """The command, until it is told to end: then it does, at once, and has complained of nothing else."""
    process = runs.begun(settings, [runs.COMMAND, "explore", "--port", "0"])
    try:
        line = process.stdout.readline()
        assert line.startswith("http://127.0.0.1:"), process.communicate()
        yield Site(process, line)
        process.send_signal(end)
        said, complained = process.communicate(timeout=10)
        assert (process.returncode, said) == (0, "")
        assert [line for line in complained.splitlines() if not complaint or complaint not in line] == []
        assert complaint in complained
    finally:
        process.kill()


@pytest.fixture(scope="module")
def site(good):
    """An explorer of the shared warehouse."""
    with explorer(good.settings) as running:
        yield running


def test_one_line_says_where_it_is(site, good):
    assert site.line == f"http://127.0.0.1:{site.port}/ shows {good.settings.published_path}; Ctrl-C ends it.\n"


def test_the_start_page_names_the_version_and_every_table_with_its_rows(site, good):
    status, page, _ = site.get("/")
    assert status == 200
    assert f"version {good.version}" in page
    marts = runs.query(good.settings.published_path, "select table_name, estimated_size, comment from duckdb_tables()")
    assert len(marts) > 30
    for name, rows, _ in marts:
        assert f'{name}</a></th><td class="figure">{rows}</td><td>Grain: ' in page
    (resources,) = runs.query(good.settings.published_path, 'select count(*) from "绩效"."资料"')
    assert f'资料</a></th><td class="figure">{resources[0]}</td>' in page
    assert [view for view in chinese.VIEWS if f"{view}</a>" not in page] == []
    (published,) = runs.query(
        good.settings.published_path, "select strftime(ended_at + interval 8 hour, '%Y-%m-%d %H:%M') from meta.runs"
    )
    assert f"<dt>published (Asia/Shanghai)</dt><dd>{published[0]}</dd>" in page


def test_a_table_shows_its_columns_and_its_rows_page_by_page(site, good):
    everything = runs.query(good.settings.published_path, "select row_no, locator from marts.fct_indicators")
    for offset in (0, 100):
        status, page, _ = site.get(f"/table/marts/fct_indicators?offset={offset}")
        assert status == 200
        assert f"Rows {offset + 1} to {offset + 100}" in page
        assert page.count("<tr>") == 1 + 100 + 1 + page.count('<th scope="row">')
        assert f"<td>{everything[offset][1]}</td>" in page
    assert '<th scope="row">target_printed</th><td>VARCHAR</td><td>' in page
    assert 'href="/query?sql=select+%2A%0Afrom+marts.fct_indicators"' in page
    last = len(everything) // 100 * 100
    assert 'rel="next"' not in site.get(f"/table/marts/fct_indicators?offset={last}")[1]


def test_every_table_has_its_page(site, good):
    views = [(chinese.SCHEMA, view) for view in chinese.VIEWS]
    for schema, name in [("marts", "mart_project_year"), ("meta", "gate_results"), *views]:
        status, page, _ = site.get(f"/table/{quote(schema)}/{quote(name)}")
        assert (status, f"<h1>{schema}.{name}</h1>" in page) == (200, True)


@pytest.mark.parametrize(
    "target",
    ["/table/marts/none", "/table/marts", "/x", "/table/marts/fct_funds?offset=-1", "/%00", "/%ff%fe"],
)
def test_there_is_no_other_page(site, target):
    assert site.get(target)[0] == 404


def test_a_result_is_exact_and_names_its_version(site, good):
    status, page, _ = site.ask("select max(amount_yuan) as m, null as n, '' as e, -5 as f from marts.fct_funds")
    assert status == 200
    assert '<th scope="col" class="figure">m <small>DECIMAL(18,2)</small></th>' in page
    cells = '<tr><td class="figure">42000000.00</td><td class="figure"><em class="null">NULL</em></td><td></td><td class="figure">-5</td></tr>'
    assert cells in page
    assert f"version {good.version}.</caption>" in page
    status, page, _ = site.ask("from marts.fct_indicators")
    assert (status, page.count("<tr>")) == (200, 501)
    assert "The first 500 rows; there are more." in page


def test_printed_text_is_shown_and_not_obeyed(site):
    _, page, headers = site.ask("select '<script>alert(1)</script>' as \"<b>\"")
    assert page.count("&lt;script&gt;alert(1)&lt;/script&gt;") == 2
    assert "<script" not in page
    assert "<b>" not in page
    assert headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Set-Cookie"] is None


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("selec 1", "Parser Error: syntax error at or near &quot;selec&quot;"),
        ("from marts.nothing", "Catalog Error: Table with name nothing does not exist!"),
        ("select 1; select 2", "A query is one statement; this is 2."),
        ("select '\0", "Parser Error"),
        ("attach 'private.duckdb'", "This is ATTACH."),
        ("copy marts.fct_funds to 'out.csv'", "This is COPY."),
        ("insert into meta.contract values ('9')", "This is INSERT."),
        ("from read_csv('pyproject.toml')", "Permission Error"),
        ("from 'pyproject.toml'", "Catalog Error"),
        ("select length(string_agg(i::varchar, '')) from range(400000000) as t(i)", "Memory"),
    ],
)
def test_a_query_that_fails_or_may_not_be_says_why(site, sql, said):
    for path in ("/query", "/query.csv"):
        status, page, _ = site.ask(sql, path)
        assert (status, said in page) == (400, True), page
        assert "Traceback" not in page
    assert site.get("/")[0] == 200


def test_what_brings_the_database_down_brings_down_nothing_else(site, tmp_path):
    site.ask(f"from enable_logging(storage='file', storage_path='{tmp_path}/log')")
    assert site.ask("select 41 + 1 as a")[1].count('<td class="figure">42</td>') == 1
    assert list(tmp_path.iterdir()) == []


def test_a_result_is_taken_along_as_csv(site, good):
    status, text, headers = site.ask(
        "select operator, amount_yuan from (values ('=', -5.00), ('=1+1', null), ('', 0.10)) as t(operator, amount_yuan)",
        "/query.csv",
    )
    assert (status, headers["Content-Type"]) == (200, "text/csv; charset=utf-8")
    assert text == '\ufeffoperator,amount_yuan\r\n=,-5.00\r\n\'=1+1,\r\n"",0.10\r\n'
    assert headers["Content-Disposition"] == f'attachment; filename="jixiao-{good.version}.csv"'
    everything = runs.query(good.settings.published_path, "select count(*) from marts.fct_indicators")[0][0]
    assert site.ask("select row_no from marts.fct_indicators", "/query.csv")[1].count("\r\n") == everything + 1
    assert site.ask("from range(100001)", "/query.csv")[0] == 400


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:1", 200),
        ("localhost", 200),
        ("[::1]:8000", 200),
        ("LOCALHOST:8000", 200),
        ("evil.example", 421),
        ("", 421),
        ("[", 421),
    ],
)
def test_only_its_own_names_lead_to_it(site, host, status):
    found, page, headers = site.get("/query", Host=host)
    assert found == status
    assert ("JIXIAO_EXPLORER_HOSTS" in page) is (status == 421)
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_it_is_asked_by_get_and_head_alone(site):
    status, body, headers = site.get("/query", "HEAD")
    assert (status, body) == (200, "")
    assert int(headers["Content-Length"]) == len(site.get("/query")[1].encode())
    for method in ("POST", "PUT", "DELETE", "OPTIONS"):
        assert site.get("/query?sql=select+1", method)[0] == 501


def test_a_name_of_the_operators_leads_to_it_and_a_query_ends_in_time(good):
    given = {"explorer_seconds": 1, "explorer_hosts": "pages.example other.example"}
    with explorer(good.settings.model_copy(update=given), signal.SIGINT) as site:
        assert site.get("/", Host="other.example:80")[0] == 200
        began = time.monotonic()
        status, page, _ = site.ask(HEAVY)
        assert (status, "ended after 1 s" in page) == (400, True)
        assert time.monotonic() - began < 5
        # It ends while a query is going on.
        connection = http.client.HTTPConnection("127.0.0.1", site.port)
        connection.request("GET", f"/query?{urlencode({'sql': HEAVY})}")
        time.sleep(0.3)


def test_before_the_first_version_it_says_so_and_then_shows_it(good, tmp_path):
    settings = Settings(warehouse_dir=tmp_path / "仓库")
    with explorer(settings, complaint="cannot be opened") as site:
        status, page, _ = site.get("/")
        assert (status, "Nothing published yet" in page, "jixiao refresh" in page) == (200, True, True)
        assert site.ask("select 1")[0] == 503
        settings.versions_dir.mkdir(parents=True)
        shutil.copy(versions.path_of(good.settings, good.version), settings.versions_dir)
        versions.point(settings, good.version)
        assert f"version {good.version}" in site.get("/")[1]
        versions.path_of(settings, good.version).chmod(0o644)
        versions.path_of(settings, good.version).write_bytes(b"no database" * 1000)
        status, page, _ = site.get("/")
        assert (status, str(tmp_path) in page) == (503, False)


def test_a_new_version_is_shown_while_an_old_one_is_read_and_taken_away(lent):
    settings = lent.settings.model_copy(update={"explorer_seconds": 3})
    newer = "9999-20991231T000000Z"
    with explorer(settings) as site:
        assert f"version {lent.version}" in site.get("/")[1]
        found = []
        reading = threading.Thread(target=lambda: found.append(site.ask(HEAVY)))
        reading.start()
        time.sleep(0.5)
        shutil.copy(versions.path_of(settings, lent.version), versions.path_of(settings, newer))
        versions.point(settings, newer)
        assert versions.prune(settings.model_copy(update={"keep_versions": 1})) == [lent.version]
        status, page, _ = site.ask("select sum(budget_yuan) as budget from marts.mart_project_year")
        assert (status, f"version {newer}" in page, lent.version in page) == (200, True, False)
        reading.join()
        assert (found[0][0], f"version {lent.version}" in found[0][1]) == (400, True)


def test_an_address_that_is_taken_is_told_in_one_line(site, good):
    done = runs.command(good.settings, "explore", "--port", str(site.port))
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (1, "", 1)
    assert f"http://127.0.0.1:{site.port} cannot be opened" in done.stderr
    assert runs.command(good.settings, "explore", "--host", "no such host").returncode == 1

"""Notices: to a log line always, to a command and a web address where they are set; what failed, and no document text."""

import http.server
import json
import shlex
import sys
import threading
from datetime import UTC, datetime

import pytest

from dagster_project.operations import notices
from dagster_project.operations.lines import journal_line
from dagster_project.settings import Settings
from dagster_project.warehouse import journal

from . import runs

SECRET = "单元格原文"


@pytest.fixture
def settings(tmp_path):
    return Settings(raw_dir=tmp_path / "raw", warehouse_dir=tmp_path / "warehouse")


@pytest.fixture
def listener(monkeypatch):
    """A server on the loopback that keeps what it is sent, answers as it is told, and goes with the test."""
    monkeypatch.setenv("no_proxy", "127.0.0.1")

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            content = self.rfile.read(int(self.headers["Content-Length"]))
            self.server.received.append((self.path, json.loads(content)))
            self.send_response(self.server.answers)
            self.end_headers()

        def log_message(self, *_):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.received, server.answers = [], 204
        server.address = f"http://127.0.0.1:{server.server_port}/hook"
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def line(outcome, **facts):
    return journal_line("run", datetime(2026, 1, 1, tzinfo=UTC), outcome, facts)


def gate(outcome, severity="critical"):
    named = {"layer": "marts", "table_name": "fct_funds", "expectation": "funds_add_up"}
    return {**named, "severity": severity, "outcome": outcome, "examples": SECRET}


def writer(path):
    """A command that keeps what it reads from stdin, in a file whose name a shell would tear apart."""
    program = "import sys; open(sys.argv[1], 'w', encoding='utf-8').write(sys.stdin.buffer.read().decode())"
    return shlex.join([sys.executable, "-c", program, str(path)])


def test_without_settings_there_is_a_log_line_alone(settings):
    notices.announce(settings, line("done", version="0001-x", documents_added=2))
    (logged,) = journal.records(notices.log_path(settings))
    assert (logged["outcome"], logged["version"], logged["documents_added"]) == ("done", "0001-x", 2)
    assert (logged["failed"], logged["what_to_do"], logged["delivered"]) == ([], "", {})


def test_command_and_address_get_the_same_notice(settings, tmp_path, listener):
    kept = tmp_path / "kept; $(touch gone) &.json"
    told = {"notice_command": writer(kept), "notice_webhook": listener.address}
    notices.announce(settings.model_copy(update=told), line("failed", gates=[gate("failed")]), ["the reason"])
    ((path, posted),) = listener.received
    assert (path, posted) == ("/hook", json.loads(kept.read_text(encoding="utf-8")))
    assert posted["failed"] == ["the reason", "marts.fct_funds: funds_add_up (failed)"]
    assert "jixiao status" in posted["what_to_do"]
    (logged,) = journal.records(notices.log_path(settings))
    assert logged == {**posted, "delivered": {"command": "ok", "webhook": "ok"}}


def test_a_notice_holds_no_text_of_a_document(settings):
    failed = line("failed", gates=[gate("failed"), gate("could_not_judge")], problems=[f"cast of {SECRET}"])
    problems = [notices.told("building marts", "GateFailed", f"cast of {SECRET}")]
    notice = notices.notice_of(settings, failed, problems)
    assert SECRET not in json.dumps(notice, ensure_ascii=False)
    assert notice["failed"][0].startswith("building marts: GateFailed")


def test_warnings_are_no_failure_and_many_failures_are_counted(settings):
    warned = line("done", gates=[gate("failed", "warning")])
    assert notices.notice_of(settings, warned)["failed"] == []
    many = notices.notice_of(settings, line("failed"), [str(number) for number in range(50)])
    assert (len(many["failed"]), many["failed_in_all"]) == (20, 50)


@pytest.mark.parametrize(
    ("command", "said"),
    [
        pytest.param(shlex.join([sys.executable, "-c", "raise SystemExit(7)"]), "exit code 7", id="exit"),
        pytest.param("no-such-program --now", "FileNotFoundError", id="missing"),
        pytest.param("'open quotation", "ValueError", id="quotation"),
    ],
)
def test_a_command_that_fails_is_told_of_and_harms_nothing(settings, command, said):
    settings = settings.model_copy(update={"notice_command": command})
    notices.announce(settings, line("done"))
    (logged,) = journal.records(notices.log_path(settings))
    assert logged["delivered"] == {"command": said}
    assert f"did not reach the command: {said}" in runs.command(settings, "status").stdout


def test_an_address_that_refuses_or_is_not_there_harms_nothing(settings, listener):
    settings = settings.model_copy(update={"notice_webhook": listener.address})
    listener.answers = 500
    notices.announce(settings, line("done"))
    nobody = settings.model_copy(update={"notice_webhook": "http://127.0.0.1:1/hook"})
    notices.announce(nobody, line("done"))
    refused, missing = (logged["delivered"]["webhook"] for logged in journal.records(notices.log_path(settings)))
    assert (refused, missing) == ("HTTP 500", "URLError")


def test_an_address_of_another_kind_is_refused_at_once(settings):
    wrong = settings.model_copy(update={"notice_webhook": "file:///etc/hostname"})
    done = runs.command(wrong, "status")
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
    assert "JIXIAO_NOTICE_WEBHOOK" in done.stderr


def test_a_refresh_that_cannot_begin_tells_of_it(settings, tmp_path, listener):
    settings = settings.model_copy(update={"notice_webhook": listener.address})
    done = runs.command(settings, "refresh")
    assert done.returncode == 1
    ((_, posted),) = listener.received
    assert posted["outcome"] == "failed"
    assert "sources.csv is missing" in posted["failed"][0]


def test_a_refresh_that_a_gate_stops_tells_which(good, tmp_path, listener):
    suites = runs.expectations_with_a_failure(tmp_path / "suites", good.settings.expectations_dir, "raw", "forms")
    told = {"expectations_dir": suites, "notice_webhook": listener.address, "warehouse_dir": tmp_path / "warehouse"}
    refreshed = runs.run(good.settings.model_copy(update=told))
    assert refreshed.exit_code == 3
    ((_, posted),) = listener.received
    assert (posted["outcome"], posted["run_key"]) == ("failed", refreshed.record.run_key)
    assert posted["failed"][0].startswith("raw.forms: expect_column_values_to_be_in_set")
    assert not any(contact in json.dumps(posted, ensure_ascii=False) for contact in good.contacts)


def test_a_refresh_that_published_told_of_its_version(good):
    told = [each["version"] for each in journal.records(notices.log_path(good.settings))]
    assert told[0] == good.version

"""Which page an address means. No sockets here: an address goes in, an answer comes out."""

import logging
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from urllib.parse import parse_qs, unquote

from dagster_project.errors import OperatorError, QueryFailed
from dagster_project.explorer import csv_text, pages, queries
from dagster_project.explorer.asking import Query, ask, of_current
from dagster_project.messages import text
from dagster_project.settings import Settings

QUERY_ROWS = 500
"""Most rows of a result on a page."""

_LOG = logging.getLogger(__name__)
_TABLES = 1000  # more than there ever are
_OFFSET = re.compile("[0-9]{1,12}")

_HTML, _CSS, _CSV = "text/html; charset=utf-8", "text/css; charset=utf-8", "text/csv; charset=utf-8"


@dataclass(frozen=True)
class Answer:
    """What is sent back."""

    body: bytes
    status: HTTPStatus = HTTPStatus.OK
    kind: str = _HTML
    headers: dict[str, str] = field(default_factory=dict)


def answer(settings: Settings, target: str) -> Answer:
    """The answer to GET `target`, the path and query of an address."""
    path, _, query = target.partition("?")
    path, given = unquote(path), parse_qs(query, keep_blank_values=True)
    if path == "/style.css":
        return Answer(Path(__file__).with_name("style.css").read_bytes(), kind=_CSS)
    parameters = {name: values[-1] for name, values in given.items()}
    try:
        return of_current(settings, lambda version: _of_version(settings, version, path, parameters))
    except (OperatorError, OSError) as error:
        # Its message names a folder of the machine, which is for the operator.
        _LOG.error("%s", error)
        return refused(text("explorer.unreadable"), text("explorer.on_console"), HTTPStatus.SERVICE_UNAVAILABLE)
    except QueryFailed as error:
        return refused(text("explorer.failed"), error.shown, HTTPStatus.SERVICE_UNAVAILABLE)


def refused(title: str, what: str, status: HTTPStatus) -> Answer:
    """An answer that says why there is no other."""
    return _html(pages.problem(title, what, None), status)


def _of_version(settings: Settings, version: str | None, path: str, parameters: dict[str, str]) -> Answer:
    if version is None:
        return _html(pages.nothing_yet(), HTTPStatus.OK if path == "/" else HTTPStatus.SERVICE_UNAVAILABLE)
    if path == "/":
        return _start(settings, version)
    if path in _QUERIES:
        sql = parameters.get("sql", "").strip()
        try:
            return _QUERIES[path](settings, version, sql)
        except QueryFailed as error:
            return _html(pages.query(version, sql, problem=error.shown), HTTPStatus.BAD_REQUEST)
    offset = parameters.get("offset", "0")
    match path.split("/"):
        case ["", "table", schema, name] if _OFFSET.fullmatch(offset):
            return _table(settings, version, (schema, name), int(offset))
    return _not_found(version)


def _start(settings: Settings, version: str) -> Answer:
    listed, run = ask(settings, version, Query(queries.LISTED, _TABLES), Query(queries.RUN.format(version=version), 1))
    entries = listed.records()
    names = [(str(entry["schema_name"]), str(entry["table_name"])) for entry in entries]
    (counted,) = ask(settings, version, Query(queries.counts(names), 1))
    facts = next(iter(run.records()), {})
    return _html(pages.start(version, list(zip(entries, counted.rows[0], strict=True)), facts))


def _table(settings: Settings, version: str, name: tuple[str, str], offset: int) -> Answer:
    (listed,) = ask(settings, version, Query(queries.LISTED, _TABLES))
    entry = next((each for each in listed.records() if (each["schema_name"], each["table_name"]) == name), None)
    if entry is None:
        return _not_found(version)
    columns = Query(queries.COLUMNS.format(schema=name[0], table=name[1]), _TABLES)
    rows = Query(queries.rows(*name, offset), queries.PAGE_ROWS)
    meant, shown = ask(settings, version, columns, rows)
    return _html(pages.table(version, entry, meant, shown, offset))


def _query(settings: Settings, version: str, sql: str) -> Answer:
    if not sql:
        return _html(pages.query(version, sql))
    (found,) = ask(settings, version, Query(sql, QUERY_ROWS))
    return _html(pages.query(version, sql, found))


def _csv(settings: Settings, version: str, sql: str) -> Answer:
    (found,) = ask(settings, version, Query(sql, csv_text.ROWS, as_csv=True))
    name = f'attachment; filename="jixiao-{version}.csv"'
    return Answer(found.csv.encode(), kind=_CSV, headers={"Content-Disposition": name})


_QUERIES: dict[str, Callable[[Settings, str, str], Answer]] = {"/query": _query, "/query.csv": _csv}


def _not_found(version: str) -> Answer:
    said = pages.problem(text("explorer.not_found"), text("explorer.see_tables"), version)
    return _html(said, HTTPStatus.NOT_FOUND)


def _html(page: str, status: HTTPStatus = HTTPStatus.OK) -> Answer:
    return Answer(page.encode(), status)

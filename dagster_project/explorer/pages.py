"""What is on a page. Every page names the version that it was read from."""

from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import quote, urlencode

from dagster_project.explorer import csv_text, queries
from dagster_project.explorer.apart import CELL
from dagster_project.explorer.asking import Result
from dagster_project.explorer.markup import Html, joined, tag
from dagster_project.messages import text

Record = Mapping[str, str | None]


def page(title: str, version: str | None, *body: object) -> Html:
    """A whole page around its body."""
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("title", f"{title} · jixiao"),
        tag("link", rel="stylesheet", href="/style.css"),
    )
    links = (tag("a", text("explorer.tables"), href="/"), " ", tag("a", text("explorer.query"), href="/query"))
    read = tag("p", text("explorer.version", version=version)) if version else ""
    header = tag("header", tag("nav", *links, aria_label=text("explorer.pages")), read)
    content = tag("body", header, tag("main", tag("h1", title), *body))
    return joined(Html("<!DOCTYPE html>\n"), tag("html", head, content, lang="en"))


def start(version: str, listed: Sequence[tuple[Record, str | None]], run: Record) -> Html:
    """What serves, how it came to be, and every table with its rows. `listed`: an entry and its number of rows."""
    facts = [joined(tag("dt", text(f"explorer.run_{key}")), tag("dd", _or_null(run[key]))) for key in run]
    schemas = dict.fromkeys(entry["schema_name"] for entry, _ in listed)
    tables = [_tables(str(each), [row for row in listed if row[0]["schema_name"] == each]) for each in schemas]
    return page(text("explorer.title"), version, tag("dl", *facts), *tables)


def nothing_yet() -> Html:
    """Before the first version."""
    return page(text("explorer.nothing"), None, tag("p", text("explorer.first"), " ", tag("code", "jixiao refresh")))


def table(version: str, entry: Record, columns: Result, rows: Result, offset: int) -> Html:
    """A table: what it is, some of its rows, its columns."""
    schema, name = str(entry["schema_name"]), str(entry["table_name"])
    example = queries.example(schema, name)
    opened = tag("p", tag("a", text("explorer.open_query"), href=query_address("/query", example)))
    meant = _meant(columns.records())
    shown = result(rows, _place(rows, offset))
    turned = tag("p", *_turned(table_address(schema, name), rows, offset), class_="pages")
    return page(f"{schema}.{name}", version, tag("p", entry["comment"] or ""), opened, shown, turned, meant)


def query(version: str, sql: str, found: Result | None = None, problem: str | None = None) -> Html:
    """The form for a query, and its result or what is wrong with it."""
    parts: list[Html] = [_form(sql)]
    if problem is not None:
        parts.append(tag("div", tag("h2", text("explorer.failed")), tag("pre", problem), role="alert"))
    if found:
        count = f"{len(found.rows):,}"
        counted = text("explorer.cut", count=count) if found.more else text("explorer.whole", count=count)
        taken = text("explorer.taken", seconds=f"{found.seconds:.3f}", version=version)
        most = text("explorer.csv", rows=f"{csv_text.ROWS:,}")
        saved = tag("p", tag("a", text("explorer.download"), href=query_address("/query.csv", sql)), " ", most)
        parts += [result(found, f"{counted} {taken}"), saved]
    return page(text("explorer.query"), version, *parts)


def problem(title: str, what: str, version: str | None) -> Html:
    """A page that says why there is no other."""
    return page(title, version, tag("p", what))


def result(found: Result, caption: str) -> Html:
    """A result as a table: figures to the right, NULL as such, every value as DuckDB writes it."""
    classes = ["figure" if csv_text.is_figure(kind) else None for kind in found.kinds]
    heads = [
        tag("th", name, " ", tag("small", kind), scope="col", class_=each)
        for name, kind, each in zip(found.columns, found.kinds, classes, strict=True)
    ]
    lines = [
        tag("tr", *(tag("td", _cell(value), class_=each) for value, each in zip(row, classes, strict=True)))
        for row in found.rows
    ]
    body = tag("tbody", *lines, lang="zh-Hans")  # as the documents are
    return _wide(tag("caption", caption), tag("thead", tag("tr", *heads)), body, label=caption)


def table_address(schema: str, name: str) -> str:
    """Where a table is shown."""
    return f"/table/{quote(schema)}/{quote(name)}"


def query_address(path: str, sql: str) -> str:
    """Where a query is answered."""
    return f"{path}?{urlencode({'sql': sql})}"


def _tables(schema: str, listed: Sequence[tuple[Record, str | None]]) -> Html:
    heads = [
        tag("th", text(f"explorer.of_table_{key}"), scope="col", class_="figure" if key == "rows" else None)
        for key in ("name", "rows", "meaning")
    ]
    lines = []
    for entry, rows in listed:
        name = str(entry["table_name"])
        link = tag("a", name, href=table_address(schema, name), lang=None if name.isascii() else "zh-Hans")
        cells = tag("td", rows, class_="figure"), tag("td", entry["comment"] or "")
        lines.append(tag("tr", tag("th", link, scope="row"), *cells))
    return _wide(tag("caption", schema), tag("thead", tag("tr", *heads)), tag("tbody", *lines), label=schema)


def _meant(columns: Sequence[Record]) -> Html:
    title = text("explorer.columns", count=len(columns))
    heads = [tag("th", text(f"explorer.of_column_{key}"), scope="col") for key in ("name", "type", "meaning")]
    lines = [
        tag(
            "tr",
            tag("th", each["column_name"], scope="row"),
            tag("td", each["data_type"]),
            tag("td", each["comment"] or ""),
        )
        for each in columns
    ]
    return _wide(tag("caption", title), tag("thead", tag("tr", *heads)), tag("tbody", *lines), label=title)


def _wide(*parts: Html, label: str) -> Html:
    """A table that scrolls by itself where the window is narrow, by keyboard too."""
    return tag("div", tag("table", *parts), class_="wide", role="region", aria_label=label, tabindex=0)


def _form(sql: str) -> Html:
    # The first line break of a text area counts for nothing.
    area = tag("textarea", "\n", sql, id="sql", name="sql", rows=8, spellcheck="false", autocomplete="off")
    label = tag("label", text("explorer.statement"), for_="sql")
    return tag("form", label, area, tag("button", text("explorer.run")), action="/query", method="get")


def _turned(address: str, rows: Result, offset: int) -> Iterator[Html]:
    """The links to the rows before and after these."""
    if offset:
        before = max(offset - queries.PAGE_ROWS, 0)
        yield tag("a", text("explorer.before"), href=f"{address}?offset={before}", rel="prev")
    if rows.more:
        yield tag("a", text("explorer.after"), href=f"{address}?offset={offset + queries.PAGE_ROWS}", rel="next")


def _place(rows: Result, offset: int) -> str:
    """Which rows these are."""
    if not rows.rows:
        return text("explorer.no_rows")
    return text("explorer.rows", first=f"{offset + 1:,}", last=f"{offset + len(rows.rows):,}")


def _or_null(value: str | None) -> object:
    return tag("em", "NULL", class_="null") if value is None else value


def _cell(value: str | None) -> object:
    if value is None or len(value) <= CELL:
        return _or_null(value)
    return joined(value[:CELL], " ", tag("em", text("explorer.cell_cut", count=CELL), class_="null"))

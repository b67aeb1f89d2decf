"""Withholding: what of the rows must not leave the private file, because it names a person or holds a number of one.

Prose is marked, so that staging leaves its text out. A form that says it in a cell of its table is kept out whole: its
document stays, and so do the forms of all others. The gates prove afterwards, by the same expressions, that nothing is
left. A name as short as a word (高峰) counts inside other words only in its own document's cells, and in the prose of
its own region: elsewhere it proves nothing. What cells of two other regions hold is a word that has got into a contact
field (良好), and counts nowhere else.
"""

from collections.abc import Iterable

import polars as pl

from dagster_project.reading.privacy import BLANKS, JOINTS, PATTERNS, SHORT, by_value, needles, standing_alone
from dagster_project.reading.problems import problem
from dagster_project.reading.tables import SCHEMAS, frame
from dagster_project.reading.tabulating import PROSE, reject_row

Frames = dict[str, pl.DataFrame]

_OF_FORMS = ("fund_lines", "spending_plan", "indicators", "scores", "sections", "statements")
# Staging and the gates look at none of these; amounts and codes are long numbers without being anybody's.
_NO_TEXT = ("document_key", "text_hash", "text", "clause", "subject")
_KEPT = ("document_key", "status", "stage", "scope", "locator")
_EDGE = "\x1f"
_SUMS = ("amount_printed",)
_WITH_CELLS = ("forms", "summaries", *_OF_FORMS)
_OTHER_REGIONS = 2  # where cells of so many hold a contact of none of them, it is a word


def withheld(tables: Frames) -> Frames:
    """The raw tables with prose marked and forms and summaries quarantined in which a person is named."""
    regions = tables["documents"].select("document_key", "region_code")
    contacts = tables["contacts"].join(regions, on="document_key", how="left")
    named = _named(contacts)
    printed = {name: tables[name].with_columns(_close(name)) for name in _WITH_CELLS}
    words = _words(printed, regions, named)
    told = tables["contacts"].join(named.filter(pl.col("name").is_in(words)), on="value", how="semi")["value"].unique()
    is_word = (pl.col("kind") == "name") & pl.col("value").is_in(told.implode())
    kinds = tables["contacts"].with_columns(kind=pl.when(is_word).then(pl.lit("word")).otherwise("kind"))
    own = named.filter(pl.col("name").is_in(words) | (pl.col("name").str.len_chars() <= SHORT))
    names, long, low = by_value(kinds.filter(pl.col("kind") != "word")["value"])
    marked = {name: _mark(tables[name], column, regions, own, [names, long + low]) for name, column in PROSE.items()}
    found = pl.concat([_hits(name, rows, own, [names, long, low]) for name, rows in printed.items()])
    whole = tables | marked | {"contacts": kinds}
    return _without(whole, found) if found.height else whole


def _named(contacts: pl.DataFrame) -> pl.DataFrame:
    """The names that contact fields hold: `name`, its `value` as printed, `document_key`, `region_code`."""
    columns = ("document_key", "region_code", "value")
    named = [(name, *row) for row in contacts.select(columns).unique().iter_rows() for name in needles([row[-1]])[0]]
    return pl.DataFrame(named, schema=dict.fromkeys(("name", *columns), pl.String), orient="row")


def _words(printed: Frames, regions: pl.DataFrame, named: pl.DataFrame) -> list[str]:
    """Of these names those that are words: cells of two regions hold them that have no such contact."""
    names = named["name"].unique().sort().to_list()
    if not names:
        return []
    lines = pl.concat([rows.select("document_key", name="close") for rows in printed.values()])
    held = (
        lines.with_columns(pl.col("name").str.extract_many(names, overlapping=True)).explode("name").drop_nulls("name")
    )
    apart = held.join(regions, on="document_key").join(named, on=["name", "region_code"], how="anti")
    counted = apart.group_by("name").agg(regions=pl.col("region_code").n_unique())
    return counted.filter(pl.col("regions") >= _OTHER_REGIONS)["name"].sort().to_list()


def _mark(
    rows: pl.DataFrame, prose: str, regions: pl.DataFrame, own: pl.DataFrame, patterns: list[list[str]]
) -> pl.DataFrame:
    text = pl.col(prose)
    close = text.str.replace_all(r"[\s\x1c-\x1f]+", "")
    names, numbers = patterns
    is_named = _any([*_matches(close, names), *_matches(text.str.replace_all(BLANKS, ""), names)])
    is_named |= _any([*_matches(text.str.replace_all(JOINTS, ""), numbers), *_matches(text, _looks())])
    placed = rows.join(regions, on="document_key", how="left", maintain_order="left")
    is_named |= _holds(placed, close, own, "region_code")
    marked = placed.with_columns(has_person_name=pl.col("has_person_name") | is_named.fill_null(value=False))
    return marked.select(rows.columns)


def _hits(table: str, rows: pl.DataFrame, own: pl.DataFrame, patterns: list[list[str]]) -> pl.DataFrame:
    """Where cells name a person: table, key, number of the form (or seq of the summary), locator."""
    names, long, low = patterns
    codes = [name for name in SCHEMAS[table] if name.endswith(("_code", "_code_printed"))]
    line, no_sums, no_codes = (_line(table, left_out) for left_out in ((), _SUMS, (*_SUMS, *codes)))
    joined = line.str.replace_all(JOINTS, "")
    is_named = _any([*_matches(pl.col("close"), names), *_matches(joined, long), *_matches(no_codes, _looks())])
    is_named |= _any(_matches(no_sums.str.replace_all(JOINTS, ""), low)) | _holds(
        rows, pl.col("close"), own, "document_key"
    )
    number = "seq" if table == "summaries" else "form_no"
    found = rows.filter(is_named.fill_null(value=False))
    return found.select(pl.lit(table).alias("table"), "document_key", pl.col(number).alias("number"), "locator")


def _close(table: str) -> pl.Expr:
    """What a row prints in its cells, without blanks."""
    return _line(table, ()).str.replace_all(BLANKS, "").alias("close")


def _line(table: str, left_out: Iterable[str]) -> pl.Expr:
    """What a row prints in its cells, as one text."""
    columns = [name for name, kind in SCHEMAS[table].items() if kind == pl.String]
    shown = [name for name in columns if name not in {*_NO_TEXT, *left_out}]
    return pl.concat_str(shown, separator=_EDGE, ignore_nulls=True)


def _looks() -> list[str]:
    return [standing_alone(pattern, lookaround=False) for pattern in PATTERNS.values()]


def _matches(text: pl.Expr, patterns: Iterable[str]) -> list[pl.Expr]:
    return [text.str.contains(pattern) for pattern in patterns]


def _any(conditions: list[pl.Expr]) -> pl.Expr:
    return pl.any_horizontal(conditions) if conditions else pl.lit(value=False)


def _holds(rows: pl.DataFrame, text: pl.Expr, own: pl.DataFrame, where: str) -> pl.Series:
    """Which rows hold a short name, or a word, of their own document or region."""
    names = own["name"].unique().sort().to_list()
    if not names:
        return pl.repeat(value=False, n=rows.height, eager=True)
    held = rows.select(where, name=text.str.extract_many(names, overlapping=True)).with_row_index("at").explode("name")
    at = held.join(own, on=[where, "name"], how="semi")["at"].unique()
    return pl.int_range(rows.height, dtype=pl.get_index_type(), eager=True).is_in(at.implode())


def _without(tables: Frames, found: pl.DataFrame) -> Frames:
    of_forms, of_summaries = found.filter(pl.col("table") != "summaries"), found.filter(pl.col("table") == "summaries")
    forms = of_forms.select("document_key", form_no="number").unique()
    summaries = of_summaries.select("document_key", seq="number").unique()
    left = {name: tables[name].join(forms, on=["document_key", "form_no"], how="anti") for name in _OF_FORMS}
    left["summaries"] = tables["summaries"].join(summaries, on=["document_key", "seq"], how="anti")
    left["forms"] = _emptied(tables["forms"], forms)
    left["documents"] = _counted(tables["documents"], left["forms"], left["summaries"])
    left["rejects"] = pl.concat([tables["rejects"], _rejects(tables["documents"], found)])
    return tables | left


def _emptied(rows: pl.DataFrame, forms: pl.DataFrame) -> pl.DataFrame:
    """The forms, those that are kept out without what they print: the gates look at them too."""
    keys = ["document_key", "form_no"]
    marked = rows.join(forms.with_columns(is_out=True), on=keys, how="left", maintain_order="left")
    is_out = pl.col("is_out").fill_null(value=False)
    texts = [name for name, kind in rows.schema.items() if kind == pl.String and name not in _KEPT]
    empty = [pl.when(~is_out).then(pl.col(name)).alias(name) for name in texts]
    status = pl.when(is_out & (pl.col("status") == "loaded")).then(pl.lit("quarantined")).otherwise(pl.col("status"))
    return marked.with_columns(*empty, status.alias("status")).select(rows.columns)


def _counted(documents: pl.DataFrame, forms: pl.DataFrame, summaries: pl.DataFrame) -> pl.DataFrame:
    """The documents with their counts and status after forms or summaries were kept out."""
    out = forms.group_by("document_key").agg(bad=(pl.col("status") == "quarantined").sum().cast(pl.Int32))
    told = summaries.group_by("document_key").agg(told=pl.len().cast(pl.Int32))
    counted = documents.join(out, on="document_key", how="left", maintain_order="left").join(
        told, on="document_key", how="left", maintain_order="left"
    )
    bad, told_now = pl.col("bad").fill_null(0), pl.col("told").fill_null(0)
    is_changed = (bad > pl.col("forms_quarantined")) | (told_now < pl.col("summaries"))
    status = (
        pl.when((bad == pl.col("forms")) & (told_now == 0)).then(pl.lit("quarantined")).otherwise(pl.lit("partial"))
    )
    return counted.with_columns(
        status=pl.when(is_changed).then(status).otherwise(pl.col("status")),
        forms_quarantined=pl.when(is_changed).then(bad).otherwise(pl.col("forms_quarantined")),
        summaries=pl.when(is_changed).then(told_now).otherwise(pl.col("summaries")),
    ).select(documents.columns)


def _rejects(documents: pl.DataFrame, found: pl.DataFrame) -> pl.DataFrame:
    """A reject for each form or summary that is kept out, with the first place in which it names a person."""
    paths = dict(documents.select("document_key", "path").iter_rows())
    first = found.unique(["document_key", "number"], keep="first", maintain_order=True)
    rows = [
        reject_row(
            {"document_key": key, "path": paths[key]},
            "form",
            problem("names_a_person", locator),
            None if table == "summaries" else number,
        )
        for table, key, number, locator in first.iter_rows()
    ]
    return frame("rejects", rows)

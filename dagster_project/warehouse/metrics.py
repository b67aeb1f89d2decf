"""Metrics, defined once in dbt's YAML, and the pitfalls that travel with them wherever they are shown.

A column's `meta.metric` is the definition (a mapping) or the name of one that stands at another column.
"""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

PITFALLS = Path("words", "pitfalls.csv")
FIELDS = ("name", "title", "title_zh", "formula", "unit", "grain", "caveat")

Model = Mapping[str, Any]


@dataclass(frozen=True)
class Shown:
    """A column that shows a metric."""

    table: str
    column: str
    metric: str
    description: str


def read_pitfalls(dbt_dir: Path) -> dict[str, dict[str, str]]:
    """Code of a pitfall -> its sentence in English and in Chinese (sentence, sentence_zh)."""
    with (dbt_dir / PITFALLS).open(encoding="utf-8", newline="") as file:
        return {row["code"]: row for row in csv.DictReader(file)}


def definitions(models: Sequence[Model]) -> dict[str, dict[str, Any]]:
    """Name -> definition of every metric. A definition that stands twice and differs raises ValueError."""
    found: dict[str, dict[str, Any]] = {}
    for _, _, metric in _columns(models):
        if isinstance(metric, Mapping) and found.setdefault(metric["name"], dict(metric)) != metric:
            raise ValueError(metric["name"])
    return found


def shown(models: Sequence[Model]) -> list[Shown]:
    """The columns that show a metric, by metric, table and place in the table."""
    found = [
        Shown(
            model["name"], column["name"], metric if isinstance(metric, str) else metric["name"], column["description"]
        )
        for model, column, metric in _columns(models)
    ]
    return sorted(found, key=lambda each: (each.metric, each.table))


def rows(models: Sequence[Model], pitfalls: Mapping[str, Mapping[str, str]]) -> list[dict[str, Any]]:
    """The rows of meta.metrics: one for each column that shows a metric."""
    known = definitions(models)
    return [
        {
            "table_name": each.table,
            "column_name": each.column,
            **{field: known[each.metric][field] for field in FIELDS},
            "pitfalls": _joined(known[each.metric], pitfalls, "sentence", " "),
            "pitfalls_zh": _joined(known[each.metric], pitfalls, "sentence_zh", ""),
        }
        for each in shown(models)
    ]


def write_comments(
    connection: duckdb.DuckDBPyConnection, models: Sequence[Model], pitfalls: Mapping[str, Mapping[str, str]]
) -> None:
    """The comment of every column that shows a metric ends with its caveat and its pitfalls."""
    known = definitions(models)
    for each in shown(models):
        metric = known[each.metric]
        comment = f"{each.description} {metric['caveat']} {_joined(metric, pitfalls, 'sentence', ' ')}"
        quoted = comment.replace("'", "''")
        connection.execute(f"comment on column marts.{each.table}.{each.column} is '{quoted}'")


def _joined(metric: Mapping[str, Any], pitfalls: Mapping[str, Mapping[str, str]], field: str, blank: str) -> str:
    return blank.join(pitfalls[code][field] for code in metric["pitfalls"])


def _columns(models: Sequence[Model]) -> list[tuple[Model, Mapping[str, Any], Any]]:
    listed = []
    for model in sorted(models, key=lambda model: str(model["name"])):
        columns = model["columns"].values() if isinstance(model["columns"], Mapping) else model["columns"]
        for column in columns:
            meta = {**column.get("meta", {}), **column.get("config", {}).get("meta", {})}
            if meta.get("metric"):
                listed.append((model, column, meta["metric"]))
    return listed

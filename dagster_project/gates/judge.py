"""Judging: a suite against a table of an open layer, and what of it may be shown."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from dagster_project.gates.layer import Layer, open_layer
from dagster_project.gates.suites import Suite, SuiteError, label, read_suite
from dagster_project.gates.validation import Result, examples_of, results_of
from dagster_project.gates.verdict import Judgement, Verdict, judgement, rows_of, unjudged
from dagster_project.messages import text
from dagster_project.reading.privacy import scrub
from dagster_project.settings import Settings

if TYPE_CHECKING:
    from great_expectations.datasource.fluent.interfaces import Batch

_LENGTH = 200
_KEY = re.compile(r"(?:\w*document_key=)?\b([0-9a-f]{32})\b")
# A name that no contact field holds may stand in prose: it is counted, never shown.
_NEVER_SHOWN = {"text", "clause", "value"}


def judge_layer(settings: Settings, layer: str, paths: Sequence[Path]) -> list[Verdict]:
    """The verdicts of `paths`, all of one layer; a layer that cannot be opened could not be judged."""
    try:
        with open_layer(settings, layer, [path.stem for path in paths]) as opened:
            return [judge_file(opened, path) for path in paths]
    except (duckdb.Error, OSError) as error:
        return [unjudged(layer, path.stem, _first_line(error)) for path in paths]


def judge_file(layer: Layer, path: Path) -> Verdict:
    """The verdict of one suite file; a broken suite could not judge."""
    try:
        return judge(layer, read_suite(path))
    except SuiteError as error:
        return unjudged(layer.name, path.stem, str(error))


def judge(layer: Layer, suite: Suite, table: str | None = None) -> Verdict:
    """The verdict of `suite` on its table, or on another one of the same shape.

    Raises SuiteError where Great Expectations does not understand the whole suite.
    """
    if (table or suite.table) not in layer.tables:
        return unjudged(suite.layer, suite.table, text("gates.no_table", suite=suite.name))
    batch = layer.batch(table or suite.table)
    results = results_of(batch, suite)
    if len(results) != len(suite.expectations):
        raise SuiteError(text("gates.lost", suite=suite.name, declared=len(suite.expectations), judged=len(results)))
    rows = rows_of(results)
    pairs = zip(suite.expectations, results, strict=True)
    return Verdict(suite.layer, suite.table, tuple(_judged(layer, batch, *pair, rows) for pair in pairs))


def _judged(
    layer: Layer, batch: "Batch", expectation: Mapping[str, Any], result: Result, rows: int | None
) -> Judgement:
    found = judgement(label(expectation), expectation.get("severity", "critical"), result, rows)
    says = expectation.get("description") or expectation.get("meta", {}).get("why", "")
    examples = found.examples
    if found.outcome == "failed" and not examples:
        examples = tuple(_row(each) for each in examples_of(batch, expectation))
    return replace(found, says=says, examples=tuple(_shown(layer, each) for each in examples))


def _row(values: Mapping[str, Any]) -> str:
    return ", ".join(f"{name}={'not shown' if name in _NEVER_SHOWN else value}" for name, value in values.items())


def _shown(layer: Layer, example: str) -> str:
    """An example fit for screen, log and metadata: the document by its path, personal data masked, not too long."""
    named = _KEY.sub(lambda found: layer.paths.get(found[1], found[0]), example)
    return scrub(named, layer.contacts)[:_LENGTH]


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0]

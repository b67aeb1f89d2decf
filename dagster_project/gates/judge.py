"""Judging: a suite against a table of an open layer, pushed down as SQL by Great Expectations."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from dagster_project.gates.layer import Layer, open_layer
from dagster_project.gates.suites import ROWS, Suite, SuiteError, label, read_suite, understood
from dagster_project.gates.verdict import Judgement, Verdict, judgement, rows_of, unjudged
from dagster_project.messages import text
from dagster_project.reading.privacy import scrub
from dagster_project.settings import Settings

if TYPE_CHECKING:
    from great_expectations.datasource.fluent.interfaces import Batch

_EXAMPLES = 5
_LENGTH = 200
# Counts only: asking for examples of what passes costs a quarter more.
_COUNTS = {"result_format": "BASIC", "partial_unexpected_count": 0}
_WHERE = ("path", "document_key", "form_no", "row_no", "seq", "locator", "manifest_no")
# A name that no contact field holds may stand in prose: it is counted, never shown.
_NEVER_SHOWN = {"text", "clause", "value", "value_printed"}


def judge_layer(settings: Settings, layer: str, paths: Sequence[Path]) -> list[Verdict]:
    """The verdicts of `paths`, all of one layer; a layer that cannot be opened could not be judged."""
    try:
        with open_layer(settings, layer) as opened:
            return [judge_file(opened, path) for path in paths]
    except duckdb.Error as error:
        return [unjudged(layer, path.stem, _first_line(error)) for path in paths]


def judge_file(layer: Layer, path: Path) -> Verdict:
    """The verdict of one suite file; a broken suite could not judge."""
    try:
        return judge(layer, read_suite(path))
    except SuiteError as error:
        return unjudged(layer.name, path.stem, str(error))


def judge(layer: Layer, suite: Suite, schema: str | None = None, table: str | None = None) -> Verdict:
    """The verdict of `suite` on its table, or on another one of the same shape.

    Raises SuiteError where Great Expectations does not understand the whole suite.
    """
    read = understood(suite)
    batch = _batch(layer, schema or suite.layer, table or suite.table)
    if batch is None:
        return unjudged(suite.layer, suite.table, text("gates.no_table", suite=suite.name))
    results = [each.to_json_dict() for each in batch.validate(read, result_format=_COUNTS).results]
    if len(results) != len(suite.expectations):
        raise SuiteError(text("gates.lost", suite=suite.name, declared=len(suite.expectations), judged=len(results)))
    rows = rows_of(results)
    judged = [_judged(layer, batch, suite, result, rows) for result in sorted(results, key=_number)]
    return Verdict(suite.layer, suite.table, tuple(judged))


def _batch(layer: Layer, schema: str, table: str) -> "Batch | None":
    from great_expectations.datasource.fluent.interfaces import TestConnectionError

    try:
        asset = layer.datasource.add_table_asset(f"{schema}.{table}", table_name=table, schema_name=schema)
    except TestConnectionError:
        return None
    return asset.add_batch_definition_whole_table(table).get_batch()


def _number(result: Mapping[str, Any]) -> int:
    return int(result["expectation_config"]["meta"]["no"])


def _judged(layer: Layer, batch: "Batch", suite: Suite, result: Mapping[str, Any], rows: int | None) -> Judgement:
    expectation = suite.expectations[_number(result)]
    found = judgement(label(expectation), expectation.get("severity", "critical"), result, rows)
    says = expectation.get("description") or expectation.get("meta", {}).get("why", "")
    if found.outcome == "failed" and not found.examples:
        found = replace(found, examples=tuple(_examples(batch, expectation)))
    return replace(found, says=says, examples=tuple(_shown(layer, each) for each in found.examples))


def _examples(batch: "Batch", expectation: Mapping[str, Any]) -> list[str]:
    """A few failing rows: where they are, and the value unless it may hold prose."""
    import great_expectations as gx

    again = gx.ExpectationSuite(name="examples", expectations=[dict(expectation)])
    if expectation["type"] == ROWS:
        result = batch.validate(again, result_format="COMPLETE").results[0].to_json_dict()["result"]
        found = result["details"]["unexpected_rows"]
    else:
        where = [name for name in _WHERE if name in batch.columns()]
        wanted = {"result_format": "SUMMARY", "partial_unexpected_count": _EXAMPLES, "unexpected_index_column_names": where}
        result = batch.validate(again, result_format=wanted).results[0].to_json_dict()["result"]
        found = result.get("partial_unexpected_index_list") or []
    return [_row(each) for each in found[:_EXAMPLES]]


def _row(values: Mapping[str, Any]) -> str:
    return ", ".join(f"{name}={'not shown' if name in _NEVER_SHOWN else value}" for name, value in values.items())


def _shown(layer: Layer, example: str) -> str:
    """An example fit for screen, log and metadata: the document by its path, personal data masked, not too long."""
    for key, path in layer.paths.items():
        example = example.replace(f"document_key={key}", path)
    return scrub(example, layer.contacts)[:_LENGTH]


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0]

"""Great Expectations at work: a table as a batch, expectations in, plain results out."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from dagster_project.gates.suites import ROWS, Suite, understood

if TYPE_CHECKING:
    from great_expectations.datasource.fluent.interfaces import Batch

Result = Mapping[str, Any]

_EXAMPLES = 5
_LOOKED_AT = 200  # rows among which examples of different documents are looked for
# Counts only: asking for examples of what passes costs a quarter more.
_COUNTS = {"result_format": "BASIC", "partial_unexpected_count": 0}
_WHERE = ("path", "document_key", "form_no", "row_no", "seq", "locator", "manifest_no")


def results_of(batch: "Batch", suite: Suite) -> list[Result]:
    """A result for each expectation of the suite, in its order; raises SuiteError where a part is not understood."""
    read = understood(suite)
    results = _plain(batch.validate(read, result_format=_COUNTS))
    return sorted(results, key=lambda result: int(result["no"]))


def examples_of(batch: "Batch", expectation: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """A few rows that the expectation did not expect, of different documents first: where they are, and the value."""
    if expectation["type"] == ROWS:
        found = _again(batch, expectation, {"result_format": "COMPLETE"})["details"]["unexpected_rows"]
        return _of_each_document(found)
    has = _again(batch, {"type": "expect_table_columns_to_match_set", "kwargs": {"column_set": []}}, {})
    where = [name for name in _WHERE if name in has["observed_value"]]
    wanted = {
        "result_format": "SUMMARY",
        "partial_unexpected_count": _LOOKED_AT,
        "unexpected_index_column_names": where,
    }
    found = _again(batch, expectation, wanted)
    rows = found.get("partial_unexpected_index_list") or found.get("partial_unexpected_list") or []
    return _of_each_document([row for row in rows if isinstance(row, Mapping)])


def _of_each_document(rows: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    seen: set[Any] = set()
    firsts, others = list[Mapping[str, Any]](), list[Mapping[str, Any]]()
    for row in rows:
        document = row.get("document_key")
        (others if document in seen else firsts).append(row)
        seen.add(document)
    return [*firsts, *others][:_EXAMPLES]


def _again(batch: "Batch", expectation: Mapping[str, Any], wanted: Mapping[str, Any]) -> Any:
    import great_expectations as gx

    alone = gx.ExpectationSuite(name="examples", expectations=[dict(expectation)])
    return _plain(batch.validate(alone, result_format={"result_format": "BASIC", **wanted}))[0]["result"]


def _plain(validated: Any) -> list[Result]:
    # Not its own to_json_dict: that makes floats of decimals, and walks the call stack for each of them.
    return [
        {
            "success": each.success,
            "result": each.result,
            "exception_info": each.exception_info,
            "type": each.expectation_config.type,
            "no": each.expectation_config.meta.get("no"),
        }
        for each in validated.results
    ]

"""Suite files: what a table may look like, as JSON; the path names the asset.

`expectations/<layer>/<table>.json` holds the suite of one table; a file `expectations/_<name>.json` holds
expectations for every table of the layers in its `meta.layers`, but for those in its `meta.except`, so that a
new table cannot forget them.
Great Expectations drops an expectation it does not know and passes an empty suite, an empty table and a
table nobody counts; what is read here is refused instead.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dagster_project.errors import JixiaoError
from dagster_project.messages import text

if TYPE_CHECKING:
    from great_expectations import ExpectationSuite

LAYERS = ("raw", "staging", "matching", "marts")
SEVERITIES = ("critical", "warning")
ROW_COUNT = "expect_table_row_count_to_be_between"
ROWS = "unexpected_rows_expectation"
_COUNTED = {ROWS: "counted_rows_expectation"}  # what is asked in place of a type; as good, for no row is shown
_KEYS = {"type", "kwargs", "meta", "severity", "description"}


class SuiteError(JixiaoError):
    """A suite cannot be used: raised while it is read, shown as a gate that could not judge.

    It is an error of ours, not of the data: whoever changed the file corrects it.
    """


@dataclass(frozen=True, slots=True)
class Suite:
    """The expectations of one table: its own and those shared by its layer."""

    layer: str
    table: str
    expectations: tuple[Mapping[str, Any], ...]

    @property
    def name(self) -> str:
        """`<layer>.<table>`."""
        return f"{self.layer}.{self.table}"


def suite_paths(folder: Path) -> list[Path]:
    """Every suite file of the layers, in the order of the layers and then of the tables."""
    return [path for layer in LAYERS for path in sorted((folder / layer).glob("*.json"))]


def read_suite(path: Path) -> Suite:
    """The suite of one file, with what its layer shares; raises SuiteError where it could pass without judging."""
    layer, table = path.parent.name, path.stem
    spec = _load(path)
    own = spec.get("expectations") or []
    allowed = spec.get("meta", {}).get("allow_empty")
    if spec.get("name") != f"{layer}.{table}":
        raise _broken(path, "misnamed", name=f"{layer}.{table}")
    if not own:
        raise _broken(path, "no_expectations")
    if allowed is not None and not allowed.get("why"):
        raise _broken(path, "no_why")
    if allowed is None and not any(_counts_rows(expectation) for expectation in own):
        raise _broken(path, "no_row_count")
    _check_each(path, own)
    return Suite(layer, table, (*own, *_shared(path.parent.parent, layer, table)))


def understood(suite: Suite) -> "ExpectationSuite":
    """The suite as Great Expectations reads it; raises SuiteError where it drops or refuses a part."""
    import great_expectations as gx

    from dagster_project.gates import counting  # noqa: F401 - makes its expectation known

    numbered = [
        {**each, "type": _COUNTED.get(each["type"], each["type"]), "meta": {**each.get("meta", {}), "no": no}}
        for no, each in enumerate(suite.expectations)
    ]
    try:
        read = gx.ExpectationSuite(name=suite.name, expectations=numbered)
    except (ValueError, TypeError) as error:  # a wrong or missing argument (its ValidationError is a ValueError)
        raise SuiteError(text("gates.refused_by_gx", suite=suite.name, reason=error)) from error
    if len(read.expectations) != len(numbered):
        known = {str(each.meta["no"]) for each in read.expectations if each.meta}
        dropped = [each["type"] for each in numbered if str(each["meta"]["no"]) not in known]
        raise SuiteError(text("gates.dropped", suite=suite.name, dropped=", ".join(dropped)))
    return read


def label(expectation: Mapping[str, Any]) -> str:
    """What an expectation is called in results: its type and column, or the name its author gave it."""
    kwargs = expectation["kwargs"]
    if expectation["type"] == ROWS:
        return str(expectation["meta"]["name"])
    columns = kwargs.get("column") or ", ".join(kwargs.get("column_list", []))
    return f"{expectation['type']}({columns})"


def _load(path: Path) -> dict[str, Any]:
    try:
        spec = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise _broken(path, "unreadable", reason=error) from error
    if not isinstance(spec, dict) or spec.keys() - {"name", "meta", "expectations"}:
        raise _broken(path, "unreadable", reason="name, meta and expectations are all it may hold")
    return spec


def _shared(folder: Path, layer: str, table: str) -> list[Mapping[str, Any]]:
    shared: list[Mapping[str, Any]] = []
    for path in sorted(folder.glob("_*.json")):
        spec = _load(path)
        _check_each(path, spec["expectations"])
        if layer in spec["meta"]["layers"] and table not in spec["meta"].get("except", {}):
            shared += spec["expectations"]
    return shared


def _counts_rows(expectation: Mapping[str, Any]) -> bool:
    blocks = expectation.get("severity", "critical") == "critical"
    return expectation.get("type") == ROW_COUNT and blocks and (expectation["kwargs"].get("min_value") or 0) >= 1


def _check_each(path: Path, expectations: Sequence[Mapping[str, Any]]) -> None:
    for expectation in expectations:
        if expectation.keys() - _KEYS or not {"type", "kwargs"} <= expectation.keys():
            raise _broken(path, "bad_keys", keys=", ".join(sorted(expectation)))
        if expectation.get("severity", "critical") not in SEVERITIES:
            raise _broken(path, "bad_severity", severity=expectation["severity"])
        if expectation["type"] == ROWS:
            _check_query(path, expectation)
    labels = [label(expectation) for expectation in expectations]
    if twice := {each for each in labels if labels.count(each) > 1}:
        raise _broken(path, "twice", labels=", ".join(sorted(twice)))


def _check_query(path: Path, expectation: Mapping[str, Any]) -> None:
    query = expectation["kwargs"].get("unexpected_rows_query", "")
    named = expectation.get("meta", {}).get("name") and expectation.get("description")
    # Great Expectations formats the query with str.format: a regular expression's {2} would be a placeholder.
    if not named or query.count("{") != query.count("{batch}") or "{batch}" not in query:
        raise _broken(path, "bad_query", query=query)


def _broken(path: Path, key: str, **values: object) -> SuiteError:
    return SuiteError(text(f"gates.{key}", path=f"{path.parent.name}/{path.name}", **values))

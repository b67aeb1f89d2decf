"""The one expectation of our own: the rows that a query finds are counted, and not fetched as well.

Importing this module makes it known to Great Expectations, which takes seconds to import.
"""

from typing import Any, ClassVar

from great_expectations.expectations.core import UnexpectedRowsExpectation

_COUNT, _ROWS = "unexpected_rows_query.row_count", "unexpected_rows_query.table"


class CountedRowsExpectation(UnexpectedRowsExpectation):
    """As the expectation it extends, whose query runs twice: once for its rows, which only an example needs."""

    metric_dependencies: ClassVar[tuple[str, ...]] = (_COUNT,)

    def _validate(self, metrics: dict[str, Any], *arguments: Any, **named: Any) -> Any:
        return super()._validate({_ROWS: [], **metrics}, *arguments, **named)

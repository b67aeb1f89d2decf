"""Indicators: what an indicator block says, whether it stands in a grid or in bare lines."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from dagster_project.reading.document import Cell
from dagster_project.reading.fold import fold, fold_name, printed
from dagster_project.reading.forms.flow_table import read_flow
from dagster_project.reading.forms.horizons import ANNUAL, halves_of
from dagster_project.reading.forms.kinds import NUMBER
from dagster_project.reading.forms.reads import Read
from dagster_project.reading.forms.records import Form
from dagster_project.reading.forms.rows import Row as PrintedRow
from dagster_project.reading.forms.rows import numbers_page
from dagster_project.reading.forms.table import Table, problems_of, read_table
from dagster_project.reading.problems import problem
from dagster_project.reading.vocabulary import Vocabulary

_MONTHS = re.compile(r"^[^\w]*(\d+(?:\.\d+)?)月$")
_MONTHS_OF_A_YEAR = 12


def read_indicators(rows: Sequence[PrintedRow], form: Form, vocabulary: Vocabulary) -> None:
    """Read an indicator block into the form: indicators, scores, totals, problems."""
    grid = [row for row in rows if not row.is_flow]
    flow = _without_pages([row for row in rows if row.is_flow], form)
    tables = [read_table(half, form, vocabulary) for half in halves_of(grid, form, vocabulary)] if grid else []
    for table in [*tables, *(read_flow(flow, form, vocabulary) if flow else [])]:
        _take(table, form, vocabulary)


def _without_pages(rows: Sequence[PrintedRow], form: Form) -> list[PrintedRow]:
    """Bare lines without the numbers of pages between them; a number without marks may be a figure, and stays."""
    pages = [row for row in rows if numbers_page(row.text)]
    for page in pages:
        form.ledger.bind(page.cells)
    return [row for row in rows if row not in pages]


def _take(table: Table, form: Form, vocabulary: Vocabulary) -> None:
    form.problems += problems_of(table)
    merged = {cell.locator: cell for cell in table.merged}
    form.notes += [problem("merged_points", locator, cell.text) for locator, cell in merged.items()]
    for read in table.reads:
        row_no = 1 + sum(row["horizon"] == read.horizon for row in form.indicators)
        form.indicators.append(_indicator(read, row_no, vocabulary))
        if read.horizon == ANNUAL and {"weight", "score"} & read.cells.keys():
            form.scores.append(_score(read, row_no))
    remarks = [read.cells["remark"] for read in table.reads if "remark" in read.cells]
    for section, cell in [*table.goals, *(("other", text) for text in (*remarks, *table.notes))]:
        part = (cell.text, cell.locator)
        form.sections.append({"section_code": section, "parts": [part], "locator": cell.locator})
    for name, cell in table.totals.items():
        form.field_once(f"{name}_total_printed", printed(cell.text))
        form.field_once("total_locator", cell.locator)


def _indicator(read: Read, row_no: int, vocabulary: Vocabulary) -> dict[str, Any]:
    name, target = read.cells["level3"], _joined_target(read, vocabulary)
    return {
        "row_no": row_no,
        "horizon": read.horizon,
        "level1_printed": read.level1,
        "level1_code": read.codes[0],
        "level2_printed": read.level2,
        "level2_code": read.codes[1],
        "level3_printed": printed(name.text),
        "level3_name": fold_name(name.text),
        "level_is_inferred": read.is_inferred,
        "is_template": fold(name.text) in vocabulary.templates,
        "description": _text(read, "description"),
        "operator_printed": _text(read, "operator"),
        "direction_printed": _text(read, "direction"),
        "half_year_target_printed": _text(read, "half_year_target"),
        "target_printed": target,
        "target_in_unit": _with_sign(read, target, vocabulary),
        "actual_printed": _text(read, "actual"),
        "actual_in_unit": _in_unit(read, vocabulary),
        "target_basis": _text(read, "target_basis"),
        "locator": name.locator,
        "target_locator": _locator(read.cells.get("target") or (read.cells.get("unit") if target else None)),
        "actual_locator": _locator(read.cells.get("actual")),
    }


def _score(read: Read, row_no: int) -> dict[str, Any]:
    return {
        "row_no": row_no,
        "weight_printed": _text(read, "weight"),
        "score_printed": _text(read, "score"),
        "deviation_reason": _text(read, "deviation_reason"),
        "scoring_basis": _text(read, "scoring_basis"),
        "locator": read.cells["level3"].locator,
        "score_locator": _locator(read.cells.get("score")),
    }


def _joined_target(read: Read, vocabulary: Vocabulary) -> str | None:
    """Value and unit joined where they stand in columns of their own."""
    value, unit = _text(read, "target"), _text(read, "unit")
    if value is None and unit and not (fold(unit) in vocabulary.measures or fold(unit) in vocabulary.no_units):
        return unit  # a target in words stands where others print their unit
    return f"{value}{unit}" if value and unit and fold(unit) not in vocabulary.no_units else value


def _in_unit(read: Read, vocabulary: Vocabulary) -> str | None:
    """The actual, with the unit that stands in a column of its own where it is a bare number."""
    actual, unit = _text(read, "actual"), _text(read, "unit")
    is_bare = actual is not None and unit is not None and NUMBER.fullmatch(fold(actual))
    joined = f"{actual}{unit}" if is_bare and fold(unit or "") not in vocabulary.no_units else actual
    return _in_months(joined, read, vocabulary, is_apart=joined != actual)


def _with_sign(read: Read, target: str | None, vocabulary: Vocabulary) -> str | None:
    """The target, after its sign where sign, number and unit stand in three columns: then any unit is one."""
    value, unit, sign = (_text(read, name) for name in ("target", "unit", "operator"))
    is_split = value is not None and unit is not None and sign is not None and NUMBER.fullmatch(fold(value))
    is_symbol = sign is not None and not any(char.isalpha() for char in sign)
    is_signed = is_split and is_symbol and fold(unit or "") not in vocabulary.no_units
    return _in_months(f"{sign}{target}" if is_signed else target, read, vocabulary, is_apart=target != value)


def _in_months(value: str | None, read: Read, vocabulary: Vocabulary, *, is_apart: bool) -> str | None:
    """A number of 月 as months where it is no month of the year, by its size or the indicator's name.

    Where nobody can tell, a number whose unit stands apart (`is_apart`) is one without it: no date is made of it.
    """
    months = _MONTHS.search(fold(value or ""))
    if value is None or months is None:
        return value
    name = fold(read.cells["level3"].text)
    lasts, is_done = (
        max((name.rfind(word) + len(word) for word in words if word in name), default=0)
        for words in (vocabulary.lasting, vocabulary.done_in)
    )
    number = fold(value).removesuffix("月")
    if (lasts and lasts >= is_done) or Decimal(months.group(1)) > _MONTHS_OF_A_YEAR:
        return f"{number}个月"
    return value if is_done or not is_apart else number


def _text(read: Read, name: str) -> str | None:
    cell = read.cells.get(name)
    return printed(cell.text) if cell else None


def _locator(cell: Cell | None) -> str | None:
    return cell.locator if cell else None

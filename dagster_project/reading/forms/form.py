"""A form: its segment read block by block, its cells accounted for, quarantined where a figure is left over."""

import re
from collections.abc import Iterator
from typing import Any

from dagster_project.reading.document import Cell
from dagster_project.reading.fold import fold, fold_label
from dagster_project.reading.forms.blocks import Block, blocks_of
from dagster_project.reading.forms.duties import read_duties
from dagster_project.reading.forms.fields import read_fields
from dagster_project.reading.forms.figures import unit_of
from dagster_project.reading.forms.fund_rows import number_lines
from dagster_project.reading.forms.funds import read_funds
from dagster_project.reading.forms.headers import is_indicator_header
from dagster_project.reading.forms.indicators import read_indicators
from dagster_project.reading.forms.labels import unknown_labels
from dagster_project.reading.forms.lists import may_name_project, read_listed
from dagster_project.reading.forms.plans import read_plan, read_tasks
from dagster_project.reading.forms.prose import finish_sections, read_prose
from dagster_project.reading.forms.records import Form
from dagster_project.reading.forms.rows import Row
from dagster_project.reading.forms.score_totals import drop_repeated_execution, read_total_below
from dagster_project.reading.forms.segments import Segment
from dagster_project.reading.forms.statements import read_statements
from dagster_project.reading.names import department_name, project_name
from dagster_project.reading.problems import Problem, problem
from dagster_project.reading.vocabulary import Vocabulary

# A form with less than this share of its cells bound is not loaded.
READ_SHARE_FLOOR = 0.98

# Rows below a title that may say of which part of the year a form is, and how long such a line may be.
_HEAD, _LONGEST_HEAD = 2, 40

_DIGIT = re.compile(r"\d")
_NUMERAL = "[零〇一二两三四五六七八九十百千万亿点壹贰叁肆伍陆柒捌玖拾佰仟]"
_IN_WORDS = re.compile(rf"{_NUMERAL}{{2,}}(?:分|元整?)?|{_NUMERAL}(?:分|元整?)")  # one character alone is an ordinal
_UNIT = "单位:"
# The end of a range (2021-2023年度) is no year of a form.
_YEAR = re.compile(r"(?<![-–—~～至到])(20\d\d)年(?!度?[-–—~～至到]20)")
_FISCAL_YEAR = re.compile(r"(?<![-–—~～至到])(20\d\d)年度(?![-–—~～至到]20)")
_IN_BRACKETS = re.compile(r"\((20\d\d)年度?\)")
_MONEY_MEASURES = (
    "original_budget",
    "revised_budget",
    "budget",
    "half_year_plan",
    "mid_term_budget",
    "released",
    "executed",
)


def read_form(segment: Segment, vocabulary: Vocabulary) -> Form | None:
    """Read a segment as a form; None where it has neither a fund block nor indicators and fields of one."""
    title = segment.title
    form = Form((segment.title_rows or segment.rows)[0].locator)
    form.fields = {"stage": title.stage if title else None, "scope": title.scope if title else "project"}
    form.ledger.bind_rows(segment.title_rows)
    if unit := unit_of([row.text for row in segment.title_rows if _UNIT in fold(row.text)], vocabulary):
        form.fields["money_unit"] = unit
    blocks = [Block("indicators", rows=segment.rows)] if segment.listed else blocks_of(segment.rows, vocabulary)
    form.fields["stage"] = form.fields["stage"] or _stage_of(blocks, vocabulary)
    if form.fields["stage"] == "monitoring" and not segment.title_rows and "score" in _columns_of(blocks, vocabulary):
        form.fields["stage"] = "self_evaluation"  # a form of its own below a monitoring form, whose title is not its
    if _is_of_part_of_year(segment, vocabulary):
        form.fields["stage"] = "monitoring"
    if segment.listed:
        read_listed(segment.listed, form, vocabulary)
    else:
        _read_blocks(blocks, form, vocabulary)
    if form.fields["stage"] == "target" and any(row["actual_printed"] for row in form.indicators):
        form.fields["stage"] = "self_evaluation"  # who prints actuals evaluates, whatever the title says
    if form.fields["stage"] == "monitoring":
        is_table = any(not row.is_flow or is_indicator_header(row, vocabulary) for row in segment.rows)
        return _pass_over(form, segment) if is_table else None
    if not _is_form(form, blocks):
        return None
    is_named = may_name_project(form.fields.get("project_name_printed"), vocabulary)
    if form.fields["scope"] == "project" and not segment.listed and not is_named:
        form.problems.append(problem("no_project", form.locator))
    _finish(form, segment, vocabulary)
    read_total_below([row for block in blocks for row in block.rows], form, vocabulary)
    drop_repeated_execution(form)
    form.dated_headers = list(_dated_headers(blocks, vocabulary))
    _account(form, segment.title_rows, blocks)
    form.notes += unknown_labels(form, vocabulary)
    return form


def _pass_over(form: Form, segment: Segment) -> Form:
    """A monitoring form: recognised for what it is, and nothing of it loaded: its figures are of half a year."""
    _name_parties(form.fields)
    form.fields["title_printed"] = segment.title.text if segment.title else None
    if segment.title:
        form.field_once("fiscal_year_printed", _year_of(segment.title.text))
    passed = Form(form.locator, form.fields, contacts=form.contacts, is_passed_over=True)
    passed.notes.append(problem("passed_over", form.locator))
    passed.cells = passed.cells_bound = sum(len(row.filled) for row in (*segment.title_rows, *segment.rows))
    return passed


def _is_of_part_of_year(segment: Segment, vocabulary: Vocabulary) -> bool:
    """Whether the title, or a line right below it, says that the form is of a part of the year alone."""
    heads = [row.text for row in (*segment.title_rows, *segment.rows[:_HEAD]) if len(row.filled) == 1 or row.is_flow]
    return any(vocabulary.is_of_part_of_year(fold(text)) for text in heads if len(fold(text)) <= _LONGEST_HEAD)


def _stage_of(blocks: list[Block], vocabulary: Vocabulary) -> str:
    """The stage of a form without a title: who prints scores or actuals evaluates."""
    return "self_evaluation" if _columns_of(blocks, vocabulary) & {"score", "actual"} else "target"


def _dated_headers(blocks: list[Block], vocabulary: Vocabulary) -> Iterator[tuple[int, Cell]]:
    """Columns of figures whose brackets name a year (指标值（2022年）), which need not be the form's."""
    for cell in (cell for block in blocks for row in block.rows for cell in row.filled):
        label, year = fold_label(cell.text), _IN_BRACKETS.search(fold(cell.text))
        if year and (label in vocabulary.columns or label in vocabulary.fund_columns):
            yield int(year.group(1)), cell


def _columns_of(blocks: list[Block], vocabulary: Vocabulary) -> set[str | None]:
    rows = (row for block in blocks if block.kind == "indicators" for row in block.rows)
    return {vocabulary.columns.get(fold_label(cell.text)) for row in rows for cell in row.filled}


def _read_blocks(blocks: list[Block], form: Form, vocabulary: Vocabulary) -> None:
    for block in blocks:
        _read_block(block, form, vocabulary)


def _read_block(block: Block, form: Form, vocabulary: Vocabulary) -> None:
    if block.kind == "title":
        form.ledger.bind_rows(block.rows)
        return
    if block.kind == "prose":
        read_prose(block, form, vocabulary)
        return
    readers = {
        "fields": read_fields,
        "funds": read_funds,
        "plan": read_plan,
        "tasks": read_tasks,
        "duties": read_duties,
        "indicators": read_indicators,
    }
    readers[block.kind](block.rows, form, vocabulary)


def _is_form(form: Form, blocks: list[Block]) -> bool:
    has_table = any(block.kind in ("indicators", "funds", "duties") for block in blocks)
    has_name = "project_name_printed" in form.fields or form.fields["scope"] == "department"
    return has_table and (has_name or bool(form.indicators))


def _finish(form: Form, segment: Segment, vocabulary: Vocabulary) -> None:
    form.fields["title_printed"] = segment.title.text if segment.title else None
    if "fiscal_year_printed" not in form.fields and segment.title:
        form.field_once("fiscal_year_printed", _year_of(segment.title.text))
    _name_parties(form.fields)
    read_statements(form)
    finish_sections(form, vocabulary)
    number_lines(form.fund_lines, vocabulary)
    form.fund_lines = [line for line in form.fund_lines if line["measure"] in _MONEY_MEASURES]
    heads = [segment.above, *segment.title_rows] if segment.above else segment.title_rows
    named = [row.text for row in heads if _UNIT in fold(row.text)]
    _check_units(form, unit_of([form.fields.get("money_unit") or "", *named], vocabulary), vocabulary)


def _year_of(title: str) -> str | None:
    """The fiscal year that a title prints; None where it prints several and none of them alone with 年度."""
    folded = fold(title)
    for pattern in (_FISCAL_YEAR, _YEAR):
        years: set[str] = set(pattern.findall(folded))
        if len(years) == 1:
            return years.pop()
    return None


def _name_parties(fields: dict[str, Any]) -> None:
    """Folded names and codes beside what is printed of departments, units and the project."""
    for party in ("supervising_department", "implementing_unit", "reporting_unit"):
        name, code = department_name(fields.get(f"{party}_printed"))
        fields[f"{party}_name"] = name
        if party != "reporting_unit":
            fields[f"{party}_code_printed"] = fields.get(f"{party}_code_printed") or code
    name, code = project_name(fields.get("project_name_printed"))
    fields["project_name"] = name
    fields["project_code_printed"] = fields.get("project_code_printed") or code


def _is_zero(line: dict[str, Any]) -> bool:
    """Nothing is nothing in any unit."""
    return not line["amount_printed"].strip("0.,")


def _check_units(form: Form, page_unit: str | None, vocabulary: Vocabulary) -> None:
    """Quarantine a form with money in no unit, or in another one by its block than by its page (`page_unit`)."""
    bare = next((line for line in form.fund_lines if line["unit_printed"] is None and not _is_zero(line)), None)
    if bare:
        form.problems.append(problem("unit_unknown", bare["locator"], bare["amount_printed"]))
    others = (line for line in form.fund_lines if line["unit_printed"] not in (None, page_unit) and not _is_zero(line))
    other = next((line for line in others if unit_of([line["amount_printed"]], vocabulary) is None), None)
    if page_unit and other:
        units = {"block": other["unit_printed"], "page": page_unit}
        form.problems.append(problem("two_units", other["locator"], other["amount_printed"], **units))


def _account(form: Form, title_rows: list[Row], blocks: list[Block]) -> None:
    """Count the cells of a form; what is bound to nothing is listed, and quarantines the form where it may matter."""
    rows = _without_tail([*title_rows, *(row for block in blocks for row in block.rows)], form)
    cells = [cell for row in rows for cell in row.filled]
    left = [cell for cell in cells if id(cell) not in form.ledger.bound]
    form.cells, form.cells_bound = len(cells), len(cells) - len(left)
    form.unbound = [_unbound(cell, form) for cell in left]
    form.notes += [problem("error_value", cell.locator, cell.text) for row in rows for cell in row.errors]
    form.problems += [] if form.problems else _left_over(left, len(cells))
    doubted = (cell for row in rows for cell in row.cells if cell.doubt)
    form.problems += [
        problem(cell.doubt.reason_code, cell.locator, f"{cell.text} | {cell.doubt.other}")
        for cell in doubted
        if cell.doubt
    ]


def _left_over(left: list[Cell], count: int) -> list[Problem]:
    """Why cells that were left over quarantine a form: one holds a figure, or they are too many."""
    is_figure = (_DIGIT.search(cell.text) or _IN_WORDS.fullmatch(fold(cell.text)) for cell in left)
    figure = next((cell for cell, is_one in zip(left, is_figure, strict=True) if is_one), None)
    if figure:
        return [problem("unbound_figure", figure.locator, figure.text, left=len(left), cells=count)]
    if left and len(left) > count * (1 - READ_SHARE_FLOOR):
        return [problem("read_share", left[0].locator, left[0].text, bound=count - len(left), cells=count)]
    return []


def _without_tail(rows: list[Row], form: Form) -> list[Row]:
    """The rows of a form without the loose paragraphs below its last table: they are the document's, not the form's."""
    end = len(rows)
    while end and _is_loose(rows[end - 1]) and not any(id(cell) in form.ledger.bound for cell in rows[end - 1].cells):
        end -= 1
    has_grid = not all(_is_loose(row) for row in rows[:end])
    form.cells_outside = sum(len(row.filled) for row in rows[end:]) if has_grid else 0
    return rows[:end] if has_grid else rows


def _is_loose(row: Row) -> bool:
    return row.is_flow and not row.was_grid


def _unbound(cell: Cell, form: Form) -> dict[str, Any]:
    return {"locator": cell.locator, "text": cell.text, "reason": form.ledger.reasons.get(id(cell), "not_recognised")}

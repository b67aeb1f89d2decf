"""The raw tables: one Polars schema each, the contract between reading and everything after it.

Every column is as printed unless its name says otherwise; absent is null, never "". `document_key` is
the md5 of `path|sha256`; `form_no` counts the forms of a document from 1; `row_no` counts the rows of
one kind in a form from 1; `locator` says where in the document (`line:12`, `sheet:A/cell:B7`, ...).
"""

from collections.abc import Iterable, Mapping
from typing import Any

import polars as pl

_FORM: dict[str, Any] = {"document_key": pl.String, "form_no": pl.Int32}
_NUMBER: Any = pl.Decimal(28, 6)
_ROW: dict[str, Any] = {**_FORM, "row_no": pl.Int32}

SCHEMAS: dict[str, pl.Schema] = {
    # Grain: a line of the manifest (sources.csv), in its order.
    "documents": pl.Schema(
        {
            "document_key": pl.String,
            "manifest_no": pl.Int32,
            "path": pl.String,
            "sha256": pl.String,  # "" where the file cannot be opened
            "format": pl.String,
            "region_code": pl.String,
            "department": pl.String,
            "department_name": pl.String,  # folded, codes off
            "fiscal_year": pl.Int32,  # of the manifest
            "title": pl.String,
            "publisher": pl.String,
            "url": pl.String,
            "published_on": pl.Date,
            "is_excerpt": pl.Boolean,
            "status": pl.String,  # loaded, partial, quarantined, refused, duplicate
            "forms": pl.Int32,
            "forms_quarantined": pl.Int32,
            "cells": pl.Int32,  # non-empty cells inside recognised forms
            "cells_bound": pl.Int32,
            "cells_outside": pl.Int32,  # non-empty paragraphs and cells outside forms
            "summaries": pl.Int32,  # rows in raw.summaries
        }
    ),
    # Grain: a line of the list of expected departments (expected.csv), in its order.
    "expected_departments": pl.Schema(
        {
            "expected_no": pl.Int32,
            "region_code": pl.String,
            "department": pl.String,
            "department_name": pl.String,  # folded, codes off
            "first_year": pl.Int32,
            "last_year": pl.Int32,
            "expects_targets": pl.Boolean,
            "expects_self_evaluations": pl.Boolean,
            "searched_on": pl.Date,  # when somebody last looked for its publications
        }
    ),
    # Grain: a recognised form, quarantined ones included (their rows are in no other table but cells and rejects).
    "forms": pl.Schema(
        {
            **_FORM,
            "status": pl.String,  # loaded, quarantined, passed_over (a monitoring form: nothing of it is loaded)
            "stage": pl.String,
            "scope": pl.String,
            "title_printed": pl.String,
            "fiscal_year": pl.Int32,  # printed in the form, else the manifest's
            "fiscal_year_printed": pl.String,
            "project_name_printed": pl.String,
            "project_name": pl.String,  # folded, code off
            "project_code_printed": pl.String,
            "supervising_department_printed": pl.String,
            "supervising_department_name": pl.String,  # folded, code off
            "supervising_department_code_printed": pl.String,
            "implementing_unit_printed": pl.String,
            "implementing_unit_name": pl.String,
            "implementing_unit_code_printed": pl.String,
            "reporting_unit_printed": pl.String,
            "reporting_unit_name": pl.String,
            "recurrence_code": pl.String,
            "recurrence_printed": pl.String,
            "category_code": pl.String,
            "category_printed": pl.String,
            "government_tier_printed": pl.String,
            "start_printed": pl.String,
            "end_printed": pl.String,
            "term_printed": pl.String,
            "contact_was_printed": pl.Boolean,
            "weight_total_printed": pl.String,
            "score_total_printed": pl.String,
            "total_locator": pl.String,
            "grade_printed": pl.String,  # of a field of the form; a grade in prose is a statement
            "grade_locator": pl.String,
            "execution_weight_printed": pl.String,  # the 10 points of the fund block
            "execution_score_printed": pl.String,
            "execution_rate_printed": pl.String,
            "execution_locator": pl.String,
            "cells": pl.Int32,
            "cells_bound": pl.Int32,
            "locator": pl.String,
        }
    ),
    # Grain: a money figure printed in a form's fund block (a row of the block may print several measures).
    "fund_lines": pl.Schema(
        {
            **_ROW,
            "fund_side": pl.String,  # source, use, whole
            "item_printed": pl.String,
            "item_code": pl.String,
            "line_role": pl.String,  # total, subtotal, part
            "parent_row_no": pl.Int32,
            "measure": pl.String,
            "amount_printed": pl.String,
            "unit_printed": pl.String,  # of the figure, else of its column, else of the block
            "locator": pl.String,
        }
    ),
    # Grain: a checkpoint of a form's spending plan.
    "spending_plan": pl.Schema(
        {**_ROW, "checkpoint_printed": pl.String, "share_printed": pl.String, "locator": pl.String}
    ),
    # Grain: an indicator row of a form.
    "indicators": pl.Schema(
        {
            **_ROW,
            "horizon": pl.String,  # annual, mid_term
            "level1_printed": pl.String,
            "level1_code": pl.String,
            "level2_printed": pl.String,
            "level2_code": pl.String,
            "level3_printed": pl.String,
            "level3_name": pl.String,  # folded
            "level_is_inferred": pl.Boolean,
            "is_template": pl.Boolean,
            "description": pl.String,
            "operator_printed": pl.String,
            "direction_printed": pl.String,  # 正向指标, 反向指标
            "half_year_target_printed": pl.String,
            "target_printed": pl.String,
            "target_in_unit": pl.String,  # after its sign, where sign, number and unit have columns
            "actual_printed": pl.String,
            "actual_in_unit": pl.String,  # with the unit of a column of its own, where a bare number is printed
            "target_basis": pl.String,
            "locator": pl.String,
            "target_locator": pl.String,
            "actual_locator": pl.String,
        }
    ),
    # Grain: an indicator row that prints a weight or a score; row_no is the indicator's.
    "scores": pl.Schema(
        {
            **_ROW,
            "weight_printed": pl.String,
            "score_printed": pl.String,
            "deviation_reason": pl.String,
            "scoring_basis": pl.String,
            "locator": pl.String,
            "score_locator": pl.String,
        }
    ),
    # Grain: a section of prose of a form, a numbered goal is one of its own.
    "sections": pl.Schema(
        {
            **_FORM,
            "section_code": pl.String,
            "seq": pl.Int32,
            "text": pl.String,  # private: staging drops it where has_person_name
            "has_person_name": pl.Boolean,
            "is_empty_phrase": pl.Boolean,
            "text_hash": pl.String,  # md5 of the folded text
            "locator": pl.String,
        }
    ),
    # Grain: a figure or a grade stated in the prose of a form, or of its document about it.
    "statements": pl.Schema(
        {
            **_FORM,
            "seq": pl.Int32,
            "statement_kind": pl.String,
            "section_code": pl.String,  # null for what a document tells of a form outside of it
            "subject": pl.String,  # the words before the figure; private like the clause
            "value_printed": pl.String,  # number and unit, or the grade's word
            "stated_year": pl.Int32,
            "clause": pl.String,
            "has_person_name": pl.Boolean,
            "locator": pl.String,
        }
    ),
    # Grain: a department's own summary of its evaluations in a year, told in the prose of a document.
    "summaries": pl.Schema(
        {
            "document_key": pl.String,
            "seq": pl.Int32,  # order in the document, from 1
            "fiscal_year": pl.Int32,  # printed in the sentence, else the manifest's
            "fiscal_year_printed": pl.String,
            "department_printed": pl.String,  # at the head of the summary
            "department_name": pl.String,  # folded
            "targets_projects_printed": pl.String,
            "targets_budget_printed": pl.String,
            "evaluated_projects_printed": pl.String,
            "evaluated_budget_printed": pl.String,
            "average_score_printed": pl.String,
            "excellent_projects_printed": pl.String,
            "good_projects_printed": pl.String,
            "fair_projects_printed": pl.String,
            "poor_projects_printed": pl.String,
            "grades_printed": pl.String,  # the words, 优/良/中/差
            "grade_scheme": pl.String,  # national, other
            "locator": pl.String,
        }
    ),
    # Grain: a contact's name or number read from a contact field; a word where it is no name. Private, never staged.
    "contacts": pl.Schema({**_FORM, "kind": pl.String, "value": pl.String, "locator": pl.String}),
    # Grain: a non-empty cell of a form that was bound to nothing.
    "cells": pl.Schema({**_FORM, "locator": pl.String, "text": pl.String, "reason": pl.String}),
    # Grain: something that was refused or quarantined, with what to do. `text` is private.
    "rejects": pl.Schema(
        {
            "document_key": pl.String,
            "path": pl.String,
            "stage_of_reading": pl.String,  # manifest, container, form, value
            "form_no": pl.Int32,
            "locator": pl.String,
            "reason_code": pl.String,
            "what": pl.String,
            "what_to_do": pl.String,
            "text": pl.String,
        }
    ),
    # Grain: a distinct printed string, typed once. A date without a year is `--12-31`.
    "typed_values": pl.Schema(
        {
            "printed": pl.String,
            "kind": pl.String,  # number, range, date, text, operator
            "operator": pl.String,
            "value": _NUMBER,
            "value_high": _NUMBER,
            "unit": pl.String,
            "date_printed": pl.String,
            "has_magnitude": pl.Boolean,  # the string itself prints 万 or 亿
        }
    ),
}

QUESTIONS = "questions"
# Grain: a document and a kind of question that it asked of the vocabulary, one a line. In no warehouse.
_BESIDE = {QUESTIONS: pl.Schema({"document_key": pl.String, "kind": pl.String, "asked": pl.String})}

OF_DOCUMENTS = tuple(name for name, schema in SCHEMAS.items() if "document_key" in schema)
"""The raw tables whose rows are read out of documents."""


def frame(table: str, rows: Iterable[Mapping[str, Any]]) -> pl.DataFrame:
    """Rows of a raw table or of QUESTIONS as a frame of its schema; a missing key is null, an unknown one raises."""
    schema = (SCHEMAS | _BESIDE)[table]
    columns: dict[str, list[Any]] = {name: [] for name in schema}
    for row in rows:
        if unknown := row.keys() - columns.keys():
            raise KeyError(f"{table} has no column {sorted(unknown)}")
        for name, values in columns.items():
            values.append(row.get(name))
    return pl.DataFrame(columns, schema=schema)

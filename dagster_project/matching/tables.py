"""What the matching reads and what it says: one Polars schema a frame."""

from typing import Any

import polars as pl

_SHARE: Any = pl.Decimal(9, 6)  # 0 to 1

SPELLINGS = pl.Schema(
    {
        "document_key": pl.String,
        "form_no": pl.Int32,
        "spelling_key": pl.String,
        "department_key": pl.String,
        "fiscal_year": pl.Int32,
        "stage": pl.String,
        "project_name": pl.String,  # folded, code off
        "project_name_printed": pl.String,
        "project_code_printed": pl.String,
    }
)
"""Grain: a form that names a project."""

OVERRIDES = pl.Schema(
    {
        "department_key": pl.String,
        "project_name": pl.String,
        "other_project_name": pl.String,
        "verdict": pl.String,  # accept, reject
    }
)
"""Grain: a pair of names that somebody judged by hand."""

INDICATORS = pl.Schema(
    {
        "document_key": pl.String,
        "form_no": pl.Int32,
        "row_no": pl.Int32,
        "level1_code": pl.String,
        "level2_code": pl.String,
        "level3_name": pl.String,  # folded
        "is_template": pl.Boolean,  # filled in alike by everybody
        "target_printed": pl.String,
    }
)
"""Grain: an annual indicator of a form."""

SCHEMAS: dict[str, pl.Schema] = {
    # Grain: a spelling of a project's name in a department.
    "project_matches": pl.Schema(
        {
            "spelling_key": pl.String,
            "project_key": pl.String,
            "match_method": pl.String,  # code, exact, folded, proposed, by_hand
            "match_score": _SHARE,
        }
    ),
    # Grain: a declared and an evaluated indicator that are one, for every target form and evaluation of a project-year.
    "indicator_pairs": pl.Schema(
        {
            "declared_document_key": pl.String,
            "declared_form_no": pl.Int32,
            "declared_row_no": pl.Int32,
            "evaluated_document_key": pl.String,
            "evaluated_form_no": pl.Int32,
            "evaluated_row_no": pl.Int32,
            "method": pl.String,  # exact, folded, alias, similar
            "similarity": _SHARE,
            "is_partial": pl.Boolean,  # the indicator was split, or several were put together
            "is_doubtful": pl.Boolean,
        }
    ),
}

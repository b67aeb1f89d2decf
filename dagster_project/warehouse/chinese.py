"""Schema 绩效 of the published file: views over marts whose names, columns and codes are Chinese.

They are written out of dbt's YAML: a column's `meta.zh` names its column, `meta.values` are the codes that become words
(`dbt/words/value_labels.csv`). Keys bring along the name they stand for.
"""

import csv
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

SCHEMA = "绩效"
VIEWS: Mapping[str, str] = {
    "项目年度": "mart_project_year",
    "县区年度": "mart_region_year",
    "支出与自评": "mart_spending_score",
    "资金": "fct_funds",
    "指标": "fct_indicators",
    "得分": "fct_scores",
    "勾稽不符": "fct_findings",
    "指标变动": "mart_indicator_drift",
    "章节文字": "fct_texts",
    "资料": "dim_document",
}
LABELS = Path("words", "value_labels.csv")

Columns = Mapping[str, Mapping[str, Any]]
Labels = Mapping[tuple[str, str], str]


@dataclass(frozen=True)
class Name:
    """What a key brings along, or what stands in place of a code: a column of a dimension."""

    dimension: str
    key: str
    column: str
    zh: str
    replaces: bool = False
    is_text: bool = True


NAMES: Mapping[str, tuple[Name, ...]] = {
    "document_key": (Name("dim_document", "document_key", "path", "文件路径"),),
    "project_key": (Name("dim_project", "project_key", "project_name", "项目名称"),),
    "department_key": (Name("dim_department", "department_key", "department_name", "部门名称"),),
    "unit_key": (Name("dim_department", "department_key", "department_name", "单位名称"),),
    "region_code": (Name("dim_region", "region_code", "full_name", "地区全称"),),
    "indicator_key": (
        Name("dim_indicator", "indicator_key", "level1_name", "一级指标"),
        Name("dim_indicator", "indicator_key", "level2_name", "二级指标"),
    ),
    "function_code": (Name("dim_department", "function_code", "function_name", "职能", replaces=True),),
    "theme_code": (Name("dim_project", "theme_code", "theme_name", "主题", replaces=True),),
    "scoring_scheme_key": tuple(
        Name("dim_scoring_scheme", "scoring_scheme_key", f"{block}_weight", f"{zh}分值", is_text=False)
        for block, zh in (
            ("decision", "决策"),
            ("process", "过程"),
            ("cost", "成本"),
            ("output", "产出"),
            ("benefit", "效益"),
            ("satisfaction", "满意度"),
            ("execution", "预算执行"),
        )
    ),
    "rule_id": (Name("dim_rule", "rule_id", "title_zh", "规则名称"),),
}


def read_labels(dbt_dir: Path) -> dict[tuple[str, str], str]:
    """(column, or '' for all of them, and code) -> the Chinese word."""
    with (dbt_dir / LABELS).open(encoding="utf-8", newline="") as file:
        return {(row["column"], row["code"]): row["label"] for row in csv.DictReader(file)}


def write_views(connection: duckdb.DuckDBPyConnection, models: Sequence[Mapping[str, Any]], labels: Labels) -> None:
    """Create schema 绩效 anew. `models`: the marts as dbt's manifest has them.

    No view names the file that it lies in, so that it works in a file of any name, attached or not.
    Raises KeyError where a code has no word.
    """
    known = {model["name"]: model for model in models}
    connection.execute(f'drop schema if exists "{SCHEMA}" cascade')
    connection.execute(f'create schema "{SCHEMA}"')
    for view, table in VIEWS.items():
        if table in known:
            name = f'"{SCHEMA}"."{view}"'
            connection.execute(f"create view {name} as {view_sql(table, known[table]['columns'], labels, known)}")
            connection.execute(f"comment on view {name} is {_text(known[table]['description'])}")


def view_sql(table: str, columns: Columns, labels: Labels, known: Collection[str]) -> str:
    """The query of a view over `marts.<table>`; `known`: the tables that are there to bring names."""
    taken = {_meta(column)["zh"] for column in columns.values()}
    shown: list[str] = []
    joins: list[str] = []
    for column, about in columns.items():
        zh = _meta(about)["zh"]
        names = [each for each in NAMES.get(column, ()) if each.dimension in known]
        if not any(each.replaces for each in names):
            shown += [f'{sql} as "{title}"' for title, sql in _shown(column, zh, about, labels)]
        brought = [each for each in names if each.replaces or each.zh not in taken]
        shown += [f'{_named(column, each, labels)} as "{zh if each.replaces else each.zh}"' for each in brought]
        joins += [_joined(column, brought)] if brought else []
    return f"select {', '.join(shown)} from marts.{table} as t{''.join(joins)}"


def _shown(column: str, zh: str, about: Mapping[str, Any], labels: Labels) -> Iterator[tuple[str, str]]:
    kind = about["data_type"].lower()
    values = [str(value) for value in _meta(about).get("values", [])]
    if kind == "boolean":
        yield zh, _words(column, f"cast(t.{column} as varchar)", ["true", "false"], labels)
    elif values:
        yield zh, _words(column, f"t.{column}", values, labels)
    else:
        yield zh, f"t.{column}"
    if column.endswith("_yuan"):
        # A product of decimals stays one; a division would make it a float.
        yield f"{zh.removesuffix('（元）')}（万元）", f"t.{column} * 0.0001"


def _joined(column: str, names: Sequence[Name]) -> str:
    """The names that a key brings along, one row per key: the rows of the mart stay as many as they are.

    A subquery for each name would have DuckDB hold the whole mart before it shows a row of it.
    """
    dimension, key = names[0].dimension, names[0].key
    brought = ", ".join(f"min({each.column}) as {each.column}" for each in names)
    found = f"(select {key}, {brought} from marts.{dimension} group by {key})"
    return f" left join {found} as of_{column} on of_{column}.{key} = t.{column}"


def _named(column: str, name: Name, labels: Labels) -> str:
    found = f"of_{column}.{name.column}"
    if not name.is_text:
        return found
    # The members of dimensions carry their words in English.
    named = _words(column, found, ["unknown", "not_applicable"], labels)
    return f"coalesce({named}, {_words(column, f't.{column}', ['unknown'], labels)})" if name.replaces else named


def _words(column: str, value: str, codes: Sequence[str], labels: Labels) -> str:
    cases = " ".join(f"when {_text(code)} then {_text(label(labels, column, code))}" for code in codes)
    return f"case {value} {cases} else {value} end"


def label(labels: Labels, column: str, code: str) -> str:
    """The word for a code of a column: its own, else the one for all columns."""
    return labels.get((column, code)) or labels["", code]


def _meta(about: Mapping[str, Any]) -> Mapping[str, Any]:
    return {**about.get("meta", {}), **about.get("config", {}).get("meta", {})}


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"

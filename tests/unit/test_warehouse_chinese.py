"""The views in Chinese and the metrics' rows, on marts of one row."""

import duckdb
import pytest

from dagster_project.warehouse import chinese, metrics

LABELS = {
    ("", "true"): "是",
    ("", "false"): "否",
    ("", "unknown"): "未知",
    ("", "not_applicable"): "不适用",
    ("", "poor"): "差",
    ("grade", "good"): "良",
}
METRIC = {
    "name": "m",
    "title": "M",
    "title_zh": "度",
    "formula": "a / b",
    "unit": "share",
    "grain": "a row",
    "caveat": "Not all.",
    "pitfalls": ["few"],
}
MODELS = [
    {
        "name": "mart_project_year",
        "description": "Grain: it's one row.",
        "meta": {"zh": "甲表"},
        "columns": {
            name: {"name": name, "data_type": kind, "description": "What.", "meta": {"zh": zh, **more}}
            for name, kind, zh, more in (
                ("region_code", "varchar", "地区代码", {}),
                ("function_code", "varchar", "职能", {}),
                ("is_new", "boolean", "新", {}),
                ("grade", "varchar", "等级", {"values": ["good", "poor"]}),
                ("paid_yuan", "decimal(18,2)", "金额（元）", {"metric": METRIC}),
            )
        },
    },
    {"name": "dim_region", "description": "Grain: a region.", "meta": {"zh": "地区"}, "columns": {}},
    {"name": "dim_department", "description": "Grain: a department.", "meta": {"zh": "部门"}, "columns": {}},
]  # fmt: skip


@pytest.fixture
def connection(tmp_path):
    with duckdb.connect(str(tmp_path / "build.duckdb")) as found:
        found.execute("create schema marts")
        found.execute(
            "create table marts.dim_region as select '320682' as region_code, '甲县' as full_name union all select 'unknown', 'unknown'"
        )
        found.execute(
            "create table marts.dim_department as select 'health' as function_code, '卫生健康' as function_name"
        )
        found.execute(
            "create table marts.mart_project_year (region_code varchar, function_code varchar, is_new boolean, grade varchar, paid_yuan decimal(18, 2))"
        )
        found.execute(
            "insert into marts.mart_project_year values ('320682', 'health', true, 'good', 586000.01), ('unknown', 'unknown', null, null, null)"
        )
        yield found


def test_names_codes_and_money_are_in_the_terms_of_the_field(connection):
    chinese.write_views(connection, MODELS, LABELS)
    result = connection.execute('from "绩效"."项目年度" order by 1')
    assert [column[0] for column in result.description] == [
        "地区代码",
        "地区全称",
        "职能",
        "新",
        "等级",
        "金额（元）",
        "金额（万元）",
    ]
    rows = result.fetchall()
    assert [str(cell) for cell in rows[0]] == ["320682", "甲县", "卫生健康", "是", "良", "586000.01", "58.600001"]
    assert rows[1] == ("unknown", "未知", "未知", None, None, None, None)


def test_writing_again_replaces_the_views(connection):
    chinese.write_views(connection, MODELS, LABELS)
    chinese.write_views(connection, MODELS[1:], LABELS)
    assert connection.execute("select count(*) from duckdb_views() where not internal").fetchone() == (0,)


def test_a_view_works_in_a_file_of_another_name(connection, tmp_path):
    chinese.write_views(connection, MODELS, LABELS)
    connection.close()
    (tmp_path / "build.duckdb").rename(tmp_path / "另一个.duckdb")
    with duckdb.connect() as other:
        other.execute(f"attach '{tmp_path / '另一个.duckdb'}' as elsewhere (read_only)")
        assert other.execute('select count(*) from elsewhere."绩效"."项目年度"').fetchone() == (2,)


def test_names_that_a_key_brings_leave_the_rows_as_they_are_and_are_brought_row_by_row(connection):
    connection.execute("insert into marts.dim_region values ('320682', '乙县')")
    connection.execute(
        "insert into marts.mart_project_year select '320682', 'health', true, 'good', i from range(500000) as r(i)"
    )
    chinese.write_views(connection, MODELS, LABELS)
    assert connection.execute('select count(*), min("地区全称") from "绩效"."项目年度"').fetchone() == (500002, "乙县")
    connection.execute("set temp_directory = ''")
    connection.execute("set memory_limit = '30MB'")
    assert len(connection.execute('from "绩效"."项目年度" limit 10').fetchall()) == 10


def test_a_code_without_a_word_is_an_error(connection):
    with pytest.raises(KeyError, match="poor"):
        chinese.write_views(connection, MODELS, {key: word for key, word in LABELS.items() if key != ("", "poor")})


def test_a_metric_comes_with_its_pitfalls(connection):
    pitfalls = {"few": {"sentence": "It's few.", "sentence_zh": "太少。"}}
    (row,) = metrics.rows(MODELS, pitfalls)
    assert (row["table_name"], row["column_name"], row["name"]) == ("mart_project_year", "paid_yuan", "m")
    assert (row["pitfalls"], row["pitfalls_zh"]) == ("It's few.", "太少。")
    metrics.write_comments(connection, MODELS, pitfalls)
    comment = "select comment from duckdb_columns() where column_name = 'paid_yuan'"
    assert connection.execute(comment).fetchone() == ("What. Not all. It's few.",)


def test_a_metric_defined_in_two_ways_is_an_error():
    other = {
        "name": "b",
        "columns": {"x": {"name": "x", "description": "X.", "meta": {"metric": METRIC | {"unit": "points"}}}},
    }
    with pytest.raises(ValueError, match="m"):
        metrics.definitions([*MODELS, other])

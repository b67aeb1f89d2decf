"""Lists: one table, a row for each indicator, many projects."""

from .reader import columns, placed, read, reasons

HEAD = "部门预算项目绩效目标表\n\n金额单位：元\n\n"
HEADER = "序号|单位名称|项目名称|预算数|年度目标|一级指标|二级指标|三级指标|指标性质|指标值|度量单位|权重"


def listed(*rows):
    return read(HEAD + "\n".join("\t".join(row.split("|")) for row in (HEADER, *rows)) + "\n")


def test_each_project_of_a_list_is_a_form_of_its_own():
    tables = listed(
        "|820-测试样本部门||1500.00||||||||",
        "1|820001-测试样本局|测试甲项目|1000.00|做好甲|产出指标|数量指标|甲次数|≥|5|次|50",
        "|||||效益指标|社会效益指标|甲影响|定性|好||40",
        "2||测试乙项目|500.00|做好乙|产出指标|质量指标|乙合格率|≥|95|%|90",
    )
    assert reasons(tables) == []
    assert columns(tables["forms"], "form_no", "stage", "project_name_printed", "implementing_unit_printed") == [
        (1, "target", "测试甲项目", "820001-测试样本局"),
        (2, "target", "测试乙项目", "820001-测试样本局"),
    ]
    assert columns(tables["fund_lines"], "form_no", "fund_side", "measure", "amount_printed", "unit_printed") == [
        (1, "whole", "budget", "1000.00", "元"),
        (2, "whole", "budget", "500.00", "元"),
    ]
    assert columns(tables["indicators"], "form_no", "level3_printed", "operator_printed", "target_printed") == [
        (1, "甲次数", "≥", "5次"),
        (1, "甲影响", "定性", "好"),
        (2, "乙合格率", "≥", "95%"),
    ]
    assert columns(tables["indicators"], "level1_printed", "level2_printed")[1:] == [
        ("效益指标", "社会效益指标"),
        ("产出指标", "质量指标"),
    ]
    assert columns(tables["scores"], "form_no", "weight_printed") == [(1, "50"), (1, "40"), (2, "90")]
    assert columns(tables["sections"], "form_no", "section_code", "text") == [
        (1, "annual_goal", "做好甲"),
        (2, "annual_goal", "做好乙"),
    ]


def test_the_direction_has_a_column_of_its_own():
    tables = read(
        HEAD
        + "\n".join(
            "\t".join(row.split("|"))
            for row in (
                f"{HEADER}|指标方向性",
                "1|测试样本局|测试甲项目|10|做好|产出指标|数量指标|甲次数|≥|5|次|50|正向指标",
                "2|测试样本局|测试甲项目|||产出指标|质量指标|乙投诉|≤|6|次|40|反向指标",
                "3|测试样本局|测试甲项目|||效益指标|社会效益指标|丙影响|定性|好||10|",
            )
        )
        + "\n"
    )
    assert columns(tables["indicators"], "level3_printed", "direction_printed") == [
        ("甲次数", "正向指标"),
        ("乙投诉", "反向指标"),
        ("丙影响", None),
    ]


def test_a_list_that_repeats_its_project_on_every_row_is_one_form():
    tables = listed(
        "1|测试样本局|测试甲项目|10|做好|产出指标|数量指标|甲次数|≥|5|次|50",
        "2|测试样本局|测试甲项目|||产出指标|数量指标|乙次数|≥|6|次|50",
    )
    assert columns(tables["forms"], "project_name_printed") == [("测试甲项目",)]
    assert columns(tables["indicators"], "level3_printed", "target_printed") == [("甲次数", "5次"), ("乙次数", "6次")]


def test_a_list_without_a_money_unit_is_quarantined():
    tables = read(
        "项目绩效目标表\n\n"
        + "\t".join(HEADER.split("|"))
        + "\n1\t测试样本局\t测试甲项目\t10\t做好\t产出指标\t数量指标\t甲次数\t≥\t5\t次\t50\n"
    )
    assert reasons(tables) == ["unit_unknown"]


def test_a_list_goes_on_over_a_page_with_its_number_and_its_header():
    tables = listed(
        "1|测试样本局|测试甲项目|10|做好|产出指标|数量指标|甲次数|≥|5|次|50",
        "",
        "- 2 -",
        "",
        HEADER,
        "|||||效益指标|社会效益指标|甲影响|定性|好||40",
    )
    assert reasons(tables) == []
    assert columns(tables["indicators"], "form_no", "level3_printed") == [(1, "甲次数"), (1, "甲影响")]


def test_indicators_under_no_project_are_refused_and_not_lost():
    tables = listed(
        "|||||产出指标|数量指标|失次数|≥|7|次|50",
        "1|测试样本局|测试甲项目|10|做好|产出指标|数量指标|甲次数|≥|5|次|50",
    )
    assert reasons(tables) == ["no_project", "name_in_the_middle"]
    assert columns(tables["forms"], "form_no", "status") == [(1, "quarantined"), (2, "quarantined")]


def test_the_sum_of_a_list_is_of_no_project():
    tables = listed("1|测试样本局|测试甲项目|10|做好|产出指标|数量指标|甲次数|≥|5|次|50", "合计|||10||||||||")
    assert columns(tables["fund_lines"], "amount_printed") == [("10",)]


def test_merged_cells_that_were_filled_in_say_a_thing_once():
    tables = listed(
        "1|测试样本局|测试甲项目|10|做好|产出指标|数量指标|甲次数|≥|5|次|50",
        "1|测试样本局|测试甲项目|10|做好|产出指标|质量指标|乙合格率|≥|95|%|40",
    )
    assert columns(tables["fund_lines"], "amount_printed") == [("10",)]
    assert columns(tables["sections"], "text") == [("做好",)]
    assert len(tables["indicators"]) == 2


def test_two_amounts_of_one_project_keep_it_out():
    tables = listed(
        "1|测试样本局|测试甲项目|10|做好|产出指标|数量指标|甲次数|≥|5|次|50",
        "1|测试样本局|测试甲项目|11|做好|产出指标|质量指标|乙合格率|≥|95|%|40",
    )
    assert reasons(tables) == ["unbound_figure"]


def test_units_stand_above_their_projects_in_one_column():
    header = "单位名称、项目名称|项目年度绩效目标|一级指标|二级指标|三级指标|指标性质|指标值|度量单位|指标属性|指标内容"
    lines = (
        header,
        "测试样本局|||||||||",
        "测试甲项目|做好甲|产出指标|数量指标|甲次数|≥|5|次|定量指标|反映次数",
        "||效益指标|社会效益指标|甲影响|定性|好||定性指标|反映影响",
        "测试乙项目|做好乙|产出指标|数量指标|乙次数|≥|6|次|定量指标|反映次数",
    )
    tables = read(HEAD + "\n".join("\t".join(line.split("|")) for line in lines) + "\n")
    assert columns(tables["forms"], "project_name_printed", "implementing_unit_printed") == [
        ("测试甲项目", "测试样本局"),
        ("测试乙项目", "测试样本局"),
    ]
    assert columns(tables["indicators"], "level3_printed", "description") == [
        ("甲次数", "反映次数"),
        ("甲影响", "反映影响"),
        ("乙次数", "反映次数"),
    ]


def test_projects_of_one_name_are_two_where_their_units_are():
    tables = listed(
        "1|测试样本甲局|工会经费|10|做好|产出指标|数量指标|甲次数|≥|5|次|50",
        "2|测试样本乙局|工会经费|11|做好|产出指标|数量指标|甲次数|≥|6|次|50",
    )
    assert columns(tables["forms"], "project_name_printed", "implementing_unit_printed") == [
        ("工会经费", "测试样本甲局"),
        ("工会经费", "测试样本乙局"),
    ]
    assert columns(tables["fund_lines"], "form_no", "amount_printed") == [(1, "10"), (2, "11")]


def test_the_numbers_of_the_columns_are_no_project():
    tables = listed(
        "|".join(str(number) for number in range(1, 13)),
        "1|测试样本局|测试甲项目|10|做好|产出指标|数量指标|甲次数|≥|5|次|50",
    )
    assert columns(tables["forms"], "project_name_printed", "status") == [("测试甲项目", "loaded")]


def test_a_project_above_a_row_that_has_moved_is_kept_out_too():
    tables = listed(
        "1|测试样本局|测试甲项目|10|做好|产出指标|数量指标|甲次数|≥|5|次|50",
        "效益指标|社会效益指标|质量指标|≥|5|次|40",
        "2|测试样本局|测试乙项目|10||产出指标|数量指标|乙次数|≥|5|次|50",
    )
    assert columns(tables["forms"], "project_name_printed", "status") == [
        ("测试甲项目", "quarantined"),
        ("质量指标", "quarantined"),
        ("测试乙项目", "loaded"),
    ]


def test_units_beside_the_middle_of_their_rows_leave_the_others_in_doubt():
    tables = listed(
        "1||测试甲项目|10|做好|产出指标|数量指标|甲次数|≥|5|次|50",
        "2|测试样本局|测试乙项目|20|做好|产出指标|数量指标|乙次数|≥|5|次|50",
        "3||测试丙项目|30|做好|产出指标|数量指标|丙次数|≥|5|次|50",
    )
    assert columns(tables["forms"], "project_name_printed", "status") == [
        ("测试甲项目", "quarantined"),
        ("测试乙项目", "loaded"),
        ("测试丙项目", "quarantined"),
    ]
    assert reasons(tables) == ["name_in_the_middle", "name_in_the_middle"]


def test_names_beside_the_middle_of_their_rows_leave_the_others_in_doubt():
    tables = listed(
        "|测试样本局|||||数量指标|甲次数|≥|5|次|20",
        "|测试样本局|测试甲项目|10|做好|产出指标|质量指标|甲合格率|≥|95|%|20",
        "|测试样本局|||||时效指标|乙次数|≥|5|次|20",
        "|测试样本局|测试乙项目|10|做好|产出指标|质量指标|乙合格率|≥|95|%|20",
    )
    assert columns(tables["forms"], "project_name_printed", "status")[1] == ("测试甲项目", "quarantined")


def test_department_and_unit_have_a_column_each_and_hold_until_another_is_named():
    header = HEADER.replace("序号", "部门名称")
    rows = (
        "测试样本甲局|甲站|测试甲项目|10|做好|产出指标|数量指标|甲次数|≥|5|次|50",
        "|乙站|测试乙项目|20|做好|产出指标|数量指标|乙次数|≥|5|次|50",
        "测试样本乙局||测试丙项目|30|做好|产出指标|数量指标|丙次数|≥|5|次|50",
    )
    tables = read(HEAD + "\n".join("\t".join(row.split("|")) for row in (header, *rows)) + "\n")
    assert columns(tables["forms"], "supervising_department_printed", "implementing_unit_printed") == [
        ("测试样本甲局", "甲站"),
        ("测试样本甲局", "乙站"),
        ("测试样本乙局", None),
    ]


TWICE = "单位名称 | 项目名称 | 预算数 | 一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位"
GLUED = (
    "单位名称\n测试样本局 | 项目名称\n测试乙项目 | 预算数\n500.00 | 一级指标\n产出指标 | 二级指标\n质量指标"
    " | 三级指标\n乙合格率 | 指标性质\n≥ | 指标值\n95 | 度量单位\n%"
)
LISTED = (
    "测试样本局 | 测试甲项目 | 1000.00 | 产出指标 | 数量指标 | 甲次数 | ≥ | 5 | 次",
    "| | | 效益指标 | 社会效益指标 | 甲影响 | 定性 | 好 | ",
)
MORE = (
    "| | | 效益指标 | 社会效益指标 | 乙影响 | 定性 | 好 | ",
    "测试样本局 | 测试丙项目 | 300.00 | 产出指标 | 数量指标 | 丙次数 | ≥ | 7 | 次",
)


def in_grid(*rows):
    return placed("金额单位：元@c9", *rows, title="部门预算项目绩效目标表")


def test_a_head_repeated_with_a_row_in_its_cells_loses_no_project():
    tables = in_grid(TWICE, *LISTED, TWICE, GLUED, *MORE)
    assert columns(tables["forms"], "project_name_printed", "status") == [
        ("测试甲项目", "loaded"),
        ("测试乙项目", "quarantined"),
        ("测试丙项目", "loaded"),
    ]
    assert "glued_head" in reasons(tables)
    assert columns(tables["indicators"], "form_no", "level3_printed") == [(1, "甲次数"), (1, "甲影响"), (3, "丙次数")]


def test_a_first_head_with_a_row_in_its_cells_keeps_out_that_project_and_ends_nothing():
    tables = in_grid(GLUED, *MORE)
    assert columns(tables["forms"], "project_name_printed", "status")[0] == ("测试乙项目", "quarantined")
    assert "glued_head" in reasons(tables)
    assert ("乙影响",) not in columns(tables["indicators"], "level3_printed")


def test_a_head_that_is_repeated_as_it_is_is_no_row():
    tables = in_grid(TWICE, *LISTED, TWICE, MORE[1])
    assert reasons(tables) == []
    assert columns(tables["indicators"], "level3_printed") == [("甲次数",), ("甲影响",), ("丙次数",)]


def test_a_unit_alone_in_its_row_is_the_unit_of_the_projects_below():
    head = "项目名称 | 一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位"
    rows = (
        "测试甲项目 | 产出指标 | 数量指标 | 甲次数 | ≥ | 5 | 次",
        "测试乙项目 | 产出指标 | 数量指标 | 乙次数 | ≥ | 6 | 次",
    )
    tables = in_grid(head, "测试样本局 | | | | | | ", *rows)
    assert reasons(tables) == []
    assert columns(tables["forms"], "project_name_printed", "implementing_unit_printed") == [
        ("测试甲项目", "测试样本局"),
        ("测试乙项目", "测试样本局"),
    ]


def test_a_name_alone_in_its_row_that_is_no_units_may_be_either():
    head = "项目名称 | 一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位"
    row = "测试甲项目 | 产出指标 | 数量指标 | 甲次数 | ≥ | 5 | 次"
    tables = in_grid(head, "测试丁工作 | | | | | | ", row)
    assert columns(tables["forms"], "project_name_printed", "status") == [
        ("测试丁工作", "quarantined"),
        ("测试甲项目", "loaded"),
    ]
    assert reasons(tables) == ["unit_or_project"]


def test_a_head_that_holds_more_than_the_head_keeps_the_list_out():
    names, row = HEADER.split("|"), "1|测试样本局|测试甲项目|10|做好|产出指标|数量指标|甲次数|≥|5|次|50".split("|")
    names[1:4] = ["单位名称 测试样本局", "项目名称 测试甲项目", "预算数（元）"]
    tables = placed("|".join(names), "|".join(row), title="2024年项目支出绩效目标表")
    assert columns(tables["forms"], "project_name_printed", "status") == [("测试甲项目", "quarantined")]
    assert reasons(tables) == ["glued_head"]

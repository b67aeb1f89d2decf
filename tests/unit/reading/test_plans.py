"""Spending plans, and the tasks of a department-wide form."""

from .reader import TARGET_HEAD, columns, only_form, read, reasons

TABLE = "一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t测试场次\t≥5场\n"
DEPARTMENT = "部门整体支出绩效目标表\n\n部门名称\t测试样本局\n"
TASKS = "年度主要任务\t任务名称\t主要内容\t预算金额（万元）\n\t\t\t总额\t财政拨款\t其他资金\n"
LINE = ("item_printed", "item_code", "line_role", "parent_row_no", "amount_printed", "unit_printed")


def plan(*lines: str) -> list[tuple]:
    tables = read(TARGET_HEAD + "\n".join(lines) + "\n" + TABLE)
    only_form(tables)
    return columns(tables["spending_plan"], "row_no", "checkpoint_printed", "share_printed")


def test_shares_stand_below_their_checkpoints():
    assert plan("资金支出计划（%）\t3月底\t6月底", "\t25%\t50%") == [(1, "3月底", "25%"), (2, "6月底", "50%")]


def test_shares_that_moved_keep_their_order():
    assert plan("资金支出计划\t3月底\t6月底", "25%\t50%\t") == [(1, "3月底", "25%"), (2, "6月底", "50%")]


def test_a_mark_for_none_is_no_share():
    assert plan("资金支出计划\t3月底\t6月底", "\t-\t50%") == [(1, "3月底", None), (2, "6月底", "50%")]


def test_fewer_shares_than_checkpoints_that_moved_are_nobodys():
    tables = read(TARGET_HEAD + "资金支出计划\t3月底\t6月底\t9月底\n25%\t\t50%\t\n" + TABLE)
    assert reasons(tables) == ["unbound_figure"]
    assert tables["spending_plan"] == []


def test_tasks_are_money_and_prose():
    tables = read(DEPARTMENT + TASKS + "\t测试培训\t测试培训的内容\t30\t20\t10\n\t金额合计\t\t30\t20\t10\n" + TABLE)
    assert only_form(tables)["scope"] == "department"
    assert columns(tables["fund_lines"], *LINE) == [
        ("测试培训 总额", "spending_item", "subtotal", 4, "30", "万元"),
        ("测试培训 财政拨款", "spending_item", "part", 1, "20", "万元"),
        ("测试培训 其他资金", "spending_item", "part", 1, "10", "万元"),
        ("金额合计 总额", "total", "total", None, "30", "万元"),
        ("金额合计 财政拨款", "fiscal_appropriation", "subtotal", 4, "20", "万元"),
        ("金额合计 其他资金", "other", "subtotal", 4, "10", "万元"),
    ]
    assert columns(tables["sections"], "section_code", "text") == [("main_task", "测试培训的内容")]


def test_a_task_that_lost_an_amount_is_undecided():
    tables = read(DEPARTMENT + TASKS + "\t测试培训\t测试内容\t20\t10\t\n" + TABLE)
    assert columns(tables["cells"], "text", "reason")[-1] == ("10", "undecided_task")
    assert reasons(tables) == ["unbound_figure"]


def test_a_task_whose_parts_add_up_may_leave_one_blank():
    tables = read(DEPARTMENT + TASKS + "\t测试培训\t测试内容\t20\t20\t\n" + TABLE)
    assert columns(tables["fund_lines"], "amount_printed") == [("20",), ("20",)]


def test_a_task_without_its_name_is_undecided():
    tables = read(DEPARTMENT + TASKS + "\t\t测试内容\t20\t20\t0\n" + TABLE)
    assert reasons(tables) == ["unbound_figure"]

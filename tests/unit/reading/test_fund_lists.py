"""What the money is for and where it is from, two lists side by side (as 湛江 prints them)."""

from .reader import columns, only_form, placed, read, reasons

TITLE = "2023年市级部门整体预算绩效目标表"
HEAD = ("部门名称 | 测试样本局@c4", "基本信息 | 财政供养人员数 | 38 | 下属二级单位数 | 2")
LISTS = "预算整体情况@r4 | 部门预算支出 | 预算金额（万元） | 收入来源 | 预算金额（万元）"
TABLE = ("整体绩效指标@r2 | 一级指标 | 二级指标 | 三级指标 | 指标值", "产出指标 | 数量指标 | 测试人数 | ≥310名")
LINE = ("fund_side", "item_printed", "item_code", "line_role", "amount_printed", "unit_printed")


def test_each_amount_is_of_the_item_before_it():
    tables = placed(
        *HEAD,
        LISTS,
        "基本支出 | 1,024.30 | 财政拨款 | 1,560.80",
        "项目支出 | 606.50 | | ",
        "合计 | 1,630.80 | 合计 | 1,560.80",
        "总体绩效目标 | 服务测试人群@c4",
        "年度重点工作任务@r2 | 名称 | 主要实施内容 | 拟投入资金（万元） | 期望达到的目标",
        "测试救助 | 救助儿童 | 220.00 | 全部救助",
        *TABLE,
        title=TITLE,
    )
    form = only_form(tables)
    assert (form["scope"], form["fiscal_year"], form["supervising_department_name"]) == (
        "department",
        2023,
        "测试样本局",
    )
    assert columns(tables["fund_lines"], *LINE) == [
        ("use", "基本支出", "spending_item", "part", "1,024.30", "万元"),
        ("source", "财政拨款", "fiscal_appropriation", "part", "1,560.80", "万元"),
        ("use", "项目支出", "spending_item", "part", "606.50", "万元"),
        ("use", "合计", "total", "total", "1,630.80", "万元"),
        ("source", "合计", "total", "total", "1,560.80", "万元"),
        ("use", "测试救助 拟投入资金（万元）", "spending_item", "part", "220.00", "万元"),
    ]
    assert columns(tables["sections"], "section_code", "text") == [
        ("annual_goal", "服务测试人群"),
        ("main_task", "救助儿童"),
        ("main_task", "全部救助"),
    ]
    assert columns(tables["indicators"], "level3_printed", "target_printed") == [("测试人数", "≥310名")]


def as_text(*rows):
    lines = ("部门名称|测试样本局", "预算整体情况|部门预算支出|预算金额（万元）|收入来源|预算金额（万元）", *rows)
    table = "一级指标|二级指标|三级指标|指标值\n产出指标|数量指标|测试人数|≥310名"
    return read(f"{TITLE}\n\n" + "\n".join((*lines, table)).replace("|", "\t") + "\n")


def test_a_full_line_keeps_its_order_where_its_cells_moved():
    tables = as_text("基本支出|24.30|财政拨款|60.80")
    assert columns(tables["fund_lines"], "fund_side", "item_printed", "amount_printed") == [
        ("use", "基本支出", "24.30"),
        ("source", "财政拨款", "60.80"),
    ]


def test_of_half_a_line_that_moved_nobody_can_say_which_list_it_is_of():
    tables = as_text("|财政拨款|60.80")
    assert reasons(tables) == ["unbound_figure"]

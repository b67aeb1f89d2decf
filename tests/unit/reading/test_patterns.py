"""Spellings that no list has: whole labels by pattern, and what must not match."""

import pytest

from dagster_project.reading.fold import fold_label
from dagster_project.reading.vocabulary import load

WORDS = load()


def folded(spellings):
    return [fold_label(each) for each in spellings.split()]


@pytest.mark.parametrize(
    ("name", "spellings"),
    [
        ("target", "指标目标值 年度绩效指标值 计划目标值 全年（程）目标值 预期绩效目标值"),
        ("actual", "年末实际完成值 实际达成值 全年完成情况 指标完成值"),
        ("deviation_reason", "未完成原因和改进措施 偏差情况说明 扣分原因及说明 指标完成情况分析"),
        ("weight", "绩效分值 指标权重 标准满分"),
        ("score", "单位自评得分 考核得分 最终评分"),
        ("level3", "三级指标名称 具体指标 评价指标"),
        ("description", "指标解释 绩效指标说明"),
        ("target_basis", "指标值设定依据 取值依据"),
        ("last_year", "上年实际完成值 去年指标值"),
        ("half_year_target", "上半年目标值 1-6月计划值"),
    ],
)
def test_columns(name, spellings):
    assert {each: WORDS.columns.get(each) for each in folded(spellings)} == dict.fromkeys(folded(spellings), name)


@pytest.mark.parametrize(
    "text", "产值 完成 目标 指标 新增产值 满意度 总分 年度目标 绩效目标 项目完成时间 得分情况通报".split()
)
def test_words_that_are_no_column(text):
    assert WORDS.columns.get(fold_label(text)) is None


@pytest.mark.parametrize(
    ("measure", "spellings"),
    [
        ("original_budget", "年初批复预算数 年初部门预算金额"),
        ("revised_budget", "调整后的预算数 全年批复预算 变更后预算"),
        ("executed", "本年支出数 实际支付金额 预算执行金额"),
        ("execution_rate", "预算支出进度 资金支付率"),
    ],
)
def test_measures(measure, spellings):
    assert {WORDS.fund_columns.get(each) for each in folded(spellings)} == {measure}


def test_half_a_year_is_no_execution():
    assert WORDS.fund_columns.get(fold_label("1-7月执行数")) is None


@pytest.mark.parametrize(
    ("name", "spellings"),
    [
        ("contact", "部门负责人签字 项目联系人及电话 办公电话 制表人"),
        ("implementing_unit", "项目具体实施单位 用款单位名称"),
        ("supervising_department", "区级主管部门名称 业务主管处室"),
        ("start", "计划开始日期 项目启动时间"),
        ("end", "计划结束日期 项目终止时间"),
    ],
)
def test_fields(name, spellings):
    assert {WORDS.fields.get(each) for each in folded(spellings)} == {name}


@pytest.mark.parametrize("text", "联系人员培训次数 负责人持证率 实施单位满意度 电话回访率".split())
def test_names_of_indicators_are_no_field(text):
    assert WORDS.fields.get(fold_label(text)) is None


@pytest.mark.parametrize(
    ("section", "spellings"),
    [
        ("annual_goal", "年度绩效目标1 项目总体目标 部门年度工作目标"),
        ("long_term_goal", "三年规划目标 中长期绩效目标"),
        ("results", "目标实际完成情况 年度任务完成情况综述"),
        ("problems", "存在的主要问题及原因分析"),
        ("measures", "下步整改措施"),
    ],
)
def test_sections(section, spellings):
    assert {WORDS.sections.get(each) for each in folded(spellings)} == {section}


@pytest.mark.parametrize("text", "目标1 目标2 完成情况良好 绩效指标".split())
def test_words_that_head_no_section(text):
    assert WORDS.sections.get(fold_label(text)) is None

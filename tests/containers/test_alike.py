"""One table in every container: the same cells in the same places."""

import pytest

from corpora.containers import excel, paper, plain, word
from corpora.grid import Box, Sheet
from dagster_project.reading.containers import read

from .seen import cells

# text, row, column, rows, columns
TABLE = [
    ("项目名称", 0, 0, 1, 1), ("测试项目甲", 0, 1, 1, 2), ("主管部门", 0, 3, 1, 1), ("测试样本局", 0, 4, 1, 1),
    ("绩效指标", 1, 0, 3, 1), ("一级指标", 1, 1, 1, 1), ("三级指标", 1, 2, 1, 1), ("年度指标值", 1, 3, 1, 1), ("分值", 1, 4, 1, 1),
    ("产出指标", 2, 1, 2, 1), ("数量", 2, 2, 1, 1), ("≥1,234.50个", 2, 3, 1, 1), ("10", 2, 4, 1, 1),
    ("质量", 3, 2, 1, 1), ("98.5%", 3, 3, 1, 1), ("", 3, 4, 1, 1),
]  # fmt: skip
ROWS = 4

SHEET = Sheet(
    "项目支出绩效自评表",
    (60, 80, 100, 80, 80),
    rows=[[Box(text, width, height) for text, at, _, height, width in TABLE if at == row] for row in range(ROWS)],
)
PRINTERS = {
    "Word": word.document,
    "Excel": excel.workbook,
    "old Excel": excel.old_workbook,
    "HTML": plain.page,
    "PDF": paper.document,
}


@pytest.mark.parametrize("container", PRINTERS)
def test_the_same_cells_in_the_same_places(container):
    found = cells(read(PRINTERS[container]([SHEET])))
    # A sheet of Excel has the title in its first row.
    title = sum(cell.text == SHEET.title for cell in found)
    table = [(cell.text, cell.row - title, cell.col, cell.row_span, cell.col_span) for cell in found[title:]]
    assert [cell for cell in table if cell[0]] == [cell for cell in TABLE if cell[0]]

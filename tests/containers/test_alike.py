"""One table in every container: the same cells in the same places."""

import pytest

from dagster_project.reading.containers import read

from .office import docx, tbl, tc, tr, workbook
from .papers import GRID, pages, table, title
from .seen import cells

# text, row, column, rows, columns
TABLE = [
    ("项目名称", 0, 0, 1, 1), ("测试项目甲", 0, 1, 1, 2), ("主管部门", 0, 3, 1, 1), ("测试样本局", 0, 4, 1, 1),
    ("绩效指标", 1, 0, 3, 1), ("一级指标", 1, 1, 1, 1), ("三级指标", 1, 2, 1, 1), ("年度指标值", 1, 3, 1, 1), ("分值", 1, 4, 1, 1),
    ("产出指标", 2, 1, 2, 1), ("数量", 2, 2, 1, 1), ("≥1,234.50个", 2, 3, 1, 1), ("10", 2, 4, 1, 1),
    ("质量", 3, 2, 1, 1), ("98.5%", 3, 3, 1, 1), ("", 3, 4, 1, 1),
]  # fmt: skip
ROWS, COLUMNS = 4, 5


def covering(row, col):
    return next(cell for cell in TABLE if cell[1] <= row < cell[1] + cell[3] and cell[2] <= col < cell[2] + cell[4])


def word():
    rows = []
    for row in range(ROWS):
        made, col = [], 0
        while col < COLUMNS:
            text, top, _, height, width = covering(row, col)
            merge = "" if height == 1 else '<w:vMerge w:val="restart"/>' if top == row else "<w:vMerge/>"
            made.append(tc(text if top == row else "", f'<w:gridSpan w:val="{width}"/>{merge}'))
            col += width
        rows.append(tr(*made))
    return docx(tbl(*rows))


def excel():
    def fill(book):
        page = book.active
        for text, row, col, height, width in TABLE:
            page.cell(row + 1, col + 1, 0.985 if text == "98.5%" else text).number_format = (
                "0.0%" if text == "98.5%" else "@"
            )
            if height * width > 1:
                page.merge_cells(None, row + 1, col + 1, row + height, col + width)

    return workbook(fill)


def html():
    rows = (
        "".join(f"<td rowspan={cell[3]} colspan={cell[4]}>{cell[0]}</td>" for cell in TABLE if cell[1] == row)
        for row in range(ROWS)
    )
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>".encode("gb18030")


def pdf():
    texts = [["" for _ in range(COLUMNS)] for _ in range(ROWS)]
    spans = []
    for text, row, col, height, width in TABLE:
        texts[row][col] = text
        spans.append(("SPAN", (col, row), (col + width - 1, row + height - 1)))
    return pages(title(), table(texts, [60, 80, 100, 80, 80], GRID, *spans))


@pytest.mark.parametrize("container", [word, excel, html, pdf])
def test_the_same_cells_in_the_same_places(container):
    found = [(cell.text, cell.row, cell.col, cell.row_span, cell.col_span) for cell in cells(read(container()))]
    assert [cell for cell in found if cell[0]] == [cell for cell in TABLE if cell[0]]

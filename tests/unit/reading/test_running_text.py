"""Running text: lines joined, and figures that a program put below their line back in their gaps."""

import pytest

from dagster_project.reading import containers, vocabulary
from dagster_project.reading.forms.rows import rows_of
from dagster_project.reading.forms.running_text import BREAK, prose_of


def joined(text):
    (prose,) = prose_of(rows_of(containers.read(text.encode()), vocabulary.load()))
    return prose.text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("项目4\n个。", "项目4个。"),
        ("的 年度项目 个，涉及 万元\n2024 4 598.42\n的 分\n9", "的2024年度项目4个,涉及598.42万元的9分"),
        ("个，涉及\n4 5.5\n万元，“ 优 ”的 个\n0", "4个,涉及5.5万元,“优”的0个"),
        ("优 的 个；良 的 个\n“ ” 4 “ ” 0", "优的4个;良的0个"),
        ("共有项目\n4\n个，资金 万元\n100", "共有项目4个,资金100万元"),
        ("对项目\n- 23 -\n进行自评", "对项目进行自评"),
        ("对项目\n第3页\n进行自评", "对项目进行自评"),
        ("对项目\n23\n进行自评", "对项目进行自评"),
    ],
)
def test_lines_are_joined(text, expected):
    assert joined(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "项目\n23\n4个",  # a page's number, or the first digits
        "项目12\n34\n个",
        "的 年度项目 个\n2024 4 5",  # one figure too many
        "的 年度项目 个\n4 2024",  # 4 is no year
        "项目 个\n4.5",
    ],
)
def test_what_fits_in_more_than_one_way_is_parted(text):
    assert BREAK in joined(text)

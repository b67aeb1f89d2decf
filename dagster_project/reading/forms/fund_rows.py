"""Rows of a fund block: their numbers, what part of the whole each is, and which row holds it."""

from collections.abc import Mapping
from typing import Any

from dagster_project.reading.vocabulary import Vocabulary

Line = dict[str, Any]


def number_lines(lines: list[Line], vocabulary: Vocabulary) -> None:
    """Give the lines of a form `row_no`, `line_role` and `parent_row_no` (set in place).

    Figures of one item in one place share a row. A subtotal holds the items that belong to its own, the
    first total of a side every other row of it.
    """
    _number(lines)
    parents = _parents(lines, vocabulary)
    held = {(line["fund_side"], parents.get(line["item_code"])) for line in lines}
    for line in lines:
        is_subtotal = line.pop("is_subtotal") or (line["fund_side"], line["item_code"]) in held
        role = "total" if line["item_code"] == "total" else "subtotal" if is_subtotal else "part"
        line.setdefault("line_role", role)
    _put_under(lines, parents)


def _parents(lines: list[Line], vocabulary: Vocabulary) -> dict[str, str]:
    """Which item holds which in these lines.

    An item that stands beside the group as often as in it (财政资金, 财政专户管理资金, 单位资金) is in it where the
    form prints the group as a sum (小计), or another of its parts.
    """
    summed = {line["item_code"] for line in lines if line["is_subtotal"]}
    parents = vocabulary.fund_parents
    summed |= {
        parents[code] for line in lines if (code := line["item_code"]) in parents.keys() - vocabulary.fund_beside
    }
    return {part: whole for part, whole in parents.items() if part not in vocabulary.fund_beside or whole in summed}


def _number(lines: list[Line]) -> None:
    row_no, place = 0, None
    for line in lines:
        here = (line["item_locator"], line["item_printed"], line["fund_side"])
        if here != place:
            row_no, place = row_no + 1, here
        line["row_no"] = row_no


def _put_under(lines: list[Line], parents: Mapping[str, str]) -> None:
    """Each line under its task's total, its subtotal or the total of its side; a total under nothing."""
    tops, groups, tasks = {}, {}, {}
    for line in reversed(lines):  # the first of a kind wins
        if line["line_role"] == "total":
            tops[_side(line)] = line["row_no"]
        elif line["line_role"] == "subtotal":
            groups[_side(line), line["item_code"]] = line["row_no"]
        tasks[line.get("task_total")] = line["row_no"]
    for line in lines:
        group = groups.get((_side(line), parents.get(line["item_code"], "")))
        parent = tasks.get(line.pop("task", None) or "") or group or tops.get(_side(line))
        line["parent_row_no"] = None if line["line_role"] == "total" else parent
    for line in lines:
        line.pop("item_locator")
        line.pop("task_total", None)


def _side(line: Line) -> tuple[str, bool]:
    """What a total sums up: a side of the block, the money of several years apart from the year's."""
    return line["fund_side"], line["measure"] == "mid_term_budget"

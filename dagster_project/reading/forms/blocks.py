"""Blocks: the rows of a form, cut by what they are about."""

from dataclasses import dataclass, field, replace

from dagster_project.reading.document import Cell
from dagster_project.reading.fold import fold, fold_label
from dagster_project.reading.forms.duties import is_duty_header
from dagster_project.reading.forms.figures import is_figure
from dagster_project.reading.forms.fund_pairs import are_measures, with_pairs
from dagster_project.reading.forms.headers import columns_named, is_indicator_header
from dagster_project.reading.forms.kinds import is_bare_figure, is_note
from dagster_project.reading.forms.levels import is_level
from dagster_project.reading.forms.plans import placed_tasks
from dagster_project.reading.forms.rows import Row, as_lines, has_lost_blanks, joined
from dagster_project.reading.forms.titles import title_of
from dagster_project.reading.vocabulary import Vocabulary

# A vertical label stands one character a line; so many lines at most.
_VERTICAL = 16
# The header below it takes so many lines at most.
_HEADER_LINES = 8
# The head of a fund block in bare lines has so many words at most; a longer line is a sentence.
_LONGEST_HEAD = 3
# So many columns of money and points are a header wherever they stand in a grid.
_WHOLE_HEADER = 4
# A row of an indicator table prints a level, a name and a value at least.
_NARROWEST = 3
# Blocks whose figures are told by their columns.
_TABLES = ("indicators", "funds", "tasks")


@dataclass(slots=True)
class Block:
    """Rows of one kind: title, fields, funds, plan, tasks, prose (with its section), indicators.

    A section named in a line of its own text (`立项依据：…`) ends with that line; `around` is the section it stands in.
    """

    kind: str
    section: str | None = None
    around: str | None = None
    rows: list[Row] = field(default_factory=list)


def blocks_of(rows: list[Row], vocabulary: Vocabulary) -> list[Block]:
    """The rows of a form in blocks, in document order."""
    blocks = [Block("fields")]
    for row in rows:
        if _is_late_total(row, blocks, vocabulary):
            blocks[-2].rows.append(row)
            continue
        opened = _opens(row, blocks[-1], vocabulary)
        if opened is not None:
            if opened.kind == "indicators":
                opened.rows = _vertical_label(blocks[-1], vocabulary)
            blocks.append(opened)
        blocks[-1].rows.append(row)
    have_moved = has_lost_blanks(rows) and any(b.kind == "indicators" and has_lost_blanks(b.rows) for b in blocks)
    for block in blocks:
        if have_moved and block.kind in _TABLES:
            block.rows = as_lines(block.rows)
        if block.kind == "indicators":
            block.rows = whole_rows(block.rows, vocabulary)
        elif block.kind == "funds":
            block.rows = [with_pairs(row, vocabulary) for row in block.rows]
        elif block.kind == "tasks":
            block.rows = placed_tasks(block.rows, vocabulary)
    return [block for block in blocks if block.rows]


def _is_late_total(row: Row, blocks: list[Block], vocabulary: Vocabulary) -> bool:
    """Whether a row sums up the indicator table from below a line of prose (其他需要说明事项) that cut it off."""
    kinds = [block.kind for block in blocks[-2:]]
    is_total = not row.is_flow and fold_label(row.filled[0].text) in vocabulary.totals
    return kinds == ["indicators", "prose"] and is_total and any(is_figure(cell.text) for cell in row.filled)


def _opens(row: Row, current: Block, vocabulary: Vocabulary) -> Block | None:
    """The block that a row opens, or None where it goes on with the current one."""
    if title_of(row, vocabulary):
        return Block("title")
    if is_note(row.text) and (row.is_flow or (current.kind != "indicators" and len(row.filled) == 1)):
        return Block("prose", "other")
    labels = [fold_label(cell.text) for cell in unlabelled(row, vocabulary)]
    kind = _kind_opened(row, labels, current, vocabulary)
    if kind:
        is_same = kind == current.kind and not (row.is_flow and _is_new(row, current, vocabulary))
        return None if is_same or (kind == current.kind and _is_relabelled(row, current, vocabulary)) else Block(kind)
    if current.kind == "indicators" and _is_table_row(row, vocabulary):
        return None
    is_below = row.is_flow and current.kind == "prose" and _goes_on_below(row, current, vocabulary)
    if is_below or (current.kind in ("funds", "tasks") and _is_fund_row(row, labels, vocabulary)):
        return None
    return _opens_text(row, labels, current, vocabulary)


def unlabelled(row: Row, vocabulary: Vocabulary) -> tuple[Cell, ...]:
    """The filled cells of a row without the labels of a whole block that a grid prints before them."""
    cells = row.filled
    while len(cells) > 1 and not row.is_flow and vocabulary.markers.get(fold_label(cells[0].text)) == "block":
        cells = cells[1:]
    return cells


def _is_relabelled(row: Row, current: Block, vocabulary: Vocabulary) -> bool:
    """Whether a bare line of money repeats the label of its block, which was one merged cell beside all of its rows."""
    labels = [fold_label(each.filled[0].text) for each in (row, current.rows[0])]
    is_label = labels[0] in vocabulary.fund_blocks or labels[0] in vocabulary.sections
    return row.is_flow and current.kind in ("funds", "plan", "tasks") and labels[0] == labels[1] and is_label


def _is_new(row: Row, current: Block, vocabulary: Vocabulary) -> bool:
    """Whether a header opens a table: it goes on with no header right above, and no new page repeats it."""
    named = columns_named(row, vocabulary)
    top = current.rows[: _VERTICAL + _HEADER_LINES]
    is_repeated = bool(named) and named in {columns_named(above, vocabulary) for above in top}
    return not is_repeated and not is_indicator_header(current.rows[-1], vocabulary)


def _kind_opened(row: Row, labels: list[str], current: Block, vocabulary: Vocabulary) -> str | None:
    """The kind of table whose head a row prints, or None."""
    if is_duty_header(row, vocabulary) or (current.kind == "duties" and not row.is_flow):
        return "duties"
    if is_indicator_header(row, vocabulary) or (current.kind != "indicators" and _is_headless(row, vocabulary)):
        return "indicators"
    if current.kind == "indicators" and _is_table_row(row, vocabulary):
        return None
    if _heads_tasks(labels, vocabulary):
        return "tasks"
    fund = next((vocabulary.fund_blocks[label] for label in labels if label in vocabulary.fund_blocks), None)
    is_prose = row.is_flow and current.kind == "prose" and len(labels) > _LONGEST_HEAD
    if fund and (not is_prose or _is_of_money(row, vocabulary)):
        return "plan" if fund == "plan" else "funds"
    return _fund_kind(row, current, vocabulary)


def _is_of_money(row: Row, vocabulary: Vocabulary) -> bool:
    """Whether every word of a line is a label of a fund block or a figure: no sentence is made so."""
    known = (vocabulary.fund_blocks, vocabulary.fund_columns, vocabulary.fund_items)
    labels = [fold_label(cell.text) for cell in row.filled if not is_figure(cell.text)]
    sides = ("income", "expense")
    return all(any(label in words for words in known) or vocabulary.markers.get(label) in sides for label in labels)


def _heads_tasks(labels: list[str], vocabulary: Vocabulary) -> bool:
    """Whether a row heads the tasks of a department: it names their names, if only right after their heading."""
    named = {vocabulary.tasks.get(label) for label in labels}
    return "name" in named or ("bare_name" in named and vocabulary.sections.get(labels[0]) == "main_task")


def _fund_kind(row: Row, current: Block, vocabulary: Vocabulary) -> str | None:
    """Whether a row without the label of a fund block opens one."""
    if current.kind == "fields" and not row.is_flow and are_measures(row.filled, vocabulary):
        return "funds"
    named = [cell for cell in row.filled if fold_label(cell.text) in vocabulary.fund_columns]
    is_inside = current.kind in ("prose", "tasks", "funds") and (row.is_flow or len(named) < _WHOLE_HEADER)
    return "funds" if not is_inside and is_fund_header(row, vocabulary) else None


def _opens_text(row: Row, labels: list[str], current: Block, vocabulary: Vocabulary) -> Block | None:
    section = vocabulary.sections.get(labels[0])
    if row.is_flow and (beside := side_by_side(row, vocabulary)):
        return Block("prose", beside[0])
    if section and not _is_goal_part(row, current, section):
        is_inline = row.is_flow and len(row.filled) > 1 and current.kind == "prose"
        return Block("prose", section, (current.around or current.section) if is_inline else None)
    if labels[0] in vocabulary.fields or vocabulary.markers.get(labels[0]) == "block":
        return None if current.kind == "fields" else Block("fields")
    if current.around and row.is_flow:
        return Block("prose", current.around)
    if current.kind in ("fields", "prose"):
        return None
    is_open = current.kind in ("plan", "funds", "tasks") or (row.is_flow and current.kind == "indicators")
    return None if is_open else Block("fields")


def _goes_on_below(row: Row, current: Block, vocabulary: Vocabulary) -> bool:
    """Whether a bare line of texts repeats the label of the headings above it, which was one merged cell."""
    heads = current.rows[-1]
    is_same = heads.is_flow and fold_label(heads.filled[0].text) == fold_label(row.filled[0].text)
    return is_same and len(side_by_side(heads, vocabulary)) > 1


def heading_of(cell: Cell, vocabulary: Vocabulary) -> str | None:
    """The section that a cell heads. A column of the indicator table may stand beside goals too (偏差原因)."""
    label = fold_label(cell.text)
    return vocabulary.sections.get(label) or ("other" if label in vocabulary.columns else None)


def side_by_side(row: Row, vocabulary: Vocabulary) -> list[str]:
    """The sections that a bare line heads side by side (总体目标 中期目标 年度目标); [] of any other line."""
    words = [cell for cell in row.filled if vocabulary.markers.get(fold_label(cell.text)) != "block"]
    named = [section for cell in words if (section := heading_of(cell, vocabulary))]
    return named if len(named) == len(words) > 1 and len(set(named)) > 1 else []


def _is_goal_part(row: Row, current: Block, section: str) -> bool:
    """Whether a repeated heading goes on with the section it stands in (a goal's number after the merged label)."""
    return not row.is_flow and current.section == section and len(row.filled) == 1


def _is_table_row(row: Row, vocabulary: Vocabulary) -> bool:
    """Whether a row below an indicator header still belongs to the table."""
    first = row.filled[0]
    label = fold_label(first.text)
    if is_level(first.text, vocabulary) or vocabulary.markers.get(label) == "block" or label in vocabulary.totals:
        return True
    leaves = vocabulary.fields.get(label) in vocabulary.fields_below_table or label in vocabulary.fund_blocks
    return not leaves and not (label in vocabulary.sections and len(row.filled) <= 2)


def _is_headless(row: Row, vocabulary: Vocabulary) -> bool:
    """Whether a row is one of an indicator table whose header was not recognised."""
    cells = [cell for cell in row.filled if vocabulary.markers.get(fold_label(cell.text)) != "block"]
    if len(cells) < _NARROWEST or not is_level(cells[0].text, vocabulary):
        return False
    if row.is_flow and not any(is_bare_figure(cell.text) for cell in cells):
        return False
    label = fold_label(cells[0].text)
    return label not in vocabulary.sections and label not in vocabulary.fund_blocks


def _is_fund_row(row: Row, labels: list[str], vocabulary: Vocabulary) -> bool:
    is_filled_in = vocabulary.sections.get(labels[0]) == "main_task" and len(labels) > 1  # its label in every row
    if not is_filled_in and (labels[0] in vocabulary.sections or labels[0] in vocabulary.fields):
        return False
    return not row.is_flow or not _is_sentence(row)


def _is_sentence(row: Row) -> bool:
    return fold(row.text).endswith(("。", "；", ";")) and not any(is_figure(cell.text) for cell in row.filled)


def is_fund_header(row: Row, vocabulary: Vocabulary) -> bool:
    """Whether a row names the columns of a fund block and prints no figure."""
    labels = [fold_label(cell.text) for cell in row.filled]
    names = [vocabulary.fund_columns[label] for label in labels if label in vocabulary.fund_columns]
    if not names or any(is_figure(cell.text) for cell in row.filled):
        return False
    heads_block = not row.is_flow and any(label in vocabulary.fund_blocks for label in labels)
    return len(names) >= 2 or heads_block or names[0] in ("source_items", "use_items")


def _vertical_label(block: Block, vocabulary: Vocabulary) -> list[Row]:
    """Take a marker printed one character a line off the end of the block before the table."""
    for count in range(min(_VERTICAL, len(block.rows)), 0, -1):
        rows = block.rows[-count:]
        if all(row.is_flow for row in rows) and vocabulary.markers.get(joined(rows)) == "block":
            del block.rows[-count:]
            return rows
    return []


def whole_rows(rows: list[Row], vocabulary: Vocabulary) -> list[Row]:
    """Two narrow rows that make up one of the header's width were one row, cut by a blank line."""
    width = max((len(row.cells) for row in rows if is_indicator_header(row, vocabulary)), default=0)
    result: list[Row] = []
    for row in rows:
        above = result[-1] if result else None
        if (
            above
            and not row.is_flow
            and not row.is_placed
            and len(row.cells) < width
            and len(above.cells) + len(row.cells) == width
        ):
            moved = [replace(c, col=c.col + len(above.cells)) for c in row.cells]
            result[-1] = replace(above, cells=(*above.cells, *moved), text=above.text + row.text)
        else:
            result.append(row)
    return result

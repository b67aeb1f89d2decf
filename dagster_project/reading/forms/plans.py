"""Spending plans and the task table of department-wide forms."""

from collections.abc import Sequence
from dataclasses import replace

from dagster_project.reading.document import Cell
from dagster_project.reading.fold import fold_label, printed
from dagster_project.reading.forms.figures import amount_of, is_absent, is_amount, is_rate, unit_of
from dagster_project.reading.forms.headers import Column
from dagster_project.reading.forms.kinds import is_broken_figure
from dagster_project.reading.forms.records import Form
from dagster_project.reading.forms.rows import Row
from dagster_project.reading.vocabulary import Vocabulary


def read_plan(rows: Sequence[Row], form: Form, vocabulary: Vocabulary) -> None:
    """Read checkpoints (3月底 ...) and the shares below them into `form.spending_plan`."""
    checkpoints: list[Cell] = []
    for row in rows:
        cells = [cell for cell in row.filled if fold_label(cell.text) not in vocabulary.fund_blocks]
        form.ledger.bind(cell for cell in row.filled if cell not in cells)
        if cells and all(is_rate(cell.text) or is_absent(cell.text) for cell in cells):
            _take_shares(checkpoints, cells, form)
            checkpoints = []
        elif cells:
            checkpoints = cells


def _take_shares(checkpoints: Sequence[Cell], shares: Sequence[Cell], form: Form) -> None:
    below = {cell.col: cell for cell in shares}
    if all(cell.col in below for cell in checkpoints) and len(checkpoints) >= len(shares):
        pairs = [(cell, below[cell.col]) for cell in checkpoints]
    elif len(checkpoints) == len(shares):
        pairs = list(zip(checkpoints, shares, strict=True))
    else:
        return
    for checkpoint, share in pairs:
        form.spending_plan.append(
            {
                "row_no": len(form.spending_plan) + 1,
                "checkpoint_printed": printed(checkpoint.text),
                "share_printed": None if is_absent(share.text) else printed(share.text),
                "locator": share.locator,
            }
        )
    form.ledger.bind([*checkpoints, *shares])


def read_tasks(rows: Sequence[Row], form: Form, vocabulary: Vocabulary) -> None:
    """Read the tasks of a department-wide form: each amount a `use` line, each content a section of prose."""
    texts: dict[int, str] = {}
    amounts: dict[int, Column] = {}
    unit = unit_of([form.fields.get("money_unit") or ""], vocabulary)
    for row in rows:
        cells = [cell for cell in row.filled if vocabulary.sections.get(fold_label(cell.text)) != "main_task"]
        form.ledger.bind(cell for cell in row.filled if cell not in cells)
        if not any(is_amount(cell.text) for cell in cells):
            unit = unit_of((cell.text for cell in cells), vocabulary) or unit
            _take_header(cells, texts, amounts, form, vocabulary)
        else:
            _take_task(cells, texts, amounts, unit, form, vocabulary)


def placed_tasks(rows: Sequence[Row], vocabulary: Vocabulary) -> list[Row]:
    """The table of tasks with the words of bare lines under their headings: texts first, then a figure for each amount.

    A second line of amounts parts the heading above it. A line that fills the columns otherwise stands under none.
    """
    texts = amounts = 0
    result: list[Row] = []
    for row in rows:
        words = [cell for cell in row.filled if vocabulary.sections.get(fold_label(cell.text)) != "main_task"]
        figures = [cell for cell in words if is_amount(cell.text) or is_absent(cell.text)]
        named = [cell for cell in words if cell not in figures]
        if not row.is_flow:
            result.append(row)
            continue
        if not figures:
            heads = [cell for cell in named if fold_label(cell.text) in vocabulary.tasks]
            texts, amounts = texts or len(heads), len(named) - len(heads) or amounts
            cols = {id(cell): at for at, cell in enumerate(named, 0 if heads else texts)}
        else:
            is_sum = len(named) == 1 and vocabulary.fund_items.get(fold_label(named[0].text)) == "total"
            is_whole = words[len(named) :] == figures and len(figures) == amounts and (is_sum or len(named) == texts)
            cols = {id(cell): at for at, cell in enumerate(named)}
            cols |= {id(cell): at for at, cell in enumerate(figures, texts)}
            cols = cols if is_whole else {}
        result.append(replace(row, cells=tuple(replace(cell, col=cols.get(id(cell), -1)) for cell in row.cells)))
    return result


def _take_header(
    cells: Sequence[Cell], texts: dict[int, str], amounts: dict[int, Column], form: Form, vocabulary: Vocabulary
) -> None:
    for cell in cells:
        label = fold_label(cell.text)
        if label in vocabulary.tasks:
            texts[cell.col] = "name" if vocabulary.tasks[label] == "bare_name" else vocabulary.tasks[label]
        elif vocabulary.columns.get(label) == "remark":
            texts[cell.col] = "content"
        elif label in vocabulary.fund_items or label in vocabulary.fund_columns:
            amounts[cell.col] = Column(printed(cell.text) or "", cell.col)
        else:
            continue
        form.ledger.bind([cell])


def _take_task(
    cells: Sequence[Cell],
    texts: dict[int, str],
    amounts: dict[int, Column],
    unit: str | None,
    form: Form,
    vocabulary: Vocabulary,
) -> None:
    printed_cells, cells = cells, _standing(cells, texts, amounts)
    names = [cell for cell in cells if _is_name(cell, texts, vocabulary)]
    figures = [cell for cell in cells if cell.col in amounts and (is_amount(cell.text) or is_absent(cell.text))]
    has_piece = any(is_broken_figure(cell.text) for cell in cells if cell not in figures)
    if len(names) != 1 or has_piece or not figures or not _are_placed(figures, amounts, vocabulary):
        form.ledger.reject(printed_cells, "undecided_task")
        return
    for cell in figures:
        if is_amount(cell.text):
            form.fund_lines.append(_task_line(names[0], cell, amounts, unit, vocabulary))
    contents = [cell for cell in cells if texts.get(cell.col) == "content"]
    for cell in contents:
        part = (cell.text, cell.locator)
        form.sections.append({"section_code": "main_task", "parts": [part], "locator": cell.locator})
    taken = [*names, *figures, *contents]
    form.ledger.bind(cell for cell, stood in zip(printed_cells, cells, strict=True) if stood in taken)


def _standing(cells: Sequence[Cell], texts: dict[int, str], amounts: dict[int, Column]) -> Sequence[Cell]:
    """The cells of a row; those of a full one that moved as a whole, back under their headings."""
    places = sorted([*texts, *amounts])
    moved = {place - cell.col for place, cell in zip(places, cells, strict=False)}
    are_of_kind = all((place in amounts) == is_amount(cell.text) for place, cell in zip(places, cells, strict=False))
    is_whole = len(cells) == len(places) and len(moved) == 1 and moved != {0}
    return (
        [replace(cell, col=place) for place, cell in zip(places, cells, strict=True)]
        if is_whole and are_of_kind
        else cells
    )


def _is_name(cell: Cell, texts: dict[int, str], vocabulary: Vocabulary) -> bool:
    """Whether a cell stands in the column of names, or is the label of the sum, which may begin before it."""
    is_sum = vocabulary.fund_items.get(fold_label(cell.text)) == "total"
    places = range(cell.col, cell.col + cell.col_span)
    return texts.get(cell.col) == "name" or (is_sum and any(texts.get(col) == "name" for col in places))


def _are_placed(figures: Sequence[Cell], headings: dict[int, Column], vocabulary: Vocabulary) -> bool:
    """Whether a task's amounts surely stand in their columns: all of them, one alone, or a total and its parts."""
    if len(figures) in (1, len(headings)):
        return True
    codes = {col: vocabulary.fund_items.get(fold_label(heading.name)) for col, heading in headings.items()}
    totals = [amount_of(cell.text) for cell in figures if codes[cell.col] == "total"]
    return totals == [sum(amount_of(cell.text) for cell in figures if codes[cell.col] != "total")]


def _task_line(
    name: Cell, amount: Cell, headings: dict[int, Column], unit: str | None, vocabulary: Vocabulary
) -> dict[str, object]:
    """A task's amount. The columns beside its total part it by source: either the total or they count, not both."""
    heading = headings[amount.col].name
    is_sum = vocabulary.fund_items.get(fold_label(name.text)) == "total"
    is_total = vocabulary.fund_items.get(fold_label(heading), "total") == "total"
    is_whole = is_total if is_sum else not is_total or len(headings) == 1
    role = ("total" if is_sum else "part") if is_whole else "subtotal"
    return {
        "fund_side": "use",
        "item_printed": f"{printed(name.text)} {heading}",
        "item_code": vocabulary.fund_items.get(fold_label(heading), "total") if is_sum else "spending_item",
        "is_subtotal": role == "subtotal",
        "line_role": role,
        "measure": "budget",
        "amount_printed": printed(amount.text),
        "unit_printed": unit_of([amount.text], vocabulary) or unit,
        "locator": amount.locator,
        "item_locator": f"{name.locator}/{heading}",
        "task_total": name.locator if is_total else None,
        "task": None if is_total else name.locator,
    }

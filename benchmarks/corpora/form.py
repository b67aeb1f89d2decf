"""A form while it is made: what a family prints, it notes as truth in the same breath."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from corpora.grid import Box, Sheet
from corpora.records import Indicator, Money, Planted, Record, plain

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Style:
    """How a county prints: decimals of money, thousands, the mark of an empty score, points behind level 1.

    `is_filled` says that what others merge over rows is said again in every row, `has_room` that an indicator table
    ends in a row of dots.
    """

    decimals: bool = True
    thousands: bool = False
    absent: str = ""
    has_points: bool = False
    is_filled: bool = False
    has_room: bool = False
    unit: str = "万元"

    def money(self, amount: Money) -> str:
        """An amount of 万元 in the county's unit and spelling."""
        amount = amount * 10000 if self.unit == "元" else amount
        return f"{amount:,.2f}" if self.thousands else f"{amount:.2f}" if self.decimals else plain(amount)


@dataclass(slots=True)
class Truth:
    """What a form says: a row of forms.tsv, its amounts, its indicators (annual, mid-term), its errors.

    `said` is what a summary in prose says, by name.
    """

    form: Row
    amounts: list[Row] = field(default_factory=list)
    indicators: list[Row] = field(default_factory=list)
    midterm: list[Row] = field(default_factory=list)
    execution: Row = field(default_factory=dict)
    said: Row = field(default_factory=dict)
    planted: tuple[Planted, ...] = ()
    project_id: str = ""


@dataclass(slots=True)
class Form:
    """A printed form and its truth."""

    sheet: Sheet
    truth: Truth
    style: Style

    def row(self, *cells: Box | str | tuple[str, int]) -> None:
        """A row: a text is a cell, (text, width) a wider one."""
        boxes = [
            cell if isinstance(cell, Box) else Box(*((cell,) if isinstance(cell, str) else cell)) for cell in cells
        ]
        self.sheet.rows.append(boxes)

    def say(self, name: str, text: str) -> str:
        """Note a header field of forms.tsv and give back its text."""
        self.truth.form[name] = text
        return text

    def amount(self, amount: Money | None, item: str, measure: str, side: str) -> str:
        """Note an amount that is printed, and give back its text."""
        if amount is None:
            return self.style.absent
        text = self.style.money(amount)
        self.truth.amounts.append(
            {"side": side, "item": item, "measure": measure, "amount": text, "unit": self.style.unit}
        )
        return text


def new_form(title: str, widths: Sequence[float], record: Record, style: Style, **fields: str) -> Form:
    """An empty form; `fields` are at least `scope` and `stage`."""
    truth = Truth({"fiscal_year": str(record.year), **fields}, planted=record.planted, project_id=record.project_id)
    return Form(Sheet(title, tuple(widths)), truth, style)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a fund block: label, the source it prints, its side."""

    label: str
    source: str
    side: str = "income"


Columns = Sequence[tuple[str, str, int]]
"""Header, what stands below it, width in grid columns."""


def funds(form: Form, record: Record, block: Box | None, columns: Columns, lines: Sequence[Line]) -> None:
    """A fund block: `block` is its label at the left, over all rows."""
    label = [] if block is None else [replace(block, height=len(lines) + 1)]
    form.row(*label, *((header, width) for header, _, width in columns))
    for line in lines:
        form.row(*((_fund_cell(form, record, name, line), width) for _, name, width in columns))


def _fund_cell(form: Form, record: Record, name: str, line: Line) -> str:
    if name == "item":
        return line.label
    if name in ("weight", "rate", "score"):
        if line.source != "total":
            return form.style.absent
        text = {"weight": record.execution_weight, "rate": record.execution_rate, "score": record.execution_score}[name]
        form.truth.execution[name] = text
        return text
    if name == "blank":
        return ""
    amount = record.amount(name, line.source)
    return form.amount(amount, line.label.rstrip("：:"), MEASURE_OF[name], line.side)


MEASURE_OF = {"original": "original_budget", "revised": "revised_budget", "executed": "executed"} | {
    "midterm": "mid_term_budget"
}

ROOM = "……"
"""The name of an indicator in a row that only keeps a place."""

_NOTHING = dict.fromkeys(
    ("operator", "value", "unit", "weight", "actual", "score", "reason", "half_year", "description", "basis"), ""
)

CELLS: dict[str, Callable[[Indicator], str]] = {
    "level3": lambda each: each.level3,
    "target": lambda each: each.target,
    "operator": lambda each: each.operator,
    "value": lambda each: each.value,
    "unit": lambda each: each.unit,
    "valued": lambda each: each.joined,
    "half_year": lambda each: each.half_year,
    "actual": lambda each: f"{each.actual}{each.unit}",
    "bare_actual": lambda each: each.actual,
    "weight": lambda each: each.weight,
    "score": lambda each: each.score,
    "reason": lambda each: each.reason,
    "direction": lambda each: each.direction,
    "description": lambda each: each.description,
    "basis": lambda each: each.basis,
    "earlier": lambda each: _years_ago(each, 2),
    "before": lambda each: _years_ago(each, 1),
    "blank": lambda _: "",
}


def _years_ago(each: Indicator, years: int) -> str:
    """What was reached years ago: a little less each year, where a number tells."""
    if not each.value.replace(".", "").isdigit():
        return each.value
    decimals = len(each.value.partition(".")[2])
    return f"{float(each.value) * (1 - 0.04 * years):.{decimals}f}{each.unit}"


def indicators(form: Form, columns: Columns, rows: Sequence[Indicator], block: Box | None = None) -> None:
    """An indicator table: `block` is the label at the left, over all rows; levels are merged over theirs."""
    room = (replace(rows[-1], level3=ROOM, **_NOTHING),) if form.style.has_room else ()
    left = [] if block is None else [replace(block, height=len(rows) + len(room) + 1)]
    form.sheet.repeated = len(form.sheet.rows)
    form.row(*left, *((header, width) for header, _, width in columns))
    indicator_rows(form, columns, (*rows, *room))


def indicator_rows(form: Form, columns: Columns, rows: Sequence[Indicator]) -> None:
    """The rows of an indicator table."""
    firsts = {
        "level1": _firsts(rows, lambda each: each.level1),
        "level2": _firsts(rows, lambda e: (e.level1, e.level2)),
    }
    points = {each.level1: sum(float(e.weight or 0) for e in rows if e.level1 == each.level1) for each in rows}
    for at, each in enumerate(rows):
        level1 = f"{each.level1}({points[each.level1]:g}分)" if form.style.has_points else each.level1
        cells = []
        for _, name, width in columns:
            if name in firsts:
                if at in firsts[name]:
                    cells.append(Box(level1 if name == "level1" else each.level2, width, firsts[name][at]))
            else:
                cells.append(Box(CELLS[name](each), width))
        form.row(*cells)
        if each.level3 != ROOM:
            form.truth.indicators.append(indicator_truth(each, level1, {name for _, name, _ in columns}))


def _firsts(rows: Sequence[Indicator], key: Callable[[Indicator], object]) -> dict[int, int]:
    """Row at which a merged cell begins -> over how many rows it goes."""
    firsts, at = {}, 0
    for _, group in groupby(rows, key):
        firsts[at] = len(list(group))
        at += firsts[at]
    return firsts


def indicator_truth(each: Indicator, level1: str, printed: Iterable[str]) -> Row:
    """A row of indicators.tsv: what the columns printed."""
    names = set(printed)
    texts = {name: CELLS[name](each) for name in names & CELLS.keys()}
    target = texts.get("target") or texts.get("valued")
    return {
        "level1": level1,
        "level2": each.level2 if "level2" in names else "",
        "level3": each.level3,
        "description": texts.get("description", ""),
        "operator": texts.get("operator", ""),
        "half_year_target": texts.get("half_year", ""),
        "target": target or (each.joined if "value" in names else ""),
        "actual": texts.get("actual") or texts.get("bare_actual", ""),
        "weight": texts.get("weight", ""),
        "score": texts.get("score", ""),
        "reason": texts.get("reason", ""),
        "basis": texts.get("basis", ""),
        "level_doubtful": "0",
    }


def total_row(form: Form, record: Record, label: str, columns: Columns, *, left: int = 0) -> None:
    """The row of totals: the label up to the first column of points, each total under its column."""
    names = [name for _, name, _ in columns]
    first = names.index("weight")
    cells: list[tuple[str, int]] = [(label, left + sum(width for _, _, width in columns[:first]))]
    for _, name, width in columns[first:]:
        text = {"weight": record.total_weight, "score": record.total_score}.get(name, "")
        if name in ("weight", "score"):
            form.say(f"total_{name}", text)
        cells.append((text, width))
    form.row(*cells)
